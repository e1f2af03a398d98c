"""Where the word groups of a topic stand in the title and the sentences of an article, looked for when first asked."""

from collections.abc import Iterator, Sequence
from operator import or_
from typing import Protocol

from transforms.events.evidence import Found
from transforms.events.topics import LEAD_SENTENCES, WordGroup
from transforms.matching import fold
from transforms.records import Article
from transforms.scanning import Rules

_GREETING = 60
"""Characters up to which first sentences are a greeting, a heading or a dateline, not what the article opens with."""
TITLE, OPENING, LEAD, BODY = range(4)


class Stretch(Protocol):
    """A sentence, by its first character and the one behind its last."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character behind its last."""


class Units:
    """The title and the sentences of an article.

    Attributes:
        printed: title and text.
        folded: the same, in small letters.
        spans: where the title and each sentence stand in them.
        parts: whether each belongs to the title, the opening, the lead or the body.
    """

    def __init__(self, article: Article, sentences: Sequence[Stretch]) -> None:
        self.printed = f"{article.title or ''}\n{article.text}"
        self.folded = f"{fold(article.title or '')}\n{fold(article.text)}"
        behind = len(article.title or "") + 1
        self.spans = [(0, behind - 1), *((behind + s.start, behind + s.end) for s in sentences)]
        self.parts = [TITLE, *_parts(sentences)]


def _parts(sentences: Sequence[Stretch]) -> Iterator[int]:
    """The part of each sentence; an article opens with its first one, and with greetings and headings before it."""
    first = next(
        (n for n, s in enumerate(sentences[: 2 * LEAD_SENTENCES]) if s.end - s.start >= _GREETING), 0
    )
    for number in range(len(sentences)):
        if number <= first:
            yield OPENING
        else:
            yield LEAD if number < first + LEAD_SENTENCES else BODY


class Held:
    """Where words of topics stand in the units of an article.

    Args:
        rules: the word groups that are asked for, each with its bit.
        units: title and sentences.
        may: the bits of the groups that may stand in each unit, by the literals of their patterns.

    Attributes:
        parts: the part of the article to which each unit belongs.
        where: the first words of each group that were found in each unit, by the bit of the group.
    """

    def __init__(self, rules: Rules[WordGroup], units: Units, may: Sequence[int]) -> None:
        self._rules, self._units = rules, units
        self.parts, self.may = units.parts, may
        self.where: list[dict[int, tuple[int, int]]] = [{} for _ in may]
        self._looked_for = [0] * len(may)
        self._stood = [0] * len(may)
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
        if sentences == 1:
            return self._stands(number, either)
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
        left = self.may[unit] & either & ~self._looked_for[unit]
        if left:
            self._looked_for[unit] |= left
            for bit, pattern, apart in self._rules.of(left):
                may = self._rules.of(self.may[unit] & apart) if apart else ()
                if apart and not may:
                    continue
                search = may[0].pattern.search if len(may) == 1 else pattern.search
                if match := search(self._units.folded, *self._units.spans[unit]):
                    self.where[unit][bit] = match.span()
                    self._stood[unit] |= bit
        return bool(self._stood[unit] & either)
