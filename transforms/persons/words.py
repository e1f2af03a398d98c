"""The words of a text with their spans."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from transforms.persons.glued import seams

BLANKS = frozenset((" ", "\u00a0", "  "))
COMMAS = frozenset((",", ", ", " ,", " , "))
_LONG = 6
_WORD = re.compile(
    r"[^\W\d_]++(?!['’‘`ʼ´-])|[^\W\d_]+(?:['’‘`ʼ´][^\W\d_]+"
    r"|-(?:(?=[a-zà-ÿ])|(?<=\b[Aa][ldnrstz]-)|(?<=\b[Aa](?:sy|sh|dh)-)|(?<=\b(?:[Ee]l|[Uu]r)-))[^\W\d_]+)*|\d+"
)


class Word(NamedTuple):
    """A word or number of the text with its span."""

    start: int
    end: int
    text: str


_made: Callable[[type[Word], tuple[int, int, str]], Word] = tuple.__new__  # in half the time of Word()


def split_words(text: str) -> list[Word]:
    """Words and numbers of a text, hyphenated and glued capitals apart ("Sari-Budi" is two), in order."""
    words: list[Word] = []
    end = 0
    for word in _WORD.findall(text):
        start = text.find(word, end)  # no letter and no digit lies between
        end = start + len(word)
        if end - start > _LONG and word[0].isupper() and (cuts := seams(word)):
            bounds = [0, *cuts, end - start]
            words += [Word(start + a, start + b, word[a:b]) for a, b in pairwise(bounds)]
        else:
            words.append(_made(Word, (start, end, word)))
    return words


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, an Arabic article before it aside ("al-Habsyi")."""
    return word[0].isupper() or (len(word) > 3 and word[:3].count("-") == 1 and word[3].isupper())
