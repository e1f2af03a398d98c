"""Whether a source gives what it usually gives, on hand-built ledgers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.rows import document
from warehouse.batches import with_columns
from warehouse.store import Stamp, Writer, open_writer

TODAY = datetime(2024, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def writer(home: Path) -> Iterator[Writer]:
    with open_writer(home) as opened:
        yield opened


def history(writer: Writer, new_by_day: list[int], extra_runs: int = 0) -> dict[str, Any]:
    """One run a day with so many new articles, the last of them today; the row of the source."""
    for day, count in enumerate(new_by_day):
        run_id, started = f"run-{day}", TODAY - timedelta(days=len(new_by_day) - 1 - day)
        writer.ledger.start_run(run_id, "pipeline", "schedule", started, "1.0")
        documents = [
            {**with_columns(document(f"{day}-{n}")), "url": None, "byte_count": 3, "source_id": "kabar"}
            for n in range(count)
        ]
        for row in documents:
            for name in ("content", "metadata", "timezone", "further"):
                del row[name]
        writer.load({"documents": documents}, stamp=Stamp(run_id, "1.0"), now=started)
        writer.ledger.finish_run(
            run_id, started, documents_in=count, articles_loaded=count, duplicates=0, rejected=0
        )
    return writer.query("SELECT * FROM report.source_health")[0]


@pytest.mark.parametrize(
    ("new_by_day", "expected", "health"),
    [
        ([4, 6, 5, 4, 6, 5, 5, 5], 5, "usual"),
        ([4, 6, 5, 4, 6, 5, 5, 10], 5, "usual"),
        ([4, 6, 5, 4, 6, 5, 5, 11], 5, "doubled"),
        ([4, 6, 5, 4, 6, 5, 5, 0], 5, "usual"),
        ([4, 6, 5, 4, 6, 5, 5, 0, 0], 5, "silent"),
        ([5] * 7 + [0] * 40, 5, "silent"),  # the silence itself does not become the usual
        ([1, 0, 1, 1, 1, 0, 1, 0, 0], 1, "usual"),  # one a day: three days must pass
        ([1, 0, 1, 1, 1, 0, 1, 0, 0, 0], 1, "silent"),
        ([5, 5, 5, 5, 5, 50], None, None),  # too few days to say
        ([1, 0, 0, 0, 0, 0, 0, 0, 1], 0, None),  # a source that usually gives nothing
    ],
)
def test_a_source_is_held_to_the_median_of_its_last_days(
    writer: Writer, new_by_day: list[int], expected: float | None, health: str | None
) -> None:
    row = history(writer, new_by_day)
    assert (row["expected_per_day"], row["health"]) == (expected, health)


def test_a_source_whose_visits_fail_is_failing(writer: Writer) -> None:
    writer.ledger.start_run("run-0", "pipeline", "schedule", TODAY, "1.0")
    state = {"state_id": "s", "source_id": "kabar", "url": "u", "error_streak": 3, "last_code": "http_500"}
    writer.ledger.keep_ingest_state(sources=[{**state, "next_due_at": TODAY}], now=TODAY)
    row = writer.query("SELECT health, last_error, error_streak FROM report.source_health")[0]
    assert row == {"health": "failing", "last_error": "http_500", "error_streak": 3}
