"""The words of a page by its tags alone: a plain count against which an extraction is held, and a last resort.

Nothing is parsed into a tree, so that no depth and no size is too much; the cost is linear.
"""

import re
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import Literal, NamedTuple

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
_TAG = re.compile(r"<(/?!?[A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>")
_FIRST = "".join({name[0] for name in _UNSEEN})  # letters, by which other tags are passed over at once
_HIDING = re.compile(rf"<(?:(?=[{_FIRST}])({'|'.join(sorted(_UNSEEN))})(?=[\s/>])[^<>]*>|!--)", re.IGNORECASE)
_SHOWING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _UNSEEN} | {
    "!--": re.compile("-->")
}
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
    first, *rest = _TAG.split(_seen(html))
    blocks: list[Block] = []
    pieces, outside, in_link = [first], [first], False
    for name, piece in zip(rest[::2], rest[1::2], strict=True):
        kind = _kind(name)
        if kind == "block":
            if pieces:
                _close(blocks, pieces, outside)
                pieces, outside = [], []
        elif kind != "inline":
            in_link = kind == "link"
        if piece and (pieces or not piece.isspace()):
            pieces.append(piece)
            if not in_link:
                outside.append(piece)
    _close(blocks, pieces, outside)
    return blocks


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
    names = _TAG.findall(html.decode("latin-1"))
    return max(accumulate(map(_step, names)), default=0) > COSTLY_DEPTH


def _close(blocks: list[Block], pieces: list[str], outside: list[str]) -> None:
    text = " ".join(unescape("".join(pieces)).split())
    if text:
        has_link = len(outside) < len(pieces)
        words = len(unescape("".join(outside)).split()) if has_link else text.count(" ") + 1
        blocks.append(Block(text, words))


@lru_cache(maxsize=1000)
def _kind(tag: str) -> Literal["block", "link", "link's end", "inline"]:
    """What a tag, named with a slash where it closes, does to the text round it."""
    name = tag.lower()
    if name.lstrip("/") not in _INLINE:
        return "block"
    return "link" if name == "a" else "link's end" if name == "/a" else "inline"


@lru_cache(maxsize=1000)
def _step(tag: str) -> int:
    """How much deeper the nesting is behind a tag, named with a slash where it closes."""
    if tag.lower().lstrip("/") in _VOID | _CLOSED_BY_OTHERS:
        return 0
    return -1 if tag.startswith("/") else 1


def _seen(html: str) -> str:
    """The markup that browsers show: for an element that they hide stands a line across, for a comment nothing."""
    kept: list[str] = []
    start = at = 0
    missing: set[str] = set()
    while hiding := _HIDING.search(html, at):
        at = hiding.end()
        name = (hiding[1] or "!--").lower()
        showing = None if name in missing else _SHOWING[name].search(html, at)
        if showing is None:
            missing.add(name)  # never closed: it hides nothing, and is not looked for again
        if showing or name == "!--":
            kept += (html[start : hiding.start()], "<hr>" if hiding[1] else "<wbr>")
            start = at = showing.end() if showing else at
    return "".join((*kept, html[start:]))
