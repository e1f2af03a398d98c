"""A real Prefect server on loopback for tests, and `warta serve` on it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

from flows.environment import DEFAULTS

START_SECONDS = 150
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
T = TypeVar("T")


class PrefectServer:
    """A server with its state in `folder`; it keeps its port when it is stopped and started again."""

    def __init__(self, folder: Path, more: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.url = f"http://127.0.0.1:{self.port}/api"
        self.folder, self.log = folder, folder / "server.log"
        self.environment = {
            **os.environ,
            **DEFAULTS,
            "PREFECT_HOME": str(folder),
            "PREFECT_API_URL": self.url,
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
            "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",  # before it is asked for again
            **(more or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                env=self.environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
        raise RuntimeError(f"the Prefect server did not start; its log:\n{self.log.read_text()[-3000:]}")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it, with everything that it started."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, how)
            self._process.wait(60)

    def post(self, path: str, body: Mapping[str, Any], method: str = "POST") -> Any:
        """What the server answers to a request; asked again while its SQLite is busy, as Prefect's client does."""
        data = json.dumps(body).encode() if method != "GET" else None
        request = urllib.request.Request(
            self.url + path, data=data, headers={"Content-Type": "application/json"}, method=method
        )
        for pause in (0.2, 0.5, 1, 2, 4, 0):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    text = answer.read()
                return json.loads(text) if text else None
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or not pause:
                    raise
                time.sleep(pause)
        raise AssertionError

    def deployment(self, flow: str) -> str:
        """The id of a flow's deployment."""
        return str(self.post(f"/deployments/name/{flow}/warta", {}, "GET")["id"])

    def create_run(self, flow: str, **parameters: Any) -> str:
        """Ask for a run of a deployment; gives the run's id."""
        made = self.post(f"/deployments/{self.deployment(flow)}/create_flow_run", {"parameters": parameters})
        return str(made["id"])

    def runs(self, **narrowed: Any) -> list[dict[str, Any]]:
        """The flow runs, narrowed by any of Prefect's filters (`deployments={…}`, `flow_runs={…}`)."""
        found: list[dict[str, Any]] = self.post("/flow_runs/filter", narrowed)
        return found

    def scheduled_runs(self, deployment: str, home: Path) -> list[dict[str, Any]]:
        """The runs of a deployment for a home that its schedule asked for and whose time has come."""
        found = self.runs(deployments={"id": {"any_": [deployment]}}, limit=200)
        now = datetime.now(UTC).isoformat()
        return [
            run
            for run in found
            if run["auto_scheduled"] and run["parameters"]["home"] == str(home)
            and run["expected_start_time"][:19] < now[:19]
        ]  # fmt: skip

    def ended(self, run_id: str, seconds: float = 180) -> dict[str, Any]:
        """The run, once it has ended."""

        def found() -> dict[str, Any] | None:
            run: dict[str, Any] = self.post(f"/flow_runs/{run_id}", {}, "GET")
            return run if run["state_type"] in ENDED else None

        return wait_for(found, f"the end of run {run_id}", seconds)

    def free_slots(self, limit: str) -> None:
        """What the server does by itself when the leases of runs that vanished are over, a minute and more later."""
        limit_id = self.post(f"/v2/concurrency_limits/{limit}", {}, "GET")["id"]
        for path in (self.folder / "concurrency_leases").glob("*.json"):
            lease = json.loads(path.read_text())
            if lease.get("resource_ids") == [limit_id]:
                self.post("/v2/concurrency_limits/decrement-with-lease", {"lease_id": lease["id"]})

    def logs(self, run_id: str) -> str:
        """What a run logged."""
        wanted = {"logs": {"flow_run_id": {"any_": [run_id]}}, "sort": "TIMESTAMP_ASC"}
        return "\n".join(line["message"] for line in self.post("/logs/filter", wanted))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(found: Callable[[], T | None], what: str, seconds: float = 180) -> T:
    """The first result of `found` that is something; while the server is away nothing is found."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if result := found():
                return result
        except urllib.error.HTTPError:
            raise
        except OSError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


@contextmanager
def prefect_server(folder: Path, more: Mapping[str, str] | None = None) -> Iterator[PrefectServer]:
    """A running server."""
    server = PrefectServer(folder, more)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGKILL)


@contextmanager
def serving(
    server: PrefectServer, home: Path, *options: str, **environment: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """`warta serve` for a home, from when its deployments can be run; its log is `home/serve.log`."""
    command = [sys.executable, "-m", "flows", "serve", "--home", str(home), *options]
    log = home / "serve.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command,
            env={**server.environment, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            wait_for(
                lambda: "being served" in log.read_text() or process.poll() is not None,
                "warta serve is ready",
            )
            assert process.poll() is None, log.read_text()[-3000:]
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
