"""Looking a home over: disk, installed versions, lock, left-overs, raw store, tables, published file.

Nothing is changed. What only the writer may look at is left out while another process writes.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from packaging.requirements import Requirement

from transforms.records import make_id
from transforms.urls import canonical_url
from warehouse.checks import run_checks
from warehouse.ledger import loaded_files
from warehouse.lock import WarehouseLockedError, writer_lock, writer_of
from warehouse.migrations import latest_version, schema_version
from warehouse.raw import RawStore
from warehouse.sqlfiles import select

Status = Literal["ok", "warning", "error"]
SPARE_BYTES = 100 * 1024 * 1024
GRACE = timedelta(minutes=5)
BATCH = 256
NAMED = 3
"""How many files or rows a finding names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look gave: the subject, how it stands, what was seen, and what to do about it."""

    subject: str
    status: Status
    detail: str
    advice: str = ""


def examine(home: Path, *, now: datetime | None = None, quick: bool = False) -> tuple[Finding, ...]:
    """Look a home over.

    Args:
        home: the folder of all state.
        now: the present; for tests.
        quick: leave out what reads everything: the content of the raw store and the checks of all tables.
    """
    home = home.resolve()
    findings = [*_versions(), _disk(home)]
    if not (home / "lake").exists() and not (home / "warehouse.duckdb").exists():
        return (*findings, Finding("warehouse", "ok", f"There is none yet in {home}.", "warta run PATH"))
    with _lock(home) as holder:
        findings.append(_lock_state(home, holder))
        free = holder is None
        findings += [_left_overs(home, free=free), _ledger(home, free=free)]
        if free:
            findings.append(_live(home))
    findings += [_clock(home, now or datetime.now(UTC)), *_published(home, quick=quick)]
    if not quick:
        findings.append(_raw_store(home))
    return tuple(findings)


def _versions() -> Iterator[Finding]:
    """Each direct dependency as the package itself declares it."""
    wrong, seen = [], []
    for text in metadata.requires("warta") or []:
        needed = Requirement(text)
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = metadata.version(needed.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{needed.name} is missing")
            continue
        seen.append((needed.name, installed))
        if not needed.specifier.contains(installed, prereleases=True):
            wrong.append(f"{needed.name} is {installed}, and {needed.specifier} is needed")
    if wrong:
        yield Finding("versions", "error", "; ".join(wrong) + ".", "pip install -e . (or make run)")
    else:
        told = ", ".join(f"{n} {v}" for n, v in seen if n in ("duckdb", "pyarrow", "prefect"))
        yield Finding("versions", "ok", f"{told}; {len(seen)} dependencies fit.")


def _disk(home: Path) -> Finding:
    there = next(path for path in (home, *home.parents) if path.exists())
    free = shutil.disk_usage(there).free
    live = home / "state" / "live.duckdb"
    size = live.stat().st_size if live.exists() else 0
    detail = f"{_bytes(free)} free; publishing needs {_bytes(size)} for a moment."
    if free < size + SPARE_BYTES:
        return Finding("disk", "error", detail, "Make room: a run would fail. Readers keep what they have.")
    if free < 3 * size + 5 * SPARE_BYTES:
        return Finding("disk", "warning", detail, "Make room before the next large run.")
    return Finding("disk", "ok", detail)


@contextmanager
def _lock(home: Path) -> Iterator[dict[str, object] | None]:
    """Hold the writer's lock where it is free; yields None then, else who holds it."""
    state = home / "state"
    before = writer_of(state)
    if not state.exists():
        yield None
        return
    with ExitStack() as held:
        try:
            held.enter_context(writer_lock(state, wait=0))
        except WarehouseLockedError:
            yield writer_of(state) or before or {}
            return
        yield None


def _lock_state(home: Path, holder: dict[str, object] | None) -> Finding:
    if holder is None:
        return Finding("lock", "ok", "Nobody writes.")
    who = f"process {holder.get('pid', '?')} on {holder.get('host', '?')} ({holder.get('command', '?')})"
    return Finding("lock", "ok", f"{who} writes since {holder.get('since', '?')}; some looks were left out.")


