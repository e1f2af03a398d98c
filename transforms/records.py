"""The records that flow through the stages: one frozen class for each table of the contract.

Field names and order are those of the tables; `warehouse/schema.py` declares types and comments and
refuses to load where the two differ. Offsets count Unicode code points of `Article.text`, start
inclusive, end exclusive, and `Article.text[start_char:end_char] == text` wherever a row has a `text`
with a span (a row whose `text` is composed carries its words in another column).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


def make_id(*parts: object) -> str:
    """A stable identifier of 16 hexadecimal digits for the given parts, None and "" alike."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """A stretch of text, start inclusive, end exclusive."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input as it arrived: the bytes and what came with them. The raw store holds these for ever.

    `content` is the text or page itself, as received; `metadata` are the record's own fields under
    their canonical names (url, title, published_at, author, outlet, language, …), values as received.
    `further` are the further pages of an article that is set on several, each a document of its own.
    """

    document_id: str
    article_id: str
    source_id: str
    origin: str
    media_type: str
    encoding: str | None
    content: bytes
    metadata: Mapping[str, str]
    fetched_at: datetime | None
    timezone: str
    further: tuple["Document", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why an input gave no article: a value, and a row of `quarantine`."""

    document_id: str
    origin: str
    source_id: str | None
    stage: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned article. `text` is the body without title and furniture, paragraphs joined by line feeds."""

    article_id: str
    document_id: str
    source_id: str
    origin: str
    url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    dateline: str | None
    published_at: datetime | None
    published_precision: str | None
    published_basis: str | None
    fetched_at: datetime | None
    language: str | None
    text: str
    word_count: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedBlock:
    """A line that was taken out of the body, and why."""

    article_id: str
    seq: int
    text: str
    reason: str
    rule_id: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An utterance. `text` is the span without its marks; `speaker` null with a `speaker_reason`."""

    quote_id: str
    article_id: str
    text: str
    is_direct: bool
    speaker: str | None
    person_id: str | None
    speaker_text: str | None
    speaker_reason: str | None
    cue: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCitation:
    """A legal instrument as cited; `flag` where number and subject disagree."""

    article_id: str
    text: str
    kind: str
    number: str | None
    year: int | None
    article_no: str | None
    paragraph_no: str | None
    law_id: str | None
    flag: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """A penalty that is threatened, recommended or imposed."""

    article_id: str
    text: str
    level: str | None
    form: str | None
    modality: str
    report_id: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count of reports, cases or violators."""

    article_id: str
    text: str
    what: str
    value: float
    unit: str | None
    place_code: str | None
    period: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDecision:
    """Whether an article belongs to a topic, and the words that decide it."""

    article_id: str
    topic: str
    is_relevant: bool
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """One happening as one article reports it. The span is the sentence that reports it."""

    report_id: str
    article_id: str
    topic: str
    event_type: str
    is_primary: bool
    status: str
    event_date: date | None
    event_date_end: date | None
    date_precision: str | None
    date_basis: str | None
    date_text: str | None
    date_reason: str | None
    place_code: str | None
    place_candidates: tuple[str, ...]
    place_reason: str | None
    venue: str | None
    election_id: str | None
    summary: str
    start_char: int
    end_char: int
    rule_id: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportActor:
    """A person or body that took part in a reported event."""

    report_id: str
    article_id: str
    role: str
    name: str
    person_id: str | None
    organization_id: str | None
    position: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that one article yields, before it is compared with other articles."""

    article: Article
    removed_blocks: tuple[RemovedBlock, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[ArticlePlace, ...] = ()
    persons: tuple[ArticlePerson, ...] = ()
    organizations: tuple[ArticleOrganization, ...] = ()
    elections: tuple[ArticleElection, ...] = ()
    law_citations: tuple[LawCitation, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    topics: tuple[TopicDecision, ...] = ()
    event_reports: tuple[EventReport, ...] = ()
    report_actors: tuple[ReportActor, ...] = ()
