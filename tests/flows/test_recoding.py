"""Coding again: what other rules coded or rejected, once, with everything that it changed on record."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import coding, steps
from flows.cli import main
from flows.coder import coder_version
from flows.job import Outcome, UsageError, plan_job
from flows.packing import Coded
from flows.recoding import Scope, plan_recoding, recode, recoding_job
from tests.flows import killing
from tests.flows.killing import content, finish, kill_at, runs
from transforms.records import Document, Rejection

OLD = "0123456789ab"


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a few articles, coded by the present rules."""
    folder = tmp_path_factory.mktemp("recoding")
    inbox = killing.write_inbox(folder / "inbox", 8)
    steps.run(plan_job(folder / "home", started="a", paths=(inbox,)))
    return folder / "home"


@pytest.fixture
def aged(coded: Path, tmp_path: Path) -> Path:
    """The same home as if other rules had coded it, which saw some things differently."""
    home = killing.copy_home(coded, tmp_path / "home")
    age(home)
    return home


def age(home: Path) -> None:
    """Make the tables look as if other rules had made them."""
    with changing(home) as con:
        for table in ("articles", "event_reports", "events", "runs"):
            con.execute(f"UPDATE {table} SET coder_version = '{OLD}'")
        con.execute("UPDATE event_reports SET venue = 'Alun-alun' WHERE is_primary")
        con.execute("UPDATE events SET venue = 'Alun-alun'")
        con.execute("UPDATE quotes SET speaker = NULL")
        con.execute("DELETE FROM law_citations")


@contextmanager
def changing(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home / "state" / "live.duckdb")) as con:
        yield con
    (home / "warehouse.duckdb").write_bytes((home / "state" / "live.duckdb").read_bytes())


def again(home: Path, scope: Scope | None = None, started: str = "again") -> Outcome:
    scope = scope or Scope()
    return recode(recoding_job(home, started, scope), scope)


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def tables(home: Path) -> dict[str, str]:
    return {name: found for name, found in content(home).items() if name not in ("changes", "loads", "meta")}


def test_coding_again_gives_the_same_rows_as_coding_at_first(coded: Path, aged: Path) -> None:
    events = "SELECT report_id, event_id FROM event_reports ORDER BY ALL"
    before = rows(aged, events)
    outcome = again(aged)
    assert (outcome.documents_in, outcome.articles_loaded, outcome.rejected) == (13, 12, 1)
    assert tables(aged) == tables(coded)
    assert rows(aged, events) == before
    assert rows(aged, "SELECT DISTINCT coder_version, version FROM articles") == [(coder_version(), 1)]


def test_every_value_that_changed_is_on_record(aged: Path) -> None:
    again(aged)
    found = rows(
        aged,
        "SELECT table_name, column_name, count(*), any_value(old_value), any_value(from_version) FROM changes GROUP BY 1, 2 ORDER BY 1, 2",
    )
    assert [(name, column) for name, column, *_ in found] == [
        ("event_reports", "venue"),
        ("law_citations", "*"),
        ("quotes", "speaker"),
    ]
    assert found[0] == ("event_reports", "venue", 12, "Alun-alun", OLD)


def test_what_the_present_rules_coded_is_left_alone(aged: Path) -> None:
    again(aged)
    stamps = rows(aged, "SELECT article_id, run_id FROM articles ORDER BY 1")
    outcome = again(aged, started="once more")
    assert outcome.documents_in == 0
    assert rows(aged, "SELECT article_id, run_id FROM articles ORDER BY 1") == stamps


def test_scope_narrows_down_by_day_and_source(aged: Path) -> None:
    with changing(aged) as con:
        con.execute("UPDATE articles SET published_at = '2024-01-01 20:00:00+00', source_id = 'samples'")
        con.execute(
            "UPDATE articles SET published_at = '2024-01-02 20:00:00+00' WHERE origin LIKE '%/000.txt'"
        )

    def count(**scope: Any) -> int:
        return plan_recoding(aged, Scope(**scope)).articles

    day = date(2024, 1, 2)  # in Jakarta, where 20:00 UTC is the next day
    assert count() == 12
    assert count(first=day, last=day) == 11
    assert count(first=date(2024, 1, 3)) == 1
    assert count(sources=("files",)) == 0
    assert count(sources=("samples",)) == 12


