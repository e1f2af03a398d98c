"""The checks: each .sql file of `warehouse/sql/checks` returns the rows that break a rule, and none otherwise.

Its first line is a comment `-- error: …` or `-- warning: …` with the rule as a sentence. A check sees the
articles and events to be checked as `checked_articles` and `checked_events`, with the columns of `articles` and `events`;
of other rows `is_checked(load_number)` tells whether a load wrote them that is to be checked.
"""

from dataclasses import dataclass
from typing import Any, Literal, cast

import duckdb

from warehouse.sqlfiles import SqlFile, select, sql_files

SAMPLE = 5


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check: how many rows break its rule, and the first of them."""

    name: str
    severity: Literal["error", "warning"]
    rule: str
    rows: int
    sample: tuple[dict[str, Any], ...]

    @property
    def failed(self) -> bool:
        """Whether an error was found; warnings never fail."""
        return self.severity == "error" and self.rows > 0


def run_checks(con: duckdb.DuckDBPyConnection, run_id: str | None = None) -> tuple[CheckResult, ...]:
    """Run every check over what one run wrote and those that did not end well since the last good one, or over all.

    What only reading a table from end to end can tell (`warehouse/sql/checks_whole`) is looked at where no run is named.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE checked_loads AS SELECT load_number FROM loads WHERE run_id = $run_id "
        "OR run_id IN (SELECT run_id FROM runs WHERE status <> 'completed' AND started_at > coalesce("
        "(SELECT max(started_at) FROM runs WHERE status = 'completed' AND run_id <> $run_id), '-infinity'))",
        {"run_id": run_id},
    )
    chosen = "true" if run_id is None else "number IN (SELECT load_number FROM temp.checked_loads)"
    con.execute(f"CREATE OR REPLACE TEMP MACRO is_checked(number) AS {chosen}")
    # A view, not a table: what a check reads of an article, its text above all, is read of these articles only.
    for table in ("articles", "events"):
        con.execute(
            f"CREATE OR REPLACE TEMP VIEW checked_{table} AS SELECT * FROM {table} WHERE is_checked(load_number)"
        )
    whole = sql_files("checks_whole") if run_id is None else ()
    return tuple(_run(con, file) for file in (*sql_files("checks"), *whole))


def _run(con: duckdb.DuckDBPyConnection, file: SqlFile) -> CheckResult:
    severity, _, rule = file.comment.partition(":")
    con.execute(f"CREATE OR REPLACE TEMP TABLE offending AS {file.text}")
    count = select(con, "SELECT count(*) AS n FROM offending")[0]["n"]
    sample = select(con, f"SELECT * FROM offending LIMIT {SAMPLE}") if count else []
    return CheckResult(
        file.name, cast(Literal["error", "warning"], severity), rule.strip(), int(count), tuple(sample)
    )
