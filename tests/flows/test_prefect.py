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


@pytest.fixture(scope="module")
def loaded(prefect: PrefectServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A home in which the samples were loaded through Prefect and the site renewed, and what the command said."""
    home = tmp_path_factory.mktemp("through") / "home"
    home.mkdir()
    (home / "warta.toml").write_text('[report]\nafter_run = true\nfolder = "pages"\n')
    return home, warta(home, prefect.environment, "run", "--source", "samples")


def test_direct_and_through_prefect_load_the_same_rows(
    loaded: tuple[Path, dict[str, Any]], samples_home: Path
) -> None:
    home, through = loaded
    with duckdb.connect(str(samples_home / "warehouse.duckdb"), read_only=True) as con:
        asked = "SELECT documents_in, articles_loaded, duplicates, rejected FROM runs"
        direct = con.execute(asked).fetchone()
    assert direct == tuple(
        through[name] for name in ("documents_in", "articles_loaded", "duplicates", "rejected")
    )
    assert all_rows(samples_home) == all_rows(home)


def test_a_run_is_few_tasks(prefect: PrefectServer, loaded: tuple[Path, dict[str, Any]]) -> None:
    (run,) = [run for run in prefect.runs() if run["parameters"]["home"] == str(loaded[0])]
    assert run["state_name"] == "Completed"
    of_the_run = {"task_runs": {"flow_run_id": {"any_": [run["id"]]}}}

    def tasks() -> list[str] | None:  # the server writes them down after the run, from events
        found = [task["name"].rpartition("-")[0] for task in prefect.post("/task_runs/filter", of_the_run)]
        return sorted(found) if len(found) > 3 else None

    assert wait_for(tasks, "the tasks of the run") == ["ingest", "process", "publish", "report"]


def test_a_run_renews_the_site_where_it_is_wished_and_leaves_the_way_to_it(
    prefect: PrefectServer, loaded: tuple[Path, dict[str, Any]]
) -> None:
    start = loaded[0] / "pages" / "index.html"
    assert "28" in start.read_text(encoding="utf-8")
    left = prefect.post("/artifacts/filter", {"artifacts": {"key": {"any_": ["site"]}}})
    assert any(start.as_uri() in str(artifact["data"]) for artifact in left)
