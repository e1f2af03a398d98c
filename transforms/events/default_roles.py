"""Roles that no words give: by the office that a person holds, and by who stands accused in a case.

Reports name an act in more words than any list holds, but the offices are few: who heads a region signs its
papers and punishes its servants, and in the sentences that tell a case an official who neither speaks nor
handles it is the one whom it is about.
"""

from collections.abc import Iterable, Mapping, Sequence

from config.loader import Rule
from transforms.events.event_types import EventType, OfficeRole, compiled
from transforms.events.line_rules import event_rules
from transforms.events.roles import Part, listed
from transforms.events.scene import Line, Scene
from transforms.matching import fold
from transforms.records import ArticlePerson, EventReport, Mention, Quote

_BEFORE = 120
_BEHIND = 70


def by_office(
    scene: Scene, event: EventType, lines: Sequence[Line], own: Sequence[Line], report: EventReport
) -> Iterable[Part]:
    """Who has a role in a type of event by the office held, named in its sentences.

    `lines` hold the triggers; `own` all that is told of the event. An office is one of the place of the event.
    """
    if report.status != "occurred":
        return
    for rule in event.offices:
        if rule.primary and not report.is_primary:
            continue
        for line in own:
            found = next((m for m in _named(scene, line) if _holds(scene, rule, m, report, lines)), None)
            if found is not None:
                yield Part(rule.role, found, rule.id)
                break


def _holds(
    scene: Scene, rule: OfficeRole, mention: Mention, report: EventReport, lines: Sequence[Line]
) -> bool:
    person = scene.people[mention.entity_id or ""]
    if not compiled(rule.pattern).search(_office(scene, mention)):
        return False
    if rule.quoted and not any(q.is_direct and q.person_id == person.person_id for q in scene.quotes):
        return False
    if rule.of_body:
        acting = {m.entity_id for line in lines for m in scene.bodies.get(line.number, ())}
        return person.organization_id in acting or any(_speaks_in(scene, line, person) for line in lines)
    one, other = person.place_code, report.place_code
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _speaks_in(scene: Scene, line: Line, person: ArticlePerson) -> bool:
    """Whether a person's quoted words reach into a sentence, so that what it tells is an act of his body."""
    return any(
        q.person_id == person.person_id and q.start_char < line.end and line.start < q.end_char
        for q in scene.quotes
    )


def accused(
    scene: Scene, lines: Sequence[Line], own: Sequence[Line], taken: Mapping[str, Part]
) -> Iterable[Part]:
    """Whom a case is about: named in the sentences that tell it, or else defending himself in others.

    Nobody who speaks there of others, handles such cases by office, or has a role already. In a quotation only
    those of whom one speaks who handles such cases.
    """
    rules = event_rules()
    told = {line.number for line in lines}
    for line in _beside(scene, lines):
        present = _named(scene, line) + (_told_of(scene, line) if line.number in told else [])
        present.sort(key=lambda mention: mention.start_char)
        named = [m for m in present if m.entity_id not in taken and not _handles(scene, m)]
        if line.number not in told:
            named = [m for m in named if not _is_another_office(scene, lines, m)]
        first = next((m for m in named if not _speaks(scene, line, m)), None)
        if first is not None:
            rest = [m for m in named if m.start_char >= first.start_char]
            together = listed(scene, rules.subject_list_break, first.start_char, rest)
            yield from (Part("subject", m, "event.accused") for m in together)
            return
    for line in own:
        for mention in _named(scene, line):
            free = mention.entity_id not in taken and not _handles(scene, mention)
            if free and _defends(scene, line, mention):
                yield Part("subject", mention, rules.defends.id)
                return


def _beside(scene: Scene, lines: Sequence[Line]) -> Iterable[Line]:
    """Sentences that tell a case, then their neighbours in the paragraph, and what a pronoun points back to."""
    yield from lines
    told = {line.number for line in lines}
    of_him = event_rules().of_him
    for line in lines:
        is_of_him = scene.rules.search(of_him, line.bits, line.text) is not None
        for number in (line.number - 1, line.number + 1):
            if 0 <= number < len(scene.lines) and number not in told:
                neighbour = scene.lines[number]
                if neighbour.paragraph == line.paragraph or (is_of_him and number < line.number):
                    yield neighbour


def _is_another_office(scene: Scene, lines: Sequence[Line], mention: Mention) -> bool:
    """Whether sentences speak of the holder of an office ("that headman"), and a person holds a different one."""
    office, rule = _office(scene, mention), compiled(event_rules().office_again.pattern)
    meant = [m["office"] for line in lines for m in rule.finditer(line.text)]
    return bool(meant and rule.search(f"{office} itu")) and not any(word in office for word in meant)


def _named(scene: Scene, line: Line) -> list[Mention]:
    """The persons of a sentence outside quotations."""
    return [
        m
        for m in scene.persons.get(line.number, ())
        if m.entity_id in scene.people and not scene.quoted(m.start_char, m.end_char)
    ]


def _told_of(scene: Scene, line: Line) -> list[Mention]:
    """The persons of a sentence of whom one speaks who handles such cases: "X is proven guilty," said the chair."""
    return [
        m
        for m in scene.persons.get(line.number, ())
        if m.entity_id in scene.people
        and any(q.start_char <= m.start_char < q.end_char and _is_handler(scene, q) for q in scene.quotes)
    ]


def _is_handler(scene: Scene, quote: Quote) -> bool:
    person = scene.people.get(quote.person_id or "")
    return quote.is_direct and person is not None and _matches(event_rules().handler, _held(person))


def _office(scene: Scene, mention: Mention) -> str:
    return _held(scene.people[mention.entity_id or ""])


def _held(person: ArticlePerson) -> str:
    return fold(" ".join(part for part in (person.acting, person.position, person.unit) if part))


def _handles(scene: Scene, mention: Mention) -> bool:
    return _matches(event_rules().handler, _office(scene, mention))


def _matches(rule: Rule, text: str) -> bool:
    return compiled(rule.pattern).search(text) is not None


def _around(line: Line, mention: Mention) -> tuple[str, str]:
    """What stands before and behind a mention in its sentence."""
    start, end = mention.start_char - line.start, mention.end_char - line.start
    return line.text[max(0, start - _BEFORE) : start], line.text[end : end + _BEHIND]


def _speaks(scene: Scene, line: Line, mention: Mention) -> bool:
    """Whether a sentence is what a person says of others."""
    rules = event_rules()
    before, behind = _around(line, mention)
    said = _matches(rules.said_by, before) or _matches(rules.says, behind)
    return _matches(rules.of_camp, before) or (said and not _defends(scene, line, mention))


def _defends(scene: Scene, line: Line, mention: Mention) -> bool:
    """Whether a person answers what he is accused of."""
    rules = event_rules()
    before, behind = _around(line, mention)
    return _matches(rules.defends, behind) or _matches(rules.defended_by, before)
