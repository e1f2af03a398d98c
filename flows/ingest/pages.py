"""The article pages behind the links that feeds and sitemaps announced."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from config.sources import Source
from flows.ingest.documents import Input, document_of, rejection_of
from flows.ingest.http import Failure, Fetched, Fetcher, Request
from flows.ingest.state import PUT_OFF, Link
from transforms.records import Document, make_id
from transforms.urls import canonical_url

TEXTS = {None, "", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain",
         "application/octet-stream"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What became of a link: its page or refusal (None where its host wanted no visit now), and its new row.

    `link` is None where no row needs to be kept. `rejection_id` is the id under which a refusal stands in the
    quarantine.
    """

    before: Link
    input: Input | None
    link: Link | None
    rejection_id: str


def fetch_pages(
    fetcher: Fetcher, sources: Mapping[str, Source], links: Iterable[Link], now: datetime
) -> Iterator[Page]:
    """Fetch the pages of some links, in no particular order."""
    under_way: dict[str, Link] = {}

    def requests() -> Iterator[Request]:
        for link in links:
            if link.url in under_way:  # two sources announce it at once: the other waits for the next run
                continue
            under_way[link.url] = link
            source = sources[link.source_id]
            yield Request(
                url=link.url, accept="page", allow_private=source.allow_private, source_url=source.url
            )

    for request, outcome in fetcher.fetch_all(requests()):
        link = under_way.pop(request.url)
        yield page_of(sources[link.source_id], link, outcome, now)


def page_of(source: Source, link: Link, outcome: Fetched | Failure, now: datetime) -> Page:
    """The document that an answer makes, or why it makes none."""
    if isinstance(outcome, Failure):
        return _failed(source, link, outcome.code, outcome.detail, now, outcome.retry_at)
    if not outcome.content.strip():
        return _failed(source, link, "empty", "The page is empty.", now)
    if outcome.media_type not in TEXTS:
        detail = f"The address gives {outcome.media_type}, no page."
        return _failed(source, link, "unsupported_media_type", detail, now)
    there = canonical_url(outcome.final_url)
    if there != canonical_url(link.url) and _is_home(outcome.final_url) and not _is_home(link.url):
        return _failed(source, link, "redirected_home", f"Redirected to {outcome.final_url}.", now)
    record = {
        **json.loads(link.metadata),
        "url": outcome.final_url,
        "charset": outcome.charset,
        "fetched_at": outcome.fetched_at.isoformat(),
        "text" if outcome.media_type == "text/plain" else "html": outcome.content,
    }
    document = document_of(source, outcome.final_url, record)
    if not isinstance(document, Document):
        return _failed(source, link, document.code, document.detail, now)
    moved = replace(link, status="moved", code=None) if document.article_id != link.article_id else None
    return Page(before=link, input=document, link=moved, rejection_id=_rejection_id(link))


def _failed(
    source: Source, link: Link, code: str, detail: str, now: datetime, retry_at: datetime | None = None
) -> Page:
    refusal = None if code in PUT_OFF else rejection_of(source, link.url, code, detail)
    later = link.failed(now, code, retry_at)
    return Page(before=link, input=refusal, link=later, rejection_id=_rejection_id(link))


def _rejection_id(link: Link) -> str:
    return make_id("input", link.source_id, link.url)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
