"""Topics as configuration: what an article must say to belong to one, and the events that it may report.

Each file in `config/topics/`, and in the `topics` folder of a user's home, declares one topic. A new topic
needs a new file and no code.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from config.errors import ConfigError
from config.loader import Model, Rule, load_toml, prove, rules_in, topic_files
from transforms.events.event_types import EventType, compiled
from transforms.events.evidence import Asked, Evidence, MainType, Relevance
from transforms.events.line_rules import LineRules
from transforms.events.word_classes import WordClass, spelled
from transforms.scanning import Rules

LEAD_SENTENCES = 3
"""An Indonesian news item says what it is about in its first sentences."""


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
    def relevant_rules(self) -> Rules[tuple[int, re.Pattern[str]]]:
        """The word groups that relevance asks for, each with its bit."""
        return self._rules_of(self.relevance.groups)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What relevance asks for, by the bits of `relevant_rules`."""
        return self._asked(self.relevance.evidence, self.relevance.groups)

    @cached_property
    def main_rules(self) -> Rules[tuple[int, re.Pattern[str]]]:
        """The word groups that the evidence of types asks for, each with its bit."""
        return self._rules_of(self._main_groups)

    @cached_property
    def main_asked(self) -> tuple[tuple[EventType, tuple[Asked, ...]], ...]:
        """What the evidence of each type asks for, by the bits of `main_rules`."""
        return tuple((event, self._asked(event.evidence, self._main_groups)) for event in self.events)

    @cached_property
    def _main_groups(self) -> set[str]:
        return {group for event in self.events for said in event.evidence for group in said.alternatives}

    def _rules_of(self, groups: set[str]) -> Rules[tuple[int, re.Pattern[str]]]:
        asked = (group for group in self.groups if group.id in groups)
        bits = ((1 << number, compiled(group.pattern)) for number, group in enumerate(asked))
        return Rules((pattern, (bit, pattern)) for bit, pattern in bits)

    def _asked(self, evidence: Iterable[Evidence], groups: set[str]) -> tuple[Asked, ...]:
        asked = (group.id for group in self.groups if group.id in groups)
        bit_of = {group: 1 << number for number, group in enumerate(asked)}
        return tuple(Asked(said, bit_of) for said in evidence)

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
