"""What a person sees on the terminal, and the same as JSON for programs."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.job import Outcome
from warehouse.published import Row, ask, published

if TYPE_CHECKING:
    from flows.standing import Standing

OUT = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
EVENTS_SHOWN, REJECTIONS_SHOWN = 15, 8
QUERY_TO_TRY = "SELECT event_date, event_type, status, summary FROM events ORDER BY event_date"


def complain(error: object) -> None:
    """One line on standard error."""
    Console(stderr=True, highlight=False).print(Text(f"warta: {error}", style="red"))


def print_json(data: object) -> None:
    """Indented JSON; dates as ISO."""
    print(json.dumps(data, ensure_ascii=False, indent=1, default=str))


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """A run's outcome with the events and rejections behind its numbers."""
    return {
        **asdict(outcome),
        "warehouse": published(outcome.home),
        "events": ask(outcome.home, "run_events", outcome.run_id),
        "rejections": ask(outcome.home, "run_rejections", outcome.run_id),
    }


def print_outcome(outcome: Outcome) -> None:
    """The summary of a run: numbers, rejections, events, where the warehouse is, a query to try."""
    data = outcome_data(outcome)
    OUT.print()
    OUT.print("   ".join(f"[bold {_colour(name, n)}]{n}[/] {name}" for name, n in outcome.numbers().items()))
    if data["rejections"]:
        rows = data["rejections"][:REJECTIONS_SHOWN]
        OUT.print(table("Rejected", ("document", "why", ""), [
            (_tail(r["origin"]), r["code"], r["detail"]) for r in rows
        ]))  # fmt: skip
        _more(len(data["rejections"]), len(rows), "warta quarantine list")
    if events := data["events"]:
        kinds = Counter(event["event_type"] for event in events).most_common()
        title = f"{len(events)} events: {', '.join(f'{n} {kind}' for kind, n in kinds)}"
        names = ("date", "type", "status", "place", "reports", "who")
        listed = events[:EVENTS_SHOWN]
        OUT.print(table(title, names, [
            (_date(e), e["event_type"], e["status"], e["place"], e["report_count"], e["who"]) for e in listed
        ], one_line=True))  # fmt: skip
        _more(len(events), len(listed), f"{_program()} sql 'SELECT * FROM events'")
    for warning in outcome.warnings:
        OUT.print(Text(f"Warning: {warning}", style="yellow"))
    OUT.print(Text.assemble("\nWarehouse  ", (str(as_typed(data["warehouse"])), "bold")))
    OUT.print(Text.assemble("Try        ", (f'{_program()} sql "{QUERY_TO_TRY}"', "cyan")), soft_wrap=True)
    if events:
        OUT.print(
            Text.assemble("           ", (f"{_program()} explain {events[0]['event_id']}", "cyan")),
            soft_wrap=True,
        )


def print_status(home: Path, *, as_json: bool) -> None:
    """What the warehouse holds and how the last runs went."""
    from flows.standing import standing

    holdings, runs, now = ask(home, "holdings"), ask(home, "recent_runs"), standing(home)
    if as_json:
        print_json({"warehouse": published(home), "holdings": holdings, "runs": runs, **asdict(now)})
        return
    OUT.print(Text.assemble("Warehouse  ", (str(as_typed(published(home))), "bold")))
    OUT.print(table("Holdings", ("what", "count"), [(r["what"], f"{r['count']:,}") for r in holdings]))
    names = (
        "started_at",
        "flow",
        "trigger",
        "status",
        "documents_in",
        "articles_loaded",
        "duplicates",
        "rejected",
    )
    titles = ("started", "flow", "trigger", "status", "read", "loaded", "known", "rejected")
    OUT.print(table("Runs", titles, [tuple(cell(r[name]) for name in names) for r in runs]))
    _print_standing(now)


def _print_standing(now: "Standing") -> None:
    OUT.print(table("Waiting", ("what", "count"), [(what, f"{n:,}") for what, n in now.waiting.items()]))
    if now.writer:
        OUT.print(f"Writing    process {now.writer.get('pid')} on {now.writer.get('host')}: {now.writer.get('command')}, since {now.writer.get('since')}")  # fmt: skip
    else:
        OUT.print("Writing    nobody")
    if now.serving:
        OUT.print(f"Schedules  run by process {now.serving.get('pid')} on {now.serving.get('host')}, since {now.serving.get('since')}")  # fmt: skip
    else:
        OUT.print("Schedules  do not run: warta serve")
    title = "Due next" if now.serving else "Would be due next"
    OUT.print(
        table(title, ("when", "flow", ""), [(f"{d.at:%Y-%m-%d %H:%M %Z}", d.flow, d.what) for d in now.due])
    )


def print_quarantine(home: Path, key: str | None, *, as_json: bool) -> None:
    """Unresolved rejections, all or those that `key` names."""
    found = ask(home, "rejections", key)
    if as_json:
        print_json(found)
    elif not found:
        OUT.print("Nothing is in quarantine." if key is None else f"Nothing in quarantine matches '{key}'.")
    else:
        OUT.print(table("Quarantine", ("document", "origin", "stage", "code", "detail"), [
            (r["document_id"], _tail(r["origin"]), r["stage"], r["code"], r["detail"]) for r in found
        ]))  # fmt: skip


def print_evaluation(home: Path, labels: Path, *, misses: bool, as_json: bool) -> None:
    """The table of measures, and the misses on request."""
    from warehouse import evaluate

    result = evaluate.evaluate(published(home), labels)
    if as_json:
        print_json(evaluate.as_dict(result))
    else:
        print(evaluate.as_text(result, misses=misses))


def print_explanation(home: Path, key: str, *, as_json: bool) -> None:
    """An article with everything that was found in it."""
    from flows import explaining

    if as_json:
        print_json(explaining.explanation(home, key))
    else:
        explaining.print_explanation(home, key, OUT)


def table(
    title: str, names: Sequence[str], rows: Sequence[Sequence[object]], *, one_line: bool = False
) -> Table:
    """A table whose last column alone gives way where the terminal is narrow: folded, or cut to one line."""
    shown = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    shown.padding = (0, 2, 0, 0)
    widths = [max(len(str(row[number])) for row in [names, *rows]) for number in range(len(names) - 1)]
    left = max(OUT.width - sum(widths) - 2 * len(widths), 10)
    for name, width in zip(names, [*widths, None], strict=True):
        shown.add_column(name, header_style="dim", width=width, overflow="fold")
    for row in rows:
        *cells, last = map(str, row)
        short = last if len(last) <= left or not one_line else f"{last[: left - 1]}…"
        shown.add_row(*map(Text, [*cells, short]))
    return shown


def _colour(name: str, number: int) -> str:
    return {"loaded": "green", "rejected": "red"}.get(name, "default") if number else "default"


def _date(event: Row) -> str:
    if event["event_date"] is None:
        return "open"
    return str(event["event_date"])[: {"year": 4, "month": 7}.get(event["date_precision"], 10)]


def cell(value: object) -> str:
    """A value as it stands in a table."""
    return "" if value is None else str(value)[:19]


def _tail(origin: str) -> str:
    return Path(origin).name


def _more(total: int, shown: int, command: str) -> None:
    if total > shown:
        OUT.print(Text(f"… and {total - shown} more: {command}", style="dim"))


def as_typed(path: Path) -> Path:
    """A path as a person would type it from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _program() -> str:
    program = Path(sys.argv[0])
    return (
        str(as_typed(program.absolute())) if program.name == "warta" and ".venv" in program.parts else "warta"
    )
