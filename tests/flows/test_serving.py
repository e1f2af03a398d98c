"""`warta serve` on a real Prefect server: schedules, runs by hand, runs that are killed, a server that goes away."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import backfill, steps
from flows.job import plan_job
from flows.windows import Wish
from tests.flows import killing
from tests.flows.desk import article, item, rss
from tests.flows.prefect_server import ENDED, PrefectServer, free_port, serving, wait_for
from tests.flows.rude_server import RudeServer, Visit, page
from tests.flows.test_recoding import age

pytestmark = pytest.mark.server
BATCH = "batch_size = 2\nprocesses = 1\n"
MONTHS = 12
NEVER = "0 0 29 2 *"
WAIT = 120
WRITER = "warta-writer"


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
def metrics_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def served(
    prefect: PrefectServer, metrics_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PrefectServer]:
    """The server while `warta serve` runs, with nothing on its schedule before years; runs name homes of their own."""
    home = make_home(tmp_path_factory.mktemp("served") / "home")
    metrics = {"PREFECT_CLIENT_METRICS_ENABLED": "true", "PREFECT_CLIENT_METRICS_PORT": str(metrics_port)}
    with serving(prefect, home, "--cron", NEVER, **metrics):
        yield prefect


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


def deployment_run(server: PrefectServer, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "prefect", "deployment", "run", *arguments],
        env=server.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.usefixtures("served")
def test_serving_has_metrics_and_leaves_its_runs_none(metrics_port: int) -> None:
    """The runs of the tests below would end at once where each wanted the port too."""
    with urllib.request.urlopen(f"http://127.0.0.1:{metrics_port}/metrics", timeout=30) as answer:
        assert b"process_cpu_seconds_total" in answer.read()


def test_a_schedule_fires_and_its_run_completes(served: PrefectServer, home: Path) -> None:
    put_articles(home, 0, 2)
    pipeline = served.deployment("pipeline")
    often = {
        "schedule": {"cron": "* * * * * */20", "timezone": "Asia/Jakarta"},  # the last field is seconds
        "parameters": {"trigger": "schedule", "home": str(home)},
        "active": True,
    }
    (schedule,) = served.post(f"/deployments/{pipeline}/schedules", [often])  # type: ignore[arg-type]

    def first() -> dict[str, Any] | None:
        found = served.scheduled_runs(pipeline, home)
        return next((run for run in found if run["state_type"] in {"RUNNING", *ENDED}), None)

    begun = wait_for(first, "a scheduled run")
    served.post(f"/deployments/{pipeline}/schedules/{schedule['id']}", {}, "DELETE")
    run = served.ended(begun["id"])
    assert (run["state_name"], run["name"]) == ("Completed", "pipeline-schedule"), served.logs(run["id"])
    assert ("schedule", 2) in rows(home, "SELECT trigger, articles_loaded FROM runs")


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


class Withheld:
    """A source on loopback whose feed has articles and keeps whoever asks for it waiting."""

    def __init__(self, server: RudeServer, articles: int) -> None:
        self.let_go = threading.Event()
        items = []
        for number in range(articles):
            server.add(f"/{number}", page(article(f"kota {number}")))
            items.append(item(server.url(f"/{number}")))
        feed = page(rss(*items), "application/rss+xml")

        def behave(visit: Visit) -> None:
            self.let_go.wait(WAIT)
            feed(visit)

        server.add("/feed", behave)
        self.server = server

    def describe(self, home: Path) -> None:
        """Make it the source of a home."""
        (home / "warta.toml").write_text(f"{BATCH}[fetch]\nhost_delay_seconds = 0\nseconds = {WAIT}\n")
        (home / "sources.toml").write_text(
            f'[[source]]\nid = "kota"\nname = "Kota"\nkind = "feed"\nurl = "{self.server.url("/feed")}"\n'
            "allow_private = true\n"
        )


def test_a_run_outlives_a_server_that_is_killed_and_comes_back(served: PrefectServer, home: Path) -> None:
    """The runs of the tests below show that `warta serve` outlives it too."""
    with RudeServer() as web:
        source = Withheld(web, 6)
        source.describe(home)
        run_id = served.create_run("pipeline", home=str(home))
        wait_for(lambda: web.seen("/feed"), "the run asks for the feed")
        served.stop(signal.SIGKILL)
        source.let_go.set()
        wait_for(lambda: len(killing.raw_ids(home)) == 6, "the run reads on")
        served.start()
        run = served.ended(run_id)
    assert run["state_name"] == "Completed", served.logs(run_id)
    assert rows(home, "SELECT count(*), count(DISTINCT url) FROM articles") == [(6, 6)]


def test_runs_that_are_started_together_work_one_after_the_other(served: PrefectServer, home: Path) -> None:
    put_articles(home, 0, 8)
    ids = [served.create_run(flow, home=str(home)) for flow in ("pipeline", "process")]
    direct = killing.finish("run", "--source", "kotak", "--home", home)
    assert direct.returncode == 0, direct.stderr
    for run_id in ids:
        run = served.ended(run_id)
        assert run["state_name"] == "Completed", served.logs(run_id)
    assert rows(home, "SELECT count(*) FROM articles") == [(8,)]
    times = rows(home, "SELECT started_at, finished_at FROM runs ORDER BY started_at")
    assert all(one[1] <= other[0] for one, other in pairwise(times))
    loaded = rows(home, "SELECT document_id, count(*) FROM documents GROUP BY ALL HAVING count(*) > 1")
    assert loaded == []
    assert rows(home, "SELECT sum(articles_loaded) FROM runs") == [(8,)]


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
    for _ in backfill.run(Wish(home=undisturbed), "whole"):
        pass
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
    (run,) = [run for run in served.runs() if run["parameters"].get("home") == str(aged)]
    assert served.ended(run["id"])["state_type"] == "CRASHED"
    served.free_slots(WRITER)
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
