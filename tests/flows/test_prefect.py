"""The same job through a real Prefect server loads the same rows."""

import json
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows import killing
from tests.flows.prefect_server import PrefectServer, wait_for

pytestmark = pytest.mark.server
# What differs between any two runs, whatever carries them.
OF_THE_RUN = {"run_id", "first_run_id", "merged_at", "seen_at", "loaded_at", "fetched_at", "load_id", "file"}


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
        [*killing.command(*arguments), "--home", str(home), "--json"],
        env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 3), done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_direct_and_through_prefect_load_the_same_rows(prefect: PrefectServer, tmp_path: Path) -> None:
    direct = warta(tmp_path / "direct", killing.environment(), "run", "--source", "samples")
    through = warta(tmp_path / "prefect", prefect.environment, "run", "--source", "samples")
    for name in ("documents_in", "articles_loaded", "duplicates", "rejected"):
        assert direct[name] == through[name]
    assert all_rows(tmp_path / "direct") == all_rows(tmp_path / "prefect")
    runs = [run for run in prefect.runs() if run["parameters"]["home"] == str(tmp_path / "prefect")]
    assert [run["state_name"] for run in runs] == ["Completed"]
    of_the_run = {"task_runs": {"flow_run_id": {"any_": [runs[0]["id"]]}}}

    def tasks() -> list[str] | None:  # the server writes them down after the run, from events
        found = [task["name"].rpartition("-")[0] for task in prefect.post("/task_runs/filter", of_the_run)]
        return sorted(found) if len(found) > 2 else None

    assert wait_for(tasks, "the tasks of the run") == ["ingest", "process", "publish"]


def test_a_run_renews_the_site_where_it_is_wished_and_leaves_the_way_to_it(
    prefect: PrefectServer, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "warta.toml").write_text('[report]\nafter_run = true\nfolder = "pages"\n')
    warta(home, prefect.environment, "run", "--source", "samples")
    start = home / "pages" / "index.html"
    assert "28" in start.read_text(encoding="utf-8")
    left = prefect.post("/artifacts/filter", {"artifacts": {"key": {"any_": ["site"]}}})
    assert any(start.as_uri() in str(artifact["data"]) for artifact in left)
