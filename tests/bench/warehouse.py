"""What loading costs: many articles with five rows each, beside DuckDB without any of our work and beside dlt's merge."""

import itertools
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tests.bench.measures import MB, rate
from tests.warehouse.rows import NOW, TEXT, batch
from warehouse.batches import arrow_table
from warehouse.lookups import given
from warehouse.migrations import transaction
from warehouse.published import open_published
from warehouse.store import Stamp, Writer, open_writer
from warehouse.tables import TABLES

FILLING = 5_000
"""Articles in a transaction while the warehouse is filled."""
BATCH = 250
"""Articles in a transaction of an ordinary run."""
TIMES = 7
CHILDREN = ("mentions", "article_persons", "quotes", "dates", "report_actors")
LOADED = ("articles", *CHILDREN, "event_reports", "events")
ARTICLES_OF_A_PERSON = 20
REPORTS_OF_AN_EVENT = 3
VIEWS = ("event_daily", "event_by_place", "breach_pipeline", "officials", "outlet_coverage")
STAMP = Stamp("bench", "1")
DEFAULTS = {
    "run_id": "bench",
    "coder_version": "1",
    "version": 1,
    "load_number": 1,
    "topics": ["asn_neutrality"],
    "merged_at": NOW,
    "disagreements": (),
}
Spent = tuple[float, float]
"""Seconds by the clock, and of processors."""
START = datetime(2024, 8, 1, tzinfo=UTC)
TEMPLATE = batch()
PLACES = ("15.71", "32.73", "73.71", "35.78", "12.71", "64.72", "91.71", "51.71")
KINDS = ("pledge", "allegation", "ruling", "sanction", "assembly")


def loading(folder: Path, count: int) -> list[str]:
    """Fill a warehouse with so many articles; at each power of ten add ordinary batches; then ask the views."""
    steps = [stored for stored in (10_000, 100_000, 1_000_000) if stored <= count] or [count]
    ours = theirs = rows = 0.0
    done, increments = 0, {}
    home = folder / "home-loading"
    with open_writer(home) as writer, closing(plain_duckdb(folder / "plain.duckdb")) as plain:
        for stored in steps:
            while done < stored:
                made = rows_of(done, min(FILLING, stored - done))
                done += len(made["articles"])
                rows += sum(len(made[name]) for name in CHILDREN)
                ours += _seconds(lambda made=made: writer.load(made, stamp=STAMP, now=NOW))
                tables = {name: arrow_table(TABLES[name], made[name], DEFAULTS) for name in LOADED}
                theirs += _seconds(lambda tables=tables: insert_into(plain, tables))
            increments[stored] = _increment(writer, stored)
        published = _seconds(writer.publish)
        size = (home / "warehouse.duckdb").stat().st_size / MB
    lines = [
        f"{done:,} articles with {int(rows):,} rows of five kinds, {FILLING:,} articles a transaction; {size:,.0f} MB",
        f"  warta, from records         {ours:8.1f} s  {rate(done, ours)} articles/s",
        f"  plain DuckDB, from Arrow    {theirs:8.1f} s  {rate(done, theirs)} articles/s",
        f"  warta takes {ours / theirs:.1f} times as long; publishing takes {published:.1f} s",
        f"{BATCH} new articles and {BATCH} that are replaced, a transaction each; median of {TIMES}",
    ]
    first = increments[steps[0]]
    lines += [
        f"  {stored:9,} stored  " + "  ".join(map(_told, ("new", "replaced"), spent, first))
        for stored, spent in increments.items()
    ]
    with open_published(home / "warehouse.duckdb") as con:
        for view in VIEWS:
            query = f"SELECT * FROM report.{view}"
            found = con.sql(query).to_arrow_table().num_rows
            took = statistics.median(_seconds(lambda q=query: con.sql(q).to_arrow_table()) for _ in range(3))
            lines.append(f"  report.{view:16} {took:7.2f} s  {found:9,} rows")
    return lines


def merging(folder: Path, count: int) -> list[str]:
    """Load and load again beside dlt's merge, which deletes and inserts by key as well."""
    try:
        import dlt
    except ImportError:
        return ["dlt's merge: not installed (pip install 'warta[bench]')"]
    ours, theirs = [], []
    pipeline = dlt.pipeline(
        "bench",
        destination=dlt.destinations.duckdb(str(folder / "dlt.duckdb")),
        dataset_name="bench",
        pipelines_dir=str(folder / "dlt"),
    )
    with open_writer(folder / "home-merging") as writer:
        for number in itertools.chain(range(0, count, FILLING), range(0, count, FILLING)):
            made = rows_of(number, min(FILLING, count - number))
            ours.append(_seconds(lambda made=made: writer.load(made, stamp=STAMP, now=NOW)))
            resources = [
                dlt.resource(
                    arrow_table(TABLES[name], made[name], DEFAULTS),
                    name=name,
                    write_disposition="merge",
                    merge_key="event_id" if name == "events" else "article_id",
                )
                for name in LOADED
            ]
            theirs.append(_seconds(lambda resources=resources: pipeline.run(resources)))
    half = len(ours) // 2
    return [
        f"{count:,} articles loaded, and loaded again, {FILLING:,} a transaction",
        f"  warta  {sum(ours[:half]):7.1f} s, again {sum(ours[half:]):7.1f} s",
        f"  dlt    {sum(theirs[:half]):7.1f} s, again {sum(theirs[half:]):7.1f} s",
        f"  dlt takes {sum(theirs) / sum(ours):.1f} times as long",
    ]


