"""Visits to feeds and sitemaps: what they announce, and what of it is new to us."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from config.sources import Source
from flows.coder import coder_version
from flows.ingest.documents import Input, document_of, rejection_of
from flows.ingest.entries import Fields, content_fields, sitemap_fields, stated_fields
from flows.ingest.guard import Guard, GuardError, GuardTimeout
from flows.ingest.http import Failure, Fetched, Fetcher, Request
from flows.ingest.state import LONGEST_WAIT, PUT_OFF, Link, SourceState, is_due, new_state, next_due
from transforms.feeds.model import Feed, FeedDate, FeedEntry, NotAFeed, Refused, Sitemap
from transforms.feeds.parse import parse_feed
from transforms.feeds.sitemap import parse_sitemap
from transforms.records import make_id
from transforms.urls import canonical_url

T = TypeVar("T")

DEEPEST = 3  # indexes of sitemaps within indexes
MOST_SITEMAPS = 1_000  # of one index
STILL_AFTER = timedelta(days=7)  # a sitemap of an index that has not changed for so long is asked once a day
CHUNK = 50  # entries that are read together where the whole feed could not be
MOST_BAD_CHUNKS = 10


@dataclass(frozen=True, slots=True)
class Visit:
    """A feed or sitemap to be fetched; `depth` counts the indexes above it."""

    source: Source
    state: SourceState
    depth: int = 0

    def request(self) -> Request:
        """The conditional request."""
        return Request(
            url=self.state.url,
            etag=self.state.etag,
            last_modified=self.state.last_modified,
            accept="sitemap" if self.source.kind == "sitemap" else "feed",
            allow_private=self.source.allow_private,
            source_url=self.source.url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a visit gave. `inputs` are documents and refusals at hand, `links` pages to be fetched.

    `rejection_id` is the id under which a failure of this address stands in the quarantine.
    """

    visit: Visit
    state: SourceState
    inputs: tuple[Input, ...] = ()
    links: tuple[Link, ...] = ()
    children: tuple[tuple[str, datetime | None], ...] = ()
    rejection_id: str

    @property
    def is_mended(self) -> bool:
        """Whether the address answered well after it had failed."""
        return self.visit.state.error_streak > 0 and self.state.error_streak == 0


def visit_all(fetcher: Fetcher, guard: Guard, visits: Iterable[Visit], now: datetime) -> Iterator[Finding]:
    """Fetch and read every list, in no particular order; those of an index follow as `Finding.children`."""
    under_way: dict[Request, list[Visit]] = {}

    def requests() -> Iterator[Request]:
        for visit in visits:
            request = visit.request()
            under_way.setdefault(request, []).append(visit)
            if len(under_way[request]) == 1:
                yield request

    for request, outcome in fetcher.fetch_all(requests()):
        for visit in under_way.pop(request):
            yield read_answer(guard, visit, outcome, now)


def read_answer(guard: Guard, visit: Visit, outcome: Fetched | Failure, now: datetime) -> Finding:
    """What one answer says."""
    source, state = visit.source, visit.state
    if isinstance(outcome, Failure):
        return _failed(visit, outcome.code, outcome.detail, now, outcome.retry_at)
    checked = replace(
        state,
        checked_at=now,
        succeeded_at=now,
        error_streak=0,
        last_code=None,
        last_detail=None,
        next_due_at=next_due(source, now),
        moved_to=outcome.moved_to if outcome.moved_to != state.url else None,
    )
    digest = hashlib.sha256(outcome.content).hexdigest()[:16]
    content_hash = make_id("list", digest, coder_version(), source.fetch_pages)
    if outcome.not_modified or content_hash == state.content_hash:
        if visit.depth and state.changed_at and now - state.changed_at > STILL_AFTER:
            checked = replace(checked, next_due_at=now + LONGEST_WAIT)
        return _good(visit, checked)
    try:
        found = _parsed(guard, source, outcome)
    except GuardError as error:
        code = "timeout" if isinstance(error, GuardTimeout) else "unreadable"
        return _failed(visit, code, str(error), now, None)
    if isinstance(found, NotAFeed):
        return _failed(visit, found.code, found.detail, now, None)
    count = len(found.links if isinstance(found, Sitemap) else found.entries)
    read = replace(checked, changed_at=now, entry_count=count)
    if not found.is_truncated:  # else it is fetched again in full
        read = replace(
            read, etag=outcome.etag, last_modified=outcome.last_modified, content_hash=content_hash
        )
    if isinstance(found, Sitemap):
        return _sitemap_finding(visit, read, found, now)
    due = next_due(
        source, now, ttl_minutes=found.ttl_minutes, skip_hours=found.skip_hours, skip_days=found.skip_days
    )
    return _feed_finding(visit, replace(read, next_due_at=due), found, outcome, now)


def children_of(
    finding: Finding, states: dict[tuple[str, str], SourceState], now: datetime
) -> Iterator[Visit]:
    """The visits to the sitemaps of an index; one that has not changed since it was read, or is not due, waits."""
    visit = finding.visit
    if visit.depth >= DEEPEST:
        return
    for url, modified in finding.children[:MOST_SITEMAPS]:
        state = states.get((visit.source.id, url)) or new_state(visit.source, url, now)
        read_at = state.succeeded_at
        if read_at is None or (modified >= read_at if modified else is_due(visit.source, state, now)):
            yield Visit(visit.source, state, visit.depth + 1)


