"""The words and patterns beside names that make them persons', compiled once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.literals import literals_of
from transforms.matching import fold
from transforms.persons.names import Name
from transforms.persons.position_scene import Office
from transforms.quotes.cues import quote_rules

_BEFORE_WORD = len(
    "yang se"
)  # what a rule has at most before one of its words: "yang sebenarnya" holds "benar"


class PersonRules(Model):
    """`config/rules/persons.toml`."""

    naming: frozenset[str]
    attributing: frozenset[str]
    accompanying: frozenset[str]
    accompanying_too: frozenset[str]
    pairing: frozenset[str]
    presenting: frozenset[str]
    acting: frozenset[str]
    acting_too: frozenset[str]
    adverbs: frozenset[str]
    links: frozenset[str]
    kin: frozenset[str]
    as_words: frozenset[str]
    initialled: frozenset[str]
    shared_heads: tuple[str, ...]
    called_after: frozenset[str]
    streets: frozenset[str]
    apposition: Rule
    age: Rule
    presented: Rule
    described: Rule
    attends: Rule
    nickname_behind: Rule
    nickname_before: Rule
    correction: Rule
    initials: Rule
    initials_aged: Rule
    holder: Rule
    holder_clause: Rule
    called: Rule
    presiding: Rule
    pointing: Rule
    pointing_end: Rule
    told_by: Rule
    initials_follow: Rule
    list_goes_on: Rule


class Run(NamedTuple):
    """A possible name; with a rule it is a person's. `creates`: the reason suffices for somebody not yet known."""

    name: Name
    rule_id: str | None = None
    creates: bool = False
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """Words beside names, and the patterns by the names that they have in the rules.

    `behind` are the verbs that a person may be the subject of, `speaking` those of them that things hardly are;
    `leading` are `behind` and the adverbs that may stand before them.
    """

    before: Mapping[str, tuple[str, int]]
    behind: frozenset[str]
    speaking: frozenset[str]
    leading: frozenset[str]
    doubtful: frozenset[str]
    rules: PersonRules
    patterns: Mapping[str, re.Pattern[str]]


@cache
def person_cues() -> Cues:
    """The cues of `config/rules/persons.toml` and the words of speech, compiled once."""
    rules, speech = load_toml(PersonRules, "rules/persons.toml"), quote_rules()
    before: dict[str, tuple[str, int]] = {}
    for words, rule_id, least in (
        (rules.accompanying_too, "accompanying", 2),
        (rules.accompanying, "accompanying", 2),
        (rules.pairing, "pairing", 2),
        (speech.passives, "speech", 1),
        (speech.said, "speech", 1),
        (rules.attributing, "speech", 1),
        (rules.naming, "naming", 1),
    ):
        before.update((word, (rule_id, least)) for word in words)
    patterns = {n: r.regex for n in PersonRules.model_fields if isinstance(r := getattr(rules, n), Rule)}
    speaking = frozenset({*speech.verbs, *speech.requests, *rules.acting})
    behind = speaking | rules.acting_too
    leading = behind | rules.adverbs
    return Cues(before, behind, speaking, leading, frozenset(speech.said_also_other), rules, patterns)


def announces(text: str) -> bool:
    """Whether a text holds a word without one of which it neither announces a nickname nor corrects a name."""
    folded = fold(text)
    return any(word in folded for word in _announcing())


@cache
def _announcing() -> frozenset[str]:
    rules = ("nickname_behind", "nickname_before", "correction")
    return frozenset(word for rule in rules for word in words_of_rule(rule))


@cache
def words_of_rule(rule: str) -> frozenset[str]:
    """Words or signs of which every match of a rule holds one, in small letters."""
    pattern = person_cues().patterns[rule]
    return literals_of(pattern.pattern, pattern.flags)[0]


def matches(rule: str, text: str) -> Iterator[re.Match[str]]:
    """The matches of a rule, which is tried only where its words stand; the same one may begin at several of them."""
    folded, match = fold(text), person_cues().patterns[rule].match
    for word in words_of_rule(rule):
        at = folded.find(word)
        while at >= 0:
            yield from filter(
                None, (match(text, begin) for begin in range(max(0, at - _BEFORE_WORD), at + 1))
            )
            at = folded.find(word, at + 1)
