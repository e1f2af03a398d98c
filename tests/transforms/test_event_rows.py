"""An event's row from its reports."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.transforms.test_summaries import REPORT, actor
from transforms.events.topics import topics
from transforms.records import EventReport, ReportActor
from transforms.resolving.event_rows import ToldReport, summarise_event

BASE = replace(REPORT, topic="asn_neutrality", venue=None)


def told(
    report: EventReport, day: int | None = 1, outlet: str = "satu", actors: tuple[ReportActor, ...] = ()
) -> ToldReport:
    when = datetime(2024, 9, day, tzinfo=UTC) if day else None
    return ToldReport(report=report, actors=actors, outlet=outlet, published_at=when)


def test_the_most_precise_value_wins() -> None:
    vague = replace(BASE, report_id="a", event_date=date(2024, 9, 1), date_precision="month", place_code="33")
    row, _ = summarise_event("e", [told(vague, 1), told(replace(BASE, report_id="b"), 5)], topics())
    assert (row.event_date, row.date_precision, row.place_code) == (date(2024, 9, 2), "day", "33.25")


def test_then_the_most_agreed_then_the_first() -> None:
    odd = replace(BASE, report_id="a", event_date=date(2024, 9, 3))
    row, _ = summarise_event(
        "e",
        [told(odd, 1), told(replace(BASE, report_id="b"), 2), told(replace(BASE, report_id="c"), 3)],
        topics(),
    )
    assert row.event_date == date(2024, 9, 2)
    row, _ = summarise_event("e", [told(replace(BASE, report_id="b"), 2), told(odd, 1)], topics())
    assert row.event_date == date(2024, 9, 3)
    assert row.disagreements == ("event_date",)


def test_counts_and_first_publication() -> None:
    rows = [
        told(replace(BASE, report_id=i, article_id=i), day, outlet)
        for i, day, outlet in (("a", 3, "x"), ("b", None, "y"), ("c", 2, "x"))
    ]
    row, _ = summarise_event("e", rows, topics())
    assert (row.report_count, row.outlet_count, row.first_published_at) == (
        3,
        2,
        datetime(2024, 9, 2, tzinfo=UTC),
    )
    assert (row.plover_event, row.superseded_by, row.disagreements) == ("SUPPORT", None, ())


def test_actors_are_united_with_their_fullest_name_and_best_role() -> None:
    first = (replace(actor("Wirawan", "attendee"), person_id="p1"), replace(actor("Hesti"), person_id="p2"))
    second = (replace(actor("Wirawan Sunarto", "leader"), person_id="p3"),)
    reports = [
        told(replace(BASE, report_id="a"), 1, "x", first),
        told(replace(BASE, report_id="b"), 2, "y", second),
    ]
    row, actors = summarise_event("e", reports, topics())
    assert [(a.name, a.role) for a in actors] == [("Wirawan Sunarto", "leader"), ("Hesti", "leader")]
    assert "dipimpin Wirawan Sunarto dan Hesti" in row.summary


def test_the_order_of_reports_makes_no_difference() -> None:
    reports = [
        told(replace(BASE, report_id=i, venue=v), d)
        for i, v, d in (("a", "Aula", 2), ("b", None, 1), ("c", "Balai", 2))
    ]
    assert summarise_event("e", reports, topics()) == summarise_event("e", reports[::-1], topics())
