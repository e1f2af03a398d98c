"""A coded batch into the warehouse: its stories and events are settled against what is stored, then it is loaded."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

import pyarrow as pa

from flows.coder import coder_version
from flows.job import Job
from flows.learning import settle_furniture
from flows.packing import Packed, Told
from flows.settling import Settled, settle_events
from flows.stories import Story, settle_stories
from transforms.events.topics import topics
from transforms.records import Document
from warehouse.batches import Row
from warehouse.store import Stamp, Writer


def load_batch(
    writer: Writer,
    job: Job,
    raw_file: str | None,
    documents: Sequence[Document],
    packed: Packed,
    *,
    gone: Collection[str] = (),
) -> tuple[int, int]:
    """Load one raw file, or some documents that are coded again, in one transaction.

    Args:
        writer: the open warehouse.
        job: the run.
        raw_file: the file that the documents are all of, for the ledger; None where they are coded again.
        documents: what was coded.
        packed: what they gave.
        gone: stored articles that go out of the tables.

    Returns:
        How many documents were loaded as articles, and how many were rejected. Of several versions of an
        article in one batch all are counted, and the last one stays.
    """
    told = packed.articles
    stored = writer.stored.articles_by_ids([*(one.article_id for one in told), *gone])
    stories = settle_stories(writer, told, stored)
    now = datetime.now(UTC)
    learned = settle_furniture(writer, told, stories, now) if raw_file else {}
    settled = settle_events(writer, told, stories, topics(job.own_topics), stored, gone)
    writer.load(
        {
            **_rows(packed.tables, stories, settled),
            "article_pages": _page_rows(documents, told),
            **learned,
            "documents": documents,
            "quarantine": packed.refused,
        },
        stamp=Stamp(job.run_id, coder_version(job.extent)),
        replace_articles=gone,
        withdrawn=settled.withdrawn,
        raw_file=raw_file,
        now=now,
    )
    return len(packed.loaded), len(packed.refused)


def _rows(
    tables: Mapping[str, pa.Table], stories: Mapping[str, Story], settled: Settled
) -> dict[str, Sequence[Row] | pa.Table]:
    rows: dict[str, Sequence[Row] | pa.Table] = dict(tables)
    if "articles" in tables:
        ids = tables["articles"]["article_id"].to_pylist()
        rows["articles"] = _with(tables["articles"], "story_id", [stories[key].story_id for key in ids])
    if "event_reports" in tables:
        ids = tables["event_reports"]["report_id"].to_pylist()
        rows["event_reports"] = _with(
            tables["event_reports"], "event_id", [settled.event_of[key] for key in ids]
        )
    rows["report_blocks"] = settled.blocks
    rows["events"], rows["event_actors"], rows["event_merges"] = (
        settled.events,
        settled.actors,
        settled.merges,
    )
    return rows


def _with(table: pa.Table, name: str, values: Sequence[str]) -> pa.Table:
    return table.append_column(name, pa.array(values, pa.string()))


def _page_rows(documents: Sequence[Document], articles: Sequence[Told]) -> list[Row]:
    """The documents of each article that is set on several pages."""
    by_id = {document.document_id: document for document in documents if document.further}
    return [
        {
            "article_id": told.article_id,
            "seq": seq,
            "document_id": page.document_id,
            "url": page.metadata.get("url"),
        }
        for told in articles
        if (document := by_id.get(told.document_id))
        for seq, page in enumerate((document, *document.further))
    ]