def test_a_rejected_document_gets_another_chance_under_other_rules_only(aged: Path) -> None:
    assert plan_recoding(aged, Scope()).rejected == 1
    again(aged)
    assert plan_recoding(aged, Scope()).rejected == 0
    with changing(aged) as con:
        con.execute(f"UPDATE runs SET coder_version = '{OLD}'")
    assert plan_recoding(aged, Scope()).rejected == 1


def test_an_article_that_the_present_rules_reject_goes_out_with_its_events(
    aged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code_each = coding.code_each
    ((victim, event),) = rows(
        aged,
        "SELECT article_id, event_id FROM event_reports JOIN articles USING (article_id) WHERE origin LIKE '%/000.txt'",
    )

    def refused(document: Document) -> Rejection:
        return Rejection(
            document_id=document.document_id,
            origin=document.origin,
            source_id=document.source_id,
            stage="clean",
            code="too_short",
            detail="Too short.",
        )

    def stricter(documents: Sequence[Document], *more: Any) -> list[Coded]:
        given = zip(documents, code_each(documents, *more), strict=True)
        return [refused(one) if one.article_id == victim else coded for one, coded in given]

    monkeypatch.setattr(coding, "code_each", stricter)
    outcome = again(aged)
    assert (outcome.articles_loaded, outcome.rejected) == (11, 2)
    assert rows(aged, f"SELECT 1 FROM articles WHERE article_id = '{victim}'") == []
    assert rows(aged, f"SELECT 1 FROM events WHERE event_id = '{event}'") == []
    gone = rows(aged, f"SELECT table_name FROM changes WHERE row_key = '{victim}' AND column_name = '*'")
    assert ("articles",) in gone


def test_a_backfill_that_is_killed_is_finished_by_the_next(coded: Path, aged: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("batch_size = 2\nprocesses = 1\n")
    command = ("backfill", "--home", aged, "--config", settings)
    assert kill_at(killing.transacting, 0.2, aged, *command).killed
    done = finish(*command)
    assert done.returncode in (0, 3), done.stderr
    assert tables(aged) == tables(coded)
    statuses = [status for status, *_ in runs(aged)]
    assert statuses.count("crashed") == 1
    assert statuses[-1] == "completed"
    assert len(rows(aged, "SELECT * FROM changes")) == len(rows(aged, "SELECT DISTINCT * FROM changes")) == 48


def test_without_raw_documents_there_is_nothing_to_code_again(aged: Path) -> None:
    for path in (aged / "lake").rglob("*.parquet"):
        path.unlink()
    with pytest.raises(UsageError, match="no documents are stored"):
        again(aged)


def test_commands_tell_people_and_programs(aged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(status: int, *arguments: str) -> str:
        with pytest.raises(SystemExit) as done:
            main([*arguments, "--home", str(aged)])
        assert int(str(done.value.code)) == status
        captured = capsys.readouterr()
        return " ".join((captured.out + captured.err).split())

    assert "To be coded again" in said(0, "backfill", "--dry-run")
    assert json.loads(said(0, "backfill", "--dry-run", "--json"))["from_versions"] == {OLD: 13}
    assert "No document has been coded again" in said(2, "diff", OLD, coder_version())
    assert "13 coded again" in said(3, "backfill", "--stage", "resolve")
    shown = said(0, "diff", OLD, coder_version())
    assert "event_reports venue 12 Alun-alun →" in shown
    assert "rows: 12 new, 0 gone" in shown
    data = json.loads(said(0, "diff", OLD, coder_version(), "--table", "quotes", "--json"))
    assert [change["column_name"] for change in data["changes"]] == ["speaker"]
    assert "'all' is not one of" in said(2, "backfill", "--stage", "all")
    assert "There is no source 'x'" in said(2, "backfill", "--source", "x")
    assert "There is no table 'x'" in said(2, "diff", "a", "b", "--table", "x")
