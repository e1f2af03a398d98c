"""Which rules may match where in an article on a topic: told for all of them in one pass, by their literals."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from config.loader import Model, Rule, load_toml
from transforms.events.event_types import EventType, RoleHint, Trigger, compiled
from transforms.literals import branches_of
from transforms.scanning import Rules

_FAR = 1 << 62
_MOST_KEPT = 4096


class EventRules(Model):
    """`config/rules/events.toml`: the language of reported events, whatever the topic."""

    planned: Rule
    planned_after: Rule
    by_means: Rule
    prepared: Rule
    starts_later: Rule
    clause: Rule
    conditional: Rule
    condition_behind: Rule
    conduct_before: Rule
    counted: Rule
    few: Rule
    tallied: Rule
    at_present: Rule
    another: Rule
    occasion_apart: Rule
    first_person: Rule
    general: Rule
    denied: Rule
    cancelled: Rule
    cancelled_behind: Rule
    aside: Rule
    requested: Rule
    ordered: Rule
    conduct: Rule
    to_press: Rule
    explains: Rule
    observer: Rule
    weekday: Rule
    earlier_election: Rule
    at_that_time: Rule
    told_before: Rule
    in_relative_clause: Rule
    formerly: Rule
    each_of: Rule
    generic: Rule
    live: Rule
    single_case: Rule
    not_event_date: Rule
    since: Rule
    of_relative_clause: Rule
    of_complaint: Rule
    of_recommendation: Rule
    pronoun: Rule
    of_him: Rule
    summons: Rule
    named_before: Rule
    office_again: Rule
    all_of_them: Rule
    all_named_before: Rule
    date_ahead: Rule
    statement_date: Rule
    said_at_it: Rule
    repeated: Rule
    already: Rule
    event_date: Rule
    takes_effect: Rule
    that_day: Rule
    everywhere: Rule
    away: Rule
    venue: Rule
    named_venue: Rule
    venue_tail: Rule
    held_at: Rule
    heard_at: Rule
    spoken_at: Rule
    addressed: Rule
    list_break: Rule
    subject_list_break: Rule
    list_item: Rule
    said_by: Rule
    says: Rule
    handler: Rule
    of_camp: Rule
    acted_on: Rule
    defends: Rule
    defended_by: Rule
    tells_of_others: Rule
    roles: tuple[RoleHint, ...]
    case_roles: tuple[RoleHint, ...]


@cache
def event_rules() -> EventRules:
    """The rules of `config/rules/events.toml`.

    Raises:
        ConfigError: where the file does not fit.
    """
    return load_toml(EventRules, "rules/events.toml")


class LineRules:
    """All rules that are asked of the title and the sentences of an article on a topic.

    `bits` of a stretch of text say which of them may match there, as `bits_of_each` tells. Each alternative of
    a pattern has a bit of its own: where one alone may match, it is tried instead of the whole pattern.
    """

    def __init__(self, events: Sequence[EventType], blockers: Iterable[Rule]) -> None:
        self._given: list[tuple[re.Pattern[str], Any]] = []
        self._events = tuple(events)
        rules = event_rules()
        # What is asked most has the lowest bits, which makes the smallest numbers.
        self._single = {rule.id: self._add([rule]) for _, rule in rules if isinstance(rule, Rule)}
        self._triggers = {event.type: self._add(event.triggers) for event in events}
        self._in_part = {part: self._of_part(part) for part in ("title", "lead", "body", "dated")}
        self._blockers = {event.type: self._add(event.blockers) for event in events}
        self._general = self._add(blockers)
        own = {event.type: self._add(event.roles) for event in events}
        held, case = self._add(rules.roles), self._add(rules.case_roles)
        of_nature = {"held": held, "act": held, "case": case, "statement": 0}
        self._roles = {event.type: own[event.type] | of_nature[event.nature] for event in events}
        self._rules = Rules((pattern, (pattern, rule)) for pattern, rule in self._given)
        self._known: dict[int, Sequence[tuple[re.Pattern[str], Any]]] = {}

    def _add(self, rules: Iterable[Rule]) -> int:
        """Take rules in, and give their bits."""
        bits = 0
        for rule in rules:
            for branch in branches_of(rule.pattern.removeprefix("(?i)")):
                bits |= 1 << len(self._given)
                self._given.append((compiled(branch), rule))
        return bits

    def _of_part(self, part: str) -> int:
        """The bits of the triggers that may fire in a part of an article."""
        told = (
            (1 << number, rule) for number, (_, rule) in enumerate(self._given) if isinstance(rule, Trigger)
        )
        return sum(bit for bit, trigger in told if _fires_in(trigger, part))

    def _asked(self, bits: int) -> Sequence[tuple[re.Pattern[str], Any]]:
        """The rules that may match, in their order, each with as little of its pattern as may match."""
        known = self._known.get(bits)
        if known is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found: dict[str, tuple[re.Pattern[str], Any]] = {}
            for pattern, rule in self._rules.of(bits):
                found[rule.id] = (compiled(rule.pattern) if rule.id in found else pattern, rule)
            known = self._known[bits] = tuple(found.values())
        return known

    def bits_of_each(self, text: str, stretches: Sequence[tuple[int, int]]) -> list[int]:
        """The bits of each of some stretches of a folded text, which follow one another."""
        return self._rules.bits_of_each(text, stretches)[1]

    def triggers_in(self, part: str, bits: int) -> int:
        """The bits of the triggers that may fire in a part: `title`, `lead`, `body`, or any sentence that is `dated`."""
        return bits & self._in_part[part]

    def types(self, bits: int) -> list[EventType]:
        """The types of event of which a trigger may match, in their order."""
        return [event for event in self._events if bits & self._triggers[event.type]]

    def triggers(self, event: EventType, bits: int) -> Sequence[tuple[re.Pattern[str], Trigger]]:
        """The triggers of a type that may match, in their order."""
        return self._asked(bits & self._triggers[event.type])

    def roles(self, event: EventType, bits: int) -> Sequence[tuple[re.Pattern[str], RoleHint]]:
        """The words for roles in events of a type that may match, its own first."""
        return self._asked(bits & self._roles[event.type])

    def is_blocked(self, event: EventType | None, bits: int, text: str) -> bool:
        """Whether words stand in a text that block a type, or all types of the topic."""
        blockers = self._general if event is None else self._blockers[event.type]
        return any(pattern.search(text) for pattern, _ in self._rules.of(bits & blockers))

    def may(self, rule: Rule, bits: int) -> bool:
        """Whether a rule of the language may match in the text that the bits are of."""
        return bool(bits & self._single[rule.id])

    def search(
        self, rule: Rule, bits: int, text: str, start: int = 0, end: int = _FAR
    ) -> re.Match[str] | None:
        """The first match of a rule of the language in a part of the text that the bits are of."""
        own = bits & self._single[rule.id]
        if not own:
            return None
        ((pattern, _),) = self._asked(own)
        return pattern.search(text, start, end)


def _fires_in(trigger: Trigger, part: str) -> bool:
    """Whether a trigger may fire in a part; the wording of a headline nowhere else, the others where a day is near."""
    if "headline" in trigger.parts:
        return part == "title"
    return part in trigger.parts or part == "dated"
