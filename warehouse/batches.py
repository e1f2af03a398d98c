"""Records into Arrow tables of exactly the declared columns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.errors import WarehouseError
from warehouse.schema import ARROW_TYPES, Column, Table

KEY_NUMBER = "key_number"
"""The column of what is looked up by a number made of an id (`warehouse/tables.py`)."""
Row = object
"""A record of `transforms.records`, or a mapping with the names of the columns."""


class BatchError(WarehouseError):
    """Rows that do not fit their table; the message names table and column."""


def key_numbers(ids: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The CRC-32 of each of some ids; null stays null."""
    distinct = pc.unique(ids)
    numbers = [None if key is None else crc32(key.encode()) for key in distinct.to_pylist()]
    return pa.array(numbers, pa.int64()).take(pc.index_in(ids, value_set=distinct))


def with_columns(record: object, **added: object) -> dict[str, object]:
    """A record as a mapping, with the columns that are added at load."""
    return {name: getattr(record, name) for name in _field_names(record)} | added


def arrow_table(
    table: Table, rows: Sequence[Row] | pa.Table, defaults: Mapping[str, object] | None = None
) -> pa.Table:
    """Rows of a table as Arrow.

    Args:
        table: the declaration they must fit.
        rows: records or mappings, of which an absent column takes its default, else null; or, as Arrow already, some
            of the columns (`record_table`).
        defaults: values for columns that rows do not carry, by name.

    Raises:
        BatchError: a null where none may be, a column that the table does not have, a timestamp without
            a zone, or a value of another type.
    """
    given = defaults or {}
    if isinstance(rows, pa.Table):
        _refuse_surplus(table, rows.column_names)
        arrays = [
            rows[c.name].cast(ARROW_TYPES[c.type])
            if c.name in rows.column_names
            else pa.repeat(_array(c, [given.get(c.name)], table.name)[0], rows.num_rows)
            for c in table.columns
        ]
    else:
        values = _values(table, rows, given)
        arrays = [_array(column, values[column.name], table.name) for column in table.columns]
    if table.numbered:
        ids = arrays[table.column_names.index(table.numbered)]
        arrays[table.column_names.index(KEY_NUMBER)] = key_numbers(ids)
    for column, array in zip(table.columns, arrays, strict=True):
        if not column.nullable and array.null_count:
            raise BatchError(
                f"table {table.name}, column {column.name}: null in a row, but a value is required"
            )
    return pa.Table.from_arrays(arrays, schema=table.arrow_schema)


def record_table(table: Table, records: Sequence[object]) -> pa.Table:
    """Records of the table's own class as Arrow, without the columns that are added at load.

    Raises:
        BatchError: a timestamp without a zone, or a value of another type.
    """
    own = [column for column in table.columns if column.name not in table.added]
    values = _columns(records, [column.name for column in own])
    arrays = [_array(column, values[column.name], table.name) for column in own]
    return pa.Table.from_arrays(arrays, names=list(values))


def _values(table: Table, rows: Sequence[Row], defaults: Mapping[str, object]) -> dict[str, Sequence[object]]:
    names = table.column_names
    if rows and all(type(row) is table.record for row in rows):
        taken = _columns(rows, [name for name in names if name not in table.added])
        return {name: taken.get(name, [defaults.get(name)] * len(rows)) for name in names}
    mappings = [row if isinstance(row, Mapping) else with_columns(row) for row in rows]
    for carried in {tuple(row) for row in mappings}:
        _refuse_surplus(table, carried)
    return {name: [row.get(name, defaults.get(name)) for row in mappings] for name in names}


def _columns(records: Sequence[object], names: Sequence[str]) -> dict[str, Sequence[object]]:
    """The values of records by field; of one field `attrgetter` gives no tuple, and no table has one only."""
    return dict(zip(names, zip(*map(attrgetter(*names), records), strict=True), strict=True))


def _refuse_surplus(table: Table, carried: Collection[str]) -> None:
    if surplus := set(carried) - set(table.column_names):
        raise BatchError(
            f"table {table.name} has no column {', '.join(sorted(surplus))}; the schema is warehouse/tables.py"
        )


def _array(column: Column, values: Sequence[Any], table: str) -> pa.Array:
    if column.type == "TIMESTAMPTZ":
        values = [_aware(table, column, value) for value in values]
    try:
        return pa.array(values, ARROW_TYPES[column.type])
    except UnicodeEncodeError:
        return pa.array([_storable(value) for value in values], ARROW_TYPES[column.type])
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise BatchError(f"table {table}, column {column.name}: {error}") from error


def _aware(table: str, column: Column, value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise BatchError(f"table {table}, column {column.name}: {value} has no time zone")
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
