"""Near-duplicate texts: a small signature of each text, and whether two of them are one text.

A signature holds two sketches. The first is a one-permutation MinHash (Li, Owen, Zhang 2012) with optimal
densification (Shrivastava 2017) of all runs of three words: it tells how much of the wording two texts share.
The second holds the least hashes of the telling words, numbers and names: copies of a text keep them, while
texts that a newsroom cuts to one pattern (prices, prayer times, job offers) differ in just these and in the
day of the week. Both are read as containment, the share of the shorter text that lies in the longer, so that
a copy which was cut is found too. No seed, clock or process state enters.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from math import nan
from struct import pack
from typing import NamedTuple, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from transforms.blanking import blanked

RUN = 3
BINS = 90
BANDS = 30
CONTAINED = 0.7
"""The share of the shorter text's runs of words that a copy has in common with its original, at least."""
TELLING = 0.75
"""The same for its telling words."""
SHORTEST = 0.4
"""How long the shorter text is, at least, of the longer: a digest of five articles is a copy of none."""
DAYS = 31
"""How many days lie between two copies, at most: what comes again later is another year's notice, or the matter told anew."""
MOST_CANDIDATES = 40
"""How many texts are compared with a new one: those that share the most bands."""
OF_A_BAND = 200
"""How many texts with one band are looked at: most bands have a few, some that of a notice below all articles."""

_ROWS = BINS // BANDS
_SKETCH = 64  # telling words that are kept
_FEWEST = 6  # telling words below which they say nothing
_TELLING = re.compile(r"[A-Z0-9](?:(?<=\d)\d*|(?<=[\w,] .)[^\W_]*)")  # no first words of sentences
_WEEKDAYS = {
    b"senin": 1,
    b"selasa": 2,
    b"rabu": 4,
    b"kamis": 8,
    b"jumat": 16,
    b"sabtu": 32,
    b"minggu": 64,
    b"ahad": 64,
}
_SIZES = 5  # bytes: how many runs, how many telling words, and a bit for each weekday that is named
HEAD = _SIZES + BINS
"""Bytes of a signature before its telling words."""
_U64 = np.uint64
_MIX = _U64(0x9E3779B97F4A7C15)
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], _U64)
_NUMBERS = np.arange(BANDS, dtype=_U64)
_WEEKDAY_CODES = np.array([crc32(day) for day in _WEEKDAYS], _U64)
_ATTEMPTS = 64
_LENDERS = np.array(
    [[crc32(f"{bin_}:{attempt}".encode()) % BINS for attempt in range(_ATTEMPTS)] for bin_ in range(BINS)]
)

Numbers = NDArray[np.uint64]
Heads = NDArray[np.uint8]
K = TypeVar("K", bound=Hashable)


class Signature(NamedTuple):
    """The sketches of a text as bytes, and the keys by which texts that may be alike are looked up.

    `bands` are numbers of 32 bits; alike texts share one of them nearly always, others hardly ever. A text
    without a word has neither sketches nor bands.
    """

    sketches: bytes
    bands: tuple[int, ...]

    def likeness(self, other: bytes) -> float:
        """How much of the shorter of two texts lies in the longer; 0 where they are not one text.

        Args:
            other: the sketches of the other text.
        """
        one = self.sketches
        if not one or not other:
            return 0.0
        (runs, telling), (other_runs, other_telling) = _sizes(one), _sizes(other)
        if min(runs, other_runs) < SHORTEST * max(runs, other_runs):
            return 0.0
        if one[_SIZES - 1] and other[_SIZES - 1] and not one[_SIZES - 1] & other[_SIZES - 1]:
            return 0.0
        equal = np.frombuffer(one, np.uint8, BINS, _SIZES) == np.frombuffer(other, np.uint8, BINS, _SIZES)
        shared = _contained(float(equal.mean()), runs, other_runs)
        if shared < CONTAINED:
            return 0.0
        if min(telling, other_telling) >= _FEWEST:
            mine, its = _telling(one), _telling(other)
            least = sorted(mine | its)[:_SKETCH]
            resemblance = len(mine.intersection(its, least)) / len(least)
            if _contained(resemblance, telling, other_telling) < TELLING:
                return 0.0
        return shared


def heads(signatures: Sequence[Signature]) -> Heads:
    """The part of each signature that is as long in all, a row of `HEAD` bytes; zeros for a text without words."""
    joined = b"".join(one.sketches[:HEAD].ljust(HEAD, b"\0") for one in signatures)
    return np.frombuffer(joined, np.uint8).reshape(-1, HEAD)


def may_be_one(one: Heads, other: Heads) -> NDArray[np.bool_]:
    """Of each row whether two texts can be one, as `Signature.likeness` tells for certain: most are told apart at once.

    Args:
        one: `heads` of the texts.
        other: those of the texts that they are compared with.
    """
    equal = (one[:, _SIZES:] == other[:, _SIZES:]).mean(axis=1)
    runs, other_runs = (table[:, :2].copy().view("<u2")[:, 0].astype(float).clip(1) for table in (one, other))
    shared = equal / (1 + equal) * (runs + other_runs) / np.minimum(runs, other_runs)
    possible: NDArray[np.bool_] = shared > CONTAINED - 0.001
    return possible


def sign(text: str) -> Signature:
    """The signature of a text."""
    return signed([text])[0]


