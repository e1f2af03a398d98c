"""An office as it was read, and what an article offers to the reading of offices."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from config.gazetteers import TitleForm
from transforms.persons.position_words import position_rules
from transforms.persons.words import Word, Words
from transforms.places.index import inside, regency_of
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


@dataclass(frozen=True)
class Scene:
    """What an article offers to the reading of offices: its words, places and bodies by offset.

    `home` is the regency or province that the article is about, `codes` are those of all its places.
    """

    text: str
    words: Words
    places: Mapping[int, ArticlePlace]
    bodies: Mapping[int, tuple[int, ArticleOrganization]]
    rows: Sequence[ArticleOrganization]
    home: str | None
    codes: Set[str]
    dateline: tuple[int, int]

    @cached_property
    def place_starts(self) -> Sequence[int]:
        """Where places begin, in order."""
        return sorted(self.places)

    @cached_property
    def regencies(self) -> Set[str]:
        """The regencies and cities of the article's home that it names, and the home itself."""
        home = self.home
        return {regency_of(code) for code in self.codes if inside(code, home)} if home else frozenset()

    @cached_property
    def bodies_by_base(self) -> Mapping[str, Sequence[ArticleOrganization]]:
        """The bodies by what they are, wherever they sit: all the Bawaslu of an article."""
        out: dict[str, list[ArticleOrganization]] = {}
        for row in self.rows:
            out.setdefault(row.organization_id.partition(":")[0], []).append(row)
        return out

    @cached_property
    def areas(self) -> Mapping[str, Sequence[int]]:
        """Where names stand that a word for an area goes before ("Desa Melati"), by their first word, folded."""
        out: dict[str, list[int]] = {}
        area_words = position_rules().area_words
        folded = list(map(str.casefold, self.words.texts))
        for at, (before, word) in enumerate(pairwise(folded), 1):
            if before in area_words and self.text[self.words.end(at - 1) : self.words.starts[at]] == " ":
                out.setdefault(word, []).append(self.words.starts[at])
        return out

    def index(self, offset: int) -> int:
        """The index of the first word that starts at or behind an offset."""
        return bisect_left(self.words.starts, offset)

    def word(self, index: int) -> Word | None:
        """The word with an index, None behind the last."""
        return self.words[index] if index < len(self.words) else None

    def place_between(self, start: int, end: int) -> ArticlePlace | None:
        """The first place that begins inside a stretch of the text, behind its start."""
        at = bisect_right(self.place_starts, start)
        inner = at < len(self.place_starts) and self.place_starts[at] < end
        return self.places[self.place_starts[at]] if inner else None

    def in_place(self, start: int, end: int) -> bool:
        """Whether the name of a place covers a stretch of the text: "Papua" in "Provinsi Papua Tengah"."""
        at = bisect_right(self.place_starts, start) - 1 if self.places else -1
        return at >= 0 and self.places[self.place_starts[at]].end_char >= end
