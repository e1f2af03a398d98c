"""From a page's markup to the lines of its article, with what the page says of it.

trafilatura finds the article; what it leaves of the page's furniture goes by the rules that plain text goes by.
Its silent losses are noticed by a plain count of the page's paragraphs. The libraries are imported when the
first page comes: half a second that a run over texts does not pay.
"""

import logging
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from transforms.cleaning.bylines import read_credit
from transforms.cleaning.lines import ORNAMENT
from transforms.cleaning.markup import (
    Block,
    between_paragraphs,
    blocks_of,
    is_fragment,
    paragraph_words,
    reads_as_paragraph,
)
from transforms.cleaning.page_facts import Facts, page_rules, read_facts
from transforms.cleaning.trees import parsable, parse, prepared
from transforms.scanning import Rules

_FEWEST = 25  # paragraph words by the plain count, below which nothing is said about a loss
_LOST = 1 / 3  # of them: an extraction with fewer is a suspected loss
_LINK_WORDS = range(3, 30)  # less one, of a line that can be the headline of another article
_CREDIT_BLOCKS = 12  # behind the last paragraph, in which its author and editor may be named
_NOTHING = Facts(None, None, None, None, None, None, None, is_free=True)


class Page(NamedTuple):
    """A page read: its text, a paragraph a line, its facts, flags, and the lines left out as links.

    The flags are paywall, suspected_loss, and structured_body where the text is that of the structured data,
    since the markup had lost it.
    """

    text: str
    facts: Facts
    flags: tuple[str, ...]
    links: tuple[str, ...] = ()

    def under(self, metadata: Mapping[str, str]) -> dict[str, str]:
        """The fields that came with the document, with those of its page where they are silent."""
        names = ("title", "author", "editor", "url")
        facts = {name: value for name in names if (value := getattr(self.facts, name))}
        return facts | dict(metadata)


class NoArticle(NamedTuple):
    """Why a page holds no article: a challenge, a question about cookies, an error page."""

    code: str
    detail: str


def as_page(text: str) -> Page:
    """Plain text as a page that says nothing of itself."""
    return Page(text, _NOTHING, ())


def read_page(html: str) -> Page | NoArticle:
    """Read a page, or a piece of one such as a feed's entry holds; never raises.

    Args:
        html: the markup, decoded.
    """
    markup = parsable(html)
    html = markup.decode()
    blocks = blocks_of(html)
    if is_fragment(html):
        kept, links = _without_links(_joined(blocks), blocks)
        return as_page(kept)._replace(links=links)
    tree = parse(markup)
    facts = read_facts(tree) if tree is not None else _NOTHING
    there = paragraph_words(blocks)
    text = _in_lines(_extracted(tree), blocks)
    if len(text.split()) < there * _LOST:
        text = max(text, _in_lines(_extracted(parse(markup), with_frames=True), blocks), key=len)
    words = len(text.split())
    if (refused := _refused(facts.title, text, words)) or (
        not words and (refused := _refused(facts.title, _joined(blocks), sum(b.words for b in blocks)))
    ):
        return refused
    flags = []
    if not facts.is_free or any(rule.search(text) for rule in _paywalls().among(text)):
        flags.append("paywall")
    told = len((facts.body or "").split())
    is_lost = told >= _FEWEST and words < told * _LOST and told >= there * _LOST
    is_told = (
        facts.body is not None and text.split() == facts.body.split()
    )  # by trafilatura, without its lines
    if facts.body and (is_lost or is_told):
        flags.append("structured_body")
        text = facts.body
    elif there >= _FEWEST and words < there * _LOST:
        flags.append("suspected_loss")
        if words < _FEWEST:
            text = _joined(between_paragraphs(blocks))
    kept, links = _without_links(text, blocks)
    return Page(kept, _credited(facts, blocks), tuple(flags), links)


def _without_links(text: str, blocks: list[Block]) -> tuple[str, tuple[str, ...]]:
    """A text without its lines that are nothing but a link to another article, and those lines.

    Such a line has the length of a headline and no full stop; where links are the most of a text they stay.
    """
    alone = {block.text for block in blocks if not block.words and _is_headline(block.text)}
    lines = text.split("\n")
    links = tuple(line for line in lines if " ".join(line.split()) in alone)
    if not links or 3 * sum(map(len, links)) > len(text):
        return text, ()
    return "\n".join(line for line in lines if line not in links), links


def _is_headline(text: str) -> bool:
    return _LINK_WORDS.start <= text.count(" ") < _LINK_WORDS.stop and text[-1] not in '.”"'


def _credited(facts: Facts, blocks: list[Block]) -> Facts:
    """Facts with the first author and editor that a block of the page names, where the markup names none."""
    if facts.author and facts.editor:
        return facts
    author, editor = facts.author, facts.editor
    places = [at for at, block in enumerate(blocks) if reads_as_paragraph(block)]
    for at in range(places[-1] + _CREDIT_BLOCKS if places else 0):
        if at >= len(blocks) or (author and editor):
            break
        label = blocks[at].text.lstrip(ORNAMENT)
        if ":" not in label and "：" not in label:
            continue
        following = blocks[at + 1].text if at + 1 < len(blocks) and label.endswith(":") else ""
        if credit := read_credit(f"{label} {following}".strip(), at_edge=False):
            author = author or ", ".join(credit.authors) or None
            editor = editor or ", ".join(credit.editors) or None
    return facts._replace(author=author, editor=editor)


def _joined(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def _extracted(tree: Any, *, with_frames: bool = False) -> str:
    """The article's paragraphs as trafilatura finds them; nothing where the page could not be parsed."""
    if tree is None:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it lost is told by the plain count
    try:
        ready = prepared(tree, with_frames=with_frames)
        text = trafilatura.extract(ready, include_comments=False, include_formatting=False)
        return text or ""
    except Exception:  # the library on markup of any kind: the plain count tells what it lost
        return ""


def _in_lines(text: str, blocks: list[Block]) -> str:
    """A text that trafilatura gave as one line, as it does with very short pages, in the lines of its blocks again."""
    if "\n" in text or not text:
        return text
    one = " ".join(text.split())
    parts, at = [], 0
    for block in blocks:
        if one.startswith(block.text, at):
            parts.append(block.text)
            at += len(block.text) + 1
    return "\n".join(parts) if " ".join(parts) == one else text


def _refused(title: str | None, text: str, words: int) -> NoArticle | None:
    for rule in page_rules().page:
        pattern = _compiled(rule.pattern)
        for what in (title or "", text if words <= rule.max_words else ""):
            if words <= rule.max_words and (found := pattern.search(what)):
                return NoArticle(
                    rule.code, f"The page is no article: it says {found.group()[:100]!r} ({rule.id})."
                )
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _paywalls() -> Rules[re.Pattern[str]]:
    patterns = [re.compile(rule.pattern) for rule in page_rules().paywall]
    return Rules(zip(patterns, patterns, strict=True))