def _told(what: str, spent: Spent, first: Spent) -> str:
    clock, processors = spent
    return (
        f"{what} {1000 * clock:6.0f} ms ({clock / first[0]:.2f}), "
        f"of processors {1000 * processors:6.0f} ms ({processors / first[1]:.2f})"
    )


def _increment(writer: Writer, stored: int) -> tuple[Spent, Spent]:
    """What adding an ordinary batch costs and what replacing one; what is added is taken out again."""
    new: list[Spent] = []
    old: list[Spent] = []
    for time_ in range(TIMES):
        added = rows_of(10**9 + time_ * BATCH, BATCH)
        new.append(_spent(lambda: writer.load(added, stamp=STAMP, now=NOW)))  # noqa: B023
        ids = [article.article_id for article in added["articles"]]
        writer.load({}, replace_articles=ids, withdrawn=dict.fromkeys(_events(added)), stamp=STAMP, now=NOW)
        place = random.Random(time_).randrange(stored - BATCH)
        again = rows_of(place, BATCH)
        old.append(_spent(lambda: writer.load(again, stamp=STAMP, now=NOW)))  # noqa: B023
    return _median(new), _median(old)


def _median(spent: list[Spent]) -> Spent:
    return statistics.median(clock for clock, _ in spent), statistics.median(cpu for _, cpu in spent)


def plain_duckdb(path: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(str(path))
    for name in LOADED:
        con.execute(TABLES[name].ddl)
    return con


def insert_into(con: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> None:
    with transaction(con):
        for name, table in tables.items():
            with given(con, batch=table):
                con.execute(f"INSERT INTO {name} SELECT * FROM batch")


def _events(rows: dict[str, list[Any]]) -> list[str]:
    return [row["event_id"] for row in rows["events"]]


def rows_of(first: int, count: int) -> dict[str, list[Any]]:
    """Some articles with their rows; the same numbers give the same rows."""
    made: dict[str, list[Any]] = {name: [] for name in LOADED}
    for number in range(first, first + count):
        for name, row in _of_article(number):
            made[name].append(row)
    return made


def _id(number: int) -> str:
    """An id that says nothing of its number, as a hash."""
    return f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}"


def _of_article(number: int) -> Iterator[tuple[str, Any]]:
    key, person = _id(number), _id(number // ARTICLES_OF_A_PERSON)
    event = number - number % REPORTS_OF_AN_EVENT
    pick = random.Random(event)
    day = START + timedelta(days=pick.randrange(120), minutes=pick.randrange(1440))
    kind, place = pick.choice(KINDS), pick.choice(PLACES)
    words = " ".join(f"kata{random.Random(number).randrange(9999)}" for _ in range(8))
    yield "articles", replace(
        TEMPLATE["articles"][0], article_id=key, document_id=key, origin=f"/berita/{key}.txt",
        url=f"https://contoh.id/{key}", outlet=f"kabar{number % 40}.id", published_at=day,
        text=f"{TEXT}\n{words} {key} " * 9,
    )  # fmt: skip
    yield "mentions", replace(TEMPLATE["mentions"][0], mention_id=key, article_id=key, entity_id=person)
    yield (
        "article_persons",
        replace(TEMPLATE["article_persons"][0], article_id=key, person_id=person, name=f"Nama {person}"),
    )
    yield "quotes", replace(TEMPLATE["quotes"][0], quote_id=key, article_id=key, person_id=person)
    yield "dates", replace(TEMPLATE["dates"][0], article_id=key)
    yield (
        "report_actors",
        replace(TEMPLATE["report_actors"][0], report_id=key, article_id=key, person_id=person),
    )
    yield "event_reports", TEMPLATE["event_reports"][0] | {
        "report_id": key, "article_id": key, "event_id": _id(event), "event_type": kind,
        "event_date": day.date(), "place_code": place,
    }  # fmt: skip
    if number == event:
        yield "events", {**TEMPLATE["events"][0], "event_id": key, "event_type": kind,
                         "event_date": day.date(), "place_code": place}  # fmt: skip


def _spent(work: Any) -> Spent:
    clock, processors = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processors


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
