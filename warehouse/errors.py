"""The base of what goes wrong with a warehouse for reasons that its user can be told."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

SPARE_BYTES = 100 * 1024 * 1024
"""With less free room on the disk of a home a run may fail."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS = ("No space left", "Disk quota exceeded", "File too large", "not enough space", "disk is full")


class WarehouseError(Exception):
    """A warehouse that cannot be opened, locked, written or read; the message says what to do."""


class DiskFullError(WarehouseError):
    """There was no room for what had to be written."""


@contextmanager
def told_plainly(home: Path) -> Iterator[None]:
    """Turn the errors of a disk, as they come from the system or from DuckDB, into what a user can act on.

    Raises:
        DiskFullError: there was no room.
        WarehouseError: DuckDB could not read or write its file for another reason.
    """
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if isinstance(error, duckdb.TransactionException) and "onflict" in str(error):
            raise WarehouseError(
                f"Another machine wrote into the lake of {home} at the same time, and its load stands. Run again: "
                "the work goes on from here. Let one machine at a time load into a lake."
            ) from error
        # A catalog in SQLite tells only that its rollback failed after it, and then some room is free again.
        failed = isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.TransactionException)
        if _means_full(error) or (failed and free_bytes(home) < SPARE_BYTES):
            raise DiskFullError(
                f"The disk of {home} is full, or a limit on file sizes is reached. Readers still have the last "
                "good warehouse, and what was read is kept. Make room and run again: the work goes on from here."
            ) from error
        if failed:
            raise WarehouseError(
                f"The warehouse at {home} could not be read or written: {error} Readers still have the last "
                "good warehouse. Check the disk (warta doctor) and run again."
            ) from error
        raise


def free_bytes(path: Path) -> int:
    """The free room of the disk that a path is on, or would be."""
    return shutil.disk_usage(next(place for place in (path, *path.parents) if place.exists())).free


def _means_full(error: BaseException | None) -> bool:
    """Whether an error, or one that it was raised from or while handling, says that there is no room."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        if any(words in str(error) for words in _FULL_WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False
