"""The process behind a guard; started by `guard.py` with the number of its pipe and its limits.

It reads pickled calls and answers each with ("ready", None) once the function is imported, then with one of
("result", pickle), ("error", pickled exception), ("memory", None) or ("unshown", text). It ends with its parent.
"""

import gc
import math
import os
import pickle
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

MB = 1024 * 1024
_SPARE_SECONDS = 5  # of processor time: the parent's clock must strike first, this one serves when it is gone


def main() -> None:
    """Answer calls until the parent is gone."""
    number, seconds, memory_mb = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends this process
    with Connection(number) as pipe:
        while True:
            try:
                request = pipe.recv_bytes()
            except EOFError:
                return
            kind, value = _answer(pipe, request, seconds, memory_mb)
            _unlimit()
            pipe.send((kind, value))
            if kind == "memory":
                return


def _answer(pipe: "Connection[Any, Any]", request: bytes, seconds: float, memory_mb: int) -> tuple[str, Any]:
    try:
        function, args, kwargs = pickle.loads(request)
        pipe.send(("ready", None))
        _limit(seconds, memory_mb)
        return "result", pickle.dumps(function(*args, **kwargs))
    except MemoryError:
        return "memory", None
    except Exception as error:  # handed over to whoever called
        return _shown(error)


def _shown(error: Exception) -> tuple[str, Any]:
    """An exception as it can travel: whole where it can be pickled and unpickled, else in words."""
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)
    except Exception:  # an exception class may do anything when pickled
        return "unshown", f"{type(error).__name__}: {str(error)[:1000]}"
    return "error", packed


def _limit(seconds: float, memory_mb: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = math.ceil(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + _SPARE_SECONDS
    _set(resource.RLIMIT_CPU, cpu)
    if (space := _address_space()) is not None:
        _set(resource.RLIMIT_AS, space + memory_mb * MB)


def _unlimit() -> None:
    gc.collect()
    _set(resource.RLIMIT_AS, resource.RLIM_INFINITY)
    _set(resource.RLIMIT_CPU, resource.RLIM_INFINITY)


def _set(limit: int, value: int) -> None:
    """Set the soft limit, within the hard one."""
    hard = resource.getrlimit(limit)[1]
    if hard != resource.RLIM_INFINITY:
        value = hard if value == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, hard))


def _address_space() -> int | None:
    """The address space in use, in bytes; None where the system does not tell, and so does not limit it either."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return None


if __name__ == "__main__":
    main()
