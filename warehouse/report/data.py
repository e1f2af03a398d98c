"""The site's data: events, their evidence and quotes as small scripts, which pages can load from a folder.

A browser lets a page opened from a folder load scripts but not read files, so each file calls `warta.give`
with its name and content. None comes near two megabytes, however many events there are: lists are cut into
pieces, what filters work on is kept apart from what is shown, and an event's evidence lies in a shard named
by the beginning of its id, so that a link to it stays good when the site is written again.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import duckdb

from warehouse.report.evidence import passages
from warehouse.sqlfiles import select, sql_text

Row = dict[str, Any]
PIECE = 500
"""Events in one piece of the list."""
INDEX_PIECE = 100_000
"""Events in one piece of the index."""
QUOTES_PIECE = 400
MOST_QUOTES = 20_000
SHARD_EVENTS = 64
"""Events that a shard of evidence holds on average, at most."""
QUERY_EVENTS = 8_000
"""Events whose evidence one query gathers, at most about."""
REPORTS_SHOWN = 12
"""Reports whose words are shown of one event; the others are counted."""
EPOCH = date(1970, 1, 1)
SAFE = re.compile(r"^[A-Za-z0-9_-]{1,60}$")


@dataclass(slots=True)
class Writer:
    """Writes data files into a folder and keeps count of them and of the largest."""

    folder: Path
    files: int = 0
    largest: int = 0
    size: int = 0
    names: set[str] = field(default_factory=set)

    def give(self, name: str, content: object) -> None:
        """Write one file: a script that hands its content over under its name."""
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain)
        text = f"warta.give({json.dumps(name)},{body})\n"
        data = text.encode("utf-8", "replace")
        path = self.folder / f"{name}.js"
        if "/" in name and name.partition("/")[0] not in self.names:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.names.add(name.partition("/")[0])
        path.write_bytes(data)
        self.files += 1
        self.size += len(data)
        self.largest = max(self.largest, len(data))


def ask(con: duckdb.DuckDBPyConnection, question: str, **params: object) -> list[Row]:
    """Rows of `warehouse/sql/report/<question>.sql`."""
    return select(con, sql_text(f"report/{question}"), params)


def set_name(kind: str, key: str) -> str:
    """The name under which the events of one set (a law, an outlet) are kept and linked."""
    plain = key.replace("/", "-")
    return f"{kind}-{plain if SAFE.match(plain) else hashlib.sha256(key.encode()).hexdigest()[:16]}"


def shard_length(events: int) -> int:
    """How many first characters of an event's id name its shard."""
    length = 1
    while events > SHARD_EVENTS * 16**length:
        length += 1
    return length


