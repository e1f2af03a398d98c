"""The writer: the one connection that changes a warehouse, with all that the pipeline does through it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from config.settings import TOPICS
from transforms.records import Rejection
from warehouse import ledger, lookups
from warehouse.batches import Row
from warehouse.checks import CheckResult, run_checks
from warehouse.loading import Rows, Stamp, load_batch
from warehouse.lookups import StoredArticle
from warehouse.migrations import transaction
from warehouse.raw import RawStore
from warehouse.references import load_references
from warehouse.sqlfiles import select
from warehouse.storage import storage_of


class Writer:
    """The open warehouse. Made by `open_writer` only."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.raw = RawStore(home)
        self.raw.remove_unfinished()
        self._storage = storage_of(home)
        self._storage.open()
        try:
            self.raw.finish_joining(self.loaded_files)
            load_references(self._con, self.home / TOPICS)
        except BaseException:
            self.close()
            raise

    @property
    def _con(self) -> duckdb.DuckDBPyConnection:
        return self._storage.con

    def close(self) -> None:
        """Close the connection; what was loaded stays, published or not."""
        self._con.close()

    # What is stored -------------------------------------------------------------------------------------

    def known_documents(self, document_ids: Collection[str]) -> dict[str, str]:
        """document_id → article_id of the documents that were taken in before."""
        return lookups.known_documents(self._con, document_ids)

    def returned_documents(self, places: Mapping[str, tuple[str, str]]) -> set[str]:
        """Those of the documents that gave way to a later one from their (source_id, origin), and are there again."""
        return lookups.returned_documents(self._con, places)

    def articles_by_origin(
        self, origins: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], tuple[str, str]]:
        """(source_id, origin) → (article_id, document_id) of the latest document taken in from there."""
        return lookups.articles_by_origin(self._con, origins)

    def articles_by_ids(self, article_ids: Collection[str]) -> dict[str, StoredArticle]:
        """article_id → what is known of the articles that are stored."""
        return lookups.articles_by_ids(self._con, article_ids)

    def events_of_articles(self, article_ids: Collection[str]) -> set[str]:
        """The events that the stored reports of these articles belong to."""
        return lookups.events_of_articles(self._con, article_ids)

    def reports_of_events(self, event_ids: Collection[str]) -> list[dict[str, Any]]:
        """All stored reports of these events, with the columns of `reports_near`."""
        return lookups.reports_of_events(self._con, event_ids)

    def reports_near(
        self, blocks: Collection[str], excluding_articles: Collection[str] = ()
    ) -> list[dict[str, Any]]:
        """The stored reports that could tell of the same happening; see `lookups.reports_near`."""
        return lookups.reports_near(self._con, blocks, excluding_articles)

    def texts_near(
        self, bands: Mapping[str, Sequence[int]], *, most: int, excluding_articles: Collection[str] = ()
    ) -> list[dict[str, Any]]:
        """The stored texts that new ones may be copies of; see `lookups.texts_near`."""
        return lookups.texts_near(self._con, bands, most=most, excluding_articles=excluding_articles)

    def query(self, sql: str, params: Mapping[str, object] | Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a query of our own over the live tables."""
        return select(self._con, sql, params)

    def keep_as(
        self, name: str, sql: str, params: Mapping[str, object], tables: Mapping[str, lookups.Given]
    ) -> None:
        """Keep the rows of a query, which may name `tables`, as a temporary table that `query` can read piece by piece."""
        with lookups.given(self._con, **tables):
            self._con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", dict(params))

    # Writing --------------------------------------------------------------------------------------------

    def load(
        self,
        rows: Rows,
        *,
        stamp: Stamp,
        replace_articles: Collection[str] = (),
        withdrawn: Mapping[str, str | None] | None = None,
        report_events: Mapping[str, str] | None = None,
        raw_file: str | None = None,
        now: datetime | None = None,
    ) -> int:
        """Write a batch in one transaction.

        Args:
            rows: by name of the table, records of `transforms.records` or mappings. What follows from
                them need not be given: topics and version of an article, persons, local organizations,
                run_id and coder_version. `documents` takes `Document` records.
            stamp: the run and the version of the rules.
            replace_articles: articles whose rows go away; those of `rows["articles"]` are replaced anyway.
            withdrawn: events that no report is left of, each with the event that its articles report in its
                place, if any.
            report_events: report_id → event_id for stored reports that move to another event.
            raw_file: the file of the raw store that the batch holds, for the ledger.
            now: the time to note; by default the present.

        Returns:
            The number of rows written.

        Raises:
            BatchError: rows that do not fit their tables. Nothing has been changed then.
        """
        return load_batch(
            self._con,
            rows,
            replace_articles=replace_articles,
            withdrawn=withdrawn or {},
            report_events=report_events or {},
            stamp=stamp,
            raw_file=raw_file,
            now=now or datetime.now(UTC),
        )

    def quarantine(self, rejections: Sequence[Rejection], run_id: str, now: datetime) -> None:
        """Put rejections into the quarantine; of one document only the last stays."""
        ledger.quarantine(self._con, rejections, run_id, now)

    def known_articles(self, article_ids: Collection[str]) -> set[str]:
        """Those of the articles of which a document was taken in, loaded or not."""
        return lookups.known_articles(self._con, article_ids)

    def keep_ingest_state(
        self,
        *,
        sources: Sequence[Row] = (),
        links: Sequence[Row] = (),
        gone_links: Collection[str] = (),
        hosts: Sequence[Row] = (),
        resolved: Collection[str] = (),
        now: datetime,
    ) -> None:
        """Write what ingest learned, in one transaction; see `ledger.keep_ingest_state`."""
        ledger.keep_ingest_state(
            self._con,
            sources=sources,
            links=links,
            gone_links=gone_links,
            hosts=hosts,
            resolved=resolved,
            now=now,
        )

    def loaded_files(self) -> set[str]:
        """The files of the raw store that a load has taken, by `RawStore.name_of`."""
        return ledger.loaded_files(self._con)

    def rename_raw_files(self, names: Collection[str], target: str | None) -> None:
        """Note that what some raw files held is in another one now, or nowhere any more."""
        ledger.rename_raw_files(self._con, names, target)

    def forget_changes(self, before: datetime) -> int:
        """Remove the changes of runs that started earlier; how many rows that were."""
        return ledger.forget_changes(self._con, before)

    def forget_rejections(self, before: datetime) -> int:
        """Remove rejections that were resolved earlier; how many rows that were."""
        return ledger.forget_rejections(self._con, before)

    def let_go(self, before: datetime) -> tuple[int, int]:
        """Merge a lake's files, publish, and remove files and states that readers no longer need; how many of each."""
        return self._storage.let_go(before)

    def start_run(
        self,
        run_id: str,
        flow: str,
        trigger: str,
        started_at: datetime,
        coder_version: str,
        parameters: Mapping[str, object] | str | None = None,
    ) -> None:
        """Note that a run begins."""
        ledger.start_run(self._con, run_id, flow, trigger, started_at, coder_version, parameters)

    def finish_run(
        self,
        run_id: str,
        finished_at: datetime,
        *,
        documents_in: int,
        articles_loaded: int,
        duplicates: int,
        rejected: int,
    ) -> None:
        """Note that a run went well, and its numbers."""
        ledger.finish_run(
            self._con,
            run_id,
            finished_at,
            documents_in=documents_in,
            articles_loaded=articles_loaded,
            duplicates=duplicates,
            rejected=rejected,
        )

    def fail_run(self, run_id: str, finished_at: datetime, error: str) -> None:
        """Note that a run failed, and why."""
        ledger.fail_run(self._con, run_id, finished_at, error)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Let notes and checks inside the block be there together, or not at all."""
        with transaction(self._con):
            yield

    # Handing over ---------------------------------------------------------------------------------------

    def check(self, run_id: str | None = None) -> tuple[CheckResult, ...]:
        """Run all checks over the articles of one run, or over all."""
        return run_checks(self._con, run_id)

    def publish(self) -> Path:
        """Let readers see what was loaded, in one step; returns what they open."""
        self._storage.publish()
        return self._storage.published
