"""Homes of every kind for tests: a DuckDB file, a lake with a SQLite catalog, a lake with a PostgreSQL catalog."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from warehouse.lake import extensions_missing
from warehouse.storage import storage_of

EMBEDDED, LAKE, LAKE_ON_A_SERVER = "embedded", "lake", "lake-postgres"
KINDS = (EMBEDDED, LAKE, LAKE_ON_A_SERVER)
NOBODY = 65534
_numbers = itertools.count(1)


class Server:
    """A PostgreSQL server of the tests' own, reached through a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, sql: str, database: str = "postgres") -> str:
        """Run a statement as the server's owner; what it answers, without decoration."""
        command = [
            "psql",
            "-h",
            str(self.folder),
            "-U",
            "warta",
            "-d",
            database,
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
        ]
        done = subprocess.run([*command, "-c", sql], check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def database(self, template: str | None = None) -> str:
        """A new database, as a copy of another one or empty; its name."""
        name = f"lake{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return name

    def catalog(self, database: str) -> str:
        """The catalog setting for a database."""
        return f"postgres:host={self.folder} user=warta dbname={database}"


@contextmanager
def postgres_server() -> Iterator[Server]:
    """Run a server while the block lasts; the test is skipped where PostgreSQL is not installed."""
    binaries = _binaries()
    if binaries is None or not shutil.which("psql"):
        pytest.skip("PostgreSQL is not installed here (Debian: postgresql)")
    # The path of a socket must be short, and the server's user must reach it: not below pytest's folder.
    with tempfile.TemporaryDirectory(prefix="warta-pg-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        as_user: list[str] = []
        if os.geteuid() == 0:  # which the server refuses to run as
            if not shutil.which("setpriv"):
                pytest.skip("PostgreSQL does not run as root, and there is no setpriv here")
            as_user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            os.chown(folder, NOBODY, NOBODY)
        data = folder / "data"
        subprocess.run(
            [*as_user, str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "warta", "--no-sync", "--locale=C", "-E", "UTF8"],
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
        options = f"-k {folder} -c listen_addresses='' -c max_connections=50"
        subprocess.run(
            [*control, "-l", str(folder / "log"), "-o", options, "start"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        try:
            yield Server(folder)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=folder)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if found:
        return found[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).parent if on_path else None


@contextmanager
def tables_of(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables that a home's writer has, to be changed behind its back."""
    storage = storage_of(home)
    storage.open()
    with storage.con as con:
        yield con


def needs_lake() -> None:
    """Skip the test where a lake cannot be opened."""
    if missing := extensions_missing():
        pytest.skip(missing)


def be_a_lake(home: Path, catalog: str = "") -> Path:
    """Write into a home's settings that it is a lake."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "warta.toml").write_text(f'[warehouse]\nhome = "lake"\ncatalog = "{catalog}"\n', encoding="utf-8")
    return home
