"""What each stage of a run costs at several sizes, and how that grows: 1.00 is in proportion to the articles."""

import json
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from flows import steps
from flows.coding import code_one
from flows.job import Job, Processed, plan_job
from flows.learning import furniture_of
from flows.loading import load_batch
from flows.packing import pack
from tests.bench.generate import articles
from warehouse.store import open_writer

STAGES = ("ingest", "read", "code", "pack", "load", "publish")
WARMED = 50
KB = 1024


@dataclass(frozen=True)
class Cost:
    """One run: seconds of processor time of each stage, and what was stored."""

    articles: int
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    stored: dict[str, int] = field(default_factory=dict)


def by_size(folder: Path, sizes: Sequence[int], target: Path | None = None) -> list[str]:
    """Run over so many generated articles each, in one process; `target` takes the figures as JSON."""
    _run(folder / "warm", WARMED)
    costs = [_run(folder / str(size), size) for size in sorted(sizes)]
    grown = {name: slope([(c.articles, c.seconds[name]) for c in costs]) for name in STAGES}
    if target:
        told = {"costs": [asdict(cost) for cost in costs], "slopes": grown}
        target.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    heads = "".join(f"{cost.articles:>12,}" for cost in costs)
    lines = [
        f"milliseconds of one processor for an article, at {len(costs)} sizes",
        f"  {'':<16}{heads}   log-log slope",
    ]
    for name in STAGES:
        shares = "".join(f"{1000 * cost.seconds[name] / cost.articles:12.2f}" for cost in costs)
        lines.append(f"  {name:<16}{shares}   {_told(grown[name])}")
    for name in costs[0].stored:
        shares = "".join(f"{cost.stored[name] / cost.articles / KB:12.2f}" for cost in costs)
        lines.append(f"  {name + ', KB':<16}{shares}")
    return lines


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of the straight line that fits the logarithms of size and cost best; None for a single size."""
    logs = [(math.log(size), math.log(max(cost, 1e-6))) for size, cost in points]
    middle = [sum(values) / len(logs) for values in zip(*logs, strict=True)]
    spread = sum((x - middle[0]) ** 2 for x, _ in logs)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in logs) / spread if spread else None


def _told(number: float | None) -> str:
    return "-" if number is None else f"{number:.2f}"


def _run(folder: Path, size: int) -> Cost:
    folder.mkdir(parents=True)
    records = folder / "berita.jsonl"
    with records.open("w", encoding="utf-8") as file:
        for article in articles(size, seed=size):
            file.write(json.dumps(article.record(), ensure_ascii=False) + "\n")
    home = folder / "home"
    job = plan_job(home, started=steps.fresh(), paths=(records,))
    cost = Cost(size)
    with steps.running(job):
        with _timed(cost, "ingest"):
            ingested = steps.ingest(job)
        processed = _process(job, cost)
        with _timed(cost, "publish"):
            steps.publish(job, ingested, processed)
    cost.stored["raw"] = sum(path.stat().st_size for path in (home / "lake").rglob("*.parquet"))
    cost.stored["tables"] = (home / "warehouse.duckdb").stat().st_size
    return cost


def _process(job: Job, cost: Cost) -> Processed:
    """As `steps.process` in one process, with a clock between its parts."""
    total = Processed()
    with open_writer(job.home) as writer:
        for name in writer.raw.pending(writer.ledger.loaded_files()):
            with _timed(cost, "read"):
                documents = writer.raw.read(name)
            with _timed(cost, "code"):
                learned = furniture_of(writer, documents)
                code = partial(code_one, own_topics=job.own_topics)
                results = [code(d, furniture=f) for d, f in zip(documents, learned, strict=True)]
            with _timed(cost, "pack"):
                packed = pack(documents, results)
            with _timed(cost, "load"):
                total += Processed(*load_batch(writer, job, name, documents, packed))
    return total


@contextmanager
def _timed(cost: Cost, stage: str) -> Iterator[None]:
    began = time.process_time()
    yield
    cost.seconds[stage] += time.process_time() - began
