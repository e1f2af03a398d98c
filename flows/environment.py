"""What Prefect must find in the environment before it is first imported."""

import os
from collections.abc import Mapping
from pathlib import Path

from flows.logs import wants_json

DEFAULTS: Mapping[str, str] = {
    # No telemetry: the first stops the server's posts, the second those of the client.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # A server of its own takes 12 to 25 seconds to start; the default limit of 20 is too short for a first one.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # Fewer, larger writes of task states: the work that a server still does after a run shrinks to a third.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    # A run whose process is gone is found within two minutes, and its slot is freed even if the server went too.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "120",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "warta",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


JSON_LINES: Mapping[str, str] = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_CLASS": "logging.StreamHandler",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER": "json",
    "PREFECT_LOGGING_FORMATTERS_JSON_CLASS": "flows.logs.JsonLines",
}


def prepare_prefect(home: Path) -> None:
    """Set Prefect's environment where the user has not; its own state lies in `home/state/prefect`.

    Must be called before the first import of `prefect` in the process.
    """
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    if wants_json():
        for name, value in JSON_LINES.items():
            os.environ.setdefault(name, value)
    own = (home / "state" / "prefect").resolve()
    own.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_HOME", str(own))


def server_configured() -> bool:
    """Whether a Prefect server is named in the environment."""
    return bool(os.environ.get("PREFECT_API_URL"))
