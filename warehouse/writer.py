"""The writer: the one connection that changes a warehouse, with all that the pipeline does through it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from config.settings import TOPICS
from warehouse.checks import CheckResult, run_checks
from warehouse.ledger import Ledger
from warehouse.loading import Rows, Stamp, load_batch
from warehouse.lookups import Given, Lookups, given
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
            self.raw.finish_joining(self.ledger.loaded_files)
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

    @property
    def ledger(self) -> Ledger:
        """Notes of runs, of raw files, of rejections and of what ingest learned."""
        return Ledger(self._con)

    @property
    def stored(self) -> Lookups:
        """What is known of documents, articles and reports."""
        return Lookups(self._con)

    def query(self, sql: str, params: Mapping[str, object] | Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a query of our own over the live tables."""
        return select(self._con, sql, params)

    def keep_as(self, name: str, sql: str, params: Mapping[str, object], tables: Mapping[str, Given]) -> None:
        """Keep the rows of a query, which may name `tables`, as a temporary table that `query` can read piece by piece."""
        with given(self._con, **tables):
            self._con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", dict(params))

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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Let notes and checks inside the block be there together, or not at all."""
        with transaction(self._con):
            yield

    def check(self, run_id: str | None = None) -> tuple[CheckResult, ...]:
        """Run all checks over the articles of one run, or over all."""
        return run_checks(self._con, run_id)

    def publish(self) -> Path:
        """Let readers see what was loaded, in one step; returns what they open."""
        self._storage.publish()
        return self._storage.published

    def let_go(self, before: datetime) -> tuple[int, int]:
        """Merge a lake's files, publish, and remove files and states that readers no longer need; how many of each."""
        return self._storage.let_go(before)
