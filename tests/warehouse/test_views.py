import re
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.rows import NOW, STAMP, batch, changed
from warehouse.dictionary import PAGE, TARGET, entries, markdown, page
from warehouse.sqlfiles import select, sql_files
from warehouse.store import open_writer
from warehouse.tables import TABLES

CONTRACT = {
    "event_daily",
    "event_by_place",
    "breach_pipeline",
    "officials",
    "law_usage",
    "sanction_summary",
    "outlet_coverage",
    "source_health",
    "data_quality",
    "acled_events",
    "gdelt_events",
    "plover_events",
}
HAVE_NO_ROW_HERE = {"breach_pipeline"}


def test_the_views_of_the_contract_are_there_with_a_comment() -> None:
    assert {view.name for view in sql_files("views")} >= CONTRACT
    assert all(view.comment for view in sql_files("views"))


@pytest.mark.parametrize("view", sorted(CONTRACT))
def test_every_view_can_be_read(published: Path, view: str) -> None:
    with duckdb.connect(str(published), read_only=True) as con:
        rows = select(con, f"SELECT * FROM report.{view}")
    assert bool(rows) == (view not in HAVE_NO_ROW_HERE)


def test_events_are_counted_by_day_and_place(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as con:
        daily = select(con, "SELECT event_type, event_count FROM report.event_daily")
        placed = select(con, "SELECT place, province, event_count FROM report.event_by_place")
        acled = select(
            con, "SELECT admin1, admin2, time_precision, fatalities, actor1 FROM report.acled_events LIMIT 1"
        )
        plover = select(con, 'SELECT "Event Type", "Province" FROM report.plover_events LIMIT 1')
        gdelt = select(
            con, 'SELECT "SQLDATE", "NumArticles", "SOURCEURL" FROM report.gdelt_events ORDER BY ALL LIMIT 1'
        )
    assert daily == [{"event_type": "pledge", "event_count": 2}]
    assert placed == [{"place": "Kota Jambi", "province": "Jambi", "event_count": 2}]
    assert tuple(acled[0].values()) == ("Jambi", "Jambi", 1, None, "Rangga Wijaya")
    assert tuple(plover[0].values()) == ("SUPPORT", "Jambi")
    assert tuple(gdelt[0].values()) == (20240902, 1, "https://contoh.id/a1")


def test_a_breach_is_followed_through_its_stages(home: Path) -> None:
    with open_writer(home) as writer:
        for key, kind in (("a1", "allegation"), ("a2", "ruling"), ("a3", "ruling")):
            writer.load(changed(batch(key), "events", event_type=kind), stamp=STAMP, now=NOW)
        rows = writer.query(
            "SELECT allegations, rulings, sanctions, furthest_stage FROM report.breach_pipeline"
        )
    assert rows == [{"allegations": 1, "rulings": 2, "sanctions": 0, "furthest_stage": "ruling"}]


def test_an_event_that_was_merged_away_is_counted_nowhere(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(changed(batch("a1"), "events", superseded_by="event-a2"), stamp=STAMP, now=NOW)
        for view in ("event_daily", "event_by_place", "acled_events", "gdelt_events", "plover_events"):
            assert writer.query(f"SELECT * FROM report.{view}") == []


def test_the_data_dictionary_is_current() -> None:
    told = entries()
    for path, text in ((TARGET, markdown(told)), (PAGE, page(told))):
        assert path.read_text(encoding="utf-8") == text, "write it again: make dictionary"


def test_the_page_of_the_dictionary_names_every_column_and_loads_nothing() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for table in TABLES.values():
        section = text.partition(f'<section id="{table.name}">')[2].partition("</section>")[0]
        assert all(f"<code>{name}</code></th>" in section for name in table.column_names), table.name
    assert all(f'<section id="report.{view.name}">' in text for view in sql_files("views"))
    assert "http" not in re.sub(r"<td>.*?</td>", "", text)
    assert not re.search(r"\b(src|@import|<link)\b", text)


def test_codes_of_other_data_sets_come_from_the_types_of_a_topic(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        events = [
            dict(batch("a1")["events"][0])
            | {"event_id": kind, "topic": topic, "event_type": kind, "place_code": code}
            for topic, kind, code in (
                ("korupsi", "suspect", "33.25"),
                ("korupsi", "verdict", "33"),
                ("asn_neutrality", "ruling", "33.74"),
            )
        ]
        writer.load({"events": events}, stamp=STAMP, now=NOW)
        rows = writer.query(
            'SELECT "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "ActionGeo_Type" '
            "FROM report.gdelt_events WHERE \"GLOBALEVENTID\" IN ('suspect', 'verdict', 'ruling') ORDER BY ALL"
        )
        acled = writer.query("SELECT DISTINCT event_type, iso FROM report.acled_events")
    assert [tuple(row.values()) for row in rows] == [
        ("1121", "112", "11", 3, None), ("116", "116", "11", 3, 5), (None, None, None, None, 4),
    ]  # fmt: skip
    assert acled == [{"event_type": None, "iso": 360}]
