"""A mapping of ids to ids that takes 16 bytes a pair: what a run of millions of documents keeps in memory."""

import re
from collections.abc import Iterator, MutableMapping

import numpy as np

_FEWEST = 20_000  # pairs in a dictionary before they are packed
_SHARE = 16  # of what is packed that may wait unpacked, so that packing costs little however much there is
_DIGITS = re.compile("[0-9a-f]{16}")


class CompactIds(MutableMapping[str, str]):
    """Ids of 16 hexadecimal digits (`make_id`) to such ids; other keys and values are kept as they are."""

    def __init__(self) -> None:
        self._keys = np.empty(0, np.uint64)  # sorted
        self._values = np.empty(0, np.uint64)
        self._recent: dict[str, str] = {}
        self._odd: dict[str, str] = {}  # what does not pack

    def __getitem__(self, key: str) -> str:
        for plain in (self._recent, self._odd):
            if key in plain:
                return plain[key]
        if (at := self._place(key)) is None:
            raise KeyError(key)
        return f"{int(self._values[at]):016x}"

    def __setitem__(self, key: str, value: str) -> None:
        if not (_packs(key) and _packs(value)):
            del self[key]
            self._odd[key] = value
            return
        self._odd.pop(key, None)
        self._recent[key] = value
        if len(self._recent) >= max(_FEWEST, len(self._keys) // _SHARE):
            self._pack()

    def __delitem__(self, key: str) -> None:
        self._recent.pop(key, None)
        self._odd.pop(key, None)
        if (at := self._place(key)) is not None:
            self._keys, self._values = np.delete(self._keys, at), np.delete(self._values, at)

    def __iter__(self) -> Iterator[str]:
        self._pack()
        yield from (f"{int(key):016x}" for key in self._keys)
        yield from self._odd

    def __len__(self) -> int:
        self._pack()
        return len(self._keys) + len(self._odd)

    def _place(self, key: str) -> int | None:
        if not len(self._keys) or not _packs(key):
            return None
        number = np.uint64(int(key, 16))
        at = int(np.searchsorted(self._keys, number))
        return at if at < len(self._keys) and self._keys[at] == number else None

    def _pack(self) -> None:
        if not self._recent:
            return
        count = len(self._recent)
        keys = np.fromiter((int(key, 16) for key in self._recent), np.uint64, count)
        values = np.fromiter((int(value, 16) for value in self._recent.values()), np.uint64, count)
        # The recent ones first: of equal keys `unique` keeps the first.
        keys, values = np.concatenate([keys, self._keys]), np.concatenate([values, self._values])
        self._keys, first = np.unique(keys, return_index=True)
        self._values = values[first]
        self._recent = {}


def _packs(text: str) -> bool:
    return _DIGITS.fullmatch(text) is not None
