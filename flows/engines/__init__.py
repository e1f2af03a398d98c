"""Where batches are coded: in this process, over processes of this machine, or over a Dask cluster.

An engine runs calls elsewhere (`base.Engine`); what is done with them, and in which order, is `flows.coding`'s.
Another engine is one more module with that one method, and its name in `engine`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import Settings
from flows.engines.base import Engine, Here


@contextmanager
def engine(settings: Settings, documents: int) -> Iterator[Engine]:
    """An engine fit for so many documents; below `pool_from` of them none repays its start.

    Raises:
        ConfigError: what the settings name is not installed.
        EngineError: a cluster cannot be reached, or has no workers.
    """
    chosen = settings.execution
    workers = settings.processes or os.cpu_count() or 1
    if documents < settings.pool_from or (chosen.backend == "processes" and workers == 1):
        yield Here()
    elif chosen.backend == "dask":
        from flows.engines.cluster import cluster  # an extra, and slow to import

        with cluster(chosen.scheduler, workers, chosen.workers_wait_seconds) as found:
            yield found
    else:
        from flows.engines.pool import pool

        with pool(workers) as found:
            yield found
