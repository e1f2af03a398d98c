"""The flows that a person starts or that run now and then on Prefect: `backfill`, `report` and `maintenance`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from config.settings import load_settings
from flows import backfill as windowed
from flows import steps
from flows.job import Outcome
from flows.pipeline import renew_site
from flows.prefect_runs import backfill_turn, begin, patiently, show_outcome, show_site
from flows.windows import Order, Size, Stage, Window, Wish
from warehouse.doctor import examine
from warehouse.findings import Finding


@task(
    name="look back",
    description="Read sitemaps, lists of days and files of the sources, and note what lies in the days asked for.",
    cache_policy=NO_CACHE,
    timeout_seconds=6 * 3600,
)
def look_back(wish: Wish) -> list[Outcome]:
    """What comes before the plan of a backfill that fetches."""
    return list(windowed.look_back(wish, steps.fresh(), backfill_turn))


@task(
    name="plan",
    description="Settle which windows there are to do.",
    cache_policy=NO_CACHE,
    timeout_seconds=6 * 3600,
)
def plan(wish: Wish, *, is_dry: bool) -> windowed.Plan:
    """The windows of a backfill."""
    return windowed.plan(wish, is_dry=is_dry)


@task(
    name="window",
    description="Do the documents of one window, and publish.",
    task_run_name="{window.name}",
    cache_policy=NO_CACHE,
    timeout_seconds=7 * 24 * 3600,
)
def do_window(wish: Wish, window: Window) -> list[Outcome]:
    """One window, whenever it is this run's turn to write; runs that wait for theirs go first."""
    return list(windowed.run_window(wish, window, steps.fresh(), backfill_turn))


@flow(
    name="backfill",
    description="Do a stage again for stretches of days, window by window; a killed one goes on when started again.",
    flow_run_name="backfill-{stage}",
    timeout_seconds=30 * 24 * 3600,
)
def backfill(
    home: str = "data",
    stage: Stage = "extract",
    first: date | None = None,
    last: date | None = None,
    sources: list[str] | None = None,
    window: Size | None = None,
    order: Order = "oldest",
    settings_file: str | None = None,
    dry_run: bool = False,
) -> int:
    """Do a stage again for stretches of days. Scheduled runs come in between the windows.

    Args:
        home: the folder of all state.
        stage: fetch looks for articles that are not here yet, in sitemaps, archives and files; clean, extract and
            resolve are one pass over stored documents and do the same.
        first: the first day, by publication, else by fetching.
        last: the last day, that day included.
        sources: ids of sources; with none, all.
        window: how many days are worked off at a time; with none, what fits.
        order: which days come first.
        settings_file: a TOML file laid over the settings.
        dry_run: only show the plan.

    Returns:
        How many documents were taken in or coded again.
    """
    begin()
    wish = Wish(
        home=Path(home), stage=stage, first=first, last=last, sources=tuple(sources or ()), size=window,
        order=order, settings_file=Path(settings_file) if settings_file else None,
    )  # fmt: skip
    outcomes = patiently(look_back, wish) if stage == "fetch" and not dry_run else []
    windows = patiently(plan, wish, is_dry=dry_run).windows
    patiently(
        create_table_artifact,
        [{"window": w.name, "documents": w.documents} for w in windows],
        key="backfill-plan",
        description="What is to be done, in this order",
    )
    if dry_run:
        return 0
    progress = cast(
        UUID, patiently(create_progress_artifact, 0.0, "backfill-progress", "Windows done, in percent")
    )
    for number, part in enumerate(windows, 1):
        outcomes += patiently(do_window, wish, part)
        patiently(update_progress_artifact, progress, 100 * number / len(windows))
    for outcome in outcomes[-1:]:
        patiently(show_outcome, outcome)
    done = sum(outcome.documents_in for outcome in outcomes)
    get_run_logger().info("%d documents in %d windows", done, len(windows))
    return done


@flow(
    name="report",
    description="Write the site of events anew from what was published.",
    flow_run_name="report",
    timeout_seconds=2 * 3600,
)
def report(
    home: str = "data",
    folder: str | None = None,
    labels: str | None = None,
    settings_file: str | None = None,
) -> int:
    """Write the site anew; an earlier one is replaced as a whole.

    Args:
        home: the folder of all state.
        folder: where the site is written; with none, where the settings say.
        labels: folder of label files to tell the accuracy by; with none, what the settings say.
        settings_file: a TOML file laid over the settings.

    Returns:
        How many events it shows.
    """
    begin()
    settings = load_settings(Path(home), Path(settings_file) if settings_file else None).report
    asked = {name: value for name, value in (("folder", folder), ("labels", labels)) if value is not None}
    site = patiently(renew_site, Path(home).resolve(), settings.model_copy(update=asked))
    patiently(show_site, site)
    get_run_logger().info("%d events in %d files: %s", site.events, site.files, site.start)
    return site.events


@task(
    name="look over",
    description="Disk, versions, lock, raw store, tables and the published file.",
    cache_policy=NO_CACHE,
    timeout_seconds=6 * 3600,
)
def look_over(home: Path, *, quick: bool) -> tuple[Finding, ...]:
    """What `warta doctor` finds."""
    return examine(home, quick=quick)


@flow(
    name="maintenance",
    description="Look the warehouse over; the run fails where something is wrong, and says what to do.",
    flow_run_name="maintenance",
    timeout_seconds=6 * 3600,
)
def maintenance(home: str = "data", quick: bool = False) -> None:
    """Look the home over.

    Args:
        home: the folder of all state.
        quick: leave out what reads everything.

    Raises:
        RuntimeError: something is wrong; the artifact and the message say what to do.
    """
    begin()
    found = patiently(look_over, Path(home), quick=quick)
    patiently(
        create_table_artifact,
        [asdict(finding) for finding in found],
        key="doctor",
        description="State of the home",
    )
    if wrong := [finding for finding in found if finding.status == "error"]:
        patiently(
            create_markdown_artifact,
            "\n".join(f"- **{f.subject}**: {f.detail} {f.advice}" for f in wrong),
            key="to-do",
        )
        raise RuntimeError(" ".join(f"{f.subject}: {f.detail} {f.advice}" for f in wrong))
