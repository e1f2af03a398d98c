"""Where a warehouse is kept, in one of two homes: a DuckDB file on this machine, or a lake (`[warehouse] home`).

The same loader writes both. What differs is how the writer opens it, and how what was loaded is handed to
readers: `storage_file.py` and `storage_lake.py`.
"""

from datetime import datetime
from pathlib import Path
from typing import Protocol

import duckdb

from config.settings import load_settings
from warehouse.bounds import Bounds
from warehouse.lake import Lake
from warehouse.storage_file import FileStorage
from warehouse.storage_lake import LakeStorage


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
    bounds = Bounds(chosen.memory_mb, home / "state" / "overflow")
    if chosen.home == "lake":
        return LakeStorage(home, Lake.of(home, chosen.catalog, chosen.tables), bounds)
    return FileStorage(home, bounds)
