"""What is measured, each as a function that gives its lines of the report."""

import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

import pyarrow as pa
import pyarrow.json
import pyarrow.parquet as pq

from flows import steps
from flows.job import Job, plan_job
from tests.bench.generate import articles

P = ParamSpec("P")
T = TypeVar("T")
PYARROW_BLOCK = 1 << 20
MB = 1024 * 1024


def ingest_records(folder: Path, count: int) -> list[str]:
    """JSON Lines into the raw store, beside pyarrow's reader writing the same rows to Parquet."""
    small, large = folder / "small.jsonl", folder / "large.jsonl"
    _write_records(small, count // 4)
    _write_records(large, count)
    size = large.stat().st_size / MB
    quarter = in_process(_ingest, small, folder / "home-small")
    ours = in_process(_ingest, large, folder / "home-large")
    theirs = in_process(_read_with_pyarrow, large, folder / "pyarrow.parquet")
    growth = ours[1] / quarter[1]
    return [
        f"{count:,} records, {size:,.0f} MB of JSON Lines",
        f"  warta, into the raw store   {_speed(count, size, ours)}",
        f"    a quarter of the records  {_speed(count // 4, size / 4, quarter)}",
        f"  pyarrow.json, into Parquet  {_speed(count, size, theirs)}",
        f"  warta takes {ours[0] / theirs[0]:.1f} times as long as pyarrow",
        f"  four times the records take {growth:.2f} times the memory",
    ]


def known_files(folder: Path, count: int) -> list[str]:
    """A run over files, and the same run again, when all are known."""
    for article in articles(count):
        path = folder / "texts" / f"{article.number % 100:02d}" / f"{article.number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article.text(), encoding="utf-8")
    first = in_process(_run, folder / "texts", folder / "home-files")
    again = in_process(_run, folder / "texts", folder / "home-files")
    return [
        f"{count:,} files, a whole run each",
        f"  first run                   {first[0]:6.1f} s  {rate(count, first[0])} files/s",
        f"  the same, all known         {again[0]:6.1f} s  {rate(count, again[0])} files/s",
        f"  the second takes {again[0] / first[0]:.2f} of the first",
    ]


def _write_records(path: Path, count: int) -> None:
    """Records that are all different, made of a few hundred articles."""
    pool = [article.record() for article in articles(min(count, 500))]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            record = pool[number % len(pool)]
            file.write(json.dumps({**record, "url": f"{record['url']}-{number}"}, ensure_ascii=False) + "\n")


def _job(location: Path, home: Path) -> Job:
    return replace(plan_job(home, started=steps.fresh(), paths=(location,)), trigger="bench")


def _ingest(location: Path, home: Path) -> None:
    steps.ingest(_job(location, home))


def _run(location: Path, home: Path) -> None:
    steps.run(_job(location, home))


def _read_with_pyarrow(location: Path, target: Path) -> None:
    options = pyarrow.json.ReadOptions(use_threads=False, block_size=PYARROW_BLOCK)
    with (
        pyarrow.json.open_json(location, read_options=options) as reader,
        pq.ParquetWriter(target, reader.schema, compression="zstd") as writer,
    ):
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]))


def in_process(function: Callable[[Path, Path], None], location: Path, target: Path) -> tuple[float, float]:
    """Seconds and peak memory in MB of a call in a fresh process, its imports not counted."""
    return in_fresh_process(_measured, function, location, target)


def in_fresh_process(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What a call gives in a process that has done nothing before; what it raises is raised here."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        return fresh.submit(function, *args, **kwargs).result()


def _measured(function: Callable[[Path, Path], None], location: Path, target: Path) -> tuple[float, float]:
    began = time.perf_counter()
    function(location, target)
    seconds = time.perf_counter() - began
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _speed(count: int, size: float, measured: tuple[float, float]) -> str:
    seconds, peak = measured
    return f"{rate(count, seconds)} records/s  {size / seconds:6.1f} MB/s  peak {peak:5,.0f} MB"


def rate(count: float, seconds: float) -> str:
    return f"{count / seconds:8,.0f}"
