"""The steps of a run as plain functions. `run` calls them in order; the Prefect flow does the same.

State that a step needs lies in the warehouse's home, never in memory, so that a run that was killed can be
taken over by the next: raw documents are on disk before anything else is done with them, and each raw file
is loaded in one transaction together with its line in the ledger.
"""

import logging
import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from config.sources import Source
from flows.coder import coder_version
from flows.coding import code_batches
from flows.engines import engine
from flows.engines.base import seldom_collecting
from flows.ingest.documents import Input, in_batches, is_unlinked
from flows.ingest.feeds import Keep, Known, ingest_remote
from flows.ingest.files import read_source
from flows.ingest.joining import joined
from flows.ingest.state import source_warning
from flows.job import Ingested, Job, Outcome, Processed
from flows.learning import furniture_of
from flows.loading import load_batch
from flows.logs import of_run
from flows.progress import progress
from transforms.records import Document, Rejection
from warehouse.sqlfiles import sql_text
from warehouse.store import WarehouseError, Writer, open_writer
from warehouse.waiting import Waiting

LOG = logging.getLogger("warta.run")


class ChecksFailedError(WarehouseError):
    """The tables broke a rule; the last good warehouse stays published."""


def run(job: Job) -> Outcome:
    """The main job, without Prefect."""
    with running(job):
        ingested = ingest(job)
        processed = process(job)
        return publish(job, ingested, processed)


def fresh() -> str:
    """What tells one start from all others."""
    return f"{time.time_ns()}-{os.getpid()}-{os.urandom(4).hex()}"


@contextmanager
def running(job: Job, asked: Mapping[str, object] | None = None) -> Iterator[None]:
    """Hold the warehouse for the whole run, and record what was asked for (by default its inputs) and how it ended."""
    with of_run(job.run_id), seldom_collecting(), _writer(job) as writer:
        inputs = [f"{source.id}: {location}" for source, location in job.inputs]
        parameters = asked or {"inputs": [*inputs, *(f"{source.id}: {source.url}" for source in job.remote)]}
        writer.ledger.start_run(
            job.run_id,
            job.flow,
            job.trigger,
            datetime.now(UTC),
            coder_version(job.extent),
            parameters,
            sources=[_source_row(source) for source in job.sources()],
        )
        try:
            yield
        except BaseException as error:
            try:
                writer.ledger.fail_run(job.run_id, datetime.now(UTC), f"{type(error).__name__}: {error}")
            except Exception as second:  # what ended the run matters more; the next calls this one crashed
                LOG.warning("the end of the run could not be noted: %s", second)
            raise


def _source_row(source: Source) -> dict[str, object]:
    names = ("name", "kind", "url", "outlet", "place_code", "timezone", "licence")
    return {"source_id": source.id, **{name: getattr(source, name) for name in names}}


@dataclass(frozen=True, slots=True)
class Intake:
    """The open warehouse as reading sees it: `keep` puts inputs where they belong, `known_articles` tells what is there."""

    writer: Writer
    keep: Keep
    known_articles: Known


@contextmanager
def taking_in(job: Job) -> Iterator[Intake]:
    """What reading needs: new documents go into the raw store, refusals into the quarantine."""
    with _writer(job) as writer, writer.raw.waiting(writer.ledger.loaded_files()) as waiting:

        def keep(batch: Sequence[Input]) -> Ingested:
            new, refused, known = _sift(writer, waiting, batch)
            writer.raw.append(new, job.run_id, datetime.now(UTC))
            writer.ledger.quarantine(refused, job.run_id, datetime.now(UTC))
            waiting.add(
                (page.document_id, page.article_id) for first in new for page in (first, *first.further)
            )
            return Ingested(len(new) + known + len(refused), len(new), known, len(refused))

        def known_articles(article_ids: Collection[str]) -> set[str]:
            return writer.stored.known_articles(article_ids) | waiting.articles(article_ids)

        yield Intake(writer, keep, known_articles)


def ingest(job: Job) -> Ingested:
    """Read every input; put new documents into the raw store and refusals into the quarantine."""
    total = Ingested()
    with taking_in(job) as intake:
        inputs = (item for source, location in job.inputs for item in read_source(source, location))
        for batch in in_batches(progress(inputs, "read"), job.settings.batch_size):
            total += intake.keep(batch)
        if job.remote:
            total += ingest_remote(
                intake.writer,
                job.remote,
                settings=job.settings.fetch,
                now=datetime.now(UTC),
                keep=intake.keep,
                known_articles=intake.known_articles,
                batch_size=job.settings.batch_size,
                is_forced=job.is_named,
            )
    LOG.info("read %d, of them new %d", total.inputs, total.documents)
    return total


