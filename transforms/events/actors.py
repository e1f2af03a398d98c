"""Who took part in a reported event, and in which role: only what the text says of each.

A comment to the press gives no role. What is held is told all over the article; a step of a case, and what
is told beside the main matter, in sentences of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from transforms.events.default_roles import accused, by_office
from transforms.events.event_types import EventType, compiled
from transforms.events.line_rules import event_rules
from transforms.events.roles import Part, parts_in
from transforms.events.scene import Line, Scene
from transforms.events.standing import is_another
from transforms.matching import fold
from transforms.records import EventReport, Mention, ReportActor, Span

_RANK = ("leader", "witness", "signatory", "decider", "subject", "complainant", "speaker", "host", "attendee")
_BODY_ROLES = frozenset({"decider", "complainant"})
_NEAR_CUE = 80
_FAR_BACK = 200


class Shared(NamedTuple):
    """The actors of the primary report that a further one has too: those of one role.

    Beside a case (`of_case`) those who are quoted speak of it, not at what else was held.
    """

    role: str | None
    actors: Sequence[ReportActor]
    of_case: bool = False


def main_actors(
    scene: Scene,
    event: EventType,
    lines: Sequence[Line],
    starts: Sequence[int],
    elsewhere: Collection[int],
    report: EventReport,
) -> tuple[ReportActor, ...]:
    """The actors of what the article is about, which is told all over it but in sentences on other events.

    `lines` hold its triggers, which begin at `starts`; `elsewhere` are the numbers of other events' sentences.
    """
    told = {line.number for line in lines}
    apart = set(elsewhere) | {line.number for line in scene.lines if _of_another_day(scene, line)}
    own = [line for line in scene.lines if line.number in told or line.number not in apart]
    chosen = _persons(scene, event, own)
    if event.nature == "statement":
        _add_author(scene, event, lines, starts, report, chosen)
    elif event.nature == "held" and report.status == "occurred":
        _add_speakers(scene, event, own, report, chosen)
    _add_defaults(scene, event, lines, own, report, chosen)
    return _rows(scene, event, lines, report, chosen)


def _of_another_day(scene: Scene, line: Line) -> bool:
    """Whether a sentence tells of a further happening on a day of its own."""
    return line.number in scene.dates and is_another(scene, line, Span(0, len(line.text)))


def further_actors(
    scene: Scene,
    event: EventType,
    lines: Sequence[Line],
    starts: Sequence[int],
    elsewhere: Collection[int],
    report: EventReport,
    shared: Shared,
) -> tuple[ReportActor, ...]:
    """The actors of a further event: those in its own sentences and behind them, and the shared ones.

    An occasion shares its leader only: who else came is told of what the article is about.
    """
    common = tuple(
        replace(a, report_id=report.report_id)
        for a in shared.actors
        if a.role == shared.role and (a.role != "leader" or a.rule_id.startswith("role."))
    )
    if shared.role == "leader" and common:
        return common
    own = with_followers(scene, lines, elsewhere)
    chosen = _persons(scene, event, own)
    if event.nature == "statement":
        _add_author(scene, event, lines, starts, report, chosen)
    if event.nature == "held" and report.status == "occurred" and not shared.of_case:
        _add_speakers(scene, event, own, report, chosen)
    common = () if any(p.role == shared.role for p in chosen.values()) else _spoken_of(scene, lines, common)
    _add_defaults(scene, event, lines, own, report, chosen, alone=not common)
    rows = _rows(scene, event, lines, report, chosen, bodies=not common)
    held = {row.name for row in rows}
    return rows + tuple(a for a in common if a.name not in held)


def _spoken_of(
    scene: Scene, lines: Sequence[Line], actors: tuple[ReportActor, ...]
) -> tuple[ReportActor, ...]:
    """Of several, those named in the sentences of an event, or last before them in the paragraph; else all."""
    for line in lines:
        for number in range(line.number, -1, -1):
            if scene.lines[number].paragraph != line.paragraph:
                break
            named = {m.entity_id for m in scene.persons.get(number, ())}
            if found := tuple(a for a in actors if a.person_id in named):
                return found
    return actors


def with_followers(scene: Scene, lines: Sequence[Line], elsewhere: Collection[int]) -> list[Line]:
    """Sentences of an event and those that go on from them in the paragraph, up to another event's."""
    out = {line.number: line for line in lines}
    for line in lines:
        for follower in scene.lines[line.number + 1 :]:
            if follower.paragraph != line.paragraph or follower.number in elsewhere:
                break
            out[follower.number] = follower
    return [out[number] for number in sorted(out)]


def _persons(scene: Scene, event: EventType, lines: Sequence[Line]) -> dict[str, Part]:
    """One part for each person, the weightiest."""
    chosen: dict[str, Part] = {}
    for line in lines:
        for part in parts_in(scene, event, line, scene.persons):
            key = part.mention.entity_id
            if key in scene.people and (key not in chosen or _weight(part.role) < _weight(chosen[key].role)):
                chosen[key] = part
    return chosen


def _weight(role: str) -> int:
    return _RANK.index(role) if role in _RANK else len(_RANK)


def _add_defaults(
    scene: Scene,
    event: EventType,
    lines: Sequence[Line],
    own: Sequence[Line],
    report: EventReport,
    chosen: dict[str, Part],
    alone: bool = True,
) -> None:
    """The roles that no words gave to anybody: by office; and who is accused, where that is told `alone`."""
    found = list(by_office(scene, event, lines, own, report))
    if alone and event.nature == "case":
        found += accused(scene, lines, own, chosen | {p.mention.entity_id or "": p for p in found})
    taken = {part.role for part in chosen.values()}
    for part in found:
        if part.role not in taken:
            chosen.setdefault(part.mention.entity_id or "", part)


