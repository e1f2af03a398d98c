"""What a match of a trigger reports: an event, occurred, planned or denied; or nothing, by the words round it."""

import re
from typing import NamedTuple

from transforms.events.event_types import EventType, Trigger
from transforms.events.scene import Line, Scene
from transforms.events.standing import (
    carries_condition,
    is_another,
    is_aside,
    is_counted,
    is_former,
    is_occasion_apart,
    is_tallied,
    says_first_person,
    status_of,
)
from transforms.events.when import days_of, entry_day, own_date
from transforms.records import Span

_IN_TITLE, _IN_HEAD = -1, -2
_THINGS = ("date", "place", "person")


class Hit(NamedTuple):
    """A trigger in the title (`line` is None) or in a sentence; spans are in title or text.

    `counted` ones tell a number of cases, `aside` ones what came before or beside the matter of the sentence,
    `own` ones a happening of its own beside another of the type. `dated` ones have a day in their clause,
    `quoted` ones stand in somebody's words.
    """

    event: EventType
    trigger: Trigger
    line: Line | None
    start: int
    end: int
    clause: Span
    status: str
    aside: bool = False
    counted: bool = False
    own: bool = False
    dated: bool = False
    quoted: bool = False


def denies(trigger: Trigger, status: str) -> bool:
    """Whether a trigger tells that nothing of the type happened: words that block the type do not block this."""
    return trigger.alone and status == "negated"


def judged(
    scene: Scene, event: EventType, trigger: Trigger, line: Line, clause: Span, match: re.Match[str]
) -> Hit | None:
    """The hit that a match is, if it reports an event at all."""
    start, end = line.start + match.start(), line.start + match.end()
    if any(m.start_char <= start < m.end_char for m in scene.persons.get(line.number, ())):
        return None  # part of a name
    status = status_of(scene, event, trigger, line, match.start(), match.end(), clause)
    if status is None or (event.nature == "case" and carries_condition(scene, line)):
        return None
    whole = Span(line.start + clause.start, line.start + clause.end)
    ahead = status == "planned"
    dated = bool(days_of(scene, event, line, start, whole, ahead))
    plans = event.future == "planned" and event.nature != "statement"
    if not dated and plans and days_of(scene, event, line, start, whole, True):
        status, ahead, dated = "planned", True, True
    dated = dated or entry_day(scene, line) is not None
    apart = event.framed and line.part == "body" and is_occasion_apart(scene, line)
    if not dated and (ahead or line.is_heading or apart):
        dated = own_date(scene, event, line, start, whole, ahead) is not None
    if not dated and not trigger.quoted and is_former(line.text, match.start()):
        return None
    opens, closes = scene.quoted(start, start + 1), scene.quoted(end - 1, end)
    if opens and not closes:
        return None
    if opens or closes:
        acts = event.nature == "case" and line.number in scene.bodies
        told = trigger.quoted or (dated and (acts or says_first_person(scene, line, clause)))
        if not told:
            return None
    another = is_another(scene, line, clause)
    if line.part not in trigger.parts and not (dated and (not another or _names_a_day(scene, line))):
        return None
    aside = is_aside(scene, line, match.start(), match.end())
    ruled = event.decides and dated and _names_a_day(scene, line)
    if aside and event.nature == "case" and line.part != "lead" and not ruled:
        return None
    countable = event.nature == "case" and not (dated and _names_a_day(scene, line))
    counted = countable and is_counted(
        scene, line, match.start(), match.end(), clause, opens=line.number == 0
    )
    if counted and is_tallied(scene, line, clause):
        return None
    return Hit(
        event,
        trigger,
        line,
        start,
        end,
        whole,
        status,
        aside=aside,
        counted=counted,
        own=trigger.own or another or apart,
        dated=dated,
        quoted=scene.quoted(start, start + 1),
    )


def _names_a_day(scene: Scene, line: Line) -> bool:
    return any(mention.precision == "day" for mention in scene.dates.get(line.number, ()))


def needs_met(scene: Scene, trigger: Trigger, line: Line | None) -> bool:
    """Whether the things and words that a trigger needs near it are there; `line` is None in the title."""
    if not trigger.needs:
        return True
    named = () if line is None else _named_in(scene, line.number)
    for need in trigger.needs:
        if need in _THINGS:
            if need not in named:
                return False
            continue
        where = line.number if line else _IN_TITLE if trigger.alone else _IN_HEAD
        met = scene.met.get((where, need))
        if met is None:
            near = scene.around(line.number) if line else scene.title.text if trigger.alone else scene.head()
            groups = scene.topic.group_patterns
            met = any(groups[group].search(near) for group in need.split("|"))
            scene.met[where, need] = met
        if not met:
            return False
    return True


def _named_in(scene: Scene, number: int) -> tuple[str, ...]:
    """Which of dates, places and persons a sentence names."""
    found = (scene.dates.get(number), scene.places.get(number), scene.persons.get(number))
    return tuple(thing for thing, rows in zip(_THINGS, found, strict=True) if rows)
