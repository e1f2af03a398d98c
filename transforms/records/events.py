"""Records of topics and of the events that an article reports."""

from dataclasses import dataclass
from datetime import date


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
