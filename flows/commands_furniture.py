"""`warta furniture list|accept|refuse`: the lines that were learned to be no part of a site's articles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console import OUT, print_json, table
from flows.options import HERE, AsJson, By, Home, user
from warehouse.published import ask

if TYPE_CHECKING:
    from flows.reviewing import State

Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Lines, by the ids that list shows.")]

furniture_app = typer.Typer(
    no_args_is_help=True,
    help="Lines that many documents of a site share, and that cleaning therefore takes out.",
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(furniture_app, name="furniture")


@furniture_app.command("list")
def list_(
    site: Annotated[str | None, typer.Option("--site", help="Of this site only.")] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="learned, proposed, accepted or refused.")
    ] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """List the lines: how many documents had each, and how many articles it was taken out of.

    Lines that read as a sentence are proposed, and taken out only once they are accepted.
    """
    found = ask(home, "furniture", site, state)
    if as_json:
        print_json(found)
    elif not found:
        OUT.print("No line has been learned: none stands in enough documents of its site.")
    else:
        OUT.print(table("Learned furniture", ("id", "site", "line", "state", "documents", "taken out of"), [
            (row["furniture_id"], row["site"], row["line"], row["state"], row["documents"], row["removed_from"])
            for row in found
        ]))  # fmt: skip


@furniture_app.command()
def accept(ids: Ids, by: By = None, home: Home = HERE, as_json: AsJson = False) -> None:
    """Say that lines are furniture: they are taken out of what is coded from now on."""
    _decide(ids, "accepted", by, home, as_json)


@furniture_app.command()
def refuse(ids: Ids, by: By = None, home: Home = HERE, as_json: AsJson = False) -> None:
    """Say that lines belong to articles: they stay from now on."""
    _decide(ids, "refused", by, home, as_json)
    if not as_json:
        OUT.print("Articles that have lost such a line get it back by: warta backfill", style="dim")


def _decide(ids: list[str], state: "State", by: str | None, home: Path, as_json: bool) -> None:
    from flows.reviewing import decide

    decided = decide(home, ids, state, by or user())
    if as_json:
        print_json(decided)
    else:
        for row in decided:
            OUT.print(f"{state}: {row['line']} ({row['site']})", markup=False)
