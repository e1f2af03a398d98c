"""Triggers found in the sentences of an article, one for each type and clause.

A trigger is looked for in each sentence outside quotations, never in a bag of words.
"""

import re
from collections.abc import Iterator, Sequence

from transforms.events.event_types import EventType, Trigger, compiled
from transforms.events.judging import Hit, denies, judged, needs_met
from transforms.events.line_rules import event_rules
from transforms.events.scene import Line, Scene
from transforms.events.standing import (
    clauses,
    history,
    is_attached,
    is_counted,
    is_occasion_apart,
    status_of,
)
from transforms.events.when import entry_day
from transforms.records import Span

HIT_LIMIT = 200
"""Triggers looked at in one article: a news item has a handful, a dump of a site has thousands."""


def find_hits(scene: Scene) -> list[Hit]:
    """Every trigger that fires, at most one for each type and clause, in the order of the text.

    A number of cases counts only where nothing else is told.
    """
    in_title = scene.rules.triggers_in("title", scene.title.bits)
    found = [hit for event in scene.rules.types(in_title) for hit in _title_hits(scene, event, in_title)]
    past = history(scene)
    told = [(line, _triggers_in(scene, line)) for line in scene.lines if line.number not in past]
    for framed in (False, True):  # what is framed is told in the body only where nothing else is told at all
        for line, bits in told:
            if len(found) >= HIT_LIMIT:
                break
            now = [event for event in scene.rules.types(bits) if _turn(scene, event, line) is framed]
            heard = list(_line_hits(scene, line, bits, now)) if now else []
            if heard and not scene.rules.is_blocked(None, line.bits, line.text):
                found += heard
        if any(not hit.trigger.alone for hit in found):
            break
    return _firmest(_summoned(scene, list(_kept(found)) or [hit for hit in found if hit.counted]))


def _summoned(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """The hits, of which a summons for a hearing on a day ahead is no hearing that was held."""
    ahead = {hit.event.type for hit in hits if hit.status == "planned" and hit.dated}
    rule = compiled(event_rules().summons.pattern)

    def is_summons(hit: Hit) -> bool:
        text = scene.title.text if hit.line is None else hit.line.text
        start = hit.start - (hit.line.start if hit.line else 0)
        return rule.match(text, start) is not None

    return [
        hit._replace(status="planned")
        if hit.event.type in ahead and hit.status == "occurred" and not hit.dated and is_summons(hit)
        else hit
        for hit in hits
    ]


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
            if not _says_of_which(hit, hits):
                yield hit
            continue
        plan = hit.status == "planned"
        vague = plan and not hit.dated and hit.trigger.status != "planned" and hit.line.paragraph != ahead
        if (hit.line.part == "body" and (hit.counted or vague)) or _is_background(hit, hit.line, hits):
            continue
        if plan and hit.dated:
            ahead = hit.line.paragraph
        yield hit


def _says_of_which(hit: Hit, hits: list[Hit]) -> bool:
    """Whether a suspicion in a headline only says of which case a later step there is, which the lead tells too."""
    told = {other.event.type for other in hits if other.line is not None and other.line.part == "lead"}
    return hit.trigger.suspects and any(
        other.line is None and other.status == "occurred" and other.event.type in told
        for other in hits
        if other.event.stage > hit.event.stage
    )


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
        and (not other.trigger.alone or denies(other.trigger, other.status))
        for other in hits
        if other.line is line
    )


def _title_hits(scene: Scene, event: EventType, bits: int) -> Iterator[Hit]:
    title = scene.title
    whole = Span(0, title.end)
    for pattern, trigger in scene.rules.triggers(event, bits):
        match = pattern.search(title.text)
        if match and needs_met(scene, trigger, None):
            status = status_of(scene, event, trigger, title, match.start(), match.end(), whole)
            if status is not None and (denies(trigger, status) or not _is_blocked(scene, event, title)):
                counted = event.nature == "case" and is_counted(
                    scene, title, match.start(), match.end(), whole, opens=True
                )
                yield Hit(event, trigger, None, match.start(), match.end(), whole, status, counted=counted)
                return


def _is_blocked(scene: Scene, event: EventType, line: Line) -> bool:
    return scene.rules.is_blocked(event, line.bits, line.text)


def _triggers_in(scene: Scene, line: Line) -> int:
    """The triggers that may fire in a sentence, as bits: those of its part, and others where a day is near."""
    dated = (
        any(line.number + ahead in scene.dates for ahead in range(3)) or entry_day(scene, line) is not None
    )
    return scene.rules.triggers_in("dated" if dated else line.part, line.bits)


def _line_hits(scene: Scene, line: Line, bits: int, types: Sequence[EventType]) -> Iterator[Hit]:
    """The hits of some types in each clause of a sentence."""
    parts = list(clauses(scene, line))
    for event in types:
        rules = scene.rules.triggers(event, bits)
        heard = [
            hit for clause in parts if (hit := _clause_hit(scene, event, rules, line, clause)) is not None
        ]
        if heard and _is_blocked(scene, event, line):
            heard = [hit for hit in heard if denies(hit.trigger, hit.status)]
        yield from heard


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
        for match in pattern.finditer(line.text, clause.start, clause.end):
            hit = judged(scene, event, trigger, line, clause, match)
            if hit is None:
                continue
            if not needs_met(scene, trigger, line):
                break
            if not hit.counted:
                return hit
            number = number or hit
    return number
