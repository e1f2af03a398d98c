"""Many rows out of few: copies of all that articles and events hold, each with ids of its own, by SQL alone."""

from collections.abc import Collection, Mapping

import duckdb
from duckdb import func, sqltypes

from warehouse.batches import key_numbers
from warehouse.tables import TABLES

KEYS = (
    "article_id",
    "document_id",
    "mention_id",
    "quote_id",
    "report_id",
    "event_id",
    "story_id",
    "load_id",
)
"""What tells one copy from another; persons stay the same, and so are named ever more often."""
OF_A_RUN = (*KEYS, "run_id", "first_run_id", "person_id")
"""What tells copies of a whole run from each other, whose persons are others too."""
WINDOWS = ("source_lines",)
"""What holds the last documents of each site only, however many it has: without copies."""
BY_NUMBER = "n || '-' || {}"
BY_HASH = "md5(n || '-' || {})[:16]"


def add_copies(
    con: duckdb.DuckDBPyConnection,
    numbers: range,
    changes: Mapping[str, str],
    *,
    keys: Collection[str] = KEYS,
    ids: str = BY_NUMBER,
    source: str = "main",
) -> None:
    """Add a copy of a warehouse's rows for each number.

    Args:
        con: the warehouse to add to.
        numbers: of the copies.
        changes: what some columns hold in copy `n`, as SQL, whatever table they are in.
        keys: the columns with ids that differ from copy to copy.
        ids: what becomes of an id in copy `n`, as SQL.
        source: the schema that has the rows to be copied.
    """
    con.create_function(
        "number_of_key", key_numbers, [sqltypes.VARCHAR], sqltypes.BIGINT, type=func.PythonUDFType.ARROW
    )
    for table in TABLES.values():
        new = {name: ids.format(name) for name in table.column_names if name in keys}
        if table.numbered in new:
            new["key_number"] = f"number_of_key({new[table.numbered]})"
        if new and table.name not in WINDOWS:
            new |= {name: sql for name, sql in changes.items() if name in table.column_names}
            told = ", ".join(f"{sql} AS {name}" for name, sql in new.items())
            con.execute(
                f"INSERT INTO {table.name} BY NAME SELECT * EXCLUDE (n) REPLACE ({told}) "
                f"FROM {source}.{table.name}, range({numbers.start}, {numbers.stop}) AS copies(n) ORDER BY n"
            )
    con.remove_function("number_of_key")


def older(earlier: str) -> dict[str, str]:
    """The changes that make copy `n` older by an interval of SQL; a month within a key becomes that of its middle."""
    return {
        "published_at": f"published_at - {earlier}",
        "published_on": f"(published_on - {earlier})::DATE",
        "event_date": f"(event_date - {earlier})::DATE",
        "event_date_end": f"(event_date_end - {earlier})::DATE",
        "first_published_at": f"first_published_at - {earlier}",
        "block": (
            "if(block[1] = '?', block, strftime("
            f"make_date(2000 + left(block, 2)::INT, substr(block, 3, 2)::INT, 15) - {earlier}, '%y%m') || substr(block, 5))"
        ),
    }
