"""What the search for events looks at: an article's sentences with everything found in them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.events.topics import LEAD_SENTENCES, RoleHint, Topic
from transforms.matching import fold
from transforms.organizations.find import Organizations
from transforms.persons.find import Persons
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
_ABBREVIATED = re.compile(r"(?<=[a-z])\.")
_FAR = 1 << 62


class EventRules(Model):
    """`config/rules/events.toml`: the language of reported events, whatever the topic."""

    planned: Rule
    planned_after: Rule
    prepared: Rule
    starts_later: Rule
    clause: Rule
    conditional: Rule
    condition_behind: Rule
    conduct_before: Rule
    counted: Rule
    few: Rule
    tallied: Rule
    at_present: Rule
    another: Rule
    first_person: Rule
    general: Rule
    denied: Rule
    cancelled: Rule
    aside: Rule
    requested: Rule
    ordered: Rule
    conduct: Rule
    to_press: Rule
    explains: Rule
    weekday: Rule
    earlier_election: Rule
    at_that_time: Rule
    told_before: Rule
    in_relative_clause: Rule
    formerly: Rule
    each_of: Rule
    generic: Rule
    single_case: Rule
    not_event_date: Rule
    since: Rule
    of_relative_clause: Rule
    of_recommendation: Rule
    pronoun: Rule
    named_before: Rule
    office_again: Rule
    all_of_them: Rule
    all_named_before: Rule
    date_ahead: Rule
    statement_date: Rule
    event_date: Rule
    takes_effect: Rule
    that_day: Rule
    everywhere: Rule
    away: Rule
    venue: Rule
    named_venue: Rule
    venue_tail: Rule
    held_at: Rule
    spoken_at: Rule
    addressed: Rule
    list_break: Rule
    subject_list_break: Rule
    list_item: Rule
    said_by: Rule
    says: Rule
    handler: Rule
    defends: Rule
    defended_by: Rule
    tells_of_others: Rule
    roles: tuple[RoleHint, ...]
    case_roles: tuple[RoleHint, ...]


@cache
def event_rules() -> EventRules:
    """The rules of `config/rules/events.toml`.

    Raises:
        ConfigError: where the file does not fit.
    """
    return load_toml(EventRules, "rules/events.toml")


class Line(NamedTuple):
    """A sentence with its number, where it stands, and its text in lower case, as the rules read it.

    Full stops of abbreviations are masked, so that a rule can stop at the others. A heading belongs to the paragraph below it.
    """

    number: int
    start: int
    end: int
    paragraph: int
    text: str
    is_heading: bool = False

    @property
    def part(self) -> str:
        """`lead` for the first sentences, else `body`."""
        return "lead" if self.number < LEAD_SENTENCES else "body"


@dataclass(frozen=True, slots=True)
class Scene:
    """An article and all that was found in it, by sentence. `published` is the local day of publication."""

    article: Article
    topic: Topic
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

    def quoted(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside somebody's quoted words."""
        at = bisect_right(self.direct, Span(start, _FAR)) - 1
        return at >= 0 and self.direct[at].start <= start and end <= self.direct[at].end

    def head(self) -> str:
        """The title with the first sentences."""
        return "\n".join(
            [fold(self.article.title or ""), *(line.text for line in self.lines[:LEAD_SENTENCES])]
        )

    def around(self, number: int) -> str:
        """A sentence with its neighbours, the first one and the title."""
        near = (self.lines[0], *self.lines[max(0, number - 1) : number + 2])
        return "\n".join([fold(self.article.title or ""), *(line.text for line in near)])


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
    folded = fold(article.text)
    lines = _lines(folded, sentences)
    starts = [line.start for line in lines]
    places = _outside_names(places, organizations, persons)
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
        lines=lines,
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
    )


def _lines(folded: str, sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """The sentences as lines; a short paragraph that ends without a stop is a heading of the next one."""
    masked = _ABBREVIATED.sub("·", folded)
    blocks = [list(block) for _, block in groupby(sentences, key=lambda s: s.paragraph)]
    out: list[Line] = []
    above: int | None = None
    for at, block in enumerate(blocks):
        words = folded[block[0].start : block[-1].end].rstrip()
        heading = len(words) < HEADING_LENGTH and not words.endswith(_STOPS) and 0 < at < len(blocks) - 1
        paragraph = block[0].paragraph if above is None else above
        above = paragraph if heading else None
        for s in block:
            out.append(Line(len(out), s.start, s.end, paragraph, masked[s.start : s.end], heading))
    return tuple(out)


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
