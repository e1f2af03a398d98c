"""Several machines at once: a Dask cluster codes, PostgreSQL has the catalog, an object store documents and tables.

With `--slow` over 100,000 articles, of which each has two or three paragraphs; `-s` prints what it took.
"""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.generate import COMPOSED, articles
from tests.flows import killing
from tests.flows.dask_cluster import running_dask
from tests.warehouse.homes import Server, needs_lake
from tests.warehouse.object_server import BUCKET, environ_with, object_server
from tests.warehouse.reading import readers
from warehouse.raw import RawStore

FEW, MANY = 15, 100_000
OF_MANY = 2_500
"""Documents in a raw file of the many; the few make three."""
SHORT = COMPOSED._replace(paragraphs=range(1, 3))
SEEN_BEFORE = 4

LOADS = r"""
    SELECT count(*) FROM ducklake_snapshot_changes INNER JOIN ducklake_table
    ON changes_made ~ ('insert[a-z_]*:' || table_id || '\M') WHERE table_name = 'loads'
"""
WHOLE = """
    SELECT loaded, abs((SELECT count(*) FROM articles) - loaded)
        + (SELECT count(*) FROM mentions ANTI JOIN articles USING (article_id))
        + (SELECT count(*) FROM event_reports ANTI JOIN articles USING (article_id))
        + (SELECT count(*) FROM event_reports ANTI JOIN events USING (event_id))
        + (SELECT count(*) FROM events ANTI JOIN event_reports USING (event_id))
    FROM (SELECT coalesce(sum(articles), 0) AS loaded FROM loads)
"""
"""What was loaded, and how many rows do not fit it: half of a load, or half of an event."""


def _inbox(folder: Path, count: int) -> Path:
    killing.write_inbox(folder, SEEN_BEFORE)
    with (folder / "berita.jsonl").open("w", encoding="utf-8") as file:
        for article in articles(count, seed=3, manner=SHORT):
            file.write(json.dumps(article.record()) + "\n")
    return folder


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_coordinator_and_worker_are_killed_and_every_row_is_there_once(
    count: int, tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_lake()
    inbox = _inbox(tmp_path / "inbox", count)
    batch = f"batch_size = {OF_MANY if count == MANY else -(-count // 3)}\npool_from = 1\n"
    alone, home = tmp_path / "alone", tmp_path / "home"
    for folder in (alone, home):
        folder.mkdir()
    (alone / "warta.toml").write_text(f"{batch}processes = {1 if count == FEW else 0}\n")
    began = time.monotonic()
    for first in (inbox / "000.txt", inbox):
        done = killing.finish("run", first, "--home", alone)
        assert done.returncode in (0, 3), done.stderr
    _tell(f"{count:,} articles on one machine", began)

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

        done = killing.finish("run", inbox / "000.txt", "--home", home)
        assert done.returncode == 0, done.stderr
        seen_before = loads()
        began = time.monotonic()
        with readers(home, tmp_path, WHOLE, pause=2.0 if count == FEW else 15.0) as told:
            killed = killing.kill_at(lambda _: loads() > seen_before, 0, home, "run", inbox, "--home", home)
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
        _tell(
            f"{count:,} articles on a cluster, with two kills and {sum(map(len, told)):,} looks of readers",
            began,
        )
        assert dask.workers[0].wait(5) == -signal.SIGKILL
        assert dask.workers[1].poll() is None

        ids = [document.document_id for some in RawStore(home).scan() for document in some]
        assert len(ids) == len(set(ids))
        content = killing.content(home)
        assert content == killing.content(alone)
        assert [status for status, *_ in killing.runs(home)] == ["completed", "crashed", "completed"]
        assert not list(home.rglob("*.parquet"))
        for seen in told:
            assert set(seen) == {seen[0], seen[-1]}, "what was not published was seen"
            assert seen[0] < seen[-1]
        for table, rows in content.items():
            sys.stdout.write(f"  {table}: {rows}\n")


def _tell(what: str, began: float) -> None:
    sys.stdout.write(f"{what}: {time.monotonic() - began:.0f} s\n")
