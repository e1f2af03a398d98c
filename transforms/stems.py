"""Words and their stems, for a search that finds "pemilihan" and "dipilih" where "memilih" is asked for.

Sastrawi's rules of Indonesian affixes and its dictionary of roots (Nazief and Adriani's way, MIT licence), with what
`config/rules/stems.toml` adds.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from config.loader import Model, load_toml

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
"""Letters; what is longer is no word that has a stem."""
KNOWN = 1 << 18
"""Stems that are kept, so that a frequent word is looked at once."""


class StemsFile(Model):
    """`config/rules/stems.toml`."""

    roots: tuple[str, ...]
    forms: Mapping[str, str]


class Token(NamedTuple):
    """A word of a text by its first character and the one behind its last, with its stem."""

    start: int
    end: int
    stem: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order; what is neither letter nor digit parts them."""
    for found in WORD.finditer(text):
        yield Token(found.start(), found.end(), stem(found[0].casefold()))


@lru_cache(maxsize=KNOWN)
def stem(word: str) -> str:
    """The stem of one word in lower case; names, numbers and words of other languages mostly stay as they are."""
    if len(word) > LONGEST or not word.isalpha() or not word.isascii():
        return word
    file = _file()
    return str(file.forms.get(word) or _stemmer().stem(word) or word)


@cache
def _file() -> StemsFile:
    return load_toml(StemsFile, "rules/stems.toml")


@cache
def _stemmer() -> Stemmer:
    return Stemmer(ArrayDictionary([*StemmerFactory().get_words(), *_file().roots]))
