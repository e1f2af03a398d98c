"""Topics as configuration: what an article must say to belong to one, and the events that it may report.

Each file in `config/topics/` declares one topic. A new topic needs a new file and no code.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from pydantic import model_validator

from config.loader import ROOT, Model, Rule, load_toml
from transforms.records import Article, TopicDecision
from transforms.sentences import Sentence

LEAD_SENTENCES = 3
"""An Indonesian news item says what it is about in its first sentences."""

EVIDENCE_LIMIT = 8


class Link(Model):
    """Words of all `groups` within `within` characters of one sentence: evidence that the topic is meant.

    `title`, `lead` and `body` are the points for such a sentence in the title, the first sentences, later.
    """

    id: str
    groups: tuple[str, ...]
    within: int
    title: int
    lead: int
    body: int


class OtherMatter(Rule):
    """Words of another matter in title or first sentence; a link of `outweighed_by` there sets it aside."""

    outweighed_by: tuple[str, ...] = ()


class Relevance(Model):
    """When an article is about the topic: points of its links reach `threshold` and no blocker stands."""

    threshold: int
    links: tuple[Link, ...]
    blockers: tuple[OtherMatter, ...] = ()


class Trigger(Rule):
    """Words that report an event.

    `needs` are things that the sentence must hold besides: `date`, `place`, `person`, `lead` (it is one of
    the first sentences), or the id of a word group (found in the sentence, one beside it, or the title).
    `parts` says where the trigger may fire. `quoted` ones also fire inside a direct quotation. `status`
    fixes the status of the event; without it the sentence decides. `own` marks a report of a further event
    even where one of the same type is the article's subject. `roles` are for persons in the sentence.
    """

    needs: tuple[str, ...] = ()
    parts: tuple[Literal["title", "lead", "body"], ...] = ("title", "lead", "body")
    quoted: bool = False
    status: Literal["occurred", "planned"] | None = None
    own: bool = False
    confidence: float = 0.8


class RoleHint(Rule):
    """Words that give a person beside them a role.

    `side` is where that person stands, within `reach` characters: behind the words, before them, or wherever
    one is nearest. `many` takes the whole list of persons that follows.
    """

    role: str
    side: Literal["before", "after", "near"]
    reach: int = 90
    many: bool = False


class Summary(Model):
    """How a report of this type is told in one sentence, for each status.

    The places {who}, {venue}, {place}, {date} and {election} are phrases with their own preposition,
    or empty where the field is.
    """

    occurred: str
    planned: str
    negated: str


class EventType(Model):
    """One type of event of a topic.

    `nature` says how it behaves: `held` events have a venue and participants, `statement` is said by an
    official, `act` is issued by a body, `case` is a step in a procedure against a person. `stage` orders
    the steps of a case. A type that `frames` takes up statements made at it; a `framed` one does not exist
    beside such. `future` is what words of the future make of it. `anchors` are word parts of which
    every trigger's sentence holds one. Beside a type of `yields_to` in title or lead it is not what the
    article is about. `quoted_role` is the role of officials
    who are quoted and have no other; with `quoted_group` only of those whose office holds a word of that group.
    """

    type: str
    plover_event: str
    plover_mode: str | None = None
    nature: Literal["held", "statement", "act", "case"]
    priority: int
    stage: int = 0
    frames: bool = False
    framed: bool = False
    yields_to: tuple[str, ...] = ()
    future: Literal["planned", "drop"] = "planned"
    split: tuple[Literal["place", "date"], ...] = ("place",)
    quoted_role: Literal["speaker", "attendee", "decider"] | None = None
    quoted_group: str | None = None
    anchors: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    blockers: tuple[Rule, ...] = ()
    roles: tuple[RoleHint, ...] = ()
    summary: Summary

    @model_validator(mode="after")
    def _anchored(self) -> "EventType":
        for trigger in self.triggers:
            for example in trigger.examples:
                if not any(anchor in example.lower() for anchor in self.anchors):
                    raise ValueError(f"{trigger.id}: no anchor of {self.type} stands in {example!r}")
        return self


class Topic(Model):
    """A topic: its word groups, when an article belongs to it, and its types of events."""

    id: str
    name: str
    groups: tuple[Rule, ...]
    relevance: Relevance
    blockers: tuple[Rule, ...] = ()
    events: tuple[EventType, ...] = ()

    @model_validator(mode="after")
    def _known_groups(self) -> "Topic":
        known = {group.id for group in self.groups} | {"date", "place", "person", "lead"}
        asked = {g for link in self.relevance.links for g in link.groups}
        asked |= {need for event in self.events for trigger in event.triggers for need in trigger.needs}
        if unknown := sorted(asked - known):
            raise ValueError(f"groups {unknown} are not declared")
        return self


class _Found(NamedTuple):
    """A link found: its points, and its words."""

    link: str
    points: int
    words: str


@cache
def topics() -> tuple[Topic, ...]:
    """All topics declared in `config/topics/`, in the order of their file names.

    Raises:
        ConfigError: naming file, line and key where one does not fit.
    """
    names = sorted(file.name for file in (ROOT / "topics").iterdir() if file.name.endswith(".toml"))
    return tuple(load_toml(Topic, f"topics/{name}") for name in names)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern, compiled once."""
    return re.compile(pattern)


