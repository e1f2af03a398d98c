"""A Dask cluster: the workers of a scheduler that runs somewhere, or of one that this machine is for the run.

Dask runs a call again elsewhere when its worker dies, up to `distributed.scheduler.allowed-failures` times.
Calls travel as bytes, so that Dask looks into neither arguments nor results.
"""

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import Any, ParamSpec, TypeVar, cast

from config.errors import ConfigError
from flows.engines.base import EngineError, WorkersLostError

try:
    import dask
    from distributed import Client, KilledWorker, LocalCluster
except ImportError as missing:
    raise ConfigError(
        "execution.backend is \"dask\", which is not installed. Run: pip install 'warta[dask]'"
    ) from missing

P = ParamSpec("P")
T = TypeVar("T")

LOOK_SECONDS = 10.0
"""How long a result is waited for before it is looked whether any worker is left."""
GOES_ON = "what was read is kept, and the work goes on from here."
GONE = f"The Dask scheduler has gone. Start it and run again: {GOES_ON}"
QUIET = {"distributed.worker.profile.enabled": False}


@contextmanager
def cluster(scheduler: str, workers: int, wait_seconds: float) -> "Iterator[Cluster]":
    """The cluster of a scheduler; with no address, one of so many processes that ends with the block.

    Args:
        scheduler: an address such as "tcp://scheduler:8786", or "".
        workers: processes of a cluster of this machine's own.
        wait_seconds: how long to wait for the scheduler and for a first worker.

    Raises:
        EngineError: no scheduler answers there, or it has no workers.
    """
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(QUIET))
        try:
            address: Any = scheduler or stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    worker_dashboard_address=None,
                )
            )
            client = stack.enter_context(Client(address, timeout=wait_seconds, set_as_default=False))
        except OSError as error:
            raise EngineError(
                f"No Dask scheduler answers at {scheduler or 'this machine'} ({error}). Start it "
                "(dask scheduler), or mend execution.scheduler."
            ) from error
        try:
            client.wait_for_workers(1, timeout=wait_seconds)
        except TimeoutError as error:
            raise EngineError(
                f"The Dask scheduler at {scheduler} has no workers. Start some: "
                f"dask worker {scheduler} --nthreads 1 --nworkers=-1"
            ) from error
        yield Cluster(client, wait_seconds)


class Cluster:
    """The workers behind a client."""

    def __init__(self, client: Client, wait_seconds: float) -> None:
        self._client, self._wait_seconds = client, wait_seconds
        self.width = self._threads()

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Begin a call on one of the workers."""
        future = self._client.submit(_call, pickle.dumps((function, args, kwargs)), pure=False)

        def take() -> T:
            while True:
                try:
                    return cast(T, pickle.loads(future.result(LOOK_SECONDS)))
                except KilledWorker as error:
                    raise WorkersLostError(f"{error.allowed_failures + 1} workers died of it") from error
                except CancelledError as error:
                    raise EngineError(GONE) from error
                except TimeoutError:
                    self._make_sure_of_workers()

        return take

    def _make_sure_of_workers(self) -> None:
        """Wait for a worker where there is none just now: one that died may be started again."""
        try:
            self._client.wait_for_workers(1, timeout=self._wait_seconds)
            self.width = self._threads()
        except TimeoutError as error:
            raise EngineError(
                f"The Dask cluster has lost all its workers. Start some and run again: {GOES_ON}"
            ) from error
        except (OSError, CancelledError) as error:
            raise EngineError(GONE) from error

    def _threads(self) -> int:
        return sum(self._client.nthreads().values())


def _call(packed: bytes) -> bytes:
    function, args, kwargs = pickle.loads(packed)
    return pickle.dumps(function(*args, **kwargs))
