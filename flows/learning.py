"""Furniture learned from what is loaded: which lines cleaning takes out now, and what a batch teaches."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flows.packing import Told
from flows.stories import Story
from transforms.cleaning.learned import (
    Furniture,
    furniture_id,
    key_of,
    learning_rules,
    site_of,
    state_of,
)
from transforms.records import Document
from warehouse.store import Writer

Row = dict[str, Any]


def furniture_of(writer: Writer, documents: Sequence[Document]) -> list[Furniture]:
    """For each document, the lines that are furniture of its site as things stand."""
    sites = [site_of(document) for document in documents]
    by_site: dict[str, dict[str, str]] = defaultdict(dict)
    for row in writer.query(
        "SELECT site, line_key, furniture_id FROM source_furniture "
        "WHERE state IN ('learned', 'accepted') AND site IN (SELECT unnest($sites::VARCHAR[]))",
        {"sites": sorted({site for site in sites if site})},
    ):
        by_site[row["site"]][row["line_key"]] = row["furniture_id"]
    return [by_site.get(site or "", {}) for site in sites]


def settle_furniture(
    writer: Writer,
    articles: Sequence[Told],
    stories: Mapping[str, Story],
    now: datetime,
) -> dict[str, list[Row]]:
    """What the articles of a batch teach: rows of `source_lines` and `source_furniture`.

    A line is learned, or proposed, once enough documents of its site have it; it stays so, and its counts grow.
    The cost follows the batch: of each of its sites the window of last documents is read.

    Args:
        writer: the warehouse.
        articles: those of the batch.
        stories: article_id → story.
        now: the time to note.
    """
    printed: dict[tuple[str, str], str] = {}
    new: list[Row] = []
    for told in articles:
        if told.site is None:
            continue
        for key, line in told.lines.items():
            printed.setdefault((told.site, key), line)
        new.append(
            {
                "article_id": told.article_id,
                "site": told.site,
                "story_id": stories[told.article_id].story_id,
                "title_key": key_of(told.title or ""),
                "lines": sorted(told.lines),
                "seen_at": now,
            }
        )
    held = writer.stored.lines_held(new, fewest=learning_rules().documents)
    known = writer.stored.furniture_by_ids([row["furniture_id"] for row in held if row["furniture_id"]])
    taught = (
        _seen_again(known[row["furniture_id"]], row, now)
        if row["furniture_id"]
        else _learned(printed[row["site"], row["line_key"]], row, now)
        for row in held
    )
    return {"source_lines": new, "source_furniture": [row for row in taught if row]}


def _seen_again(known: Row, held: Row, now: datetime) -> Row:
    """A line's row of furniture, with the documents of a batch that have it."""
    return {**known, "documents": known["documents"] + held["new_documents"], "last_seen_at": now}


def _learned(line: str, held: Row, now: datetime) -> Row | None:
    """The row of a line that becomes furniture now; None where too few documents have it."""
    state = state_of(line, held["alike"], held["seen"])
    if state is None:
        return None
    return {
        "furniture_id": furniture_id(held["site"], held["line_key"]),
        "site": held["site"],
        "line": line,
        "line_key": held["line_key"],
        "state": state,
        "documents": held["documents"],
        "first_seen_at": held["first_seen_at"],
        "last_seen_at": now,
        "decided_at": None,
        "decided_by": None,
    }
