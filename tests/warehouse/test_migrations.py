"""A warehouse of the first schema under a program that knows a second one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse import homes
from tests.warehouse.rows import NOW, STAMP, batch
from warehouse import migrations
from warehouse.published import open_published, published
from warehouse.sqlfiles import SqlFile, sql_files
from warehouse.store import WarehouseTooNewError, open_writer

SECOND = """
ALTER TABLE figures ADD COLUMN note VARCHAR;
UPDATE figures SET note = 'of ' || what;
CREATE TABLE remarks (remark_id VARCHAR NOT NULL, words VARCHAR[]);
INSERT INTO remarks VALUES ('first', ['a', 'b']);
"""
BROKEN = "CREATE TABLE remarks (remark_id VARCHAR); UPDATE figures SET text = ''; SELECT no_such_column FROM figures;"


@contextmanager
def a_program_that_knows(sql: str) -> Iterator[None]:
    """Inside the block the program has one migration more."""
    known = sql_files("migrations")
    more = (*known, SqlFile(f"{len(known) + 1:04}", "", sql))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            migrations, "sql_files", lambda folder: more if folder == "migrations" else sql_files(folder)
        )
        yield


@pytest.fixture
def first(home: Path) -> Path:
    """A home whose warehouse has the first schema, and rows."""
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        writer.publish()
    with homes.tables_of(home) as con:
        assert migrations.schema_version(con) == migrations.latest_version()
    return home


def state(home: Path) -> tuple[int, list[Any], list[Any]]:
    with homes.tables_of(home) as con:
        tables = con.execute("SELECT name FROM (SHOW TABLES) ORDER BY 1").fetchall()
        return migrations.schema_version(con), tables, con.execute("SELECT * FROM figures").fetchall()


def test_an_older_warehouse_is_brought_up_with_its_rows(first: Path) -> None:
    newest, figure = migrations.latest_version(), batch()["figures"][0]
    with a_program_that_knows(SECOND), open_writer(first) as writer:
        assert writer.query("SELECT text, note FROM figures") == [
            {"text": figure.text, "note": f"of {figure.what}"}
        ]
        assert writer.query("SELECT words FROM remarks") == [{"words": ["a", "b"]}]
        assert [result for result in writer.check() if result.rows] == []
        with open_published(published(first)) as con:  # readers keep the schema of what they read
            assert migrations.schema_version(con) == newest
        writer.publish()
    with open_published(published(first)) as con:
        assert migrations.schema_version(con) == newest + 1


def test_a_migration_that_fails_leaves_everything_as_it_was(first: Path) -> None:
    before = state(first)
    with (
        a_program_that_knows(BROKEN),
        pytest.raises(duckdb.Error, match="no_such_column"),
        open_writer(first),
    ):
        pass
    assert state(first) == before
    with a_program_that_knows(SECOND), open_writer(first) as writer:
        assert writer.query("SELECT count(*) AS n FROM remarks") == [{"n": 1}]


def test_an_older_program_refuses_a_newer_warehouse_and_changes_nothing(first: Path) -> None:
    with a_program_that_knows(SECOND), open_writer(first) as writer:
        writer.publish()
    with pytest.raises(WarehouseTooNewError, match="Install the newer release"), open_writer(first):
        pass
    with open_published(published(first)) as con:
        assert con.execute("SELECT count(*) FROM remarks").fetchall() == [(1,)]
