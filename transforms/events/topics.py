"""Topics as configuration: what an article must say to belong to one, and the events that it may report.

Each file in `config/topics/`, and in the `topics` folder of a user's home, declares one topic. A new topic
needs a new file and no code.
"""

import re
from functools import cache, cached_property, reduce
from operator import or_
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from config.errors import ConfigError
from config.loader import Model, Rule, load_toml, prove, rules_in, topic_files
from transforms.events.event_types import EventType, compiled, rules_of
from transforms.events.evidence import Asked, Evidence
from transforms.events.line_rules import LineRules
from transforms.events.word_classes import WordClass, spelled
from transforms.scanning import Rules

LEAD_SENTENCES = 3
"""An Indonesian news item says what it is about in its first sentences."""

Part = Literal["title", "opening", "lead", "body"]


class Link(Model):
    """Words of all `groups` within `within` characters of one sentence: evidence that the topic is meant.

    The first group should be the rarest: the others are looked for only beside it.

    `title`, `opening`, `lead` and `body` are the points for such a sentence in the title, the first sentence,
    the first sentences, later. A link that only `supports` counts beside others, never alone.
    """

    id: str
    groups: tuple[str, ...]
    within: int
    title: int
    opening: int
    lead: int
    body: int
    supports: bool = False


class OtherMatter(Rule):
    """Words of another matter in title or first sentence; a link of `outweighed_by` there sets it aside."""

    outweighed_by: tuple[str, ...] = ()


class Amount(Model):
    """At least `least` words of all `groups` together."""

    groups: tuple[str, ...]
    least: int


class Spread(Model):
    """Words over the whole article that show its matter where no sentence holds them together.

    A feature, an interview or a chronicle names the officials here and what they are accused of there.
    """

    id: str
    amounts: tuple[Amount, ...]


class Relevance(Model):
    """When an article is about the topic: points of its links reach `threshold`, or it has a `spread` of the
    topic's words; and no blocker stands.

    Supporting links add `support_limit` points at most. Of `frame`, if any, the article has a word of one
    group at least. An article without enough links is of the topic too where its `evidence` adds up to `enough`.
    """

    threshold: int
    support_limit: int = 0
    frame: tuple[str, ...] = ()
    links: tuple[Link, ...]
    spreads: tuple[Spread, ...] = ()
    enough: int = 0
    evidence: tuple[Evidence, ...] = ()
    blockers: tuple[OtherMatter, ...] = ()

    @cached_property
    def blocker_rules(self) -> Rules[tuple[re.Pattern[str], OtherMatter]]:
        """The blockers as they are looked for."""
        return rules_of(self.blockers)


class Topic(Model):
    """A topic: its word groups, when an article belongs to it, and its types of events.

    Patterns may name `classes` of words: `{issue.passive}` is any passive form of the verbs of the class `issue`.

    `elections` says whether its events concern the election that an article is about.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    elections: bool = False
    classes: dict[str, WordClass] = {}
    groups: tuple[Rule, ...]
    relevance: Relevance
    blockers: tuple[Rule, ...] = ()
    events: tuple[EventType, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _spelled_out(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        classes = data.get("classes", {})
        return spelled(data, {name: WordClass.model_validate(words) for name, words in classes.items()})

    @cached_property
    def line_rules(self) -> LineRules:
        """All that is asked of title and sentences once an article is about the topic."""
        return LineRules(self.events, self.blockers)

    @cached_property
    def asked_groups(self) -> dict[str, tuple[int, re.Pattern[str]]]:
        """The bit that each word group has in `group_rules`, and its pattern."""
        return {g.id: (1 << number, compiled(g.pattern)) for number, g in enumerate(self.groups)}

    @cached_property
    def group_rules(self) -> Rules[tuple[re.Pattern[str], Rule]]:
        """The word groups as they are looked for."""
        return rules_of(self.groups)

    @cached_property
    def relevant_groups(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """The bit and the pattern of each word group that relevance asks for."""
        asked = 0
        for evidence in self.asked.values():
            asked |= evidence.any_of
        bits = ((1 << number, group) for number, group in enumerate(self.groups))
        return tuple((bit, compiled(group.pattern)) for bit, group in bits if bit & asked)

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """What each evidence of relevance asks for, as bits in the order of `groups`."""
        bit_of = {group.id: 1 << number for number, group in enumerate(self.groups)}
        found = {}
        for evidence in self.relevance.evidence:
            all_of = tuple(sum(bit_of[g] for g in set(either.split("|"))) for either in evidence.groups)
            beside = sum(bit_of[g] for g in set(evidence.beside))
            found[evidence.id] = Asked(all_of, beside, evidence.least, reduce(or_, all_of, beside))
        return found

    @cached_property
    def links(self) -> tuple[tuple[int, Link], ...]:
        """The links of relevance, each with the bits that its groups have in `group_rules`."""
        bit_of = {group.id: 1 << number for number, group in enumerate(self.groups)}
        return tuple((sum(bit_of[g] for g in set(link.groups)), link) for link in self.relevance.links)

    @model_validator(mode="after")
    def _known_groups(self) -> "Topic":
        known = {group.id for group in self.groups} | {"date", "place", "person"}
        asked = {g for link in self.relevance.links for g in link.groups} | set(self.relevance.frame)
        asked |= {g for said in self.relevance.evidence for of in said.groups for g in of.split("|")}
        asked |= {g for said in self.relevance.evidence for g in said.beside}
        needs = {need for event in self.events for trigger in event.triggers for need in trigger.needs}
        asked |= {group for need in needs for group in need.split("|")}
        if unknown := sorted(asked - known):
            raise ValueError(f"groups {unknown} are not declared")
        return self


@cache
def topics(own: Path | None = None) -> tuple[Topic, ...]:
    """All topics, by their ids: those of `config/topics/`, and those of the folder `own`, which win.

    The rules of the shipped ones are proved by the tests, those of `own` here.

    Raises:
        ConfigError: naming file, line and key where one does not fit; the file and rule where a rule does not
            do what its examples say; or two files of `own` for one id.
    """
    shipped, theirs = topic_files(own)
    found = {topic.id: topic for topic in (load_toml(Topic, file) for file in shipped)}
    declared: dict[str, str | Path] = {}
    for file in theirs:
        topic = load_toml(Topic, file)
        if topic.id in declared:
            raise ConfigError(f"{declared[topic.id]} and {file} both declare the topic '{topic.id}'.")
        declared[topic.id] = file
        if wrong := [f"{rule.id}: {fault}" for rule in rules_in(topic) for fault in prove(rule)]:
            raise ConfigError(f"{file}: {'; '.join(wrong)}. Mend the pattern or the example.")
        found[topic.id] = topic
    return tuple(found[key] for key in sorted(found))
