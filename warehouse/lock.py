"""One writer at a time: a lock of the operating system, which a crashed holder cannot keep."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.errors import WarehouseError


class WarehouseLockedError(WarehouseError):
    """Another process writes to this warehouse; the message names it."""


@contextmanager
def writer_lock(folder: Path, *, wait: float | None) -> Iterator[None]:
    """Hold the writer's lock of a home.

    Args:
        folder: where `writer.lock` stands.
        wait: seconds to wait for another holder; 0 gives up at once, None waits for ever.

    Raises:
        WarehouseLockedError: naming the holder, after that time.
    """
    lock = FileLock(folder / "writer.lock")
    try:
        lock.acquire(timeout=-1 if wait is None else wait)
    except Timeout as error:
        raise WarehouseLockedError(_busy(folder)) from error
    holder = folder / "writer.json"
    try:
        holder.write_text(json.dumps(_myself()), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def writer_of(folder: Path) -> dict[str, object] | None:
    """Who is said to hold the lock: pid, host, command and since; None where nobody is."""
    try:
        found = json.loads((folder / "writer.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _myself() -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _busy(folder: Path) -> str:
    holder = writer_of(folder)
    who = (
        f"process {holder.get('pid')} on {holder.get('host')} ({holder.get('command')}), since {holder.get('since')}"
        if holder
        else "another process"
    )
    return (
        f"The warehouse at {folder.parent} is being written by {who}. "
        "Wait until it is done, or stop it, and try again. Reading goes on as ever."
    )
