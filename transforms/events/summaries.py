"""One factual sentence for an event, made from its fields: the same words for the same fields."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from config.gazetteers import gazetteers
from transforms.events.event_types import Summary
from transforms.places.index import place_index
from transforms.records import EventReport, ReportActor

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
    "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ROLE_WORDS = (
    ("leader", "dipimpin"),
    ("subject", "atas nama"),
    ("signatory", "ditandatangani"),
    ("decider", "diputus oleh"),
    ("complainant", "dengan pelapor"),
    ("speaker", "dengan pernyataan"),
)


def summarise(template: Summary, report: EventReport, actors: Sequence[ReportActor]) -> str:
    """The sentence for a report; a field that is open leaves no trace in it."""
    wording = {"planned": template.planned, "negated": template.negated}.get(report.status, template.occurred)
    return wording.format(
        venue=f" di {report.venue}" if report.venue else "",
        place=_place(report, bool(report.venue) and "{venue}" in wording),
        date=_date(report),
        who=_who(actors),
        election=f" ({_election(report.election_id)})" if report.election_id else "",
    )


def _place(report: EventReport, behind_venue: bool) -> str:
    if report.place_code is None:
        return ""
    if report.place_code == "ID":
        return " di tingkat nasional"
    name = place_index().local_name(report.place_code)
    return f", {name}" if behind_venue else f" di {name}"


def _date(report: EventReport) -> str:
    start, end = report.event_date, report.event_date_end
    if start is None:
        return ""
    comma = "," if report.place_code or report.venue else ""
    if report.date_precision == "year":
        return f"{comma} pada tahun {start.year}"
    if report.date_precision == "month":
        return f"{comma} pada {_MONTHS[start.month - 1]} {start.year}"
    if end is None or end == start:
        return f"{comma} pada {_day(start)}"
    return f"{comma} pada {_day(start)} sampai {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _who(actors: Sequence[ReportActor]) -> str:
    for role, words in _ROLE_WORDS:
        names = [actor.name for actor in actors if actor.role == role][:3]
        if names:
            return f", {words} {_and(names)}"
    return ""


def _and(names: Sequence[str]) -> str:
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


@cache
def _elections() -> dict[str, str]:
    return {row.election_id: row.election_id.replace("_", " ").title() for row in gazetteers().elections}


def _election(election_id: str) -> str:
    return _elections().get(election_id, election_id)
