"""Rules that are asked of the same texts, each run only where one of its literals stands.

Most rules say nothing of most sentences, and a regular expression takes its time to find that out. So the
literals that a match must hold are read from each rule (`literals_of`), all are looked for in one pass, and
what remains are the few rules worth running. An author of rules need not know of it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import ahocorasick

from transforms.literals import literals_of

T = TypeVar("T")

_MOST_KEPT = 4096
# Letters that a pattern without regard to case takes for plain ones, though their lower case is another.
_LIKE_PLAIN = (("İ", "i"), ("ı", "i"), ("ſ", "s"))


class Rules(Generic[T]):
    """Patterns in the order in which they are to be tried, each with a value of its own.

    Args:
        rules: the patterns, compiled, with their values.

    Attributes:
        values: the values of all rules, in order.
    """

    def __init__(self, rules: Iterable[tuple[re.Pattern[str], T]]) -> None:
        given = list(rules)
        self.values = tuple(value for _, value in given)
        self._automaton = ahocorasick.Automaton()
        self._always = 0
        bits_of: dict[str, int] = {}
        for number, (pattern, _) in enumerate(given):
            literals = literals_of(pattern.pattern, pattern.flags)
            if not literals:
                self._always |= 1 << number
            for literal in literals:
                bits_of[literal] = bits_of.get(literal, 0) | 1 << number
        for literal, bits in bits_of.items():
            self._automaton.add_word(literal, bits)
        self._automaton.make_automaton()
        self._sets: dict[int, Sequence[T]] = {}

    def among(self, text: str) -> Sequence[T]:
        """The values of the rules that may match somewhere in a text, in order; all others do not."""
        bits = self._always
        if self._automaton.kind == ahocorasick.AHOCORASICK:
            for _, found in self._automaton.iter(_plain(text)):
                bits |= found
        known = self._sets.get(bits)
        if known is None:
            if len(self._sets) >= _MOST_KEPT:
                self._sets.clear()
            known = self._sets[bits] = tuple(
                value for number, value in enumerate(self.values) if bits >> number & 1
            )
        return known


def _plain(text: str) -> str:
    """A text in lower case, for comparison with literals."""
    if not text.isascii():
        for letter, like in _LIKE_PLAIN:
            if letter in text:
                text = text.replace(letter, like)
    return text.lower()
