"""The published warehouse, held open for many readers at once, and taken anew when a run has published another."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from warehouse.errors import WarehouseError
from warehouse.published import open_published
from warehouse.sqlfiles import text_over_events

T = TypeVar("T")
LONGEST_SECONDS = 60.0
"""What one page or one file may take of the database."""

KEPT = ("site_index", "tellers")
"""Tables of `warehouse/sql/explore` that are made in memory when a warehouse is opened."""


class Reader:
    """Cursors on what is published last.

    DuckDB gives one process one view of a file: a new one is opened only when nobody reads the old one any more, and a
    process has one reader of a file.
    What all pages filter by is gathered once, in memory, when the warehouse is opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.Condition()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._opened: tuple[int, ...] = ()
        self._readers = 0
        self._kept: dict[object, Any] = {}

    def is_stale(self) -> bool:
        """Whether another state was published than the one that is open."""
        return self._opened != self.published()

    @contextmanager
    def cursor(self, *, seconds: float | None = LONGEST_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one page, which finds the tables of `KEPT` as well.

        Raises:
            WarehouseError: there is no warehouse, or it cannot be read now.
            duckdb.InterruptException: in the block, where it takes longer than `seconds`.
        """
        cursor = self._enter()
        limit = threading.Timer(seconds or 0, cursor.interrupt)
        limit.daemon = True
        if seconds is not None:
            limit.start()
        try:
            yield cursor
        finally:
            limit.cancel()
            cursor.close()
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    def kept(self, cursor: duckdb.DuckDBPyConnection, make: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """What a function makes of the warehouse, made once for each state that is published."""
        if make not in self._kept:
            self._kept[make] = make(cursor)
        found: T = self._kept[make]
        return found

    def published(self) -> tuple[int, ...]:
        """What tells the state that is published from others.

        Raises:
            WarehouseError: there is none.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError as error:
            raise WarehouseError(
                f"{self.path}: the warehouse is gone. Make it again: warta run PATH"
            ) from error
        return found.st_ino, found.st_mtime_ns, found.st_size

    def close(self) -> None:
        """Let go of the warehouse."""
        with self._turn:
            if self._con is not None:
                self._con.close()
                self._con = None

    def _enter(self) -> duckdb.DuckDBPyConnection:
        with self._turn:
            while self.is_stale() and self._readers:
                self._turn.wait()
            if self._con is None or self.is_stale():
                self._renew()
            assert self._con is not None  # _renew saw to it
            cursor = self._con.cursor()
            database = self._con.execute("SELECT current_database()").fetchall()[0][0]
            cursor.execute(f"SET search_path = '{database}.main,kept.main'")
            self._readers += 1
            return cursor

    def _renew(self) -> None:
        if self._con is not None:
            self._con.close()
            self._con = None
        published = self.published()
        try:
            con = open_published(self.path)
        except duckdb.Error as error:
            raise WarehouseError(f"{self.path} cannot be read: {error}") from error
        try:
            con.execute("SET temp_directory = ''")  # it would lie beside the warehouse
            con.execute("ATTACH ':memory:' AS kept (READ_WRITE)")
            for name in KEPT:
                con.execute(f"CREATE TABLE kept.main.{name} AS {text_over_events(f'explore/{name}')}")
        except BaseException:
            con.close()
            raise
        self._con, self._opened, self._kept = con, published, {}
