"""What `warta serve` offers on Prefect: each flow with its schedules, the writer's limit, the watch on vanished runs."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import Flow
from prefect.automations import AutomationCore, EventTrigger, Posture
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events.actions import ChangeFlowRunState
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from config.settings import ServeSettings
from config.sources import Source
from flows.pipeline import ingest, pipeline, process
from flows.prefect_runs import WRITER
from flows.upkeep import backfill, maintenance, report

NAME = "warta"
VANISHED = "Warta: runs that vanished"
SILENCE = timedelta(seconds=90)
"""A run whose process gives no sign for so long is dead; the sign comes every 30 seconds (`flows.environment`)."""


def deployments(
    home: Path, settings_file: Path | None, serve: ServeSettings, sources: Iterable[Source]
) -> list[RunnerDeployment]:
    """One deployment of each flow, all over one home, none with two runs at a time.

    `pipeline` carries the schedule of all enabled sources and that of each source that has one of its own.
    """
    where = {
        "home": str(home.resolve()),
        "settings_file": str(settings_file.resolve()) if settings_file else None,
    }
    own = [source for source in sources if source.enabled and source.cron]
    of_sources = [
        Cron(source.cron or "", timezone=serve.timezone, slug=source.id,
             parameters={"trigger": "schedule", "sources": [source.id]})
        for source in own
    ]  # fmt: skip
    everything = Cron(serve.cron, timezone=serve.timezone, slug="all", parameters={"trigger": "schedule"})
    weekly = Cron(serve.maintenance_cron, timezone=serve.timezone, slug="maintenance")
    return [
        _deployment(
            pipeline, where, "All enabled sources, on schedule or by hand.", [everything, *of_sources]
        ),
        _deployment(ingest, where, "Take documents in, and code them later."),
        _deployment(process, where, "Code and load what waits."),
        _deployment(
            backfill, where, "Do a stage again for stretches of days, or fetch former days, window by window."
        ),
        _deployment(report, where, "Write the site anew from what was published."),
        _deployment(maintenance, {"home": where["home"]}, "Look the warehouse over.", [weekly]),
    ]


def prepare_server() -> None:
    """Make the writer's limit and the watch on vanished runs, where the server has them not yet."""
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(WRITER, 1)
        if not client.read_automations_by_name(VANISHED):
            client.create_automation(_watch())


def catch_up(deployment: RunnerDeployment) -> None:
    """Ask for one run in the place of those that were missed while nothing served."""
    made = deployment.apply()
    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(cast(UUID, made), parameters={"trigger": "schedule"})


def _deployment(
    flow: Flow[Any, Any],
    parameters: Mapping[str, str | None],
    description: str,
    schedules: list[Schedule] | None = None,
) -> RunnerDeployment:
    made = flow.to_deployment(
        name=NAME,
        description=description,
        tags=["warta"],
        parameters=dict(parameters),
        schedules=schedules or [],
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast(RunnerDeployment, made)  # a coroutine only where an event loop runs


def _watch() -> AutomationCore:
    """As Prefect documents it: a run that began to give signs and gives none has crashed."""
    sign = "prefect.flow-run.heartbeat"
    ends = {f"prefect.flow-run.{end}" for end in ("Completed", "Failed", "Cancelled", "Crashed")}
    return AutomationCore(
        name=VANISHED,
        description="Marks a run as crashed when its process gives no sign of life.",
        trigger=EventTrigger(
            after={sign},
            expect={sign} | ends,
            match={"prefect.resource.id": ["prefect.flow-run.*"]},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        ),
        actions=[
            ChangeFlowRunState(
                state=StateType.CRASHED,
                message="The process gave no sign of life. The next run takes over what it left.",
            )
        ],
    )
