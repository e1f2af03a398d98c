"""What an article says for a topic and against it, weighed by where it stands and added up."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from transforms.events.evidence import Asked, Evidence
from transforms.events.topics import LEAD_SENTENCES, Topic
from transforms.records import Article


class _Found(NamedTuple):
    """Evidence found: its points unweighed, and the units (0 the title, then the sentences) in which it begins."""

    evidence: Evidence
    points: int
    units: tuple[int, ...]

    @property
    def weighed(self) -> int:
        """What it adds to the article's points."""
        return self.points * self.evidence.weight


def added_up(
    topic: Topic, article: Article, text: str, spans: Sequence[tuple[int, int]], may: Sequence[int]
) -> tuple[str, list[str]] | None:
    """The sum and the words that decide, where the evidence of a topic reaches what is `enough`.

    `text` is title and text, folded; `spans` are the title and the sentences in it, and `may` the bits of the
    groups that may stand in each.
    """
    if not topic.relevance.evidence:
        return None
    enough = topic.relevance.enough
    # The literals of the patterns say what an article can have at most, without one pattern run.
    most = _scored(topic, may, against=False)
    if sum(one.weighed for one in most) < enough or _lacking(topic, most):
        return None
    units = _Units(topic, article, text, spans, may)
    found = _scored(topic, units.found(), against=True)
    points = {one.evidence.id: one.weighed for one in found if one.weighed}
    total = sum(points.values())
    if total < enough or _lacking(topic, found):
        return None
    told = ", ".join(f"{key} {value:+d}" for key, value in points.items())
    return f"{total} of {enough} points over all: {told}", units.words(found)


class _Units:
    """The title and the sentences of an article, and which word groups stand in each."""

    def __init__(
        self, topic: Topic, article: Article, text: str, spans: Sequence[tuple[int, int]], may: Sequence[int]
    ) -> None:
        self.printed = f"{article.title or ''}\n{article.text}"
        self.text, self.spans, self.may = text, spans, may
        self._topic = topic
        self._where: list[dict[int, tuple[int, int]]] = []

    def found(self) -> list[int]:
        """The bits of the groups of which words do stand in each unit."""
        asked = self._topic.relevant_groups
        for (start, end), may in zip(self.spans, self.may, strict=True):
            where = {}
            for bit, pattern in asked:
                if may & bit and (match := pattern.search(self.text, start, end)):
                    where[bit] = match.span()
            self._where.append(where)
        return [sum(where) for where in self._where]

    def words(self, found: Sequence[_Found]) -> list[str]:
        """The words that speak for the topic as printed, those of several groups that stand together first."""
        told: list[str] = []
        together = [one for one in found if one.weighed > 0 and len(one.evidence.groups) > 1]
        for one in together or [one for one in found if one.weighed > 0]:
            asked = self._topic.asked[one.evidence.id]
            for unit in one.units:
                spans = [
                    span
                    for where in self._where[unit : unit + (one.evidence.sentences if unit else 1)]
                    for bit, span in where.items()
                    if bit & asked.any_of
                ]
                told.append(self.printed[min(s for s, _ in spans) : max(e for _, e in spans)].strip())
        return told


def _scored(topic: Topic, units: Sequence[int], *, against: bool) -> list[_Found]:
    """The points of all evidence of which the groups stand in the units; what speaks against only if asked."""
    found = []
    anywhere = reduce(or_, units, 0)
    for evidence in topic.relevance.evidence:
        if evidence.weight < 0 and not against:
            continue
        asked = topic.asked[evidence.id]
        if not all(anywhere & group for group in asked.all_of):
            continue
        held = tuple(_places(asked, evidence.sentences, units))
        points = min(sum(evidence.points(unit, LEAD_SENTENCES) for unit in held), evidence.most)
        if points:
            found.append(_Found(evidence, points, held))
    return found


def _lacking(topic: Topic, found: Sequence[_Found]) -> str | None:
    """The first evidence without which no article is about the topic, and of which too little was found."""
    points = {one.evidence.id: one.points for one in found}
    needed = (evidence for evidence in topic.relevance.evidence if evidence.needed)
    return next((e.id for e in needed if points.get(e.id, 0) < e.needed), None)


def _places(asked: Asked, sentences: int, units: Sequence[int]) -> Iterator[int]:
    """The units in which a stretch of so many sentences begins that holds all groups asked for."""
    for number, bits in enumerate(units):
        if number and sentences > 1:
            for following in units[number + 1 : number + sentences]:
                bits |= following
        if all(bits & group for group in asked.all_of) and (bits & asked.beside).bit_count() >= asked.least:
            yield number
