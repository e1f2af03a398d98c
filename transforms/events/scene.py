"""What the search for events looks at: an article's sentences with everything found in them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from transforms.dates.find import find_dates
from transforms.events.event_types import compiled
from transforms.events.line_rules import LineRules, event_rules
from transforms.events.topics import LEAD_SENTENCES, Topic
from transforms.matching import fold
from transforms.organizations.find import Organizations
from transforms.persons.find import Persons
from transforms.places.find import article_home
from transforms.places.index import regency_of
from transforms.records import (
    Article,
    ArticleElection,
    ArticlePerson,
    ArticlePlace,
    DateMention,
    Mention,
    Quote,
    Span,
)
from transforms.sentences import Sentence

OCCASION_LINES = 8
"""How far into an article the day and place of the occasion it reports may stand."""

HEADING_LENGTH = 70
"""A line as long as this is no heading within an article."""

_STOPS = (".", "!", "?", ",", ";", '"', "”", "»", ")")
_ABBREVIATED = re.compile(r"\.(?<=[a-z]\.)")  # the stop first, which is found fast
_FAR = 1 << 62


class Line(NamedTuple):
    """A sentence with its number, where it stands, and its text in lower case, as the rules read it.

    Full stops of abbreviations are masked, so that a rule can stop at the others. A heading belongs to the
    paragraph below it. `bits` are those of the rules that may match in it, as `Scene.rules` counts them.
    """

    number: int
    start: int
    end: int
    paragraph: int
    text: str
    is_heading: bool = False
    bits: int = 0

    @property
    def part(self) -> str:
        """`lead` for the first sentences, else `body`."""
        return "lead" if self.number < LEAD_SENTENCES else "body"


@dataclass(frozen=True, slots=True)
class Scene:
    """An article and all that was found in it, by sentence; the title is a line before all others.

    `home` is the code of the regency, city or province that the article is about; `page_day` is the day in the headline of a page that is told live, hour by hour; `met` keeps which words of which groups were found round a sentence, once they have been looked for.
    """

    article: Article
    topic: Topic
    rules: LineRules
    title: Line
    lines: tuple[Line, ...]
    dates: dict[int, list[DateMention]]
    places: dict[int, list[ArticlePlace]]
    persons: dict[int, list[Mention]]
    bodies: dict[int, list[Mention]]
    quotes: tuple[Quote, ...]
    direct: tuple[Span, ...]
    people: dict[str, ArticlePerson]
    all_places: tuple[ArticlePlace, ...]
    organizations: Organizations
    elections: tuple[ArticleElection, ...]
    home: str | None
    page_day: DateMention | None = None
    met: dict[tuple[int, str], bool] = field(default_factory=dict)

    def quoted(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside somebody's quoted words."""
        if not self.direct:
            return False
        at = bisect_right(self.direct, Span(start, _FAR)) - 1
        return at >= 0 and self.direct[at].start <= start and end <= self.direct[at].end

    def head(self) -> str:
        """The title with the first sentences."""
        return "\n".join([self.title.text, *(line.text for line in self.lines[:LEAD_SENTENCES])])

    def around(self, number: int) -> str:
        """A sentence with its neighbours, the first one and the title."""
        near = (self.lines[0], *self.lines[max(0, number - 1) : number + 2])
        return "\n".join([self.title.text, *(line.text for line in near)])


def set_scene(
    article: Article,
    topic: Topic,
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention],
    places: Sequence[ArticlePlace],
    organizations: Organizations,
    persons: Persons,
    quotes: Sequence[Quote],
    elections: Sequence[ArticleElection],
) -> Scene:
    """Sort everything found in an article into its sentences."""
    title, *lines = _lines(topic.line_rules, fold(article.title or ""), fold(article.text), sentences)
    starts = [line.start for line in lines]
    places = _outside_names(places, organizations, persons)
    home = article_home(article, places)
    people: dict[str, ArticlePerson] = {}
    for row in persons.rows:
        if row.person_id not in people or people[row.person_id].position is None:
            people[row.person_id] = row

    def place_in(row: DateMention | ArticlePlace | Mention) -> int:
        return max(0, bisect_right(starts, row.start_char) - 1)

    by_date: dict[int, list[DateMention]] = {}
    by_place: dict[int, list[ArticlePlace]] = {}
    by_person: dict[int, list[Mention]] = {}
    by_body: dict[int, list[Mention]] = {}
    for date_row in dates:
        by_date.setdefault(place_in(date_row), []).append(date_row)
    for place_row in places:
        by_place.setdefault(place_in(place_row), []).append(place_row)
    for mention in persons.mentions:
        by_person.setdefault(place_in(mention), []).append(mention)
    for mention in organizations.mentions:
        by_body.setdefault(place_in(mention), []).append(mention)
    return Scene(
        article=article,
        topic=topic,
        rules=topic.line_rules,
        title=title,
        lines=tuple(lines),
        dates=by_date,
        places=by_place,
        persons=by_person,
        bodies=by_body,
        quotes=tuple(quotes),
        direct=tuple(sorted(Span(q.start_char, q.end_char) for q in quotes if q.is_direct)),
        people=people,
        all_places=tuple(places),
        organizations=organizations,
        elections=tuple(elections),
        home=regency_of(home.place_code) if home and home.place_code else None,
        page_day=_page_day(article, elections),
    )


def _page_day(article: Article, elections: Sequence[ArticleElection]) -> DateMention | None:
    """The one day that the headline of a live page names."""
    if not article.title or not compiled(event_rules().live.pattern).search(fold(article.title)):
        return None
    days = find_dates(replace(article, text=article.title), (), elections)
    return days[0] if len(days) == 1 and days[0].precision == "day" else None


def _lines(rules: LineRules, title: str, folded: str, sentences: Sequence[Sentence]) -> list[Line]:
    """The title and the sentences as lines; a short paragraph that ends without a stop is a heading of the next one."""
    masked = _ABBREVIATED.sub("·", folded)
    behind = len(title) + 1
    spans = [(0, len(title)), *((behind + s.start, behind + s.end) for s in sentences)]
    of_title, *bits = rules.bits_of_each(f"{title}\n{masked}", spans)
    blocks = [list(block) for _, block in groupby(sentences, key=lambda s: s.paragraph)]
    out = [Line(-1, 0, len(title), -1, title, bits=of_title)]
    above: int | None = None
    for at, block in enumerate(blocks):
        words = folded[block[0].start : block[-1].end].rstrip()
        heading = len(words) < HEADING_LENGTH and not words.endswith(_STOPS) and 0 < at < len(blocks) - 1
        paragraph = block[0].paragraph if above is None else above
        above = paragraph if heading else None
        for s in block:
            number = len(out) - 1
            out.append(
                Line(number, s.start, s.end, paragraph, masked[s.start : s.end], heading, bits[number])
            )
    return out


def _outside_names(
    places: Sequence[ArticlePlace], organizations: Organizations, persons: Persons
) -> list[ArticlePlace]:
    """The places that are no part of a person's name or a national body's."""
    national = {row.organization_id for row in organizations.rows if row.level == "national"}
    taken = {
        at
        for m in organizations.mentions
        if m.entity_id in national
        for at in range(m.start_char, m.end_char)
    }
    taken.update(at for m in persons.mentions for at in range(m.start_char + 1, m.end_char))
    return [place for place in places if place.start_char not in taken]
