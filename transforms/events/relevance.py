"""Whether an article is about a topic: the words that say so and those that gainsay it, weighed by where they stand."""

from collections.abc import Sequence

from transforms.events.topics import Topic
from transforms.events.units import Held, Units
from transforms.records import Article, TopicDecision
from transforms.sentences import Sentence

EVIDENCE_LIMIT = 8


def find_topics(
    article: Article, sentences: Sequence[Sentence], known: Sequence[Topic]
) -> tuple[TopicDecision, ...]:
    """For each known topic, whether the article is about it, and the words that decide.

    An article is about a topic where what speaks for it, less what speaks against it, reaches the topic's threshold:
    said in the title, at the beginning, or repeatedly. What is mentioned once in passing makes no article.
    """
    units = Units(article, sentences)
    return tuple(_decide(topic, article, units) for topic in known)


def _decide(topic: Topic, article: Article, units: Units) -> TopicDecision:
    """Whether an article is about one topic."""
    threshold = topic.relevance.threshold
    # The literals of the patterns say what an article can have at most, without one pattern run.
    whole, may = topic.relevant_rules.bits_of_each(units.folded, units.spans)
    for asked in topic.asked:
        if asked.evidence.needed and not asked.may(whole):
            return _decision(topic, article, False, f"nothing of {asked.evidence.id}")
    held = Held(topic.relevant_rules, units, may)
    possible = [asked for asked in topic.asked if asked.may(whole)]
    speaking = [asked for asked in possible if asked.evidence.weight > 0]
    most = [asked.found(units.parts, held.reaching(asked.evidence.sentences)) for asked in speaking]
    at_most = sum(one.points for one in most if one)
    if at_most < threshold:
        return _decision(topic, article, False, f"{at_most} of {threshold} points at most")
    found = []
    for asked in possible:
        if one := asked.found(units.parts, held.reaching(asked.evidence.sentences), held.stands):
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
