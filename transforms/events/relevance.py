"""Whether an article is about a topic: the words that say so and those that gainsay it, weighed by where they stand."""

from collections.abc import Iterator, Sequence
from operator import or_

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


class _Held:
    """Where words of a topic stand in the units of an article, looked for when first asked.

    Attributes:
        may: the bits of the groups that may stand in each unit, by the literals of their patterns.
        where: the first words of each group that were found in each unit, by the bit of the group.
    """

    def __init__(self, topic: Topic, units: _Units, may: Sequence[int]) -> None:
        self._topic, self._units = topic, units
        self.may = may
        self.where: list[dict[int, tuple[int, int]]] = [{} for _ in may]
        self._looked_for = [0] * len(may)
        self._reaching: dict[int, Sequence[int]] = {1: may}

    def reaching(self, sentences: int) -> Sequence[int]:
        """What each unit may hold with so many sentences from there; the title stands for itself."""
        if sentences not in self._reaching:
            title, *near = self.may
            for ahead in range(1, sentences):
                near = list(map(or_, near, (*self.may[1 + ahead :], *[0] * ahead)))
            self._reaching[sentences] = [title, *near]
        return self._reaching[sentences]

    def stands(self, number: int, either: int, sentences: int) -> bool:
        """Whether words of one of some groups stand in a unit, or in so many sentences from there."""
        return any(self._stands(unit, either) for unit in range(number, self._end(number, sentences)))

    def words(self, found: Found) -> Iterator[str]:
        """The words of what was found as printed, from the first to the last of each place."""
        for unit in found.units:
            stretch = self.where[unit : self._end(unit, found.asked.evidence.sentences)]
            spans = [span for held in stretch for bit, span in held.items() if bit & found.asked.bits]
            yield self._units.printed[min(s for s, _ in spans) : max(e for _, e in spans)].strip()

    def _end(self, number: int, sentences: int) -> int:
        return min(number + sentences, len(self.may)) if number else 1

    def _stands(self, unit: int, either: int) -> bool:
        where = self.where[unit]
        left = self.may[unit] & either & ~self._looked_for[unit]
        self._looked_for[unit] |= left
        for bit, pattern in self._topic.relevant_rules.of(left):
            if match := pattern.search(self._units.folded, *self._units.spans[unit]):
                where[bit] = match.span()
        return any(bit & either for bit in where)


def _decide(topic: Topic, article: Article, units: _Units) -> TopicDecision:
    """Whether an article is about one topic."""
    threshold = topic.relevance.threshold
    # The literals of the patterns say what an article can have at most, without one pattern run.
    whole, may = topic.relevant_rules.bits_of_each(units.folded, units.spans)
    for asked in topic.asked:
        if asked.evidence.needed and not asked.may(whole):
            return _decision(topic, article, False, f"nothing of {asked.evidence.id}")
    held = _Held(topic, units, may)
    speaking = [asked for asked in topic.asked if asked.evidence.weight > 0 and asked.may(whole)]
    most = [asked.found(units.parts, held.reaching(asked.evidence.sentences)) for asked in speaking]
    at_most = sum(one.points for one in most if one)
    if at_most < threshold:
        return _decision(topic, article, False, f"{at_most} of {threshold} points at most")
    found = []
    for asked in topic.asked:
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