def read_feed(guard: Guard, content: bytes, **options: object) -> Feed | NotAFeed:
    """`parse_feed` in the guard. Where an entry is too much for it, the others are read without it.

    Raises:
        GuardError: too many of the entries are, or what stands around them.
    """
    try:
        return guard.call(parse_feed, content, **options)  # type: ignore[arg-type]
    except GuardError:
        shell = guard.call(parse_feed, content, only=range(0), **options)  # type: ignore[arg-type]
        if isinstance(shell, NotAFeed):
            return shell
    entries: list[FeedEntry] = []
    refused: list[Refused] = []
    ranges = [range(at, min(at + CHUNK, shell.entry_count)) for at in range(0, shell.entry_count, CHUNK)]
    failures = 0
    while ranges:
        chunk = ranges.pop(0)
        try:
            found = guard.call(parse_feed, content, only=chunk, **options)  # type: ignore[arg-type]
        except GuardError as error:
            failures += 1
            if failures > MOST_BAD_CHUNKS:
                raise
            if len(chunk) > 1:
                ranges[:0] = [range(at, at + 1) for at in chunk]
                continue
            code = "timeout" if isinstance(error, GuardTimeout) else "unreadable"
            refused.append(Refused(position=chunk.start + 1, code=code, detail=str(error)))
            continue
        if isinstance(found, Feed):
            entries += found.entries
            refused += found.refused
    return replace(shell, entries=tuple(entries), refused=tuple(refused))


def _parsed(guard: Guard, source: Source, answer: Fetched) -> Feed | Sitemap | NotAFeed:
    options = {
        "url": answer.final_url,
        "charset": answer.charset,
        "zone": source.timezone,
        "fetched_at": answer.fetched_at,
    }
    if source.kind == "sitemap":
        return guard.call(parse_sitemap, answer.content, **options)  # type: ignore[arg-type]
    return read_feed(guard, answer.content, **options)


def _feed_finding(visit: Visit, state: SourceState, feed: Feed, answer: Fetched, now: datetime) -> Finding:
    source = visit.source
    inputs: list[Input] = [_refusal(visit, refused) for refused in feed.refused]
    links: list[Link] = []
    for entry in feed.entries:
        fields = {"feed": state.url, **stated_fields(entry, feed)}
        link = canonical_url(entry.url)
        content = content_fields(entry)
        if link and source.fetch_pages:
            when = entry.published.at if entry.published else None
            links.append(_link(visit, entry.url or link, link, when, fields, now))
        elif content:
            origin = link or f"{state.url}#{make_id(entry.guid, entry.title)}"
            record = {**fields, **content, "fetched_at": answer.fetched_at.isoformat()}
            inputs.append(document_of(source, origin, record))
        else:
            what = "no_text" if link else "no_link"
            detail = f"The entry {entry.title or ''!r} has " + (
                "no text." if link else "neither link nor text."
            )
            inputs.append(_refusal(visit, Refused(position=entry.position, code=what, detail=detail)))
    return _good(visit, state, tuple(inputs), tuple(links))


def _sitemap_finding(visit: Visit, state: SourceState, sitemap: Sitemap, now: datetime) -> Finding:
    refusals = tuple(_refusal(visit, refused) for refused in sitemap.refused)
    if sitemap.is_index:
        # The sitemaps of an index change while it does not: it is always read in full.
        whole = replace(state, etag=None, last_modified=None, content_hash=None)
        children = tuple((link.url, _latest(link.modified)) for link in sitemap.links)
        return replace(_good(visit, whole, refusals), children=children)
    links = []
    for link in sitemap.links:
        if canonical := canonical_url(link.url):
            stated = link.published or link.modified
            fields = {"feed": state.url, **sitemap_fields(link)}
            links.append(_link(visit, link.url, canonical, stated.at if stated else None, fields, now))
    return _good(visit, state, refusals, tuple(links))


def _latest(modified: FeedDate | None) -> datetime | None:
    """The last moment that a time of modification can mean."""
    if modified is None or modified.at is None:
        return None
    return modified.at if modified.precision in ("second", "minute") else modified.at + timedelta(days=1)


def _link(
    visit: Visit, url: str, canonical: str, published_at: datetime | None, fields: Fields, now: datetime
) -> Link:
    return Link(
        link_id=make_id("link", visit.source.id, canonical),
        source_id=visit.source.id,
        article_id=make_id("url", canonical),
        url=url,
        found_in=visit.state.url,
        found_at=now,
        published_at=published_at,
        metadata=json.dumps(fields, ensure_ascii=False),
        next_try_at=now,
    )


def _refusal(visit: Visit, refused: Refused) -> Input:
    return rejection_of(visit.source, f"{visit.state.url}#{refused.position}", refused.code, refused.detail)


def _good(
    visit: Visit, state: SourceState, inputs: tuple[Input, ...] = (), links: tuple[Link, ...] = ()
) -> Finding:
    return Finding(visit=visit, state=state, inputs=inputs, links=links, rejection_id=_rejection_id(visit))


def _failed(visit: Visit, code: str, detail: str, now: datetime, retry_at: datetime | None) -> Finding:
    rejection_id = _rejection_id(visit)
    if code in PUT_OFF:
        return Finding(visit=visit, state=visit.state.put_off(now, retry_at), rejection_id=rejection_id)
    state = visit.state.failed(visit.source, now, code, detail, retry_at)
    refusal = rejection_of(visit.source, visit.state.url, code, detail)
    return Finding(visit=visit, state=state, inputs=(refusal,), rejection_id=rejection_id)


def _rejection_id(visit: Visit) -> str:
    return make_id("input", visit.source.id, visit.state.url)
