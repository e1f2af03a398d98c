"""The suite: Warta beside peers that do the same work, or a part of it, in one run over the same inputs.

All numbers are milliseconds of processor time for an item. They differ between machines; how often Warta's time goes
into a peer's hardly does, and by that a run is compared with an earlier one.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.coding import as_document, code_abreast, entity_ruler, search_dates_of, stages_timed
from tests.bench.generate import articles, feed_articles
from tests.bench.sizes import Growth
from tests.bench.warehouse import DEFAULTS, LOADED, STAMP, insert_into, plain_duckdb, rows_of
from tests.warehouse.rows import NOW
from transforms.cleaning.clean import clean_article
from transforms.lockstep import ABREAST
from warehouse.batches import arrow_table
from warehouse.store import open_writer
from warehouse.tables import TABLES

PAGES, TEXTS, FEW_TEXTS, LOADED_ARTICLES, A_LOAD = 60, 400, 20, 6_000, 2_000
WARMED = 10
SLOWER = 1.25
"""How much more of a peer's time Warta may take than before, and how much a slope may grow, before it is a regression."""
INSTALL = {"news-please": "pip install news-please, which brings Scrapy and 50 more packages"}


@dataclass(frozen=True)
class Measure:
    """Some work on an item, and what each takes for it; None where it is not installed."""

    work: str
    milliseconds: dict[str, float | None]

    def ratios(self) -> dict[str, float]:
        """Warta's time for each peer's."""
        ours = self.milliseconds["warta"] or 0.0
        return {who: ours / spent for who, spent in self.milliseconds.items() if spent and who != "warta"}


def suite(
    folder: Path, growth: Growth, target: Path | None = None, before: Path | None = None
) -> tuple[list[str], bool]:
    """Measure everything.

    Args:
        folder: where to work.
        growth: what runs of several sizes took.
        target: a file for the figures as JSON.
        before: such a file of an earlier run.

    Returns:
        The lines of the report, and whether anything became slower than it was `before`.
    """
    logging.disable(logging.WARNING)  # peers tell much
    texts, profile = _texts()
    measures = [_pages(), *texts, _loads(folder)]
    if target:
        told = {"measures": [asdict(m) for m in measures], "profile": profile, **growth.as_json()}
        target.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    lines = [*_table(measures), "", *_profile_lines(profile), "", *growth.lines()]
    slower = (
        list(slower_than(measures, growth.slopes, json.loads(before.read_text("utf-8")))) if before else []
    )
    if before:
        lines += [
            "",
            f"beside {before.name}: " + ("; ".join(slower) or f"nothing takes {SLOWER} times as much"),
        ]
    return lines, bool(slower)


def _table(measures: Sequence[Measure]) -> Iterator[str]:
    yield f"{'milliseconds of one processor for an item':<44}{'ms':>10}   warta takes"
    for measure in measures:
        yield measure.work
        ratios = measure.ratios()
        for who, spent in measure.milliseconds.items():
            if spent is None:
                hint = INSTALL.get(who, "pip install 'warta[bench]'")
                yield f"  {who:<42}{'-':>10}   not installed: {hint}"
            else:
                share = f"{ratios[who]:.2f} times as long" if who in ratios else ""
                yield f"  {who:<42}{spent:10.2f}   {share}".rstrip()


def slower_than(
    measures: Sequence[Measure], slopes: Mapping[str, float | None], before: Mapping[str, Any]
) -> Iterator[str]:
    """What takes more of a peer's time, or grows faster, than it did."""
    for measure in measures:
        then = next((Measure(**one) for one in before["measures"] if one["work"] == measure.work), None)
        for who, ratio in measure.ratios().items():
            was = then.ratios().get(who) if then else None
            if was and ratio > SLOWER * was:
                yield f"{measure.work}, beside {who}: {ratio:.2f}, was {was:.2f}"
    for stage, slope in slopes.items():
        was = before["slopes"].get(stage)
        if slope and was and slope > SLOWER * max(was, 1.0):
            yield f"{stage} grows with {slope:.2f}, was {was:.2f}"


