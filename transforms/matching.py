"""Finding many phrases in a text, those of all gazetteers in one pass, with word boundaries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count
from typing import Any, Generic, NamedTuple, TypeVar

from transforms.blanking import blanked
from transforms.lockstep import forget_texts, kept_for_texts

T = TypeVar("T")

_RUN = re.compile(r"[^\W_]+")


class Match(NamedTuple, Generic[T]):
    """A phrase found: its span, the text as printed, and what was stored with the phrase."""

    start: int
    end: int
    text: str
    value: T


class PhraseMatcher(Generic[T]):
    """Matches phrases case-insensitively at word boundaries; the longest wins where matches overlap.

    Case folding keeps the length of the text, so offsets are those of the text as given. A blank in a
    phrase matches exactly one blank. The phrases of all matchers are looked for in a text at once, when the
    first of them is asked, and only where a word stands with which one begins, so the cost is linear in the
    length of the text.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        values = {fold(phrase): value for phrase, value in phrases}
        for key, value in values.items():
            head = _RUN.match(key)
            if head is None:
                raise ValueError(f"A phrase begins with a letter or a digit, this does not: {key!r}.")
            _keep(head[0], key)
            _STORED[key] = (*_STORED.get(key, ()), (self, value))
        forget_texts()

    def all(self, text: str) -> Sequence[Match[T]]:
        """Every match, overlapping ones too, in the order of the text; of those that begin together the longest first."""
        return _matches(text).get(self, ())

    def is_in(self, text: str) -> bool:
        """Whether any phrase stands in a text."""
        return bool(self.all(text))

    def longest(self, text: str) -> list[Match[T]]:
        """Matches without overlap, left to right; of overlapping ones the longest, then the first."""
        chosen: list[Match[T]] = []
        taken_to = 0
        for match in self.all(text):
            if match.start >= taken_to:
                chosen.append(match)
                taken_to = match.end
            elif match.end - match.start > chosen[-1].end - chosen[-1].start:
                chosen[-1] = match
                taken_to = match.end
        return chosen


@kept_for_texts
def fold(text: str) -> str:
    """Lower case without a change of length; characters whose lower case is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


@kept_for_texts
def words_of(text: str) -> Sequence[str]:
    """The words of a text in small letters, one character apart: an empty one between two signs, and at its end."""
    return [*blanked(fold(text)).split(" "), ""]


Lengths = tuple[int, ...]
_HEADS: dict[str, tuple[Lengths, dict[str, Lengths]]] = {}
"""By the first word of phrases how long they are, the longest first: those that end there, and all by the next word."""
_STORED: dict[str, tuple[tuple[PhraseMatcher[Any], Any], ...]] = {}
"""These phrases, each with who asks for it and what was stored with it."""


def _keep(head: str, phrase: str) -> None:
    """Keep how long a phrase is, by its head and the word behind that; behind a sign at its end any may stand."""
    alone, by_next = _HEADS.get(head, ((), {}))
    _, *others = blanked(phrase).split(" ")
    if others in ([], [""]):
        by_next = {word: _with(lengths, len(phrase)) for word, lengths in by_next.items()}
        _HEADS[head] = _with(alone, len(phrase)), by_next
    else:
        by_next[others[0]] = _with(by_next.get(others[0], alone), len(phrase))
        _HEADS[head] = alone, by_next


def _with(lengths: Lengths, one: int) -> Lengths:
    return tuple(sorted({*lengths, one}, reverse=True))


@kept_for_texts
def _matches(text: str) -> Mapping[PhraseMatcher[Any], Sequence[Match[Any]]]:
    """The matches in a text by the matcher whose they are."""
    folded, size = fold(text), len(text)
    found: dict[PhraseMatcher[Any], list[Match[Any]]] = {}
    words = words_of(text)
    start = last = 0
    for place in compress(count(), map(_HEADS.__contains__, words)):
        start, last = start + sum(map(len, words[last:place])) + place - last, place
        alone, by_next = _HEADS[words[place]]
        for length in by_next.get(words[place + 1], alone):
            end = start + length
            stored = _STORED.get(folded[start:end])
            if stored is None or end > size:
                continue
            # The characters on both sides of an edge must not belong to one word.
            if end < size and text[end].isalnum() and text[end - 1].isalnum():
                continue
            for matcher, value in stored:
                found.setdefault(matcher, []).append(Match(start, end, text[start:end], value))
    return found
