"""A stage of the pipeline done again for stretches of days, window by window.

Each window is a run of its own (or several where its pages are many): it holds the warehouse only as long as it
works, so that scheduled runs come in between, and what it did is published when it ends. What is left to do is read
off the tables, so that a backfill that was stopped or killed goes on where it was when it is started again; no
window is done twice.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from flows import history, recoding
from flows.job import Outcome
from flows.windows import Window, Wish, split

LOG = logging.getLogger("warta.backfill")
GIVE_WAY = 0.3
"""Seconds between two turns, in which a run that waits for the warehouse gets it: the lock is asked for oftener."""

Turn = Callable[[], AbstractContextManager[None]]
"""What a turn to write is waited for in; the lock of the home is waited for anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a backfill would do: its windows in their order, and about how many seconds they take, if that is known.

    `again` tells more of documents that are coded again, `ahead` of articles that are looked for.
    """

    windows: tuple[Window, ...]
    seconds: float | None
    again: recoding.Plan | None = None
    ahead: history.Plan | None = None


def look_back(wish: Wish, started: str, turn: Turn = nullcontext) -> Iterator[Outcome]:
    """What comes before the plan: to fetch, sitemaps, lists of days and files are read."""
    if wish.stage == "fetch":
        yield from history.look_back(wish, started, turn)


def plan(wish: Wish, *, is_dry: bool = False) -> Plan:
    """Settle the windows of a backfill.

    Args:
        wish: what is to be done.
        is_dry: nothing was looked for before, so that sitemaps are to be asked now, without keeping anything.

    Raises:
        NoWarehouseError: nothing has been published yet that could be coded again.
        UsageError: a source that is not known, or days that end before they begin, or none where they are needed.
    """
    if wish.stage == "fetch":
        ahead = history.plan(wish, is_dry=is_dry)
        return Plan(windows=ahead.windows, seconds=ahead.seconds, ahead=ahead)
    found = recoding.plan_recoding(wish.home, _scope(wish), wish.settings_file)
    windows = split(found.by_day, first=wish.first, last=wish.last, size=wish.size, order=wish.order)
    count = sum(window.documents for window in windows)
    seconds = count / found.per_second if found.per_second else None
    return Plan(windows=windows, seconds=seconds, again=found)


def run_window(wish: Wish, window: Window, started: str, turn: Turn = nullcontext) -> Iterator[Outcome]:
    """Do one window, in one turn or several. `started` tells its runs from all others."""
    LOG.info("window %s: %d documents", window.name, window.documents)
    if wish.stage == "fetch":
        yield from history.fetch_window(wish, window, started, turn)
        return
    with turn():
        scope = _scope(wish, window)
        yield recoding.recode(recoding.recoding_job(wish.home, started, scope, wish.settings_file), scope)


def run(wish: Wish, started: str) -> Iterator[Outcome]:
    """Do all windows, one after the other."""
    for outcome in look_back(wish, f"{started}-lists"):
        yield outcome
        time.sleep(GIVE_WAY)
    for number, window in enumerate(plan(wish).windows):
        for outcome in run_window(wish, window, f"{started}-{number}"):
            yield outcome
            time.sleep(GIVE_WAY)


def _scope(wish: Wish, window: Window | None = None) -> recoding.Scope:
    if window is None:
        return recoding.Scope(first=wish.first, last=wish.last, sources=wish.sources)
    return recoding.Scope(
        first=window.first, last=window.last, is_undated=window.first is None, sources=wish.sources
    )
