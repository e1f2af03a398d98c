"""The command line. Exit status: 0 all well, 1 the run failed, 2 wrong usage or configuration, 3 some rejected."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from config.errors import ConfigError
from flows import (
    commands_events,
    commands_explore,
    commands_furniture,
    commands_keeping,
    commands_recoding,
    commands_report,
    commands_sources,
    commands_sql,
    console,
)
from flows.engines.base import EngineError
from flows.environment import prepare_prefect, server_configured
from flows.job import Job, Outcome, UsageError, plan_job
from flows.logs import set_up_logging
from flows.options import FAILED, HERE, SOME_REJECTED, WRONG_USAGE, AsJson, Home

app = typer.Typer(
    name="warta",
    help="Indonesian news to event tables, every row traceable to the words that say it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
quarantine_app = typer.Typer(no_args_is_help=True, help="Documents that gave no article, and why.")
app.add_typer(quarantine_app, name="quarantine")


def _print_version(asked: bool) -> None:
    if asked:
        console.OUT.print(f"warta {version('warta')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """What holds for every command."""


@app.command()
def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files, folders or patterns. With none, all enabled sources.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="Id of a source; repeatable.")] = None,
    prefect: Annotated[
        bool, typer.Option("--prefect", help="Run as a Prefect flow even without a server configured.")
    ] = False,
    config: Annotated[
        Path | None, typer.Option("--config", help="A TOML file laid over the settings.")
    ] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Run the main job: ingest, clean, extract, resolve, load."""
    if paths and source:
        raise UsageError("Give paths or --source, not both.")
    outcome = _run(home, tuple(paths or ()), tuple(source or ()), config, through_prefect=prefect)
    if as_json:
        console.print_json(console.outcome_data(outcome))
    else:
        console.print_outcome(outcome)
    if outcome.rejected:
        raise typer.Exit(SOME_REJECTED)


def _run(
    home: Path,
    paths: tuple[Path, ...],
    sources: tuple[str, ...],
    config: Path | None,
    *,
    through_prefect: bool,
) -> Outcome:
    from flows import steps

    started = steps.fresh()
    job: Job = plan_job(home, started=started, paths=paths, source_ids=sources, settings_file=config)
    if not (through_prefect or server_configured()):
        return steps.run(job)
    prepare_prefect(home)
    from flows.pipeline import pipeline

    return pipeline(
        home=str(home),
        paths=[str(path) for path in paths],
        sources=list(sources),
        settings_file=str(config) if config else None,
        trigger="manual",
        started=started,
    )


@app.command()
def serve(
    cron: Annotated[
        str | None, typer.Option("--cron", help="When to run; default from the settings.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="A TOML file laid over the settings.")
    ] = None,
    home: Home = HERE,
) -> None:
    """Run the pipeline on its schedule until stopped; the other flows can be started by hand."""
    prepare_prefect(home)
    from flows.serving import serve_flows

    serve_flows(home, config, cron)


@app.command()
def explain(
    key: Annotated[str, typer.Argument(help="Article id, URL, or a part of the path it was read from.")],
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Show an article with everything that was found in it, by which rule, and why not."""
    console.print_explanation(home, key, as_json=as_json)


@app.command()
def status(home: Home = HERE, as_json: AsJson = False) -> None:
    """Show what the warehouse holds, how the last runs went, what waits, who writes and what is due next."""
    console.print_status(home, as_json=as_json)


@app.command(name="eval")
def evaluate(
    labels: Annotated[Path, typer.Argument(help="Folder of label files.")],
    misses: Annotated[bool, typer.Option("--misses", help="List every miss after the table.")] = False,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Measure the warehouse against hand-labelled articles."""
    console.print_evaluation(home, labels, misses=misses, as_json=as_json)


@quarantine_app.command("list")
def quarantine_list(home: Home = HERE, as_json: AsJson = False) -> None:
    """List what was rejected and is not resolved."""
    console.print_quarantine(home, None, as_json=as_json)


@quarantine_app.command("show")
def quarantine_show(
    document: Annotated[str, typer.Argument(help="Document id, or a part of its origin.")],
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Show the rejections of one document."""
    console.print_quarantine(home, document, as_json=as_json)


for commands in (
    commands_sql,
    commands_events,
    commands_recoding,
    commands_report,
    commands_explore,
    commands_sources,
    commands_furniture,
    commands_keeping,
):
    commands.register(app)


def main(arguments: list[str] | None = None) -> None:
    """Entry point: errors that a user can mend are one line on standard error, never a traceback."""
    from warehouse.door import QueryError
    from warehouse.store import WarehouseError

    set_up_logging()
    status: Any = 0
    try:
        status = app(arguments, standalone_mode=False)
    except (UsageError, ConfigError, QueryError, FileNotFoundError) as error:
        console.complain(error)
        status = WRONG_USAGE
    except typer.Exit as done:
        status = done.exit_code
    except typer.TyperException as error:
        console.complain(f"{error.format_message()} Try: warta --help")
        status = WRONG_USAGE
    except (WarehouseError, EngineError) as error:
        console.complain(error)
        status = FAILED
    except (typer.Abort, KeyboardInterrupt):
        console.complain("Stopped. What was read is kept; run again to go on.")
        status = 130
    sys.exit(status or 0)
