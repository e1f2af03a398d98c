"""The flows of every day on Prefect: `ingest`, `process`, and `pipeline`, which is both.

The tasks are thin: each calls one plain function of `flows.steps`, which the command line calls without
Prefect in the same order (`flows.steps.run`). They are few and coarse, for each costs the server work.
"""

import random
import time
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from config.settings import ReportSettings
from flows import steps
from flows.job import Ingested, Job, Outcome, Processed, job_without_input, plan_job
from flows.prefect_runs import begin, cancel_missed_runs, patiently, show_outcome, show_site, writer_slot
from warehouse.published import published
from warehouse.report.site import Report, write_report


def _may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether trying again can help: with a full disk or a network drive away, not with a fault in the data."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(
    name="ingest",
    description="Read the sources; put new documents into the raw store.",
    cache_policy=NO_CACHE,
    timeout_seconds=6 * 3600,
    retries=2,
    retry_delay_seconds=[30, 300],
    retry_jitter_factor=0.5,
    retry_condition_fn=_may_pass,
)
def read(job: Job) -> Ingested:
    """Sources → raw store."""
    return steps.ingest(job)


@task(
    name="process",
    description="Clean, extract, resolve and load what is in the raw store and not yet in the tables.",
    cache_policy=NO_CACHE,
    timeout_seconds=24 * 3600,
    retries=1,
    retry_delay_seconds=60,
    retry_jitter_factor=0.5,
    retry_condition_fn=_may_pass,
)
def code(job: Job) -> Processed:
    """Raw store → tables."""
    return steps.process(job)


@task(
    name="publish",
    description="Check the tables and hand them to readers.",
    cache_policy=NO_CACHE,
    timeout_seconds=3600,
    retries=1,
    retry_delay_seconds=60,
    retry_jitter_factor=0.5,
    retry_condition_fn=_may_pass,
)
def publish(job: Job, ingested: Ingested, processed: Processed) -> Outcome:
    """Tables → the published warehouse."""
    return steps.publish(job, ingested, processed)


@task(
    name="report",
    description="Write the site anew from what was published.",
    cache_policy=NO_CACHE,
    timeout_seconds=3600,
)
def renew_site(home: Path, wish: ReportSettings) -> Report:
    """The published warehouse → pages to look at."""
    return write_report(published(home), wish.target(home), labels=wish.labels_folder())


@flow(
    name="pipeline",
    description="Ingest new articles, extract what they report, and publish the warehouse.",
    flow_run_name="pipeline-{trigger}",
    timeout_seconds=24 * 3600,
)
def pipeline(
    home: str = "data",
    paths: list[str] | None = None,
    sources: list[str] | None = None,
    settings_file: str | None = None,
    trigger: str = "manual",
    started: str | None = None,
) -> Outcome:
    """Run the main job once.

    Args:
        home: the folder of all state.
        paths: files, folders or patterns to read; with none, `sources`.
        sources: ids of sources to read; with none, all that are enabled.
        settings_file: a TOML file laid over the settings.
        trigger: what started the run: "manual", "schedule" or "backfill".
        started: what tells this run from others; with none, a fresh value.
    """
    job = _job("pipeline", home, paths, sources, settings_file, trigger, started)
    with writer_slot(), steps.running(job):
        outcome = patiently(publish, job, patiently(read, job), patiently(code, job))
    return _ended(job, outcome)


@flow(
    name="ingest",
    description="Put new documents into the raw store; a later run of process or pipeline codes and loads them.",
    flow_run_name="ingest-{trigger}",
    timeout_seconds=6 * 3600,
)
def ingest(
    home: str = "data",
    paths: list[str] | None = None,
    sources: list[str] | None = None,
    settings_file: str | None = None,
    trigger: str = "manual",
) -> Outcome:
    """Take in what is new, and nothing more. The arguments are those of `pipeline`."""
    job = _job("ingest", home, paths, sources, settings_file, trigger)
    with writer_slot(), steps.running(job):
        outcome = patiently(publish, job, steps.left_waiting(patiently(read, job)), Processed())
    return _ended(job, outcome)


@flow(
    name="process",
    description="Code and load what is in the raw store and not yet in the tables, and publish the warehouse.",
    flow_run_name="process-{trigger}",
    timeout_seconds=24 * 3600,
)
def process(home: str = "data", settings_file: str | None = None, trigger: str = "manual") -> Outcome:
    """Work off what waits in the raw store. The arguments are those of `pipeline`."""
    begin()
    job = job_without_input(
        Path(home),
        started=steps.fresh(),
        flow="process",
        trigger=trigger,
        settings_file=Path(settings_file) if settings_file else None,
    )
    with writer_slot(), steps.running(job):
        outcome = patiently(publish, job, Ingested(), patiently(code, job))
    return _ended(job, outcome)


def _job(
    name: str,
    home: str,
    paths: list[str] | None,
    sources: list[str] | None,
    settings_file: str | None,
    trigger: str,
    started: str | None = None,
) -> Job:
    begin()
    if trigger == "schedule":
        patiently(cancel_missed_runs)
    job = plan_job(
        Path(home),
        started=started or steps.fresh(),
        paths=tuple(map(Path, paths or ())),
        source_ids=tuple(sources or ()),
        settings_file=Path(settings_file) if settings_file else None,
        trigger=trigger,
        flow=name,
    )
    time.sleep(random.uniform(0, job.jitter_seconds))
    return job


def _ended(job: Job, outcome: Outcome) -> Outcome:
    """Leave the artifacts. A site that cannot be written does not fail a run whose rows are published."""
    patiently(show_outcome, outcome)
    if job.settings.report.after_run:
        state = patiently(lambda: renew_site(job.home, job.settings.report, return_state=True))
        if state.is_completed():
            patiently(show_site, state.result())
        else:
            get_run_logger().warning("The site was not renewed: %s", state.message)
    get_run_logger().info("%s", outcome.numbers())
    return outcome
