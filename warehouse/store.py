"""Opening a warehouse for writing: one process at a time, and within it one writer for all.

    with open_writer(home) as writer:
        writer.load(rows, stamp=Stamp(run_id, coder_version))
        writer.publish()

Readers see what was published last, whatever is being loaded meanwhile; `warehouse/storage.py` tells how.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.checks import CheckResult
from warehouse.errors import DiskFullError, WarehouseError, told_plainly
from warehouse.loading import Stamp
from warehouse.lock import WarehouseLockedError, writer_lock
from warehouse.lookups import StoredArticle
from warehouse.migrations import WarehouseTooNewError
from warehouse.writer import Writer

__all__ = [
    "CheckResult",
    "DiskFullError",
    "Stamp",
    "StoredArticle",
    "WarehouseError",
    "WarehouseLockedError",
    "WarehouseTooNewError",
    "Writer",
    "open_writer",
]

_open: dict[Path, tuple[Writer, int]] = {}
_open_lock = threading.RLock()


@contextmanager
def open_writer(home: Path, *, wait: float | None = None) -> Iterator[Writer]:
    """Open the warehouse of a home for writing; it is made where there is none.

    Inside a block that has the writer open, another block of the same process gets the same writer, so
    that the steps of a run can each say that they need it.

    Args:
        home: the folder of all state.
        wait: seconds to wait for another process that writes; 0 gives up at once, None waits for ever.

    Raises:
        WarehouseLockedError: another process writes, and did so for all that time.
        WarehouseTooNewError: a newer release wrote the warehouse.
        DiskFullError: there is no room for what the block writes.
        WarehouseError: the file cannot be opened.
    """
    home = home.resolve()
    with _open_lock:
        held = _open.get(home)
        if held:
            _open[home] = (held[0], held[1] + 1)
    if held:
        try:
            yield held[0]
        finally:
            _close(home)
        return
    state = home / "state"
    with told_plainly(home), _locked(state, wait):
        writer = Writer(home)
        with _open_lock:
            _open[home] = (writer, 1)
        try:
            yield writer
        finally:
            _close(home)


@contextmanager
def _locked(state: Path, wait: float | None) -> Iterator[None]:
    state.mkdir(parents=True, exist_ok=True)
    with writer_lock(state, wait=wait):
        yield


def _close(home: Path) -> None:
    with _open_lock:
        writer, users = _open.pop(home)
        if users > 1:
            _open[home] = (writer, users - 1)
        else:
            writer.close()
