"""Processes of this machine."""

import gc
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

from flows.engines.base import COLLECTED_AFTER, WorkersLostError

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def pool(workers: int) -> "Iterator[Pool]":
    """A pool of so many processes, which end with the block."""
    made = Pool(workers)
    try:
        yield made
    finally:
        made.close()


class Pool:
    """A pool that is made anew when one of its processes has died, for that breaks it as a whole."""

    def __init__(self, workers: int) -> None:
        self.width = workers
        self._executor = self._start()

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Begin a call in one of the processes."""
        try:
            future = self._executor.submit(function, *args, **kwargs)
        except BrokenProcessPool:
            self.close()
            self._executor = self._start()
            future = self._executor.submit(function, *args, **kwargs)

        def take() -> T:
            try:
                return future.result()
            except BrokenProcessPool as error:
                raise WorkersLostError(str(error)) from error

        return take

    def close(self) -> None:
        """End the processes; calls that have not begun are dropped."""
        self._executor.shutdown(cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.width, mp_context=get_context("spawn"), initializer=begin)


def begin() -> None:
    """What a worker does first."""
    gc.set_threshold(COLLECTED_AFTER)
    end_with_parent()


def end_with_parent() -> None:
    """End this worker as soon as its parent is gone: one that was killed tells its workers nothing."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
