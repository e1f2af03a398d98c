"""What flows share on Prefect: the slot of the one writer, one run for all that were missed, artifacts."""

import atexit
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import httpx
from prefect import runtime
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError
from prefect.concurrency.sync import concurrency
from prefect.events import emit_event
from prefect.logging import get_run_logger
from prefect.states import Cancelled

from flows.ingest.state import source_warning
from flows.job import Outcome
from warehouse.published import ask
from warehouse.report.site import Report

P = ParamSpec("P")
R = TypeVar("R")
LOG = logging.getLogger("warta.flows")
WRITER = "warta-writer"
"""Prefect's limit of one writer. It makes waiting visible; the lock in the home is what guarantees it."""
LEASE_SECONDS = 60
"""After so long the slot of a run that vanished is free again."""
WRITING = ("pipeline", "ingest", "process")
"""Flows that a backfill lets go first."""
PATIENCE_SECONDS, POLL_SECONDS = 1800.0, 2.0
AWAY_SECONDS = 300
"""How long a run waits for a server that does not answer."""
ROWS_SHOWN = 200
UNUSUAL = ("failing", "silent", "doubled")


@cache
def begin() -> None:
    """What every flow does first in its process: log what it does, and end without noise.

    DuckDB 2 lists at the end of a process what daemon threads still hold, dozens of lines about nothing, and every
    flow run has such threads. It does so when Python is gone, so that only the closing of standard error helps.
    """
    logging.getLogger("warta").setLevel(os.environ.get("WARTA_LOG", "INFO").upper())
    atexit.register(_close_standard_error)


def _close_standard_error() -> None:
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@contextmanager
def writer_slot() -> Iterator[None]:
    """Wait for the turn of this run, where the server knows the limit; a server that is away is waited for."""
    slot = ExitStack()
    patiently(
        lambda: slot.enter_context(
            concurrency(WRITER, lease_duration=LEASE_SECONDS, raise_on_lease_renewal_failure=False)
        )
    )
    try:
        yield
    finally:
        _give_back(slot)


def _give_back(slot: ExitStack) -> None:
    """What was published stays published: a server that stays away only keeps the slot until its lease is over."""
    try:
        _wait_for_server()
        slot.close()
    except httpx.TransportError:
        LOG.warning("Prefect's server is away; the slot of this run is free again in %d s", LEASE_SECONDS)


def patiently(call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of a task, or of another call that tells the server something, once the server answers.

    Prefect asks again only where a client has met the server before, and most calls have a client of their own:
    without this a run fails when the server is away just then.

    Raises:
        httpx.TransportError, ConcurrencySlotAcquisitionError: the server stayed away for `AWAY_SECONDS`.
    """
    try:
        return call(*args, **kwargs)
    except (httpx.TransportError, ConcurrencySlotAcquisitionError):
        LOG.warning("Prefect's server is away; this run goes on when it answers, or in %d s", AWAY_SECONDS)
        _wait_for_server()
        return call(*args, **kwargs)


def _wait_for_server() -> None:
    end = time.monotonic() + AWAY_SECONDS
    with get_client(sync_client=True) as client:
        while client.api_healthcheck() and time.monotonic() < end:
            time.sleep(POLL_SECONDS)


@contextmanager
def backfill_turn() -> Iterator[None]:
    """The writer's slot for a turn of a backfill, when no other run is under way or waits for it.

    Slots are not given in the order in which they are asked for, so that without this a backfill, which asks again
    at once, would keep scheduled runs waiting.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    with get_client(sync_client=True) as client:
        while time.monotonic() < end and client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=list(WRITING))),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(
                    type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING])
                )
            ),
            limit=1,
        ):
            time.sleep(POLL_SECONDS)
    with writer_slot():
        yield


def cancel_missed_runs() -> int:
    """After a sleep or an outage many runs of one schedule are late: this one does the work of all of them.

    Returns:
        How many late runs of this deployment with the same parameters were cancelled.
    """
    if not runtime.deployment.id or not runtime.flow_run.id:
        return 0
    with get_client(sync_client=True) as client:
        this = client.read_flow_run(UUID(runtime.flow_run.id))
        late = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[UUID(runtime.deployment.id)])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
                expected_start_time=FlowRunFilterExpectedStartTime(before_=datetime.now(UTC)),
            ),
        )
        missed = [run for run in late if run.auto_scheduled and run.parameters == this.parameters]
        for run in missed:
            client.set_flow_run_state(
                run.id, Cancelled(message=f"Missed; the run '{this.name}' does its work too."), force=True
            )
    if missed:
        get_run_logger().info("%d runs were missed; this one does their work too", len(missed))
    return len(missed)


def show_outcome(outcome: Outcome) -> None:
    """Leave the run in numbers, what it refused, and how the sources do, as artifacts."""
    create_markdown_artifact(outcome.as_markdown(), key="run-summary", description="The run in numbers")
    _show_table(
        "rejected", "Documents that gave no article", ask(outcome.home, "run_rejections", outcome.run_id)
    )
    health = ask(outcome.home, "source_health")
    _show_table("source-health", "How the sources do", health)
    for row in health:
        if row["health"] in UNUSUAL:
            _tell_of_source(row)


def _tell_of_source(row: Mapping[str, Any]) -> None:
    """An event of Prefect's, on which an automation can send a message."""
    source = str(row["source_id"])
    emit_event(
        f"warta.source.{row['health']}",
        resource={
            "prefect.resource.id": f"warta.source.{source}",
            "prefect.resource.name": source,
        },
        payload={"detail": source_warning(row)},
    )


def show_site(report: Report) -> None:
    """Leave the way to the pages as an artifact."""
    create_link_artifact(
        report.start.as_uri(),
        key="site",
        link_text=str(report.start),
        description=f"{report.events} events to look at",
    )


def _show_table(key: str, description: str, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        table = [{name: _shown(value) for name, value in row.items()} for row in rows]
        create_table_artifact(table[:ROWS_SHOWN], key=key, description=description)


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return "" if value is None else str(value)
