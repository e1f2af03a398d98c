"""Which reports of several articles tell of one event, by points that are written in `config/rules/resolve.toml`.

Reports already in an event stay there: a new report joins an event or founds one, so an identifier never
changes its meaning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.records import make_id
from transforms.resolving.resemblance import (
    ReportKey,
    days_of,
    may_join,
    nearness,
    report_key,
    resolve_rules,
    same_person,
    title_words,
)

__all__ = ["Merge", "ReportKey", "blocks", "report_key", "resolve", "same_person", "title_words"]

_LATE = "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The event that a new report belongs to, and why: `founding`, `story`, `actors`, `wording` or
    `only_candidate`. `score` are the points of the closest report in the event, 0 for a founding one.
    """

    event_id: str
    report_id: str
    method: str
    score: float


def blocks(key: ReportKey) -> tuple[str, ...]:
    """Keys of which two reports share one wherever they could be of one event.

    They hold topic and type with the province and each month that the event's days may lie in, with the day
    alone (a report without a place), or with the story.
    """
    head = f"{key.topic}|{key.event_type}"
    province = key.place_code.split(".")[0] if key.place_code else "?"
    found = [f"{head}|{province}|{month}" for month in _months(key)]
    if key.event_date is not None and key.date_precision == "day":
        found.append(f"{head}|*|{key.event_date.isoformat()}")
    if key.story_id is not None:
        found.append(f"{head}|story|{key.story_id}")
    return tuple(found)


def resolve(new: Sequence[ReportKey], existing: Sequence[ReportKey]) -> tuple[Merge, ...]:
    """The event of each new report, in the order in which they were settled.

    Exact reports come first, then vague ones, each in the order of publication and then of identifier, so that
    the order of `new` makes no difference. `existing` need hold only the reports that share a block with a new
    one; reports in it without an event are left out.
    """
    members: dict[str, list[ReportKey]] = {}
    by_block: dict[str, dict[str, None]] = {}
    for key in sorted((k for k in existing if k.event_id is not None), key=_order):
        _enter(members, by_block, str(key.event_id), key)
    merges: list[Merge] = []
    for key in sorted(new, key=lambda k: (_is_vague(k), *_order(k))):
        candidates = {event: None for block in blocks(key) for event in by_block.get(block, {})}
        merge = _place(key, {event: members[event] for event in sorted(candidates)})
        merges.append(merge)
        _enter(members, by_block, merge.event_id, key)
    return tuple(merges)


def _enter(
    members: dict[str, list[ReportKey]], by_block: dict[str, dict[str, None]], event_id: str, key: ReportKey
) -> None:
    members.setdefault(event_id, []).append(key)
    for block in blocks(key):
        by_block.setdefault(block, {})[event_id] = None


def _place(key: ReportKey, events: dict[str, list[ReportKey]]) -> Merge:
    """The event that a report joins; where none is close enough it founds one."""
    rules = resolve_rules()
    close = [(*nearness(key, held), event) for event, held in events.items() if may_join(key, held)]
    vague = _is_vague(key)
    exact_enough = [c for c in close if c[0] >= rules.threshold]
    if exact_enough and not (vague and len(exact_enough) > 1):
        points, method, event = max(exact_enough, key=lambda c: (c[0], c[2]))
        return Merge(event_id=event, report_id=key.report_id, method=method, score=round(points, 2))
    if vague and len(close) == 1 and close[0][0] >= rules.vague_threshold:
        points, _, event = close[0]
        return Merge(event_id=event, report_id=key.report_id, method="only_candidate", score=round(points, 2))
    return Merge(
        event_id=make_id("event", key.report_id), report_id=key.report_id, method="founding", score=0.0
    )


def _months(key: ReportKey) -> Iterable[str]:
    """The months in which a report's event may lie, with those of the days beside it; without a date, those
    of its publication and before.
    """
    days = days_of(key)
    if days is None:
        if key.published_at is None:
            return ["?"]
        last = key.published_at.date()
        return _months_between(last - timedelta(days=31), last)
    return _months_between(_shift(days[0], -1), _shift(days[1], 1))


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _months_between(first: date, last: date) -> list[str]:
    span = (last.year - first.year) * 12 + last.month - first.month
    return [
        f"{first.year + (first.month - 1 + n) // 12}-{(first.month - 1 + n) % 12 + 1:02d}"
        for n in range(min(span, 24) + 1)
    ]


def _is_vague(key: ReportKey) -> bool:
    """Whether a report leaves the region or the day open."""
    local = key.place_code is not None and "." in key.place_code
    return not local or key.date_precision != "day"


def _order(key: ReportKey) -> tuple[str, str]:
    return key.published_at.isoformat() if key.published_at else _LATE, key.report_id
