import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.ingest.guard import Guard, GuardCrash, GuardError, GuardMemory, GuardTimeout
from tests.flows import guarded_work as work


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(seconds=3, memory_mb=200) as guard:
        yield guard


def test_a_call_gives_the_functions_result(guard: Guard) -> None:
    assert guard.call(work.double, 21) == 42
    assert guard.call(work.double, value=4) == 8


def test_one_worker_serves_many_calls(guard: Guard) -> None:
    assert guard.call(work.pid) == guard.call(work.pid) != os.getpid()


def test_large_content_goes_there_and_back_unharmed_by_what_is_printed(guard: Guard) -> None:
    content = os.urandom(5_000_000)
    assert guard.call(work.echo, content) == content


@pytest.mark.parametrize(
    ("function", "error"),
    [
        (work.spin, GuardTimeout),
        (work.ignore_being_asked_to_stop, GuardTimeout),
        (work.die, GuardCrash),
        (work.leave, GuardCrash),
        (work.give_what_cannot_travel, Exception),
        (work.fail_in_two_parts, GuardCrash),
        (work.nest_deeply, RecursionError),
    ],
)
def test_what_breaks_the_worker_costs_that_call_alone(
    guard: Guard, function: Callable[[], object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        guard.call(function)
    assert guard.call(work.double, 1) == 2


def test_too_much_memory_is_refused_and_enough_is_not(guard: Guard) -> None:
    assert guard.call(work.take_memory, 100) == 100 * 1024 * 1024
    with pytest.raises(GuardMemory, match="200 MB"):
        guard.call(work.take_memory, 400)
    assert guard.call(work.take_memory, 100) == 100 * 1024 * 1024


def test_the_functions_own_error_is_raised_here(guard: Guard) -> None:
    with pytest.raises(ValueError, match=r"^broken$"):
        guard.call(work.fail, "broken")


def test_an_error_says_what_happened(guard: Guard) -> None:
    with pytest.raises(GuardError, match=r"longer than 3 s"):
        guard.call(work.sleep, 5)
    with pytest.raises(GuardError, match="signal 11"):
        guard.call(work.die)
    with pytest.raises(GuardError, match="TwoPartError: detail"):
        guard.call(work.fail_in_two_parts)


def test_threads_may_share_a_guard(guard: Guard) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda n: guard.call(work.double, n), range(40))) == [2 * n for n in range(40)]


def test_a_closed_guard_leaves_no_process_and_starts_anew() -> None:
    with Guard(seconds=30, memory_mb=100) as guard:
        first = guard.call(work.pid)
        guard.close()
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        assert guard.call(work.pid) != first


def test_a_worker_ends_with_its_parent() -> None:
    guard = Guard(seconds=30, memory_mb=100)
    guard.call(work.pid)
    assert guard._pipe is not None
    guard._pipe.close()  # as the system does when the parent dies
    assert guard._process is not None
    assert guard._process.wait(5) == 0
    guard.close()
