"""`warta serve`: the pipeline on a schedule, with a Prefect server of its own where none is configured."""

import logging
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.types.entrypoint import EntrypointType

from config.settings import load_settings
from flows.environment import server_configured

LOG = logging.getLogger("warta.serve")
START_SECONDS = 180.0


class ServerError(Exception):
    """The Prefect server did not come up; the message names its log."""


def serve_pipeline(home: Path, settings_file: Path | None, cron: str | None) -> None:
    """Serve the pipeline over all enabled sources until stopped.

    One deployment carries the schedule and takes runs by hand
    (`prefect deployment run pipeline/warta`), so that both share the limit of one run at a time.
    """
    settings = load_settings(home, settings_file)
    home.mkdir(parents=True, exist_ok=True)
    with _server(home):
        from flows.pipeline import pipeline

        pipeline.serve(
            name="warta",
            description="All enabled sources, on schedule or by hand.",
            tags=["warta"],
            parameters={
                "home": str(home.resolve()),
                "settings_file": str(settings_file.resolve()) if settings_file else None,
                "trigger": "schedule",
            },
            schedule=Cron(cron or settings.serve.cron, timezone=settings.serve.timezone),
            entrypoint_type=EntrypointType.MODULE_PATH,
            limit=1,
            global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        )


@contextmanager
def _server(home: Path) -> Iterator[None]:
    if server_configured():
        yield
        return
    port = _free_port()
    log = home / "state" / "prefect" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as server:
        try:
            _wait(server, f"http://127.0.0.1:{port}/api", log)
            LOG.warning("Prefect's pages: http://127.0.0.1:%d (log: %s)", port, log)
            with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
                yield
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise ServerError(f"Prefect's server did not start within {START_SECONDS:.0f} s. Its log is {log}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
