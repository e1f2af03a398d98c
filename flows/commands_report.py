"""`warta report`: the published warehouse as pages to look at."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from config.settings import load_settings
from flows.console import OUT, print_json
from flows.options import HERE, AsJson, Config, Home
from warehouse.published import published


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Folder to make, or to replace where it is a report. Default: HOME/report."),
    ] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", help="Folder of label files to measure accuracy with.")
    ] = None,
    config: Config = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Write the site: time line, maps, cases, quotes, laws, coverage and data quality, each number to its evidence."""
    from warehouse.report.site import write_report

    settings = load_settings(home, config).report
    written = write_report(
        published(home), folder or settings.target(home), labels=labels or settings.labels_folder()
    )
    if as_json:
        print_json(asdict(written))
        return
    OUT.print(f"{written.events:,} events, {written.files:,} files, {written.size / 1e6:,.1f} MB")
    OUT.print(f"Open  {written.start}", soft_wrap=True)
