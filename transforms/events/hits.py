"""Triggers found in the sentences of an article, and what their surroundings make of them.

A trigger is looked for in each sentence outside quotations, never in a bag of words. What is conditional,
general, denied or of an earlier election is no event.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import ahocorasick

from config.gazetteers import gazetteers
from transforms.events.scene import Line, Scene, event_rules
from transforms.events.topics import EventType, Topic, Trigger, compiled
from transforms.matching import fold

HIT_LIMIT = 200
"""Triggers looked at in one article: a news item has a handful, a dump of a site has thousands."""

_THINGS = ("date", "place", "person")
_LONG_AGO = 500
"""Days after its vote from which an election is told of as history."""


class Hit(NamedTuple):
    """A trigger in the title (`line` is None) or in a sentence; the span is in title or text."""

    event: EventType
    trigger: Trigger
    line: Line | None
    start: int
    end: int
    status: str
    aside: bool


# Triggers --------------------------------------------------------------------------------------------------


def find_hits(scene: Scene) -> list[Hit]:
    """Every trigger that fires, at most one for each type and sentence, in the order of the text."""
    title = fold(scene.article.title or "")
    found = [hit for event in scene.topic.events for hit in _title_hits(scene, event, title)]
    for number, types in sorted(_anchored(scene).items()):
        if len(found) >= HIT_LIMIT:
            break
        line = scene.lines[number]
        if not _other_matter(scene.topic, line.text):
            for at in sorted(types):
                found += _line_hits(scene, scene.topic.events[at], line)
    return found


def _anchored(scene: Scene) -> dict[int, set[int]]:
    """For each sentence the types of which it holds an anchor."""
    automaton = _anchors(tuple(event.anchors for event in scene.topic.events))
    found: dict[int, set[int]] = {}
    for line in scene.lines:
        for _, types in automaton.iter(line.text):
            found.setdefault(line.number, set()).update(types)
    return found


@cache
def _anchors(by_type: tuple[tuple[str, ...], ...]) -> ahocorasick.Automaton:
    """All anchors at once, each with the numbers of the types it belongs to."""
    owners: dict[str, set[int]] = {}
    for number, anchors in enumerate(by_type):
        for anchor in anchors:
            owners.setdefault(anchor, set()).add(number)
    automaton = ahocorasick.Automaton()
    for anchor, numbers in owners.items():
        automaton.add_word(anchor, numbers)
    if owners:
        automaton.make_automaton()
    return automaton


def _title_hits(scene: Scene, event: EventType, title: str) -> Iterator[Hit]:
    if not any(anchor in title for anchor in event.anchors) or _blocked(event, title):
        return
    for trigger in event.triggers:
        match = compiled(trigger.pattern).search(title) if "title" in trigger.parts else None
        if match and _needs_met(scene, trigger, None):
            status = _status(event, trigger, title, match.start(), match.end())
            if status is not None:
                yield Hit(event, trigger, None, match.start(), match.end(), status, False)
                return


def _line_hits(scene: Scene, event: EventType, line: Line) -> Iterator[Hit]:
    if _blocked(event, line.text):
        return
    for trigger in event.triggers:
        if line.part not in trigger.parts:
            continue
        for match in compiled(trigger.pattern).finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            if not trigger.quoted and (scene.quoted(start, start + 1) or scene.quoted(end - 1, end)):
                continue
            if not _needs_met(scene, trigger, line) or _history(scene, line, match.start(), trigger):
                break
            status = _status(event, trigger, line.text, match.start(), match.end())
            if status is not None and not event.framed and _asked(line.text, match.start()):
                status = None
            if status is None or (event.nature == "case" and _carried_condition(scene, line)):
                continue
            yield Hit(event, trigger, line, start, end, status, _aside(line.text, match.start(), match.end()))
            return


def _needs_met(scene: Scene, trigger: Trigger, line: Line | None) -> bool:
    near = fold(scene.article.title or "") if line is None else scene.around(line.number)
    named = () if line is None else _named_in(scene, line.number)
    groups = {group.id: group.pattern for group in scene.topic.groups}
    for need in trigger.needs:
        if need in _THINGS:
            if need not in named:
                return False
        elif need in groups and not compiled(groups[need]).search(near):
            return False
    return True


def _named_in(scene: Scene, number: int) -> tuple[str, ...]:
    """Which of dates, places and persons a sentence names."""
    found = (scene.dates.get(number), scene.places.get(number), scene.persons.get(number))
    return tuple(thing for thing, rows in zip(_THINGS, found, strict=True) if rows)


def _blocked(event: EventType, text: str) -> bool:
    return any(compiled(rule.pattern).search(text) for rule in event.blockers)


def _other_matter(topic: Topic, text: str) -> bool:
    return any(compiled(rule.pattern).search(text) for rule in topic.blockers)


# Status ----------------------------------------------------------------------------------------------------


def _status(event: EventType, trigger: Trigger, text: str, start: int, end: int) -> str | None:
    """occurred, planned or negated; None where the words report no event at all."""
    rules = event_rules()
    before = text[max(0, start - 90) : start]
    clause = before[max(before.rfind(";"), before.rfind(". ")) + 1 :]
    if compiled(rules.conditional.pattern).search(before):
        return None
    if compiled(rules.cancelled.pattern).search(clause[-30:]):
        return "negated" if event.nature == "held" else None
    if compiled(rules.denied.pattern).search(clause[-40:]):
        return None
    if trigger.status is not None:
        return trigger.status
    if compiled(rules.ordered.pattern).search(clause[-60:]):
        return "planned" if event.future == "planned" else None
    if event.nature == "case" and compiled(rules.general.pattern).search(clause[-60:]):
        return None
    if event.nature == "statement":
        return "planned" if compiled(rules.planned.pattern).search(clause[-45:]) else "occurred"
    ahead = compiled(rules.planned_after.pattern).search(text, start, end + 60)
    if ahead or compiled(rules.planned.pattern).search(clause[-45:] + text[start:end]):
        return "planned" if event.future == "planned" else None
    return "occurred"


def _asked(text: str, start: int) -> bool:
    """Whether others are only asked to do what the trigger says."""
    return bool(compiled(event_rules().requested.pattern).search(text[max(0, start - 45) : start]))


def _aside(text: str, start: int, end: int) -> bool:
    """Whether the event is only what came before or beside the words that the sentence reports."""
    rule = compiled(event_rules().aside.pattern)
    first_word = text.find(" ", start, end)
    return bool(
        rule.search(text[max(0, start - 40) : start])
        or (first_word > 0 and rule.search(text[start : first_word + 1]))
    )


def _carried_condition(scene: Scene, line: Line) -> bool:
    """Whether the sentence before set a condition that this one goes on from."""
    if line.number == 0 or scene.dates.get(line.number):
        return False
    before = scene.lines[line.number - 1]
    return before.paragraph == line.paragraph and bool(
        compiled(event_rules().conditional.pattern).search(before.text[:120])
    )


def _history(scene: Scene, line: Line, at: int, trigger: Trigger) -> bool:
    """Whether a sentence tells of an earlier election, or goes on from one that does."""
    if trigger.quoted and line.part == "lead":
        return False
    rules = event_rules()
    if _names_earlier_election(scene, line.text):
        return True
    if line.number and compiled(rules.at_that_time.pattern).search(line.text):
        return True
    return (
        bool(compiled(rules.formerly.pattern).search(line.text[max(0, at - 40) : at])) and not trigger.quoted
    )


def _names_earlier_election(scene: Scene, text: str) -> bool:
    if not scene.elections:
        return False
    voting = _voting_days()
    main = voting.get(scene.elections[0].election_id)
    published = scene.article.published_at
    for match in compiled(event_rules().earlier_election.pattern).finditer(text):
        kind = "pemilu" if match["kind"] in ("pemilu", "pemilihan umum", "pilpres", "pileg") else "pilkada"
        named = voting.get(f"{kind}_{match['year']}", date(int(match["year"]), 12, 31))
        if main is not None and named < main:
            return True
        if published is not None and (published.date() - named).days > _LONG_AGO:
            return True
    return False


@cache
def _voting_days() -> dict[str, date]:
    return {row.election_id: date.fromisoformat(row.voting_date) for row in gazetteers().elections}
