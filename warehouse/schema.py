"""How a table is declared: one declaration gives DDL, Arrow schema, comments and the data dictionary.

The declarations themselves stand in `warehouse/tables_articles.py` and `warehouse/tables_events.py`;
`warehouse/tables.py` gathers them. A table made from a record of `transforms/records` cannot be
declared with other columns than the record's fields and the columns said to be added at load.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

ARROW_TYPES: Mapping[str, pa.DataType] = types.MappingProxyType(
    {
        "VARCHAR": pa.string(),
        "VARCHAR[]": pa.list_(pa.string()),
        "BOOLEAN": pa.bool_(),
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "DATE": pa.date32(),
        "TIMESTAMPTZ": pa.timestamp("us", "UTC"),
    }
)
PYTHON_TYPES: Mapping[object, str] = types.MappingProxyType(
    {
        str: "VARCHAR",
        tuple[str, ...]: "VARCHAR[]",
        bool: "BOOLEAN",
        int: "BIGINT",
        float: "DOUBLE",
        date: "DATE",
        datetime: "TIMESTAMPTZ",
    }
)

COMPRESSED = " USING COMPRESSION zstd"
"""What DDL says of long texts: of itself DuckDB stores them as they are where one of them is above 4 KB. A lake refuses it."""

Group = Literal["article", "event", "entity", "reference", "ledger"]
"""What a row belongs to, and so when it is replaced.

article: deleted and written again with its article · event: with its event · entity: by its key, from
what articles name · reference: wholly, when the gazetteers change · ledger: kept for ever.
"""


class SchemaError(Exception):
    """A declaration that contradicts itself or the record it is made from."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its DuckDB type, whether it may be null, what it means, an example, and whether it holds long texts."""

    name: str
    type: str
    nullable: bool
    comment: str
    example: str
    is_long: bool = False

    def __post_init__(self) -> None:
        if self.type not in ARROW_TYPES:
            raise SchemaError(f"column {self.name}: no type {self.type}; use one of {', '.join(ARROW_TYPES)}")
        if not self.comment or not self.example:
            raise SchemaError(f"column {self.name}: a comment and an example are required")

    @property
    def ddl(self) -> str:
        """The column as it stands in CREATE TABLE."""
        return f"{self.name} {self.type}" + ("" if self.nullable else " NOT NULL") + COMPRESSED * self.is_long


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. `key` identifies a row: DuckDB does not enforce it (that is slow), the checks prove it."""

    name: str
    group: Group
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    record: type | None = None
    added: tuple[str, ...] = ()
    numbered: str | None = None
    """The column of ids that `key_number` is made of."""

    def __post_init__(self) -> None:
        names = self.column_names
        double = {name for name in names if names.count(name) > 1}
        if double:
            raise SchemaError(f"table {self.name}: declared twice: {', '.join(sorted(double))}")
        unknown = (set(self.key) | set(self.added)) - set(names)
        if unknown:
            raise SchemaError(f"table {self.name}: no such column: {', '.join(sorted(unknown))}")
        if self.record is not None:
            self._compare_with(self.record)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema of rows to be loaded."""
        return pa.schema([pa.field(c.name, ARROW_TYPES[c.type], nullable=c.nullable) for c in self.columns])

    @property
    def ddl(self) -> str:
        """CREATE TABLE, one line for each column."""
        lines = ",\n".join(f"    {column.ddl}" for column in self.columns)
        return f"CREATE TABLE {self.name} (\n{lines}\n);\n"

    @property
    def comments(self) -> str:
        """COMMENT ON statements for the table and its columns."""
        statements = [f"COMMENT ON TABLE {self.name} IS {literal(self.comment)};"]
        statements += [
            f"COMMENT ON COLUMN {self.name}.{c.name} IS {literal(c.comment)};" for c in self.columns
        ]
        return "\n".join(statements) + "\n"

    def _compare_with(self, record: type) -> None:
        hints = get_type_hints(record)
        wanted = {field.name: _column_type(hints[field.name]) for field in fields(record)}
        declared = {c.name: (c.type, c.nullable) for c in self.columns if c.name not in self.added}
        both = set(wanted) & set(self.added)
        missing, surplus = set(wanted) - set(declared) - both, set(declared) - set(wanted)
        other = {name for name in set(wanted) & set(declared) if wanted[name] != declared[name]}
        problems = [
            f"{what}: {', '.join(sorted(names))}"
            for what, names in (
                (f"fields of {record.__name__} without a column", missing),
                (f"columns that are neither fields of {record.__name__} nor added at load", surplus),
                ("added at load although the record has them", both),
                ("of another type or nullability than the field", other),
            )
            if names
        ]
        if problems:
            raise SchemaError(f"table {self.name}: " + "; ".join(problems))


def literal(text: str) -> str:
    """A string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def required(name: str, type_: str, comment: str, example: str, *, is_long: bool = False) -> Column:
    """A column that is never null."""
    return Column(name, type_, False, comment, example, is_long)


def optional(name: str, type_: str, comment: str, example: str) -> Column:
    """A column that is null where the article leaves the value open."""
    return Column(name, type_, True, comment, example)


def _column_type(hint: object) -> tuple[str, bool]:
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        arms = [arm for arm in get_args(hint) if arm is not type(None)]
        nullable = len(arms) < len(get_args(hint))
        if len(arms) != 1:
            raise SchemaError(f"no column type for {hint}")
        hint = arms[0]
    if hint not in PYTHON_TYPES:
        raise SchemaError(f"no column type for {hint}")
    return PYTHON_TYPES[hint], nullable
