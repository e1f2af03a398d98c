"""A letter for each word and a sign for each gap of a text, so that one expression can tell where a name may stand.

The letter of a word is told by the word alone, and kept:

- `P`: a word that begins names and goes on names, wherever it stands in them;
- `S`: a word in capitals with which a name can begin; `K`: another word with which a name can begin;
- `H`: an honorific, `I`: initials: with these names begin before a capitalised word only;
- `B`: a capitalised word that ends a name before it; `C`: another capitalised word; `U`: one that can be a degree too;
- `0`: a number; `p`: a small word that may stand within a name; `a`: any other.

The sign of a gap is a blank, "," and "." for these with or without a blank behind them, a line feed, "(" alone or behind
a blank, "-", "|" where two words lost their blank, "/" for the signs of addresses, and ";" for all else.
"""

from functools import cache

from config.gazetteers import gazetteers
from transforms.persons.name_grammar import grammar
from transforms.persons.name_words import ends_name, is_opening
from transforms.persons.position_words import is_derived
from transforms.persons.words import is_capital

_LEAST = 3


def letter_of(word: str) -> str:
    """The letter of a word or number."""
    rules = grammar()
    if word.islower():
        if word in rules.honorific_words:
            return _before_names(word)
        return "p" if word in rules.particles or word in rules.inner_too else "a"
    folded = word.casefold()
    if word.isdigit():
        return "0"
    if folded in rules.honorific_words:
        return _before_names(word)
    if folded in rules.inner_too:
        return "K" if _opens(word, folded) else "U"
    is_plain = len(word) >= _LEAST and word.isalpha() and word[0].isupper() and word[1:].islower()
    if is_plain and word not in rules.particles and folded not in _degree_heads():
        if ends_name(word):
            return "B"
        if not _opens(word, folded):
            return "C"
        return "K" if word in rules.abbreviations or word in rules.months_too else "P"
    if _opens(word, folded):
        if not word.isupper():
            return "K"
        return "S" if len(word) >= _LEAST and word.isalpha() else "I" if _is_short(word) else "K"
    return "U" if is_capital(word) else "a"


def _is_short(word: str) -> bool:
    return len(word) < _LEAST and word.isupper()


def _before_names(word: str) -> str:
    return "K" if is_opening(word) and not _is_short(word) else "H"


def _opens(word: str, folded: str) -> bool:
    return is_opening(word) and folded not in grammar().common and not is_derived(word)


@cache
def _degree_heads() -> frozenset[str]:
    """The beginnings of degrees, folded and without stops: a word that is none of them begins no degree."""
    bare = ("".join(filter(str.isalpha, degree.variant.casefold())) for degree in gazetteers().degrees)
    return frozenset(variant[:end] for variant in bare for end in range(_LEAST, len(variant) + 1))
