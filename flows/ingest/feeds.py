"""Feeds and sitemaps into documents: visit what is due, note what is new, fetch the pages that wait.

Nothing is lost and nothing comes twice, whenever a run is killed: the documents that a visit gave are in the raw
store, and the links in `source_links`, before the state says that the feed was read; a link goes only after its
page is in the raw store, and one whose page is there is not fetched again.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from config.settings import FetchSettings
from config.sources import Source
from flows.ingest.documents import Input
from flows.ingest.following import follow
from flows.ingest.guard import Guard
from flows.ingest.http import Fetcher
from flows.ingest.lists import Finding, Visit, children_of, visit_all
from flows.ingest.pages import Page, fetch_pages
from flows.ingest.state import (
    Link,
    is_due,
    known_links,
    load_hosts,
    load_states,
    new_state,
    waiting_links,
)
from flows.job import Ingested
from transforms.records import Document
from warehouse.store import Writer

LOG = logging.getLogger("warta.feeds")
PARSE_SECONDS, PARSE_MEMORY_MB = 60.0, 2048
VISITS_KEPT = 100  # visits whose state is written together
BYTES_KEPT = 64 * 1024 * 1024  # pages held in memory, at most

AT_RISK = 250
"""Pages that a run which is killed has to fetch again, at most."""

Keep = Callable[[Sequence[Input]], Ingested]
"""Puts new documents into the raw store, durably, and refusals into the quarantine."""

Known = Callable[[Collection[str]], set[str]]
"""Those of some articles of which a document was taken in, loaded or not."""


def ingest_remote(
    writer: Writer,
    sources: Sequence[Source],
    *,
    settings: FetchSettings,
    now: datetime,
    keep: Keep,
    known_articles: Known,
    batch_size: int,
    is_forced: bool,
) -> Ingested:
    """Take in what is new at feeds and sitemaps.

    Args:
        writer: the warehouse.
        sources: of kind feed or sitemap.
        settings: of the HTTP client.
        now: the time of the run.
        keep: puts documents and refusals where they belong.
        known_articles: tells which articles are there already.
        batch_size: documents in one raw file.
        is_forced: visit every source, due or not.
    """
    total = Ingested()
    by_id = {source.id: source for source in sources}
    with Fetcher(settings, load_hosts(writer)) as fetcher:
        try:
            with Guard(PARSE_SECONDS, PARSE_MEMORY_MB) as guard:
                total += _visit(writer, fetcher, guard, sources, now, keep, known_articles, is_forced)
            links = waiting_links(writer, sources, now)
            total += take_pages(writer, fetcher, by_id, links, now, keep, known_articles, batch_size)
        finally:
            writer.ledger.keep_ingest_state(hosts=[asdict(host) for host in fetcher.host_states()], now=now)
    LOG.info("feeds and sitemaps: %d articles, of them new %d", total.inputs, total.documents)
    return total


def take_pages(
    writer: Writer,
    fetcher: Fetcher,
    sources: Mapping[str, Source],
    links: Sequence[Link],
    now: datetime,
    keep: Keep,
    known_articles: Known,
    batch_size: int,
) -> Ingested:
    """Fetch the pages of some links that have a row. The arguments are those of `ingest_remote`, sources by id."""
    # Links whose page a killed run has stored already, or another source has brought.
    there = known_articles({link.article_id for link in links})
    done = [link.link_id for link in links if link.article_id in there]
    if done:
        writer.ledger.keep_ingest_state(gone_links=done, now=now)
    total = Ingested()
    pages = fetch_pages(fetcher, sources, (link for link in links if link.article_id not in there), now)
    for batch in _batches(pages, min(batch_size, AT_RISK)):
        whole = follow(fetcher, sources, batch, now)
        total += _keep_pages(writer, whole, now, keep, known_articles)
    return total


def new_links(writer: Writer, links: Mapping[str, Link], known_articles: Known) -> list[Link]:
    """Those of some links, by id, that have no row and whose article was not taken in."""
    if not links:
        return []
    there = known_articles({link.article_id for link in links.values()})
    rows = known_links(writer, links)
    return [link for key, link in links.items() if key not in rows and link.article_id not in there]


def _visit(
    writer: Writer,
    fetcher: Fetcher,
    guard: Guard,
    sources: Sequence[Source],
    now: datetime,
    keep: Keep,
    known_articles: Known,
    is_forced: bool,
) -> Ingested:
    states = load_states(writer, sources)
    visits = [
        Visit(source, state)
        for source in sources
        for state in [states.get((source.id, source.address())) or new_state(source, source.address(), now)]
        if is_forced or is_due(source, state, now)
    ]
    total, seen = Ingested(), {(visit.source.id, visit.state.url) for visit in visits}
    while visits:
        further: list[Visit] = []
        for findings in _chunks(visit_all(fetcher, guard, visits, now), VISITS_KEPT):
            total += _keep_findings(writer, findings, now, keep, known_articles)
            for finding in findings:
                for visit in children_of(finding, states, now):
                    if (key := (visit.source.id, visit.state.url)) not in seen:
                        seen.add(key)
                        further.append(visit)
        visits = further
    return total


def _keep_findings(
    writer: Writer,
    findings: Sequence[Finding],
    now: datetime,
    keep: Keep,
    known_articles: Known,
) -> Ingested:
    inputs = [item for finding in findings for item in finding.inputs]
    total = keep(inputs) if inputs else Ingested()
    links = {link.link_id: link for finding in findings for link in finding.links}
    announced = sum(len(finding.links) for finding in findings)
    new = new_links(writer, links, known_articles)
    writer.ledger.keep_ingest_state(
        sources=[asdict(finding.state) for finding in findings],
        links=[asdict(link) for link in new],
        resolved=[finding.rejection_id for finding in findings if finding.is_mended],
        now=now,
    )
    known = announced - len(new)
    return total + Ingested(inputs=known, duplicates=known)


def _keep_pages(
    writer: Writer, pages: Sequence[Page], now: datetime, keep: Keep, known_articles: Known
) -> Ingested:
    documents = {page.input.article_id for page in pages if isinstance(page.input, Document)}
    there = known_articles(documents)
    inputs: list[Input] = []
    known = 0
    for page in pages:
        if isinstance(page.input, Document):
            if page.input.article_id in there:  # other links lead to the same page
                known += 1
                continue
            there.add(page.input.article_id)
        if page.input is not None:
            inputs.append(page.input)
    total = keep(inputs) if inputs else Ingested()
    writer.ledger.keep_ingest_state(
        links=[asdict(page.link) for page in pages if page.link],
        gone_links=[page.before.link_id for page in pages if page.link is None],
        resolved=[
            page.rejection_id for page in pages if page.before.attempts and isinstance(page.input, Document)
        ],
        now=now,
    )
    return total + Ingested(inputs=known, duplicates=known)


def _chunks(findings: Iterable[Finding], size: int) -> Iterator[list[Finding]]:
    chunk: list[Finding] = []
    for finding in findings:
        chunk.append(finding)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _batches(pages: Iterable[Page], size: int) -> Iterator[list[Page]]:
    batch: list[Page] = []
    weight = 0
    for page in pages:
        batch.append(page)
        weight += len(page.input.content) if isinstance(page.input, Document) else 0
        if len(batch) == size or weight >= BYTES_KEPT:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
