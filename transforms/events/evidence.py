"""Relevance as configuration: the evidence that an article is about a topic."""

from typing import NamedTuple

from pydantic import Field

from config.loader import Model


class Evidence(Model):
    """Words that speak for a topic, or against it: all of `groups`, and `least` of those `beside`, near each other.

    `a|b` in `groups` asks for either. They stand near each other in one sentence, or in so many `sentences` that
    follow one another; the title stands for itself.

    `title`, `opening`, `lead` and `body` are the points of such words in the title, the first sentence, the first
    sentences, later. They add up to `most`, and count `weight` times: below nought they speak against the topic.
    Without `needed` points no article is about it.
    """

    id: str
    groups: tuple[str, ...] = Field(min_length=1)
    beside: tuple[str, ...] = ()
    least: int = 0
    sentences: int = Field(default=1, ge=1)
    title: int = 3
    opening: int = 3
    lead: int = 2
    body: int = 1
    most: int
    weight: int = 1
    needed: int = 0

    def points(self, unit: int, lead: int) -> int:
        """The points in a unit of the article: 0 is the title, from 1 the sentences, of which `lead` are the lead."""
        if unit < 2:
            return self.opening if unit else self.title
        return self.lead if unit <= lead else self.body


class Asked(NamedTuple):
    """What evidence asks for, as bits of the word groups.

    Attributes:
        all_of: of each of these, one bit.
        beside: of these, `least`.
        least: how many.
        any_of: all of them together.
    """

    all_of: tuple[int, ...]
    beside: int
    least: int
    any_of: int
