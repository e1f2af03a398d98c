"""`warta export`, `doctor`, `tidy`, `backup` and `restore`: handing data on, and looking after it."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from flows.console import OUT, print_json, table
from flows.options import FAILED, HERE, AsJson, Home
from warehouse.published import published

if TYPE_CHECKING:
    from warehouse.backup import Archive

COLOURS = {"ok": "green", "warning": "yellow", "error": "red"}
WAIT_SECONDS = 600.0


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (export, doctor, tidy, backup, restore):
        app.command()(command)


def export(
    folder: Annotated[Path, typer.Argument(help="Folder to make, or to replace where it is an export.")],
    form: Annotated[str, typer.Option("--format", help="parquet or csv.")] = "parquet",
    only: Annotated[
        list[str] | None, typer.Option("--table", help="Table or view (report.NAME); repeatable.")
    ] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Write all tables and report views as Parquet or CSV, described by a Frictionless datapackage.json."""
    from warehouse import export as exporting

    written = exporting.export(published(home), folder, form=form, names=only or ())
    if as_json:
        print_json({"folder": folder, "tables": [asdict(entry) for entry in written]})
        return
    rows = [(entry.name, f"{entry.rows:,}", f"{entry.size:,}", entry.path) for entry in written]
    OUT.print(table(f"Written to {folder}", ("table", "rows", "bytes", "file"), rows))


def doctor(
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what reads the whole raw store and all tables.")
    ] = False,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Look the home over: disk, versions, lock, left-overs, raw store, tables, published file."""
    from warehouse import doctor as looking

    findings = looking.examine(home, quick=quick)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            OUT.print(Text.assemble(
                (f"{finding.status:8}", COLOURS[finding.status]), f"{finding.subject:12}", finding.detail,
                (f" {finding.advice}" if finding.advice else "", "dim"),
            ), soft_wrap=True)  # fmt: skip
    if any(finding.status == "error" for finding in findings):
        raise typer.Exit(FAILED)


def tidy(home: Home = HERE, as_json: AsJson = False) -> None:
    """Join small files, and remove what the settings under [keep] no longer keep. By default that is nothing."""
    from warehouse.keeping import keep_house

    done = keep_house(home, datetime.now(UTC), wait=WAIT_SECONDS)
    if as_json:
        print_json(asdict(done))
        return
    OUT.print(
        f"Raw files: {done.raw_files_before:,} before, {done.raw_files_after:,} now"
        + (
            f", {done.raw_files_removed:,} of them removed as older than they are kept"
            if done.raw_files_removed
            else ""
        )
        + f". Rows removed: {done.rows_removed:,}. Of a lake: {done.lake_files_removed:,} files and "
        f"{done.lake_states_removed:,} earlier states let go."
    )


def backup(
    file: Annotated[Path, typer.Argument(help="Archive to write, NAME.tar.zst.")],
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Save the raw store, the published warehouse and your settings in one file, and verify it."""
    from warehouse import backup as saving

    archive = saving.backup(home, file, wait=WAIT_SECONDS)
    _print_archive("Saved and verified", archive, file, as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="Archive that warta backup wrote.")],
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Make a new home of a backup; one that holds something is never overwritten."""
    from warehouse import backup as saving

    _print_archive("Restored", saving.restore(file, home), home, as_json=as_json)


def _print_archive(what: str, archive: "Archive", where: Path, *, as_json: bool) -> None:
    if as_json:
        print_json({"path": where, **asdict(archive)})
    else:
        OUT.print(
            f"{what}: {where}, {archive.files} files ({archive.raw_files} of the raw store), {archive.size:,} bytes."
        )
