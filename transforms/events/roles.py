"""Which roles the words of a sentence give to those named in it or before a pronoun."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from config.loader import Rule
from transforms.events.event_types import EventType, RoleHint, compiled
from transforms.events.line_rules import event_rules
from transforms.events.scene import Line, Scene
from transforms.matching import fold
from transforms.records import Mention, Span

_NEAR_BEFORE = 30
_FAR_BACK = 200
_PRONOUN_BACK = 90
_LINES_BACK = 3
_TOGETHER = 90
"""Characters between two names of a list."""
_ITEMS = 30
"""Items of a list looked at."""
_OF_ONE = frozenset({"leader", "decider", "speaker", "host"})
_JOINT = re.compile(r"\b(?:dan|serta|maupun|bersama)\b")
"""Before the last of a list; before the others a comma does."""
_GOES_ON = re.compile(r"\b(?:dan|serta)\b|,")
_STOP = re.compile(r"[,;:]|\w{4}\.")


class Part(NamedTuple):
    """A person's or body's role with the mention and the rule that give it."""

    role: str
    mention: Mention
    rule_id: str


def parts_in(
    scene: Scene, event: EventType, line: Line, by_line: Mapping[int, Sequence[Mention]]
) -> Iterable[Part]:
    """The roles that the words of one sentence give to those named in it."""
    hints = scene.rules.roles(event, line.bits)
    if not hints:
        return
    named = [m for m in by_line.get(line.number, ()) if not scene.quoted(m.start_char, m.end_char)]
    of_persons = by_line is scene.persons
    if not named and not (of_persons and _points_back(scene, line)) and not _opens_list(scene, line):
        return
    marks = sorted(
        (
            (line.start + m.start(), line.start + m.end(), hint)
            for pattern, hint in hints
            for m in pattern.finditer(line.text)
            if not scene.quoted(line.start + m.start(), line.start + m.end())
        ),
        key=lambda mark: mark[0],
    )
    many = [mark for mark in marks if mark[2].many]
    if many and of_persons:
        yield from _items(scene, line, many[-1])
    for number, (start, end, hint) in enumerate(marks):
        limit = next(
            (s for s, _, other in marks[number + 1 :] if s >= end and other.side != "before"), line.end
        )
        for mention in _beside(scene, hint, line, Span(start, end), min(limit, line.end), named):
            yield Part(hint.role, mention, hint.id)


def _points_back(scene: Scene, line: Line) -> bool:
    """Whether a sentence holds a pronoun for one person or several."""
    rules = event_rules()
    return any(scene.rules.search(rule, line.bits, line.text) for rule in (rules.pronoun, rules.all_of_them))


def _opens_list(scene: Scene, line: Line) -> bool:
    """Whether the next sentence is the first of a list's items."""
    following = scene.lines[line.number + 1 : line.number + 2]
    rule = event_rules().list_item
    return any(scene.rules.search(rule, item.bits, item.text) for item in following)


def _items(scene: Scene, line: Line, mark: tuple[int, int, RoleHint]) -> Iterable[Part]:
    """The person of each item of a list that follows words on a role: "Hadir:", then "1. ...", "2. ..."."""
    _, end, hint = mark
    rule = compiled(event_rules().list_item.pattern)
    if any(mention.start_char >= end for mention in scene.persons.get(line.number, ())):
        return
    paragraph = -1
    for item in scene.lines[line.number + 1 : line.number + 1 + _ITEMS]:
        if not rule.search(item.text):
            if item.paragraph == paragraph:
                continue  # the rest of an item
            return
        paragraph = item.paragraph
        for mention in scene.persons.get(item.number, ())[:1]:
            yield Part(hint.role, mention, hint.id)


def _beside(
    scene: Scene, hint: RoleHint, line: Line, mark: Span, limit: int, named: Sequence[Mention]
) -> Sequence[Mention]:
    start, end = mark
    before = [m for m in named if m.end_char <= start + 1 and start - m.end_char <= hint.reach]
    after = [m for m in named if end <= m.start_char < limit and m.start_char - end <= hint.reach]
    if hint.role == "subject":
        before = [m for m in before if not _tells(scene, m, start)]
        before, after = ([m for m in part if not _stands_apart(scene, m)] for part in (before, after))
    if hint.role == "signatory":
        before = [m for m in before if not _is_put_in(line, m)]
    if hint.role == "decider":
        acted_on = compiled(event_rules().acted_on.pattern)
        before = [m for m in before if not acted_on.search(line.text[: m.start_char - line.start])]
    if hint.role != "speaker":
        others, text = compiled(event_rules().tells_of_others.pattern), scene.article.text
        before = [m for m in before if not others.search(fold(text[m.end_char : start]))]
    if hint.close:
        text = scene.article.text
        before = [m for m in before if not _STOP.search(text[m.end_char : start])]
        after = [m for m in after if not _STOP.search(text[end : m.start_char].rstrip(" ,"))]
    if hint.side == "before":
        return (
            _all_named_before(scene, line, start)
            or _by_pronoun(scene, line, start)
            or _together(scene, hint, before, named)
        )
    if hint.side == "near":
        close = [m for m in before if start - m.end_char <= _NEAR_BEFORE]
        return close[-1:] or after[:1] or before[-1:]
    rules = event_rules()
    ends = rules.subject_list_break if hint.role == "subject" else rules.list_break
    return listed(scene, ends, end, after) if hint.many else after[:1]


