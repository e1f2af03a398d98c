"""Records of what an article names: persons, bodies, places, elections and dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Any stretch of the text that names or states something; `entity_id` by kind."""

    mention_id: str
    article_id: str
    kind: str
    start_char: int
    end_char: int
    text: str
    entity_id: str | None
    rule_id: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePerson:
    """A person named in an article with one office held; one row for each office."""

    article_id: str
    person_id: str
    name: str
    honorifics: str | None
    degrees: str | None
    position: str | None
    acting: str | None
    unit: str | None
    organization_id: str | None
    place_code: str | None
    as_of: date | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOrganization:
    """A named body in an article, once, in its fullest printed form (`mention`) and canonical `name`."""

    article_id: str
    organization_id: str
    name: str
    mention: str
    start_char: int
    end_char: int
    acronym: str | None
    kind: str
    level: str | None
    place_code: str | None
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlace:
    """A place named in an article; with more than one candidate left, `place_code` is null."""

    article_id: str
    place_code: str | None
    mention: str
    candidates: tuple[str, ...]
    start_char: int
    end_char: int
    rule_id: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleElection:
    """An election that the article is about."""

    article_id: str
    election_id: str
    start_char: int | None
    end_char: int | None
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression; where it stays open the dates are null and `flag` says why."""

    article_id: str
    text: str
    date_start: date | None
    date_end: date | None
    precision: str | None
    basis: str | None
    flag: str | None
    start_char: int
    end_char: int
    rule_id: str
