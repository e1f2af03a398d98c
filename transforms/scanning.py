"""Rules that are asked of the same texts, each run only where one of its literals stands.

Most rules say nothing of most sentences, and a regular expression takes its time to find that out. So the
literals that a match must hold are read from each rule (`literals_of`), all are looked for in one pass, and
what remains are the few rules worth running: those of which each set of literals has one in the text, the
verb and its object. An author of rules need not know of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
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
        sets = [literals_of(pattern.pattern, pattern.flags) for pattern, _ in given]
        most, size = max(map(len, sets), default=0), len(given)
        # The bits for the second sets of all rules lie behind those for the first.
        self._mask, self._shifts = (1 << size) - 1, [size * nth for nth in range(1, most)]
        self._always = 0
        # Letters behind a node are tried one by one, the first added first: without this all would be for a blank.
        bits_of: dict[str, int] = {" \0": 0}
        for number, of_rule in enumerate(sets):
            for nth in range(max(most, 1)):
                bit = 1 << number + nth * size
                if nth >= len(of_rule):
                    self._always |= bit
                for literal in of_rule[nth] if nth < len(of_rule) else ():
                    bits_of[literal] = bits_of.get(literal, 0) | bit
        self._automaton = ahocorasick.Automaton()
        for literal, bits in bits_of.items():
            self._automaton.add_word(literal, (len(literal), bits))
        self._automaton.make_automaton()
        self._sets: dict[int, Sequence[T]] = {}
        self._tried: dict[int, Sequence[T]] = {}

    def among(self, text: str) -> Sequence[T]:
        """The values of the rules that may match somewhere in a text, in order; all others do not."""
        bits = self._found(text)
        known = self._tried.get(bits)
        if known is None:
            if len(self._tried) >= _MOST_KEPT:
                self._tried.clear()
            known = self._tried[bits] = self.of(self._met(bits))
        return known

    def bits(self, text: str) -> int:
        """The rules that may match somewhere in a text: a bit for each, by its number."""
        return self._met(self._found(text))

    def _found(self, text: str) -> int:
        """The bits of all sets of which a literal stands in a text."""
        bits = self._always
        for _, (_, found) in self._hits(plain_letters(text).lower()):
            bits |= found
        return bits

    def bits_of_each(self, text: str, stretches: Sequence[tuple[int, int]]) -> tuple[int, list[int]]:
        """The same for a whole text in small letters and for each of some stretches of it, which follow one another, in one pass."""
        outside, here, each = self._always, self._always, []
        ahead = iter((*stretches, (len(text), len(text) + 1)))
        start, end = next(ahead)
        for last, (length, found) in self._hits(plain_letters(text)):
            while last >= end:
                each.append(here)
                here = self._always
                start, end = next(ahead)
            if last - length + 1 >= start:
                here |= found
            else:
                outside |= found
        each.append(here)
        each += [self._always] * (len(stretches) - len(each))
        return self._met(reduce(or_, each, outside)), [self._met(bits) for bits in each[: len(stretches)]]

    def _met(self, bits: int) -> int:
        """The rules that have the bits of all their sets."""
        met = bits & self._mask
        for shift in self._shifts if met else ():
            met &= bits >> shift
        return met

    def of(self, bits: int) -> Sequence[T]:
        """The values of the rules whose bits are set, in order."""
        known = self._sets.get(bits)
        if known is None:
            if len(self._sets) >= _MOST_KEPT:
                self._sets.clear()
            left, found = bits, []
            while left:
                lowest = left & -left
                found.append(self.values[lowest.bit_length() - 1])
                left ^= lowest
            known = self._sets[bits] = tuple(found)
        return known

    def _hits(self, text: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Where the literals end in a text in small letters, each with its length and the bits of its rules."""
        found: Iterator[tuple[int, tuple[int, int]]] = self._automaton.iter(text)
        return found


def plain_letters(text: str) -> str:
    """A text with plain letters for those that count as such, for comparison with literals."""
    if not text.isascii():
        for letter, like in _LIKE_PLAIN:
            if letter in text:
                text = text.replace(letter, like)
    return text
