"""A feed's text into its entries, so that each can be parsed alone and a bad one costs nothing but itself."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MOST_IN_FIELD = 500  # characters of a name or address: parsers take time by the square of its length
MOST_IN_TAG = 8_192  # characters of one tag with its attributes
_SHORT_FIELDS = {
    "author",
    "creator",
    "managingeditor",
    "webmaster",
    "name",
    "email",
    "contributor",
    "publisher",
}
_PIECE = re.compile(r"<!\[CDATA\[|<!--|<\?|</?([A-Za-z_][\w.:-]*+)[^<>]*+>|<")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}


class Parts(NamedTuple):
    """The entries of a document as text, all the rest of it, and whether its end is missing."""

    rest: str
    entries: tuple[str, ...]
    is_truncated: bool


def split_entries(text: str, root: str, name: str) -> Parts:
    """Take apart a document at its elements `name` (in any case), in one pass over it.

    An entry that is not closed ends where the next begins, or the document. Tags in comments and CDATA do not
    count; a CDATA section that has run over the end of its entry counts as ended there.

    Args:
        text: the cleaned text (`transforms.feeds.decoding.clean`).
        root: the root element's name as written, with its prefix.
        name: the local name of entries, in lower case.
    """
    rest: list[str] = []
    entries: list[str] = []
    start, outside, ended, own = -1, 0, False, ""
    for at, end, tag, is_end in _tags(text, name):
        if not own and tag.rpartition(":")[2].lower() == name:
            own = (
                tag.lower()
            )  # as the first is written, with its prefix: <content:item> is none beside <item>
        is_entry = tag.lower() == own
        if is_entry and not is_end:
            if start >= 0:
                entries.append(text[start:at])
            else:
                rest.append(text[outside:at])
            start = at
            if text[end - 2] == "/":
                entries.append(text[start:end])
                start, outside = -1, end
        elif is_entry and start >= 0:
            entries.append(text[start:end])
            start, outside = -1, end
            ended = ended or root.rpartition(":")[2].lower() == name
        elif is_end and tag.lower() == root.lower():
            ended = True
    if start >= 0:
        entries.append(text[start:])
        outside = len(text)
    rest.append(text[outside:])
    return Parts("".join(rest), tuple(entries), not ended)


def tamed(entry: str) -> str:
    """An entry whose names are cut to `MOST_IN_FIELD` characters, and whose overlong tags lost their attributes."""
    pieces: list[str] = []
    at, inside = 0, 0
    for found in _PIECE.finditer(entry):
        if found.start() < at:
            continue
        between = entry[at : found.start()]
        pieces.append(between[:MOST_IN_FIELD] if inside else between)
        opening = found[0]
        if opening in _ENDS:
            end = entry.find(_ENDS[opening], found.end())
            end = len(entry) if end < 0 else end + len(_ENDS[opening])
            section = entry[found.start() : end]
            if inside and opening == "<![CDATA[":
                section = f"<![CDATA[{section[9:-3][:MOST_IN_FIELD]}]]>"
            pieces.append(section)
            at = end
            continue
        at = found.end()
        if found[1] is None:
            pieces.append("&lt;")
            continue
        closing = opening.startswith("</")
        if found[1].rpartition(":")[2].lower() in _SHORT_FIELDS and not opening.endswith("/>"):
            inside = max(0, inside - 1) if closing else inside + 1
        pieces.append(opening if len(opening) <= MOST_IN_TAG else _bare(opening, found[1]))
    last = entry[at:]
    pieces.append(last[:MOST_IN_FIELD] if inside else last)
    return "".join(pieces)


def _bare(tag: str, name: str) -> str:
    return f"<{name}/>" if tag.endswith("/>") else f"<{name}>"


def _tags(text: str, name: str) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end, name and kind of each tag outside comments, CDATA and instructions."""
    at = 0
    endless: set[str] = set()  # kinds of section of which no end is left: looked for once only
    while found := _PIECE.search(text, at):
        opening = found[0]
        at = found.end()
        if opening in _ENDS:
            end = -1 if opening in endless else _end_of(text, opening, at, name)
            if end >= 0:
                at = end
            else:
                endless.add(opening)
        elif found[1] is not None:
            yield found.start(), found.end(), found[1], opening.startswith("</")


def _end_of(text: str, opening: str, at: int, name: str) -> int:
    end = text.find(_ENDS[opening], at)
    if opening == "<![CDATA[" and (over := _overrun(name).search(text, at, end if end >= 0 else len(text))):
        return over.start()
    return end


@cache
def _overrun(name: str) -> re.Pattern[str]:
    """The end of an entry with the next one's beginning: what no text within an entry holds."""
    return re.compile(rf"</(?:[\w.-]+:)?{name}\s*>\s*(?=<(?:[\w.-]+:)?{name}[\s>])", re.IGNORECASE)
