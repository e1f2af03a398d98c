"""Furniture learned from what is loaded: which lines cleaning takes out now, and what a batch teaches."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flows.packing import Told
from flows.settling import Story
from transforms.cleaning.learned import (
    Furniture,
    Holding,
    furniture_id,
    key_of,
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
    new: dict[str, list[Row]] = defaultdict(list)
    for told in articles:
        if told.site is None:
            continue
        for key, line in told.lines.items():
            printed.setdefault((told.site, key), line)
        new[told.site].append(
            {
                "article_id": told.article_id,
                "site": told.site,
                "story_id": stories[told.article_id].story_id,
                "title_key": key_of(told.title or ""),
                "lines": sorted(told.lines),
                "seen_at": now,
            }
        )
    window, known = _stored(writer, new)
    return {
        "source_lines": [row for rows in new.values() for row in rows],
        "source_furniture": [
            row
            for site, rows in new.items()
            for row in _taught(site, rows, window[site], known[site], printed, now)
        ],
    }


def _stored(
    writer: Writer, new: Mapping[str, Sequence[Row]]
) -> tuple[dict[str, list[Row]], dict[str, dict[str, Row]]]:
    """Of each site: the rows of its last documents, and its furniture by key."""
    sites = {"sites": sorted(new)}
    where = "site IN (SELECT unnest($sites::VARCHAR[]))"
    window: dict[str, list[Row]] = defaultdict(list)
    for row in writer.query(f"SELECT * FROM source_lines WHERE {where} ORDER BY seen_at, article_id", sites):
        window[row["site"]].append(row)
    known: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in writer.query(f"SELECT * FROM source_furniture WHERE {where}", sites):
        known[row["site"]][row["line_key"]] = row
    return window, known


def _taught(
    site: str,
    new: Sequence[Row],
    window: Sequence[Row],
    known: Mapping[str, Row],
    printed: Mapping[tuple[str, str], str],
    now: datetime,
) -> list[Row]:
    """The rows of a site's furniture that its new documents change or make."""
    versions = {row["article_id"] for row in new}
    earlier = {row["article_id"] for row in window}
    rows = [*(row for row in window if row["article_id"] not in versions), *new]
    holding: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in row["lines"]:
            holding[key].append(row)
    taught = []
    for key in sorted({key for row in new for key in row["lines"]}):
        if key in known:
            more = sum(key in row["lines"] and row["article_id"] not in earlier for row in new)
            documents = known[key]["documents"] + more
            taught.append({**known[key], "documents": documents, "last_seen_at": now})
        elif state := state_of(
            printed[site, key],
            (Holding(row["story_id"], row["title_key"]) for row in holding[key]),
            len(rows),
        ):
            taught.append(
                {
                    "furniture_id": furniture_id(site, key),
                    "site": site,
                    "line": printed[site, key],
                    "line_key": key,
                    "state": state,
                    "documents": len(holding[key]),
                    "first_seen_at": min(row["seen_at"] for row in holding[key]),
                    "last_seen_at": now,
                    "decided_at": None,
                    "decided_by": None,
                }
            )
    return taught