def _pages() -> Measure:
    made = list(articles(PAGES, seed=5))
    html = [article.html().encode() for article in made]
    ours = [as_document({"url": a.url, "html": page}) for a, page in zip(made, html, strict=True)]

    def with_metadata() -> Callable[[bytes], object]:
        import trafilatura

        return lambda page: trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)

    def text_only() -> Callable[[bytes], object]:
        import trafilatura

        return lambda page: trafilatura.extract(page, include_comments=False, include_formatting=False)

    def news_please() -> Callable[[bytes], object]:
        from newsplease import NewsPlease

        return lambda page: NewsPlease.from_html(page.decode(), url=None, fetch_images=False)

    return Measure(
        "a page of HTML to its article",
        {
            "warta": _each(clean_article, ours),
            "trafilatura, text and metadata": _peer(with_metadata, html),
            "trafilatura, text only": _peer(text_only, html),
            "news-please": _peer(news_please, html),
        },
    )


def _texts() -> tuple[list[Measure], dict[str, float]]:
    """Texts of feeds, and the milliseconds of each stage for one of them."""
    made = list(feed_articles(TEXTS, seed=6))
    documents = [as_document(article.record()) for article in made]
    texts = [article.text() for article in made]
    calls = [documents[first : first + ABREAST] for first in range(0, len(documents), ABREAST)]
    whole = _each(code_abreast, calls, warmed=1) * len(calls) / len(documents)
    with stages_timed() as spent:
        code_abreast(documents)
    profile = {stage: 1000 * seconds / len(documents) for stage, seconds in spent.items()}
    return [
        Measure(
            "the dates of a text",
            {
                "warta": profile["find_dates"],
                "dateparser.search_dates": _peer(search_dates_of, texts[:FEW_TEXTS]),
            },
        ),
        Measure(
            "a text to all its rows; of a peer: names of the same gazetteers",
            {"warta": whole, "spaCy's entity ruler": _peer(entity_ruler, texts)},
        ),
    ], profile


def _profile_lines(profile: Mapping[str, float]) -> Iterator[str]:
    """Where the time of a text goes, the most first."""
    yield f"{'where the time of a text goes':<44}{'ms':>10}"
    for stage, spent in sorted(profile.items(), key=lambda found: -found[1]):
        yield f"  {stage:<42}{spent:10.2f}   {spent / sum(profile.values()):.0%}"


def _loads(folder: Path) -> Measure:
    """Articles with their rows into a database."""
    made = [rows_of(first, A_LOAD) for first in range(0, LOADED_ARTICLES, A_LOAD)]
    tables = [{name: arrow_table(TABLES[name], rows[name], DEFAULTS) for name in LOADED} for rows in made]

    def dlt_load() -> Callable[[dict[str, Any]], object]:
        import dlt

        pipeline = dlt.pipeline(
            "suite",
            destination=dlt.destinations.duckdb(str(folder / "dlt.duckdb")),
            dataset_name="suite",
            pipelines_dir=str(folder / "dlt"),
        )
        return lambda some: pipeline.run([dlt.resource(some[name], name=name) for name in LOADED])

    with (
        open_writer(folder / "home-suite") as writer,
        closing(plain_duckdb(folder / "plain.duckdb")) as plain,
    ):
        spent: dict[str, float | None] = {
            "warta": _each(lambda rows: writer.load(rows, stamp=STAMP, now=NOW), made, warmed=0),
            "plain DuckDB, from Arrow": _each(lambda some: insert_into(plain, some), tables, warmed=0),
            "dlt, from Arrow": _peer(dlt_load, tables, warmed=0),
        }
    return Measure(
        "an article with its rows into the warehouse",
        {who: cost / A_LOAD if cost else cost for who, cost in spent.items()},
    )


def _peer(
    load: Callable[[], Callable[[Any], object]], items: Sequence[Any], warmed: int = WARMED
) -> float | None:
    try:
        work = load()
    except ImportError:
        return None
    return _each(work, items, warmed)


def _each(work: Callable[[Any], object], items: Sequence[Any], warmed: int = WARMED) -> float:
    """Milliseconds of processor time, of all threads, for an item; a few are done beforehand that do not count."""
    for item in items[:warmed]:
        work(item)
    began = time.process_time()
    for item in items:
        work(item)
    return 1000 * (time.process_time() - began) / len(items)
