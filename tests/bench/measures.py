"""What is measured, each as a function that gives its lines of the report."""

import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json
import pyarrow.parquet as pq

from flows import steps
from flows.ingest.documents import document_of
from flows.job import PATH_SOURCE, Job, plan_job
from tests.bench.generate import articles
from transforms import extract
from transforms.cleaning.clean import clean_article
from transforms.records import Document, Rejection

PYARROW_BLOCK = 1 << 20
MB = 1024 * 1024
STAGES = (
    "clean_article", "split_sentences", "find_laws", "find_elections", "find_dates", "find_places",
    "find_organizations", "find_persons", "find_quotes", "find_topics", "find_events", "find_sanctions", "find_figures",
)  # fmt: skip


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


def coding(count: int) -> list[str]:
    """Cleaning and extraction in one process, stage by stage, of texts and of pages."""
    sources = list(articles(count))
    texts = [_document(article.record()) for article in sources]
    pages = [_document({"url": a.url, "html": a.html().encode()}) for a in sources[: max(count // 5, 1)]]
    for document in (*texts[:20], *pages[:5]):
        extract.code_document(document)
    began = time.perf_counter()
    loaded = sum(not isinstance(extract.code_document(document), Rejection) for document in texts)
    whole = time.perf_counter() - began
    with _stages_timed() as spent:
        for document in texts:
            extract.code_document(document)
    began = time.perf_counter()
    for document in pages:
        clean_article(document)
    html = (time.perf_counter() - began) / len(pages)
    clean = spent["clean_article"] / len(texts)
    total = sum(spent.values())
    words = sum(len(document.content.split()) for document in texts) / len(texts)
    return [
        f"{count:,} articles of {words:.0f} words on average, one process, {loaded:,} of them with an article",
        f"  clean + extract             {rate(count, whole)} articles/s",
        *(
            f"    {stage:<24} {1000 * seconds / count:6.2f} ms  {seconds / total:6.1%}"
            for stage, seconds in sorted(spent.items(), key=lambda item: -item[1])
        ),
        f"  clean a page of HTML        {rate(1, html)} pages/s, {html / clean:.1f} times as long as its text",
    ]


def _document(record: dict[str, Any]) -> Document:
    document = document_of(PATH_SOURCE, "bench", record)
    assert isinstance(document, Document)
    return document


@contextmanager
def _stages_timed() -> Iterator[dict[str, float]]:
    """Seconds spent in each stage while the block runs."""
    spent = dict.fromkeys(STAGES, 0.0)
    plain = {name: getattr(extract, name) for name in STAGES}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] += time.perf_counter() - began

        return call

    try:
        for name, function in plain.items():
            setattr(extract, name, timed(name, function))
        yield spent
    finally:
        for name, function in plain.items():
            setattr(extract, name, function)


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
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(function, location, target, theirs))
    process.start()
    theirs.close()
    try:
        seconds, peak = ours.recv()
    finally:
        process.join()
    return seconds, peak


def _measured(function: Callable[[Path, Path], None], location: Path, target: Path, pipe: Any) -> None:
    began = time.perf_counter()
    function(location, target)
    seconds = time.perf_counter() - began
    pipe.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _speed(count: int, size: float, measured: tuple[float, float]) -> str:
    seconds, peak = measured
    return f"{rate(count, seconds)} records/s  {size / seconds:6.1f} MB/s  peak {peak:5,.0f} MB"


def rate(count: float, seconds: float) -> str:
    return f"{count / seconds:8,.0f}"
