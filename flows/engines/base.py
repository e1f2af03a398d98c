"""What an engine is, and the one that needs nothing."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

COLLECTED_AFTER = 50_000
"""Objects made, less those ended, after which cycles are looked for: coding and loading make next to none, and it takes a
worker 4 % of its time, and who loads 8 %, to look after 700, as Python does."""


class EngineError(OSError):
    """The engine cannot work or has gone; trying again later can help. The message says what to look at."""


class WorkersLostError(Exception):
    """A call gave no result because its worker died, perhaps of it."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles of objects seldom while the block runs."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Engine(Protocol):
    """Runs calls, of functions and arguments that can be pickled."""

    width: int
    """How many calls run at a time; 0: none does before its result is asked for."""

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Begin a call; calling what comes back waits for its result.

        That raises what the function raised, `WorkersLostError` where a worker died, or `EngineError`.
        """


class Here:
    """This process."""

    width = 0

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Put off a call until its result is asked for."""
        return lambda: function(*args, **kwargs)
