"""`warta serve` on a real Prefect server: schedules, runs by hand, runs that are killed, a server that goes away."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import backfill, steps
from flows.job import plan_job
from flows.windows import Wish
from tests.flows import killing
from tests.flows.prefect_server import ENDED, PrefectServer, serving, wait_for
from tests.flows.test_recoding import age
from warehouse.store import open_writer

pytestmark = pytest.mark.server
BATCH = "batch_size = 2\nprocesses = 1\n"
MONTHS = 12
NEVER = "0 0 29 2 *"


def make_home(home: Path) -> Path:
    """A home with one source, a folder without any file."""
    (home / "inbox").mkdir(parents=True)
    (home / "warta.toml").write_text(BATCH)
    (home / "sources.toml").write_text(
        f'[[source]]\nid = "kotak"\nname = "Kotak"\nkind = "files"\npath = "{home / "inbox"}"\n'
    )
    return home


def put_articles(home: Path, first: int, count: int) -> None:
    for number in range(first, first + count):
        (home / "inbox" / f"{number:03d}.txt").write_text(killing.article(number))


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    if not (home / "warehouse.duckdb").exists():
        return []
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("served") / "home")


@pytest.fixture(scope="module")
def served(prefect: PrefectServer, home: Path) -> Iterator[PrefectServer]:
    """The server while `warta serve` runs for `home`, with nothing on its schedule before years."""
    with serving(prefect, home, "--cron", NEVER):
        yield prefect


def deployment_run(server: PrefectServer, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "prefect", "deployment", "run", *arguments],
        env=server.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_schedule_fires_and_its_run_completes(served: PrefectServer, home: Path) -> None:
    put_articles(home, 0, 2)
    pipeline = served.deployment("pipeline")
    minutely = {
        "schedule": {"cron": "* * * * *", "timezone": "Asia/Jakarta"},
        "parameters": {"trigger": "schedule"},
        "active": True,
    }
    (schedule,) = served.post(f"/deployments/{pipeline}/schedules", [minutely])  # type: ignore[arg-type]

    def first() -> dict[str, Any] | None:
        ended = (run for run in served.scheduled_runs(pipeline, home) if run["state_type"] in ENDED)
        return next(ended, None)

    run = wait_for(first, "a scheduled run")
    served.post(f"/deployments/{pipeline}/schedules/{schedule['id']}", {}, "DELETE")
    assert (run["state_name"], run["name"]) == ("Completed", "pipeline-schedule"), served.logs(run["id"])
    assert rows(home, "SELECT trigger, articles_loaded FROM runs") == [("schedule", 2)]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("stage=colour", "colour"),
        ("window=decade", "decade"),
        ("sources=kotak", "kotak"),
    ],
)
def test_parameters_that_cannot_be_are_refused_before_anything_runs(
    served: PrefectServer, wish: str, said: str
) -> None:
    name, _, value = wish.partition("=")
    with pytest.raises(OSError, match=r"409|422") as refused:
        served.create_run("backfill", **{name: value})
    assert said in refused.value.read().decode()  # type: ignore[attr-defined]


def test_runs_that_are_started_together_work_one_after_the_other(served: PrefectServer, home: Path) -> None:
    put_articles(home, 10, 8)
    before = rows(home, "SELECT count(*) FROM articles")[0][0]
    ids = [served.create_run(flow) for flow in ("pipeline", "process", "pipeline")]
    direct = killing.finish("run", "--source", "kotak", "--home", home)
    assert direct.returncode == 0, direct.stderr
    for run_id in ids:
        run = served.ended(run_id)
        assert run["state_name"] == "Completed", served.logs(run_id)
    assert rows(home, "SELECT count(*) FROM articles") == [(before + 8,)]
    times = rows(home, "SELECT started_at, finished_at FROM runs ORDER BY started_at")
    assert all(one[1] <= other[0] for one, other in pairwise(times))
    loaded = rows(home, "SELECT document_id, count(*) FROM documents GROUP BY ALL HAVING count(*) > 1")
    assert loaded == []
    assert rows(home, "SELECT sum(articles_loaded) FROM runs") == [(before + 8,)]


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an article in each of twelve months, coded by other rules."""
    home = make_home(tmp_path_factory.mktemp("aged") / "home")
    records = [
        {"url": f"https://kabar.example/{n}", "text": killing.article(n),
         "published_at": f"{2023 + (n + 10) // 12}-{(n + 10) % 12 + 1:02d}-05T08:00:00+07:00"}
        for n in range(MONTHS)
    ]  # fmt: skip
    (home / "inbox" / "arsip.jsonl").write_text("\n".join(map(json.dumps, records)))
    steps.run(plan_job(home, started="a", source_ids=("kotak",)))
    age(home)
    return home


