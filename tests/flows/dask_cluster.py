"""A Dask cluster of the tests' own, on loopback: a scheduler and workers, each a process that can be killed."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.flows import killing


@dataclass(frozen=True)
class Dask:
    """A scheduler and its workers, each a process of its own."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: list["subprocess.Popen[bytes]"]


@contextmanager
def running_dask(folder: Path, workers: int) -> Iterator[Dask]:
    """Start a scheduler and workers on loopback; no nanny starts again what is killed."""
    told = folder / "scheduler.json"
    environment = killing.environment() | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    place = ["--host", "127.0.0.1", "--scheduler-file", str(told), "--no-dashboard"]

    def start(name: str, *more: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *place, *more]
        with (folder / "dask.log").open("ab") as log:
            return subprocess.Popen(command, cwd=killing.ROOT, env=environment, stdout=log, stderr=log)

    with ExitStack() as stack:
        processes = [start("scheduler", "--port", "0")]
        processes += [start("worker", "--no-nanny", "--nthreads", "1") for _ in range(workers)]
        for process in processes:
            stack.enter_context(process)
            stack.callback(process.kill)
        end = time.monotonic() + 60
        while not (told.exists() and told.read_text().strip()) and time.monotonic() < end:
            time.sleep(0.02)
        yield Dask(json.loads(told.read_text())["address"], processes[0], processes[1:])
