"""The words of a text with their spans."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from transforms.blanking import blanked
from transforms.persons.glued import seams

BLANKS = frozenset((" ", "\u00a0", "  "))
COMMAS = frozenset((",", ", ", " ,", " , "))
_INNER = "'`´-"  # what may stand within a word
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
    start = 0
    for run in blanked(text, _INNER).split(" "):
        end = start + len(run)
        if not run.isalpha():
            for word in _WORD.finditer(text, start, end) if run else ():
                words += _unglued(word.start(), word[0])
        elif end - start > _LONG and run[0].isupper():
            words += _unglued(start, run)
        else:
            words.append(_made(Word, (start, end, run)))
        start = end + 1
    return words


def _unglued(start: int, word: str) -> list[Word]:
    """A word, in parts where blanks are missing in it."""
    cuts = seams(word) if len(word) > _LONG and word[0].isupper() else ()
    if not cuts:
        return [_made(Word, (start, start + len(word), word))]
    return [
        Word(start + begin, start + end, word[begin:end]) for begin, end in pairwise((0, *cuts, len(word)))
    ]


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, an Arabic article before it aside ("al-Habsyi")."""
    return word[0].isupper() or (len(word) > 3 and word[:3].count("-") == 1 and word[3].isupper())
