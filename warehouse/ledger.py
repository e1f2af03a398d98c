"""The ledgers of runs, loads and rejections."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from transforms.records import Rejection
from warehouse.batches import Row, arrow_table
from warehouse.lookups import column, given
from warehouse.migrations import transaction
from warehouse.sqlfiles import select
from warehouse.tables import TABLES


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledgers of an open warehouse."""

    con: duckdb.DuckDBPyConnection

    def start_run(
        self,
        run_id: str,
        flow: str,
        trigger: str,
        started_at: datetime,
        coder_version: str,
        parameters: Mapping[str, object] | str | None = None,
        *,
        sources: Sequence[Row] = (),
    ) -> None:
        """Write the row of a run that begins; one of an earlier try of the same run is replaced.

        Args:
            run_id: the run.
            flow: what runs.
            trigger: what started it.
            started_at: when it began.
            coder_version: the version of the rules.
            parameters: what was asked for.
            sources: rows of the sources that it reads, which replace those of the same id. They are there before any
                document of theirs is, whichever run loads it.
        """
        text = parameters if isinstance(parameters, str | None) else json.dumps(parameters, default=str)
        row = {
            "run_id": run_id,
            "flow": flow,
            "trigger": trigger,
            "started_at": started_at,
            "status": "running",
            "coder_version": coder_version,
            "parameters": text,
        }
        with transaction(self.con):
            # There is one writer: a run that still counts as running was killed.
            self.con.execute("UPDATE runs SET status = 'crashed' WHERE status = 'running'")
            replace_by_key(self.con, "runs", arrow_table(TABLES["runs"], [row]))
            if sources:
                replace_by_key(self.con, "sources", arrow_table(TABLES["sources"], sources))

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
        """Complete the row of a run that went well."""
        self.con.execute(
            "UPDATE runs SET status = 'completed', finished_at = $finished_at, documents_in = $documents_in, "
            "articles_loaded = $articles_loaded, duplicates = $duplicates, rejected = $rejected, error = NULL "
            "WHERE run_id = $run_id",
            {
                "run_id": run_id,
                "finished_at": finished_at,
                "documents_in": documents_in,
                "articles_loaded": articles_loaded,
                "duplicates": duplicates,
                "rejected": rejected,
            },
        )

    def fail_run(self, run_id: str, finished_at: datetime, error: str) -> None:
        """Complete the row of a run that failed."""
        self.con.execute(
            "UPDATE runs SET status = 'failed', finished_at = $finished_at, error = $error WHERE run_id = $run_id",
            {"run_id": run_id, "finished_at": finished_at, "error": error},
        )

    def loaded_files(self) -> set[str]:
        """The raw files that a load has taken."""
        return {
            r["raw_file"] for r in select(self.con, "SELECT raw_file FROM loads WHERE raw_file IS NOT NULL")
        }

    def rename_raw_files(self, names: Collection[str], target: str | None) -> None:
        """Note that what some raw files held is in another one now, or nowhere any more."""
        with transaction(self.con), given(self.con, old=column("raw_file", names)):
            self.con.execute(
                "UPDATE loads SET raw_file = $target WHERE raw_file IN (SELECT raw_file FROM old)",
                {"target": target},
            )

    def forget_changes(self, before: datetime) -> int:
        """Remove the changes of runs that started earlier; how many rows that were."""
        return self._delete(
            "changes", "run_id IN (SELECT run_id FROM runs WHERE started_at < $before)", {"before": before}
        )

    def forget_rejections(self, before: datetime) -> int:
        """Remove rejections that were resolved earlier; how many rows that were."""
        return self._delete("quarantine", "resolved_at < $before", {"before": before})

    def _delete(self, table: str, condition: str, values: dict[str, object]) -> int:
        return int(self.con.execute(f"DELETE FROM {table} WHERE {condition}", values).fetchall()[0][0])

    def quarantine(self, rejections: Sequence[Rejection], run_id: str, now: datetime) -> None:
        """Put rejections into the quarantine; of one document only the last stays."""
        if rejections:
            batch = arrow_table(TABLES["quarantine"], rejections, {"run_id": run_id, "seen_at": now})
            with transaction(self.con):
                replace_by_key(self.con, "quarantine", batch)

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
        """Write what ingest learned, in one transaction.

        Args:
            sources: rows of source_state; they replace those of the same id, as all here.
            links: rows of source_links.
            gone_links: links that need no row any more.
            hosts: rows of host_state.
            resolved: ids of rejections that no longer hold.
            now: the time to note for those.
        """
        with transaction(self.con):
            for name, rows in (("source_state", sources), ("source_links", links), ("host_state", hosts)):
                if rows:
                    replace_by_key(self.con, name, arrow_table(TABLES[name], rows))
            if gone_links:
                with given(self.con, gone=column("link_id", gone_links)):
                    self.con.execute("DELETE FROM source_links WHERE link_id IN (SELECT link_id FROM gone)")
            if resolved:
                with given(self.con, good=column("document_id", resolved)):
                    self.con.execute(
                        "UPDATE quarantine SET resolved_at = $now "
                        "WHERE resolved_at IS NULL AND document_id IN (SELECT document_id FROM good)",
                        {"now": now},
                    )


def replace_by_key(con: duckdb.DuckDBPyConnection, name: str, batch: pa.Table) -> None:
    """Delete the rows that have the first key column's values of a batch, and insert the batch."""
    key = TABLES[name].key[0]
    with given(con, batch=batch):
        con.execute(f"DELETE FROM {name} WHERE {key} IN (SELECT {key} FROM batch)")
        con.execute(f"INSERT INTO {name} SELECT * FROM batch")
