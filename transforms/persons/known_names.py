"""Names told by their words: those that lists and endings know as parts of Indonesian and foreign names."""

from functools import lru_cache

from transforms.persons.name_grammar import grammar
from transforms.persons.names import Name

_LEAST = 6


@lru_cache(maxsize=1 << 13)
def is_known_word(word: str) -> bool:
    """Whether a word is a part of names and nothing else: "Surti", "Sumarwanto", but not "Bintang"."""
    rules, folded = grammar(), word.casefold()
    if folded in rules.known:
        return True
    return len(word) >= _LEAST and folded not in rules.common and bool(rules.endings.fullmatch(word))


@lru_cache(maxsize=1 << 13)
def tells_person(word: str) -> bool:
    """Whether a name of one word is told by itself: a word that names are known by, or somebody's own."""
    return is_known_word(word) or word.casefold() in grammar().own


def has_known_word(name: Name) -> bool:
    """Whether a name holds a word by which names are known, or has an honorific or degrees."""
    return bool(name.honorifics or name.degrees) or any(map(is_known_word, name.words))


def is_own(name: Name) -> bool:
    """Whether a name of one word is that of somebody who needs no introduction: "Soekarno"."""
    return len(name.words) == 1 and name.words[0].casefold() in grammar().own
