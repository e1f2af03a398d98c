"""From a document as received to its article: title, credits, time and body, and every line left out."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.cleaning.bylines import names_in
from transforms.cleaning.characters import repair
from transforms.cleaning.dateline import find_dateline, outlet_of
from transforms.cleaning.html import NoArticle, Page, as_page, read_page
from transforms.cleaning.language import find_language
from transforms.cleaning.learned import NONE, REASON, Furniture, key_of
from transforms.cleaning.paging import missing_pages
from transforms.cleaning.paragraphs import rejoin, split_links
from transforms.cleaning.published import Instant, settle
from transforms.cleaning.sifting import Sifted, sift
from transforms.feeds.dates import read_feed_date
from transforms.lockstep import Steps, at_once
from transforms.records import Article, Document, Rejection, RemovedBlock
from transforms.urls import canonical_url

FEWEST_WORDS = 25  # below so many a body is a teaser, a notice or a caption
_DATELINE_LINES = 3
_DATED_SIGNOFF = "clean.signoff.dated"
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


Line = tuple[str, str, str]
"""A line that was taken out: its text, the reason and the rule."""


class _Read(NamedTuple):
    """A page read: its markup, what it says of itself, how its lines were sorted, and which became its text and which did not."""

    markup: str
    source: Page
    page: Sifted
    lines: int
    kept: list[str]
    removed: list[Line]
    repairs: frozenset[str]
    has_lost_bytes: bool


def clean_article(document: Document, furniture: Furniture = NONE) -> Cleaned | Rejection:
    """Clean one document.

    The body keeps every paragraph as printed but for its characters (see `transforms.cleaning.characters`);
    lines that are no part of the article are returned with reason and rule. The same document always
    gives the same result. A document without an article is a `Rejection` of stage "clean" with code
    unsupported_media_type, no_body or too_short, or with that of a page which is none (`config/rules/pages.toml`).
    The paragraphs of further pages follow those of the first, without any that was there before.

    Args:
        document: text/plain or text/html, encoded as `document.encoding` says (UTF-8 if it says nothing).
        furniture: lines learned of the document's site; they go, unless too little would be left.
    """
    return at_once(clean_in_steps(document, furniture))


def clean_in_steps(document: Document, furniture: Furniture) -> Steps[Cleaned | Rejection]:
    """The same in steps: the page read, its lines sorted, the time of publication, the language."""
    first = yield from _read(document, furniture, None)
    yield
    if isinstance(first, NoArticle):
        return _rejection(document, first.code, first.detail)
    title = first.page.title
    pages = [first]
    for further in document.further:
        other = yield from _read(further, furniture, title)
        if isinstance(other, _Read):
            pages.append(other)
    source, page, metadata = first.source, first.page, first.source.under(document.metadata)
    kept, repeated = _joined([read.kept for read in pages])
    body = "\n".join(kept)
    words = body.count(" ") + body.count("\n") + 1  # repaired, it has no other blanks, and never two of them
    if not any(c.isalnum() for c in body):
        return _rejection(
            document, "no_body", f"No paragraph is left of {first.lines} lines. Check the source."
        )
    if words < FEWEST_WORDS and words + len(_WIDE.findall(body)) / 2 < FEWEST_WORDS:
        return _rejection(
            document, "too_short", f"The body has {words} words, fewer than {FEWEST_WORDS}: {body[:80]!r}."
        )
    url = canonical_url(metadata.get("url"))
    dateline = _dateline(body)
    signed = (text for text, _, rule_id in first.removed if rule_id == _DATED_SIGNOFF)
    stated = metadata.get("published_at")
    is_of_feed = metadata.get("published_basis") == "feed"
    published = settle(
        record=None if is_of_feed else stated,
        feed=_instant_of_feed(stated, document) if is_of_feed else None,
        page=source.facts.published,
        stamps=(*page.stamps, dateline or "", *signed),
        url=url,
        timezone=document.timezone,
        fetched_at=document.fetched_at,
    )
    yield
    language = find_language(body) or source.facts.language
    yield
    flags = (
        *(["mojibake_repaired"] if any("mojibake" in read.repairs for read in pages) else []),
        *(["encoding_errors"] if any(read.has_lost_bytes for read in pages) else []),
        *(["no_title"] if page.title is None else []),
        *(["not_indonesian"] if language != "id" else []),
        *(["published_unreadable"] if is_of_feed and stated and published.basis != "feed" else []),
        *published.flags,
        *dict.fromkeys(flag for read in pages for flag in read.source.flags),
        *(["pages_missing"] if len(pages) <= len(document.further) or _lacks_pages(document, pages) else []),
    )
    article = Article(
        article_id=document.article_id,
        document_id=document.document_id,
        source_id=document.source_id,
        origin=document.origin,
        url=url,
        outlet=outlet_of(metadata.get("outlet"), url, dateline),
        title=page.title,
        authors=_first(read.page.authors for read in pages)
        or tuple(names_in(_one_line(metadata.get("author")) or "")),
        editors=_first(read.page.editors for read in pages)
        or tuple(names_in(_one_line(metadata.get("editor")) or "")),
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
    removed = (*(line for read in pages for line in read.removed), *repeated)
    return Cleaned(article, _blocks(article.article_id, removed))


def _read(document: Document, furniture: Furniture, title: str | None) -> Steps["_Read | NoArticle"]:
    """One page: its paragraphs, and every other line with its reason. `title` is that of the first page, if it is another."""
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
        return source
    text, repairs = repair(source.text)
    yield
    lines, learned = _without_learned(rejoin(split_links(text.split("\n"))), furniture)
    page = sift(lines, title or _one_line(source.under(document.metadata).get("title")))
    return _Read(
        markup=decoded,
        source=source,
        page=page,
        lines=len(lines),
        kept=list(page.body),
        removed=[
            *((line.strip(), "related_link", "page.related.link") for line in source.links),
            *learned,
            *page.removed,
        ],
        repairs=frozenset(repairs),
        has_lost_bytes=has_lost_bytes,
    )


def _joined(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[Line]]:
    """The paragraphs of all pages in order, and those of further pages that were there before."""
    joined, repeated = list(pages[0]), []
    seen = {key_of(line) for line in joined} if len(pages) > 1 else set()
    for lines in pages[1:]:
        for line in lines:
            if (key := key_of(line)) in seen:
                repeated.append((line, "repeated_paragraph", "page.repeated"))
            else:
                seen.add(key)
                joined.append(line)
    return joined, repeated


def _lacks_pages(document: Document, read: Sequence["_Read"]) -> bool:
    """Whether one of an article's pages, all of which were read, links to a further one that is not there."""
    url = document.metadata.get("url")
    if url is None or document.media_type != "text/html":
        return False
    addresses = [page.metadata.get("url", "") for page in (document, *document.further)]
    return missing_pages([(page.markup, address) for page, address in zip(read, addresses, strict=True)], url)


def _first(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next(filter(None, names), ())


def _without_learned(lines: list[str], furniture: Furniture) -> tuple[list[str], list[Line]]:
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


def _blocks(article_id: str, removed: Iterable[Line]) -> tuple[RemovedBlock, ...]:
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
