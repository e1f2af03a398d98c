"""The main job through the command line, on files of our own."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import steps
from flows.cli import main
from flows.job import Ingested, Outcome, Processed, job_without_input, plan_job

ARTICLE = """Pemkab Wajo Gelar Ikrar Netralitas ASN

SENGKANG, KABARBUGIS.ID – Pemerintah Kabupaten Wajo, Sulawesi Selatan menggelar ikrar netralitas aparatur sipil negara (ASN) menjelang Pilkada 2024 di Lapangan Merdeka Sengkang, Senin (7/10/2024).

Ikrar dipimpin Penjabat Bupati Wajo, Andi Baso Tenriawaru, S.Sos., M.Si. Hadir Ketua Bawaslu Wajo, Sitti Marhamah, S.H.

"Kami minta seluruh pegawai menjaga jarak dengan semua pasangan calon," kata Andi Baso.

Menurut dia, pegawai yang melanggar akan dijatuhi hukuman disiplin berat sesuai PP Nomor 94 Tahun 2021.

Penulis: Rahmat Dg Nai
"""


def run(home: Path, path: Path, started: str = "a") -> Outcome:
    return steps.run(plan_job(home, started=started, paths=(path,)))


def command(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    return int(str(done.value.code))


def rows(home: Path, table: str, leave_out: frozenset[str] = frozenset()) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        columns = [c[0] for c in con.execute(f"DESCRIBE {table}").fetchall() if c[0] not in leave_out]
        return con.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY ALL").fetchall()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "wajo.txt").write_text(ARTICLE)
    return folder


def test_several_files_may_be_named_at_once(tmp_path: Path, inbox: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(ARTICLE.replace("Wajo", "Bone"))
    job = plan_job(tmp_path / "home", started="a", paths=(inbox / "wajo.txt", other))
    assert steps.run(job).articles_loaded == 2
    assert len(rows(tmp_path / "home", "sources")) == 1


def test_an_article_becomes_an_event_with_its_evidence(tmp_path: Path, inbox: Path) -> None:
    outcome = run(tmp_path / "home", inbox)
    assert (outcome.documents_in, outcome.articles_loaded, outcome.rejected) == (1, 1, 0)
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb"), read_only=True) as con:
        event = con.execute(
            "SELECT event_type, event_date::VARCHAR, place_code, election_id FROM event_reports WHERE is_primary"
        ).fetchall()
        names = con.execute("SELECT name FROM article_persons ORDER BY name").fetchall()
        speaker = con.execute("SELECT speaker FROM quotes WHERE is_direct").fetchall()
    assert event == [("pledge", "2024-10-07", "73.13", "pilkada_2024")]
    assert names == [("Andi Baso Tenriawaru",), ("Sitti Marhamah",)]
    assert speaker == [("Andi Baso Tenriawaru",)]


def test_running_twice_changes_nothing(tmp_path: Path, inbox: Path) -> None:
    home = tmp_path / "home"
    run(home, inbox)
    tables = (
        "articles",
        "event_reports",
        "events",
        "report_actors",
        "persons",
        "quotes",
        "mentions",
        "documents",
    )
    before = {table: rows(home, table) for table in tables}
    again = run(home, inbox, started="b")
    assert (again.documents_in, again.articles_loaded, again.duplicates) == (1, 0, 1)
    assert {table: rows(home, table) for table in tables} == before


def test_a_changed_file_is_a_new_version_of_its_article(tmp_path: Path, inbox: Path) -> None:
    home = tmp_path / "home"
    run(home, inbox)
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        before = con.execute("SELECT article_id, event_id FROM event_reports WHERE is_primary").fetchall()
    (inbox / "wajo.txt").write_text(ARTICLE.replace("Sitti Marhamah", "Sitti Rahmatang"))
    run(home, inbox, started="b")
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        articles = con.execute("SELECT article_id, version FROM articles").fetchall()
        after = con.execute("SELECT article_id, event_id FROM event_reports WHERE is_primary").fetchall()
        documents = con.execute("SELECT count(*) FROM documents").fetchall()
    assert articles == [(before[0][0], 2)]
    assert after == before
    assert documents == [(2,)]


def test_the_same_text_elsewhere_is_a_duplicate(tmp_path: Path, inbox: Path) -> None:
    (inbox / "copy.txt").write_text(ARTICLE)
    outcome = run(tmp_path / "home", inbox)
    assert (outcome.documents_in, outcome.articles_loaded, outcome.duplicates) == (2, 1, 1)


def test_a_run_that_was_stopped_after_ingest_is_taken_over_by_the_next(tmp_path: Path, inbox: Path) -> None:
    home = tmp_path / "home"
    job = plan_job(home, started="a", paths=(inbox,))
    with pytest.raises(KeyboardInterrupt), steps.running(job):
        steps.ingest(job)
        raise KeyboardInterrupt
    (inbox / "wajo.txt").unlink()
    (inbox / "pendek.txt").write_text("Pendek.")
    outcome = run(home, inbox, started="b")
    assert (outcome.documents_in, outcome.articles_loaded, outcome.rejected) == (2, 1, 1)
    assert len(rows(home, "articles")) == 1


def test_what_one_run_takes_in_another_loads_and_the_source_of_it_is_known(
    tmp_path: Path, inbox: Path
) -> None:
    home = tmp_path / "home"
    first = plan_job(home, started="a", paths=(inbox,), flow="ingest")
    with steps.running(first):
        steps.publish(first, steps.left_waiting(steps.ingest(first)), Processed())
    second = job_without_input(home, started="b", flow="process", trigger="manual")
    with steps.running(second):
        assert steps.publish(second, Ingested(), steps.process(second)).articles_loaded == 1
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        known = con.execute(
            "SELECT source_id, timezone FROM articles JOIN sources USING (source_id)"
        ).fetchall()
    assert known == [("files", "Asia/Jakarta")]


def test_many_documents_go_over_a_pool_of_processes_and_give_the_same(tmp_path: Path, inbox: Path) -> None:
    (tmp_path / "pool.toml").write_text("processes = 2\npool_from = 1\nbatch_size = 1\n")
    (inbox / "bone.txt").write_text(ARTICLE.replace("Wajo", "Bone").replace("Sengkang", "Watampone"))
    steps.run(plan_job(tmp_path / "one", started="a", paths=(inbox,)))
    steps.run(plan_job(tmp_path / "two", started="a", paths=(inbox,), settings_file=tmp_path / "pool.toml"))
    for table in ("articles", "event_reports", "mentions"):
        one, two = (rows(tmp_path / home, table, frozenset({"load_number"})) for home in ("one", "two"))
        assert one == two


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--version") == 0
    assert capsys.readouterr().out.startswith("warta ")


def test_exit_status_and_json_of_run(tmp_path: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(tmp_path / "home")
    assert command("run", str(inbox), "--home", home, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["articles_loaded"], data["events"][0]["event_type"]) == (1, "pledge")
    (inbox / "pendek.txt").write_text("Pendek.")
    assert command("run", str(inbox), "--home", home) == 3
    out = capsys.readouterr().out
    assert "pendek.txt" in out
    assert "1 rejected" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "/none/at/all"], "no such file or folder"),
        (["run", "--source", "nobody"], "There is no source 'nobody'"),
        (["run"], "No source is enabled"),
        (["run", "--colour"], "No such option"),
        (["status"], "there is no warehouse yet"),
        (["sql", "SELECT 1"], "there is no warehouse yet"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert command(*arguments, "--home", str(tmp_path / "home")) == 2
    assert words in " ".join(capsys.readouterr().err.split())


def test_commands_answer_after_a_run(tmp_path: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(tmp_path / "home")
    (inbox / "pendek.txt").write_text("Pendek.")
    command("run", str(inbox), "--home", home)
    capsys.readouterr()

    def said(*arguments: str) -> str:
        assert command(*arguments, "--home", home) == 0
        return capsys.readouterr().out

    assert json.loads(said("sql", "SELECT count(*) AS n FROM articles", "--json")) == [{"n": 1}]
    assert "articles" in said("status")
    assert json.loads(said("quarantine", "list", "--json"))[0]["code"] in ("no_body", "too_short")
    assert "pendek.txt" in said("quarantine", "show", "pendek.txt")
    assert "samples" in said("sources", "list")
    explained = said("explain", "wajo.txt")
    for words in ("pledge", "Andi Baso Tenriawaru", "Lapangan Merdeka"):
        assert words in explained
