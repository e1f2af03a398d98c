"""The SQL door: one read-only question to a warehouse file, in a process of its own with limits.

The child (`door_child.py`) opens the file read-only with everything switched off by which a query could
reach files, the network, extensions or settings, refuses whatever is not one SELECT or EXPLAIN of functions
that only answer, and sends the rows back as Arrow. It runs with an empty environment, may write to no file, and is killed when its
time is over.
"""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.lake import SUFFIX, Lake
from warehouse.whole import whole_file

CHILD = Path(__file__).with_name("door_child.py")
START_SECONDS = 5.0
"""What starting the child may take, beside the time of the query itself."""

FOR_A_CATALOG = (
    "HOME",
    "PGHOST",
    "PGPORT",
    "PGUSER",
    "PGPASSWORD",
    "PGPASSFILE",
    "PGSSLMODE",
    "PGSSLROOTCERT",
)
"""What PostgreSQL's client may need of the environment; queries cannot see it."""


class QueryError(Exception):
    """A query that was refused or failed; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use: seconds, memory in MB, threads, rows and MB of its answer.

    `rows_shown` is where the answer for people is cut; CSV and JSON go on to `rows`.
    """

    seconds: float = 30.0
    memory_mb: int = 1024
    threads: int = 2
    rows: int = 100_000
    rows_shown: int = 200
    answer_mb: int = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query; `truncated` where its limits cut them off."""

    table: pa.Table
    truncated: bool

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries. Of several columns of one name the last one wins."""
        found: list[dict[str, Any]] = self.table.to_pylist()
        return found


def query(path: Path, sql: str, *, limits: Limits | None = None) -> Answer:
    """Ask a warehouse file one question.

    Args:
        path: a DuckDB file that no writer has open.
        sql: exactly one SELECT (with, from, values, describe, show, summarize too) or EXPLAIN.
        limits: what it may use.

    Raises:
        QueryError: the query is refused, is wrong, takes too long or too much; the message says which.
    """
    limits = limits or Limits()
    if not path.exists():
        raise QueryError(f"{path}: there is no warehouse here")
    is_lake = path.suffix == SUFFIX
    request = {
        "path": str(path.resolve()),
        "lake": Lake.read(path).reading() if is_lake else None,
        "sql": sql,
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
        "threads": limits.threads,
        "rows": limits.rows,
        "bytes": limits.answer_mb * 1024 * 1024,
    }
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds + START_SECONDS,
            env={name: os.environ[name] for name in FOR_A_CATALOG if name in os.environ} if is_lake else {},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(_too_long(limits)) from error
    if child.returncode == 0:
        with pa.ipc.open_stream(child.stdout) as stream:
            table = stream.read_all()
        truncated = (table.schema.metadata or {}).get(b"truncated") == b"yes"
        return Answer(table.replace_schema_metadata(None), truncated)
    if child.returncode == 2:
        raise QueryError(child.stderr.decode("utf-8", "replace").strip())
    if child.returncode == -signal.SIGALRM:
        raise QueryError(_too_long(limits))
    raise QueryError(
        f"The query was stopped because it took too much time or memory ({limits.seconds:g} s, "
        f"{limits.memory_mb} MB). Narrow it down, or raise the limits."
    )


def answer(path: Path, sql: str, *, form: str = "table", limits: Limits | None = None) -> str:
    """The answer to a question as text: a table for people, CSV or JSON.

    Raises:
        QueryError: as `query`, or for a form that is not known.
    """
    return answer_whole(path, sql, form=form, limits=limits)[0]


def answer_whole(
    path: Path, sql: str, *, form: str = "table", limits: Limits | None = None
) -> tuple[str, bool]:
    """As `answer`, and whether the limits cut it off."""
    if form not in ("table", "csv", "json"):
        raise QueryError(f"There is no format '{form}'; use table, csv, json or parquet.")
    result = query(path, sql, limits=limits)
    if form == "csv":
        text = _csv(result.table)
    elif form == "json":
        text = json.dumps(result.rows(), ensure_ascii=False, indent=1, default=_plain) + "\n"
    else:
        text = _text(result, (limits or Limits()).rows_shown)
    return text, result.truncated


def save(path: Path, sql: str, target: Path, *, limits: Limits | None = None) -> int:
    """Write the answer to a Parquet file, whole or not at all; returns the number of rows.

    Raises:
        QueryError: as `query`, or where the answer is larger than the limits allow.
    """
    result = query(path, sql, limits=limits)
    if result.truncated:
        limits = limits or Limits()
        raise QueryError(
            f"The answer has more than {limits.rows:,} rows or {limits.answer_mb} MB, and part of it is not "
            "written. Narrow it down, or use warta export."
        )
    with whole_file(target) as temporary:
        pq.write_table(result.table, temporary, compression="zstd")
    return int(result.table.num_rows)


def _too_long(limits: Limits) -> str:
    return f"The query took longer than {limits.seconds:g} s and was stopped. Narrow it down, or raise the limit."


def _csv(table: pa.Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows([cell(value) for value in row] for row in _tuples(table))
    return out.getvalue()


def _text(result: Answer, rows_shown: int) -> str:
    table = result.table.slice(0, rows_shown)
    names = table.column_names
    rows = [[_one_line(cell(value)) for value in row] for row in _tuples(table)]
    widths = [max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(names)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
             for row in [names, ["-" * width for width in widths], *rows]]  # fmt: skip
    more = result.table.num_rows - table.num_rows
    count = f"{result.table.num_rows} row{'' if result.table.num_rows == 1 else 's'}"
    note = f" ({more} not shown; use --format csv or json for all)" if more else ""
    cut = "; the answer was cut off at its limit" if result.truncated else ""
    return "\n".join([*lines, f"({count}{cut}){note}"]) + "\n"


def _tuples(table: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def cell(value: object) -> str:
    """A value of an answer as text, as CSV has it; null is empty, lists and structures are JSON."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(_plain(value)) if isinstance(value, date | datetime | bytes) else str(value)


def _one_line(text: str) -> str:
    flat = "".join(c if c.isprintable() else " " for c in text)
    return flat if len(flat) <= 80 else flat[:79] + "…"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
