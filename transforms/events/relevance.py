"""Whether an article is about a topic: the words that say so and those that gainsay it, weighed by where they stand."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from transforms.events.event_types import compiled
from transforms.events.evidence import Asked
from transforms.events.topics import Topic, WordGroup
from transforms.events.units import Held, Units
from transforms.literals import branches_within
from transforms.records import Article, TopicDecision
from transforms.scanning import Rules
from transforms.sentences import Sentence

EVIDENCE_LIMIT = 8


def find_topics(
    article: Article, sentences: Sequence[Sentence], known: Sequence[Topic]
) -> tuple[TopicDecision, ...]:
    """For each known topic, whether the article is about it, and the words that decide.

    An article is about a topic where what speaks for it, less what speaks against it, reaches the topic's threshold:
    said in the title, at the beginning, or repeatedly. What is mentioned once in passing makes no article.
    """
    units, looked_for = Units(article, sentences), _looked_for(tuple(known))
    # The literals of the patterns say what an article can have at most, without one pattern run.
    whole, may = looked_for.rules.bits_of_each(units.folded, units.spans)
    held = Held(looked_for.rules, units, may)
    of_each = zip(known, looked_for.asked, strict=True)
    return tuple(_decide(topic, of_topic, article, whole, held) for topic, of_topic in of_each)


class _LookedFor(NamedTuple):
    """What relevance asks for: the word groups of all topics, and the evidence of each topic by their bits."""

    rules: Rules[WordGroup]
    asked: Sequence[Sequence[Asked]]


@lru_cache(maxsize=2)
def _looked_for(known: tuple[Topic, ...]) -> _LookedFor:
    """What relevance asks for, so that one pass over a text tells it of all topics.

    What is needed is asked first, and mostly in vain: its alternatives are rules of their own behind those of all groups.
    """
    rules: list[tuple[re.Pattern[str], WordGroup]] = []
    asked, needed = [], 0
    for topic in known:
        bits = topic.bits_of(topic.relevance.groups, len(rules))
        rules += topic.word_groups(bits)
        asked.append([Asked(said, bits) for said in topic.relevance.evidence])
        needed |= sum(one.bits for one in asked[-1] if one.evidence.needed)
    for number, (pattern, group) in enumerate(rules[:]):
        if group.bit & needed:
            apart = [compiled(branch) for branch in branches_within(pattern.pattern)]
            rules[number] = pattern, group._replace(apart=(1 << len(apart)) - 1 << len(rules))
            rules += ((branch, WordGroup(0, branch)) for branch in apart)
    return _LookedFor(Rules(rules), asked)


def _decide(
    topic: Topic, of_topic: Sequence[Asked], article: Article, whole: int, held: Held
) -> TopicDecision:
    """Whether an article is about one topic.

    Args:
        topic: the topic.
        of_topic: the evidence that it asks for.
        article: the article.
        whole: the bits of the word groups that it may hold.
        held: where they stand in it.
    """
    threshold = topic.relevance.threshold
    possible = []
    for asked in of_topic:
        if asked.may(whole):
            possible.append(asked)
        elif asked.evidence.needed:
            return _decision(topic, article, False, f"nothing of {asked.evidence.id}")
    speaking = [asked for asked in possible if asked.evidence.weight > 0]
    most = [asked.found(held.parts, held.reaching(asked.evidence.sentences)) for asked in speaking]
    at_most = sum(one.points for one in most if one)
    if at_most < threshold:
        return _decision(topic, article, False, f"{at_most} of {threshold} points at most")
    found = []
    for asked in possible:
        if one := asked.found(held.parts, held.reaching(asked.evidence.sentences), held.stands):
            found.append(one)
        elif asked.evidence.needed:
            return _decision(topic, article, False, f"nothing of {asked.evidence.id}")
    total = sum(one.points for one in found)
    told = ", ".join(f"{one.asked.evidence.id} {one.points:+d}" for one in found if one.points)
    together = sorted(
        (one for one in found if one.points > 0), key=lambda one: -len(one.asked.evidence.groups)
    )
    words = [words for one in together for words in held.words(one)]
    return _decision(topic, article, total >= threshold, f"{total} of {threshold} points: {told}", words)


def _decision(
    topic: Topic, article: Article, relevant: bool, reason: str, evidence: Sequence[str] = ()
) -> TopicDecision:
    return TopicDecision(
        article_id=article.article_id,
        topic=topic.id,
        is_relevant=relevant,
        reason=reason,
        evidence=tuple(dict.fromkeys(evidence))[:EVIDENCE_LIMIT],
    )
