"""Stretches of a text that names have taken."""

from bisect import bisect_left
from collections.abc import Iterable


class Taken:
    """Stretches of text that are spoken for; asking costs the same however many there are."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether one of the stretches, which do not overlap each other, shares a character with this one."""
        at = bisect_left(self._spans, (end, 0))
        return at > 0 and self._spans[at - 1][1] > start
