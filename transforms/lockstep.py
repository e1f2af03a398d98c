"""Work on many articles, step by step: all take one step before any takes the next.

The rules and lists of one step are larger than a processor's caches by far: an article that takes all steps at once finds
those of each step driven out by the last one. Side by side, they are fetched once for many articles
(docs/decisions/34-speed.md).
"""

from collections.abc import Callable, Generator, Iterable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

Steps = Generator[None, None, T]
"""Work that gives a T: it yields where a step ends."""

ABREAST = 128
"""How many articles take their steps side by side: enough to repay fetching, few enough to be at hand themselves."""
_KEPT_TEXTS = 16 * ABREAST


def in_lockstep(works: Iterable[Steps[T]]) -> list[T | Exception]:
    """Do all of them, a step at a time.

    Returns:
        What each gave, in order: an exception, where it raised one, which costs the others nothing.
    """
    under_way = dict(enumerate(works))
    given: dict[int, T | Exception] = {}
    while under_way:
        for number, work in list(under_way.items()):
            try:
                next(work)
            except StopIteration as done:
                given[number] = done.value
            except Exception as error:
                given[number] = error
            if number in given:
                del under_way[number]
    forget_texts()
    return [given[number] for number in sorted(given)]


def at_once(work: Steps[T]) -> T:
    """Do all steps of one.

    Raises:
        Exception: what the work raises.
    """
    (given,) = in_lockstep([work])
    if isinstance(given, Exception):
        raise given
    return given


_KEPT: list[Callable[[], None]] = []


def kept_for_texts(function: Callable[..., T]) -> Callable[..., T]:
    """Keep what a function gives for the texts at hand, of which it is asked several times, until their last step is done."""
    kept = lru_cache(maxsize=_KEPT_TEXTS)(function)
    _KEPT.append(kept.cache_clear)
    return kept


def forget_texts() -> None:
    """Keep nothing of the texts that were at hand."""
    for clear in _KEPT:
        clear()