def write_events(
    con: duckdb.DuckDBPyConnection, out: Writer, events: int, name: Callable[[str], Any]
) -> None:
    """The index that filters work on, the pieces that lists show, and the sets behind numbers."""
    table = con.sql(sql_text("report/index")).to_arrow_table()
    days = [(day - EPOCH).days if day else None for day in table["event_date"].to_pylist()]
    columns = {key: _coded(table[key].to_pylist()) for key in ("type", "status", "area_code", "election_id")}
    areas = {
        row["area_code"]: [row["area_code"], row["area"], row["province_code"], row["province"]]
        for row in ask(con, "area_names")
    }
    out.give("index", {
        "events": events,
        "piece": PIECE,
        "parts": -(-events // INDEX_PIECE),
        "types": columns["type"][0],
        "statuses": columns["status"][0],
        "areas": [areas.get(code) for code in columns["area_code"][0]],
        "elections": [[code, name(code)] if code else None for code in columns["election_id"][0]],
    })  # fmt: skip
    for part, first in enumerate(range(0, events, INDEX_PIECE)):
        last = first + INDEX_PIECE
        out.give(f"index-{part}", {
            "days": _steps(days[first:last]),
            "types": columns["type"][1][first:last],
            "statuses": columns["status"][1][first:last],
            "areas": columns["area_code"][1][first:last],
            "elections": columns["election_id"][1][first:last],
        })  # fmt: skip
    for start in range(0, events, QUERY_EVENTS):
        rows = ask(con, "rows", first=start, last=start + QUERY_EVENTS)
        for first in range(0, len(rows), PIECE):
            piece = [list(row.values()) for row in rows[first : first + PIECE]]
            out.give(f"rows/{(start + first) // PIECE}", piece)


def write_sets(con: duckdb.DuckDBPyConnection, out: Writer) -> None:
    """The events of each law, outlet, penalty and reason, so that their numbers lead to them."""
    for kind in ("law", "outlet", "penalty", "open"):
        rows = con.execute(sql_text(f"report/set_{kind}")).fetchall()
        for (key, label), members in groupby(rows, key=lambda row: (row[0], row[1])):
            positions = [row[2] for row in members]
            out.give(f"sets/{set_name(kind, key)}", {"label": label, "positions": _steps(positions)})


def write_evidence(con: duckdb.DuckDBPyConnection, out: Writer, events: int) -> None:
    """Each event with its actors, its reports and the words behind them."""
    length = shard_length(events)
    for first, last in _ranges(events):
        texts = {
            row["article_id"]: (row["text"], [(int(s), int(e), kind) for s, e, kind in row["spans"]])
            for row in ask(con, "marks", first=first, last=last, article=None)
        }
        details = ask(con, "details", first=first, last=last)
        for event in details:
            event["reports"] = [with_words(report, texts) for report in event["reports"][:REPORTS_SHOWN]]
        for shard, members in groupby(details, key=lambda event: event["event_id"][:length]):
            out.give(f"events/{shard}", {event["event_id"]: event for event in members})


def write_quotes(con: duckdb.DuckDBPyConnection, out: Writer) -> int:
    """Direct quotes with speaker and office in pieces; returns how many there are."""
    rows = ask(con, "quotes")[:MOST_QUOTES]
    offices = _coded([row["office_group"] or None for row in rows])
    out.give(
        "quotes", {"quotes": len(rows), "piece": QUOTES_PIECE, "offices": offices[0], "office": offices[1]}
    )
    for number, first in enumerate(range(0, len(rows), QUOTES_PIECE)):
        piece = rows[first : first + QUOTES_PIECE]
        keys = ("text", "speaker", "office", "unit", "outlet", "title", "url", "published_at", "event_id")
        out.give(f"quotes/{number}", [[row[key] for key in keys] for row in piece])
    return len(rows)


def with_words(report: Row, texts: dict[str, tuple[str, list[tuple[int, int, str]]]]) -> Row:
    """A report with `passages`: the words of its article about its spans, which are marked."""
    text, spans = texts[report["article_id"]]
    own = (report["start"], report["end"], "event")
    marked = [own, *(span for span in spans if span[2] != "event")]
    return {**report, "passages": passages(text, marked)}


def _ranges(events: int) -> Iterator[tuple[str, str]]:
    """Stretches of ids, from and below, each of about as many events as one query is good for."""
    digits = 0
    while events > QUERY_EVENTS * 16**digits:
        digits += 1
    bounds = [f"{i:0{digits}x}" if digits else "" for i in range(16**digits)]
    yield from pairwise([*bounds, "g"])


def _coded(values: Sequence[str | None]) -> tuple[list[str | None], list[int]]:
    known: dict[str | None, int] = {}
    codes = [known.setdefault(value, len(known)) for value in values]
    return list(known), codes


def _steps(values: Iterable[int | None]) -> list[int | None]:
    """Each value as its distance from the one before, which is shorter to write; none stays none."""
    steps: list[int | None] = []
    before = 0
    for value in values:
        steps.append(None if value is None else value - before)
        before = before if value is None else value
    return steps


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    return str(value)
