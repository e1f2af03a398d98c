"""`warta backfill` and `warta diff`: coding stored documents again, and what that changed."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.console import OUT, print_json, table
from flows.job import UsageError
from flows.options import HERE, SOME_REJECTED, AsJson, Config, Home
from flows.windows import Order, Size, Stage, Wish
from warehouse.published import Row, ask
from warehouse.tables import TABLES

if TYPE_CHECKING:
    from flows.backfill import Plan

DAYS = ["%Y-%m-%d"]
WIDTH = 60


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(backfill)
    app.command()(diff)


def backfill(
    stage: Annotated[Stage, typer.Option("--stage", help="The stage to do again.")] = "extract",
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=DAYS, help="First day, by publication, else by fetching."),
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, help="Last day, that day included.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="Id of a source; repeatable.")] = None,
    window: Annotated[
        Size | None, typer.Option("--window", help="Days worked off at a time; by default what fits.")
    ] = None,
    order: Annotated[Order, typer.Option("--order", help="Which days come first.")] = "oldest",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be coded again.")] = False,
    config: Config = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Code stored documents again by the present rules: what other rules coded, and what they rejected.

    Cleaning, extraction and resolution are one pass over the raw document, so that the stages clean, extract
    and resolve do the same. --stage fetch looks instead for articles of those days that are not here yet, in
    sitemaps, archives and files. It goes window by window; stopped at any moment, it goes on where it was when it is
    started again, and scheduled runs come in between.
    """
    from flows import backfill, steps

    wish = Wish(
        home=home,
        stage=stage,
        first=first.date() if first else None,
        last=last.date() if last else None,
        sources=tuple(source or ()),
        size=window,
        order=order,
        settings_file=config,
    )
    if dry_run:
        _print_plan(backfill.plan(wish, is_dry=True), as_json=as_json)
        return
    outcomes = list(backfill.run(wish, steps.fresh()))
    changed = ask(home, "changed_by_run", [outcome.run_id for outcome in outcomes]) if outcomes else []
    rejected = sum(outcome.rejected for outcome in outcomes)
    if as_json:
        print_json({"windows": [asdict(outcome) for outcome in outcomes], "changes": changed})
    else:
        done = "articles_loaded" if stage == "fetch" else "documents_in"
        what = "articles fetched and loaded" if stage == "fetch" else "coded again"
        OUT.print(f"[bold]{sum(getattr(o, done) for o in outcomes)}[/] {what}   [bold]{rejected}[/] rejected")
        if changed:
            OUT.print(
                table("Changes", ("from", "to", "table", "values"), [tuple(r.values()) for r in changed])
            )
            OUT.print(f"In detail: warta diff {changed[0]['from_version']} {changed[0]['to_version']}")
    if rejected:
        raise typer.Exit(SOME_REJECTED)


def diff(
    old: Annotated[str, typer.Argument(metavar="VERSION", help="The rules before.")],
    new: Annotated[str, typer.Argument(metavar="VERSION", help="The rules after.")],
    of_table: Annotated[str | None, typer.Option("--table", help="Only this table.")] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Show what coding again by other rules changed: counts by table and column, with examples."""
    if of_table is not None and of_table not in TABLES:
        raise UsageError(f"There is no table '{of_table}'. Known: {', '.join(TABLES)}.")
    pairs = ask(home, "versions")
    if (old, new) not in [(pair["from_version"], pair["to_version"]) for pair in pairs]:
        known = "; ".join(f"{pair['from_version']} {pair['to_version']}" for pair in pairs)
        raise UsageError(
            f"Nothing was coded again from version {old} to {new}. "
            + (f"What there is: {known}." if known else "No document has been coded again: warta backfill.")
        )
    counts = ask(home, "changed_counts", old, new, of_table)
    if as_json:
        print_json({"from": old, "to": new, "changes": counts})
        return
    OUT.print(table(
        f"From {old} to {new}", ("table", "column", "changes", "examples"),
        [(r["table_name"], _column(r), r["changes"], _examples(r)) for r in counts],
    ))  # fmt: skip


def _print_plan(plan: "Plan", *, as_json: bool) -> None:
    windows = {window.name: window.documents for window in plan.windows}
    counts: dict[str, dict[str, int]] = {}
    said: dict[str, Any] = {
        "windows": [{"name": window.name, **asdict(window)} for window in plan.windows],
        "seconds": plan.seconds,
    }
    if found := plan.again:
        said = {**asdict(found), "by_day": {str(day): n for day, n in found.by_day.items()}, **said}
        counts = {"coded by": found.from_versions, "source": found.by_source, "window": windows}
        text = (
            f"To be coded again by version {found.to_version}: [bold]{found.articles}[/] articles, and "
            f"[bold]{found.rejected}[/] rejected documents get another chance."
        )
        pace = "at the speed of the last runs"
    elif ahead := plan.ahead:
        said = {**asdict(ahead), **said}
        counts = {"source": ahead.links, "window": windows}
        text = (
            f"To be fetched: the pages of [bold]{sum(ahead.links.values())}[/] links, and before them the lists of "
            f"[bold]{ahead.lists}[/] days, which will name more. "
            + (f"Files are read as a whole: {', '.join(ahead.files)}. " if ahead.files else "")
            + (f"{ahead.undated} links of sitemaps state no date and are left out." if ahead.undated else "")
        )
        pace = "at the least, for hosts are asked at their pace"
    if as_json:
        print_json(said)
        return
    OUT.print(text)
    if plan.seconds is not None:
        OUT.print(f"About {timedelta(seconds=round(plan.seconds))} {pace}.")
    for title, numbers in counts.items():
        if numbers:
            OUT.print(table("", (title, "documents"), list(numbers.items())))


def _column(row: Row) -> str:
    if row["column_name"] != "*":
        return str(row["column_name"])
    return f"rows: {row['rows_new']} new, {row['rows_gone']} gone"


def _examples(row: Row) -> str:
    if row["column_name"] == "*":
        return ", ".join(example["row_key"] for example in row["examples"])
    return "\n".join(_difference(example["old_value"], example["new_value"]) for example in row["examples"])


def _difference(old: Any, new: Any) -> str:
    """Old and new value, from where they begin to differ if they are long."""
    if isinstance(old, str) and isinstance(new, str):
        same = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
        if same > WIDTH // 2:
            old, new = (f"…{value[same - WIDTH // 4 :]}" for value in (old, new))
    return f"{_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    text = "(empty)" if value is None else " ".join(str(value).split())
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
