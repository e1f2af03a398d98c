"""The .sql files of the package, and the two ways of running SQL that every DuckDB release agrees on."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import duckdb

ROOT = files("warehouse") / "sql"
EXAMPLE = "Example:"
"""Begins the last line of a view's comment: a query of it."""


class SqlFile(NamedTuple):
    """A file: its name without ending, the comment at its head and the example in it, and its whole text."""

    name: str
    comment: str
    text: str
    example: str = ""


@cache
def sql_files(folder: str) -> tuple[SqlFile, ...]:
    """All files of a folder of `warehouse/sql`, by name."""
    entries = [entry for entry in (ROOT / folder).iterdir() if entry.name.endswith(".sql")]
    return tuple(
        _parse(entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
        for entry in sorted(entries, key=lambda entry: entry.name)
    )


@cache
def sql_text(path: str) -> str:
    """The text of one file, as "store/reports_near"."""
    return (ROOT / f"{path}.sql").read_text(encoding="utf-8")


@cache
def text_over_events(path: str) -> str:
    """The text of one file, in which `site_events` is the query `report/events`."""
    return sql_text(path).replace("site_events", f"({sql_text('report/events')})")


def select(
    con: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, object] | Sequence[object] = ()
) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries; timestamps are aware, in UTC."""
    given = dict(params) if isinstance(params, Mapping) else list(params)
    result = con.sql(sql, params=given) if given else con.sql(sql)
    rows: list[dict[str, Any]] = result.to_arrow_table().to_pylist()
    return rows


def _parse(name: str, text: str) -> SqlFile:
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    comment, _, example = "\n".join(lines).partition(EXAMPLE)
    return SqlFile(name, " ".join(comment.split("\n")).strip(), text, example.strip())
