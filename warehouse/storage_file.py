"""A warehouse in one DuckDB file."""

import errno
import fcntl
import logging
import mmap
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.bounds import Bounds
from warehouse.errors import WarehouseError
from warehouse.migrations import migrated
from warehouse.whole import remove_unfinished, whole_file

LOG = logging.getLogger("warta.publish")
SHARE_BLOCKS = 0x40049409
"""FICLONE of Linux, which XFS and Btrfs know: both files have the same blocks until one of them is written."""
COPIED_AT_ONCE = 16 * 1024 * 1024
SLOW = 2.0
"""Seconds of copying from which on the log says how it can be saved."""
PAST_CACHE = getattr(os, "O_DIRECT", 0)
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
    """Let a new file share the blocks of an old one, in no time, or copy them where the file system cannot do that."""
    with whole_file(target) as temporary:
        try:
            _share(source, temporary)
        except OSError:
            began = time.monotonic()
            try:
                _copy_past_cache(source, temporary)
            except OSError:
                shutil.copyfile(source, temporary)
            if (took := time.monotonic() - began) > SLOW:
                LOG.info(
                    "copied %s (%.1f GB) in %.0f s, as its file system lets files share no blocks: "
                    "with the home on XFS or Btrfs nothing is copied",
                    *(source, source.stat().st_size / 1e9, took),
                )


def _share(source: Path, target: Path) -> None:
    with source.open("rb") as old, target.open("wb") as new:
        fcntl.ioctl(new, SHARE_BLOCKS, old.fileno())


def _copy_past_cache(source: Path, target: Path) -> None:
    """Copy a file from disk to disk: faster than by way of the page cache, at a fifth of the processor time, and what is cached stays.

    Raises:
        OSError: the file system does not do that, or the file is no multiple of its blocks.
    """
    with ExitStack() as opened:
        old, new = (
            opened.enter_context(_descriptor(path, flags | PAST_CACHE))
            for path, flags in ((source, os.O_RDONLY), (target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        )
        block = opened.enter_context(mmap.mmap(-1, COPIED_AT_ONCE))  # aligned, as the disk wants it
        view = opened.enter_context(memoryview(block))
        place = 0
        while size := os.preadv(old, [view], place):
            if os.pwritev(new, [view[:size]], place) != size:
                raise OSError(errno.EIO, "written in part", str(target))
            place += size


@contextmanager
def _descriptor(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags, 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
