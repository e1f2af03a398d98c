"""Days counted from a day that the text named before: "two days later", "the day before", "the same day"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.dates.calendar import Reading, resolve
from transforms.dates.meanings import Anchors, Chained, Found, Offset, Period, Weekday

NEAR = 300
"""How far before such an expression the day that it is counted from may stand, in characters."""

_APPOSED = re.compile(r"\s*,\s*")


def chained(
    text: str, found: Sequence[Found], readings: Sequence[Reading], anchors: Anchors
) -> list[Reading]:
    """The readings with those of chained expressions, each counted from the day before it, which may be chained too.

    A weekday directly before one ("Tuesday, two days later") names the same day. Without a single day close
    before, an expression stays open.
    """
    out = list(readings)
    for i, f in enumerate(found):
        if not isinstance(f.meaning, Chained):
            continue
        weekday = found[i - 1].meaning if i and _APPOSED.fullmatch(text, found[i - 1].end, f.start) else None
        named = isinstance(weekday, Weekday)
        at = i - 2 if named else i - 1
        if at < 0 or f.start - found[at].end > NEAR:
            continue
        day = out[at]
        if day.precision != "day" or day.start is None or day.start != day.end or day.start in anchors.votes:
            continue
        days = f.meaning.unit == "day"
        counted = Offset(days=f.meaning.steps) if days else Period(unit=f.meaning.unit, steps=f.meaning.steps)
        out[i] = resolve(counted, replace(anchors, first=day.start, last=day.start, is_evening=False))
        if isinstance(weekday, Weekday) and days and out[i].start is not None:
            agrees = out[i].start.weekday() == weekday.weekday  # type: ignore[union-attr]
            out[i - 1] = out[i] if agrees else out[i]._replace(flag="weekday_mismatch")
    return out
