"""From a document as received to its article: title, credits, time and body, and every line left out."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from transforms.cleaning.bylines import names_in
from transforms.cleaning.characters import repair
from transforms.cleaning.dateline import find_dateline, outlet_of
from transforms.cleaning.furniture import sort_lines
from transforms.cleaning.html import NoArticle, Page, as_page, read_page
from transforms.cleaning.language import find_language
from transforms.cleaning.learned import NONE, REASON, Furniture, key_of
from transforms.cleaning.paragraphs import rejoin, split_links
from transforms.cleaning.published import Instant, settle
from transforms.feeds.dates import read_feed_date
from transforms.records import Article, Document, Rejection, RemovedBlock
from transforms.urls import canonical_url

FEWEST_WORDS = 25  # below so many a body is a teaser, a notice or a caption
_DATELINE_LINES = 3
_WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")  # of scripts without blanks: two make a word
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|tr|table|blockquote|figure)\b[^<>]{0,200}>", re.IGNORECASE
)
_INLINE_TAG = re.compile(
    r"</?(?:strong|em|b|i|u|span|a|font|img|figcaption|sup|sub|small)\b[^<>]{0,500}>", re.IGNORECASE
)


class Cleaned(NamedTuple):
    """An article and what was taken out of its page."""

    article: Article
    removed_blocks: tuple[RemovedBlock, ...]


def clean_article(document: Document, furniture: Furniture = NONE) -> Cleaned | Rejection:
    """Clean one document.

    The body keeps every paragraph as printed but for its characters (see `transforms.cleaning.characters`);
    lines that are no part of the article are returned with reason and rule. The same document always
    gives the same result. A document without an article is a `Rejection` of stage "clean" with code
    unsupported_media_type, no_body or too_short, or with that of a page which is none (`config/rules/pages.toml`).

    Args:
        document: text/plain or text/html, encoded as `document.encoding` says (UTF-8 if it says nothing).
        furniture: lines learned of the document's site; they go, unless too little would be left.
    """
    decoded, has_lost_bytes = _decode(document)
    source: Page | NoArticle
    match document.media_type:
        case "text/plain":
            source = as_page(_without_tags(decoded))
        case "text/html":
            source = read_page(decoded)
        case other:
            source = NoArticle("unsupported_media_type", f"Text and HTML are cleaned, this is {other!r}.")
    if isinstance(source, NoArticle):
        return _rejection(document, source.code, source.detail)
    text, repairs = repair(source.text)
    lines = rejoin(split_links(text.split("\n")))
    lines, learned = _without_learned(lines, furniture)
    metadata = source.under(document.metadata)
    title = _one_line(metadata.get("title"))
    page = sort_lines(lines, title)
    body = "\n".join(lines[index].strip() for index in page.kept)
    words = len(body.split())
    if not any(c.isalnum() for c in body):
        return _rejection(
            document, "no_body", f"No paragraph is left of {len(lines)} lines. Check the source."
        )
    if words < FEWEST_WORDS and words + len(_WIDE.findall(body)) / 2 < FEWEST_WORDS:
        return _rejection(
            document, "too_short", f"The body has {words} words, fewer than {FEWEST_WORDS}: {body[:80]!r}."
        )
    url = canonical_url(metadata.get("url"))
    dateline = _dateline(body)
    stated = metadata.get("published_at")
    is_of_feed = metadata.get("published_basis") == "feed"
    published = settle(
        record=None if is_of_feed else stated,
        feed=_instant_of_feed(stated, document) if is_of_feed else None,
        page=source.facts.published,
        stamps=(*page.stamps, dateline or ""),
        url=url,
        timezone=document.timezone,
        fetched_at=document.fetched_at,
    )
    language = find_language(body) or source.facts.language
    flags = (
        *(["mojibake_repaired"] if "mojibake" in repairs else []),
        *(["encoding_errors"] if has_lost_bytes else []),
        *(["no_title"] if page.title is None else []),
        *(["not_indonesian"] if language != "id" else []),
        *(["published_unreadable"] if is_of_feed and stated and published.basis != "feed" else []),
        *published.flags,
        *source.flags,
    )
    article = Article(
        article_id=document.article_id,
        document_id=document.document_id,
        source_id=document.source_id,
        origin=document.origin,
        url=url,
        outlet=outlet_of(metadata.get("outlet"), url, dateline),
        title=page.title,
        authors=page.authors or tuple(names_in(_one_line(metadata.get("author")) or "")),
        editors=page.editors or tuple(names_in(_one_line(metadata.get("editor")) or "")),
        dateline=dateline,
        published_at=published.at,
        published_precision=published.precision,
        published_basis=published.basis,
        fetched_at=document.fetched_at,
        language=language,
        text=body,
        word_count=words,
        flags=flags,
    )
    links = ((line.strip(), "related_link", "page.related.link") for line in source.links)
    printed = ((lines[removed.at].strip(), removed.reason, removed.rule_id) for removed in page.removed)
    return Cleaned(article, _blocks(article.article_id, (*links, *learned, *printed)))


def _without_learned(lines: list[str], furniture: Furniture) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The lines that are no furniture of the site, and those that are, each with its reason and rule."""
    if not furniture:
        return lines, []
    ids = [furniture.get(key_of(line)) for line in lines]
    left = [line for line, known in zip(lines, ids, strict=True) if known is None]
    if sum(len(line.split()) for line in left) < FEWEST_WORDS:
        return lines, []
    taken = zip(lines, ids, strict=True)
    return left, [(line.strip(), REASON, known) for line, known in taken if known is not None]


def _instant_of_feed(stated: str | None, document: Document) -> Instant | None:
    """The time that a feed states, where it has one reading and is possible."""
    found = read_feed_date(stated, document.timezone, document.fetched_at)
    return Instant(found.at, found.precision) if found and found.at and found.precision else None


def _decode(document: Document) -> tuple[str, bool]:
    """The content as text, and whether bytes had to be replaced."""
    try:
        return document.content.decode(document.encoding or "utf-8"), False
    except (UnicodeDecodeError, LookupError):
        return document.content.decode("utf-8", "replace"), True


def _without_tags(text: str) -> str:
    """Text whose tags, if it has any, have become line ends or nothing."""
    if "<" not in text:
        return text
    return _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))


def _one_line(value: str | None) -> str | None:
    return " ".join(repair(value).text.split()) or None if value else None


def _dateline(body: str) -> str | None:
    """The dateline of the first paragraphs; a deck may stand before the one that has it."""
    return next(filter(None, map(find_dateline, body.split("\n", _DATELINE_LINES)[:_DATELINE_LINES])), None)


def _blocks(article_id: str, removed: Iterable[tuple[str, str, str]]) -> tuple[RemovedBlock, ...]:
    """The rows of what was taken out: text, reason and rule of each line."""
    return tuple(
        RemovedBlock(article_id=article_id, seq=seq, text=text, reason=reason, rule_id=rule_id)
        for seq, (text, reason, rule_id) in enumerate(removed)
    )


def _rejection(document: Document, code: str, detail: str) -> Rejection:
    return Rejection(
        document_id=document.document_id,
        origin=document.origin,
        source_id=document.source_id,
        stage="clean",
        code=code,
        detail=detail,
    )
