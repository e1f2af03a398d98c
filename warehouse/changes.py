"""What coding articles again by other rules changes: the old rows against the new ones, value by value."""

import duckdb

from warehouse.schema import Table, literal
from warehouse.tables import tables_of

NOT_COMPARED = frozenset(
    {"mentions", "removed_blocks", "article_signatures", "article_bands", "report_blocks"}
)
"""Tables whose every difference shows up in another one, or that say nothing of the article's matter."""

NOT_VALUES = frozenset(
    {
        "article_id",
        "document_id",
        "run_id",
        "coder_version",
        "version",
        "fetched_at",
        "story_id",
        "load_number",
        "key_number",
    }
)
"""Columns that say who wrote a row, not what the article says."""

WITHOUT_KEY = ("article_id", "start_char", "end_char", "rule_id")


def keep_old_rows(con: duckdb.DuckDBPyConnection, coder_version: str) -> bool:
    """Keep the rows about to be replaced (the registered table `replaced`) that other rules had made; whether there are any."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE recoded AS SELECT load_number, article_id, coder_version FROM articles "
        "SEMI JOIN replaced USING (load_number, article_id) WHERE coder_version <> $coder_version",
        {"coder_version": coder_version},
    )
    if not con.execute("SELECT 1 FROM recoded LIMIT 1").fetchall():
        return False
    for table in _compared():
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE old_{table.name} AS "
            f"SELECT * FROM main.{table.name} SEMI JOIN recoded USING (load_number, article_id)"
        )
    return True


def record_changes(con: duckdb.DuckDBPyConnection, run_id: str, coder_version: str, load_number: int) -> None:
    """Compare the rows kept by `keep_old_rows` with what the load put in their place, into `changes`."""
    values = {"run_id": run_id, "to_version": coder_version, "load_number": load_number}
    for table in _compared():
        con.execute(_comparison(table), values)
        con.execute(f"DROP TABLE temp.old_{table.name}")


def _compared() -> tuple[Table, ...]:
    return tuple(table for table in tables_of("article") if table.name not in NOT_COMPARED)


def _comparison(table: Table) -> str:
    key = table.key or tuple(name for name in WITHOUT_KEY if name in table.column_names)
    values = [name for name in table.column_names if name not in NOT_VALUES and name not in key]
    pairs = ", ".join(f"{{'name': {literal(name)}, 'value': {name}::VARCHAR}}" for name in values)
    # Rows of one key are told apart by their place in the order of all values: else each would meet each.
    order = ", ".join(values) or "1"
    number = f"nullif(row_number() OVER (PARTITION BY {', '.join(key)} ORDER BY {order}), 1)"
    row_key = f"concat_ws('/', {', '.join(key)}, {number})"
    cells = f"SELECT row_key, article_id, unnest([{pairs}], recursive := true) FROM"
    return f"""
INSERT INTO changes
WITH old_rows AS (SELECT *, {row_key} AS row_key FROM temp.old_{table.name}),
new_rows AS (
    SELECT *, {row_key} AS row_key FROM main.{table.name}
    WHERE load_number = $load_number AND article_id IN (SELECT article_id FROM recoded)
),
differences AS (
    SELECT o.article_id, o.row_key, o.name AS column_name, o.value AS old_value, n.value AS new_value
    FROM ({cells} old_rows) AS o
    INNER JOIN ({cells} new_rows) AS n ON o.row_key = n.row_key AND o.name = n.name
    WHERE o.value IS DISTINCT FROM n.value
    UNION ALL
    SELECT article_id, row_key, '*', 'present', NULL FROM old_rows
    WHERE row_key NOT IN (SELECT row_key FROM new_rows)
    UNION ALL
    SELECT article_id, row_key, '*', NULL, 'present' FROM new_rows
    WHERE row_key NOT IN (SELECT row_key FROM old_rows)
)
SELECT DISTINCT
    $run_id, {literal(table.name)}, d.row_key, d.column_name, d.old_value, d.new_value, r.coder_version, $to_version
FROM differences AS d
INNER JOIN recoded AS r ON d.article_id = r.article_id
ORDER BY d.row_key, d.column_name
"""
