"""Triggers found in the sentences of an article, one for each type and clause.

A trigger is looked for in each sentence outside quotations, never in a bag of words.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import ahocorasick

from transforms.events.event_types import EventType, Trigger
from transforms.events.scene import Line, Scene
from transforms.events.standing import (
    carries_condition,
    clauses,
    history,
    is_another,
    is_aside,
    is_attached,
    is_counted,
    is_former,
    is_occasion_apart,
    is_tallied,
    says_first_person,
    status_of,
)
from transforms.events.topics import Topic
from transforms.events.when import days_of, entry_day, own_date
from transforms.records import Span

HIT_LIMIT = 200
"""Triggers looked at in one article: a news item has a handful, a dump of a site has thousands."""

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


def find_hits(scene: Scene) -> list[Hit]:
    """Every trigger that fires, at most one for each type and clause, in the order of the text."""
    topic = scene.topic
    in_title, anchored = _anchored(scene)
    found = [hit for at in in_title for hit in _title_hits(scene, topic.events[at])]
    past = history(scene)
    for framed in (False, True):  # what is framed is told in the body only where nothing else is told at all
        for number, types in anchored.items():
            line = scene.lines[number]
            if len(found) >= HIT_LIMIT or number in past:
                continue
            now = [at for at in types if _turn(scene, topic.events[at], line) is framed]
            heard = list(_line_hits(scene, line, now)) if now else []
            if heard and not scene.rules.is_blocked(None, line.bits, line.text):
                found += heard
        if any(not hit.trigger.alone for hit in found):
            break
    return _firmest(list(_kept(found)))


def _firmest(hits: list[Hit]) -> list[Hit]:
    """The hits without those that count only where the article reports nothing else; of such the surest."""
    surest = max((hit.trigger.confidence for hit in hits if hit.trigger.alone), default=0.0)
    firm = [hit for hit in hits if not hit.trigger.alone]
    return firm or [hit for hit in hits if hit.trigger.confidence == surest]


def _turn(scene: Scene, event: EventType, line: Line) -> bool:
    """Whether a type is looked for in a sentence only in the second place."""
    return event.framed and line.part == "body" and not is_occasion_apart(scene, line)


def _kept(hits: list[Hit]) -> Iterator[Hit]:
    """The hits without those that only say of which case a later step is, and those of the body that are too vague.

    Vague are mere numbers, and plans for no day; a plan without a day belongs to one that has it in the same
    paragraph.
    """
    ahead = -1
    for hit in hits:
        if hit.line is None:
            yield hit
            continue
        plan = hit.status == "planned"
        vague = plan and not hit.dated and hit.trigger.status != "planned" and hit.line.paragraph != ahead
        if (hit.line.part == "body" and (hit.counted or vague)) or _is_background(hit, hit.line, hits):
            continue
        if plan and hit.dated:
            ahead = hit.line.paragraph
        yield hit


def _is_background(hit: Hit, line: Line, hits: list[Hit]) -> bool:
    """Whether a step of a case only says of which case a later step in its clause is."""
    if hit.event.nature != "case":
        return False
    attached = is_attached(line.text, hit.start - line.start)
    if not attached and (line.part == "lead" or "body" in hit.trigger.parts):
        return False
    return any(
        other.event.nature == "case"
        and other.event.stage > hit.event.stage
        and other.clause == hit.clause
        and (not other.trigger.alone or _denies(other.trigger, other.status))
        for other in hits
        if other.line is line
    )


def _anchored(scene: Scene) -> tuple[list[int], dict[int, list[int]]]:
    """The types of which the title holds an anchor, and for each sentence, in their order, those of which it does."""
    found: dict[int, set[int]] = {}
    text = "\n".join([scene.title.text, *(line.text for line in scene.lines)])
    number, end = -1, len(scene.title.text)
    for last, types in _anchors(scene.topic).iter(text) if text.strip() else ():
        while last >= end:
            number += 1
            end += 1 + len(scene.lines[number].text)
        found.setdefault(number, set()).update(types)
    return sorted(found.pop(-1, ())), {number: sorted(types) for number, types in found.items()}


def _anchors(topic: Topic) -> ahocorasick.Automaton:
    """All anchors of a topic at once, each with the numbers of the types it belongs to."""
    return _automaton(tuple(event.anchors for event in topic.events))


@cache
def _automaton(by_type: tuple[tuple[str, ...], ...]) -> ahocorasick.Automaton:
    owners: dict[str, set[int]] = {}
    for number, anchors in enumerate(by_type):
        for anchor in anchors:
            owners.setdefault(anchor, set()).add(number)
    automaton = ahocorasick.Automaton()
    for anchor, numbers in owners.items():
        automaton.add_word(anchor, tuple(numbers))
    if owners:
        automaton.make_automaton()
    return automaton


def _title_hits(scene: Scene, event: EventType) -> Iterator[Hit]:
    title = scene.title
    whole = Span(0, title.end)
    for pattern, trigger in scene.rules.triggers(event, title.bits):
        named = "title" in trigger.parts or "headline" in trigger.parts
        match = pattern.search(title.text) if named else None
        if match and _needs_met(scene, trigger, None):
            status = status_of(scene, event, trigger, title, match.start(), match.end(), whole)
            if status is not None and (_denies(trigger, status) or not _is_blocked(scene, event, title)):
                counted = event.nature == "case" and is_counted(
                    scene, title, match.start(), match.end(), whole, opens=True
                )
                yield Hit(event, trigger, None, match.start(), match.end(), whole, status, counted=counted)
                return


def _is_blocked(scene: Scene, event: EventType, line: Line) -> bool:
    return scene.rules.is_blocked(event, line.bits, line.text)


def _line_hits(scene: Scene, line: Line, types: Sequence[int]) -> Iterator[Hit]:
    """The hits of some types in each clause of a sentence."""
    events = [scene.topic.events[at] for at in types]
    asked = [(event, rules) for event in events if (rules := scene.rules.triggers(event, line.bits))]
    if not asked:
        return
    parts = list(clauses(scene, line))
    near = any(line.number + ahead in scene.dates for ahead in range(3)) or entry_day(scene, line) is not None
    for event, given in asked:
        rules = [
            rule for rule in given if "headline" not in rule[1].parts and (near or line.part in rule[1].parts)
        ]
        heard = [
            hit for clause in parts if (hit := _clause_hit(scene, event, rules, line, clause)) is not None
        ]
        if heard and _is_blocked(scene, event, line):
            heard = [hit for hit in heard if _denies(hit.trigger, hit.status)]
        yield from heard


def _denies(trigger: Trigger, status: str) -> bool:
    """Whether a trigger tells that nothing of the type happened: words that block the type do not block this."""
    return trigger.alone and status == "negated"


def _clause_hit(
    scene: Scene,
    event: EventType,
    rules: Sequence[tuple[re.Pattern[str], Trigger]],
    line: Line,
    clause: Span,
) -> Hit | None:
    """The first trigger of a type in a clause; one that tells a number only where no other fires."""
    number: Hit | None = None
    for pattern, trigger in rules:
        for nth, match in enumerate(pattern.finditer(line.text, clause.start, clause.end)):
            if nth == 0 and not _needs_met(scene, trigger, line):
                break
            hit = _judged(scene, event, trigger, line, clause, match)
            if hit is not None and not hit.counted:
                return hit
            number = number or hit
    return number


def _judged(
    scene: Scene, event: EventType, trigger: Trigger, line: Line, clause: Span, match: re.Match[str]
) -> Hit | None:
    """The hit that a match is, if it reports an event at all."""
    start, end = line.start + match.start(), line.start + match.end()
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
    if scene.quoted(start, start + 1) or scene.quoted(end - 1, end):
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


def _needs_met(scene: Scene, trigger: Trigger, line: Line | None) -> bool:
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
