"""A warehouse in one DuckDB file."""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.bounds import Bounds
from warehouse.errors import WarehouseError
from warehouse.migrations import migrated
from warehouse.whole import remove_unfinished, whole_file

COPIED_AT_ONCE = 1024**3
"""Bytes that the kernel is asked to copy, or to let both files share, in one call."""
READ_AT_ONCE = 8 * 1024**2
STORAGE_VERSION = "v1.5.0"
"""The file format: every DuckDB release that is supported reads it."""
WRITING: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": STORAGE_VERSION,
    "checkpoint_threshold": "256MB",
}
"""How the writer opens its file. Taking the log into the file costs more the larger it is; so not after each batch."""


class FileStorage:
    """One DuckDB file that only the writer opens, and a copy of it for readers.

    DuckDB lets nobody read a file that a writer has open; so readers open `HOME/warehouse.duckdb`, which
    `publish` puts in place in one step. Who has the old one open keeps it.
    """

    con: duckdb.DuckDBPyConnection
    remedy = "Remove state/live.duckdb and its .wal: the next run goes on from the published one."

    def __init__(self, home: Path, bounds: Bounds) -> None:
        self._bounds = bounds
        self.live = home / "state" / "live.duckdb"
        self.published = home / "warehouse.duckdb"

    def open(self) -> None:
        """Open the live file; where there is none, it is made of the published one."""
        remove_unfinished(self.published, self.live)
        if not self.live.exists():
            # A log of transactions that was left behind belongs to another file.
            self.live.with_name(f"{self.live.name}.wal").unlink(missing_ok=True)
            if self.published.exists():
                _copy_into_place(self.published, self.live)
        self._connect()

    def look(self) -> duckdb.DuckDBPyConnection | None:
        """The live file."""
        return duckdb.connect(str(self.live), read_only=True) if self.live.exists() else None

    def publish(self) -> None:
        """Put a copy of the live file in place."""
        self.con.execute("CHECKPOINT")
        self.con.close()
        try:
            _copy_into_place(self.live, self.published)
        finally:
            self._connect()

    def as_file(self, path: Path) -> Path:
        """The published file."""
        return self.published

    def let_go(self, before: datetime) -> tuple[int, int]:
        """Nothing: DuckDB uses the room of its file again, and there is one state."""
        return 0, 0

    @staticmethod
    def create(path: Path) -> duckdb.DuckDBPyConnection:
        """Open a file of the supported format with all tables; it is made where there is none."""
        con = duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION})
        return migrated(con)

    def _connect(self) -> None:
        try:
            con = duckdb.connect(str(self.live), config=WRITING)
        except duckdb.Error as error:
            raise WarehouseError(
                f"{self.live} cannot be opened: {error}. If the file is damaged, remove it: the next run goes on "
                "from the published warehouse."
            ) from error
        self.con = migrated(con)
        self._bounds.set(con)


def _copy_into_place(source: Path, target: Path) -> None:
    """Let a new file share the blocks of an old one (XFS, Btrfs), or let the kernel copy them.

    What it cannot copy, all or what is left of it, is read and written.
    """
    with (
        whole_file(target) as temporary,
        source.open("rb", buffering=0) as old,
        temporary.open("wb", buffering=0) as new,
    ):
        with suppress(OSError, AttributeError):
            while os.copy_file_range(old.fileno(), new.fileno(), COPIED_AT_ONCE):
                pass
        shutil.copyfileobj(old, new, READ_AT_ONCE)
