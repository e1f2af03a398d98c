"""Every table and report view as Parquet or CSV, with a Frictionless Data Package that describes them.

The folder is written under a temporary name and renamed, so that it is there as a whole or not at all. It
shows one state of the published warehouse: all files are read through one connection.
"""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from config.errors import ConfigError
from warehouse.datapackage import NO_LICENCE, TIMESTAMP, ExportedTable, field_type, resource_of
from warehouse.errors import told_plainly
from warehouse.migrations import get_meta
from warehouse.published import open_published
from warehouse.schema import literal
from warehouse.sqlfiles import select, sql_files
from warehouse.tables import TABLES
from warehouse.whole import sync, whole_folder

FORMATS = ("parquet", "csv")
PACKAGE = "datapackage.json"


class ExportError(ConfigError):
    """A wish that cannot be met as put; the message says what to do instead."""


def export(
    warehouse: Path, target: Path, *, form: str = "parquet", names: Collection[str] = ()
) -> tuple[ExportedTable, ...]:
    """Write tables and views of a published warehouse into a new folder, or in place of an earlier export.

    Args:
        warehouse: the published file.
        target: the folder to make.
        form: "parquet" or "csv".
        names: tables (`articles`) and views (`report.officials`); with none, all.

    Raises:
        ExportError: an unknown format or table, or a target that holds something else.
        DiskFullError: there is no room. Nothing is left behind then.
    """
    if form not in FORMATS:
        raise ExportError(f"There is no format '{form}'. Use {' or '.join(FORMATS)}.")
    known = (*TABLES, *(f"report.{view.name}" for view in sql_files("views")))
    if unknown := [name for name in names if name not in known]:
        raise ExportError(f"There is no table '{unknown[0]}'. Known: {', '.join(known)}.")
    target = target.resolve()
    if target.exists() and not _may_be_replaced(target):
        raise ExportError(f"{target} holds something else than an export. Name a new folder, or empty it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with told_plainly(target), whole_folder(target) as folder:
        return _write(warehouse, folder, form, [name for name in known if not names or name in names])


def _may_be_replaced(target: Path) -> bool:
    if not target.is_dir():
        return False
    if not any(target.iterdir()):
        return True
    try:
        package = json.loads((target / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(package, dict) and package.get("name") == "warta"


def _write(warehouse: Path, folder: Path, form: str, names: Sequence[str]) -> tuple[ExportedTable, ...]:
    written, resources = [], []
    with open_published(warehouse) as con:
        con.execute("SET TimeZone = 'UTC'")
        version = get_meta(con, "schema_version")
        for name in names:
            path = folder / f"{name.replace('.', '/')}.{form}"
            path.parent.mkdir(exist_ok=True)
            columns = [(row["column_name"], row["column_type"]) for row in select(con, f"DESCRIBE {name}")]
            rows = _copy(con, name, columns, path, form)
            sync(path)
            entry = ExportedTable(name, path.relative_to(folder).as_posix(), rows, path.stat().st_size)
            written.append(entry)
            resources.append(resource_of(entry, path, columns, form, names))
    package = {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": "warta",
        "title": "Warta: Indonesian news as event data",
        "description": NO_LICENCE,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": f"schema {version}",
        "resources": resources,
    }
    with (folder / PACKAGE).open("w", encoding="utf-8") as file:
        json.dump(package, file, ensure_ascii=False, indent=1)
    sync(folder / PACKAGE)
    return tuple(written)


def _copy(
    con: duckdb.DuckDBPyConnection, name: str, columns: Sequence[tuple[str, str]], path: Path, form: str
) -> int:
    if form == "parquet":
        query, options = f"SELECT * FROM {name}", "FORMAT parquet, COMPRESSION zstd"
    else:
        query, options = (
            f"SELECT {', '.join(_as_text(*column) for column in columns)} FROM {name}",
            "FORMAT csv, HEADER",
        )
    return int(con.execute(f"COPY ({query}) TO {literal(str(path))} ({options})").fetchall()[0][0])


def _as_text(column: str, type_: str) -> str:
    """A column of a CSV file: lists as JSON, times in UTC, everything else as DuckDB prints it."""
    if type_.endswith("]") or type_.startswith(("STRUCT", "MAP")):
        return f'to_json("{column}")::VARCHAR AS "{column}"'
    if field_type(type_) == "datetime":
        return f"strftime(\"{column}\" AT TIME ZONE 'UTC', '{TIMESTAMP}') AS \"{column}\""
    return f'"{column}"'
