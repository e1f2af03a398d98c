"""Which reports of several articles tell of one event, by points that are written in `config/rules/resolve.toml`.

Reports already in an event stay there: a new report joins an event or founds one, so an identifier never
changes its meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.records import make_id
from transforms.resolving.blocking import stored_blocks, wanted_blocks
from transforms.resolving.report_key import ReportKey
from transforms.resolving.resemblance import may_join, nearness
from transforms.resolving.rules import resolve_rules

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
        candidates = {event: None for block in wanted_blocks(key) for event in by_block.get(block, {})}
        merge = _place(key, {event: members[event] for event in sorted(candidates)})
        merges.append(merge)
        _enter(members, by_block, merge.event_id, key)
    return tuple(merges)


def _enter(
    members: dict[str, list[ReportKey]], by_block: dict[str, dict[str, None]], event_id: str, key: ReportKey
) -> None:
    members.setdefault(event_id, []).append(key)
    for block in stored_blocks(key):
        by_block.setdefault(block, {})[event_id] = None


def _place(key: ReportKey, events: dict[str, list[ReportKey]]) -> Merge:
    """The event that a report joins; where none is close enough it founds one."""
    rules = resolve_rules()
    close = sorted(
        ((*nearness(key, held), event) for event, held in events.items() if may_join(key, held)),
        key=lambda found: (found[0], found[2]),
        reverse=True,
    )
    if close:
        points, method, event = close[0]
        vague = points < rules.threshold or _is_vague(key) or all(map(_is_vague, events[event]))
        ahead = points - (close[1][0] if len(close) > 1 else 0.0) >= rules.margin
        enough = rules.vague_threshold if len(close) == 1 else rules.threshold
        if points >= enough and (ahead or not vague):
            method = method if points >= rules.threshold else "only_candidate"
            return Merge(event_id=event, report_id=key.report_id, method=method, score=round(points, 2))
    return Merge(
        event_id=make_id("event", key.report_id), report_id=key.report_id, method="founding", score=0.0
    )


def _is_vague(key: ReportKey) -> bool:
    """Whether a report leaves the region or the day open."""
    local = key.place_code is not None and "." in key.place_code
    return not local or key.date_precision != "day"


def _order(key: ReportKey) -> tuple[str, str]:
    return key.published_at.isoformat() if key.published_at else _LATE, key.report_id
