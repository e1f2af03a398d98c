"""Telling the words of a text apart by a table of letters, in a third of the time of an expression."""

import re
from functools import cache

_BLANK = 32
# Marks beyond Latin-1 that most texts have: as one of it that is no letter, those of an apostrophe as one.
_MARKS = (*((mark, '"') for mark in "“”–—…•"), ("’", "'"), ("‘", "'"))


def blanked(text: str, kept: str = "") -> str:
    """A text with blanks for all but its letters, digits and the signs `kept`, one for each, so that it can be split.

    Args:
        text: any text.
        kept: signs that are kept, "'" for all apostrophes; those beyond Latin-1 become "'" or a blank.
    """
    plain = _plain(text)
    table, _, others = _signs(kept)
    try:
        return plain.encode("latin-1").translate(table).decode("latin-1")
    except UnicodeEncodeError:
        return others.sub(" ", plain)


def told_apart(text: str, kept: str) -> tuple[list[str], bytes]:
    """The runs that `blanked` leaves, empty ones too, and the sign between each two of them, in Latin-1.

    A sign beyond Latin-1 is given as another one that is no blank.
    """
    plain = _plain(text)
    table, letters, others = _signs(kept)
    try:
        coded = plain.encode("latin-1")
    except UnicodeEncodeError:
        signs = "".join(others.findall(plain)).encode("latin-1", "replace")
        return others.sub(" ", plain).split(" "), signs
    return coded.translate(table).decode("latin-1").split(" "), coded.translate(None, letters)


def _plain(text: str) -> str:
    if not text.isascii():
        for mark, like in _MARKS:
            text = text.replace(mark, like)
    return text


@cache
def _signs(kept: str) -> tuple[bytes, bytes, re.Pattern[str]]:
    """What each character of Latin-1 becomes, those that stay, and the characters of all texts that become blanks."""
    letters = bytes(code for code in range(256) if chr(code).isalnum() or chr(code) in kept)
    table = bytes(code if code in letters else _BLANK for code in range(256))
    return table, letters, re.compile(rf"(?![{re.escape(kept)}])[\W_]" if kept else r"[\W_]")
