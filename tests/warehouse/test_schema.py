from dataclasses import dataclass
from datetime import date

import duckdb
import pytest

from transforms import records
from warehouse.migrations import first_migration, latest_version, migrate, schema_version
from warehouse.schema import Column, SchemaError, Table, optional, required
from warehouse.sqlfiles import select, sql_files
from warehouse.tables import EXTRACTION_TABLES, TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    name: str
    day: date | None
    tags: tuple[str, ...]


NAME = required("name", "VARCHAR", "Its name.", "x")
DAY = optional("day", "DATE", "Its day.", "2024-09-02")
TAGS = required("tags", "VARCHAR[]", "Its tags.", "[a]")
RUN = required("run_id", "VARCHAR", "The run.", "r")


def table(*columns: Column, added: tuple[str, ...] = (), key: tuple[str, ...] = ()) -> Table:
    return Table(
        name="samples",
        group="article",
        comment="Samples.",
        columns=columns,
        record=Sample,
        added=added,
        key=key,
    )


def test_a_table_of_the_columns_of_its_record_is_accepted() -> None:
    assert table(NAME, DAY, TAGS, RUN, added=("run_id",)).column_names == ("name", "day", "tags", "run_id")


@pytest.mark.parametrize(
    ("columns", "added", "key", "why"),
    [
        ((NAME, DAY), (), (), "without a column: tags"),
        ((NAME, DAY, TAGS, RUN), (), (), "neither fields of Sample nor added at load: run_id"),
        ((NAME, DAY, TAGS), ("name",), (), "although the record has them: name"),
        ((NAME, DAY, TAGS, NAME), (), (), "declared twice: name"),
        ((NAME, DAY, TAGS), ("run_id",), (), "no such column: run_id"),
        ((NAME, DAY, TAGS), (), ("id",), "no such column: id"),
        ((NAME, required("day", "DATE", "Its day.", "x"), TAGS), (), (), "nullability than the field: day"),
        ((NAME, optional("day", "VARCHAR", "Its day.", "x"), TAGS), (), (), "another type .*: day"),
    ],
)
def test_a_table_that_differs_from_its_record_is_refused(
    columns: tuple[Column, ...], added: tuple[str, ...], key: tuple[str, ...], why: str
) -> None:
    with pytest.raises(SchemaError, match=why):
        table(*columns, added=added, key=key)


def test_a_column_without_comment_or_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(SchemaError, match="comment"):
        required("name", "VARCHAR", "", "x")
    with pytest.raises(SchemaError, match="no type TEXT"):
        required("name", "TEXT", "Its name.", "x")


def test_every_part_of_an_extraction_has_its_table() -> None:
    parts = set(records.Extraction.__dataclass_fields__) - {"article"}
    assert parts == set(EXTRACTION_TABLES)
    assert set(EXTRACTION_TABLES.values()) <= set(TABLES)


def described(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    rows = select(
        con,
        "SELECT table_name, column_name, column_index, data_type, is_nullable, comment FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal ORDER BY ALL",
    )
    return [tuple(row.values()) for row in rows]


def test_migrations_end_in_exactly_the_declared_tables() -> None:
    with duckdb.connect() as migrated, duckdb.connect() as declared:
        migrate(migrated)
        for declaration in TABLES.values():
            declared.execute(declaration.ddl)
            declared.execute(declaration.comments)
        assert described(migrated) == described(declared)
        assert schema_version(migrated) == latest_version()


def test_the_first_migration_is_the_declaration_while_it_is_the_only_one() -> None:
    migrations = sql_files("migrations")
    if len(migrations) > 1:
        pytest.skip("later migrations lead from the first to the declared tables")
    assert migrations[0].text == first_migration(), "write it again: python -m warehouse.migrations"


def test_migrating_again_changes_nothing() -> None:
    with duckdb.connect() as con:
        migrate(con)
        before = described(con)
        migrate(con)
        assert described(con) == before


def test_views_are_written_again_when_their_text_has_changed() -> None:
    with duckdb.connect() as con:
        migrate(con)
        con.execute("CREATE OR REPLACE VIEW report.officials AS SELECT 1 AS old")
        migrate(con)
        assert select(con, "FROM report.officials") == [{"old": 1}]
        con.execute("UPDATE meta SET value = 'another text' WHERE key = 'views'")
        migrate(con)
        assert select(con, "FROM report.officials") == []
