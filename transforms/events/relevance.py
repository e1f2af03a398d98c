"""Whether an article is about a topic: the words that say so, weighed by where they stand."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.events.adding import added_up
from transforms.events.topics import LEAD_SENTENCES, Link, Part, Topic
from transforms.matching import fold
from transforms.records import Article, TopicDecision
from transforms.sentences import Sentence

EVIDENCE_LIMIT = 8
_GREETING = 60
"""Characters up to which first sentences are a greeting or a dateline, not what the article opens with."""


class _Found(NamedTuple):
    """A link found: its points, and where its words stand."""

    link: Link
    points: int
    start: int
    end: int


def find_topics(
    article: Article, sentences: Sequence[Sentence], known: Sequence[Topic]
) -> tuple[TopicDecision, ...]:
    """For each known topic, whether the article is about it, and the words that decide.

    A topic must be in the title, or in the first sentences and again, or repeated: what is mentioned
    once in passing makes no article. Where no first sentence says it clearly, title and first sentences are
    read as one.
    """
    return tuple(decide(topic, article, sentences) for topic in known)


def decide(topic: Topic, article: Article, sentences: Sequence[Sentence]) -> TopicDecision:
    """Whether an article is about one topic."""
    title, text = fold(article.title or ""), fold(article.text)
    whole, behind = f"{title}\n{text}", len(title) + 1
    rules = topic.group_rules
    spans = [(0, len(title)), *((behind + s.start, behind + s.end) for s in sentences)]
    bits, (title_bits, *held) = rules.bits_of_each(whole, spans)
    links = [asked for asked in topic.links if asked[0] & bits == asked[0]]
    words_of_title = Words(topic, title, 0, len(title), title_bits)
    in_title = _links(links, words_of_title, "title")
    spoken = [Words(topic, text, s.start, s.end, its) for s, its in zip(sentences, held, strict=True)]
    opening_end = _opening_end(sentences)
    by_sentence = [
        _links(links, words, _part(number, s.start < opening_end))
        for number, (s, words) in enumerate(zip(sentences, spoken, strict=True))
    ]
    lead = [hit.points for hits in by_sentence[:LEAD_SENTENCES] for hit in hits if not hit.link.supports]
    found = [(hit, article.title or "") for hit in in_title]
    found += [(hit, article.text) for hits in by_sentence for hit in hits]
    clear = max(lead, default=0)
    if links and sentences and clear < topic.relevance.threshold:
        end = behind + sentences[:LEAD_SENTENCES][-1].end
        head = f"{article.title or ''}\n{article.text}"[:end]
        across = _links(links, Words(topic, whole, 0, end, rules.bits(whole[:end])), "lead")
        found += [(hit, head) for hit in across if len(hit.link.groups) > 2 and hit.points > clear]
    opening = f"{title}\n{text[sentences[0].start : sentences[0].end] if sentences else ''}"
    evidence = [said[hit.start : hit.end].strip() for hit, said in found if not hit.link.supports]
    for pattern, rule in topic.relevance.blocker_rules.among(opening):
        if pattern.search(opening) and not _early(links, words_of_title, spoken[:1]) & set(
            rule.outweighed_by
        ):
            return _decision(topic, article, False, f"blocked by {rule.id}", evidence)
    points = sum(hit.points for hit, _ in found if not hit.link.supports)
    if points:
        support = sum(hit.points for hit, _ in found if hit.link.supports)
        points += min(support, topic.relevance.support_limit)
    words = Words(topic, whole, 0, len(whole), bits)
    if points and topic.relevance.frame and not any(words.of(group) for group in topic.relevance.frame):
        return _decision(topic, article, False, "nothing that frames it", evidence)
    if points < topic.relevance.threshold:
        for spread in topic.relevance.spreads:
            if all(sum(len(words.of(g)) for g in amount.groups) >= amount.least for amount in spread.amounts):
                return _decision(topic, article, True, f"its words all over: {spread.id}", evidence)
    if points < topic.relevance.threshold and (
        over_all := added_up(topic, article, whole, spans, [title_bits, *held])
    ):
        return _decision(topic, article, True, *over_all)
    reason = f"{points} points" if points else "no words of it"
    return _decision(topic, article, points >= topic.relevance.threshold, reason, evidence)


class Words:
    """Where the words of each group stand in one stretch of a text, looked for when first asked."""

    def __init__(self, topic: Topic, text: str, start: int, end: int, bits: int) -> None:
        """Take the stretch of a folded text, and the bits of the groups that may have words there."""
        self.bits = bits
        self._groups, self._stretch = topic.asked_groups, (text, start, end)
        self._found: dict[str, list[tuple[int, int]]] = {}

    def of(self, group: str) -> list[tuple[int, int]]:
        """The spans of the words of a group."""
        found = self._found.get(group)
        if found is None:
            bit, pattern = self._groups[group]
            found = [m.span() for m in pattern.finditer(*self._stretch)] if bit & self.bits else []
            self._found[group] = found
        return found


def _opening_end(sentences: Sequence[Sentence]) -> int:
    """Where the words that open an article end: its first sentence, with those before it that are mere greetings."""
    return next((s.end for s in sentences[:LEAD_SENTENCES] if s.end >= _GREETING), 0)


def _part(number: int, opens: bool) -> Part:
    if opens:
        return "opening"
    return "lead" if number < LEAD_SENTENCES else "body"


def _early(links: Sequence[tuple[int, Link]], title: Words, first: Sequence[Words]) -> set[str]:
    """The links of which the words stand together in the title or the first sentence, where they count there."""
    return {
        link.id
        for _, link in links
        if (link.title and _together(title, link))
        or (link.opening and any(_together(words, link) for words in first))
    }


def _links(links: Sequence[tuple[int, Link]], words: Words, part: Part) -> list[_Found]:
    """The best link of one sentence; the best of the supporting ones where there is no other."""
    best: dict[bool, _Found] = {}
    for bits, link in links:
        if bits & words.bits != bits:
            continue
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
    for group in link.groups:
        if not words.of(group):
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