def test_a_backfill_killed_in_its_fifth_window_goes_on_with_it(
    served: PrefectServer, aged: Path, tmp_path: Path
) -> None:
    undisturbed = killing.copy_home(aged, tmp_path / "undisturbed")
    for _ in backfill.run(Wish(home=undisturbed, size="month"), "whole"):
        pass
    refused = deployment_run(served, "backfill/warta", "-p", "since=2024-01-01")
    assert refused.returncode == 1 and "since" in refused.stdout
    wish = ["-p", f"home={aged}", "-p", "window=month", "-p", "first=2023-11-01"]
    asked = deployment_run(served, "backfill/warta", *wish)
    assert asked.returncode == 0, asked.stdout + asked.stderr

    def in_the_fifth() -> int | None:
        lock = aged / "state" / "writer.json"
        done = rows(aged, "SELECT 1 FROM runs WHERE flow = 'backfill' AND status = 'completed'")
        if len(done) < 4 or lock.stat().st_mtime < (aged / "warehouse.duckdb").stat().st_mtime:
            return None
        return int(json.loads(lock.read_text())["pid"])

    os.kill(wait_for(in_the_fifth, "the fifth window"), signal.SIGKILL)
    (run,) = served.runs(flows={"name": {"any_": ["backfill"]}}, flow_runs={"tags": {"all_": ["warta"]}})
    assert served.ended(run["id"])["state_type"] == "CRASHED"
    again = served.create_run("backfill", home=str(aged), window="month", first="2023-11-01")
    run = served.ended(again)
    assert run["state_name"] == "Completed", served.logs(again)
    windows = rows(
        aged,
        "SELECT status, parameters, documents_in FROM runs WHERE flow = 'backfill' ORDER BY started_at, run_id",
    )
    done = [json.loads(asked)["from"] for status, asked, _ in windows if status == "completed"]
    assert len(done) == len(set(done)) == MONTHS
    assert [status for status, *_ in windows].count("crashed") <= 1
    assert killing.content(aged) == killing.content(undisturbed)
    shown = served.post("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [again]}}})
    assert {"backfill-plan", "backfill-progress", "run-summary"} <= {one["key"] for one in shown}


def test_a_run_outlives_a_server_that_is_killed_and_comes_back(served: PrefectServer, home: Path) -> None:
    put_articles(home, 100, 120)
    run_id = served.create_run("pipeline")
    wait_for(lambda: killing.transacting(home), "the run loads")
    served.stop(signal.SIGKILL)
    time.sleep(5)
    served.start()
    run = served.ended(run_id)
    assert run["state_name"] == "Completed", served.logs(run_id)
    loaded = r"SELECT count(*), count(DISTINCT origin) FROM articles WHERE regexp_matches(origin, '/[12]\d\d\.txt$')"
    assert rows(home, loaded) == [(120, 120)]
    later = served.create_run("pipeline")
    assert served.ended(later)["state_name"] == "Completed", served.logs(later)


def test_runs_that_were_missed_in_a_sleep_become_one(prefect: PrefectServer, tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    put_articles(home, 0, 1)
    with serving(prefect, home, "--cron", "0 * * * *") as process:
        pipeline = prefect.deployment("pipeline")
        os.killpg(process.pid, signal.SIGSTOP)
        now = datetime.now(UTC)
        asleep = {"start_time": (now - timedelta(hours=12)).isoformat(), "end_time": now.isoformat()}
        prefect.post(f"/deployments/{pipeline}/schedule", {**asleep, "min_runs": 12, "max_runs": 50})
        os.killpg(process.pid, signal.SIGCONT)

        def ended() -> list[dict[str, Any]] | None:
            found = prefect.scheduled_runs(pipeline, home)
            states = {run["state_type"] for run in found}
            return found if "COMPLETED" in states and states <= {"COMPLETED", "CANCELLED"} else None

        runs = wait_for(ended, "the missed runs have ended")
    states = [run["state_name"] for run in runs]
    assert (states.count("Completed"), len(states) - 1) == (1, states.count("Cancelled"))
    assert len(states) >= 12


def test_a_run_that_was_missed_while_nothing_served_is_made_up_for(
    prefect: PrefectServer, tmp_path: Path
) -> None:
    home = make_home(tmp_path / "home")
    put_articles(home, 0, 1)
    steps.run(plan_job(home, started="long ago", source_ids=("kotak",)))
    with open_writer(home) as writer:
        writer._con.execute("UPDATE runs SET started_at = started_at - INTERVAL 2 HOUR")
        writer.publish()
    put_articles(home, 1, 1)
    with serving(prefect, home, "--cron", "0 * * * *"):
        wait_for(lambda: rows(home, "SELECT 1 FROM articles WHERE origin LIKE '%/001.txt'"), "the run")
    assert rows(home, "SELECT trigger FROM runs ORDER BY started_at") == [("manual",), ("schedule",)]
