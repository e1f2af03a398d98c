"""Where a warehouse is kept, in one of two homes: a DuckDB file on this machine, or a lake (`[warehouse] home`).

The same loader writes both. What differs is here: how the writer opens it, and how what was loaded is
handed to readers.
"""

import fcntl
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

import duckdb

from config.settings import load_settings
from warehouse.errors import WarehouseError
from warehouse.lake import PUBLISHED, SUFFIX, Lake
from warehouse.migrations import (
    LAST_LOAD,
    get_meta,
    latest_version,
    migrate,
    set_meta,
    transaction,
)
from warehouse.raw_files import sync_directory
from warehouse.schema import literal
from warehouse.tables import TABLES

SHARE_BLOCKS = 0x40049409
"""FICLONE of Linux, which XFS and Btrfs know: both files have the same blocks until one of them is written."""
COPIED_AT_ONCE = 8 * 1024 * 1024
STORAGE_VERSION = "v1.5.0"
"""The file format: every DuckDB release that is supported reads it."""
WRITING: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": STORAGE_VERSION,
    "checkpoint_threshold": "256MB",
}
"""How the writer opens its file. Taking the log into the file costs more the larger it is; so not after each batch."""


class Storage(Protocol):
    """How a home keeps its tables."""

    con: duckdb.DuckDBPyConnection
    """The writer's connection, once it is open."""
    remedy: str
    """What to do where the tables cannot be opened."""

    @property
    def published(self) -> Path:
        """What readers open (`warehouse.published.open_published`)."""

    def open(self) -> None:
        """Open the tables for writing, brought to the schema of this program. Only for who holds the lock.

        What a writer left half-done that was killed is tidied up.
        """

    def look(self) -> duckdb.DuckDBPyConnection | None:
        """The newest tables, published or not, for reading; None where there are none. Only for who holds the lock."""

    def publish(self) -> None:
        """Let readers see what was loaded, in one step. Afterwards, even after an error, `con` is open."""

    def as_file(self, path: Path) -> Path:
        """What is published as one DuckDB file: one that is there, or else made at the path."""

    def let_go(self, before: datetime) -> tuple[int, int]:
        """Make many small files few, and remove states that were replaced earlier; how many files and states went."""


def storage_of(home: Path) -> Storage:
    """The storage that the settings of a home name. Only `HOME/warta.toml` is asked: it goes with the home.

    Raises:
        ConfigError: the settings are wrong.
    """
    chosen = load_settings(home).warehouse
    if chosen.home == "lake":
        return LakeStorage(home, Lake.of(home, chosen.catalog, chosen.tables), chosen.memory_mb)
    return FileStorage(home, chosen.memory_mb)