def _tells(scene: Scene, mention: Mention, until: int) -> bool:
    """Whether what stands between a person and words on a case is what he says of others."""
    between = fold(scene.article.text[mention.end_char : until])
    rules = event_rules()
    says = compiled(rules.says.pattern).search(between)
    return says is not None and not compiled(rules.pronoun.pattern).search(between, says.end())


def _is_put_in(line: Line, mention: Mention) -> bool:
    """Whether a person is only put in as who says it: "the ministry, the head adds, has issued it"."""
    at, end = mention.start_char - line.start, mention.end_char - line.start
    return line.text.startswith(",", end) and bool(
        compiled(event_rules().said_by.pattern).search(line.text[:at])
    )


def _stands_apart(scene: Scene, mention: Mention) -> bool:
    """Whether a person is named as who says it, or as a candidate or one of his camp."""
    rules = event_rules()
    before = fold(scene.article.text[max(0, mention.start_char - _FAR_BACK) : mention.start_char])
    return any(compiled(rule.pattern).search(before) for rule in (rules.said_by, rules.of_camp))


def _all_named_before(scene: Scene, line: Line, start: int) -> list[Mention]:
    """Those named together in the sentence before, where a pronoun for them all stands directly before words on a role."""
    before = fold(scene.article.text[max(line.start, start - _PRONOUN_BACK) : start])
    if not line.number or not compiled(event_rules().all_named_before.pattern).search(before):
        return []
    earlier = scene.lines[line.number - 1]
    named = [m for m in scene.persons.get(earlier.number, ()) if earlier.paragraph == line.paragraph]
    together = _joined(scene, named)
    return together if len(together) > 1 else []


def _together(
    scene: Scene, hint: RoleHint, before: Sequence[Mention], named: Sequence[Mention]
) -> Sequence[Mention]:
    """The last one before words on a role, with those joined to him: "A and B were reported"."""
    if not before or hint.role in _OF_ONE:
        return before[-1:]
    return _joined(scene, [m for m in named if m.end_char <= before[-1].end_char])


def _joined(scene: Scene, named: Sequence[Mention]) -> list[Mention]:
    """The last of some persons, with those who stand before him in one list."""
    last = list(named[-1:])
    for mention in reversed(named[:-1]):
        between = fold(scene.article.text[mention.end_char : last[0].start_char])
        ends = compiled(event_rules().subject_list_break.pattern).search(between)
        joint = _JOINT if len(last) == 1 else _GOES_ON
        if ends or len(between) > _TOGETHER or not joint.search(between):
            break
        last.insert(0, mention)
    return last


def _by_pronoun(scene: Scene, line: Line, start: int) -> list[Mention]:
    """The person named last before a pronoun that stands directly before words on a role.

    A pronoun looks back over its paragraph and the one before; "that head of district" at those who hold the
    office, else at those of whom no office is told.
    """
    before = scene.article.text[max(0, start - _PRONOUN_BACK) : start]
    pronoun = compiled(event_rules().named_before.pattern).search(fold(before))
    if pronoun is None:
        return []
    at = start - len(before) + pronoun.start()
    found = [
        mention
        for earlier in scene.lines[max(0, line.number - _LINES_BACK) : line.number + 1]
        if earlier.paragraph >= line.paragraph - 1
        for mention in scene.persons.get(earlier.number, ())
        if mention.start_char < at
    ]
    found.sort(key=lambda mention: mention.start_char)
    if pronoun.lastgroup is not None:
        office = pronoun[pronoun.lastgroup]
        held = [(m, scene.people[m.entity_id or ""].position) for m in found if m.entity_id in scene.people]
        found = [m for m, position in held if position and office in fold(position)] or [
            m for m, position in held if position is None
        ]
    return found[-1:]


def listed(scene: Scene, ends: Rule, start: int, named: Sequence[Mention]) -> list[Mention]:
    """Those of a list that goes on from a position, up to the words that end it."""
    rule = compiled(ends.pattern)
    out: list[Mention] = []
    for mention in named:
        if out and rule.search(fold(scene.article.text[start : mention.start_char])):
            break
        out.append(mention)
        start = mention.end_char
    return out
