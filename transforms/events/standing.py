"""What the surroundings of a trigger make of it: occurred, planned, denied, a condition, history or a count.

A clause decides for itself: of "the first hearing was held on Monday, while the next is set for Friday" the
one part has occurred and the other is planned.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from config.gazetteers import gazetteers
from config.loader import Rule
from transforms.events.event_types import EventType, Trigger, compiled
from transforms.events.line_rules import event_rules
from transforms.events.scene import Line, Scene
from transforms.records import Span

_FAR_BACK = 160
"""How far before a trigger a condition may stand."""

_LONG_AGO = 400
"""Days after which a vote, or a dated happening, is told of as history."""


def clauses(scene: Scene, line: Line) -> Iterator[Span]:
    """The clauses of a sentence, each with the conjunction that opens it."""
    rule, text, start = event_rules().clause, line.text, 0
    for match in compiled(rule.pattern).finditer(text) if scene.rules.may(rule, line.bits) else ():
        if match.start() > start:
            yield Span(start, match.start())
            start = match.start()
    yield Span(start, len(text))


def status_of(
    scene: Scene, event: EventType, trigger: Trigger, line: Line, start: int, end: int, clause: Span
) -> str | None:
    """occurred, planned or negated; None where the words report no event at all."""
    rules, text = event_rules(), line.text

    def found(rule: Rule, part: str) -> bool:
        return scene.rules.search(rule, line.bits, part) is not None

    before = text[max(0, start - _FAR_BACK) : start]
    if found(rules.conditional, before[max(before.rfind(";"), before.rfind(". ")) + 1 :]):
        return None
    own = text[max(clause.start, start - 90) : start]
    called_off = compiled(rules.cancelled_behind.pattern).match(text[end : end + 100])
    if called_off or found(rules.cancelled, own[-30:]):
        return "negated" if event.nature == "held" else None
    if trigger.status != "negated" and found(rules.denied, own[-40:]):
        return None
    if event.nature == "case":
        if found(rules.general, own[-60:]) and trigger.status is None:
            return None
        if compiled(rules.condition_behind.pattern).match(text, end):
            return None
        if scene.rules.search(rules.generic, line.bits, text, start, end):
            return None
    elif event.nature != "statement" and found(rules.conduct_before, own):
        return None
    if trigger.status is not None:
        return trigger.status
    if found(rules.ordered, own[-60:]):
        return "planned" if event.future == "planned" and event.nature == "case" else None
    if event.nature == "statement":
        return "planned" if found(rules.planned, own[-45:]) else "occurred"
    if not event.framed and found(rules.requested, own):
        return None
    if event.nature in ("held", "act") and found(rules.repeated, own):
        return None
    if event.nature == "held" and found(rules.prepared, own[-45:]):
        return "planned"
    ahead = scene.rules.search(rules.planned_after, line.bits, text, start, min(clause.end, end + 60))
    governing = own if compiled(rules.by_means.pattern).match(text, start) else own[-45:]
    if ahead or found(rules.planned, governing + text[start:end]):
        return "planned" if event.future == "planned" else None
    return "occurred"


def is_aside(scene: Scene, line: Line, start: int, end: int) -> bool:
    """Whether the event is only what came before or beside the words that the sentence reports."""
    rule, text = event_rules().aside, line.text
    first_word = text.find(" ", start, end)
    return bool(
        scene.rules.search(rule, line.bits, text[max(0, start - 40) : start])
        or (first_word > 0 and scene.rules.search(rule, line.bits, text[start : first_word + 1]))
    )


def is_attached(text: str, start: int) -> bool:
    """Whether a trigger stands in a clause that hangs on another."""
    return bool(compiled(event_rules().in_relative_clause.pattern).search(text[max(0, start - 50) : start]))


def is_counted(scene: Scene, line: Line, start: int, end: int, clause: Span, *, opens: bool) -> bool:
    """Whether a clause tells a number of cases, not one of them.

    In the words that open an article ("two teachers examined") a small number of persons is no count.
    """
    rules, text = event_rules(), line.text
    low, high = max(clause.start, start - 70), min(clause.end, end + 25)
    match = scene.rules.search(rules.counted, line.bits, text, low, high)
    if match is not None and opens and compiled(rules.few.pattern).match(text, match.start()):
        return False
    if match is None or scene.rules.search(rules.each_of, line.bits, text):
        return False
    return not scene.rules.search(rules.single_case, line.bits, text, match.end(), high)


def is_tallied(scene: Scene, line: Line, clause: Span) -> bool:
    """Whether the number of cases that a clause tells is a statistic: counted over a time or against others."""
    return bool(scene.rules.search(event_rules().tallied, line.bits, line.text, *clause))


def is_another(scene: Scene, line: Line, clause: Span) -> bool:
    """Whether a clause tells of a further happening of the same type."""
    return bool(scene.rules.search(event_rules().another, line.bits, line.text, *clause))


def is_occasion_apart(scene: Scene, line: Line) -> bool:
    """Whether a sentence opens on what was said on another day, which it or its paragraph goes on to name."""
    if not scene.rules.search(event_rules().occasion_apart, line.bits, line.text):
        return False
    near = (line, *scene.lines[line.number + 1 : line.number + 3])
    return any(at.number in scene.dates for at in near if at.paragraph == line.paragraph)


def says_first_person(scene: Scene, line: Line, clause: Span) -> bool:
    """Whether whoever is quoted tells what he or his office does."""
    return bool(scene.rules.search(event_rules().first_person, line.bits, line.text, *clause))


def carries_condition(scene: Scene, line: Line) -> bool:
    """Whether the sentence before set a condition that this one goes on from."""
    if line.number == 0 or scene.dates.get(line.number):
        return False
    before = scene.lines[line.number - 1]
    return before.paragraph == line.paragraph and bool(
        scene.rules.search(event_rules().conditional, before.bits, before.text[:120])
    )


def history(scene: Scene) -> frozenset[int]:
    """The numbers of the sentences that tell of earlier times, and of those that go on from them.

    One names an earlier election; the sentences behind it in the paragraph tell of the same, up to one with a
    day of its own or words of the present.
    """
    past = {line.number for line in scene.lines if _is_past(scene, line)}
    found: set[int] = set()
    for line in scene.lines if past else ():
        before = scene.lines[line.number - 1] if line.number - 1 in found else None
        goes_on = before is not None and (
            before.paragraph == line.paragraph
            or scene.rules.search(event_rules().at_that_time, line.bits, line.text) is not None
        )
        if (goes_on or line.number in past) and not _is_of_now(scene, line):
            found.add(line.number)
    return frozenset(found)


def _is_past(scene: Scene, line: Line) -> bool:
    return _names_earlier_election(scene, line) or _dated_long_ago(scene, line)


def _is_of_now(scene: Scene, line: Line) -> bool:
    recent = any(_is_recent(scene, m.date_start) for m in scene.dates.get(line.number, ()))
    return recent or bool(scene.rules.search(event_rules().at_present, line.bits, line.text))


def is_former(text: str, start: int) -> bool:
    """Whether words just before a trigger put it into former times without a day."""
    return bool(compiled(event_rules().formerly.pattern).search(text[max(0, start - 40) : start]))


def _names_earlier_election(scene: Scene, line: Line) -> bool:
    rule = event_rules().earlier_election
    if not scene.elections or not scene.rules.may(rule, line.bits):
        return False
    voting = _voting_days()
    main_id = scene.elections[0].election_id
    main = voting.get(main_id)
    published = scene.article.published_at
    for match in compiled(rule.pattern).finditer(line.text):
        kind = "pemilu" if match["kind"] in ("pemilu", "pemilihan umum", "pilpres", "pileg") else "pilkada"
        if match["year"] is None:
            over = published is None or main is None or published.date() < main
            if over or not main_id.startswith(kind):
                return True
            continue
        named = voting.get(f"{kind}_{match['year']}", date(int(match["year"]), 12, 31))
        if main is not None and named < main:
            return True
        if published is not None and (published.date() - named).days > _LONG_AGO:
            return True
    return False


def _dated_long_ago(scene: Scene, line: Line) -> bool:
    days = [m.date_start for m in scene.dates.get(line.number, ()) if m.date_start is not None]
    return bool(days) and not any(_is_recent(scene, day) for day in days)


def _is_recent(scene: Scene, day: date | None) -> bool:
    """Whether a day lies near the writing, or near the vote where that is not known."""
    if day is None:
        return False
    published = scene.article.published_at
    main = _voting_days().get(scene.elections[0].election_id) if scene.elections else None
    around = published.date() if published is not None else main
    return around is None or (around - day).days <= _LONG_AGO


@cache
def _voting_days() -> dict[str, date]:
    return {row.election_id: date.fromisoformat(row.voting_date) for row in gazetteers().elections}
