"""A warehouse in a lake."""

from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.bounds import Bounds
from warehouse.errors import WarehouseError
from warehouse.lake import PUBLISHED, SUFFIX, Lake
from warehouse.migrations import LAST_LOAD, get_meta, latest_version, migrated, set_meta, transaction
from warehouse.schema import literal
from warehouse.storage_file import FileStorage
from warehouse.tables import TABLES
from warehouse.whole import remove_unfinished


class LakeStorage:
    """Parquet files and a catalog; publishing names the snapshot that readers open.

    A lake that is still empty takes over the tables of a DuckDB file that the home has published, so that a
    home can grow into a lake, and a backup can be restored into one. Readers have that file until then.
    """

    con: duckdb.DuckDBPyConnection
    remedy = "Check that the catalog can be reached, and the extensions: pip install 'warta[lake]'"

    def __init__(self, home: Path, lake: Lake, bounds: Bounds) -> None:
        self.lake, self._bounds = lake, bounds
        self.file = home / "warehouse.duckdb"
        self.pointer = home / f"warehouse{SUFFIX}"

    @property
    def published(self) -> Path:
        """What tells where the lake is; before the first run of a lake, the file that it will take over."""
        return self.file if self.file.exists() and not self.pointer.exists() else self.pointer

    def open(self) -> None:
        """Attach the newest state of the lake."""
        remove_unfinished(self.pointer)
        con = self.con = migrated(self.lake.open_writer())
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
