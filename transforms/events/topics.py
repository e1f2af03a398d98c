"""Topics as configuration: what an article must say to belong to one, and the events that it may report.

Each file in `config/topics/`, and in the `topics` folder of a user's home, declares one topic. A new topic
needs a new file and no code.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, model_validator

from config.errors import ConfigError
from config.loader import Model, Rule, load_toml, prove, rules_in, topic_files
from transforms.events.event_types import EventType, compiled
from transforms.events.evidence import Asked, MainType, Relevance
from transforms.events.line_rules import LineRules
from transforms.events.word_classes import WordClass, spelled
from transforms.scanning import Rules

LEAD_SENTENCES = 3
"""An Indonesian news item says what it is about in its first sentences."""


class WordGroup(NamedTuple):
    """A word group as it is looked for.

    Attributes:
        bit: the bit that stands for it.
        pattern: its pattern.
        apart: the bits of the alternatives of that, where they are looked for one by one.
    """

    bit: int
    pattern: re.Pattern[str]
    apart: int = 0


class Topic(Model):
    """A topic: its word groups, when an article belongs to it, and its types of events.

    Patterns may name `classes` of words: `{issue.passive}` is any passive form of the verbs of the class `issue`.

    `elections` says whether its events concern the election that an article is about; `main` how much evidence makes
    a type of event the one that it is about, without which its triggers alone tell.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    elections: bool = False
    classes: dict[str, WordClass] = {}
    groups: tuple[Rule, ...]
    relevance: Relevance
    main: MainType | None = None
    blockers: tuple[Rule, ...] = ()
    events: tuple[EventType, ...] = ()

    def __hash__(self) -> int:
        """That of the id: what is made of topics is kept by them, and a hash of all rules takes long."""
        return hash(self.id)

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
    def group_patterns(self) -> dict[str, re.Pattern[str]]:
        """The pattern of each word group."""
        return {group.id: compiled(group.pattern) for group in self.groups}

    @cached_property
    def main_rules(self) -> Rules[WordGroup]:
        """The word groups that the evidence of types asks for."""
        return Rules(self.word_groups(self._main_bits))

    @cached_property
    def main_asked(self) -> tuple[tuple[EventType, tuple[Asked, ...]], ...]:
        """What the evidence of each type asks for, by the bits of `main_rules`."""
        bits = self._main_bits
        return tuple((event, tuple(Asked(said, bits) for said in event.evidence)) for event in self.events)

    @cached_property
    def _main_groups(self) -> set[str]:
        return {group for event in self.events for said in event.evidence for group in said.alternatives}

    @cached_property
    def _main_bits(self) -> dict[str, int]:
        return self.bits_of(self._main_groups)

    def bits_of(self, groups: Collection[str], first: int = 0) -> dict[str, int]:
        """A bit for each of some word groups, in the order in which they are declared."""
        asked = (group.id for group in self.groups if group.id in groups)
        return {group: 1 << number for number, group in enumerate(asked, first)}

    def word_groups(self, bits: Mapping[str, int]) -> Iterator[tuple[re.Pattern[str], WordGroup]]:
        """The word groups with these bits, as rules."""
        for group, bit in bits.items():
            pattern = self.group_patterns[group]
            yield pattern, WordGroup(bit, pattern)

    @model_validator(mode="after")
    def _known_groups(self) -> "Topic":
        known = {group.id for group in self.groups} | {"date", "place", "person"}
        asked = self.relevance.groups | self._main_groups
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
