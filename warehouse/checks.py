"""The checks: each .sql file of `warehouse/sql/checks` returns the rows that break a rule, and none otherwise.

Its first line is a comment `-- error: …` or `-- warning: …` with the rule as a sentence. A check sees the
articles and events to be checked as `checked_articles` and `checked_events`, with the columns of `articles` and `events`;
of other rows `is_checked(load_number)` tells whether a load wrote them that is to be checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias, cast

import duckdb

from warehouse.sqlfiles import SqlFile, select, sql_files

SAMPLE = 5
AT_A_TIME = 50_000
"""Articles that are checked together, some more where a load has many: what a check holds does not grow with a run."""

Part: TypeAlias = tuple[int, int]
EVERYTHING: Part = (0, 2**62)


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
    con.execute("CREATE OR REPLACE TEMP TABLE checked_now (lowest BIGINT, highest BIGINT)")
    con.execute(
        f"CREATE OR REPLACE TEMP MACRO is_checked(number) AS {chosen} AND number "
        "BETWEEN (SELECT lowest FROM temp.checked_now) AND (SELECT highest FROM temp.checked_now)"
    )
    # A view, not a table: what a check reads of an article, its text above all, is read of these articles only.
    for table in ("articles", "events"):
        con.execute(
            f"CREATE OR REPLACE TEMP VIEW checked_{table} AS SELECT * FROM {table} WHERE is_checked(load_number)"
        )
    parts = _parts(con, run_id)
    whole = sql_files("checks_whole") if run_id is None else ()
    return (
        *(_run(con, file, parts) for file in sql_files("checks")),
        *(_run(con, file, (EVERYTHING,)) for file in whole),
    )


def _parts(con: duckdb.DuckDBPyConnection, run_id: str | None) -> tuple[Part, ...]:
    """The first and last load of what is checked together; all parts together leave no number out."""
    chosen = "" if run_id is None else "SEMI JOIN temp.checked_loads USING (load_number)"
    firsts = select(
        con,
        "SELECT min(load_number) AS first FROM ("
        "SELECT load_number, sum(articles) OVER (ORDER BY load_number) // $most AS part "
        f"FROM loads {chosen}) GROUP BY part ORDER BY part OFFSET 1",
        {"most": AT_A_TIME},
    )
    edges = [EVERYTHING[0], *(row["first"] for row in firsts), EVERYTHING[1] + 1]
    return tuple((first, following - 1) for first, following in pairwise(edges))


def _run(con: duckdb.DuckDBPyConnection, file: SqlFile, parts: Sequence[Part]) -> CheckResult:
    severity, _, rule = file.comment.partition(":")
    for number, part in enumerate(parts):
        con.execute("DELETE FROM checked_now")
        con.execute("INSERT INTO checked_now VALUES (?, ?)", part)
        if number == 0:
            con.execute(f"CREATE OR REPLACE TEMP TABLE offending AS {file.text}")
        else:  # rows of no load are found in each part
            con.execute(f"INSERT INTO offending ({file.text}) EXCEPT ALL FROM offending")
    count = select(con, "SELECT count(*) AS n FROM offending")[0]["n"]
    sample = select(con, f"SELECT * FROM offending LIMIT {SAMPLE}") if count else []
    return CheckResult(
        file.name, cast(Literal["error", "warning"], severity), rule.strip(), int(count), tuple(sample)
    )
