"""A coded batch into the warehouse: its stories and events are settled against what is stored, then it is loaded."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain

from config.settings import Source
from flows.coder import coder_version
from flows.coding import Coded
from flows.job import Job
from flows.learning import settle_furniture
from flows.settling import Settled, Story, settle_events, settle_stories, signature_rows
from transforms.events.topics import topics
from transforms.records import Document, Extraction, Rejection
from warehouse.batches import Row, with_columns
from warehouse.store import Stamp, Writer
from warehouse.tables import EXTRACTION_TABLES


def load_batch(
    writer: Writer,
    job: Job,
    raw_file: str | None,
    documents: Sequence[Document],
    results: Sequence[Coded],
    *,
    gone: Collection[str] = (),
) -> tuple[int, int]:
    """Load one raw file, or some documents that are coded again, in one transaction.

    Args:
        writer: the open warehouse.
        job: the run.
        raw_file: the file that the documents are all of, for the ledger; None where they are coded again.
        documents: what was coded.
        results: what each gave.
        gone: stored articles that go out of the tables.

    Returns:
        How many documents were loaded as articles, and how many were rejected. Of several versions of an
        article in one batch all are counted, and the last one stays.
    """
    found = [result for result in results if isinstance(result, Extraction)]
    refused = [result for result in results if isinstance(result, Rejection)]
    latest = list({extraction.article.article_id: extraction for extraction in found}.values())
    stories = settle_stories(writer, [extraction.article for extraction in latest])
    now = datetime.now(UTC)
    learned = settle_furniture(writer, documents, latest, stories, now) if raw_file else {}
    settled = settle_events(writer, latest, stories, topics(job.own_topics), gone)
    writer.load(
        {
            **_rows(latest, stories, settled),
            "article_pages": _page_rows(documents, latest),
            **learned,
            "documents": documents,
            "quarantine": refused,
            "sources": [_source_row(source) for source in job.sources()],
        },
        stamp=Stamp(job.run_id, coder_version(job.own_topics)),
        replace_articles=gone,
        withdrawn=settled.withdrawn,
        raw_file=raw_file,
        now=now,
    )
    return len(found), len(refused)


def _rows(
    found: Sequence[Extraction], stories: Mapping[str, Story], settled: Settled
) -> dict[str, Sequence[Row]]:
    rows: dict[str, Sequence[Row]] = {
        table: list(chain.from_iterable(getattr(extraction, field) for extraction in found))
        for field, table in EXTRACTION_TABLES.items()
    }
    rows["articles"] = [
        with_columns(e.article, story_id=stories[e.article.article_id].story_id) for e in found
    ]
    rows["event_reports"] = [
        with_columns(report, event_id=settled.event_of[report.report_id])
        for e in found
        for report in e.event_reports
    ]
    rows |= signature_rows(stories.values())
    rows["report_blocks"] = settled.blocks
    rows["events"], rows["event_actors"], rows["event_merges"] = (
        settled.events,
        settled.actors,
        settled.merges,
    )
    return rows


def _page_rows(documents: Sequence[Document], found: Sequence[Extraction]) -> list[Row]:
    """The documents of each article that is set on several pages."""
    by_id = {document.document_id: document for document in documents if document.further}
    return [
        {
            "article_id": extraction.article.article_id,
            "seq": seq,
            "document_id": page.document_id,
            "url": page.metadata.get("url"),
        }
        for extraction in found
        if (document := by_id.get(extraction.article.document_id))
        for seq, page in enumerate((document, *document.further))
    ]


def _source_row(source: Source) -> dict[str, object]:
    names = ("name", "kind", "url", "outlet", "place_code", "timezone", "licence")
    return {"source_id": source.id, **{name: getattr(source, name) for name in names}}
