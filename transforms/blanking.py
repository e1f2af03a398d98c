"""Telling the words of a text apart by a table of letters, in a third of the time of an expression."""

import re
from functools import cache

_BLANK = 32
# Marks beyond Latin-1 that most texts have: as blanks, those of quotation and apostrophe as one.
_MARKS = (*((mark, " ") for mark in "“”–—…•"), ("’", "'"), ("‘", "'"))


def blanked(text: str, kept: str = "") -> str:
    """A text with blanks for all but its letters, digits and the signs `kept`, one for each, so that it can be split.

    Args:
        text: any text.
        kept: signs that are kept, "'" for all apostrophes; those beyond Latin-1 become "'" or a blank.
    """
    plain = text
    if not text.isascii():
        for mark, like in _MARKS:
            plain = plain.replace(mark, like)
    table, others = _signs(kept)
    try:
        return plain.encode("latin-1").translate(table).decode("latin-1")
    except UnicodeEncodeError:
        return others.sub(" ", plain)


@cache
def _signs(kept: str) -> tuple[bytes, re.Pattern[str]]:
    """What each character of Latin-1 becomes, and the characters of all texts that become blanks."""
    table = bytes(code if chr(code).isalnum() or chr(code) in kept else _BLANK for code in range(256))
    return table, re.compile(rf"(?![{re.escape(kept)}])[\W_]" if kept else r"[\W_]")
