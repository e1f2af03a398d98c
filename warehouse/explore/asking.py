"""What the pages show, asked of the warehouse: events by filters, one event, one article, articles by words."""

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.explore.filters import Filters
from warehouse.explore.search import Hits, Query, extract, marked
from warehouse.report import places, timeline
from warehouse.report.data import Row, with_words
from warehouse.report.data import ask as ask_report
from warehouse.report.evidence import Piece, pieces
from warehouse.sqlfiles import select, sql_text

PAGE = 25
"""Events or articles on one page of a list."""
LAST_PAGE = 10_000
LANE = 26
"""Height of a row of the time line."""
REPORTS_SHOWN = 30
LONGEST_ARTICLE = 200_000
"""Characters of an article that its page shows."""
CHOICES = ("type", "status", "province", "area", "election", "source", "outlet", "actor")
SITE_EVENTS = (
    "CREATE TEMP TABLE site_events AS SELECT {position} AS position, s.* FROM ({events}) AS s {these}"
)


def ask(con: duckdb.DuckDBPyConnection, question: str, **params: object) -> list[Row]:
    """Rows of `warehouse/sql/explore/<question>.sql`."""
    return select(con, sql_text(f"explore/{question}"), params)


def choices(con: duckdb.DuckDBPyConnection) -> dict[str, list[Row]]:
    """What each filter can be set to: value, label, what it lies within, and how many events it has."""
    return {name: ask(con, f"choices/{name}") for name in CHOICES}


def choose(con: duckdb.DuckDBPyConnection, filters: Filters, article_ids: Iterable[str] | None) -> None:
    """Make the table `chosen` of the events that the filters leave.

    Args:
        con: a cursor of the reader; the table goes with it.
        filters: what is asked.
        article_ids: the articles that hold the words asked for; None where no words are.
    """
    if article_ids is None and not filters.narrowing():
        con.execute(
            "CREATE TEMP VIEW chosen AS FROM kept.main.site_index"
        )  # no copy of what may be a million
        return
    con.execute("CREATE TEMP TABLE asked (article_id VARCHAR)")
    if article_ids is not None:
        held = pa.table({"article_id": pa.array(article_ids, pa.string())})
        con.register("asked_rows", held)
        con.execute("INSERT INTO asked SELECT article_id FROM asked_rows")
        con.unregister("asked_rows")
    con.execute(sql_text("explore/chosen"), filters.parameters() | {"has_words": article_ids is not None})


def dashboard(con: duckdb.DuckDBPyConnection, filters: Filters, page: int) -> dict[str, Any]:
    """The chosen events in numbers, over time and place, and one page of their list."""
    numbers = ask(con, "summary")[0]
    areas = ask(con, "areas")
    days = ask(con, "days")
    pages = -(-numbers["events"] // PAGE)
    page = max(1, min(page, pages))
    ids = ask(con, "page", sort=filters.sort, first=(page - 1) * PAGE, size=PAGE)
    return {
        "numbers": numbers,
        "areas": areas,
        "bubbles": places.bubbles(areas),
        "timeline": timeline.draw(days, timeline.calendar(), lane_height=LANE),
        "months": timeline.months(days),
        "rows": _rows(con, [row["event_id"] for row in ids]),
        "page_number": page,
        "pages": pages,
    }


def event(con: duckdb.DuckDBPyConnection, event_id: str) -> Row | None:
    """An event with its actors, reports and the words behind them; None where the id is not of a current event."""
    _gather(con, [event_id])
    found = ask_report(con, "details", first=event_id, last=_behind(event_id))
    if not found:
        return None
    texts = {
        row["article_id"]: (row["text"], _spans(row))
        for row in ask_report(con, "marks", first=event_id, last=_behind(event_id), article=None)
    }
    told = found[0]
    told["actors"] = ask(con, "actors", event_id=event_id)
    told["reports"] = [with_words(report, texts) for report in told["reports"][:REPORTS_SHOWN]]
    told["marks"] = sorted({
        kind
        for report in told["reports"] for passage in report["passages"] for _, kinds in passage for kind in kinds.split()
    })  # fmt: skip
    return told


def became(con: duckdb.DuckDBPyConnection, event_id: str) -> str | None:
    """The event that an id from earlier stands for today."""
    found = ask(con, "became", event_id=event_id)
    return str(found[0]["current_id"]) if found else None


def article(con: duckdb.DuckDBPyConnection, article_id: str) -> Row | None:
    """An article with its events and its text, cut into paragraphs of marked and unmarked pieces; None for an unknown id."""
    found = ask(con, "article", article_id=article_id)
    if not found:
        return None
    held = ask_report(con, "marks", first="", last="", article=article_id)[0]
    text, spans = held["text"], [span for span in _spans(held) if 0 <= span[0] < span[1] <= len(held["text"])]
    paragraphs: list[list[Piece]] = [[]]
    for words, kinds in pieces(text, 0, min(len(text), LONGEST_ARTICLE), spans):
        first, *others = words.split("\n")
        paragraphs[-1].append((first, kinds))
        paragraphs += [[(line, kinds)] for line in others]
    paragraphs = [line for line in paragraphs if any(words.strip() for words, _ in line)]
    marks = sorted({kind for _, _, kind in spans})
    return {**found[0], "paragraphs": paragraphs, "marks": marks, "is_cut": len(text) > LONGEST_ARTICLE}


def articles(con: duckdb.DuckDBPyConnection, hits: Hits, query: Query) -> list[Row]:
    """What is shown of found articles, in the order of the hits; one that is no longer published is left out."""
    rows = {row["article_id"]: row for row in ask(con, "found", article_ids=list(hits.article_ids))}
    shown = []
    for article_id in hits.article_ids:
        if row := rows.get(article_id):
            text = row.pop("text")
            shown.append({
                **row, "extract": extract(text, query.stems), "marked_title": marked(row["title"] or "", query.stems)
            })  # fmt: skip
    return shown


def _rows(con: duckdb.DuckDBPyConnection, event_ids: list[str]) -> list[Row]:
    _gather(con, event_ids)
    rows = {row["event_id"]: row for row in ask_report(con, "rows", first=0, last=1)}
    kinds = {
        row["event_id"]: row
        for row in select(con, "SELECT event_id, topic, event_type, status FROM site_events")
    }
    return [rows[event_id] | kinds[event_id] for event_id in event_ids]


def _gather(con: duckdb.DuckDBPyConnection, event_ids: list[str]) -> None:
    """Make the table that the site's questions ask, of these events alone."""
    statement = SITE_EVENTS.format(
        position=0,
        events=sql_text("report/events"),
        these="WHERE s.event_id IN (SELECT unnest($ids::VARCHAR[]))",
    )
    con.execute(statement, {"ids": event_ids})


def _behind(event_id: str) -> str:
    """The id that would come next: stretches of ids end before their last one."""
    return f"{event_id}\x01"


def _spans(row: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    return [(int(start), int(end), kind) for start, end, kind in row["spans"] if start is not None]
