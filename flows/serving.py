"""`warta serve`: the flows on their schedules, with a Prefect server of its own where none is configured."""

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

from prefect import serve
from prefect.settings import PREFECT_API_URL, temporary_settings

from config.settings import load_settings, load_sources
from flows.environment import server_configured

LOG = logging.getLogger("warta.serve")
START_SECONDS = 180.0
RUNS_AT_A_TIME = 4
"""Of all flows; only one of them writes, the others wait for their turn."""


class ServerError(Exception):
    """The Prefect server did not come up; the message names its log."""


def serve_flows(home: Path, settings_file: Path | None, cron: str | None) -> None:
    """Serve all flows until stopped: on their schedules, and by hand (`prefect deployment run backfill/warta`).

    Args:
        home: the folder of all state.
        settings_file: a TOML file laid over the settings.
        cron: when to run the pipeline; by default what the settings say.
    """
    settings = load_settings(home, settings_file).serve
    chosen = settings.model_copy(update={"cron": cron}) if cron else settings
    sources = load_sources(home).values()
    home.mkdir(parents=True, exist_ok=True)
    with _server(home):
        from flows.deployments import deployments, prepare_server

        prepare_server()
        serve(*deployments(home, settings_file, chosen, sources), limit=RUNS_AT_A_TIME)


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
