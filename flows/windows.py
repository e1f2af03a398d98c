"""The windows of a backfill: stretches of days, worked off one after the other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

Size = Literal["day", "week", "month", "year"]
Order = Literal["oldest", "newest"]
Stage = Literal["fetch", "clean", "extract", "resolve"]

SIZES: tuple[Size, ...] = ("day", "week", "month", "year")
MOST_WINDOWS = 60
"""Of so many at most a backfill is planned where no size is asked for: each costs a load, a check and a publish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days from `first` to `last`, both included; without days it holds what has no date."""

    first: date | None
    last: date | None
    documents: int

    @property
    def name(self) -> str:
        """What people call it."""
        if self.first is None or self.last is None:
            return "undated"
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a backfill is to do: a stage for the documents of these days and sources (none means all), in windows of a size.

    `fetch` looks for articles of those days that are not here yet. Cleaning, extraction and resolution are one pass
    over the raw document, so that these stages do the same.
    """

    home: Path
    stage: Stage = "extract"
    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    size: Size | None = None
    order: Order = "oldest"
    settings_file: Path | None = None


def split(
    documents: Mapping[date | None, int],
    *,
    first: date | None = None,
    last: date | None = None,
    size: Size | None = None,
    order: Order = "oldest",
) -> tuple[Window, ...]:
    """The windows that hold any documents.

    Args:
        documents: how many there are of each day; under None those without a date.
        first: no window reaches before this day,
        last: or behind this one.
        size: calendar days, weeks (from Monday), months or years; None takes the smallest that gives few windows.
        order: which comes first. What has no date comes last.
    """
    days = [day for day in documents if day]
    size = size or (_fitting(min(days), max(days)) if days else "day")
    counts = Counter[date]()
    for day in days:
        counts[_begin(day, size)] += documents[day]
    found = [
        Window(first=max(begin, first or begin), last=min(end, last or end), documents=counts[begin])
        for begin in sorted(counts)
        for end in [_end(begin, size)]
    ]
    if order == "newest":
        found.reverse()
    if undated := documents.get(None):
        found.append(Window(first=None, last=None, documents=undated))
    return tuple(found)


def _fitting(first: date, last: date) -> Size:
    days = (last - first).days + 1
    return next(
        (size for size, length in zip(SIZES, (1, 7, 30), strict=False) if days <= MOST_WINDOWS * length),
        "year",
    )


def _begin(day: date, size: Size) -> date:
    match size:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def _end(begin: date, size: Size) -> date:
    match size:
        case "day":
            return begin
        case "week":
            return begin + timedelta(days=6)
        case "month":
            return (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case "year":
            return begin.replace(month=12, day=31)
