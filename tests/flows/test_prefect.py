"""The same job through a real Prefect server: same rows, and a schedule that really fires."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows.prefect_server import prefect_server

pytestmark = pytest.mark.server
WARTA = [sys.executable, "-m", "flows"]
# What differs between any two runs, whatever carries them.
OF_THE_RUN = {"run_id", "first_run_id", "merged_at", "seen_at", "loaded_at", "fetched_at", "load_id", "file"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with prefect_server(tmp_path_factory.mktemp("prefect")) as environment:
        yield environment


def all_rows(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        tables = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        rows = {}
        for table in sorted(set(tables) - {"runs", "loads", "meta"}):
            columns = [c[0] for c in con.execute(f"DESCRIBE {table}").fetchall() if c[0] not in OF_THE_RUN]
            rows[table] = con.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY ALL").fetchall()
        return rows


def warta(home: Path, environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [*WARTA, *arguments, "--home", str(home), "--json"],
        env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 3), done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_direct_and_through_prefect_load_the_same_rows(server: dict[str, str], tmp_path: Path) -> None:
    without = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    direct = warta(tmp_path / "direct", without, "run", "--source", "samples")
    through = warta(tmp_path / "prefect", server, "run", "--source", "samples")
    for name in ("documents_in", "articles_loaded", "duplicates", "rejected"):
        assert direct[name] == through[name]
    assert all_rows(tmp_path / "direct") == all_rows(tmp_path / "prefect")
    runs = _post(server, "/flow_runs/filter", {"flows": {"name": {"any_": ["pipeline"]}}})
    assert [run["state_name"] for run in runs] == ["Completed"]


def test_a_cron_run_really_appears_and_completes(server: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "served"
    home.mkdir()
    (home / "sources.toml").write_text(
        f'[[source]]\nid = "kotak"\nname = "Kotak"\nkind = "files"\npath = "{home / "inbox"}"\n'
    )
    (home / "inbox").mkdir()
    (home / "inbox" / "a.txt").write_text("Pendek.")
    command = [*WARTA, "serve", "--cron", "* * * * *", "--home", str(home)]
    log = (tmp_path / "serve.log").open("wb")
    with log, subprocess.Popen(command, env=server, stdout=log, stderr=subprocess.STDOUT) as serving:
        try:
            run = _first_scheduled_run(server, serving, seconds=200)
        finally:
            serving.terminate()
    assert run["state_name"] == "Completed", (tmp_path / "serve.log").read_text()[-3000:]
    assert run["auto_scheduled"] is True
    assert (home / "warehouse.duckdb").exists()


def _first_scheduled_run(server: dict[str, str], serving: "subprocess.Popen[bytes]", seconds: float) -> Any:
    end = time.monotonic() + seconds
    ended: list[Any] = []
    while not ended and time.monotonic() < end and serving.poll() is None:
        time.sleep(2)
        ended = _post(server, "/flow_runs/filter", {
            "deployments": {"name": {"any_": ["warta"]}},
            "flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}},
        })  # fmt: skip
    assert ended, "no scheduled run ended in time"
    return ended[0]


def _post(server: dict[str, str], path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        server["PREFECT_API_URL"] + path,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
