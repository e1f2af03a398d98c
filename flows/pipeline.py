"""The main job as a Prefect flow. It reads as the data's way: ingest, process, publish.

The tasks are thin: each calls one plain function of `flows.steps`, which the command line calls without
Prefect in the same order (`flows.steps.run`). They are few and coarse, for each costs the server work.
"""

import logging
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from flows import steps
from flows.job import Ingested, Job, Outcome, Processed, plan_job

TAGS = ["warta"]


@task(
    name="ingest",
    description="Read the sources; put new documents into the raw store.",
    tags=TAGS,
    cache_policy=NO_CACHE,
    timeout_seconds=6 * 3600,
)
def ingest(job: Job) -> Ingested:
    """Sources → raw store."""
    return steps.ingest(job)


@task(
    name="process",
    description="Clean, extract, resolve and load what is in the raw store and not yet in the tables.",
    tags=TAGS,
    cache_policy=NO_CACHE,
    timeout_seconds=24 * 3600,
)
def process(job: Job) -> Processed:
    """Raw store → tables."""
    return steps.process(job)


@task(
    name="publish",
    description="Check the tables and hand them to readers.",
    tags=TAGS,
    cache_policy=NO_CACHE,
    timeout_seconds=3600,
)
def publish(job: Job, ingested: Ingested, processed: Processed) -> Outcome:
    """Tables → the published warehouse."""
    return steps.publish(job, ingested, processed)


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
    trigger: str = "schedule",
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
    logging.getLogger("warta").setLevel(logging.INFO)
    job = plan_job(
        Path(home),
        started=started or steps.fresh(),
        paths=tuple(map(Path, paths or ())),
        source_ids=tuple(sources or ()),
        settings_file=Path(settings_file) if settings_file else None,
        trigger=trigger,
    )
    with steps.running(job):
        ingested = ingest(job)
        processed = process(job)
        outcome = publish(job, ingested, processed)
    create_markdown_artifact(outcome.as_markdown(), key="run-summary", description="The run in numbers")
    get_run_logger().info("%s", outcome.numbers())
    return outcome
