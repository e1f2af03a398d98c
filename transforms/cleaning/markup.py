"""The words of a page by its tags alone: a plain count against which an extraction is held, and a last resort.

Nothing is parsed into a tree, so that no depth and no size is too much; the cost is linear.
"""

import re
from html import unescape
from typing import NamedTuple

_TAG = re.compile(r"<(?:(/?)(!?[A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>|!--)")
_UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "select",
        "textarea",
        "iframe",
        "head",
        "math",
        "object",
    )
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img"),
        *("ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr"),
    )
)
_VOID = frozenset(
    ("br", "hr", "img", "input", "link", "meta", "wbr", "source", "area", "col", "embed", "param")
)
_CLOSED_BY_OTHERS = frozenset(("p", "li", "dd", "dt", "tr", "td", "th", "option", "tbody", "thead"))
_FEWEST = 12  # words outside links, from which on a block is taken for a paragraph
_DOCUMENT = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)

COSTLY_BYTES = 500_000
COSTLY_TAGS = 20_000
COSTLY_DEPTH = 200


class Block(NamedTuple):
    """The text between two block tags, and how many of its words stand outside links."""

    text: str
    words: int


def blocks_of(html: str) -> list[Block]:
    """The blocks of a page in order, without what browsers do not show; those without words are left out."""
    blocks: list[Block] = []
    pieces: list[str] = []
    outside: list[str] = []
    at, in_link = 0, False
    missing: set[str] = set()
    while True:
        tag = _TAG.search(html, at)
        piece = html[at : tag.start() if tag else len(html)]
        pieces.append(piece)
        if not in_link:
            outside.append(piece)
        name = (tag[2] or "!--").lower() if tag else ""
        if name not in _INLINE and name != "!--":
            _close(blocks, pieces, outside)
            pieces, outside = [], []
        if tag is None:
            return blocks
        at = tag.end()
        if name == "a":
            in_link = not tag[1]
        elif not tag[1] and (name == "!--" or name in _UNSEEN) and name not in missing:
            at, is_found = _end_of(html, name, at)
            if not is_found:  # never closed: it hides nothing, and is not looked for again
                missing.add(name)


def is_fragment(html: str) -> bool:
    """Whether it is a piece of a page, such as the content of a feed's entry: all of it is article."""
    return _DOCUMENT.search(html) is None


def reads_as_paragraph(block: Block) -> bool:
    """Whether enough of its words stand outside links."""
    return block.words >= _FEWEST


def paragraph_words(blocks: list[Block]) -> int:
    """How many words outside links stand in blocks that read as paragraphs."""
    return sum(block.words for block in blocks if reads_as_paragraph(block))


def between_paragraphs(blocks: list[Block]) -> list[Block]:
    """The blocks from the first that reads as a paragraph to the last, without those that are links alone."""
    places = [at for at, block in enumerate(blocks) if reads_as_paragraph(block)]
    return [block for block in blocks[places[0] : places[-1] + 1] if block.words] if places else []


def is_costly(html: bytes) -> bool:
    """Whether a page's size, number of tags or depth of nesting may make parsers slow: only in a guard, then."""
    if len(html) > COSTLY_BYTES or html.count(b"<") > COSTLY_TAGS:
        return True
    depth = 0
    for tag in _TAG.finditer(html.decode("latin-1")):
        name = (tag[2] or "").lower()
        if name and name not in _VOID and name not in _CLOSED_BY_OTHERS:
            depth += -1 if tag[1] else 1
            if depth > COSTLY_DEPTH:
                return True
    return False


def _close(blocks: list[Block], pieces: list[str], outside: list[str]) -> None:
    text = " ".join(unescape("".join(pieces)).split())
    if text:
        blocks.append(Block(text, len(unescape(" ".join(outside)).split())))


def _end_of(html: str, name: str, at: int) -> tuple[int, bool]:
    end = re.compile("-->" if name == "!--" else rf"</{name}\s*>", re.IGNORECASE).search(html, at)
    return (end.end(), True) if end else (at, False)
