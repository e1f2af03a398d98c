import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.warehouse import homes
from tests.warehouse.rows import NOW, STAMP, article, batch, changed, document
from transforms.records import Rejection
from warehouse.batches import BatchError
from warehouse.lookups import OF_A_BAND
from warehouse.published import open_published
from warehouse.schema import Table
from warehouse.storage_file import COPIED_AT_ONCE, _copy_into_place
from warehouse.store import Stamp, WarehouseLockedError, WarehouseTooNewError, Writer, open_writer
from warehouse.tables import TABLES, tables_of

# When a row was written, and by which batch, may differ between two loads of the same rows.
ROOT = Path(__file__).parents[2]
VOLATILE = {"load_number", "merged_at", "seen_at", "loads"}


def content(writer: Writer) -> dict[str, list[tuple[Any, ...]]]:
    def rows(table: Table) -> list[tuple[Any, ...]]:
        names = [name for name in table.column_names if name not in VOLATILE]
        return sorted(
            (tuple(row.values()) for row in writer.query(f"SELECT {', '.join(names)} FROM {table.name}")),
            key=repr,
        )

    return {name: rows(table) for name, table in TABLES.items() if name not in VOLATILE}


def count(writer: Writer, table: str) -> int:
    return int(writer.query(f"SELECT count(*) AS n FROM {table}")[0]["n"])


def problems(writer: Writer, run_id: str | None = None) -> dict[str, int]:
    return {result.name: result.rows for result in writer.check(run_id) if result.rows}


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


def test_documents_are_known_after_loading(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW, raw_file="month=2024-11/run-1-00001.parquet")
        assert writer.stored.known_documents(["doc-a1", "doc-x"]) == {"doc-a1": "a1"}
        assert writer.stored.articles_by_origin([("files", "/berita/a1.txt"), ("files", "/x")]) == {
            ("files", "/berita/a1.txt"): ("a1", "doc-a1")
        }
        assert writer.ledger.loaded_files() == {"month=2024-11/run-1-00001.parquet"}
        assert writer.stored.known_documents([]) == {} == writer.stored.articles_by_origin([])


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


def test_a_copy_is_found_among_more_texts_with_one_notice_than_are_looked_at(home: Path) -> None:
    notice, own = list(range(10)), 777

    def rows(keys: list[str], bands: list[int]) -> dict[str, list[Any]]:
        return {
            "articles": [article(key) for key in keys],
            "article_signatures": [{"article_id": key, "signature": "0a1b"} for key in keys],
            "article_bands": [{"article_id": key, "band": band} for key in keys for band in bands],
        }

    with open_writer(home) as writer:
        writer.load(rows(["z"], [*notice, own]), stamp=STAMP, now=NOW)
        writer.load(rows([f"a{n}" for n in range(OF_A_BAND + 1)], notice), stamp=STAMP, now=NOW)
        found = writer.stored.texts_near({"new": [*notice, own]}, most=5)
    assert len(found) == 5
    assert "z" in {row["article_id"] for row in found}


