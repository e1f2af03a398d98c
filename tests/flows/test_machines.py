"""Several machines at once: a Dask cluster codes, PostgreSQL has the catalog, an object store documents and tables.

With `--slow` over 100,000 articles.
"""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.bench.generate import articles
from tests.flows import killing
from tests.flows.dask_cluster import running_dask
from tests.warehouse.homes import Server, needs_lake
from tests.warehouse.object_server import BUCKET, environ_with, object_server
from warehouse.raw import RawStore

FEW, MANY = 15, 100_000
BATCHES = 3
"""Raw files that these articles are stored in."""


LOADS = r"""
    SELECT count(*) FROM ducklake_snapshot_changes INNER JOIN ducklake_table
    ON changes_made ~ ('insert[a-z_]*:' || table_id || '\M') WHERE table_name = 'loads'
"""


def _inbox(folder: Path, count: int) -> Path:
    killing.write_inbox(folder, 4)
    with (folder / "berita.jsonl").open("w", encoding="utf-8") as file:
        for article in articles(count, seed=3):
            file.write(json.dumps(article.record()) + "\n")
    return folder


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_coordinator_and_worker_are_killed_and_every_row_is_there_once(
    count: int, tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_lake()
    inbox = _inbox(tmp_path / "inbox", count)
    batch = f"batch_size = {-(-count // BATCHES)}\npool_from = 1\n"
    alone, home = tmp_path / "alone", tmp_path / "home"
    for folder in (alone, home):
        folder.mkdir()
    (alone / "warta.toml").write_text(f"{batch}processes = {1 if count == FEW else 0}\n")
    done = killing.finish("run", inbox, "--home", alone)
    assert done.returncode == 3, done.stderr

    database = postgres.database()
    with object_server() as reached, running_dask(tmp_path, 2) as dask:
        environ_with(reached, monkeypatch)
        (home / "warta.toml").write_text(
            f"""{batch}
[execution]
backend = "dask"
scheduler = "{dask.address}"
[warehouse]
home = "lake"
catalog = "{postgres.catalog(database)}"
documents = "s3://{BUCKET}/documents"
tables = "s3://{BUCKET}/tables"
"""
        )

        def loads() -> int:
            """How many transactions have put articles into the tables."""
            try:
                return int(postgres.run(LOADS, database))
            except subprocess.CalledProcessError:  # there is no lake yet
                return 0

        killed = killing.kill_at(lambda _: loads() > 0, 0, home, "run", inbox, "--home", home)
        assert killed.killed
        before = loads()
        with subprocess.Popen(
            killing.command("run", inbox, "--home", home),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=killing.ROOT, env=killing.environment(),
        ) as again:  # fmt: skip
            while again.poll() is None and loads() <= before:
                time.sleep(0.02)
            dask.workers[0].send_signal(signal.SIGKILL)
            log = again.communicate()[1].decode()
        assert again.returncode == 3, log
        assert dask.workers[0].wait(5) == -signal.SIGKILL
        assert dask.workers[1].poll() is None

        ids = [document.document_id for some in RawStore(home).scan() for document in some]
        assert len(ids) == len(set(ids))
        assert killing.content(home) == killing.content(alone)
        assert [status for status, *_ in killing.runs(home)] == ["crashed", "completed"]
        assert not list(home.rglob("*.parquet"))
