"""`warta sources`: where articles come from, how that goes, and new sources."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from config.sources import Source, load_sources
from flows.console import OUT, as_typed, cell, print_json, table
from flows.options import HERE, SOME_REJECTED, AsJson, Home
from warehouse.published import NoWarehouseError, Row, ask

if TYPE_CHECKING:
    from flows.sources import Check

sources_app = typer.Typer(no_args_is_help=True, help="Where articles come from.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(sources_app, name="sources")


@sources_app.command("list")
def list_(home: Home = HERE, as_json: AsJson = False) -> None:
    """List all sources, the shipped ones and yours, and how they do."""
    sources = load_sources(home)
    try:
        health = {row.pop("source_id"): row for row in ask(home, "source_health")}
    except NoWarehouseError:
        health = {}
    if as_json:
        print_json([{**source.model_dump(), "health": health.get(source.id)} for source in sources.values()])
        return
    names = ("id", "kind", "on", "where", "last success", "articles", "24 h", "usual", "rejected", "health")
    OUT.print(table("Sources", names, [
        (s.id, s.kind, "yes" if s.enabled else "no", s.url or s.path or "", *_health(health.get(s.id)))
        for s in sources.values()
    ]))  # fmt: skip


@sources_app.command()
def check(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of sources. With none, all enabled.")] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Ask sources what they have now; nothing is stored. Exit status 3 if one is not well."""
    from flows.sources import check_sources

    checks = sorted(check_sources(home, ids or ()), key=lambda check: check.source_id)
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        _print_checks(checks)
    if not all(check.is_good for check in checks):
        raise typer.Exit(SOME_REJECTED)


@sources_app.command()
def add(
    what: Annotated[str, typer.Argument(help="Address of a feed, sitemap or site; or an OPML file.")],
    id_: Annotated[str | None, typer.Option("--id", help="Id; by default made from the name.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Name; by default the feed's title.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="feed or sitemap; by default found out.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Outlet of its articles.")] = None,
    timezone: Annotated[
        str | None, typer.Option("--timezone", help="Zone of times without one, such as Asia/Makassar.")
    ] = None,
    every: Annotated[int | None, typer.Option("--every", help="Minutes between two visits.")] = None,
    pages: Annotated[
        bool | None,
        typer.Option("--pages/--no-pages", help="Fetch the articles' pages, or take the feed's text."),
    ] = None,
    allow_private: Annotated[
        bool | None, typer.Option("--allow-private", help="It may be at a private or loopback address.")
    ] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Add a feed, a sitemap, or all feeds of an OPML list to your sources."""
    from flows.sources import add_sources

    options = {
        "id": id_,
        "name": name,
        "kind": kind,
        "outlet": outlet,
        "timezone": timezone,
        "every_minutes": every,
        "fetch_pages": pages,
        "allow_private": allow_private,
    }
    added = add_sources(home, what, options=options)
    if as_json:
        print_json([source.model_dump() for source in added])
    elif not added:
        OUT.print("Nothing new: every address in it is a source already.")
    else:
        _print_added(home, added)


def _print_checks(checks: Sequence["Check"]) -> None:
    names = ("id", "", "format", "entries", "with link", "with date", "newest", "what is wrong")
    OUT.print(table("Sources", names, [
        (c.source_id, "good" if c.is_good else "bad", c.format or "", str(c.entries), str(c.linked), str(c.dated),
         cell(c.newest), f"{c.code}: {c.detail}" if c.code else "") for c in checks
    ]))  # fmt: skip


def _print_added(home: Path, added: Sequence[Source]) -> None:
    OUT.print(table("Added", ("id", "kind", "name", "where"), [
        (s.id, s.kind, s.name, s.url or "") for s in added
    ]))  # fmt: skip
    OUT.print(
        Text(f"\nThey stand in {as_typed((home / 'sources.toml').absolute())}; warta run fetches them.")
    )


def _health(row: Row | None) -> tuple[str, ...]:
    if row is None:
        return ("",) * 6
    trouble = f": {row['last_error']}" if row["last_error"] else ""
    return (
        cell(row["last_success_at"])[:16],
        cell(row["article_count"]),
        cell(row["new_last_day"]),
        cell(row["expected_per_day"]),
        cell(row["rejections_by_code"]),
        f"{row['health'] or ''}{trouble}",
    )
