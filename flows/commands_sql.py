"""`warta sql`: a question on the command line, in a file, or one after another on a terminal."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from config.settings import load_settings
from flows.console import OUT, complain
from flows.job import UsageError
from flows.options import HERE, AsJson, Home
from warehouse.published import published


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sql)


def sql(
    query: Annotated[
        str | None,
        typer.Argument(help="One SELECT. With none: a shell on a terminal, else read from standard input."),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the query from a file.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the answer to a file; parquet needs one.")
    ] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Ask the published warehouse a question in SQL."""
    from warehouse import door

    if query is not None and file is not None:
        raise UsageError("Give a query or --file, not both.")
    warehouse, form = published(home), "json" if as_json else form
    limits = door.Limits(**load_settings(home).sql.model_dump())
    if query is None and file is None and sys.stdin.isatty():
        from flows.shell import converse

        converse(warehouse, limits, home / "state" / "sql_history")
        return
    text = query if query is not None else file.read_text("utf-8") if file else sys.stdin.read()
    if form == "parquet":
        if output is None:
            raise UsageError("Parquet goes to a file: --output NAME.parquet")
        rows = door.save(warehouse, text, output, limits=limits)
        OUT.print(f"{output}: {rows:,} rows")
        return
    answer, truncated = door.answer_whole(warehouse, text, form=form, limits=limits)
    if truncated and form != "table":
        complain("the answer was cut off at the limit of rows or size. Narrow it down, or use warta export.")
    if output is not None:
        output.write_text(answer, encoding="utf-8")
    else:
        sys.stdout.write(answer)
