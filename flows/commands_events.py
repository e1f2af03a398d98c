"""`warta events show|split|merge`: looking at one event, and correcting by hand which reports are one."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.text import Text

from flows.console import OUT, print_json, table
from flows.options import HERE, AsJson, By, Home, user
from warehouse.published import Row

Note = Annotated[str | None, typer.Option("--note", help="Why, for those who look later.")]
FIELDS = ("event_type", "topic", "status", "event_date", "event_date_end", "date_precision", "place", "venue",
          "election_id", "report_count", "outlet_count", "first_published_at")  # fmt: skip

events_app = typer.Typer(
    no_args_is_help=True, help="One event: why its reports are one, and corrections by hand."
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(events_app, name="events")


@events_app.command()
def show(
    event_id: Annotated[str, typer.Argument(help="Any event id, also of the past.")],
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Show an event: its reports, what joined them with which points, where they differ, what was decided."""
    from flows.showing import show_event

    found = show_event(home, event_id)
    if as_json:
        print_json(found)
        return
    asked = found["asked"]
    if asked["state"] != "current":
        means = found["current"] or "nothing that is reported now"
        OUT.print(Text(f"{event_id} was {asked['state']} and means {means}.", style="yellow"))
    for row in found.get("withdrawn", ()):
        OUT.print(f"No article reports it since {row['withdrawn_at']:%Y-%m-%d}. It was: {row['summary']}")
    if found["current"]:
        _print_event(found)
    _print_decisions(found["decisions"])


@events_app.command()
def split(
    event_id: Annotated[str, typer.Argument(help="The event that holds too much.")],
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT_ID…", help="The reports that leave it, or their articles.")
    ],
    by: By = None,
    note: Note = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Move reports out of an event into one of their own; this holds whatever is coded again."""
    from flows.deciding import split_event

    _tell(split_event(home, event_id, reports, by or user(), note), as_json)


@events_app.command()
def merge(
    event_id: Annotated[str, typer.Argument(help="The event that stays.")],
    other_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="The one that goes into it.")],
    by: By = None,
    note: Note = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Make one event of two; the second id then means the first."""
    from flows.deciding import merge_events

    _tell(merge_events(home, event_id, other_id, by or user(), note), as_json)


def _tell(decision: Any, as_json: bool) -> None:
    if as_json:
        print_json(asdict(decision))
        return
    count = len(decision.report_ids)
    OUT.print(
        f"{count} report{'s' if count > 1 else ''} moved from {decision.from_event_id} to "
        f"[bold]{decision.to_event_id}[/]."
    )
    OUT.print(Text(f"To take it back: {decision.undo}", style="dim"), soft_wrap=True)


def _print_event(found: Row) -> None:
    event = found["event"]
    OUT.print(Text.assemble((f"{event['event_id']}  ", "bold"), event["summary"]), soft_wrap=True)
    for name in FIELDS:
        if event[name] is not None:
            OUT.print(Text.assemble((f"    {name:20}", "dim"), str(event[name])))
    for actor in found["actors"]:
        office = f", {actor['position']}" if actor["position"] else ""
        OUT.print(Text.assemble((f"    {actor['role']:20}", "dim"), f"{actor['name']}{office}"))
    OUT.print(table("Reports", ("report", "outlet", "published", "date", "place", "put by", "points", "closest, and for what"), [
        (r["report_id"], r["outlet"] or "", str(r["published_at"] or "")[:10], _day(r), r["place_code"] or "open",
         r["method"] or "", r["score"] if r["score"] else "", _why(r)) for r in found["reports"]
    ]))  # fmt: skip
    if found["disagreements"]:
        OUT.print(table("Where they differ", ("field", "value", "reports", "taken", "outlets"), [
            (d["column_name"], d["value"], d["report_count"], "yes" if d["is_taken"] else "", d["outlets"] or "")
            for d in found["disagreements"]
        ]))  # fmt: skip


def _print_decisions(decisions: list[Row]) -> None:
    if decisions:
        OUT.print(table("Decided by hand", ("when", "who", "what", "from", "to", "reports", "note"), [
            (f"{d['decided_at']:%Y-%m-%d %H:%M}", d["decided_by"], d["action"], d["from_event_id"], d["to_event_id"],
             len(d["report_ids"]), d["note"] or "") for d in decisions
        ]))  # fmt: skip


def _day(report: Row) -> str:
    if report["event_date"] is None:
        return "open"
    return str(report["event_date"])[: {"year": 4, "month": 7}.get(report["date_precision"], 10)]


def _why(report: Row) -> str:
    points = report.get("agreements")
    if not points:
        return ""
    return f"{report['closest']}: " + " + ".join(f"{name} {value:g}" for name, value in points.items())
