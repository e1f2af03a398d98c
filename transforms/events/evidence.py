"""Evidence as configuration: the words that say that an article is about a topic, or about a type of event."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from pydantic import Field

from config.loader import Model


class Evidence(Model):
    """Words of all `groups` near each other, which speak for a topic or a type of event, or against it.

    `a|b` asks for either. They stand near each other in one sentence, or in so many `sentences` that follow one
    another; the title stands for itself.

    `title`, `opening`, `lead` and `body` are the points of such words in the title, in the first sentence, in the
    first sentences, later. They add up to `most`, and count `weight` times: below nought they speak against the topic.
    As the title or the first sentence alone can reach `most`, an article of one sentence can have all points.
    Without what is `needed` no article is about the topic; of `weight` 0 it is only asked for.
    """

    id: str
    groups: tuple[str, ...] = Field(min_length=1)
    sentences: int = Field(default=1, ge=1)
    title: int = Field(default=3, ge=0)
    opening: int = Field(default=3, ge=0)
    lead: int = Field(default=2, ge=0)
    body: int = Field(default=1, ge=0)
    most: int = Field(default=3, ge=1)
    weight: int = 1
    needed: bool = False

    @property
    def alternatives(self) -> set[str]:
        """The word groups that are asked for."""
        return {group for either in self.groups for group in either.split("|")}


class Relevance(Model):
    """When an article is about the topic: its `evidence` adds up to `threshold`."""

    threshold: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @property
    def groups(self) -> set[str]:
        """The word groups that are asked for."""
        return {group for said in self.evidence for group in said.alternatives}


class MainType(Model):
    """How much evidence makes a type the one that an article is about: the points by which it has to lead.

    It leads over every other type by `late`. Of the types that triggers found it is then the main one where these tell
    their main one only behind the first sentences; over one told in title or first sentences it leads by `early`.
    Where triggers find nothing there, a type that leads over every other by `untold` is told by its words alone.
    """

    untold: int = Field(ge=1)
    late: int = Field(ge=1)
    early: int = Field(ge=1)


class Found(NamedTuple):
    """Evidence found in an article.

    Attributes:
        asked: what was asked for.
        points: what it adds to the points of the article, or takes from them.
        units: where it begins: 0 is the title, then the sentences.
    """

    asked: "Asked"
    points: int
    units: tuple[int, ...]


class Asked:
    """Evidence as it is asked for, its word groups as bits.

    Args:
        evidence: what the topic declares.
        bit_of: the bit of each word group.

    Attributes:
        evidence: what the topic declares.
        bits: those of all its groups.
    """

    def __init__(self, evidence: Evidence, bit_of: Mapping[str, int]) -> None:
        self.evidence = evidence
        self._all_of = tuple(sum(bit_of[g] for g in set(of.split("|"))) for of in evidence.groups)
        self._first, *self._rest = self._all_of
        self.bits = reduce(or_, self._all_of)
        self._points = (evidence.title, evidence.opening, evidence.lead, evidence.body)

    def may(self, bits: int) -> bool:
        """Whether an article that holds these groups may have it."""
        return all(map(bits.__and__, self._all_of))

    def held(self, number: int, stands: Callable[[int, int, int], bool]) -> bool:
        """Whether a unit, or so many from there, hold words of all its groups."""
        return all(stands(number, either, self.evidence.sentences) for either in self._all_of)

    def found(
        self, parts: Sequence[int], may: Sequence[int], stands: Callable[[int, int, int], bool] | None = None
    ) -> Found | None:
        """What it gives an article, or can give at most.

        Args:
            parts: the part to which each unit belongs: title, opening, lead or body.
            may: the groups that each unit may hold, with the sentences that follow.
            stands: whether words of one of some groups do stand in a unit or in so many from there; without it they may.
        """
        points, most, units = 0, self.evidence.most, []
        for number, bits in enumerate(may):
            if not bits & self._first or (self._rest and not self.may(bits)):
                continue
            here = self._points[parts[number]]
            if not here:
                continue
            if stands and not self.held(number, stands):
                continue
            points += here
            units.append(number)
            if points >= most:
                break
        return Found(self, min(points, most) * self.evidence.weight, tuple(units)) if points else None
