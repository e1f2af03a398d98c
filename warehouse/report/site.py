"""Writing the site: facts from the published warehouse, pages in two languages, data beside them."""

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import duckdb

from config.errors import ConfigError
from warehouse import evaluate
from warehouse.published import open_published
from warehouse.report import data, places, timeline
from warehouse.report.data import Row, ask, set_name, shard_length
from warehouse.report.language import LANGUAGES, Language
from warehouse.report.rendering import environment
from warehouse.sqlfiles import sql_text
from warehouse.whole import whole_folder

PAGES = (
    "index",
    "time",
    "map",
    "cases",
    "penalties",
    "voices",
    "laws",
    "outlets",
    "quality",
    "events",
    "event",
)
MARKER = "warta-report.json"
"""Tells a folder that may be replaced from one that holds something else."""
LEVELS = ("moral", "ringan", "sedang", "berat", "open")
"""Levels of penalties from the lightest; "open" is where the text names none."""
LATEST = 8
ROWS_SHOWN = 300


class ReportError(ConfigError):
    """The site cannot be written as wished; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was written: the first page, events, files, and bytes of the largest file and of all."""

    start: Path
    events: int
    files: int
    largest: int
    size: int


def write_report(warehouse: Path, target: Path, *, labels: Path | None = None) -> Report:
    """Write the site of a published warehouse into a new folder, or in place of an earlier site.

    The folder is written under a temporary name and renamed, so that it is there as a whole or not at all.

    Args:
        warehouse: the published file.
        target: the folder to make.
        labels: label files to measure accuracy with; with none, the site says that it was not measured.

    Raises:
        ReportError: the target holds something else than a site.
    """
    target = target.resolve()
    if target.exists() and not _may_be_replaced(target):
        raise ReportError(f"{target} holds something else than a report. Name a new folder, or empty it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    measured = evaluate.evaluate(warehouse, labels) if labels else None
    with whole_folder(target) as folder, open_published(warehouse) as con:
        con.execute(
            "CREATE TEMP TABLE site_events AS SELECT row_number() OVER (ORDER BY event_date DESC NULLS LAST, "
            f"event_id) - 1 AS position, * FROM ({sql_text('report/events')})"
        )
        facts = _facts(con)
        facts["measured"] = measured if measured and measured.articles > measured.not_found else None
        out = data.Writer(folder / "data")
        out.folder.mkdir()
        count = facts["headline"]["events"]
        elections = {row["election_id"]: row["name"] for row in ask(con, "elections")}
        data.write_events(con, out, count, elections.get)
        data.write_sets(con, out)
        data.write_evidence(con, out, count)
        facts["quotes_shown"] = data.write_quotes(con, out)
        facts["shard"] = shard_length(count)
        _copy_static(folder / "static")
        _render(folder, facts)
        (folder / MARKER).write_text(json.dumps({"events": count}) + "\n", encoding="utf-8")
        sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Report(target / "index.html", count, len(sizes), max(sizes), sum(sizes))


def _facts(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    days = ask(con, "days")
    areas = ask(con, "areas")
    provinces = ask(con, "provinces")
    types = ask(con, "types")
    return {
        "headline": ask(con, "headline")[0],
        "types": types,
        "topics": _topics(types),
        "latest": ask(con, "rows", first=0, last=LATEST),
        "timeline": timeline.draw(days, timeline.calendar()),
        "months": timeline.months(days),
        "provinces": provinces,
        "tiles": places.shaded(provinces),
        "areas": areas,
        "bubbles": places.bubbles(areas),
        "stages": _stages(ask(con, "stages")),
        "penalties": _penalties(ask(con, "penalties")),
        "laws": ask(con, "laws"),
        "outlets": ask(con, "outlets"),
        "offices": ask(con, "offices"),
        "quality": ask(con, "quality"),
        "open": ask(con, "open_reasons"),
        "rejections": ask(con, "rejections"),
        "sources": ask(con, "sources"),
    }


def _topics(types: list[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in types:
        topic = found.setdefault(
            row["topic"], {"topic": row["topic"], "name": row["topic_name"], "events": 0}
        )
        topic["events"] += row["events"]
    return list(found.values())


def _stages(rows: list[Row]) -> list[Row]:
    """Of each topic with stages: the stages in order with their events, and the provinces with theirs."""
    found: dict[str, Row] = {}
    for row in rows:
        topic = found.setdefault(row["topic"], {"topic": row["topic"], "stages": Counter(), "provinces": {}})
        stage = (row["stage"], row["event_type"])
        topic["stages"][stage] += row["events"]
        province = topic["provinces"].setdefault((row["province_code"], row["province"]), Counter())
        province[row["event_type"]] += row["events"]
    for topic in found.values():
        topic["types"] = [kind for _, kind in sorted(topic["stages"])]
        topic["totals"] = {kind: events for (_, kind), events in topic["stages"].items()}
        topic["most"] = max(topic["totals"].values())
    return list(found.values())


def _penalties(rows: list[Row]) -> Row:
    """Mentions by level and modality, levels from the lightest, and the largest number for the bars."""
    held = {row["level"] for row in rows}
    return {
        "levels": [level for level in LEVELS if level in held] + sorted(held.difference(LEVELS)),
        "modalities": ("threatened", "recommended", "imposed"),
        "counts": {(row["level"], row["modality"]): row for row in rows},
        "most": max((row["mentions"] for row in rows), default=1),
    }


def _render(folder: Path, facts: dict[str, Any]) -> None:
    env = environment("warehouse.report")
    env.globals.update(set_name=set_name, tiles_steps=places.STEPS, pages=PAGES)
    for code in LANGUAGES:
        language = Language(code)
        home = folder if code == LANGUAGES[0] else folder / code
        home.mkdir(exist_ok=True)
        for page in PAGES:
            text = env.get_template(f"{page}.html").render(
                facts, lang=language, t=language.text, page=page, root="" if home == folder else "../",
                other=f"en/{page}.html" if home == folder else f"../{page}.html", places=places, time=timeline,
                rows_shown=ROWS_SHOWN, events_link=_events_link, area_link=_area_link,
            )  # fmt: skip
            (home / f"{page}.html").write_text(text, encoding="utf-8", errors="replace")


def _events_link(kind: str, day: date, monthly: bool) -> str:
    """The list of the events behind a bar of the time line."""
    return f"events.html#type={kind}&status=occurred&from={day}&{'month' if monthly else 'week'}=1"


def _area_link(place_code: str) -> str:
    return f"events.html#area={place_code}"


def _copy_static(folder: Path) -> None:
    with as_file(files("warehouse.report") / "static") as static:
        shutil.copytree(static, folder)


def _may_be_replaced(target: Path) -> bool:
    return target.is_dir() and ((target / MARKER).exists() or not any(target.iterdir()))
