"""A page's tree: parsed once for all who ask of it, and made ready for extraction, which copies it again and again."""

import re
from functools import cache
from typing import Any

_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r"})
_NO_CHARACTERS = ("\ufffe", "\uffff")
_STRUCTURED = "application/ld+json"
_HIDDEN = ("script", "style", "svg", "select", "template")
_FRAMES = ("aside", "footer", "nav")
_OF_PICTURES = ("alt", "data-src", "data-srcset", "sizes", "src", "srcset")
_LAYOUT_CHARACTERS = 200  # in one cell, from which on a table sets a page and no data


def parsable(html: str) -> bytes:
    """The markup as UTF-8, without its declaration of another encoding and without what no parser takes."""
    if declared := _DECLARATION.match(html):
        html = html[declared.end() :]
    for sign in _NO_CHARACTERS:
        html = html.replace(sign, "")
    return html.encode("utf-8", "ignore").translate(None, _CONTROLS)


@cache
def _parser() -> Any:
    """The parser of pages. All elements are of one class: to choose one for each is a call of Python for each."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    return parser


def parse(markup: bytes) -> Any:
    """The page's tree; None where it cannot be parsed."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        return lxml_html.document_fromstring(markup, parser=_parser())
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return None


def prepared(tree: Any, *, with_frames: bool = False) -> Any:
    """The tree itself, rid of what no extraction keeps: each step of one would copy it and search through it again.

    Args:
        tree: its root element.
        with_frames: leave navigation, sidebars and foot there, against whose size extractions are held too.
    """
    from lxml import etree

    etree.strip_attributes(tree, *_OF_PICTURES)
    structured = [script for script in tree.iter("script") if script.get("type") == _STRUCTURED]
    for script in structured:
        script.tag = "structured"
    etree.strip_elements(tree, *_HIDDEN, *(() if with_frames else _FRAMES), with_tail=False)
    for script in structured:
        script.tag = "script"
    if (head := tree.find("head")) is not None:
        etree.strip_elements(head, "meta", "link", with_tail=False)
    _without_layout_tables(tree)
    return tree


def _without_layout_tables(tree: Any) -> None:
    """Turn tables that set a page, not data, into plain blocks: as tables their paragraphs would be one line."""
    cells = f"//td[p or div or br or table][string-length(.) > {_LAYOUT_CHARACTERS}]"
    for cell in tree.xpath(cells):
        row = cell.getparent()
        for sibling in row:
            if sibling.tag in ("td", "th"):
                sibling.tag = "div"
        while row is not None and row.tag in ("tr", "tbody", "thead", "table"):
            is_table = row.tag == "table"
            row.tag = "div"
            row = None if is_table else row.getparent()
