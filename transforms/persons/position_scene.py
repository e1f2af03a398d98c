"""An office as it was read, and what an article offers to the reading of offices."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from config.gazetteers import TitleForm
from transforms.persons.words import Word
from transforms.records import ArticleOrganization, ArticlePlace


class Office(NamedTuple):
    """An office as printed: `end` closes the phrase with its place, `at` is the index of the word behind.

    `standing` is "mantan" or "calon"; `is_open` says that no unit was read, so that the next words may name it.
    """

    start: int
    end: int
    behind: int
    at: int
    position: str
    fields: frozenset[str]
    acting: str | None
    standing: str | None
    title: TitleForm
    body: ArticleOrganization | None
    unit: str | None
    place_code: str | None
    is_open: bool

    @property
    def organization_id(self) -> str | None:
        """The body that the office belongs to or leads, if the article names it."""
        return self.body.organization_id if self.body else None


@dataclass(frozen=True, slots=True)
class Scene:
    """What an article offers to the reading of offices: its words, places and bodies by offset."""

    text: str
    words: Sequence[Word]
    places: Mapping[int, ArticlePlace]
    bodies: Mapping[int, tuple[int, ArticleOrganization]]
    rows: Sequence[ArticleOrganization]
    home: str | None
    codes: Set[str]
    starts: Sequence[int]
    dateline: tuple[int, int]
    place_starts: Sequence[int]

    def index(self, offset: int) -> int:
        """The index of the first word that starts at or behind an offset."""
        return bisect_left(self.starts, offset)

    def word(self, index: int) -> Word | None:
        """The word with an index, None behind the last."""
        return self.words[index] if index < len(self.words) else None

    def in_place(self, start: int, end: int) -> bool:
        """Whether the name of a place covers a stretch of the text: "Papua" in "Provinsi Papua Tengah"."""
        at = bisect_right(self.place_starts, start) - 1
        return at >= 0 and self.places[self.place_starts[at]].end_char >= end