MB_OF_A_THREAD = 128
"""What a thread of DuckDB needs at least to work on disk what does not fit into memory."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of memory the writer's database takes, and the folder for more: by itself DuckDB takes what there is."""

    memory_mb: int
    overflow: Path

    def set(self, con: duckdb.DuckDBPyConnection) -> None:
        """Hold a connection to them; what a killed writer left in the folder goes."""
        shutil.rmtree(self.overflow, ignore_errors=True)
        con.execute(f"SET memory_limit = '{self.memory_mb}MB'")
        threads = min(os.cpu_count() or 1, max(1, self.memory_mb // MB_OF_A_THREAD))
        con.execute(f"SET threads = {threads}")
        con.execute(f"SET temp_directory = {literal(str(self.overflow))}")


class FileStorage:
    """One DuckDB file that only the writer opens, and a copy of it for readers.

    DuckDB lets nobody read a file that a writer has open; so readers open `HOME/warehouse.duckdb`, which
    `publish` puts in place in one step. Who has the old one open keeps it.
    """

    con: duckdb.DuckDBPyConnection
    remedy = "Remove state/live.duckdb and its .wal: the next run goes on from the published one."

    def __init__(self, home: Path, memory_mb: int) -> None:
        self._bounds = Bounds(memory_mb, home / "state" / "overflow")
        self.live = home / "state" / "live.duckdb"
        self.published = home / "warehouse.duckdb"

    def open(self) -> None:
        """Open the live file; where there is none, it is made of the published one."""
        _remove_unfinished(self.published, self.live)
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
        return _migrated(con)

    def _connect(self) -> None:
        try:
            con = duckdb.connect(str(self.live), config=WRITING)
        except duckdb.Error as error:
            raise WarehouseError(
                f"{self.live} cannot be opened: {error}. If the file is damaged, remove it: the next run goes on "
                "from the published warehouse."
            ) from error
        self.con = _migrated(con)
        self._bounds.set(con)


class LakeStorage:
    """Parquet files and a catalog; publishing names the snapshot that readers open.

    A lake that is still empty takes over the tables of a DuckDB file that the home has published, so that a
    home can grow into a lake, and a backup can be restored into one. Readers have that file until then.
    """

    con: duckdb.DuckDBPyConnection
    remedy = "Check that the catalog can be reached, and the extensions: pip install 'warta[lake]'"

    def __init__(self, home: Path, lake: Lake, memory_mb: int) -> None:
        self.lake, self._bounds = lake, Bounds(memory_mb, home / "state" / "overflow")
        self.file = home / "warehouse.duckdb"
        self.pointer = home / f"warehouse{SUFFIX}"

    @property
    def published(self) -> Path:
        """What tells where the lake is; before the first run of a lake, the file that it will take over."""
        return self.file if self.file.exists() and not self.pointer.exists() else self.pointer

    def open(self) -> None:
        """Attach the newest state of the lake."""
        _remove_unfinished(self.pointer)
        con = self.con = _migrated(self.lake.open_writer())
        self._bounds.set(con)
        try:
            # Every load changes this row of meta, and taking over brings one with it: without it, nothing was done yet.
            if get_meta(con, LAST_LOAD) is None and self.file.exists():
                self._take_over()
            if get_meta(con, LAST_LOAD) is None:
                set_meta(con, LAST_LOAD, "none")  # there must be a row for two loads to be at odds over
        except BaseException:
            con.close()
            raise

    def look(self) -> duckdb.DuckDBPyConnection | None:
        """The newest state of the lake."""
        return self.lake.open_newest() if self.pointer.exists() else None

    def publish(self) -> None:
        """Name the newest snapshot as the published one."""
        newest = "SELECT max(snapshot_id) FROM ducklake_snapshots('warehouse')"
        with transaction(self.con):
            set_meta(self.con, PUBLISHED, str(self.con.execute(newest).fetchall()[0][0]))
        self.lake.write(self.pointer)
        if self.file.exists():
            self.file.replace(self.file.with_name("warehouse.before-lake.duckdb"))

    def as_file(self, path: Path) -> Path:
        """A copy of the published snapshot's tables."""
        if self.published == self.file:
            return self.file
        new = FileStorage.create(path)
        new.close()
        with self.lake.open_snapshot() as con:
            con.execute(f"ATTACH {literal(str(path))} AS file")
            con.execute("BEGIN TRANSACTION")
            for name in TABLES:
                con.execute(f"DELETE FROM file.main.{name}")
                con.execute(f"INSERT INTO file.main.{name} SELECT * FROM {name}")
            con.execute("COMMIT")
            con.execute("DETACH file")
        return path

    def let_go(self, before: datetime) -> tuple[int, int]:
        """Merge small Parquet files; let go of states but the published one, and of files that none needs."""
        for call in (
            "ducklake_flush_inlined_data",
            "ducklake_rewrite_data_files",
            "ducklake_merge_adjacent_files",
        ):
            self.con.execute(f"CALL {call}('warehouse')").fetchall()
        self.publish()
        states = self.con.execute(
            "SELECT snapshot_id FROM ducklake_snapshots('warehouse') WHERE snapshot_time < $before "
            "AND snapshot_id::VARCHAR NOT IN (SELECT value FROM meta WHERE key = $key) ORDER BY 1",
            {"before": before, "key": PUBLISHED},
        ).fetchall()
        if states:
            ids = ", ".join(str(int(number)) for (number,) in states)
            self.con.execute(f"CALL ducklake_expire_snapshots('warehouse', versions => [{ids}])").fetchall()
        # A file that no state names any more may still be open to a reader, or be of a load that is under way.
        files = 0
        for call in ("ducklake_cleanup_old_files", "ducklake_delete_orphaned_files"):
            rows = self.con.execute(
                f"CALL {call}('warehouse', older_than => $before)", {"before": before}
            ).fetchall()
            files += len(rows)
        return files, len(states)

    def _take_over(self) -> None:
        self.con.execute(f"ATTACH {literal(str(self.file))} AS file (READ_ONLY)")
        version = self.con.execute("SELECT value FROM file.main.meta WHERE key = 'schema_version'").fetchall()
        if version != [(str(latest_version()),)]:
            raise WarehouseError(
                f'{self.file} has another schema than this program. Run once with warehouse.home = "embedded", '
                "which brings it up, and then with the lake."
            )
        with transaction(self.con):
            for name in TABLES:
                self.con.execute(f"DELETE FROM {name}")
                self.con.execute(f"INSERT INTO {name} SELECT * FROM file.main.{name}")
        self.con.execute("DETACH file")


def _migrated(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    try:
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET enable_progress_bar = false")  # commands print JSON there
        migrate(con)
    except BaseException:
        con.close()
        raise
    return con


def _remove_unfinished(*paths: Path) -> None:
    """Remove the temporary files that a killed process left beside some files."""
    for path in paths:
        for left in path.parent.glob(f".{path.name}.*.tmp"):
            left.unlink()


def _copy_into_place(source: Path, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with source.open("rb") as old, temporary.open("wb") as new:
            _copy(old, new)
            new.flush()
            os.fsync(new.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(target.parent)


def _copy(old: IO[bytes], new: IO[bytes]) -> None:
    """Let a new file share the blocks of an old one, in no time, or copy them where the file system cannot do that."""
    try:
        fcntl.ioctl(new, SHARE_BLOCKS, old.fileno())
    except OSError:
        shutil.copyfileobj(old, new, COPIED_AT_ONCE)
