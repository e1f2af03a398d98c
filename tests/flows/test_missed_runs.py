"""Runs that were due while nothing served, or while the machine slept: one run does the work of all of them."""

import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows import steps
from flows.job import plan_job
from tests.flows.prefect_server import PrefectServer, serving, wait_for
from tests.flows.test_serving import make_home, put_articles, rows
from warehouse.store import open_writer

pytestmark = pytest.mark.server


def test_one_run_does_the_work_of_all_that_were_missed(prefect: PrefectServer, tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    put_articles(home, 0, 1)
    steps.run(plan_job(home, started="long ago", source_ids=("kotak",)))
    with open_writer(home) as writer:
        writer._con.execute("UPDATE runs SET started_at = started_at - INTERVAL 2 HOUR")
        writer.publish()
    put_articles(home, 1, 1)
    now = datetime.now(UTC)
    hourly = f"{(now.minute + 30) % 60} * * * *"  # never while the test runs
    with serving(prefect, home, "--cron", hourly) as process:
        wait_for(lambda: rows(home, "SELECT 1 FROM articles WHERE origin LIKE '%/001.txt'"), "the run")
        assert rows(home, "SELECT trigger FROM runs ORDER BY started_at") == [("manual",), ("schedule",)]

        pipeline = prefect.deployment("pipeline")
        os.killpg(process.pid, signal.SIGSTOP)
        asleep = {"start_time": (now - timedelta(hours=12)).isoformat(), "end_time": now.isoformat()}
        prefect.post(f"/deployments/{pipeline}/schedule", {**asleep, "min_runs": 12, "max_runs": 50})
        os.killpg(process.pid, signal.SIGCONT)

        def ended() -> list[dict[str, Any]] | None:
            found = prefect.scheduled_runs(pipeline, home)
            states = {run["state_type"] for run in found}
            return found if "COMPLETED" in states and states <= {"COMPLETED", "CANCELLED"} else None

        states = [run["state_name"] for run in wait_for(ended, "the missed runs have ended")]
    assert (states.count("Completed"), len(states) - 1) == (1, states.count("Cancelled"))
    assert len(states) == 12
