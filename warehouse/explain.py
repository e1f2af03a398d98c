"""Everything that was found in one article, by which rule, and why not: the data of `warta explain`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import WarehouseError
from warehouse.published import open_published
from warehouse.sqlfiles import select, sql_text

Row = dict[str, Any]


class NotFoundError(WarehouseError):
    """Nothing, or more than one thing, goes by the name that was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpan:
    """Words of an article that a rule took for something: `kind`, and what was made of them in `detail`."""

    start: int
    end: int
    text: str
    kind: str
    rule_id: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedEvent:
    """A reported event with all its fields and reasons, its actors, and the other reports of the event."""

    report: Row
    actors: tuple[Row, ...]
    event: Row | None
    other_reports: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedArticle:
    """An article and all that was found in it; `spans` in the order of the text."""

    article: Row
    text: str
    topics: tuple[Row, ...]
    spans: tuple[FoundSpan, ...]
    removed_blocks: tuple[Row, ...]
    persons: tuple[Row, ...]
    quotes: tuple[Row, ...]
    events: tuple[ExplainedEvent, ...]
    changes: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRejection:
    """A document that gave no article, and why."""

    document_id: str
    rejections: tuple[Row, ...]


def explain_article(warehouse: Path, key: str) -> ExplainedArticle | ExplainedRejection:
    """Look an article up by its id, its URL, its document, an event, or a part of its origin.

    Raises:
        NotFoundError: nothing fits, or several articles do; the message lists some of them.
    """
    with open_published(warehouse) as con:
        candidates = select(con, sql_text("explain/find"), [key])
        best = [row for row in candidates if row["rank"] == candidates[0]["rank"]]
        if not best:
            raise NotFoundError(
                f"Nothing in the warehouse goes by '{key}'. Give an id, a URL or a part of the path."
            )
        if len({row["key"] for row in best}) > 1:
            some = "; ".join(f"{row['key']} ({row['origin']})" for row in best[:5])
            raise NotFoundError(f"{len(best)} articles fit '{key}'. Give more of the path, or an id: {some}")
        if best[0]["kind"] == "rejection":
            rejections = select(con, "SELECT * FROM quarantine WHERE document_id = $1", [best[0]["key"]])
            return ExplainedRejection(document_id=best[0]["key"], rejections=tuple(rejections))
        return _explain(con, best[0]["key"])


def _explain(con: duckdb.DuckDBPyConnection, article_id: str) -> ExplainedArticle:
    def rows(name: str) -> tuple[Row, ...]:
        return tuple(select(con, sql_text(f"explain/{name}"), [article_id]))

    article = rows("article")[0]
    spans = sorted(
        (
            FoundSpan(
                start=row["start_char"],
                end=row["end_char"],
                text=article["text"][row["start_char"] : row["end_char"]],
                kind=row["kind"],
                rule_id=row["rule_id"],
                detail=row["detail"] or "",
            )
            for row in rows("spans")
        ),
        key=lambda span: (span.start, -span.end, span.kind),
    )
    actors, events, others = rows("actors"), rows("events"), rows("other_reports")
    return ExplainedArticle(
        article={name: value for name, value in article.items() if name != "text"},
        text=article["text"],
        topics=rows("topics"),
        spans=tuple(spans),
        removed_blocks=rows("removed_blocks"),
        persons=rows("persons"),
        quotes=rows("quotes"),
        events=tuple(
            ExplainedEvent(
                report=report,
                actors=tuple(actor for actor in actors if actor["report_id"] == report["report_id"]),
                event=next((event for event in events if event["event_id"] == report["event_id"]), None),
                other_reports=tuple(other for other in others if other["event_id"] == report["event_id"]),
            )
            for report in rows("reports")
        ),
        changes=rows("changes"),
    )
