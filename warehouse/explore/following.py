"""Keeping the index of words up to date while the dashboard runs, beside it."""

import logging
import sqlite3
import threading
from dataclasses import dataclass

import duckdb

from warehouse.errors import WarehouseError
from warehouse.explore.index import BusyError, Index, Stopped
from warehouse.explore.reader import Reader

LOG = logging.getLogger("warta.explore")
LOOK_SECONDS = 3.0
"""How long after a publication the index begins to follow, at most."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index is: "building" (`done` of `total` articles), "ready", or "failed" with the reason."""

    state: str = "building"
    done: int = 0
    total: int = 0
    reason: str = ""


class Follower:
    """A thread that follows what is published."""

    def __init__(self, reader: Reader, index: Index) -> None:
        self.progress = Progress()
        self._reader = reader
        self._index = index
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warta-index", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the batch that is being written."""
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        followed: tuple[int, ...] | None = None
        while not self._end.is_set():
            try:
                published = self._reader.published()
                if published != followed:
                    self._index.update(self._reader, stop=self._end.is_set, told=self._tell)
                    followed = published
                self.progress = Progress("ready")
            except Stopped:
                continue
            except BusyError:  # another dashboard on this home is at it; what it has so far can be searched
                self.progress = Progress("ready")
            except (OSError, sqlite3.Error, duckdb.Error, WarehouseError) as error:
                LOG.warning("the search cannot follow the warehouse: %s", error)
                self.progress = Progress("failed", reason=str(error))
            self._end.wait(LOOK_SECONDS)

    def _tell(self, done: int, total: int) -> None:
        self.progress = Progress("building", done, total)
