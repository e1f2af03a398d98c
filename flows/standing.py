"""How a home stands, told without a server: who writes, what waits, whether the schedules run and what is due next."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cronsim import CronSim

from config.settings import ServeSettings, load_settings
from config.sources import load_sources
from warehouse.lock import writer_of
from warehouse.published import ask
from warehouse.raw import RawStore
from warehouse.storage import storage_of

SERVING = "serving.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The next time that a schedule asks for a run."""

    flow: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`writer` holds the warehouse, `serving` is the process of `warta serve`; None where there is none.

    `waiting` counts what is left to do: documents that are stored and not loaded, pages to be fetched now or by a
    backfill, sources whose visit is due.
    """

    writer: dict[str, object] | None
    serving: dict[str, object] | None
    waiting: dict[str, int]
    due: tuple[Due, ...]


def standing(home: Path, now: datetime | None = None) -> Standing:
    """Look at a home that has a published warehouse.

    Raises:
        NoWarehouseError: nothing has been published yet.
    """
    now = now or datetime.now(UTC)
    raw = RawStore(home)
    loaded = {row["raw_file"] for row in ask(home, "loaded_files")}
    waiting = {"documents to be coded": raw.count(raw.pending(loaded))}
    waiting |= {row["what"]: row["n"] for row in ask(home, "waiting", now)}
    return Standing(
        writer=_alive(writer_of(home / "state")),
        serving=_alive(_read(home / "state" / SERVING)),
        waiting=waiting,
        due=tuple(sorted(_due(home, now), key=lambda due: due.at)),
    )


@contextmanager
def told_as_serving(home: Path) -> Iterator[None]:
    """Note that this process runs the schedules of a home."""
    path = home / "state" / SERVING
    path.parent.mkdir(parents=True, exist_ok=True)
    since = datetime.now(UTC).isoformat(timespec="seconds")
    path.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def was_missed(home: Path, serve: ServeSettings, now: datetime | None = None) -> bool:
    """Whether the schedule's last time passed since the last run over the sources; never before a first run."""
    if not storage_of(home).published.exists():
        return False
    (last,) = ask(home, "last_pipeline")
    local = (now or datetime.now(UTC)).astimezone(ZoneInfo(serve.timezone))
    return last["started_at"] is not None and last["started_at"] < next(
        CronSim(serve.cron, local, reverse=True)
    )


def _due(home: Path, now: datetime) -> Iterator[Due]:
    serve = load_settings(home).serve
    local = now.astimezone(ZoneInfo(serve.timezone))
    crons = [("pipeline", "all enabled sources", serve.cron), ("maintenance", "", serve.maintenance_cron)]
    crons += [
        ("pipeline", one.id, one.cron) for one in load_sources(home).values() if one.enabled and one.cron
    ]
    for flow, what, cron in crons:
        yield Due(flow=flow, what=what, at=next(CronSim(cron, local)))


def _read(path: Path) -> dict[str, object] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _alive(process: dict[str, object] | None) -> dict[str, object] | None:
    """The process, unless it is of this machine and gone."""
    if process is None or process.get("host") != socket.gethostname():
        return process
    return (
        process if Path(f"/proc/{process.get('pid')}").exists() or not Path("/proc/self").exists() else None
    )
