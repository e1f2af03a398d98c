"""What runs of several sizes cost by stage, as a user starts them, and how that grows: 1.00 is in proportion to the articles."""

import json
import math
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from flows import steps
from flows.job import plan_job
from tests.bench.generate import feed_articles
from tests.bench.measures import in_fresh_process
from warehouse.store import open_writer

STAGES = ("ingest", "code", "load", "publish")
"""`code` is what workers do: cleaning, extraction, packing. `load` is what one process does meanwhile: reading documents,
sharing them out, settling stories and events, writing tables, and taking the log of what it wrote into the file, which a
long run does now and then and a short one only as it publishes."""
A_START = 64
"""Articles of a run that tells what starting costs, two workers too, which is paid once and left out of the stages."""
KB = 1024


@dataclass(frozen=True)
class Cost:
    """One run: seconds of processor time of each stage, what was stored, the seconds it took by the clock, and memory in MB.

    `memory_mb` is the most that the run's own process took, `worker_mb` the most of a worker.
    """

    articles: int
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    stored: dict[str, int] = field(default_factory=dict)
    clock: float = 0.0
    memory_mb: float = 0.0
    worker_mb: float = 0.0


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
        yield f"  {'articles/s':<16}{''.join(f'{cost.articles / (cost.clock or 1):12,.0f}' for cost in self.costs)}"
        yield f"  {'most memory, MB':<16}{''.join(f'{cost.memory_mb:12,.0f}' for cost in self.costs)}"
        yield f"  {'of a worker, MB':<16}{''.join(f'{cost.worker_mb:12,.0f}' for cost in self.costs)}"


def by_size(folder: Path, sizes: Sequence[int], settings: str = "") -> Growth:
    """Run over so many generated articles of feeds each, with all cores, and each in a fresh process.

    `settings` are those that differ from the defaults, as `warta.toml` holds them.
    """
    start = in_fresh_process(_run, folder / "start", A_START, f"pool_from = 1\n{settings}").seconds
    runs = [in_fresh_process(_run, folder / str(size), size, settings) for size in sorted(sizes)]
    return Growth(
        [replace(run, seconds={name: run.seconds[name] - start[name] for name in STAGES}) for run in runs]
    )


def write_figures(growth: Growth, target: Path) -> None:
    """Keep the figures as JSON."""
    target.write_text(json.dumps(growth.as_json(), indent=1) + "\n", encoding="utf-8")


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of the straight line that fits the logarithms of size and cost best; None for a single size."""
    logs = [(math.log(size), math.log(max(cost, 1e-6))) for size, cost in points]
    middle = [sum(values) / len(logs) for values in zip(*logs, strict=True)]
    spread = sum((x - middle[0]) ** 2 for x, _ in logs)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in logs) / spread if spread else None


def _run(folder: Path, size: int, settings: str) -> Cost:
    folder.mkdir(parents=True)
    records = folder / "berita.jsonl"
    with records.open("w", encoding="utf-8") as file:
        for article in feed_articles(size, seed=size):
            file.write(json.dumps(article.record(), ensure_ascii=False) + "\n")
    home = folder / "home"
    home.mkdir()
    (home / "warta.toml").write_text(settings, encoding="utf-8")
    began = time.perf_counter()
    job = plan_job(home, started=steps.fresh(), paths=(records,))
    cost = Cost(size)
    with steps.running(job):
        with _timed(cost, "ingest"):
            ingested = steps.ingest(job)
        with _timed(cost, "load", workers="code"):
            processed = steps.process(job)
            with open_writer(home) as writer:
                writer.query("CHECKPOINT")
        with _timed(cost, "publish"):
            steps.publish(job, ingested, processed)
    took = time.perf_counter() - began
    cost.stored["raw"] = sum(path.stat().st_size for path in (home / "lake").rglob("*.parquet"))
    cost.stored["tables"] = (home / "warehouse.duckdb").stat().st_size
    peaks = [
        resource.getrusage(who).ru_maxrss / KB for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return replace(cost, clock=took, memory_mb=peaks[0], worker_mb=peaks[1])


@contextmanager
def _timed(cost: Cost, stage: str, workers: str | None = None) -> Iterator[None]:
    began = _spent(resource.RUSAGE_SELF), _spent(resource.RUSAGE_CHILDREN)
    yield
    cost.seconds[stage] += _spent(resource.RUSAGE_SELF) - began[0]
    if workers:
        cost.seconds[workers] += _spent(resource.RUSAGE_CHILDREN) - began[1]


def _spent(who: int) -> float:
    spent = resource.getrusage(who)
    return spent.ru_utime + spent.ru_stime