# Those who speak -------------------------------------------------------------------------------------------


def _add_author(
    scene: Scene,
    event: EventType,
    lines: Sequence[Line],
    starts: Sequence[int],
    report: EventReport,
    chosen: dict[str, Part],
) -> None:
    """The one who makes a statement: named before its words in the first sentences, else the first one quoted."""
    for line, start in zip(lines, starts, strict=False):
        named = [m for m in scene.persons.get(line.number, ()) if m.end_char <= start + 1]
        if (line.part == "lead" or not report.is_primary) and named and named[-1].entity_id in scene.people:
            chosen.setdefault(named[-1].entity_id or "", Part("speaker", named[-1], "event.author"))
            return
    if not report.is_primary:
        return
    for quote in scene.quotes:
        key = quote.person_id or ""
        if _holds_office(scene, key):
            mention = next((m for ms in scene.persons.values() for m in ms if m.entity_id == key), None)
            if mention is not None and event.quoted_role:
                chosen.setdefault(key, Part(event.quoted_role, mention, "event.quoted"))
                return


def _add_speakers(
    scene: Scene, event: EventType, lines: Sequence[Line], report: EventReport, chosen: dict[str, Part]
) -> None:
    """Who attended and explains the matter is a speaker; so is a quoted official without a role, by the type."""
    rules = event_rules()
    quoted = {q.person_id for q in scene.quotes if q.person_id is not None}
    away = {
        m.entity_id
        for line in scene.lines
        if scene.persons.get(line.number)
        and (scene.rules.search(rules.away, line.bits, line.text) or _said_later(scene, line, report))
        for m in scene.persons[line.number]
    }
    for line in lines:
        named = [m for m in scene.persons.get(line.number, ()) if m.entity_id not in away]
        if not named or scene.rules.search(rules.to_press, line.bits, line.text):
            continue
        explains = scene.rules.search(rules.explains, line.bits, line.text)
        for mention in named:
            key = mention.entity_id or ""
            if key not in chosen and event.quoted_role and key in quoted and _holds_office(scene, key):
                chosen[key] = Part(event.quoted_role, mention, "event.quoted")
            attends = key in chosen and chosen[key].role == "attendee"
            if attends and explains and _near(mention, line.start + explains.start()):
                chosen[key] = Part("speaker", mention, rules.explains.id)


def _said_later(scene: Scene, line: Line, report: EventReport) -> bool:
    """Whether what a sentence reports was said on a day after the event."""
    last = report.event_date_end or report.event_date
    days = [m for m in scene.dates.get(line.number, ()) if m.precision == "day" and m.date_start is not None]
    if last is None or len(days) != 1 or days[0].date_start is None or days[0].date_start <= last:
        return False
    before = line.text[: days[0].start_char - line.start]
    return compiled(event_rules().statement_date.pattern).search(before[-_FAR_BACK:]) is not None


def _near(mention: Mention, at: int) -> bool:
    return abs(mention.start_char - at) < _NEAR_CUE


def _holds_office(scene: Scene, person_id: str) -> bool:
    """Whether a person speaks for a body or a place."""
    person = scene.people.get(person_id)
    if person is None or person.position is None:
        return False
    if compiled(event_rules().observer.pattern).search(fold(person.position)):
        return False
    return person.organization_id is not None or person.place_code is not None


# Rows ------------------------------------------------------------------------------------------------------


def _rows(
    scene: Scene,
    event: EventType,
    lines: Sequence[Line],
    report: EventReport,
    chosen: Mapping[str, Part],
    bodies: bool = True,
) -> tuple[ReportActor, ...]:
    """The rows for the persons; and for a body that decides or complains, by the type also beside persons."""
    rows = [
        _person_row(scene, report, part)
        for part in sorted(chosen.values(), key=lambda part: part.mention.start_char)
    ]
    if not bodies or (rows and event.bodies == "alone"):
        return tuple(rows)
    names = {row.organization_id: row.name for row in scene.organizations.rows}
    taken: set[str] = set()
    for line in lines:
        for part in parts_in(scene, event, line, scene.bodies):
            if part.role in _BODY_ROLES - taken and part.mention.entity_id in names:
                taken.add(part.role)
                rows.append(_body_row(names[part.mention.entity_id], report, part))
    return tuple(rows)


def _person_row(scene: Scene, report: EventReport, part: Part) -> ReportActor:
    person = scene.people[part.mention.entity_id or ""]
    return ReportActor(
        report_id=report.report_id,
        article_id=report.article_id,
        role=part.role,
        name=person.name,
        person_id=person.person_id,
        organization_id=person.organization_id,
        position=person.position,
        start_char=part.mention.start_char,
        end_char=part.mention.end_char,
        rule_id=part.rule_id,
    )


def _body_row(name: str, report: EventReport, part: Part) -> ReportActor:
    return ReportActor(
        report_id=report.report_id,
        article_id=report.article_id,
        role=part.role,
        name=name,
        person_id=None,
        organization_id=part.mention.entity_id,
        position=None,
        start_char=part.mention.start_char,
        end_char=part.mention.end_char,
        rule_id=part.rule_id,
    )
