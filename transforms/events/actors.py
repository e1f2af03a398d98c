"""Who took part in a reported event, and in which role: only what the text says of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from transforms.events.scene import Line, Scene, event_rules
from transforms.events.topics import EventType, RoleHint, compiled
from transforms.matching import fold
from transforms.records import EventReport, Mention, ReportActor

_RANK = ("leader", "signatory", "decider", "subject", "complainant", "speaker", "host", "witness", "attendee")
_BODY_ROLES = frozenset({"decider", "complainant"})
_NEAR_BEFORE = 30
_NEAR_CUE = 80


class Part(NamedTuple):
    """A person's or body's role with the mention and the rule that give it."""

    role: str
    mention: Mention
    rule_id: str


class Shared(NamedTuple):
    """The actors of the primary report that a further one has too: those of one role."""

    role: str | None
    actors: Sequence[ReportActor]


def main_actors(
    scene: Scene, event: EventType, lines: Sequence[Line], report: EventReport
) -> tuple[ReportActor, ...]:
    """The actors of what the article is about, which is told all over it."""
    chosen = _persons(scene, event, scene.lines)
    _add_speakers(scene, event, chosen)
    return _rows(scene, event, lines, report, chosen)


def further_actors(
    scene: Scene, event: EventType, lines: Sequence[Line], at: int, report: EventReport, shared: Shared
) -> tuple[ReportActor, ...]:
    """The actors of a further event: those in its own sentences, whoever is quoted with it, and the shared ones.

    An occasion shares its leader only: who else came is told of what the article is about.
    """
    common = tuple(replace(a, report_id=report.report_id) for a in shared.actors if a.role == shared.role)
    if shared.role == "leader" and common:
        return common
    chosen = _persons(scene, event, list({line.number: line for line in lines}.values()))
    _add_quoted(scene, event, at, chosen)
    rows = _rows(scene, event, lines, report, chosen)
    held = {row.name for row in rows}
    return rows + tuple(a for a in common if a.name not in held)


def _persons(scene: Scene, event: EventType, lines: Sequence[Line]) -> dict[str, Part]:
    """One part for each person, the weightiest."""
    chosen: dict[str, Part] = {}
    for line in lines:
        for part in _parts_in(scene, event, line, scene.persons):
            key = part.mention.entity_id
            if key in scene.people and (key not in chosen or _weight(part.role) < _weight(chosen[key].role)):
                chosen[key] = part
    return chosen


def _weight(role: str) -> int:
    return _RANK.index(role) if role in _RANK else len(_RANK)


# Role words ------------------------------------------------------------------------------------------------


def _parts_in(
    scene: Scene, event: EventType, line: Line, by_line: Mapping[int, Sequence[Mention]]
) -> Iterable[Part]:
    """The roles that the words of one sentence give to those named in it."""
    named = [m for m in by_line.get(line.number, ()) if not scene.quoted(m.start_char, m.end_char)]
    if not named:
        return
    hints: tuple[RoleHint, ...] = event.roles
    if event.nature in ("held", "act"):
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
        limit = next(
            (s for s, _, other in marks[number + 1 :] if s >= end and other.side != "before"), line.end
        )
        for mention in _beside(scene, hint, start, end, min(limit, line.end), named):
            yield Part(hint.role, mention, hint.id)


def _beside(
    scene: Scene, hint: RoleHint, start: int, end: int, limit: int, named: Sequence[Mention]
) -> Sequence[Mention]:
    before = [m for m in named if m.end_char <= start + 1 and start - m.end_char <= hint.reach]
    after = [m for m in named if end <= m.start_char < limit and m.start_char - end <= hint.reach]
    if hint.side == "before":
        return before[-1:]
    if hint.side == "near":
        close = [m for m in before if start - m.end_char <= _NEAR_BEFORE]
        return close[-1:] or after[:1] or before[-1:]
    return _listed(scene, end, after) if hint.many else after[:1]


def _listed(scene: Scene, start: int, named: Sequence[Mention]) -> list[Mention]:
    """Those of a list, up to the words that end it."""
    rule = compiled(event_rules().list_break.pattern)
    out: list[Mention] = []
    for mention in named:
        if out and rule.search(fold(scene.article.text[start : mention.start_char])):
            break
        out.append(mention)
        start = mention.end_char
    return out


# Those who speak -------------------------------------------------------------------------------------------


def _add_speakers(scene: Scene, event: EventType, chosen: dict[str, Part]) -> None:
    """Who attended and explains the matter is a speaker; so is a quoted official without a role, by the type."""
    rules = event_rules()
    quoted = {q.person_id for q in scene.quotes if q.person_id is not None}
    for line in scene.lines:
        named = scene.persons.get(line.number, ())
        if not named or compiled(rules.to_press.pattern).search(line.text):
            continue
        explains = compiled(rules.explains.pattern).search(line.text) if event.nature == "held" else None
        for mention in named:
            key = mention.entity_id or ""
            part = chosen.get(key)
            if part is None:
                if event.quoted_role and key in quoted and _speaks_for(scene, event, key):
                    chosen[key] = Part(event.quoted_role, mention, "event.quoted")
            elif explains and part.role == "attendee" and _near(mention, line.start + explains.start()):
                chosen[key] = Part("speaker", mention, rules.explains.id)


def _near(mention: Mention, at: int) -> bool:
    return abs(mention.start_char - at) < _NEAR_CUE


def _add_quoted(scene: Scene, event: EventType, at: int, chosen: dict[str, Part]) -> None:
    """Whoever's words report a further event has its type's role for those who are quoted."""
    for quote in scene.quotes:
        key = quote.person_id or ""
        if event.quoted_role and quote.start_char <= at < quote.end_char and key not in chosen:
            mention = next((m for ms in scene.persons.values() for m in ms if m.entity_id == key), None)
            if mention is not None and _speaks_for(scene, event, key):
                chosen[key] = Part(event.quoted_role, mention, "event.quoted")


def _speaks_for(scene: Scene, event: EventType, person_id: str) -> bool:
    """Whether a person holds an office that gives words on the event a role."""
    person = scene.people.get(person_id)
    if person is None or person.position is None:
        return False
    if event.quoted_group is None:
        return person.organization_id is not None or person.place_code is not None
    group = next((g.pattern for g in scene.topic.groups if g.id == event.quoted_group), None)
    return group is not None and bool(compiled(group).search(fold(f"{person.position} {person.unit or ''}")))


# Rows ------------------------------------------------------------------------------------------------------


def _rows(
    scene: Scene, event: EventType, lines: Sequence[Line], report: EventReport, chosen: Mapping[str, Part]
) -> tuple[ReportActor, ...]:
    """The rows for the persons, and for a body that decides or complains where no person does."""
    ordered = sorted(chosen.values(), key=lambda part: part.mention.start_char)
    rows = [_person_row(scene, report, part) for part in ordered]
    taken = {part.role for part in ordered}
    names = {row.organization_id: row.name for row in scene.organizations.rows}
    for line in lines:
        for part in _parts_in(scene, event, line, scene.bodies):
            if part.role in _BODY_ROLES and part.role not in taken and part.mention.entity_id in names:
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
