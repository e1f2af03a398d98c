"""Keeping house: small raw files joined, what may be forgotten removed, a lake's files merged and old states let go.

What a kill leaves half-done is finished or undone by the next writer. Raw documents are never removed unless
`keep.raw_documents_days` says so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from config.settings import KeepSettings, load_settings
from warehouse.raw import stored_at
from warehouse.store import Writer, open_writer

SMALL = 32 * 1024 * 1024
"""Bytes: raw files are joined up to about this size, and larger ones are left alone."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done: raw files before and after, rows and raw files forgotten, files and states of a lake let go."""

    raw_files_before: int
    raw_files_after: int
    raw_files_removed: int
    rows_removed: int
    lake_files_removed: int
    lake_states_removed: int


def keep_house(home: Path, now: datetime, *, wait: float | None = None) -> Tidied:
    """Tidy a home by its settings, and publish.

    Args:
        home: the folder of all state.
        now: the present, from which the days of the settings count.
        wait: seconds to wait for another process that writes; None waits for ever.

    Raises:
        ConfigError: the settings are wrong.
        WarehouseLockedError: another process writes, and did so for all that time.
        DiskFullError: there is no room.
    """
    settings = load_settings(home)
    with open_writer(home, wait=wait) as writer:
        before = len(writer.raw.files())
        removed = _forget_raw_documents(writer, settings.keep, now)
        rows = _forget_rows(writer, settings.keep, now)
        _join_raw_files(writer, now)
        after = len(writer.raw.files())
        files, states = writer.let_go(now - timedelta(days=settings.warehouse.keep_snapshots_days))
        writer.publish()
    return Tidied(before, after, removed, rows, files, states)


def _forget_rows(writer: Writer, keep: KeepSettings, now: datetime) -> int:
    """Remove changes and resolved rejections that are older than they are kept."""
    count = 0
    if keep.changes_days:
        count += writer.ledger.forget_changes(now - timedelta(days=keep.changes_days))
    if keep.rejections_days:
        count += writer.ledger.forget_rejections(now - timedelta(days=keep.rejections_days))
    return count


def _forget_raw_documents(writer: Writer, keep: KeepSettings, now: datetime) -> int:
    """Remove loaded raw files that are older than they are kept."""
    if not keep.raw_documents_days:
        return 0
    first = now - timedelta(days=keep.raw_documents_days)
    loaded = writer.ledger.loaded_files()
    old = [
        name
        for name in writer.raw.files()
        if name in loaded and (stored := stored_at(name)) and stored < first
    ]
    writer.raw.remove(old)
    writer.ledger.rename_raw_files(old, None)
    return len(old)


def _join_raw_files(writer: Writer, now: datetime) -> None:
    """Join the small loaded files of each month that is over, neighbours only: their order is that of storing."""
    loaded = writer.ledger.loaded_files()
    current = f"month={now:%Y-%m}"
    for month, names in groupby(writer.raw.files(), key=lambda name: name.partition("/")[0]):
        if month >= current:
            continue
        group: list[str] = []
        size = 0
        for name in [*names, None]:
            fits = name is not None and name in loaded and writer.raw.size(name) < SMALL
            if not fits or size > SMALL:
                if len(group) > 1:
                    writer.raw.join(group, writer.ledger.rename_raw_files)
                group, size = [], 0
            if fits and name is not None:
                group.append(name)
                size += writer.raw.size(name)
