"""How a home stands, told without a server, and what is logged of a run."""

import json
import os
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.settings import load_settings
from flows import steps
from flows.cli import main
from flows.job import Job, plan_job
from flows.standing import standing, told_as_serving, was_missed
from tests.flows import killing
from warehouse.store import open_writer

NOW = datetime(2024, 10, 7, 3, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("standing") / "home"
    steps.run(job(home, 0, "a"))
    return home


def job(home: Path, number: int, started: str) -> Job:
    path = home.parent / f"{number}.txt"
    path.write_text(killing.article(number))
    return plan_job(home, started=started, paths=(path,))


def test_what_is_due_next_follows_the_schedules(home: Path) -> None:
    (home / "sources.toml").write_text(
        f'[[source]]\nid = "kotak"\nname = "Kotak"\nkind = "files"\npath = "{home}"\ncron = "45 10 * * *"\n'
    )
    due = [(due.flow, due.what, f"{due.at:%d %H:%M %Z}") for due in standing(home, NOW).due]
    assert due == [
        ("pipeline", "kotak", "07 10:45 WIB"),
        ("pipeline", "all enabled sources", "07 11:00 WIB"),
        ("maintenance", "", "13 03:30 WIB"),
    ]
    (home / "sources.toml").unlink()


def test_a_run_was_missed_where_the_schedule_has_passed_since_the_last(home: Path) -> None:
    serve = load_settings(home).serve
    ran = datetime.now(UTC)
    assert was_missed(home, serve, ran + timedelta(hours=1, seconds=1))
    assert not was_missed(home, serve.model_copy(update={"cron": "0 0 29 2 *"}), ran + timedelta(hours=2))
    assert not was_missed(home / "nothing", serve, ran)


def test_what_was_stored_and_not_loaded_waits(home: Path) -> None:
    again = job(home, 1, "b")
    with steps.running(again):
        steps.ingest(again)
        with open_writer(home) as writer:
            writer.publish()
        found = standing(home)
        assert found.waiting["documents to be coded"] == 1
        assert found.writer and found.writer["pid"] == os.getpid()
    assert standing(home).writer is None
    steps.run(job(home, 1, "c"))
    assert standing(home).waiting["documents to be coded"] == 0


def test_a_process_that_is_gone_neither_writes_nor_serves(home: Path) -> None:
    with told_as_serving(home):
        found = standing(home)
        assert found.serving and found.serving["pid"] == os.getpid()
    assert standing(home).serving is None
    with subprocess.Popen(["true"]) as gone:
        pass
    left = json.dumps({"pid": gone.pid, "host": socket.gethostname(), "since": "2024-10-07"})
    for name in ("serving.json", "writer.json"):
        (home / "state" / name).write_text(left)
    assert (standing(home).serving, standing(home).writer) == (None, None)


def test_the_command_tells_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["status", "--home", str(home)])
    said = " ".join(capsys.readouterr().out.split())
    assert "documents to be coded 0" in said
    assert "Schedules do not run: warta serve" in said
    with pytest.raises(SystemExit):
        main(["status", "--json", "--home", str(home)])
    assert json.loads(capsys.readouterr().out)["waiting"]["pages to be fetched"] == 0


def test_a_schedule_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "warta.toml").write_text('[serve]\ncron = "every hour"\n')
    with pytest.raises(ConfigError, match="is no schedule"):
        plan_job(tmp_path, started="a", source_ids=("samples",))


def test_the_log_comes_as_json_lines_with_ids_as_fields(tmp_path: Path) -> None:
    (tmp_path / "pendek.txt").write_text("Pendek.")
    done = subprocess.run(
        killing.command("run", tmp_path / "pendek.txt", "--home", tmp_path / "home", "--json"),
        env=killing.environment() | {"WARTA_LOG_FORMAT": "json", "WARTA_LOG": "debug"},
        capture_output=True, text=True, check=False, cwd=killing.ROOT,
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    outcome = json.loads(done.stdout)
    assert {line["run_id"] for line in lines if line["logger"] == "warta.run"} == {outcome["run_id"]}
    (refused,) = [line for line in lines if "document_id" in line]
    assert (refused["level"], "rejected" in refused["message"]) == ("DEBUG", True)
    assert datetime.fromisoformat(refused["time"]).tzinfo is not None


def test_only_scheduled_runs_that_ask_sites_begin_late(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nid = "kabar"\nname = "Kabar"\nkind = "feed"\nurl = "https://kabar.example/feed"\n'
        f'[[source]]\nid = "kotak"\nname = "Kotak"\nkind = "files"\npath = "{tmp_path}"\n'
    )
    (tmp_path / "warta.toml").write_text("[serve]\njitter_seconds = 30\n")

    def late(source: str, trigger: str) -> float:
        return plan_job(tmp_path, started="a", source_ids=(source,), trigger=trigger).jitter_seconds

    assert (late("kabar", "schedule"), late("kabar", "manual"), late("kotak", "schedule")) == (30, 0, 0)
