"""Looking a home over: disk, installed versions, lock, left-overs, raw store, tables, published file.

Nothing is changed. What only the writer may look at is left out while another process writes.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from warehouse.doctor_tables import look_at_ledger, look_at_newest, look_at_published, look_at_raw_store
from warehouse.errors import SPARE_BYTES, free_bytes
from warehouse.findings import Finding, names_of
from warehouse.lock import WarehouseLockedError, writer_lock, writer_of
from warehouse.raw import RawStore, stored_at
from warehouse.storage import storage_of
from warehouse.whole import unfinished

OWN_FILES = ("warehouse.duckdb", "warehouse.lake", "state/live.duckdb")
GRACE = timedelta(minutes=5)


def examine(home: Path, *, now: datetime | None = None, quick: bool = False) -> tuple[Finding, ...]:
    """Look a home over.

    Args:
        home: the folder of all state.
        now: the present; for tests.
        quick: leave out what reads everything: the content of the raw store and the checks of all tables.
    """
    home = home.resolve()
    findings = [*_versions(), _disk(home)]
    if not (home / "lake").exists() and not storage_of(home).published.exists():
        return (*findings, Finding("warehouse", "ok", f"There is none yet in {home}.", "warta run PATH"))
    with _lock(home) as holder:
        findings.append(_lock_state(home, holder))
        free = holder is None
        findings += [_left_overs(home, free=free), look_at_ledger(home, free=free)]
        if free:
            findings.append(look_at_newest(home))
    findings += [_clock(home, now or datetime.now(UTC)), *look_at_published(home, quick=quick)]
    if not quick:
        findings.append(look_at_raw_store(home))
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
    free = free_bytes(home)
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
    own = [path for name in OWN_FILES for path in unfinished(home / name)]
    found = [*(str(path.relative_to(home)) for path in own), *RawStore(home).left_over()]
    if found and free:
        return Finding(
            "left-overs",
            "warning",
            f"A process that was killed left {names_of(found)}.",
            "The next run removes or finishes them.",
        )
    return Finding("left-overs", "ok", "None.")


def _clock(home: Path, now: datetime) -> Finding:
    files = RawStore(home).files()
    stamps = [stamp for name in files[-1:] if (stamp := stored_at(name))]
    if stamps and stamps[0] > now + GRACE:
        return Finding(
            "clock",
            "error",
            f"It says {now:%Y-%m-%d %H:%M} UTC, and the newest raw file is of {stamps[0]:%Y-%m-%d %H:%M}.",
            "Set the clock: new files would be taken for older than those that are stored.",
        )
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC, after everything that is stored.")


def _bytes(number: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"
