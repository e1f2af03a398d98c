"""Telling the words of a text apart by a table of letters, in a third of the time of an expression."""

import re
from functools import cache
from typing import NamedTuple

_BLANK = 32
# Marks beyond Latin-1 that most texts have: as one of it that is no letter, those of an apostrophe as one.
_MARKS = (*((mark, '"') for mark in "“”–—…•"), ("’", "'"), ("‘", "'"))


def blanked(text: str, kept: str = "", *, small: bool = False) -> str:
    """A text with blanks for all but its letters, digits and the signs `kept`, one for each, so that it can be split.

    Args:
        text: any text.
        kept: signs that are kept, "'" for all apostrophes; those beyond Latin-1 become "'" or a blank.
        small: its letters in lower case; then it may be longer than the text.
    """
    plain = _plain(text)
    signs = _signs(kept)
    try:
        return plain.encode("latin-1").translate(signs.small if small else signs.table).decode("latin-1")
    except UnicodeEncodeError:
        return signs.others.sub(" ", plain.lower() if small else plain)


def told_apart(text: str, kept: str) -> tuple[list[str], bytes]:
    """The runs that `blanked` leaves, empty ones too, and the sign between each two of them, in Latin-1.

    A sign beyond Latin-1 is given as another one that is no blank.
    """
    plain = _plain(text)
    signs = _signs(kept)
    try:
        coded = plain.encode("latin-1")
    except UnicodeEncodeError:
        between = "".join(signs.others.findall(plain)).encode("latin-1", "replace")
        return signs.others.sub(" ", plain).split(" "), between
    return coded.translate(signs.table).decode("latin-1").split(" "), coded.translate(None, signs.letters)


def _plain(text: str) -> str:
    if not text.isascii():
        for mark, like in _MARKS:
            text = text.replace(mark, like)
    return text


class _Signs(NamedTuple):
    """What each character of Latin-1 becomes, also in lower case, those that stay, and what becomes a blank in any text."""

    table: bytes
    small: bytes
    letters: bytes
    others: re.Pattern[str]


@cache
def _signs(kept: str) -> _Signs:
    letters = bytes(code for code in range(256) if chr(code).isalnum() or chr(code) in kept)
    return _Signs(
        table=bytes(code if code in letters else _BLANK for code in range(256)),
        small=bytes(ord(chr(code).lower()) if code in letters else _BLANK for code in range(256)),
        letters=letters,
        others=re.compile(rf"(?![{re.escape(kept)}])[\W_]" if kept else r"[\W_]"),
    )
