"""A real Prefect server on loopback for tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.environment import DEFAULTS

START_SECONDS = 150


@contextmanager
def prefect_server(folder: Path) -> Iterator[dict[str, str]]:
    """Start a server with its state in `folder`; yields the environment that a client needs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        **DEFAULTS,
        "PREFECT_HOME": str(folder),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = folder / "server.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        ) as server,
    ):
        try:
            _wait(server, f"http://127.0.0.1:{port}/api/health", log)
            yield environment
        finally:
            server.terminate()


def _wait(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"the Prefect server did not start; its log:\n{log.read_text()[-3000:]}")