def find_topics(article: Article, sentences: Sequence[Sentence]) -> tuple[TopicDecision, ...]:
    """For each topic, whether the article is about it, and the words that decide.

    A topic must be in the title, or in the first sentences and again, or repeated: what is mentioned
    once in passing makes no article.
    """
    return tuple(decide(topic, article, sentences) for topic in topics())


def decide(topic: Topic, article: Article, sentences: Sequence[Sentence]) -> TopicDecision:
    """Whether the article is about one topic."""
    title = article.title or ""
    found = list(_links(topic, title, "title"))
    early = {hit.link for hit in found}
    for number, sentence in enumerate(sentences):
        part: Literal["lead", "body"] = "lead" if number < LEAD_SENTENCES else "body"
        hits = list(_links(topic, article.text[sentence.start : sentence.end], part))
        found += hits
        early |= {hit.link for hit in hits} if number == 0 else set()
    points = sum(hit.points for hit in found)
    opening = f"{title}\n{article.text[sentences[0].start : sentences[0].end] if sentences else ''}"
    blocker = next(
        (
            rule
            for rule in topic.relevance.blockers
            if not early & set(rule.outweighed_by) and compiled(rule.pattern).search(opening)
        ),
        None,
    )
    if blocker is not None:
        return _decision(topic, article, False, f"blocked by {blocker.id}", found)
    if points >= topic.relevance.threshold:
        return _decision(topic, article, True, f"{points} points", found)
    return _decision(topic, article, False, f"only {points} points" if points else "no words of it", found)


def _links(topic: Topic, text: str, part: Literal["title", "lead", "body"]) -> Iterable[_Found]:
    """The best link of one sentence."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for group in topic.groups:
        spans[group.id] = [m.span() for m in compiled(group.pattern).finditer(text)]
    best: _Found | None = None
    for link in topic.relevance.links:
        words = _together([spans[group] for group in link.groups], link.within)
        points: int = getattr(link, part)
        if words and points and (best is None or points > best.points):
            best = _Found(link.id, points, text[words[0] : words[1]])
    if best is not None:
        yield best


def _together(groups: list[list[tuple[int, int]]], within: int) -> tuple[int, int] | None:
    """The stretch from the first to the last word of all groups, if one is short enough."""
    if not all(groups):
        return None
    for start, end in groups[0]:
        low, high = start, end
        for others in groups[1:]:
            near = min(others, key=lambda span: abs(span[0] - start))
            low, high = min(low, near[0]), max(high, near[1])
        if high - low <= within:
            return low, high
    return None


def _decision(
    topic: Topic, article: Article, relevant: bool, reason: str, found: Sequence[_Found]
) -> TopicDecision:
    evidence = tuple(dict.fromkeys(hit.words for hit in found))[:EVIDENCE_LIMIT]
    return TopicDecision(
        article_id=article.article_id,
        topic=topic.id,
        is_relevant=relevant,
        reason=reason,
        evidence=evidence,
    )
