"""Reading the published warehouse: the questions that the command line itself asks, kept as .sql files."""

from pathlib import Path
from typing import Any

import duckdb

from warehouse.lake import SUFFIX, Lake
from warehouse.sqlfiles import select, sql_text
from warehouse.storage import storage_of

Row = dict[str, Any]


class NoWarehouseError(FileNotFoundError):
    """Nothing has been published yet in this home."""


def published(home: Path) -> Path:
    """The path of the published warehouse: a DuckDB file, or the file that tells where the lake is.

    Raises:
        NoWarehouseError: where there is none; the message says how to make one.
    """
    path = storage_of(home).published
    if not path.exists():
        raise NoWarehouseError(
            f"{path}: there is no warehouse yet. Make one: warta run PATH (or --source samples)"
        )
    return path


def open_published(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection for reading to what `published` names; close it, or use it in a with statement."""
    is_lake = path.suffix == SUFFIX
    con = Lake.read(path).open_snapshot() if is_lake else duckdb.connect(str(path), read_only=True)
    con.execute("SET enable_progress_bar = false")  # commands print JSON there
    return con


def ask(home: Path, question: str, *parameters: object) -> list[Row]:
    """Rows of the query `warehouse/sql/questions/<question>.sql`, as dictionaries by column.

    Raises:
        NoWarehouseError: where nothing is published.
    """
    text = sql_text(f"questions/{question}")
    with open_published(published(home)) as connection:
        return select(connection, text, parameters)
