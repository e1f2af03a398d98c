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
from warehouse.schema import literal
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
LOG_SIZE = "256MB"
"""Taking the log of transactions into the file costs more the larger the file is; so it is not done after each batch."""
ROW_GROUP = 30_720
"""How many rows are packed together. Groups that are not full yet are packed anew with what a log brings: of DuckDB's own size,
122,880, that took 2.5 s of processors beside 300,000 articles for a log of 10,000, instead of 0.6."""


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
        return migrated(_attached(path))

    def _connect(self) -> None:
        try:
            con = _attached(self.live)
        except duckdb.Error as error:
            raise WarehouseError(
                f"{self.live} cannot be opened: {error}. If the file is damaged, remove it: the next run goes on "
                "from the published warehouse."
            ) from error
        self.con = migrated(con)
        self._bounds.set(con)


def _attached(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that writes a file, which is made where there is none."""
    con = duckdb.connect(config={"checkpoint_threshold": LOG_SIZE})
    try:
        con.execute(
            f"ATTACH {literal(str(path))} AS live (STORAGE_VERSION {literal(STORAGE_VERSION)}, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        con.execute("USE live")
    except BaseException:
        con.close()
        raise
    return con


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
