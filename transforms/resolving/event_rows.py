"""An event's row from its reports: for each field the most precise value, then the most agreed, then the first."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from transforms.events.event_types import EventType
from transforms.events.summaries import summarise
from transforms.events.topics import Topic
from transforms.records import EventReport, ReportActor
from transforms.resolving.names import same_person

ROLE_RANK = (
    "leader", "signatory", "decider", "subject", "complainant", "speaker", "host", "witness", "attendee",
)  # fmt: skip
_PRECISION = {"day": 3, "month": 2, "year": 1}
_STATUS_RANK = {"occurred": 2, "negated": 1, "planned": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """A report of an event with who took part, and who published it when."""

    report: EventReport
    actors: tuple[ReportActor, ...]
    outlet: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event across articles. `disagreements` names the fields in which its reports differ."""

    event_id: str
    topic: str
    event_type: str
    plover_event: str | None
    plover_mode: str | None
    status: str
    event_date: date | None
    event_date_end: date | None
    date_precision: str | None
    place_code: str | None
    venue: str | None
    election_id: str | None
    summary: str
    report_count: int
    outlet_count: int
    first_published_at: datetime | None
    superseded_by: str | None
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventActor:
    """A person or body that took part in an event, with the most telling of its roles and fullest name."""

    event_id: str
    role: str
    name: str
    person_id: str | None
    organization_id: str | None
    position: str | None


def summarise_event(
    event_id: str, reports: Sequence[ToldReport], known: Sequence[Topic]
) -> tuple[EventRow, tuple[EventActor, ...]]:
    """The row of an event and its actors.

    Args:
        event_id: the event's identifier.
        reports: its reports, at least one; their order makes no difference.
        known: the topics; one that is gone leaves its events without codes.
    """
    told = sorted(
        reports, key=lambda r: (r.published_at is None, str(r.published_at or ""), r.report.report_id)
    )
    rows = [r.report for r in told]
    first = rows[0]
    dated = _best(
        rows, lambda r: (r.event_date, r.event_date_end), lambda r: _PRECISION.get(r.date_precision or "", 0)
    )
    placed = _best(rows, lambda r: r.place_code, lambda r: _place_rank(r.place_code))
    venue = _best(rows, lambda r: r.venue, lambda r: r.venue is not None).venue
    status = _best(rows, lambda r: r.status, lambda r: _STATUS_RANK.get(r.status, 0)).status
    election = _best(rows, lambda r: r.election_id, lambda r: r.election_id is not None).election_id
    actors = _actors(event_id, [actor for r in told for actor in r.actors])
    kind = _type_of(known, first.topic, first.event_type)
    chosen = replace(
        first,
        status=status,
        event_date=dated.event_date,
        event_date_end=dated.event_date_end,
        date_precision=dated.date_precision,
        place_code=placed.place_code,
        venue=venue,
        election_id=election,
    )
    members = [replace(a, report_id=event_id) for a in _as_report_actors(first, actors)]
    row = EventRow(
        event_id=event_id,
        topic=first.topic,
        event_type=first.event_type,
        plover_event=kind.plover_event if kind else None,
        plover_mode=kind.plover_mode if kind else None,
        status=status,
        event_date=dated.event_date,
        event_date_end=dated.event_date_end,
        date_precision=dated.date_precision,
        place_code=placed.place_code,
        venue=venue,
        election_id=election,
        summary=summarise(kind.summary, chosen, members) if kind else first.summary,
        report_count=len({row.article_id for row in rows}),
        outlet_count=len({r.outlet for r in told if r.outlet}) or 1,
        first_published_at=told[0].published_at,
        superseded_by=None,
        disagreements=_disagreements(rows),
    )
    return row, actors


def _best(
    rows: Sequence[EventReport], value: Callable[[EventReport], object], rank: Callable[[EventReport], int]
) -> EventReport:
    """The report whose value is the most precise, then the most agreed, then told first."""
    agreed = Counter(value(row) for row in rows)
    return max(enumerate(rows), key=lambda item: (rank(item[1]), agreed[value(item[1])], -item[0]))[1]


def _place_rank(code: str | None) -> int:
    if code is None:
        return 0
    return 1 if code == "ID" else 2 + code.count(".")


def _disagreements(rows: Sequence[EventReport]) -> tuple[str, ...]:
    """Fields stated differently; an open field differs from nothing."""
    fields = ("status", "event_date", "place_code", "venue", "election_id")
    return tuple(
        name
        for name in fields
        if len({getattr(row, name) for row in rows if getattr(row, name) is not None}) > 1
    )


def _actors(event_id: str, found: Sequence[ReportActor]) -> tuple[EventActor, ...]:
    people: list[list[ReportActor]] = []
    for actor in found:
        home = next((group for group in people if _same_actor(group[0], actor)), None)
        if home is None:
            people.append([actor])
        else:
            home.append(actor)
    return tuple(_actor(event_id, group) for group in people)


def _same_actor(one: ReportActor, other: ReportActor) -> bool:
    if one.person_id is None or other.person_id is None:
        return one.person_id == other.person_id and one.organization_id == other.organization_id
    return one.person_id == other.person_id or same_person(one.name, other.name)


def _actor(event_id: str, group: Sequence[ReportActor]) -> EventActor:
    fullest = max(group, key=lambda a: (len(a.name.split()), len(a.name)))
    return EventActor(
        event_id=event_id,
        role=min((a.role for a in group), key=_role_rank),
        name=fullest.name,
        person_id=fullest.person_id,
        organization_id=fullest.organization_id,
        position=fullest.position or next((a.position for a in group if a.position), None),
    )


def _role_rank(role: str) -> int:
    return ROLE_RANK.index(role) if role in ROLE_RANK else len(ROLE_RANK)


def _as_report_actors(first: EventReport, actors: Sequence[EventActor]) -> list[ReportActor]:
    return [
        ReportActor(
            report_id=first.report_id,
            article_id=first.article_id,
            role=a.role,
            name=a.name,
            person_id=a.person_id,
            organization_id=a.organization_id,
            position=a.position,
            start_char=0,
            end_char=0,
            rule_id="event",
        )
        for a in actors
    ]


def _type_of(known: Sequence[Topic], topic_id: str, event_type: str) -> EventType | None:
    return next(
        (
            event
            for topic in known
            if topic.id == topic_id
            for event in topic.events
            if event.type == event_type
        ),
        None,
    )
