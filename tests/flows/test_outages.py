"""Slow tests with Prefect servers of their own: a machine that vanishes, PostgreSQL, workers (`pytest --slow`)."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flows import killing
from tests.flows.prefect_server import PrefectServer, prefect_server, serving, wait_for
from tests.flows.test_serving import NEVER, make_home, put_articles, rows
from tests.warehouse.homes import Server

pytestmark = [pytest.mark.server, pytest.mark.slow]


def test_a_run_whose_machine_went_is_found_and_its_work_is_taken_over(
    prefect: PrefectServer, tmp_path: Path
) -> None:
    home = make_home(tmp_path / "home")
    put_articles(home, 0, 150)
    with serving(prefect, home, "--cron", NEVER) as process:
        lost = prefect.create_run("pipeline")
        wait_for(lambda: killing.transacting(home), "the run loads")
        killed = time.monotonic()
        os.killpg(process.pid, signal.SIGKILL)  # the runner; its flows are groups of their own
        os.kill(writer(home), signal.SIGKILL)
    run = prefect.ended(lost, 300)
    assert run["state_type"] == "CRASHED"
    assert time.monotonic() - killed < 240
    with serving(prefect, home, "--cron", NEVER):
        assert prefect.ended(prefect.create_run("pipeline"), 300)["state_name"] == "Completed"
    assert rows(home, "SELECT count(*), count(DISTINCT origin) FROM articles") == [(150, 150)]


def writer(home: Path) -> int:
    """The process that holds the warehouse."""
    from warehouse.lock import writer_of

    found = writer_of(home / "state")
    assert found
    return int(str(found["pid"]))


def test_schedules_run_on_a_server_with_postgresql(tmp_path: Path, postgres: Server) -> None:
    home = make_home(tmp_path / "home")
    put_articles(home, 0, 2)
    kept = f"postgresql+asyncpg://warta@/{postgres.database()}?host={postgres.folder}"
    with (
        prefect_server(tmp_path / "prefect", {"PREFECT_SERVER_DATABASE_CONNECTION_URL": kept}) as server,
        serving(server, home, "--cron", "* * * * *"),
    ):
        wait_for(lambda: rows(home, "SELECT 1 FROM runs WHERE trigger = 'schedule'"), "a scheduled run", 240)
        run_id = server.create_run("process")
        assert server.ended(run_id)["state_name"] == "Completed"
    assert rows(home, "SELECT count(*) FROM articles") == [(2,)]


def test_a_worker_runs_the_deployments_of_prefect_yaml(prefect: PrefectServer, tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    put_articles(home, 0, 1)
    environment = prefect.environment | {"WARTA_HOME": str(home)}

    def command(*arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            env=environment, cwd=killing.ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    command("work-pool", "create", "warta", "--type", "process")
    command("deploy", "--all")
    run_id = prefect.create_run("pipeline")
    command("worker", "start", "--pool", "warta", "--run-once")
    assert prefect.ended(run_id)["state_name"] == "Completed", prefect.logs(run_id)
    assert rows(home, "SELECT articles_loaded FROM runs") == [(1,)]
    site = prefect.create_run("report", folder="pages")
    command("worker", "start", "--pool", "warta", "--run-once")
    assert prefect.ended(site)["state_name"] == "Completed", prefect.logs(site)
    assert (home / "pages" / "index.html").exists()
