"""`python -m tests.bench`: measure and print, each thing beside its yardstick, in one run."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench.coding import coding
from tests.bench.explore import explore
from tests.bench.feeds import unchanged_feeds
from tests.bench.growth import growth
from tests.bench.hostile import hostile, powers
from tests.bench.increment import increments
from tests.bench.measures import ingest_records, known_files
from tests.bench.pages import pages
from tests.bench.resolution import incremental_cost, resolution_quality
from tests.bench.sentences import sentences
from tests.bench.site import site
from tests.bench.sizes import by_size, write_figures
from tests.bench.stories import FEW, near_duplicates, new_among_stored
from tests.bench.suite import suite
from tests.bench.warehouse import loading, merging

SIZES = (1_000, 3_000, 10_000)
"""Of the runs whose growth the suite tells, unless others are asked for."""


def main() -> None:
    """Measure what is asked for; the default sizes take about two minutes on two cores."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--records", type=int, default=60_000, help="JSON Lines records to ingest")
    parser.add_argument("--files", type=int, default=1_000, help="files of a run that is then repeated")
    parser.add_argument("--feeds", type=int, default=100, help="feeds of a run that is then repeated")
    parser.add_argument("--articles", type=int, default=300, help="articles to clean and extract")
    parser.add_argument("--hostile", type=int, default=50_000, help="characters of text made to be costly")
    parser.add_argument(
        "--events", type=int, default=0, help="generated events to resolve (30000: 100,000 reports)"
    )
    parser.add_argument("--html", type=Path, help="only this: pages of the labelled sets in this folder")
    parser.add_argument("--texts", type=int, default=10_000, help="texts with copies among them to be found")
    parser.add_argument(
        "--stored", type=int, default=100_000, help="stored texts that new ones are compared with"
    )
    parser.add_argument("--site", type=int, help="only this: the site over so many events")
    parser.add_argument("--explore", type=int, help="only this: the dashboard over so many articles")
    parser.add_argument("--load", type=int, help="only this: so many articles into the warehouse")
    parser.add_argument(
        "--increments",
        type=_sizes,
        help="only this: ordinary runs beside so many stored articles, as 10000,100000,1000000",
    )
    parser.add_argument(
        "--slopes",
        type=_sizes,
        help="only this: runs of so many articles, as 10000,30000,100000, and their growth",
    )
    parser.add_argument(
        "--on-topic",
        action="store_true",
        help='with --slopes: by the setting mentions = "on_topic"',
    )
    parser.add_argument(
        "--suite",
        action="store_true",
        help="only this: all work beside peers that do the same, and the growth of runs (--slopes)",
    )
    parser.add_argument("--json", type=Path, help="with --slopes or --suite: a file for the figures")
    parser.add_argument(
        "--compare",
        type=Path,
        help="with --suite: figures of an earlier run; ends with 1 where something became slower",
    )
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="warta-bench-") as name:
        folder = Path(name)
        is_slower = False
        if chosen.html:
            _tell(pages(chosen.html))
        elif chosen.site:
            _tell(site(folder, chosen.site))
        elif chosen.explore:
            _tell(explore(folder, chosen.explore))
        elif chosen.suite:
            runs = by_size(folder, chosen.slopes or SIZES)
            lines, is_slower = suite(folder, runs, chosen.json, chosen.compare)
            _tell(lines)
        elif chosen.slopes:
            runs = by_size(folder, chosen.slopes, 'mentions = "on_topic"\n' if chosen.on_topic else "")
            if chosen.json:
                write_figures(runs, chosen.json)
            _tell(runs.lines())
        elif chosen.increments:
            _tell(increments(folder, chosen.increments))
        elif chosen.load:
            _tell([*loading(folder, chosen.load), *merging(folder, min(chosen.load, 20_000))])
        else:
            _ordinary(folder, chosen)
    sys.exit(int(is_slower))


def _ordinary(folder: Path, chosen: argparse.Namespace) -> None:
    """What is measured where nothing is asked for alone, each as soon as it is there."""
    began = time.perf_counter()
    measures: tuple[tuple[int, Callable[[], list[str]]], ...] = (
        (chosen.articles, lambda: coding(chosen.articles)),
        (chosen.records, lambda: ingest_records(folder, chosen.records)),
        (chosen.files, lambda: known_files(folder, chosen.files)),
        (chosen.feeds, lambda: unchanged_feeds(folder, chosen.feeds)),
        (chosen.hostile, lambda: hostile(chosen.hostile)),
        (chosen.hostile, lambda: powers(chosen.hostile)),
        (chosen.articles, lambda: sentences(chosen.articles)),
        (chosen.articles, growth),
        (chosen.texts, lambda: near_duplicates(folder, chosen.texts)),
        (chosen.stored, lambda: new_among_stored(folder, FEW, chosen.stored)),
        (chosen.events, lambda: resolution_quality(chosen.events)),
        (chosen.events, lambda: resolution_quality(chosen.events, follow_ups=0.2)),
        (chosen.events, lambda: incremental_cost(folder, chosen.events)),
    )
    for size, measure in measures:
        if size:
            _tell([*measure(), ""])
    _tell([f"measured in {time.perf_counter() - began:.0f} s"])


def _tell(lines: Iterable[str]) -> None:
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()


def _sizes(told: str) -> list[int]:
    return [int(size) for size in told.split(",")]


if __name__ == "__main__":
    main()
