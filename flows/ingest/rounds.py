"""A round of requests to many hosts: each waits for its host's turn, and no host holds up another."""

import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import islice
from queue import Empty, SimpleQueue

from flows.ingest.messages import Outcome, Request, Trip
from flows.ingest.politeness import Hosts

# Requests taken from the input ahead of their turn, so that those to a slow host are passed by others.
LOOK_AHEAD = 1_000
# A turn that someone outside this round holds is asked for again after so long.
BUSY_SECONDS = 0.02
IDLE_SECONDS = 1.0

Result = tuple[Request, Outcome]


class Round:
    """Does the steps of trips on threads. It is itself used by one thread."""

    def __init__(
        self,
        hosts: Hosts,
        workers: Executor,
        at_once: int,
        patience: float,
        step: Callable[[Trip], Trip | Outcome],
    ) -> None:
        """Make a round.

        Args:
            hosts: whose turns are taken here; `step` gives them back.
            workers: the threads.
            at_once: steps under way or finished and not yet taken, at most.
            patience: seconds that a trip waits for its host's next turn before it fails as "host_busy".
            step: does one step of a trip; gives its outcome, or the trip that goes on.
        """
        self._hosts, self._workers, self._at_once = hosts, workers, at_once
        self._patience, self._step = patience, step
        self._waiting: dict[str, deque[Trip]] = {}
        self._waiting_count = 0
        self._turns: list[tuple[float, str]] = []
        self._asked: dict[str, float] = {}
        self._under_way: dict[str, int] = {}
        self._under_way_count = 0
        self._landed: SimpleQueue[tuple[str, Trip, Trip | Outcome]] = SimpleQueue()

    def run(self, trips: Iterable[Trip | Result]) -> Iterator[Result]:
        """Yield what becomes of each trip, as it becomes so; what is a result already is passed on."""
        source, more = iter(trips), True
        while True:
            if more and self._has_room():
                taken = list(islice(source, self._at_once))
                more = len(taken) == self._at_once
                for item in taken:
                    if isinstance(item, Trip):
                        self._wait(item)
                    else:
                        yield item
            yield from self._start()
            if not (more or self._waiting_count or self._under_way_count):
                return
            yield from self._land(0.0 if more and self._has_room() else self._seconds_to_next_turn())

    def _has_room(self) -> bool:
        return self._waiting_count < LOOK_AHEAD

    def _wait(self, trip: Trip, *, first: bool = False) -> None:
        origin = trip.target.origin
        queue = self._waiting.setdefault(origin, deque())
        (queue.appendleft if first else queue.append)(trip)
        self._waiting_count += 1
        if len(queue) == 1 or first:
            self._ask_for_turn(origin, time.monotonic())

    def _ask_for_turn(self, origin: str, at: float) -> None:
        if at < self._asked.get(origin, math.inf):
            self._asked[origin] = at
            heappush(self._turns, (at, origin))

    def _start(self) -> Iterator[Result]:
        """Start every step whose turn has come."""
        now = time.monotonic()
        while self._turns and self._turns[0][0] <= now and self._under_way_count < self._at_once:
            at, origin = heappop(self._turns)
            if self._asked.get(origin) != at:  # asked for an earlier turn since
                continue
            del self._asked[origin]
            if origin not in self._waiting:
                continue
            wait = self._hosts.take_turn(origin)
            if wait is None:
                if origin not in self._under_way:
                    self._ask_for_turn(origin, now + BUSY_SECONDS)
            elif wait > self._patience:
                trip = self._next(origin)
                later = datetime.now(UTC) + timedelta(seconds=wait)
                yield (
                    trip.request,
                    trip.failed("host_busy", f"{origin} asks for {wait:.0f} s between visits.", later),
                )
            elif wait > 0:
                self._ask_for_turn(origin, now + wait)
            else:
                self._under_way[origin] = self._under_way.get(origin, 0) + 1
                self._under_way_count += 1
                self._workers.submit(self._do, origin, self._next(origin))

    def _next(self, origin: str) -> Trip:
        queue = self._waiting[origin]
        trip = queue.popleft()
        self._waiting_count -= 1
        if queue:
            self._ask_for_turn(origin, time.monotonic())
        else:
            del self._waiting[origin]
        return trip

    def _do(self, origin: str, trip: Trip) -> None:
        self._landed.put((origin, trip, self._step(trip)))

    def _seconds_to_next_turn(self) -> float:
        if not self._turns or self._under_way_count >= self._at_once:
            return IDLE_SECONDS
        return min(max(self._turns[0][0] - time.monotonic(), 0.0), IDLE_SECONDS)

    def _land(self, wait: float) -> Iterator[Result]:
        """Wait for a step to be done, and take it in."""
        try:
            origin, trip, found = self._landed.get(timeout=wait) if wait else self._landed.get_nowait()
        except Empty:
            return
        self._under_way_count -= 1
        self._under_way[origin] -= 1
        if not self._under_way[origin]:
            del self._under_way[origin]
        if origin in self._waiting:
            self._ask_for_turn(origin, time.monotonic())
        if isinstance(found, Trip):
            self._wait(found, first=True)
        else:
            yield trip.request, found