def signed(texts: Sequence[str]) -> list[Signature]:
    """The signatures of texts, in their order: numpy takes little longer for many than for one."""
    if not texts:
        return []
    words = [blanked(text, small=True).encode().split() for text in texts]
    padded = [own + [b""] * (RUN - len(own)) for own in words]
    every = list(chain.from_iterable(padded))
    codes = np.frombuffer(array("I", list(map(crc32, every))), np.uint32).astype(_U64)
    text_of = np.repeat(np.arange(len(texts), dtype=_U64), [len(own) for own in padded])
    runs = codes[:-2] * _FACTORS[0] + codes[1:-1] * _FACTORS[1] + codes[2:] * _FACTORS[2]
    is_run = text_of[:-2] == text_of[2:]
    least = _least_by_bin(_mixed(runs[is_run]), text_of[:-2][is_run], len(texts))
    keys = least.reshape(-1, BANDS, _ROWS) @ _FACTORS[:_ROWS]
    bands = (_mixed(keys + _NUMBERS) >> _U64(32)).tolist()
    days = [0] * len(texts)
    named = np.flatnonzero(np.isin(codes, _WEEKDAY_CODES))
    for text, place in zip(text_of[named].tolist(), named.tolist(), strict=True):
        days[text] |= _WEEKDAYS.get(every[place], 0)
    parts = zip(texts, words, days, least.astype(np.uint8), bands, strict=True)
    return [
        Signature(_sketches(text, len(own), day, low.tobytes()), tuple(band)) if own else Signature(b"", ())
        for text, own, day, low, band in parts
    ]


def _sketches(text: str, words: int, days: int, least: bytes) -> bytes:
    telling = sorted({crc32(word) >> 16 for word in " ".join(_TELLING.findall(text)).encode().split()})
    head = pack("<HHB", min(max(1, words - RUN + 1), 0xFFFF), min(len(telling), 0xFFFF), days)
    kept = telling[:_SKETCH]
    return head + least + pack(f"<{len(kept)}H", *kept)


def copies_among(
    signatures: Mapping[K, Signature], published: Mapping[K, date | None]
) -> Iterator[tuple[K, K, float]]:
    """The texts that are one with an earlier one: the text, the earlier one, and their likeness.

    Of a band that very many texts share, the last of them stand for all.

    Args:
        signatures: those of the texts, in their order.
        published: the day of each; one without a day may be a copy of any.
    """
    keys = [key for key, own in signatures.items() if own.bands]
    told = [signatures[key] for key in keys]
    days = [nan if (day := published[key]) is None else day.toordinal() for key in keys]
    bands = np.array([own.bands for own in told], _U64).ravel()
    order = np.argsort(bands, kind="stable")
    edges = np.concatenate([[0], np.flatnonzero(np.diff(bands[order])) + 1, [len(order)]])
    several = np.diff(edges) > 1
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for start, end in zip(edges[:-1][several].tolist(), edges[1:][several].tolist(), strict=True):
        having = (order[start:end] // BANDS).tolist()
        for place, text in enumerate(having):
            earlier = having[max(0, place - OF_A_BAND) : place]
            shared[text].update(other for other in earlier if not abs(days[text] - days[other]) > DAYS)
    near = [
        (text, earlier)
        for text, having in sorted(shared.items())
        for earlier, _ in having.most_common(MOST_CANDIDATES)
    ]
    if not near:
        return
    rows = heads(told)
    one, other = np.array(near).T
    for place in np.flatnonzero(may_be_one(rows[one], rows[other])).tolist():
        text, earlier = near[place]
        if share := told[text].likeness(told[earlier].sketches):
            yield keys[text], keys[earlier], share


def _mixed(numbers: Numbers) -> Numbers:
    """Numbers whose every bit depends on all bits of those given (the finish of SplitMix64)."""
    numbers = (numbers ^ (numbers >> _U64(30))) * _FACTORS[0]
    numbers = (numbers ^ (numbers >> _U64(27))) * _FACTORS[1]
    return (numbers ^ (numbers >> _U64(31))) + _MIX


def _least_by_bin(runs: Numbers, text_of: Numbers, texts: int) -> Numbers:
    """The least number of each bin, a row for each text; an empty bin takes that of another, the same for all texts with the same.

    Args:
        runs: the numbers, of each text one at least.
        text_of: the text of each.
        texts: how many there are.
    """
    values = np.sort(((text_of * _U64(BINS) + runs % _U64(BINS)) << _U64(32)) | (runs >> _U64(32)))
    places = np.searchsorted(values, np.arange(texts * BINS + 1, dtype=_U64) << _U64(32))
    least = (values[np.minimum(places[:-1], len(values) - 1)] & _U64(0xFFFFFFFF)).reshape(texts, BINS)
    filled = (places[:-1] < places[1:]).reshape(texts, BINS)
    text, empty = np.nonzero(~filled)
    lends = filled[text[:, np.newaxis], _LENDERS[empty]]
    lenders = np.where(lends.any(axis=1), _LENDERS[empty, lends.argmax(axis=1)], filled.argmax(axis=1)[text])
    least[text, empty] = least[text, lenders]
    return least


def _sizes(sketches: bytes) -> tuple[int, int]:
    runs, telling = np.frombuffer(sketches, "<u2", 2)
    return int(runs), int(telling)


def _telling(sketches: bytes) -> frozenset[int]:
    return frozenset(np.frombuffer(sketches, "<u2", -1, _SIZES + BINS).tolist())


def _contained(resemblance: float, one: int, other: int) -> float:
    """The share of the smaller of two sets that lies in the larger, of their sizes and Jaccard similarity."""
    return min(1.0, resemblance / (1 + resemblance) * (one + other) / min(one, other))
