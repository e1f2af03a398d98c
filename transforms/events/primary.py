"""Which of the events an article tells it is about: what its title and first sentences speak of."""

from collections.abc import Sequence

from transforms.events.drafts import Draft, Told
from transforms.events.event_types import EventType, compiled
from transforms.events.judging import Hit
from transforms.events.line_rules import event_rules
from transforms.events.scene import OCCASION_LINES, Line, Scene
from transforms.events.when import entry_day, held_date

_TITLE_POINTS, _LEAD_POINTS, _BODY_POINTS = 100.0, (50.0, 28.0, 20.0), 4.0
_PLANNED_WEIGHT = 0.4
_TAKEN_UP = 0.5
"""What a case weighs that is told in words spoken at something held."""
_OPENING = 2
_ENTRIES = 3
"""Days that stand alone before what happened on them, from which on an article is a chronicle."""
_BACK = 60


def said_on(scene: Scene, told: Sequence[Told]) -> list[Hit]:
    """What was held, not far down, on the day on which something is said: the first sentences name no other."""
    statement = next((event for event in scene.topic.events if event.framed), None)
    said = held_date(scene, statement, (), set()) if statement is not None else None
    day = said.start if said is not None else None
    return [t.hit for t in told if _is_occasion(t.hit) and (not day or not t.when or t.when.start == day)]


def primary_type(
    hits: Sequence[Hit], occasions: Sequence[Hit], *, chronicle: bool = False
) -> EventType | None:
    """The type that title and first sentences speak of, else one told further down; a framed type where nothing frames it."""
    early = [hit for hit in hits if hit.line is None or hit.line.part == "lead"]
    if all(hit.event.framed for hit in early):
        early += occasions
    framing = any(frames(hit) for hit in early)
    heard = [hit for hit in hits if not hit.event.framed or (not framing and hit in early)]
    if not early and (main := _main_of(heard, chronicle)):
        return main.event
    points: dict[str, float] = {}
    types: dict[str, EventType] = {}
    for hit in heard or hits:
        types[hit.event.type] = hit.event
        weight = _TAKEN_UP if framing and hit.quoted and hit.event.nature == "case" else 1.0
        points[hit.event.type] = points.get(hit.event.type, 0.0) + weight * _points(hit)
    named = {hit.event.type for hit in early}
    types = {name: event for name, event in types.items() if not named & set(event.yields_to)}
    types = {name: event for name, event in types.items() if name in named} or types
    if not types:
        return None
    return max(
        types.values(), key=lambda event: (round(points[event.type] + event.priority / 2), event.priority)
    )


def is_chronicle(scene: Scene, hits: Sequence[Hit]) -> bool:
    """Whether the days of what is told stand alone before it, one after another."""
    days = (entry_day(scene, hit.line) for hit in hits if hit.line is not None)
    return len({day.date_start for day in days if day is not None}) >= _ENTRIES


def _main_of(hits: Sequence[Hit], chronicle: bool) -> Hit | None:
    """What an article is about that names no event in title and first sentences: a long read, a column, a check.

    It is the last step of a chronicle, else what is told first; where steps of a case alone are told, all of
    them taken, the weight of each decides.
    """
    told = [hit for hit in hits if hit.status == "occurred" and not hit.counted]
    if told and chronicle:
        return told[-1]
    case_alone = len(told) == len(hits) and all(hit.event.nature == "case" for hit in told)
    return None if case_alone or not told else told[0]


def _is_occasion(hit: Hit) -> bool:
    """Whether a hit tells, not far down, on which dated occasion something was said."""
    return (
        hit.event.nature == "held"
        and hit.status == "occurred"
        and hit.dated
        and hit.line is not None
        and hit.line.number < OCCASION_LINES
    )


def frames(hit: Hit) -> bool:
    """Whether an early hit takes up what is said at it; what a body has issued does so in the first sentences only."""
    if not hit.event.frames or hit.status != "occurred" or hit.aside:
        return False
    if hit.line is not None and hit.line.number and not hit.dated and _is_over(hit, hit.line):
        return False
    return hit.event.nature == "held" or hit.line is None or hit.line.number < _OPENING


def _is_over(hit: Hit, line: Line) -> bool:
    """Whether words before a hit put it behind what is told."""
    before = line.text[max(0, hit.start - line.start - _BACK) : hit.start - line.start]
    return compiled(event_rules().already.pattern).search(before) is not None


def _points(hit: Hit) -> float:
    weight = 1.0 if hit.status == "occurred" else _PLANNED_WEIGHT
    if hit.event.framed:
        weight *= 0.5
    if hit.line is None:
        return _TITLE_POINTS * weight
    if hit.line.number < len(_LEAD_POINTS) and not hit.aside:
        return _LEAD_POINTS[hit.line.number] * weight
    return _BODY_POINTS * weight


def primary_first(drafts: list[Draft], about: EventType) -> list[Draft]:
    """The drafts with the one the article is about in front: of its type, occurred, and told first."""

    def order(draft: Draft) -> tuple[bool, bool, bool, int]:
        counted = all(hit.counted for hit in draft.hits)
        further = all(hit.own and not hit.trigger.own for hit in draft.hits)
        return draft.event is not about, counted or further, draft.status != "occurred", draft.lines[0].number

    return sorted(drafts, key=order)
