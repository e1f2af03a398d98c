"""The site over many events: the sample articles copied as often as it takes, with ids and days of their own.

What is measured is writing, not coding, so the copies are made by SQL in a copy of the published file.
"""

import shutil
import time
from pathlib import Path

import duckdb

from flows import steps
from flows.job import plan_job
from warehouse.report.site import Report, write_report

COPIED = {
    "articles": {"article_id": "id", "document_id": "id", "story_id": "id"},
    "event_reports": {"report_id": "id", "article_id": "id", "event_id": "id", "event_date": "day"},
    "report_actors": {"report_id": "id", "article_id": "id"},
    "events": {"event_id": "id", "event_date": "day"},
    "event_actors": {"event_id": "id"},
    "quotes": {"quote_id": "id", "article_id": "id"},
    "article_persons": {"article_id": "id"},
    "article_places": {"article_id": "id"},
    "law_citations": {"article_id": "id"},
    "sanctions": {"article_id": "id", "report_id": "id"},
    "dates": {"article_id": "id"},
}
"""Tables that the site reads, and which of their columns are told apart from copy to copy."""
CHANGES = {"id": "md5({0} || '-' || n)[:16]", "day": "{0} - (n % 700)::INTEGER"}


def site(folder: Path, events: int) -> list[str]:
    """Write the site over at least so many events; tells time, CPU time and the largest file."""
    big = many_events(folder, events)
    start, burnt = time.perf_counter(), time.process_time()
    report = write_report(big, folder / "site")
    return [_line(report, time.perf_counter() - start, time.process_time() - burnt)]


def many_events(folder: Path, events: int) -> Path:
    """A warehouse of the sample articles and their copies that holds at least so many events."""
    steps.run(plan_job(folder / "samples", started="samples", source_ids=("samples",)))
    big = folder / "big.duckdb"
    shutil.copyfile(folder / "samples" / "warehouse.duckdb", big)
    multiply(big, events)
    return big


def multiply(warehouse: Path, events: int) -> None:
    """Copy the articles and events of a warehouse until it holds at least so many events."""
    with duckdb.connect(str(warehouse)) as con:
        held = con.execute("SELECT count(*) FROM events").fetchall()[0][0]
        for table, columns in COPIED.items():
            told_apart = ", ".join(
                f"{CHANGES[how].format(column)} AS {column}" for column, how in columns.items()
            )
            con.execute(
                f"INSERT INTO {table} BY NAME SELECT * EXCLUDE (n) REPLACE ({told_apart}) "
                f"FROM {table}, range(1, {-(-events // held)}) AS copies(n)"
            )


def _line(report: Report, seconds: float, burnt: float) -> str:
    return (
        f"site: {report.events:,} events, {report.files:,} files, {report.size / 1e6:,.0f} MB, "
        f"largest {report.largest / 1e6:.2f} MB, {seconds:.1f} s ({burnt:.1f} s of CPU)"
    )
