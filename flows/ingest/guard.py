"""A worker process for work on hostile input: it can be killed, and its time and memory have limits.

The worker is a plain Python process (`guard_worker.py`) that imports the function it is asked to call and
nothing else of ours. It is started at the first call, serves many calls, and is replaced when one broke it.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

START_SECONDS = 60.0
"""What a start of the worker and the imports of a function may take, beside the time of the call."""
CALLS = 1000
"""A worker is replaced after so many calls, so that what libraries leak never adds up."""


class GuardError(Exception):
    """A guarded call that gave no result; the message is a sentence for a person."""


class GuardTimeout(GuardError):  # noqa: N818 (what happened, not what is wrong with the code)
    """The call took longer than it may."""


class GuardMemory(GuardError):  # noqa: N818
    """The call asked for more memory than it may use."""


class GuardCrash(GuardError):  # noqa: N818
    """The worker died of the call, or its result or error could not be brought back."""


class Guard:
    """Calls functions in a worker that is killed when it takes too long.

    Threads may share a guard; their calls wait for each other. `close` it, or use it as a context manager.
    """

    def __init__(self, seconds: float, memory_mb: int) -> None:
        """Set the limits of each call.

        Args:
            seconds: wall-clock time, from when the function is imported to when its result is back.
            memory_mb: address space that a call may take beyond what the idle worker has.
        """
        self.seconds = seconds
        self.memory_mb = memory_mb
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._calls = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`, computed in the worker.

        Args:
            function: a function of a module (no lambda, no closure); it, its arguments and its result are pickled.
            args: its arguments by place.
            kwargs: its arguments by name.

        Raises:
            GuardTimeout: the deadline passed; the worker was killed.
            GuardMemory: the call wanted too much memory.
            GuardCrash: the worker died, or the result could not be pickled.
            Exception: whatever the function itself raised.
        """
        request = pickle.dumps((function, args, kwargs))
        with self._lock:
            try:
                kind, value = self._ask(request)
            except BaseException:
                self._stop()
                raise
            if kind != "memory":
                self._calls += 1
            if kind == "memory" or self._calls >= CALLS:
                self._stop()
        match kind:
            case "result":
                return pickle.loads(value)  # type: ignore[no-any-return]
            case "error":
                raise pickle.loads(value)
            case "memory":
                raise GuardMemory(f"The work needs more than {self.memory_mb:,} MB of memory.")
            case _:
                raise GuardCrash(f"The work failed in a way that cannot be shown in full: {value}")

    def close(self) -> None:
        """End the worker. A later call starts a new one."""
        with self._lock:
            self._stop()

    def _ask(self, request: bytes) -> tuple[str, Any]:
        pipe = self._start()
        try:
            pipe.send_bytes(request)
            self._expect(pipe, START_SECONDS)  # "ready": the function is imported, its clock starts
            return self._expect(pipe, self.seconds)
        except (EOFError, OSError) as error:
            raise GuardCrash(f"The worker died of the work ({self._ending()}).") from error

    def _expect(self, pipe: "Connection[Any, Any]", seconds: float) -> tuple[str, Any]:
        if not pipe.poll(seconds):
            raise GuardTimeout(f"The work took longer than {seconds:g} s and was stopped.")
        return pipe.recv()  # type: ignore[no-any-return]

    def _start(self) -> "Connection[Any, Any]":
        if self._pipe is not None and self._process is not None and self._process.poll() is None:
            return self._pipe
        self._stop()
        ours, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "flows.ingest.guard_worker",
                    str(theirs.fileno()),
                    str(self.seconds),
                    str(self.memory_mb),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        self._pipe, self._calls = ours, 0
        return ours

    def _ending(self) -> str:
        if self._process is None:
            return "it never started"
        try:
            status = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "it closed its pipe"
        return f"signal {-status}" if status < 0 else f"exit status {status}"

    def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._pipe = self._process = None
