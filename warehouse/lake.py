"""A warehouse in a lake: tables as Parquet files, and a catalog that says which of them are current (DuckLake).

The catalog is a PostgreSQL database, or a file of SQLite where one machine is enough. A commit makes a
snapshot; readers open the snapshot that was published last, whatever is being loaded meanwhile. The
published one is named in the catalog itself (`meta`), so that readers on other machines find it too;
`HOME/warehouse.lake` says where catalog and tables are.

DuckDB's extensions for this come as Python packages (`pip install 'warta[lake]'`); nothing is downloaded.
"""

import json
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from config.errors import ConfigError
from warehouse.door_child import RefusedError, open_snapshot
from warehouse.errors import WarehouseError
from warehouse.objects import S3, object_store
from warehouse.schema import literal
from warehouse.whole import whole_file

SUFFIX = ".lake"
PUBLISHED = "published_snapshot"
"""The key of `meta` under which the published snapshot is named."""
OBJECTS = "httpfs"
"""The extension that reads and writes an object store."""
PATIENCE = ("META_BUSY_TIMEOUT 60000",)
"""Milliseconds for which who finds a SQLite catalog locked waits: a commit waits for all who are just reading."""
EXTENSIONS = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner"}
NO_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
CATALOG = re.compile(r"(sqlite|postgres):(.+)", re.DOTALL)


class NoLakeError(WarehouseError):
    """The extensions that a lake needs are not installed for this DuckDB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake:
    """Where a lake is: `catalog` ("sqlite:PATH" or "postgres:host=… dbname=…") and the folder or "s3://…" of its tables.

    A password does not belong here: PostgreSQL's own ~/.pgpass and PGPASSWORD are used, and the environment's
    credentials for an object store.
    """

    catalog: str
    tables: str

    def __post_init__(self) -> None:
        if not CATALOG.fullmatch(self.catalog):
            raise ConfigError(
                f'warehouse.catalog is \'{self.catalog}\'. Write "sqlite:PATH" or "postgres:host=… dbname=…".'
            )
        if "password" in self.catalog:
            raise ConfigError(
                "warehouse.catalog holds a password. Put it into ~/.pgpass or PGPASSWORD instead."
            )

    @classmethod
    def of(cls, home: Path, catalog: str, tables: str) -> "Lake":
        """A lake by settings of a home: empty ones mean files below it, and relative paths start from it."""
        kind, _, place = (catalog or "sqlite:lake/catalog.sqlite").partition(":")
        if kind == "sqlite":
            place = str(home / place)
        folder = tables.rstrip("/") if tables.startswith(S3) else str(home / (tables or "lake/tables"))
        return cls(catalog=f"{kind}:{place}", tables=folder)

    @classmethod
    def read(cls, path: Path) -> "Lake":
        """The lake that a file `warehouse.lake` tells of."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            return cls(catalog=told["catalog"], tables=str(told["tables"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WarehouseError(f"{path} does not tell where a lake is ({error}). Run again.") from error

    def write(self, path: Path) -> None:
        """Write the file that `read` reads, in one step."""
        told = json.dumps({"catalog": self.catalog, "tables": self.tables}, indent=1) + "\n"
        with whole_file(path) as temporary:
            temporary.write_text(told, encoding="utf-8")

    def loading(self) -> list[str]:
        """Statements that load the extensions, silently: commands print JSON where DuckDB would show its progress.

        Raises:
            NoLakeError: they are not installed for this DuckDB.
        """
        names = ["ducklake", EXTENSIONS[self.catalog.partition(":")[0]]]
        is_remote = self.tables.startswith(S3)
        return [
            "SET enable_progress_bar = false",
            *(
                f"LOAD {literal(str(_extension(name)))}"
                for name in [*names, *([OBJECTS] if is_remote else [])]
            ),
            *([object_store().as_secret()] if is_remote else []),
        ]

    def attaching(self, *options: str, name: str = "warehouse") -> str:
        """The statement that attaches the lake, as a database of some name."""
        # The catalog keeps the folder of its first use; a home can be moved, and its own folder counts.
        folder = literal(f"{self.tables}/")
        patience = PATIENCE if self.catalog.startswith("sqlite:") else ()
        given = ", ".join((f"DATA_PATH {folder}", "OVERRIDE_DATA_PATH true", *patience, *options))
        return f"ATTACH {literal(f'ducklake:{self.catalog}')} AS {name} ({given})"

    def reading(self) -> dict[str, object]:
        """How to open the published snapshot: see `open_snapshot` and `warehouse/door_child.py`, which do it."""
        return {
            "before": [*self.loading(), self.attaching("READ_ONLY", name="newest")],
            "snapshot": f"SELECT value FROM newest.main.meta WHERE key = {literal(PUBLISHED)}",
            "after": [
                "DETACH newest",
                self.attaching("READ_ONLY", "SNAPSHOT_VERSION {snapshot}"),
                "USE warehouse",
            ],
            "tables": f"{self.tables}/",
        }

    def open_writer(self) -> duckdb.DuckDBPyConnection:
        """A connection whose tables are the lake's newest, to be written; the lake is made where there is none."""
        kind, _, place = self.catalog.partition(":")
        folders = [Path(place).parent] if kind == "sqlite" else []
        for folder in [*folders, *([] if self.tables.startswith(S3) else [Path(self.tables)])]:
            folder.mkdir(parents=True, exist_ok=True)
        return self._open(*self.loading(), self.attaching(), "USE warehouse")

    def open_newest(self) -> duckdb.DuckDBPyConnection:
        """A connection whose tables are the lake's newest, published or not, read-only."""
        return self._open(*self.loading(), self.attaching("READ_ONLY"), "USE warehouse")

    def _open(self, *statements: str) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect(config=NO_EXTENSIONS)
        try:
            for statement in statements:
                con.execute(statement)
        except duckdb.Error as error:
            con.close()
            raise WarehouseError(
                f"The lake cannot be opened: {error} Check that its catalog ({self.catalog}) can be reached."
            ) from error
        return con

    def open_snapshot(self) -> duckdb.DuckDBPyConnection:
        """A connection whose tables are those of the published snapshot, read-only."""
        reading = self.reading()
        con = duckdb.connect(config=NO_EXTENSIONS)
        try:
            open_snapshot(con, reading)
        except (duckdb.Error, RefusedError) as error:
            con.close()
            raise WarehouseError(
                f"The lake cannot be read: {error} Check that its catalog ({self.catalog}) can be reached."
            ) from error
        return con


def extensions_missing() -> str | None:
    """Why a lake cannot be opened here; None where it can."""
    try:
        for name in ("ducklake", OBJECTS, *EXTENSIONS.values()):
            _extension(name)
    except NoLakeError as error:
        return str(error)
    return None


def _extension(name: str) -> Path:
    package = find_spec(f"duckdb_extension_{name}")
    version = f"v{duckdb.__version__}"
    for folder in package.submodule_search_locations or () if package else ():
        path = Path(folder) / "extensions" / version / f"{name}.duckdb_extension"
        if path.exists():
            return path
    raise NoLakeError(
        f"A lake needs the extension {name} for DuckDB {duckdb.__version__}, which is not installed. "
        "Install it together with the release it was made for: pip install 'warta[lake]'"
    )