def _left_overs(home: Path, *, free: bool) -> Finding:
    found = sorted(
        [
            *home.glob(".warehouse.duckdb.*.tmp"),
            *(home / "state").glob(".live.duckdb.*.tmp"),
            *(home / "lake" / "documents").glob("month=*/.*.tmp"),
        ]
    )
    if found and free:
        return Finding(
            "left-overs",
            "warning",
            f"A process that was killed left {_names(home, found)}.",
            "The next run removes them.",
        )
    return Finding("left-overs", "ok", "None.")


def _clock(home: Path, now: datetime) -> Finding:
    files = RawStore(home).files()
    stamps = [stamp for path in files[-1:] if (stamp := _stamp(path.name))]
    if stamps and stamps[0] > now + GRACE:
        return Finding(
            "clock",
            "error",
            f"It says {now:%Y-%m-%d %H:%M} UTC, and the newest raw file is of {stamps[0]:%Y-%m-%d %H:%M}.",
            "Set the clock: new files would be taken for older than those that are stored.",
        )
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC, after everything that is stored.")


def _stamp(name: str) -> datetime | None:
    try:
        return datetime.strptime(name.partition("-")[0], "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _published(home: Path, *, quick: bool) -> Iterator[Finding]:
    path = home / "warehouse.duckdb"
    if not path.exists():
        yield Finding("published", "warning", "Nothing is published yet.", "warta run: it goes on from here.")
        return
    try:
        with duckdb.connect(str(path), read_only=True) as con:
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
    except duckdb.Error as error:
        yield Finding(
            "published",
            "error",
            f"{path} cannot be read: {error}",
            "Run again: it is written anew from the live file. Else: warta restore.",
        )


def _ledger(home: Path, *, free: bool) -> Finding:
    """Whether raw files and the ledger of loads agree."""
    loaded = _loaded(home)
    raw = RawStore(home)
    files = {raw.name_of(path) for path in raw.files()}
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
    path = home / "warehouse.duckdb"
    if not path.exists():
        return set()
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            return loaded_files(con)
    except duckdb.Error:  # said by the look at the published file
        return set()


def _live(home: Path) -> Finding:
    """Whether readers see what the writer has; only for who holds the lock."""
    live, path = home / "state" / "live.duckdb", home / "warehouse.duckdb"
    if not live.exists():
        return Finding("live", "ok", "No live file; the next run makes it from the published one.")
    try:
        with duckdb.connect(str(live), read_only=True) as con:
            mine = _last_run(con)
    except duckdb.Error as error:
        return Finding(
            "live",
            "error",
            f"{live} cannot be opened: {error}",
            "Remove it and its .wal: the next run goes on from the published one.",
        )
    theirs = None
    if path.exists():
        try:
            with duckdb.connect(str(path), read_only=True) as con:
                theirs = _last_run(con)
        except duckdb.Error:  # said by the look at the published file
            return Finding("live", "ok", "Readable.")
    if mine == theirs:
        return Finding("live", "ok", "Readers see what was loaded last.")
    status = f"the last run, {mine[0]}, is {mine[1]}" if mine else "it holds no run"
    return Finding(
        "live", "warning", f"Readers do not see the live file: {status}.", "The next run publishes it."
    )


def _last_run(con: duckdb.DuckDBPyConnection) -> tuple[str, str] | None:
    rows = select(con, "SELECT run_id, status FROM runs ORDER BY started_at DESC, run_id LIMIT 1")
    return (rows[0]["run_id"], rows[0]["status"]) if rows else None


def _raw_store(home: Path) -> Finding:
    """Read every document, with the checksums of its pages, and compute its id anew."""
    count, unreadable, altered = 0, [], []
    files = RawStore(home).files()
    for path in files:
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                for batch in file.iter_batches(BATCH):
                    count += batch.num_rows
                    altered += [str(row["document_id"]) for row in batch.to_pylist() if not _is_itself(row)]
        except (OSError, ValueError, pa.ArrowException):
            unreadable.append(path)
    if unreadable or altered:
        told = [f"{len(unreadable)} files cannot be read: {_names(home, unreadable)}"] if unreadable else []
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


def _names(home: Path, paths: Sequence[Path]) -> str:
    shown = ", ".join(str(path.relative_to(home)) for path in paths[:NAMED])
    return shown + (f" and {len(paths) - NAMED} more" if len(paths) > NAMED else "")


def _bytes(number: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"
