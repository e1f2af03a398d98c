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
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_METRICS_ENABLED, temporary_settings
from prefect.utilities.services import start_client_metrics_server

from config.settings import load_settings
from config.sources import load_sources
from flows.environment import server_configured
from flows.standing import told_as_serving, was_missed

LOG = logging.getLogger("warta.serve")
START_SECONDS, RETRY_SECONDS = 180.0, 5.0
RUNS_AT_A_TIME = 4
"""Of all flows; only one of them writes, the others wait for their turn."""


class ServerError(Exception):
    """The Prefect server did not come up; the message names its log."""


def serve_flows(home: Path, settings_file: Path | None, cron: str | None) -> None:
    """Serve all flows until stopped: on their schedules, and by hand (`prefect deployment run backfill/warta`).

    Prefect's runner gives up when its server does not answer for half a minute; here it is begun again when the
    server is back, or with a new one where the server is our own.

    Args:
        home: the folder of all state.
        settings_file: a TOML file laid over the settings.
        cron: when to run the pipeline; by default what the settings say.
    """
    settings = load_settings(home, settings_file).serve
    chosen = settings.model_copy(update={"cron": cron}) if cron else settings
    sources = load_sources(home).values()
    home.mkdir(parents=True, exist_ok=True)
    while True:
        with told_as_serving(home), _metrics(), _server(home) as url:
            from flows.deployments import catch_up, deployments, prepare_server

            try:
                prepare_server()
                offered = deployments(home, settings_file, chosen, sources)
                if was_missed(home, chosen):
                    catch_up(offered[0])
                serve(*offered, limit=RUNS_AT_A_TIME)
                return
            except Exception:
                if _answers(url):
                    raise
                LOG.warning("Prefect's server at %s does not answer; serving goes on when it does", url)


@contextmanager
def _metrics() -> Iterator[None]:
    """Where Prometheus metrics are asked for this process gives them; its runs, which inherit the port, must not."""
    start_client_metrics_server()
    with temporary_settings({PREFECT_CLIENT_METRICS_ENABLED: False}):
        yield


@contextmanager
def _server(home: Path) -> Iterator[str]:
    """The address of Prefect's API: of the server that is configured, once it answers, or of one that is started."""
    if server_configured():
        url = str(PREFECT_API_URL.value())
        while not _answers(url):
            time.sleep(RETRY_SECONDS)
        yield url
        return
    port = _free_port()
    log = home / "state" / "prefect" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as server:
        url = f"http://127.0.0.1:{port}/api"
        try:
            _wait(server, url, log)
            LOG.warning("Prefect's pages: http://127.0.0.1:%d (log: %s)", port, log)
            with temporary_settings({PREFECT_API_URL: url}):
                yield url
        finally:
            server.terminate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5):
            return True
    except urllib.error.HTTPError:  # whatever it says, it is there
        return True
    except OSError:
        return False


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if _answers(url):
            return
        time.sleep(0.5)
    raise ServerError(f"Prefect's server did not start within {START_SECONDS:.0f} s. Its log is {log}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
