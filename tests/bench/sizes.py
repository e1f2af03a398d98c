"""What each stage of a run costs at several sizes, and how that grows: 1.00 is in proportion to the articles."""

import json
import math
import multiprocessing
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from flows import steps
from flows.coding import code_one
from flows.job import Job, Processed, plan_job
from flows.learning import furniture_of
from flows.loading import load_batch
from flows.packing import joined, pack
from tests.bench.generate import articles
from warehouse.store import open_writer

STAGES = ("ingest", "read", "code", "pack", "load", "publish")
WARMED = 50
KB = 1024


@dataclass(frozen=True)
class Cost:
    """One run: seconds of processor time of each stage, what was stored, and the most memory it took in MB."""

    articles: int
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    stored: dict[str, int] = field(default_factory=dict)
    memory_mb: float = 0.0


@dataclass(frozen=True)
class Growth:
    """Runs of several sizes."""

    costs: Sequence[Cost]

    @property
    def slopes(self) -> dict[str, float | None]:
        """How each stage grows."""
        return {name: slope([(c.articles, c.seconds[name]) for c in self.costs]) for name in STAGES}

    def as_json(self) -> dict[str, Any]:
        """The figures."""
        return {"costs": [asdict(cost) for cost in self.costs], "slopes": self.slopes}

    def lines(self) -> Iterator[str]:
        """The report."""
        heads = "".join(f"{cost.articles:>12,}" for cost in self.costs)
        yield f"milliseconds of one processor for an article, at {len(self.costs)} sizes"
        yield f"  {'':<16}{heads}   log-log slope"
        for name in STAGES:
            shares = "".join(f"{1000 * cost.seconds[name] / cost.articles:12.2f}" for cost in self.costs)
            grown = self.slopes[name]
            yield f"  {name:<16}{shares}   {'-' if grown is None else f'{grown:.2f}'}"
        for name in self.costs[0].stored:
            shares = "".join(f"{cost.stored[name] / cost.articles / KB:12.2f}" for cost in self.costs)
            yield f"  {name + ', KB':<16}{shares}"
        yield f"  {'most memory, MB':<16}{''.join(f'{cost.memory_mb:12,.0f}' for cost in self.costs)}"


def by_size(folder: Path, sizes: Sequence[int]) -> Growth:
    """Run over so many generated articles each, everything in one process, and each in a fresh one."""
    return Growth([_in_fresh_process(folder / str(size), size) for size in sorted(sizes)])


def write_figures(growth: Growth, target: Path) -> None:
    """Keep the figures as JSON."""
    target.write_text(json.dumps(growth.as_json(), indent=1) + "\n", encoding="utf-8")


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of the straight line that fits the logarithms of size and cost best; None for a single size."""
    logs = [(math.log(size), math.log(max(cost, 1e-6))) for size, cost in points]
    middle = [sum(values) / len(logs) for values in zip(*logs, strict=True)]
    spread = sum((x - middle[0]) ** 2 for x, _ in logs)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in logs) / spread if spread else None


def _in_fresh_process(folder: Path, size: int) -> Cost:
    with multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(_warmed_run, (folder, size))


def _warmed_run(folder: Path, size: int) -> Cost:
    _run(folder / "warm", WARMED)
    cost = _run(folder / "run", size)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB
    return Cost(cost.articles, cost.seconds, cost.stored, peak)


def _run(folder: Path, size: int) -> Cost:
    folder.mkdir(parents=True)
    records = folder / "berita.jsonl"
    with records.open("w", encoding="utf-8") as file:
        for article in articles(size, seed=size, shortest=0):
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
                packed = joined([pack(documents, results)], documents)
            with _timed(cost, "load"):
                total += Processed(*load_batch(writer, job, name, documents, packed))
    return total


@contextmanager
def _timed(cost: Cost, stage: str) -> Iterator[None]:
    began = time.process_time()
    yield
    cost.seconds[stage] += time.process_time() - began
