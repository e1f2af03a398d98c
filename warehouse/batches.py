"""Records into Arrow tables of exactly the declared columns."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import pyarrow as pa

from warehouse.errors import WarehouseError
from warehouse.schema import ARROW_TYPES, Column, Table

Row = object
"""A record of `transforms.records`, or a mapping with the names of the columns."""


class BatchError(WarehouseError):
    """Rows that do not fit their table; the message names table and column."""


def with_columns(record: object, **added: object) -> dict[str, object]:
    """A record as a mapping, with the columns that are added at load."""
    return {name: getattr(record, name) for name in _field_names(record)} | added


def arrow_table(table: Table, rows: Sequence[Row], defaults: Mapping[str, object] | None = None) -> pa.Table:
    """Rows of a table as Arrow.

    Args:
        table: the declaration they must fit.
        rows: records or mappings; an absent column takes its default, else null.
        defaults: values for columns that rows do not carry, by name.

    Raises:
        BatchError: a null where none may be, a column that the table does not have, a timestamp without
            a zone, or a value of another type.
    """
    values = _values(table, rows, defaults or {})
    arrays = [_array(table, column, values[column.name]) for column in table.columns]
    return pa.Table.from_arrays(arrays, schema=table.arrow_schema)


def _values(table: Table, rows: Sequence[Row], defaults: Mapping[str, object]) -> dict[str, list[object]]:
    names = table.column_names
    if rows and all(type(row) is table.record for row in rows):
        own = tuple(name for name in names if name not in table.added)
        taken = dict(zip(own, zip(*map(attrgetter(*own), rows), strict=True), strict=True))
        return {name: list(taken.get(name, [defaults.get(name)] * len(rows))) for name in names}
    mappings = [row if isinstance(row, Mapping) else with_columns(row) for row in rows]
    known = set(names)
    for row in mappings:
        if not known.issuperset(row):
            surplus = ", ".join(sorted(set(row) - known))
            raise BatchError(f"table {table.name} has no column {surplus}; the schema is warehouse/tables.py")
    return {name: [row.get(name, defaults.get(name)) for row in mappings] for name in names}


def _array(table: Table, column: Column, values: list[Any]) -> pa.Array:
    if not column.nullable and any(value is None for value in values):
        raise BatchError(f"table {table.name}, column {column.name}: null in a row, but a value is required")
    if column.type == "TIMESTAMPTZ":
        values = [_aware(table, column, value) for value in values]
    try:
        return pa.array(values, ARROW_TYPES[column.type])
    except UnicodeEncodeError:
        return pa.array([_storable(value) for value in values], ARROW_TYPES[column.type])
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise BatchError(f"table {table.name}, column {column.name}: {error}") from error


def _aware(table: Table, column: Column, value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise BatchError(f"table {table.name}, column {column.name}: {value} has no time zone")
    return value.astimezone(UTC)


def _storable(value: Any) -> Any:
    """Half a surrogate pair cannot be stored: U+FFFD takes its place, and offsets stay as they are."""
    if isinstance(value, str):
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value


def _field_names(record: object) -> tuple[str, ...]:
    if not is_dataclass(record):
        raise BatchError(f"neither a record nor a mapping: {type(record).__name__}")
    return tuple(field.name for field in fields(record))
