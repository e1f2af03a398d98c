"""One sentence for an event: the same words for the same fields, grammatical where fields are open."""

from dataclasses import replace
from datetime import date

import pytest

from transforms.events.event_types import Summary
from transforms.events.summaries import summarise
from transforms.records import EventReport, ReportActor

TEMPLATE = Summary(
    occurred="Ikrar diucapkan{venue}{place}{date}{who}{election}.",
    planned="Ikrar akan diucapkan{venue}{place}{date}{who}{election}.",
    negated="Ikrar batal{venue}{place}{date}{election}.",
)
REPORT = EventReport(
    report_id="r",
    article_id="a",
    topic="t",
    event_type="pledge",
    is_primary=True,
    status="occurred",
    event_date=date(2024, 9, 2),
    event_date_end=None,
    date_precision="day",
    date_basis="explicit",
    date_text=None,
    date_reason=None,
    place_code="33.25",
    place_candidates=(),
    place_reason=None,
    venue="Aula Setda",
    election_id="pilkada_2024",
    summary="",
    start_char=0,
    end_char=1,
    rule_id="x",
    confidence=1.0,
)


def actor(name: str, role: str = "leader") -> ReportActor:
    return ReportActor(
        report_id="r",
        article_id="a",
        role=role,
        name=name,
        person_id="p",
        organization_id=None,
        position=None,
        start_char=0,
        end_char=1,
        rule_id="x",
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            (
                "Ikrar diucapkan di Aula Setda, Kabupaten Batang, pada 2 September 2024, dipimpin Siti Aminah "
                "(Pilkada 2024)."
            ),
        ),
        (
            {"venue": None},
            "Ikrar diucapkan di Kabupaten Batang, pada 2 September 2024, dipimpin Siti Aminah (Pilkada 2024).",
        ),
        (
            {"venue": None, "place_code": None, "election_id": None},
            "Ikrar diucapkan pada 2 September 2024, dipimpin Siti Aminah.",
        ),
        (
            {"venue": None, "place_code": "ID", "event_date": None, "election_id": None},
            "Ikrar diucapkan di tingkat nasional, dipimpin Siti Aminah.",
        ),
        (
            {"status": "planned", "venue": None, "date_precision": "month", "election_id": None},
            "Ikrar akan diucapkan di Kabupaten Batang, pada September 2024, dipimpin Siti Aminah.",
        ),
        (
            {"status": "negated", "venue": None, "date_precision": "year", "election_id": None},
            "Ikrar batal di Kabupaten Batang, pada tahun 2024.",
        ),
        (
            {"venue": None, "event_date_end": date(2024, 9, 3), "election_id": None},
            "Ikrar diucapkan di Kabupaten Batang, pada 2 September 2024 sampai 3 September 2024, dipimpin Siti Aminah.",
        ),
    ],
)
def test_sentence(changes: dict[str, object], expected: str) -> None:
    assert summarise(TEMPLATE, replace(REPORT, **changes), [actor("Siti Aminah")]) == expected  # type: ignore[arg-type]


def test_nobody_named_leaves_no_trace() -> None:
    assert summarise(TEMPLATE, replace(REPORT, venue=None, election_id=None), []) == (
        "Ikrar diucapkan di Kabupaten Batang, pada 2 September 2024."
    )


def test_several_names_are_joined() -> None:
    told = summarise(TEMPLATE, REPORT, [actor("A"), actor("B"), actor("C"), actor("D")])
    assert "dipimpin A, B, dan C" in told
