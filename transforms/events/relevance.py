"""Whether an article is about a topic: the words that say so and those that gainsay it, weighed by where they stand."""

from collections.abc import Iterator, Sequence

from transforms.events.evidence import Found
from transforms.events.topics import LEAD_SENTENCES, Topic
from transforms.matching import fold
from transforms.records import Article, TopicDecision
from transforms.sentences import Sentence

EVIDENCE_LIMIT = 8
_GREETING = 60
"""Characters up to which first sentences are a greeting, a heading or a dateline, not what the article opens with."""
_TITLE, _OPENING, _LEAD, _BODY = range(4)


def find_topics(
    article: Article, sentences: Sequence[Sentence], known: Sequence[Topic]
) -> tuple[TopicDecision, ...]:
    """For each known topic, whether the article is about it, and the words that decide.

    An article is about a topic where what speaks for it, less what speaks against it, reaches the topic's threshold:
    said in the title, at the beginning, or repeatedly. What is mentioned once in passing makes no article.
    """
    units = _Units(article, sentences)
    return tuple(_decide(topic, article, units) for topic in known)


class _Units:
    """The title and the sentences of an article.

    Attributes:
        printed: title and text.
        folded: the same, in small letters.
        spans: where the title and each sentence stand in them.
        parts: whether each belongs to the title, the opening, the lead or the body.
    """

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.printed = f"{article.title or ''}\n{article.text}"
        self.folded = fold(self.printed)
        behind = len(article.title or "") + 1
        self.spans = [(0, behind - 1), *((behind + s.start, behind + s.end) for s in sentences)]
        self.parts = [_TITLE, *_parts(sentences)]


def _parts(sentences: Sequence[Sentence]) -> Iterator[int]:
    """The part of each sentence; an article opens with its first one, and with greetings and headings before it."""
    first = next(
        (n for n, s in enumerate(sentences[: 2 * LEAD_SENTENCES]) if s.end - s.start >= _GREETING), 0
    )
    for number in range(len(sentences)):
        if number <= first:
            yield _OPENING
        else:
            yield _LEAD if number < first + LEAD_SENTENCES else _BODY


def _decide(topic: Topic, article: Article, units: _Units) -> TopicDecision:
    """Whether an article is about one topic."""
    threshold = topic.relevance.threshold
    # The literals of the patterns say what an article can have at most, without one pattern run.
    whole, may = topic.relevant_rules.bits_of_each(units.folded, units.spans)
    if lacking := next(
        (asked for asked in topic.asked if asked.evidence.needed and not asked.may(whole)), None
    ):
        return _decision(topic, article, False, f"nothing of {lacking.evidence.id}")
    at_most = sum(one.points for one in _found(topic, units, may) if one.points > 0)
    if at_most < threshold:
        return _decision(topic, article, False, f"{at_most} of {threshold} points at most")
    where = _matches(topic, units, may)
    found = _found(topic, units, [sum(held) for held in where])
    words = _words(units, where, found)
    had = {one.asked for one in found}
    if lacking := next((asked for asked in topic.asked if asked.evidence.needed and asked not in had), None):
        return _decision(topic, article, False, f"nothing of {lacking.evidence.id}", words)
    total = sum(one.points for one in found)
    told = ", ".join(f"{one.asked.evidence.id} {one.points:+d}" for one in found if one.points)
    return _decision(topic, article, total >= threshold, f"{total} of {threshold} points: {told}", words)


def _found(topic: Topic, units: _Units, held: Sequence[int]) -> list[Found]:
    """The evidence of which all groups stand in one unit, or in so many sentences that follow one another."""
    reaching: dict[int, Sequence[int]] = {1: held}
    found = []
    for asked in topic.asked:
        sentences = asked.evidence.sentences
        if sentences not in reaching:
            reaching[sentences] = list(_reaching(held, sentences))
        if one := asked.found(units.parts, reaching[sentences]):
            found.append(one)
    return found


def _reaching(held: Sequence[int], sentences: int) -> Iterator[int]:
    """The groups of each unit with those of the sentences that follow; the title stands for itself."""
    for number, bits in enumerate(held):
        if number:
            for following in held[number + 1 : number + sentences]:
                bits |= following
        yield bits


def _matches(topic: Topic, units: _Units, may: Sequence[int]) -> list[dict[int, tuple[int, int]]]:
    """For each unit, the first words of each group that it holds, by the bit of the group."""
    found = []
    for (start, end), bits in zip(units.spans, may, strict=True):
        here = {}
        for bit, pattern in topic.relevant_rules.of(bits):
            if match := pattern.search(units.folded, start, end):
                here[bit] = match.span()
        found.append(here)
    return found


def _words(units: _Units, where: Sequence[dict[int, tuple[int, int]]], found: Sequence[Found]) -> list[str]:
    """The words that speak for the topic as printed, those of several groups that stand together first."""
    told = []
    for one in sorted(
        (one for one in found if one.points > 0), key=lambda one: -len(one.asked.evidence.groups)
    ):
        for unit in one.units:
            stretch = where[unit : unit + (one.asked.evidence.sentences if unit else 1)]
            spans = [span for held in stretch for bit, span in held.items() if bit & one.asked.bits]
            told.append(units.printed[min(s for s, _ in spans) : max(e for _, e in spans)].strip())
    return told


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
