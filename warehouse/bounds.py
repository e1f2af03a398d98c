"""How much of the machine the writer's database takes."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.schema import literal

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
