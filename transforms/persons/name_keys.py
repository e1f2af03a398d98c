"""When two printed names can be one person's: name words compared by keys."""

from collections.abc import Sequence
from functools import lru_cache

from transforms.persons.name_grammar import grammar

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`ʼ´-", ""))


@lru_cache(maxsize=8192)
def key_of(word: str) -> str:
    """The form of a name word by which names are compared: no case, no marks, one spelling of Muhammad."""
    bare = word.translate(_APOSTROPHES).rstrip(".").casefold()
    return grammar().spellings.get(bare, bare)


def keys_of(words: Sequence[str]) -> tuple[str, ...]:
    """The keys of name words in order."""
    return tuple(filter(None, map(key_of, words)))


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, as keys, can be forms of one: the shorter lies in the longer, in order.

    An initial stands for any word that it begins. At least one whole word must agree, so "A. B." fits
    nobody, and two names that only share a word are not the same.
    """
    short, long = sorted((one, other), key=len)
    at, whole = 0, 0
    for key in short:
        while at < len(long) and not _agrees(key, long[at]):
            at += 1
        if at == len(long):
            return False
        whole += key == long[at] and len(key) > 1
        at += 1
    return whole > 0


def _agrees(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
