"""Who took part in a reported event, and in which role: only what the text says of each."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.event_scene import Line, Scene, event_rules
from transforms.records import EventReport, Mention, ReportActor
from transforms.topics import EventType, RoleHint, compiled

_RANK = ("leader", "signatory", "decider", "subject", "complainant", "speaker", "host", "witness", "attendee")
_NEAR_BEFORE = 30
_NEAR_CUE = 80


class Part(NamedTuple):
    """A person's role with the mention and the rule that give it."""

    role: str
    mention: Mention
    rule_id: str


def find_actors(
    scene: Scene,
    event: EventType,
    lines: Sequence[Line],
    primary: bool,
    codes: tuple[str, ...],
    report: EventReport,
    main: EventType,
) -> tuple[ReportActor, ...]:
    """The persons in a report, one role each, in the order of the text; a body where no person has its role.

    What the article is about is told all over it, a further event only in its own sentences.
    """
    own = list(scene.lines) if primary else _own_lines(scene, lines)
    parts = [part for line in own for part in _parts_in(scene, event, line)]
    if event.nature == "held" and main.nature == "held" and not primary and lines[0].part == "lead":
        parts = [p for line in scene.lines[:6] for p in _parts_in(scene, event, line) if p.role == "leader"]
    chosen: dict[str, Part] = {}
    for part in parts:
        key = part.mention.entity_id or part.mention.text
        if key not in chosen or _better(part.role, chosen[key].role):
            chosen[key] = part
    if primary:
        _add_speakers(scene, event, chosen)
    people = tuple(_actor(scene, report, part) for part in sorted(chosen.values(), key=lambda p: p.mention.start_char))
    return people or _bodies(scene, event, lines, report)


def _own_lines(scene: Scene, lines: Sequence[Line]) -> list[Line]:
    return list({line.number: line for line in lines}.values())


def _better(role: str, held: str) -> bool:
    return _RANK.index(role) < _RANK.index(held)


# Role words ------------------------------------------------------------------------------------------------


def _parts_in(scene: Scene, event: EventType, line: Line) -> Iterable[Part]:
    """The roles that the words of one sentence give to the persons in it."""
    people = [m for m in scene.persons.get(line.number, ()) if not scene.quoted(m.start_char, m.end_char)]
    if not people:
        return
    hints: tuple[RoleHint, ...] = event.roles
    if event.nature == "held":
        hints = (*hints, *event_rules().roles)
    marks = sorted(
        (
            (line.start + m.start(), line.start + m.end(), hint)
            for hint in hints
            for m in compiled(hint.pattern).finditer(line.text)
            if not scene.quoted(line.start + m.start(), line.start + m.end())
        ),
        key=lambda mark: mark[0],
    )
    for number, (start, end, hint) in enumerate(marks):
        limit = next((s for s, _, other in marks[number + 1 :] if s >= end and other.side != "before"), line.end)
        for person in _beside(scene, hint, start, end, min(limit, line.end), people):
            yield Part(hint.role, person, hint.id)


def _beside(
    scene: Scene, hint: RoleHint, start: int, end: int, limit: int, people: Sequence[Mention]
) -> list[Mention]:
    before = [m for m in people if m.end_char <= start + 1 and start - m.end_char <= hint.reach]
    after = [m for m in people if end <= m.start_char < limit and m.start_char - end <= hint.reach]
    if hint.side == "before":
        return before[-1:]
    if hint.side == "near":
        close = [m for m in before if start - m.end_char <= _NEAR_BEFORE]
        return close[-1:] or after[:1] or before[-1:]
    return _listed(scene, end, after) if hint.many else after[:1]


def _listed(scene: Scene, start: int, people: Sequence[Mention]) -> list[Mention]:
    """The persons of a list, up to the words that end it."""
    rule = compiled(event_rules().list_break.pattern)
    out: list[Mention] = []
    for person in people:
        between = scene.article.text[start : person.start_char]
        if out and rule.search(between.replace("S.", "S").replace("M.", "M").replace("H.", "H")):
            break
        out.append(person)
        start = person.end_char
    return out


# Those who speak -------------------------------------------------------------------------------------------


def _add_speakers(scene: Scene, event: EventType, chosen: dict[str, Part]) -> None:
    """Who attended and explains the matter is a speaker; so is a quoted official without a role, by the type."""
    rules = event_rules()
    quoted = {q.person_id for q in scene.quotes if q.person_id is not None}
    for line in scene.lines:
        explains = compiled(rules.explains.pattern).search(line.text)
        to_press = compiled(rules.to_press.pattern).search(line.text)
        for mention in scene.persons.get(line.number, ()):
            key = mention.entity_id or mention.text
            part = chosen.get(key)
            if part is not None and part.role == "attendee" and explains and event.nature == "held":
                near = abs(mention.start_char - line.start - explains.start()) < _NEAR_CUE
                if near and not to_press:
                    chosen[key] = Part("speaker", mention, rules.explains.id)
            elif part is None and event.quoted_role and key in quoted and _official(scene, key) and not to_press:
                chosen[key] = Part(event.quoted_role, mention, "event.quoted")


def _official(scene: Scene, person_id: str) -> bool:
    """Whether a person holds an office of a body or a place."""
    person = scene.people.get(person_id)
    return person is not None and person.position is not None and (
        person.organization_id is not None or person.place_code is not None
    )


# Rows ------------------------------------------------------------------------------------------------------


def _actor(scene: Scene, report: EventReport, part: Part) -> ReportActor:
    person = scene.people.get(part.mention.entity_id or "")
    return ReportActor(
        report_id=report.report_id,
        article_id=report.article_id,
        role=part.role,
        name=person.name if person else part.mention.text,
        person_id=person.person_id if person else None,
        organization_id=person.organization_id if person else None,
        position=person.position if person else None,
        start_char=part.mention.start_char,
        end_char=part.mention.end_char,
        rule_id=part.rule_id,
    )


def _bodies(
    scene: Scene, event: EventType, lines: Sequence[Line], report: EventReport
) -> tuple[ReportActor, ...]:
    """The body that decides, where the report names no person: the first one in its own sentence."""
    if event.nature != "case" or event.stage < 3:
        return ()
    names = {row.organization_id: row.name for row in scene.organizations.rows}
    for line in lines:
        for mention in scene.bodies.get(line.number, ()):
            if mention.entity_id in names:
                return (
                    ReportActor(
                        report_id=report.report_id,
                        article_id=report.article_id,
                        role="decider",
                        name=names[mention.entity_id],
                        person_id=None,
                        organization_id=mention.entity_id,
                        position=None,
                        start_char=mention.start_char,
                        end_char=mention.end_char,
                        rule_id="event.deciding_body",
                    ),
                )
    return ()
