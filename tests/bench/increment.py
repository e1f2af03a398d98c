"""What an ordinary run of a feed's articles costs beside what is stored: the whole command, and its stages."""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from flows import steps
from flows.job import plan_job
from tests.bench.copies import OF_A_RUN, add_copies, older
from tests.bench.generate import feed_articles
from tests.bench.measures import MB
from tests.warehouse.homes import tables_of
from warehouse.migrations import transaction
from warehouse.raw_files import DOCUMENTS
from warehouse.schema import literal
from warehouse.store import open_writer

NEW = 250
"""Articles of an ordinary run."""
ARCHIVE = 2_500
"""Articles that are really coded; the others are copies of their rows."""
TIMES = 3
STAGES = ("open", "ingest", "process", "publish")
EARLIER = f"INTERVAL (n * {ARCHIVE}) MINUTE"
"""How much older copy `n` is: feeds bring an article a minute, so that archives differ in how long they are, not how dense."""
TIMES_OF_A_RUN = ("started_at", "finished_at", "fetched_at", "loaded_at")
OLDER = {
    **older(EARLIER),
    **{name: f"{name} - {EARLIER}" for name in TIMES_OF_A_RUN},
    "band": "hash(band, n) % 4294967296",
    "url": "url || '?' || n",
    "origin": "origin || '?' || n",
    "load_number": "load_number + n * 1000",
    "raw_file": "'month=2000-01/20000101T000000.000000Z-' || n || '-' || batch || '.parquet'",
    # Equal texts would take next to no room: DuckDB stores them once.
    "text": "text || ' ' || n",
}
Spent = dict[str, float]


def increments(folder: Path, sizes: Sequence[int]) -> list[str]:
    """Ordinary runs by turns over homes with so many articles: an archive that ran, and copies of it from before."""
    homes = list(_homes(folder, sizes))
    for home in homes:
        _run(home, _records(folder / "first.jsonl", NEW, 1))
    commands: dict[Path, list[tuple[float, float]]] = {home: [] for home in homes}
    stages: dict[Path, list[Spent]] = {home: [] for home in homes}
    for turn in range(TIMES):
        for home in homes:
            commands[home].append(_command(home, _records(folder / "command.jsonl", NEW, 2 * turn + 2)))
            stages[home].append(_run(home, _records(folder / "stages.jsonl", NEW, 2 * turn + 3)))
    lines = [f"a run over {NEW} new articles, its start included; median of {TIMES}, by turns"]
    medians = [[statistics.median(column) for column in zip(*commands[home], strict=True)] for home in homes]
    for size, home, (clock, cpu) in zip(sizes, homes, medians, strict=True):
        told = "  ".join(
            f"{name} {statistics.median(spent[name] for spent in stages[home]):5.2f}" for name in STAGES
        )
        room = (home / "warehouse.duckdb").stat().st_size / MB
        lines.append(
            f"  {size:9,} stored ({room:6,.0f} MB)  {clock:6.2f} s ({clock / medians[0][0]:.2f}), "
            f"of processors {cpu:6.2f} s ({cpu / medians[0][1]:.2f}); stages by the clock: {told}"
        )
    return lines


def _homes(folder: Path, sizes: Sequence[int]) -> Iterator[Path]:
    """A home for each size, grown from the one before."""
    archive = min(ARCHIVE, sizes[0])
    last = folder / "archive"
    _run(last, _records(folder / "archive.jsonl", archive))
    base, copies = last / "warehouse.duckdb", 1
    for size in sizes:
        home = folder / str(size)
        shutil.copytree(last, home)
        with tables_of(home) as con:
            _grow(con, base, range(copies, size // archive))
        copies, last = size // archive, home
        _fill_raw_store(home)
        with open_writer(home) as writer:
            writer.publish()
        yield home


def _records(path: Path, count: int, seed: int = 0) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for article in feed_articles(count, seed=seed):
            record = article.record()
            file.write(json.dumps(record | {"url": f"{record['url']}-{seed}"}, ensure_ascii=False) + "\n")
    return path


def _run(home: Path, path: Path) -> Spent:
    """A run in this process, whose rules are warm; the seconds of its stages."""
    spent: Spent = {}
    job = plan_job(home, started=steps.fresh(), paths=(path,))
    with _timed(spent, "open"):
        running = steps.running(job)
        running.__enter__()
    with _timed(spent, "ingest"):
        ingested = steps.ingest(job)
    with _timed(spent, "process"):
        processed = steps.process(job)
    with _timed(spent, "publish"):
        steps.publish(job, ingested, processed)
        running.__exit__(None, None, None)
    assert processed.loaded
    return spent


def _command(home: Path, path: Path) -> tuple[float, float]:
    """Seconds of the real command, its start included: by the clock, and of processors."""
    command = [sys.executable, "-m", "flows", "run", str(path), "--home", str(home)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    began, before = time.perf_counter(), _of_children()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kept)
    return time.perf_counter() - began, _of_children() - before


def _of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@contextmanager
def _timed(spent: Spent, stage: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    spent[stage] = time.perf_counter() - began


def _grow(con: duckdb.DuckDBPyConnection, base: Path, numbers: Sequence[int]) -> None:
    """Add copies of the archive, each in a transaction."""
    con.execute(f"ATTACH {literal(str(base))} AS base (READ_ONLY)")
    for number in numbers:
        with transaction(con):
            add_copies(con, range(number, number + 1), OLDER, keys=OF_A_RUN, source="base.main")
    con.execute("DETACH base")


def _fill_raw_store(home: Path) -> None:
    """A file for each line of the ledger: their names are listed by every run."""
    folder = home / DOCUMENTS
    one = next(folder.glob("month=*/*.parquet"))
    with tables_of(home) as con:
        names = [name for (name,) in con.execute("SELECT raw_file FROM loads").fetchall()]
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.hardlink_to(one)
