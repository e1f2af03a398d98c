"""The dashboard over many articles: what a page costs with each filter, and what the index of words costs."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.site import many_events
from warehouse.explore import asking
from warehouse.explore.filters import Filters
from warehouse.explore.index import Index
from warehouse.explore.reader import Reader
from warehouse.explore.search import all_found, read_query, search

SAMPLE_ARTICLES, SAMPLE_EVENTS = 18, 28
REPEATS = 3
PAGES: tuple[dict[str, str], ...] = (
    {},
    {"status": "planned"},
    {"type": "pledge", "province": "73"},
    {"from": "2024-06-01", "to": "2024-06-30"},
    {"area": "13.12"},
    {"actor": "chaniago"},
    {"outlet": "tuahpasaman.com"},
    {"source": "samples"},
    {"q": "memilih"},
    {"q": "netralitas"},
)
SEARCHES = ("memilih", '"pakta integritas"', "netralitas asn", "dihukum")


def explore(folder: Path, articles: int) -> list[str]:
    """Seconds of CPU and by the clock (the best of three) for each page over so many copied sample articles."""
    big = many_events(folder, articles * SAMPLE_EVENTS // SAMPLE_ARTICLES)
    reader, index = Reader(big), Index(folder / "search.sqlite", "Asia/Jakarta")
    try:
        return [
            _timed("opening", partial(_choices, reader), repeats=1),
            _timed("index of words", partial(index.update, reader, told=_silent), repeats=1),
            f"  the index takes {index.path.stat().st_size / 1e6:,.0f} MB",
            *(_timed(f"events {wish}", partial(_events, reader, index, wish)) for wish in PAGES),
            *(_timed(f"search {words}", partial(_found, reader, index, words)) for words in SEARCHES),
        ]
    finally:
        reader.close()


def _silent(done: int, total: int) -> None:
    pass


def _choices(reader: Reader) -> object:
    with reader.cursor() as con:
        return asking.choices(con)


def _events(reader: Reader, index: Index, wish: dict[str, str]) -> object:
    filters = Filters.read(wish)
    ids = None
    if filters.q:
        with index.reading() as db:
            assert db is not None
            ids = all_found(db, read_query(filters.q))
    with reader.cursor() as con:
        asking.choose(con, filters, ids)
        return asking.dashboard(con, filters, 1)


def _found(reader: Reader, index: Index, words: str) -> object:
    query = read_query(words)
    with index.reading() as db, reader.cursor() as con:
        assert db is not None
        return asking.articles(con, search(db, query, first=0, size=asking.PAGE), query)


def _timed(name: str, work: Callable[[], object], repeats: int = REPEATS) -> str:
    spent = []
    for _ in range(repeats):
        began, burnt = time.perf_counter(), time.process_time()
        work()
        spent.append((time.process_time() - burnt, time.perf_counter() - began))
    return f"  {name:<60}{min(spent)[0]:8.2f} s of CPU{min(seconds for _, seconds in spent):8.2f} s"
