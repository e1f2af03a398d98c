"""What is known of one event: its fields, its reports, why they are one, where they differ, what became of its id."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from config.settings import TOPICS
from flows.job import UsageError
from flows.settling import stored_key
from transforms.events.topics import Topic, topics
from transforms.resolving.resemblance import agreements
from warehouse.lookups import Lookups
from warehouse.published import open_published, published
from warehouse.sqlfiles import select, sql_text

Row = dict[str, Any]


def show_event(home: Path, event_id: str) -> Row:
    """An event as plain data: `asked`, `current`, `event`, `actors`, `reports`, `disagreements`, `decisions`.

    Each report has what put it to the event (`method`, `score`) and, as they stand now, its points with the
    report of the event that it is closest to (`closest`, `agreements`).

    Raises:
        UsageError: an id that no event ever had.
    """
    with open_published(published(home)) as con:

        def rows(name: str, key: str) -> list[Row]:
            return select(con, sql_text(f"explain/{name}"), [key])

        named = select(con, sql_text("store/current_events"), {"event_ids": [event_id]})
        if not named:
            raise UsageError(
                f"There is no event '{event_id}'. Find ids with: warta sql \"SELECT * FROM events\""
            )
        current = named[0]["current_id"]
        shown = {"asked": named[0], "current": current, "decisions": rows("decisions_on_event", event_id)}
        if current is None:
            return shown | {"withdrawn": rows("withdrawn_event", event_id)}
        closest = _closest(Lookups(con).reports_of_events([current]), topics(home.resolve() / TOPICS))
        return shown | {
            "event": rows("event", current)[0],
            "actors": rows("event_actors", current),
            "reports": [row | closest.get(row["report_id"], {}) for row in rows("event_reports", current)],
            "disagreements": rows("disagreements", current),
        }


def _closest(stored: list[Row], known: Sequence[Topic]) -> dict[str, Row]:
    """For each report the one it has most points with, and for what."""
    keys = [stored_key(row, known) for row in stored]
    out: dict[str, Row] = {}
    for key in keys:
        others = [other for other in keys if other.article_id != key.article_id]
        best = max(others, key=lambda o: (sum(agreements(key, o).values()), o.report_id), default=None)
        if best is not None:
            points = {name: value for name, value in agreements(key, best).items() if value}
            out[key.report_id] = {"closest": best.report_id, "agreements": points}
    return out
