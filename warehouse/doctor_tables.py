"""The part of `warehouse.doctor` that reads what is stored: raw documents, ledger, live and published tables."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.records import make_id
from transforms.urls import canonical_url
from warehouse.checks import run_checks
from warehouse.errors import WarehouseError
from warehouse.findings import NAMED, Finding, names_of
from warehouse.ledger import Ledger
from warehouse.migrations import latest_version, schema_version
from warehouse.published import open_published
from warehouse.raw import RawStore
from warehouse.sqlfiles import select
from warehouse.storage import storage_of

BATCH = 256


def look_at_published(home: Path, *, quick: bool) -> Iterator[Finding]:
    """Whether readers can open what was published, its schema, and whether every rule holds."""
    path = storage_of(home).published
    if not path.exists():
        yield Finding("published", "warning", "Nothing is published yet.", "warta run: it goes on from here.")
        return
    try:
        with open_published(path) as con:
            version, newest = schema_version(con), latest_version()
            if version > newest:
                yield Finding(
                    "schema",
                    "error",
                    f"The warehouse has version {version}, this program knows {newest}.",
                    "Install the newer release of warta that wrote it.",
                )
                return
            older = " The next run brings it up." if version < newest else ""
            yield Finding("schema", "ok", f"Version {version} of {newest}.{older}")
            if not quick and version == newest:
                broken = [result for result in run_checks(con) if result.failed]
                told = "; ".join(f"{result.rule} ({result.rows} rows break it)" for result in broken)
                yield Finding(
                    "tables",
                    "error" if broken else "ok",
                    told or "Every rule holds.",
                    "Please report it. warta backfill codes again what other rules coded." if broken else "",
                )
    except (duckdb.Error, WarehouseError) as error:
        yield Finding(
            "published",
            "error",
            f"{path} cannot be read: {error}",
            "Run again: it is written anew from the live file. Else: warta restore.",
        )


def look_at_ledger(home: Path, *, free: bool) -> Finding:
    """Whether raw files and the ledger of loads agree."""
    loaded = _loaded(home)
    files = set(RawStore(home).files())
    if missing := sorted(loaded - files):
        return Finding(
            "ledger",
            "error",
            f"{len(missing)} raw files that were loaded are gone: {', '.join(missing[:NAMED])}.",
            "Put them back from a backup: without them nothing can be coded again.",
        )
    if (waiting := files - loaded) and free:
        return Finding(
            "ledger",
            "warning",
            f"{len(waiting)} of {len(files)} raw files wait to be loaded.",
            "warta run PATH takes them up, whatever it reads itself.",
        )
    return Finding("ledger", "ok", f"{len(files)} raw files, {len(loaded)} loaded.")


def _loaded(home: Path) -> set[str]:
    path = storage_of(home).published
    if not path.exists():
        return set()
    try:
        with open_published(path) as con:
            return Ledger(con).loaded_files()
    except (duckdb.Error, WarehouseError):  # said by the look at the published tables
        return set()


def look_at_newest(home: Path) -> Finding:
    """Whether readers see what the writer has; only for who holds the lock."""
    storage = storage_of(home)
    try:
        con = storage.look()
        if con is None:
            return Finding("live", "ok", "No live tables; the next run makes them from the published ones.")
        with con:
            mine = _last_run(con)
    except (duckdb.Error, WarehouseError) as error:
        return Finding("live", "error", f"The live tables cannot be opened: {error}", storage.remedy)
    theirs = None
    if storage.published.exists():
        try:
            with open_published(storage.published) as con:
                theirs = _last_run(con)
        except (duckdb.Error, WarehouseError):  # said by the look at the published tables
            return Finding("live", "ok", "Readable.")
    if mine == theirs:
        return Finding("live", "ok", "Readers see what was loaded last.")
    status = f"the last run, {mine[0]}, is {mine[1]}" if mine else "there is no run"
    return Finding(
        "live", "warning", f"Readers do not see the live tables: {status}.", "The next run publishes them."
    )


def _last_run(con: duckdb.DuckDBPyConnection) -> tuple[str, str] | None:
    rows = select(con, "SELECT run_id, status FROM runs ORDER BY started_at DESC, run_id LIMIT 1")
    return (rows[0]["run_id"], rows[0]["status"]) if rows else None


def look_at_raw_store(home: Path) -> Finding:
    """Read every document, with the checksums of its pages, and compute its id anew."""
    count, unreadable, altered = 0, [], []
    raw = RawStore(home)
    files = raw.files()
    for name in files:
        try:
            with raw.open(name, verify=True) as file:
                for batch in file.iter_batches(BATCH):
                    count += batch.num_rows
                    altered += [str(row["document_id"]) for row in batch.to_pylist() if not _is_itself(row)]
        except (OSError, ValueError, pa.ArrowException):
            unreadable.append(name)
    if unreadable or altered:
        told = [f"{len(unreadable)} files cannot be read: {names_of(unreadable)}"] if unreadable else []
        told += (
            [f"{len(altered)} documents are not what was stored: {', '.join(altered[:NAMED])}"]
            if altered
            else []
        )
        return Finding("raw store", "error", "; ".join(told) + ".", "Put the files back from a backup.")
    return Finding("raw store", "ok", f"{count} documents in {len(files)} files, each as it was stored.")


def _is_itself(row: dict[str, object]) -> bool:
    fields = json.loads(str(row["metadata"]))
    url = canonical_url(fields.get("url"))
    return row["document_id"] == make_id("document", url, row["content"], *fields.items())
