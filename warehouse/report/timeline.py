"""The time line: a row of bars for each type of event, with the calendar of elections drawn through all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from config.gazetteers import Election, ElectionStage
from config.loader import load_csv

WIDTH, LEFT = 960, 190
ROW = 40
"""Height of a row; `draw` takes another one."""
WEEKS_UP_TO = 400
"""Stretches of so many days at most are drawn by the week, longer ones by the month."""
MONTHS = 120
CAMPAIGN = "kampanye"
"""The stage of the calendar that is drawn as a band."""


@dataclass(slots=True)
class Lane:
    """A type of event on the time line: its bars as x, y, width, height, count and the bin's first day."""

    type: str
    events: int
    bars: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What the drawing needs, in its own units; `monthly` tells the width of a bin, `left_out` the events before it."""

    monthly: bool
    lane_height: int
    height: int
    lanes: Sequence[Lane]
    ticks: Sequence[dict[str, Any]]
    votes: Sequence[dict[str, Any]]
    campaigns: Sequence[dict[str, Any]]
    most: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Elections with the days of their votes, and their campaigns, each as first and last day."""

    votes: Sequence[tuple[str, date]]
    campaigns: Sequence[tuple[date, date]]


def calendar() -> Calendar:
    """The calendar of the elections that ship."""
    stages = load_csv(ElectionStage, "gazetteers/election_stages.csv")
    return Calendar(
        [(e.name, date.fromisoformat(e.voting_date)) for e in load_csv(Election, "gazetteers/elections.csv")],
        [(date.fromisoformat(s.start), date.fromisoformat(s.end)) for s in stages if s.stage == CAMPAIGN],
    )


def draw(
    days: Sequence[Mapping[str, Any]], elections: Calendar, *, lane_height: int = ROW
) -> Timeline | None:
    """Lay out the time line of rows of `days.sql`; None where no event has a day."""
    if not days:
        return None
    last = max(row["event_date"] for row in days)
    first = max(min(row["event_date"] for row in days), _months_back(last, MONTHS - 1))
    monthly = (last - first).days > WEEKS_UP_TO
    starts = _bins(first, last, monthly)
    end = _next(starts[-1], monthly)
    scale = (WIDTH - LEFT - 20) / (end - starts[0]).days

    def x(day: date) -> float:
        return round(LEFT + (day - starts[0]).days * scale, 1)

    counts: Counter[tuple[str, date]] = Counter()
    totals: Counter[str] = Counter()
    left_out = 0
    for row in days:
        if row["event_date"] < starts[0]:
            left_out += row["events"]
            continue
        kind = f"{row['topic']}/{row['event_type']}"
        counts[kind, _bin(row["event_date"], monthly)] += row["events"]
        totals[kind] += row["events"]
    most = max(counts.values())
    lanes = []
    for number, (kind, events) in enumerate(totals.most_common()):
        lane = Lane(kind, events)
        floor = 24 + (number + 1) * lane_height
        for start in starts:
            if count := counts.get((kind, start)):
                height = max(3.0, round((lane_height - 10) * count / most, 1))
                width = max(2.0, round(x(_next(start, monthly)) - x(start) - 1, 1))
                lane.bars.append({"x": x(start), "y": round(floor - height, 1), "width": width, "height": height,
                                  "count": count, "day": start})  # fmt: skip
        lanes.append(lane)
    return Timeline(
        monthly=monthly,
        lane_height=lane_height,
        height=24 + len(lanes) * lane_height + 40,
        lanes=lanes,
        ticks=_ticks(starts[0], end, x),
        votes=[{"x": x(day), "name": name, "day": day} for name, day in elections.votes if starts[0] <= day < end],
        campaigns=[
            {"x": x(max(start, starts[0])), "width": round(x(min(last, end)) - x(max(start, starts[0])), 1),
             "start": start, "end": last}
            for start, last in elections.campaigns
            if last >= starts[0] and start < end
        ],
        most=most,
        left_out=left_out,
    )  # fmt: skip


def months(days: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Events by month and type, the latest month first: `month` as 2024-09, `counts` by type, `events` in all."""
    found: dict[str, Counter[str]] = {}
    for row in days:
        counts = found.setdefault(f"{row['event_date']:%Y-%m}", Counter())
        counts[f"{row['topic']}/{row['event_type']}"] += row["events"]
    return [
        {"month": month, "day": date.fromisoformat(f"{month}-01"), "counts": counts, "events": counts.total()}
        for month, counts in sorted(found.items(), reverse=True)
    ]


def _months_back(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1) if month >= 12 else date.min


def _bin(day: date, monthly: bool) -> date:
    return day.replace(day=1) if monthly else day - timedelta(days=day.weekday())


def _next(start: date, monthly: bool) -> date:
    return (start + timedelta(days=31)).replace(day=1) if monthly else start + timedelta(days=7)


def _bins(first: date, last: date, monthly: bool) -> list[date]:
    starts = [_bin(first, monthly)]
    while (following := _next(starts[-1], monthly)) <= last:
        starts.append(following)
    return starts


def _ticks(start: date, end: date, x: Any) -> list[dict[str, Any]]:
    firsts = [d for d in (_bins(start, end, monthly=True)) if start <= d < end]
    every = max(1, -(-len(firsts) // 12))
    return [{"x": x(day), "day": day} for i, day in enumerate(firsts) if i % every == 0]
