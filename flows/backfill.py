"""A stage of the pipeline done again for stretches of days, window by window.

Each window is a run of its own: it holds the warehouse only as long as it works, so that scheduled runs come in
between, and what it did is published when it ends. What is left to do is read off the tables, so that a backfill
that was stopped or killed goes on where it was when it is started again; no window is done twice.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows import recoding
from flows.job import Outcome
from flows.windows import Order, Size, Stage, Window, split

LOG = logging.getLogger("warta.backfill")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done again: documents of these days and sources (none means all), in windows of a size.

    Cleaning, extraction and resolution are one pass over the raw document, so that these stages do the same.
    """

    home: Path
    stage: Stage = "extract"
    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    size: Size | None = None
    order: Order = "oldest"
    settings_file: Path | None = None

    def scope(self, window: Window | None = None) -> recoding.Scope:
        """The documents of a window, or all."""
        if window is None:
            return recoding.Scope(first=self.first, last=self.last, sources=self.sources)
        return recoding.Scope(
            first=window.first, last=window.last, is_undated=window.first is None, sources=self.sources
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a backfill would do: its windows in their order, and about how many seconds they take, if that is known."""

    windows: tuple[Window, ...]
    seconds: float | None
    recoding: recoding.Plan


def plan(wish: Wish) -> Plan:
    """Settle the windows of a backfill, from the published warehouse.

    Raises:
        NoWarehouseError: nothing has been published yet.
        UsageError: a source that is not known, or days that end before they begin.
    """
    found = recoding.plan_recoding(wish.home, wish.scope(), wish.settings_file)
    windows = split(found.by_day, first=wish.first, last=wish.last, size=wish.size, order=wish.order)
    count = sum(window.documents for window in windows)
    return Plan(
        windows=windows, seconds=count / found.per_second if found.per_second else None, recoding=found
    )


def run_window(wish: Wish, window: Window, started: str) -> Outcome:
    """Do one window. `started` tells this run from all others."""
    LOG.info("window %s: %d documents", window.name, window.documents)
    scope = wish.scope(window)
    return recoding.recode(recoding.recoding_job(wish.home, started, scope, wish.settings_file), scope)


def run(wish: Wish, started: str) -> Iterator[Outcome]:
    """Do all windows, one after the other."""
    for number, window in enumerate(plan(wish).windows):
        yield run_window(wish, window, f"{started}-{number}")
