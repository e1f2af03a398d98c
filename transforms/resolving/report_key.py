"""What a report is compared by: its place, days, names and the telling words of its headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from transforms.events.topics import Topic
from transforms.places.index import place_index, regency_of
from transforms.records import EventReport, ReportActor
from transforms.resolving.rules import resolve_rules

_WORD = re.compile(r"[^\W\d_]{3,}")


class Published(Protocol):
    """What comparing the reports of an article takes of it."""

    @property
    def outlet(self) -> str | None:
        """Who published it."""

    @property
    def title(self) -> str | None:
        """Its headline."""

    @property
    def published_at(self) -> datetime | None:
        """When."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKey:
    """What a report is compared by (`report_key` makes one).

    `title_tokens` are the telling words of its headline, `central_names` those of `actor_names` who lead, sign
    or are accused: two reports that name different ones hardly tell of one event.
    """

    report_id: str
    article_id: str
    outlet: str | None
    story_id: str | None
    topic: str
    event_type: str
    status: str
    event_date: date | None
    event_date_end: date | None
    date_precision: str | None
    place_code: str | None
    published_at: datetime | None
    actor_names: tuple[str, ...]
    title_tokens: frozenset[str]
    event_id: str | None
    is_primary: bool
    venue: str | None
    election_id: str | None
    summary: str
    confidence: float
    central_names: tuple[str, ...] = ()


def report_key(
    report: EventReport,
    actors: Sequence[ReportActor],
    article: Published,
    known: Sequence[Topic],
    story_id: str | None = None,
    event_id: str | None = None,
) -> ReportKey:
    """What a report of an article is compared by; `actors` are its own."""
    return ReportKey(
        report_id=report.report_id,
        article_id=report.article_id,
        outlet=article.outlet,
        story_id=story_id,
        topic=report.topic,
        event_type=report.event_type,
        status=report.status,
        event_date=report.event_date,
        event_date_end=report.event_date_end,
        date_precision=report.date_precision,
        place_code=report.place_code,
        published_at=article.published_at,
        actor_names=tuple(actor.name for actor in actors),
        title_tokens=title_words(article.title, type_anchors(report.topic, report.event_type, known)),
        event_id=event_id,
        is_primary=report.is_primary,
        venue=report.venue,
        election_id=report.election_id,
        summary=report.summary,
        confidence=report.confidence,
        central_names=tuple(actor.name for actor in actors if actor.role in resolve_rules().central_roles),
    )


@lru_cache(maxsize=1 << 13)  # those of stored reports are asked for with each batch
def title_words(title: str | None, anchors: tuple[str, ...] = ()) -> frozenset[str]:
    """The words of a headline by which its event can be told from others: no names of areas, no dull words.

    `anchors` are those of the event's type: a word that holds one only says what type it is.
    """
    text = title or ""
    for area in reversed(place_index().areas.longest(text)):
        text = text[: area.start] + text[area.end :]
    words = frozenset(_WORD.findall(text.lower())) - resolve_rules().dull_words
    return frozenset(word for word in words if not any(anchor.strip() in word for anchor in anchors))


def type_anchors(topic: str, event_type: str, known: Sequence[Topic]) -> tuple[str, ...]:
    """The anchors of a type; none of a type that is gone."""
    return next(
        (event.anchors for t in known if t.id == topic for event in t.events if event.type == event_type), ()
    )


def area_of(key: ReportKey) -> str | None:
    """The regency or city of a report, or ID for the whole country; None where it leaves that open."""
    code = key.place_code
    return regency_of(code) if code is not None and (code == "ID" or "." in code) else None


def province_of(key: ReportKey) -> str | None:
    """The province of a report, or ID for the whole country; None where it leaves that open."""
    return key.place_code.split(".")[0] if key.place_code else None


def days_of(key: ReportKey) -> tuple[date, date] | None:
    """The first and last day on which the event may have been."""
    start = key.event_date
    if start is None:
        return None
    if key.date_precision == "month":
        following = (
            (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            if start.year < date.max.year
            else date.max
        )
        return start.replace(day=1), following - timedelta(days=1)
    if key.date_precision == "year":
        return date(start.year, 1, 1), date(start.year, 12, 31)
    return start, max(start, key.event_date_end or start)
