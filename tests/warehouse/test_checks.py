"""What checks of a run and of the whole warehouse find."""

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse import homes
from tests.warehouse.rows import NOW, STAMP, batch, changed
from tests.warehouse.stored import problems
from warehouse.store import open_writer
from warehouse.tables import tables_of


@pytest.mark.parametrize(
    ("table", "values", "check"),
    [
        ("quotes", {"text": "Jangan memihak"}, "spans_quote_their_text"),
        ("figures", {"start_char": 0}, "spans_quote_their_text"),
        ("article_places", {"mention": "Jambi"}, "spans_quote_their_text"),
        ("article_organizations", {"end_char": 10_000}, "spans_quote_their_text"),
        ("article_persons", {"end_char": 10_000}, "spans_lie_inside"),
        ("report_actors", {"report_id": "another"}, "no_orphans"),
        ("law_citations", {"law_id": "UU-0-0"}, "no_orphans"),
        ("article_elections", {"election_id": "pilkada_1900"}, "no_orphans"),
        ("event_reports", {"event_id": "another"}, "events_have_reports"),
        ("event_reports", {"place_code": "99.99"}, "place_codes_exist"),
        ("article_places", {"candidates": ("15.71", "99")}, "place_codes_exist"),
        ("event_reports", {"event_date": date(2024, 9, 5)}, "occurred_before_published"),
        ("event_reports", {"status": "maybe"}, "values_of_the_codebook"),
        ("report_actors", {"role": "boss"}, "values_of_the_codebook"),
        ("sanctions", {"level": "heavy"}, "values_of_the_codebook"),
    ],
)
def test_a_broken_row_is_found(home: Path, table: str, values: dict[str, object], check: str) -> None:
    with open_writer(home) as writer:
        writer.load(changed(batch(), table, **values), stamp=STAMP, now=NOW)
        found = {result.name: result for result in writer.check("run-1") if result.rows}
        assert check in found
        assert found[check].sample and found[check].rule
        assert found[check].failed == (check != "occurred_before_published")
        assert all(result.rows == 0 for result in writer.check("another run") if "span" in result.name)


def test_rows_of_a_run_that_failed_are_checked_again_by_the_next(home: Path) -> None:
    with open_writer(home) as writer:
        writer.ledger.start_run("run-1", "pipeline", "manual", NOW, "1.0")
        writer.load(changed(batch(), "quotes", text="another text"), stamp=STAMP, now=NOW)
        writer.ledger.fail_run("run-1", NOW, "ChecksFailedError")
        assert [result.name for result in writer.check("run-2") if result.rows] == ["spans_quote_their_text"]


def test_doubles_are_found(home: Path) -> None:
    rows = batch()
    with open_writer(home) as writer:
        writer.load(rows | {"quotes": rows["quotes"] * 2, "events": rows["events"] * 2}, stamp=STAMP, now=NOW)
        assert problems(writer) == problems(writer, "run-1") == {"no_doubles": 2}


@pytest.mark.parametrize(
    ("broken", "check", "times"),
    [
        ("DELETE FROM articles", "rows_have_articles", len(tables_of("article")) - 1),
        ("DELETE FROM events", "rows_have_events", len(tables_of("event")) - 1),
        ("DELETE FROM event_reports", "rows_have_events", 1),
        ("INSERT INTO events SELECT * REPLACE (0 AS load_number) FROM events", "no_doubles", 1),
        ("INSERT INTO persons SELECT * FROM persons", "no_doubles", 1),
    ],
)
def test_what_a_run_left_behind_or_doubled_is_found_by_its_checks(
    home: Path, broken: str, check: str, times: int
) -> None:
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
    with homes.tables_of(home) as con:
        con.execute(broken)
    with open_writer(home) as writer:
        assert problems(writer, "run-1")[check] == problems(writer)[check] == times
        assert check not in problems(writer, "another run")