def test_reports_that_could_tell_of_the_same_happening_are_found_by_their_blocks(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        found = writer.stored.reports_near({"pledge|15|2024-09", "pledge|15|2024-10"}, ["a2"])
        assert [row["report_id"] for row in found] == ["report-a1"]
        assert found[0]["participants"] == [{"name": "Rangga Wijaya", "role": "leader"}]
        assert writer.stored.reports_near({"pledge|16|2024-09"}) == []
        assert writer.stored.reports_near([]) == []
        known = writer.stored.reports_of_events(["event-a1"])[0]
    assert known["actors"] == ["Rangga Wijaya"]
    assert (known["outlet"], known["published_at"], known["event_id"]) == (
        "contoh.id",
        article().published_at,
        "event-a1",
    )


def test_reports_can_move_to_another_event(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        merged = dict(batch("a2")["events"][0]) | {"superseded_by": "event-a1"}
        writer.load({"events": [merged]}, report_events={"report-a2": "event-a1"}, stamp=STAMP, now=NOW)
        reports = writer.stored.reports_of_events(["event-a1"])
        assert [row["report_id"] for row in reports] == ["report-a1", "report-a2"]
        assert problems(writer) == {}


@pytest.mark.parametrize("size", [0, 3 * 4096, COPIED_AT_ONCE + 3 * 4096, COPIED_AT_ONCE + 77])
def test_the_copy_for_readers_has_every_byte_whatever_the_length(size: int, tmp_path: Path) -> None:
    live, copy = tmp_path / "live", tmp_path / "copy"
    live.write_bytes(random.Random(size).randbytes(size))
    copy.write_bytes(b"the one before")
    _copy_into_place(live, copy)
    assert copy.read_bytes() == live.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "live"]


def in_a_child(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, str(home)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )


DIES_BEFORE_COMMIT = """
import os, sys
from pathlib import Path
from tests.warehouse.rows import STAMP, NOW, batch
from warehouse import loading
from warehouse.store import open_writer

loading._record_load = lambda *a, **k: os._exit(9)
with open_writer(Path(sys.argv[1])) as writer:
    writer.load(batch("a1", document_id="doc-later") | {"quotes": []}, stamp=STAMP, now=NOW)
"""


def test_a_process_that_dies_while_it_loads_leaves_the_old_rows(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        before = content(writer)
    assert in_a_child(DIES_BEFORE_COMMIT, home).returncode == 9
    with open_writer(home, wait=0) as writer:
        assert content(writer) == before


READS = """
import sys
from pathlib import Path
from warehouse.published import open_published, published
with open_published(published(Path(sys.argv[1]))) as con:
    print(con.execute("SELECT count(*) FROM articles").fetchall()[0][0])
"""
LOCKS = """
import sys
from pathlib import Path
from warehouse.store import WarehouseLockedError, open_writer
try:
    with open_writer(Path(sys.argv[1]), wait=0):
        print("opened")
except WarehouseLockedError as error:
    print(error)
"""


def test_others_read_the_published_file_while_a_writer_is_at_work(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.publish()
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        assert in_a_child(READS, home).stdout.strip() == "1"
        writer.publish()
        assert in_a_child(READS, home).stdout.strip() == "2"


def test_a_reader_keeps_its_file_when_a_new_one_is_published(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        published = writer.publish()
        with open_published(published) as reader:
            writer.load(batch("a2"), stamp=STAMP, now=NOW)
            writer.publish()
            assert reader.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]


def test_a_second_writer_is_told_who_writes(home: Path) -> None:
    with open_writer(home):
        said = in_a_child(LOCKS, home).stdout
    assert f"process {os.getpid()}" in said
    assert "opened" in in_a_child(LOCKS, home).stdout


def test_the_lock_of_a_killed_writer_does_not_stay(home: Path) -> None:
    in_a_child("import os, sys; from pathlib import Path; from warehouse.store import open_writer\n"
               "with open_writer(Path(sys.argv[1])): os._exit(9)", home)  # fmt: skip
    with open_writer(home, wait=0) as writer:
        assert count(writer, "articles") == 0


def test_inside_a_block_the_same_writer_is_given_again(home: Path) -> None:
    with open_writer(home) as outer:
        with open_writer(home, wait=0) as inner:
            assert inner is outer
        outer.load(batch(), stamp=STAMP, now=NOW)
    with open_writer(home) as later:
        assert later is not outer
        assert count(later, "articles") == 1


def test_the_published_warehouse_is_taken_up_where_the_live_file_is_gone(file_home: Path) -> None:
    home = file_home
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        writer.publish()
    (home / "state" / "live.duckdb").unlink()
    with open_writer(home) as writer:
        assert count(writer, "articles") == 1


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


def test_waiting_for_a_lock_ends(home: Path) -> None:
    with (
        FileLock(home / "state" / "writer.lock"),
        pytest.raises(WarehouseLockedError, match="another process"),
        open_writer(home, wait=0.1),
    ):
        pass


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


def test_the_writers_database_is_held_to_the_memory_of_the_settings(home: Path) -> None:
    with (home / "warta.toml").open("a", encoding="utf-8") as file:
        file.write(
            "memory_mb = 256\n"
            if home.joinpath("warta.toml").stat().st_size
            else "[warehouse]\nmemory_mb = 256\n"
        )
    with open_writer(home) as writer:
        held = writer.query(
            "SELECT current_setting('memory_limit') AS memory, current_setting('threads') AS n"
        )
    assert held[0]["memory"] == "244.1 MiB"
    assert 1 <= int(held[0]["n"]) <= 2
