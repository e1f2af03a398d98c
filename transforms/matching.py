"""Finding many phrases in one pass over a text, with word boundaries."""

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A phrase found: its span, the text as printed, and what was stored with the phrase."""

    start: int
    end: int
    text: str
    value: T


class PhraseMatcher(Generic[T]):
    """Matches phrases case-insensitively at word boundaries; the longest wins where matches overlap.

    Case folding keeps the length of the text, so offsets are those of the text as given. A blank in a
    phrase matches exactly one blank. The cost is linear in the length of the text.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for phrase, value in phrases:
            key = fold(phrase)
            self._automaton.add_word(key, (len(key), value))
        self._empty = len(self._automaton) == 0
        if not self._empty:
            self._automaton.make_automaton()

    def all(self, text: str) -> Iterator[Match[T]]:
        """Every match in the order of its end, overlapping ones too."""
        if self._empty:
            return
        size = len(text)
        for last, (length, value) in self._automaton.iter(fold(text)):
            end = last + 1
            # The characters on both sides of an edge must not belong to one word.
            if end < size and text[end].isalnum() and text[last].isalnum():
                continue
            start = end - length
            if start and text[start - 1].isalnum() and text[start].isalnum():
                continue
            yield Match(start, end, text[start:end], value)

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
