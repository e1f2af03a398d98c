"""Coding stored documents again by the present rules: `warta backfill`.

What is to be coded again is read off the tables: articles that another version of the rules coded, and
documents that another version rejected. So there is no state of its own, and a backfill that was killed is
finished by starting it again.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from config.sources import load_sources
from flows.coder import coder_version
from flows.coding import code_batches
from flows.engines import engine
from flows.job import Ingested, Job, Outcome, Processed, UsageError, job_without_input
from flows.learning import furniture_of
from flows.loading import load_batch
from flows.packing import Packed
from flows.progress import progress
from flows.steps import publish, running
from transforms.records import Document
from warehouse.lookups import given
from warehouse.published import open_published, published
from warehouse.raw import RawStore
from warehouse.sqlfiles import select, sql_text
from warehouse.store import Writer, open_writer

LOG = logging.getLogger("warta.backfill")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which documents: those dated within the days (by publication, else by fetching), of these sources.

    `is_undated` means those without any date.
    """

    first: date | None = None
    last: date | None = None
    is_undated: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a backfill would code again, by the version that coded it last, by source and by day.

    `per_second` is how many documents earlier runs took in a second; None where none took long enough to tell.
    """

    to_version: str
    articles: int
    rejected: int
    from_versions: dict[str, int]
    by_source: dict[str, int]
    by_day: dict[date | None, int]
    per_second: float | None


def plan_recoding(home: Path, scope: Scope, settings_file: Path | None = None) -> Plan:
    """Count what a backfill would code again, from the published warehouse.

    Raises:
        NoWarehouseError: nothing has been published yet.
        UsageError: a source that is not known.
    """
    job = recoding_job(home, "plan", scope, settings_file)
    with (
        closing(open_published(published(home))) as con,
        given(con, stored_documents=_stored(RawStore(home))),
    ):
        rows = select(
            con,
            f"SELECT kind, from_version, source_id, day, count(*) AS n FROM ({sql_text('store/to_recode')}) GROUP BY ALL",
            _parameters(job, scope),
        )
        (speed,) = select(con, sql_text("store/speed"))
    kinds, versions, sources = Counter[str](), Counter[str](), Counter[str]()
    days = Counter[date | None]()
    for row in rows:
        days[row["day"]] += row["n"]
        kinds[row["kind"]] += row["n"]
        versions[row["from_version"] or "unknown"] += row["n"]
        sources[row["source_id"] or "unknown"] += row["n"]
    return Plan(
        to_version=coder_version(job.extent),
        articles=kinds["article"],
        rejected=kinds["rejected"],
        from_versions=dict(versions.most_common()),
        by_source=dict(sources.most_common()),
        by_day=dict(days),
        per_second=speed["per_second"],
    )


def recoding_job(home: Path, started: str, scope: Scope, settings_file: Path | None = None) -> Job:
    """The job of a backfill; it reads no source."""
    published(home)
    known = load_sources(home)
    if unknown := [name for name in scope.sources if name not in known and name != "files"]:
        raise UsageError(f"There is no source '{unknown[0]}'. Known: {', '.join(sorted({*known, 'files'}))}.")
    if scope.first and scope.last and scope.first > scope.last:
        raise UsageError(f"--from {scope.first} is after --to {scope.last}.")
    return job_without_input(
        home, started=started, flow="backfill", trigger="backfill", settings_file=settings_file
    )


def recode(job: Job, scope: Scope) -> Outcome:
    """Code again what the scope names and other rules coded; each batch is one transaction."""
    total = Processed()
    parameters = {
        "from": scope.first,
        "to": scope.last,
        "sources": scope.sources,
        "to_version": coder_version(job.extent),
    }
    with running(job, parameters), open_writer(job.home) as writer:
        stored = {"stored_documents": _stored(writer.raw)}
        writer.keep_as("to_recode", sql_text("store/to_recode"), _parameters(job, scope), stored)
        count = int(writer.query("SELECT count(*) AS n FROM to_recode")[0]["n"])
        LOG.info("to be coded again: %d", count)
        starts = range(1, count + 1, job.settings.batch_size)
        batches = ((start, _documents(writer, start, job.settings.batch_size)) for start in starts)
        with engine(job.settings, count) as workers:
            coded = code_batches(workers, batches, job.extent, partial(furniture_of, writer))
            for _, documents, packed in progress(coded, "code again", len(starts)):
                total += _recode_batch(writer, job, documents, packed)
        return publish(job, Ingested(), total)


def _stored(raw: RawStore) -> pa.RecordBatchReader:
    if not raw.files():
        raise UsageError(f"{raw.place}: no documents are stored, so that there is nothing to code again.")
    return raw.places()


def _parameters(job: Job, scope: Scope) -> dict[str, Any]:
    return {
        "coder_version": coder_version(job.extent),
        "sources": list(scope.sources),
        "first": scope.first,
        "last": scope.last,
        "is_undated": scope.is_undated,
        "timezone": job.settings.timezone,
    }


def _documents(writer: Writer, start: int, size: int) -> list[Document]:
    """The next documents of the plan, in its order; each raw file is opened once."""
    rows = writer.query(
        "SELECT path, document_id FROM to_recode WHERE seq >= $start AND seq < $end ORDER BY seq",
        {"start": start, "end": start + size},
    )
    wanted: dict[str, list[str]] = {}
    for row in rows:
        wanted.setdefault(row["path"], []).append(row["document_id"])
    return [document for path, ids in wanted.items() for document in writer.raw.read(path, ids)]


def _recode_batch(writer: Writer, job: Job, documents: Sequence[Document], packed: Packed) -> Processed:
    """Load what the batch gave; an article whose document the present rules reject goes out of the tables.

    A fault in the rules themselves takes nothing out.
    """
    refused = {r.document_id for r in packed.refused if r.code != "internal_error"}
    stored = writer.stored.articles_by_ids([d.article_id for d in documents if d.document_id in refused])
    gone = [article.article_id for article in stored.values() if article.document_id in refused]
    loaded, rejected = load_batch(writer, job, None, documents, packed, gone=gone)
    return Processed(loaded, rejected, len(documents))
