"""Finding many phrases in a text whose words are told apart once, with word boundaries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from transforms.blanking import blanked

T = TypeVar("T")

_RUN = re.compile(r"[^\W_]+")
_HEADS: set[str] = set()  # the first words of the phrases of all matchers
_LONG = 200  # characters of a text whose words are kept for the next matcher


class Match(NamedTuple, Generic[T]):
    """A phrase found: its span, the text as printed, and what was stored with the phrase."""

    start: int
    end: int
    text: str
    value: T


class PhraseMatcher(Generic[T]):
    """Matches phrases case-insensitively at word boundaries; the longest wins where matches overlap.

    Case folding keeps the length of the text, so offsets are those of the text as given. A blank in a
    phrase matches exactly one blank. The words of a text are told apart once for all matchers; each then
    looks at those only with which one of its phrases begins, so the cost is linear in the length of the text.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._values = {fold(phrase): value for phrase, value in phrases}
        lengths: dict[str, set[int]] = {}
        for key in self._values:
            head = _RUN.match(key)
            if head is None:
                raise ValueError(f"A phrase begins with a letter or a digit, this does not: {key!r}.")
            lengths.setdefault(head[0], set()).add(len(key))
        self._lengths = {head: tuple(sorted(of_head)) for head, of_head in lengths.items()}
        self._heads = frozenset(lengths)
        _HEADS.update(lengths)

    def all(self, text: str) -> Iterator[Match[T]]:
        """Every match, overlapping ones too, in no order."""
        heads = len(_HEADS)
        folded, starts_of, words = _words_of(text, heads) if len(text) >= _LONG else _read_words(text, heads)
        values, size = self._values, len(text)
        for head in words & self._heads:
            lengths = self._lengths[head]
            for start in starts_of[head]:
                for length in lengths:
                    end = start + length
                    if end > size:
                        break
                    key = folded[start:end]
                    # The characters on both sides of an edge must not belong to one word.
                    if key in values and not (end < size and text[end].isalnum() and text[end - 1].isalnum()):
                        yield Match(start, end, text[start:end], values[key])

    def is_in(self, text: str) -> bool:
        """Whether any phrase stands in a text."""
        return next(self.all(text), None) is not None

    def longest(self, text: str) -> list[Match[T]]:
        """Matches without overlap, left to right; of overlapping ones the longest, then the first."""
        chosen: list[Match[T]] = []
        taken_to = 0
        ordered = sorted(self.all(text), key=lambda m: (m.start, m.start - m.end))
        for match in ordered:
            if match.start >= taken_to:
                chosen.append(match)
                taken_to = match.end
            elif match.end - match.start > chosen[-1].end - chosen[-1].start:
                chosen[-1] = match
                taken_to = match.end
        return chosen


def fold(text: str) -> str:
    """Lower case without a change of length; characters whose lower case is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _read_words(text: str, heads: int) -> tuple[str, Mapping[str, Sequence[int]], Set[str]]:
    """A text folded, where each of its words begins with which a phrase of any matcher does, and these words.

    With another number of `heads` the words that are kept of a text are others.
    """
    folded, start = fold(text), 0
    starts_of: dict[str, list[int]] = {}
    for run in blanked(folded).split(" "):
        if run in _HEADS:
            starts_of.setdefault(run, []).append(start)
        start += len(run) + 1
    return folded, starts_of, frozenset(starts_of)


_words_of = lru_cache(maxsize=2)(_read_words)
"""The words of the article at hand, which every gazetteer is held against."""
