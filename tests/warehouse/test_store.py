"""What a load writes: rows, versions, persons, the ledger."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse import homes
from tests.warehouse.rows import NOW, STAMP, article, batch, changed, document
from tests.warehouse.stored import content, count, problems
from transforms.records import Rejection
from warehouse.batches import BatchError
from warehouse.store import Stamp, WarehouseTooNewError, open_writer
from warehouse.tables import tables_of


def test_every_row_of_a_batch_is_stored_and_no_check_fails(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        for table in (*tables_of("article"), *tables_of("event")):
            assert count(writer, table.name) == 1, table.name
        assert problems(writer) == {}
        stored = writer.query("SELECT topics, version, run_id, coder_version, published_at FROM articles")[0]
    assert stored["topics"] == ["asn_neutrality"]
    assert (stored["version"], stored["run_id"], stored["coder_version"]) == (1, "run-1", "1.0")
    assert stored["published_at"] == article().published_at


def test_loading_the_same_rows_twice_changes_nothing(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        before = content(writer)
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        assert content(writer) == before


def test_a_new_version_replaces_the_rows_of_the_old_one_and_no_others(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        shorter = batch("a1", document_id="doc-a1-later") | {"quotes": [], "figures": []}
        writer.load(shorter, stamp=STAMP, now=NOW)
        assert count(writer, "articles") == 2
        assert writer.query("SELECT article_id FROM quotes") == [{"article_id": "a2"}]
        assert writer.stored.articles_by_ids(["a1"])["a1"].version == 2
        ledger = "SELECT document_id, superseded_by_document AS by FROM documents WHERE article_id = 'a1' ORDER BY 1"
        assert [tuple(row.values()) for row in writer.query(ledger)] == [
            ("doc-a1", "doc-a1-later"),
            ("doc-a1-later", None),
        ]
        assert problems(writer) == {}


def test_all_rows_of_an_article_and_of_an_event_bear_the_number_of_the_load_that_wrote_them(
    home: Path,
) -> None:
    with open_writer(home) as writer:
        for key in ("a1", "a2", "a1"):
            writer.load(batch(key), stamp=STAMP, now=NOW)
        for group in ("article", "event"):
            for table in tables_of(group):
                rows = writer.query(
                    f"SELECT {group}_id AS id, load_number AS number FROM {table.name} ORDER BY 1"
                )
                assert [row["id"].removeprefix("event-") for row in rows] == ["a1", "a2"], table.name
                assert [row["number"] for row in rows] == [3, 2], table.name
        loads = writer.query("SELECT load_number FROM loads ORDER BY load_number")
        assert [row["load_number"] for row in loads] == [1, 2, 3]
        assert problems(writer) == {}
    with homes.tables_of(home) as con:
        con.execute("UPDATE quotes SET load_number = 1 WHERE article_id = 'a1'")
        con.execute("UPDATE event_actors SET load_number = 1 WHERE event_id = 'event-a2'")
    with open_writer(home) as writer:
        assert problems(writer) == {"rows_have_articles": 1, "rows_have_events": 1}


def test_an_article_can_be_taken_out(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        writer.load({}, replace_articles=["a1"], withdrawn={"event-a1": None}, stamp=STAMP, now=NOW)
        assert all(count(writer, t.name) == 0 for t in (*tables_of("article"), *tables_of("event")))
        assert count(writer, "persons") == 0
        assert problems(writer) == {}


def test_a_person_has_the_longest_name_and_all_names_as_aliases(home: Path) -> None:
    other = batch("a2")
    other["article_persons"] = [replace(other["article_persons"][0], name="R Wijaya")]
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(other, stamp=STAMP, now=NOW)
        expected = {
            "person_id": "p-rangga",
            "name": "Rangga Wijaya",
            "aliases": ["R Wijaya", "Rangga Wijaya"],
        }
        assert writer.query("SELECT person_id, name, aliases FROM persons") == [expected]
        writer.load({}, replace_articles=["a1"], withdrawn={"event-a1": None}, stamp=STAMP, now=NOW)
        assert writer.query("SELECT name, aliases FROM persons") == [
            {"name": "R Wijaya", "aliases": ["R Wijaya"]}
        ]


def test_a_local_body_points_to_its_kind_in_the_gazetteer(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        found = writer.query(
            "SELECT name, parent_id FROM organizations WHERE organization_id = 'BAWASLU:15.71'"
        )
    assert found == [{"name": "Bawaslu Kota Jambi", "parent_id": "BAWASLU"}]


def test_a_batch_with_a_fault_changes_nothing(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        before = content(writer)
        faults: tuple[dict[str, list[Any]], ...] = (
            {"no_such_table": []},
            changed(batch(), "articles", published_at=datetime(2024, 9, 2)),  # noqa: DTZ001
            changed(batch(), "event_reports", event_type=None),
            changed(batch(), "events", no_such_column=1),
            changed(batch(), "figures", value="many"),
            changed(batch(), "quotes", article_id="another"),
            batch() | {"articles": [article(), article()]},
        )
        for rows in faults:
            with pytest.raises(BatchError):
                writer.load(rows, stamp=STAMP, now=NOW)
        assert content(writer) == before


def test_half_a_surrogate_pair_is_stored_as_a_replacement_character_with_offsets_kept(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load({"articles": [replace(article(), text="a\ud800b")]}, stamp=STAMP, now=NOW)
        assert writer.query("SELECT text FROM articles") == [{"text": "a\ufffdb"}]


def test_a_rejection_is_resolved_when_the_document_gives_an_article_after_all(home: Path) -> None:
    rejection = Rejection(
        document_id="doc-a1",
        origin="/berita/a1.txt",
        source_id="files",
        stage="clean",
        code="too_short",
        detail="…",
    )
    with open_writer(home) as writer:
        writer.ledger.quarantine([rejection], "run-1", NOW)
        writer.ledger.quarantine([replace(rejection, code="no_text")], "run-2", NOW)
        assert writer.query("SELECT code, resolved_at FROM quarantine") == [
            {"code": "no_text", "resolved_at": None}
        ]
        writer.load(batch(), stamp=STAMP, now=NOW)
        assert writer.query("SELECT resolved_at FROM quarantine") == [{"resolved_at": NOW}]


def test_runs_are_recorded_and_a_killed_one_counts_as_crashed(home: Path) -> None:
    with open_writer(home) as writer:
        writer.ledger.start_run("r1", "pipeline", "manual", NOW, "1.0", {"paths": ["x"]})
        writer.ledger.start_run("r2", "pipeline", "manual", NOW, "1.0")
        writer.ledger.finish_run("r2", NOW, documents_in=3, articles_loaded=1, duplicates=1, rejected=1)
        writer.ledger.start_run("r3", "pipeline", "manual", NOW, "1.0")
        writer.ledger.fail_run("r3", NOW, "TimeoutError: …")
        assert [tuple(r.values()) for r in writer.query("SELECT run_id, status FROM runs ORDER BY 1")] == [
            ("r1", "crashed"),
            ("r2", "completed"),
            ("r3", "failed"),
        ]
        assert problems(writer) == {}
        writer.ledger.finish_run("r2", NOW, documents_in=4, articles_loaded=1, duplicates=1, rejected=1)
        assert problems(writer) == {"documents_are_conserved": 1}


def test_what_coding_again_changes_is_recorded_value_by_value(home: Path) -> None:
    again = changed(batch(), "event_reports", event_type="assembly", venue="Alun-alun")
    again["figures"] = []
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        writer.load(batch(), stamp=STAMP, now=NOW)
        assert count(writer, "changes") == 0
        writer.load(again, stamp=Stamp("run-2", "1.1"), now=NOW)
        changes = writer.query(
            "SELECT table_name, column_name, old_value, new_value, from_version, to_version FROM changes ORDER BY ALL"
        )
    assert [tuple(row.values()) for row in changes] == [
        ("event_reports", "event_type", "pledge", "assembly", "1.0", "1.1"),
        ("event_reports", "venue", None, "Alun-alun", "1.0", "1.1"),
        ("figures", "*", "present", None, "1.0", "1.1"),
    ]


def test_a_warehouse_of_a_newer_release_is_refused(home: Path) -> None:
    with open_writer(home):
        pass
    with homes.tables_of(home) as con:
        con.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    with pytest.raises(WarehouseTooNewError, match="newer release"), open_writer(home):
        pass


def test_references_are_loaded_once_and_again_when_they_change(home: Path) -> None:
    with open_writer(home) as writer:
        assert count(writer, "places") > 7000
        assert count(writer, "laws") > 10
    with homes.tables_of(home) as con:
        con.execute(
            "DELETE FROM places WHERE place_code = '15'; DELETE FROM meta WHERE key = 'reference:places'"
        )
        con.execute("DELETE FROM laws")
    with open_writer(home) as writer:
        assert writer.query("SELECT name FROM places WHERE place_code = '15'") == [{"name": "Jambi"}]
        assert count(writer, "laws") == 0


def test_a_document_that_comes_twice_stands_in_the_ledger_once(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load({"documents": [document(), document()]}, stamp=STAMP, now=NOW)
        assert writer.query("SELECT document_id, byte_count, first_run_id FROM documents") == [
            {"document_id": "doc-a1", "byte_count": 3, "first_run_id": "run-1"}
        ]


def test_rows_of_one_span_and_rule_are_not_taken_for_each_other(home: Path) -> None:
    rows = batch("a1")
    (actor,) = rows["report_actors"]
    two = rows | {"report_actors": [actor, replace(actor, role="speaker")]}
    with open_writer(home) as writer:
        writer.load(two, stamp=STAMP, now=NOW)
        writer.load(two, stamp=Stamp("run-2", "2.0"), now=NOW)
        assert writer.query("SELECT * FROM changes") == []
