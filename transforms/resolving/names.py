"""Whether two names may be of one person or body."""

import re

_WORD = re.compile(r"[^\W\d_]+")


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the shorter lies in the longer in order, initials allowed."""
    short, long = sorted((name_words(one), name_words(other)), key=len)
    if not short or (len(short) == 1 and len(short[0]) < 3):
        return False
    at = 0
    for token in short:
        while at < len(long) and not _same_token(token, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def like_names(one: str, other: str) -> bool:
    """Whether two names may be one person's or body's even if a letter of one word is misprinted."""
    if same_person(one, other):
        return True
    mine, theirs = name_words(one), name_words(other)
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    odd = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(odd) == 1 and _misprinted(*odd[0])


def _misprinted(one: str, other: str) -> bool:
    """Whether two words of five letters or more differ in one: another, one more, or two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    at = next((n for n, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])


def name_words(name: str) -> list[str]:
    """The words of a name, in small letters."""
    return _WORD.findall(name.lower())


def _same_token(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
