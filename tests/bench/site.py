"""The site over many events: the sample articles copied as often as it takes, with ids and days of their own.

What is measured is writing, not coding, so the copies are made by SQL in a copy of the published file.
"""

import shutil
import time
from pathlib import Path

import duckdb

from flows import steps
from flows.job import plan_job
from tests.bench.copies import BY_HASH, add_copies
from warehouse.report.site import Report, write_report


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
    with duckdb.connect(str(big)) as con:
        held = con.execute("SELECT count(*) FROM events").fetchall()[0][0]
        add_copies(
            con, range(1, -(-events // held)), {"event_date": "event_date - (n % 700)::INTEGER"}, ids=BY_HASH
        )
    return big


def _line(report: Report, seconds: float, burnt: float) -> str:
    return (
        f"site: {report.events:,} events, {report.files:,} files, {report.size / 1e6:,.0f} MB, "
        f"largest {report.largest / 1e6:.2f} MB, {seconds:.1f} s ({burnt:.1f} s of CPU)"
    )
