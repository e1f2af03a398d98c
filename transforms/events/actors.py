"""Who took part in a reported event, and in which role: only what the text says of each.

A comment to the press gives no role. What is held is told all over the article; a step of a case, and what
is told beside the main matter, in sentences of its own.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from transforms.events.scene import Line, Scene, event_rules
from transforms.events.topics import EventType, RoleHint, compiled
from transforms.matching import fold
from transforms.records import EventReport, Mention, ReportActor

_RANK = ("leader", "signatory", "decider", "subject", "complainant", "witness", "speaker", "host", "attendee")
_BODY_ROLES = frozenset({"decider", "complainant"})
_NEAR_BEFORE = 30
_NEAR_CUE = 80
_FAR_BACK = 200
_STOP = re.compile(r"[,.;:]")


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
    own = [line for line in scene.lines if line.number in told or line.number not in elsewhere]
    chosen = _persons(scene, event, own)
    if event.nature == "statement":
        _add_author(scene, event, lines, starts, chosen)
    elif event.nature == "held" and report.status == "occurred":
        _add_speakers(scene, event, own, chosen)
    return _rows(scene, event, lines, report, chosen)


def further_actors(
    scene: Scene,
    event: EventType,
    lines: Sequence[Line],
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
    chosen = _persons(scene, event, with_followers(scene, lines, elsewhere))
    rows = _rows(scene, event, lines, report, chosen)
    held = {row.name for row in rows}
    return rows + tuple(a for a in common if a.name not in held)


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
    hints = _hints(event)
    if not compiled(_union(tuple(hint.pattern for hint in hints))).search(line.text):
        return
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


def _hints(event: EventType) -> tuple[RoleHint, ...]:
    """The role words of a type: its own, then those of its nature."""
    if event.nature in ("held", "act"):
        return (*event.roles, *event_rules().roles)
    return (*event.roles, *event_rules().case_roles) if event.nature == "case" else event.roles


@cache
def _union(patterns: tuple[str, ...]) -> str:
    """A pattern that matches where any of some does."""
    return "|".join(f"(?:{pattern.removeprefix('(?i)')})" for pattern in patterns)


def _beside(
    scene: Scene, hint: RoleHint, start: int, end: int, limit: int, named: Sequence[Mention]
) -> Sequence[Mention]:
    before = [m for m in named if m.end_char <= start + 1 and start - m.end_char <= hint.reach]
    after = [m for m in named if end <= m.start_char < limit and m.start_char - end <= hint.reach]
    if hint.role == "subject":
        said = compiled(event_rules().said_by.pattern)
        folded = fold(scene.article.text[max(0, start - _FAR_BACK) : start])
        shift = max(0, start - _FAR_BACK)
        before = [m for m in before if not said.search(folded[: max(0, m.start_char - shift)])]
    if hint.close:
        text = scene.article.text
        before = [m for m in before if not _STOP.search(text[m.end_char : start])]
        after = [m for m in after if not _STOP.search(text[end : m.start_char])]
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


def _add_author(
    scene: Scene, event: EventType, lines: Sequence[Line], starts: Sequence[int], chosen: dict[str, Part]
) -> None:
    """The one who makes a statement: named before its words in the first sentences, else the first one quoted."""
    for line, start in zip(lines, starts, strict=False):
        named = [m for m in scene.persons.get(line.number, ()) if m.end_char <= start + 1]
        if line.part == "lead" and named and named[-1].entity_id in scene.people:
            chosen.setdefault(named[-1].entity_id or "", Part("speaker", named[-1], "event.author"))
            return
    for quote in scene.quotes:
        key = quote.person_id or ""
        if _holds_office(scene, key):
            mention = next((m for ms in scene.persons.values() for m in ms if m.entity_id == key), None)
            if mention is not None and event.quoted_role:
                chosen.setdefault(key, Part(event.quoted_role, mention, "event.quoted"))
                return


def _add_speakers(scene: Scene, event: EventType, lines: Sequence[Line], chosen: dict[str, Part]) -> None:
    """Who attended and explains the matter is a speaker; so is a quoted official without a role, by the type."""
    rules = event_rules()
    quoted = {q.person_id for q in scene.quotes if q.person_id is not None}
    for line in lines:
        named = scene.persons.get(line.number, ())
        if not named or compiled(rules.to_press.pattern).search(line.text):
            continue
        explains = compiled(rules.explains.pattern).search(line.text)
        for mention in named:
            key = mention.entity_id or ""
            part = chosen.get(key)
            if part is None:
                if event.quoted_role and key in quoted and _holds_office(scene, key):
                    chosen[key] = Part(event.quoted_role, mention, "event.quoted")
            elif explains and part.role == "attendee" and _near(mention, line.start + explains.start()):
                chosen[key] = Part("speaker", mention, rules.explains.id)


def _near(mention: Mention, at: int) -> bool:
    return abs(mention.start_char - at) < _NEAR_CUE


def _holds_office(scene: Scene, person_id: str) -> bool:
    """Whether a person speaks for a body or a place."""
    person = scene.people.get(person_id)
    if person is None or person.position is None:
        return False
    return person.organization_id is not None or person.place_code is not None


# Rows ------------------------------------------------------------------------------------------------------


def _rows(
    scene: Scene, event: EventType, lines: Sequence[Line], report: EventReport, chosen: Mapping[str, Part]
) -> tuple[ReportActor, ...]:
    """The rows for the persons; for a body that decides or complains where no person took part."""
    rows = [
        _person_row(scene, report, part)
        for part in sorted(chosen.values(), key=lambda part: part.mention.start_char)
    ]
    if rows:
        return tuple(rows)
    names = {row.organization_id: row.name for row in scene.organizations.rows}
    taken: set[str] = set()
    for line in lines:
        for part in _parts_in(scene, event, line, scene.bodies):
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
