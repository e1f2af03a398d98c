"""The words of a text with their spans and signs."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

BLANKS = frozenset((" ", "\u00a0", "  "))
COMMAS = frozenset((",", ", ", " ,", " , "))


class Word(NamedTuple):
    """A word or number of the text with its span."""

    start: int
    end: int
    text: str


class Words(list[Word]):
    """The words of a text in order.

    Attributes:
        starts: where they begin.
        signs: a sign for each gap and a letter for each word, by turns, as `transforms.persons.signs` has them: the
            letter of word `i` is `signs[2 * i + 1]`, the sign before it `signs[2 * i]`.
    """

    __slots__ = ("signs", "starts")

    def __init__(self, words: Iterable[Word], starts: Sequence[int], signs: str) -> None:
        super().__init__(words)
        self.starts = starts
        self.signs = signs


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, an Arabic article before it aside ("al-Habsyi")."""
    return word[0].isupper() or (len(word) > 3 and word[:3].count("-") == 1 and word[3].isupper())
