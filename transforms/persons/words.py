"""The words of a text with their spans and signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

BLANKS = frozenset((" ", "\u00a0", "  "))
COMMAS = frozenset((",", ", ", " ,", " , "))


class Word(NamedTuple):
    """A word or number of the text with its span."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Words(Sequence[Word]):
    """The words of a text in order, as lists of what they are: a word is put together only where it is asked for.

    Attributes:
        texts: the words as printed.
        starts: where they begin.
        signs: a sign for each gap and a letter for each word, by turns, as `transforms.persons.signs` has them: the
            letter of word `i` is `signs[2 * i + 1]`, the sign before it `signs[2 * i]`.
    """

    texts: Sequence[str]
    starts: Sequence[int]
    signs: str

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Word]: ...

    def __getitem__(self, at: int | slice) -> Word | Sequence[Word]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self.texts)))]
        return Word(self.starts[at], self.end(at), self.texts[at])

    def end(self, at: int) -> int:
        """Where the word with this index ends; told when it is asked, as few are."""
        return self.starts[at] + len(self.texts[at])


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, an Arabic article before it aside ("al-Habsyi")."""
    return word[0].isupper() or (len(word) > 3 and word[:3].count("-") == 1 and word[3].isupper())
