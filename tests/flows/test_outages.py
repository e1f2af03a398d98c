"""Slow tests with Prefect servers of their own: a machine that vanishes, PostgreSQL, workers (`pytest --slow`)."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.flows import killing
from tests.flows.prefect_server import PrefectServer, free_port, prefect_server, serving, wait_for
from tests.flows.test_serving import NEVER, make_home, put_articles, rows

pytestmark = [pytest.mark.server, pytest.mark.slow]
NOBODY = "nobody"


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


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server from Debian's package on loopback; yields the address that Prefect wants."""
    places = ("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/15/bin", "/usr/local/bin")
    found = next((path for path in places if Path(path, "initdb").exists()), None)
    if found is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    port = free_port()
    who: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:  # which it refuses to run as
            shutil.chown(folder, NOBODY)
            who = ["setpriv", f"--reuid={NOBODY}", "--clear-groups"]
        initdb = [
            *who,
            f"{found}/initdb",
            "-D",
            f"{folder}/data",
            "-U",
            "prefect",
            "-A",
            "trust",
            "--no-sync",
        ]
        made = subprocess.run(initdb, capture_output=True, text=True, check=False, cwd=folder)
        assert made.returncode == 0, made.stderr
        command = [f"{found}/postgres", "-D", f"{folder}/data", "-p", str(port), "-k", "", "-c", "fsync=off"]
        with (Path(folder, "log").open("wb") as log,
              subprocess.Popen([*who, *command], stdout=log, stderr=log, cwd=folder) as server):  # fmt: skip
            try:
                wait_for(lambda: _listens(port) or server.poll() is not None, "PostgreSQL answers", 60)
                assert server.poll() is None, Path(folder, "log").read_text()
                yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/postgres"
            finally:
                server.send_signal(signal.SIGINT)
                server.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_schedules_run_on_a_server_with_postgresql(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    put_articles(home, 0, 2)
    with (
        postgres() as url,
        prefect_server(tmp_path / "prefect", {"PREFECT_SERVER_DATABASE_CONNECTION_URL": url}) as server,
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