def left_waiting(ingested: Ingested) -> Ingested:
    """The numbers of a run that only ingests: what it stored is counted by the run that processes it."""
    return replace(ingested, inputs=ingested.inputs - ingested.documents, documents=0)


def process(job: Job) -> Processed:
    """Code and load every raw file that no load has taken yet, those of a broken run included."""
    total = Processed()
    with _writer(job) as writer:
        raw = writer.raw
        files = raw.pending(writer.ledger.loaded_files())
        batches = ((file, raw.read(file)) for file in files)
        with engine(job.settings, raw.count(files)) as workers:
            coded = code_batches(workers, batches, job.extent, partial(furniture_of, writer))
            for file, documents, packed in progress(coded, "process", len(files)):
                loaded, rejected = load_batch(writer, job, file, documents, packed)
                _tell_of_refused(packed.refused)
                total += Processed(loaded, rejected, 0 if raw.is_of(file, job.run_id) else len(documents))
    LOG.info("loaded %d, rejected %d", total.loaded, total.rejected)
    return total


def _tell_of_refused(refused: Sequence[Rejection]) -> None:
    for rejection in refused:
        document = {"document_id": rejection.document_id}
        LOG.debug("%s rejected (%s): %s", rejection.origin, rejection.code, rejection.detail, extra=document)


def publish(job: Job, ingested: Ingested, processed: Processed) -> Outcome:
    """Write the run's numbers, check the tables, and hand them to readers.

    Raises:
        ChecksFailedError: naming each rule that is broken; nothing is published then.
    """
    outcome = Outcome(
        run_id=job.run_id,
        home=job.home,
        documents_in=ingested.inputs + processed.taken_over,
        articles_loaded=processed.loaded,
        duplicates=ingested.duplicates,
        rejected=ingested.rejected + processed.rejected,
    )
    with _writer(job) as writer:
        with writer.transaction():  # a run counts as completed only once its articles are checked
            writer.ledger.finish_run(
                job.run_id,
                datetime.now(UTC),
                documents_in=outcome.documents_in,
                articles_loaded=outcome.articles_loaded,
                duplicates=outcome.duplicates,
                rejected=outcome.rejected,
            )
            results = [result for result in writer.check(job.run_id) if result.rows]
            if broken := [result for result in results if result.failed]:
                raise ChecksFailedError(
                    "The tables break a rule, so that the last good warehouse stays published. "
                    + " ".join(f"{result.name} ({result.rows} rows): {result.rule}" for result in broken)
                )
        sources = [source_warning(row) for row in writer.query(sql_text("store/source_warnings"))]
        writer.publish()
    return replace(
        outcome, warnings=(*(f"{result.rule} ({result.rows} rows)" for result in results), *sources)
    )


def _writer(job: Job) -> AbstractContextManager[Writer]:
    return open_writer(job.home, wait=job.settings.lock_wait_seconds)


def _sift(
    writer: Writer, waiting: Waiting, batch: Sequence[Input]
) -> tuple[list[Document], list[Rejection], int]:
    """New documents with their further pages, refusals, and how many are known, be it from before or from this batch."""
    refused = [item for item in batch if isinstance(item, Rejection)]
    documents = {item.document_id: item for item in batch if isinstance(item, Document)}
    known = set(writer.stored.known_documents(documents))
    places_now = {key: (d.source_id, d.origin) for key, d in documents.items() if not _is_numbered(d)}
    known -= writer.stored.returned_documents({key: places_now[key] for key in known & places_now.keys()})
    known |= waiting.documents(documents)
    new = [document for document_id, document in documents.items() if document_id not in known]
    known_count = len(batch) - len(refused) - len(new)
    places = [(d.source_id, d.origin) for d in new if _is_known_by_path(d)]
    stored = writer.stored.articles_by_origin(places)
    before = {place: article_id for place, (article_id, _) in stored.items()}
    before |= waiting.articles_by_origin(places)
    versions = [_as_version_of(d, before.get((d.source_id, d.origin))) for d in new]
    return joined(versions), refused, known_count


def _as_version_of(document: Document, article_id: str | None) -> Document:
    """A document without a link is a new version of the article that was read from the same path before."""
    return (
        replace(document, article_id=article_id) if article_id and _is_known_by_path(document) else document
    )


def _is_known_by_path(document: Document) -> bool:
    """Without a link, a file is known by its path. A record is not known by its number: numbers shift."""
    return is_unlinked(document) and not _is_numbered(document)


def _is_numbered(document: Document) -> bool:
    """Whether it is the n-th record of something."""
    path, _, number = document.origin.rpartition("#")
    return bool(path) and number.isdecimal()
