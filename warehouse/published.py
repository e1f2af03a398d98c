"""Reading the published warehouse: the questions that the command line itself asks, kept as .sql files."""

from pathlib import Path
from typing import Any

import duckdb

from warehouse.sqlfiles import select, sql_text

Row = dict[str, Any]


class NoWarehouseError(FileNotFoundError):
    """Nothing has been published yet in this home."""


def published(home: Path) -> Path:
    """The path of the published warehouse.

    Raises:
        NoWarehouseError: where there is none; the message says how to make one.
    """
    path = home / "warehouse.duckdb"
    if not path.exists():
        raise NoWarehouseError(
            f"{path}: there is no warehouse yet. Make one: warta run PATH (or --source samples)"
        )
    return path


def ask(home: Path, question: str, *parameters: object) -> list[Row]:
    """Rows of the query `warehouse/sql/questions/<question>.sql`, as dictionaries by column.

    Raises:
        NoWarehouseError: where nothing is published.
    """
    text = sql_text(f"questions/{question}")
    with duckdb.connect(str(published(home)), read_only=True) as connection:
        return select(connection, text, parameters)
