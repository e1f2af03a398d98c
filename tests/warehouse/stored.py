"""What the tables of an open warehouse hold."""

from typing import Any

from warehouse.schema import Table
from warehouse.store import Writer
from warehouse.tables import TABLES

VOLATILE = {"load_number", "merged_at", "seen_at", "loads"}
"""When a row was written, and by which batch, may differ between two loads of the same rows."""


def content(writer: Writer) -> dict[str, list[tuple[Any, ...]]]:
    def rows(table: Table) -> list[tuple[Any, ...]]:
        names = [name for name in table.column_names if name not in VOLATILE]
        return sorted(
            (tuple(row.values()) for row in writer.query(f"SELECT {', '.join(names)} FROM {table.name}")),
            key=repr,
        )

    return {name: rows(table) for name, table in TABLES.items() if name not in VOLATILE}


def count(writer: Writer, table: str) -> int:
    return int(writer.query(f"SELECT count(*) AS n FROM {table}")[0]["n"])


def problems(writer: Writer, run_id: str | None = None) -> dict[str, int]:
    return {result.name: result.rows for result in writer.check(run_id) if result.rows}
