"""Topics as configuration: what an article must say to belong to one, and the events that it may report.

Each file in `config/topics/` declares one topic. A new topic needs a new file and no code.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from pydantic import model_validator

from config.loader import ROOT, Model, Rule, load_toml
from transforms.matching import fold
from transforms.records import Article, TopicDecision
from transforms.sentences import Sentence

LEAD_SENTENCES = 3
"""An Indonesian news item says what it is about in its first sentences."""

EVIDENCE_LIMIT = 8


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

    Supporting links add `support_limit` points at most.
    """

    threshold: int
    support_limit: int = 0
    links: tuple[Link, ...]
    spreads: tuple[Spread, ...] = ()
    blockers: tuple[OtherMatter, ...] = ()


class Trigger(Rule):
    """Words that report an event.

    `needs` are things that the sentence must hold besides: `date`, `place`, `person`, or the id of a word group
    (found in the sentence, one beside it, or the title).
    `parts` says where the trigger may fire; in any other part of the text it asks for a day of its own in the
    clause, but for what is only the wording of a `headline`. `quoted` ones also fire inside a direct quotation. `status`
    fixes the status of the event; without it the sentence decides. `own` marks a report of a further event
    even where one of the same type is the article's subject. `roles` are for persons in the sentence.
    """

    needs: tuple[str, ...] = ()
    parts: tuple[Literal["headline", "title", "lead", "body"], ...] = ("title", "lead", "body")
    quoted: bool = False
    status: Literal["occurred", "planned"] | None = None
    own: bool = False
    confidence: float = 0.8


class RoleHint(Rule):
    """Words that give a person beside them a role.

    `side` is where that person stands, within `reach` characters: behind the words, before them, or wherever
    one is nearest. `many` takes the whole list of persons that follows, `close` nobody behind a comma.
    """

    role: str
    side: Literal["before", "after", "near"]
    reach: int = 90
    many: bool = False
    close: bool = False


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
    quoted_role: Literal["speaker", "attendee"] | None = None
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
        known = {group.id for group in self.groups} | {"date", "place", "person"}
        asked = {g for link in self.relevance.links for g in link.groups}
        asked |= {need for event in self.events for trigger in event.triggers for need in trigger.needs}
        if unknown := sorted(asked - known):
            raise ValueError(f"groups {unknown} are not declared")
        return self


Patterns = Mapping[str, re.Pattern[str]]


class _Found(NamedTuple):
    """A link found: its points, and where its words stand."""

    link: Link
    points: int
    start: int
    end: int


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
    """A rule's pattern, compiled once, for text that went through `fold`.

    Folding the text once is several times cheaper than matching without regard to case, so the flag at the
    head of a pattern is taken off.
    """
    return re.compile(pattern.removeprefix("(?i)"))


def find_topics(article: Article, sentences: Sequence[Sentence]) -> tuple[TopicDecision, ...]:
    """For each topic, whether the article is about it, and the words that decide.

    A topic must be in the title, or in the first sentences and again, or repeated: what is mentioned
    once in passing makes no article.
    """
    return tuple(decide(topic, article, sentences) for topic in topics())


def decide(topic: Topic, article: Article, sentences: Sequence[Sentence]) -> TopicDecision:
    """Whether the article is about one topic."""
    title, text = fold(article.title or ""), fold(article.text)
    groups = {group.id: compiled(group.pattern) for group in topic.groups}
    in_title = _links(topic, Words(groups, title, 0, len(title)), "title")
    by_sentence = [
        _links(topic, Words(groups, text, s.start, s.end), _part(number))
        for number, s in enumerate(sentences)
    ]
    early = {hit.link.id for hit in (*in_title, *(by_sentence[0] if sentences else ()))}
    if sentences and not any(not hit.link.supports for hits in by_sentence[:LEAD_SENTENCES] for hit in hits):
        end = sentences[min(LEAD_SENTENCES, len(sentences)) - 1].end
        across = _links(topic, Words(groups, text, 0, end), "lead")
        by_sentence.append([hit for hit in across if len(hit.link.groups) > 2])
    found = [(hit, article.title or "") for hit in in_title]
    found += [(hit, article.text) for hits in by_sentence for hit in hits]
    opening = f"{title}\n{text[sentences[0].start : sentences[0].end] if sentences else ''}"
    evidence = [said[hit.start : hit.end].strip() for hit, said in found if not hit.link.supports]
    for rule in topic.relevance.blockers:
        if not early & set(rule.outweighed_by) and compiled(rule.pattern).search(opening):
            return _decision(topic, article, False, f"blocked by {rule.id}", evidence)
    points = sum(hit.points for hit, _ in found if not hit.link.supports)
    if points:
        support = sum(hit.points for hit, _ in found if hit.link.supports)
        points += min(support, topic.relevance.support_limit)
    if points < topic.relevance.threshold:
        words = Words(groups, f"{title}\n{text}", 0, len(title) + 1 + len(text))
        for spread in topic.relevance.spreads:
            if all(sum(len(words.of(g)) for g in amount.groups) >= amount.least for amount in spread.amounts):
                return _decision(topic, article, True, f"its words all over: {spread.id}", evidence)
    reason = f"{points} points" if points else "no words of it"
    return _decision(topic, article, points >= topic.relevance.threshold, reason, evidence)


class Words:
    """Where the words of each group stand in one stretch of a text, looked for when first asked."""

    def __init__(self, patterns: Patterns, text: str, start: int, end: int) -> None:
        """Take the stretch of a folded text."""
        self._patterns = patterns
        self._stretch = (text, start, end)
        self._found: dict[str, list[tuple[int, int]]] = {}

    def of(self, group: str) -> list[tuple[int, int]]:
        """The spans of the words of a group."""
        if group not in self._found:
            self._found[group] = [m.span() for m in self._patterns[group].finditer(*self._stretch)]
        return self._found[group]


def _part(number: int) -> Part:
    if number == 0:
        return "opening"
    return "lead" if number < LEAD_SENTENCES else "body"


def _links(topic: Topic, words: Words, part: Part) -> list[_Found]:
    """The best link of one sentence; the best of the supporting ones where there is no other."""
    best: dict[bool, _Found] = {}
    for link in topic.relevance.links:
        points: int = getattr(link, part)
        if not points or (link.supports in best and points <= best[link.supports].points):
            continue
        span = _together(words, link)
        if span:
            best[link.supports] = _Found(link, points, *span)
    if True in best and False in best:
        del best[True]
    return list(best.values())


def _together(words: Words, link: Link) -> tuple[int, int] | None:
    """The stretch from the first to the last word of all groups of a link, if one is short enough."""
    if not all(words.of(group) for group in link.groups):
        return None
    for start, end in words.of(link.groups[0]):
        low, high = start, end
        for group in link.groups[1:]:
            near = min(words.of(group), key=lambda span: abs(span[0] - start))
            low, high = min(low, near[0]), max(high, near[1])
        if len(link.groups) == 1 or high - low <= link.within:
            return low, high
    return None


def _decision(
    topic: Topic, article: Article, relevant: bool, reason: str, evidence: Sequence[str]
) -> TopicDecision:
    return TopicDecision(
        article_id=article.article_id,
        topic=topic.id,
        is_relevant=relevant,
        reason=reason,
        evidence=tuple(dict.fromkeys(evidence))[:EVIDENCE_LIMIT],
    )
