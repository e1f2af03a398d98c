"""Bringing a warehouse file to the schema of this program: numbered migrations, then comments and views.

`warehouse/sql/migrations/0001.sql` creates version 1 and equals the declared tables as long as there is
no second one; a later change of a table is a new file, and a test proves that all of them together end
in exactly the declared tables. Views and comments are made anew whenever their text has changed.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError
from warehouse.schema import COMPRESSED, literal
from warehouse.sqlfiles import select, sql_files
from warehouse.tables import TABLES

LAST_LOAD = "last_load"
"""The key of meta whose row every load changes, so that of two at a time one fails."""


class WarehouseTooNewError(WarehouseError):
    """The file was written by a newer program."""


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Apply what is missing, each migration in a transaction of its own.

    Raises:
        WarehouseTooNewError: where the file has a version that this program does not know.
    """
    version = schema_version(con)
    newest = latest_version()
    if version > newest:
        raise WarehouseTooNewError(
            f"This warehouse has schema version {version}, and this program knows versions up to {newest}. "
            "Install the newer release of warta that wrote it, or use another --home."
        )
    is_lake = _is_lake(con)
    for number, sql in enumerate((file.text for file in sql_files("migrations")), 1):
        if number > version:
            with transaction(con):
                con.execute(sql.replace(COMPRESSED, "") if is_lake else sql)
                set_meta(con, "schema_version", str(number))
    refresh_views(con)


def migrated(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A writer's new connection, brought to the schema of this program; it is closed where that fails.

    Raises:
        WarehouseTooNewError: as `migrate`.
    """
    try:
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET enable_progress_bar = false")  # commands print JSON there
        migrate(con)
    except BaseException:
        con.close()
        raise
    return con


def latest_version() -> int:
    """The number of the last migration."""
    return len(sql_files("migrations"))


def schema_version(con: duckdb.DuckDBPyConnection) -> int:
    """The version of an open warehouse; 0 for an empty file."""
    found = (
        "SELECT 1 FROM duckdb_tables() "
        "WHERE database_name = current_database() AND schema_name = 'main' AND table_name = 'meta'"
    )
    if not con.execute(found).fetchall():
        return 0
    return int(get_meta(con, "schema_version") or "0")


def _is_lake(con: duckdb.DuckDBPyConnection) -> bool:
    here = "SELECT type FROM duckdb_databases() WHERE database_name = current_database()"
    return bool(con.execute(here).fetchall() == [("ducklake",)])


def refresh_views(con: duckdb.DuckDBPyConnection) -> None:
    """Write comments and views again if their text is not the one stored."""
    statements = [table.comments for table in TABLES.values()]
    statements.append("DROP SCHEMA IF EXISTS report CASCADE; CREATE SCHEMA report;")
    for view in sql_files("views"):
        statements.append(f"CREATE VIEW report.{view.name} AS\n{view.text}")
        statements.append(f"COMMENT ON VIEW report.{view.name} IS {literal(view.comment)}")
    wanted = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    if get_meta(con, "views") == wanted:
        return
    with transaction(con):
        for statement in statements:
            con.execute(statement)
        set_meta(con, "views", wanted)


def get_meta(con: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """A value of the table meta."""
    rows = select(con, "SELECT value FROM meta WHERE key = $key", {"key": key})
    return str(rows[0]["value"]) if rows else None


def set_meta(con: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    """Set a value of the table meta."""
    con.execute("DELETE FROM meta WHERE key = $key", {"key": key})
    con.execute("INSERT INTO meta VALUES ($key, $value)", {"key": key, "value": value})


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """BEGIN at entry, COMMIT at a normal exit, ROLLBACK at an exception."""
    con.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


def first_migration() -> str:
    """The text of 0001.sql while it is the only migration; `python -m warehouse.migrations` writes it."""
    return "\n".join(table.ddl for table in TABLES.values())


if __name__ == "__main__":
    (Path(__file__).parent / "sql" / "migrations" / "0001.sql").write_text(
        first_migration(), encoding="utf-8"
    )
