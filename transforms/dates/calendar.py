"""What a date expression means on the calendar: readings resolved against what an article gives.

Three things can anchor an expression: the publication date, the full dates of the same text, and the
voting days of the elections that the article is about. Where they leave no single reading the date
stays open, with the reason as its flag: `no_anchor` (nothing to count from), `ambiguous` (two readings
left), `no_such_day` (31 September). Contradictions are flagged too: `weekday_mismatch` (kept as
written), `year_misprint` and `day_misprint` (see `_mend`).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from transforms.dates.meanings import (
    FUTURE,
    PAST,
    PRESENT,
    Anchors,
    Chained,
    DayOfMonth,
    Meaning,
    Offset,
    Open,
    Period,
    Weekday,
    Written,
    day_of,
    month_span,
)

# A printed date within this many days of publication is news; a weekday that disagrees is a slip of the
# pen there, while farther away it tells which year is meant.
FRESH = 14
# A date without a year lies at most this many days after publication, unless it is that of the vote.
NOT_LONG_AFTER = 150
# A misprinted year is only mended where the mended date lies this close to publication.
MISPRINT_DAYS = 7


class Reading(NamedTuple):
    """A resolved expression; all null but the flag where it stays open."""

    start: date | None
    end: date | None
    precision: str | None
    basis: str | None
    flag: str | None


def resolve(meaning: Meaning, anchors: Anchors) -> Reading:
    """The reading of an expression under the anchors of its article."""
    try:
        match meaning:
            case Written():
                return _written(meaning, anchors)
            case Weekday():
                return _weekday(meaning, anchors)
            case DayOfMonth():
                return _day_of_month(meaning, anchors)
            case Offset():
                return _offset(meaning, anchors)
            case Period():
                return _period(meaning, anchors)
            case Chained():  # settled by the dates before it: `transforms.dates.chains`
                return _open("no_anchor")
            case Open():
                return _open(meaning.reason)
    except (
        OverflowError,
        ValueError,
    ):  # a day beyond the calendar of Python ("900 tahun lalu" of the year 800)
        return _open("no_such_day")


def _open(reason: str) -> Reading:
    return Reading(None, None, None, None, reason)


def _written(w: Written, anchors: Anchors) -> Reading:
    if w.month is None:
        if w.year is None:
            return _open("no_anchor")
        return Reading(date(w.year, 1, 1), date(w.last_year or w.year, 12, 31), "year", "explicit", None)
    printed = w.last_year or w.year
    if printed is not None:
        return _mend(w, printed, "explicit", anchors)
    if w.year_steps is not None:
        if anchors.first is None or anchors.last is None or anchors.first.year != anchors.last.year:
            return _open("no_anchor")
        return _mend(w, anchors.first.year + w.year_steps, "inferred_year", anchors)
    year, reason = _year(w, anchors)
    return _open(reason) if year is None else _mend(w, year, "inferred_year", anchors)


def _span(w: Written, year: int) -> tuple[date, date] | None:
    """First and last day of a written date in a given year of its end; None where there is no such day."""
    if w.month is None:
        return None
    last_month = w.last_month or w.month
    last_year = w.last_year or year
    first_year = w.year or (last_year - 1 if w.month > last_month else last_year)
    if w.day is None:
        return month_span(first_year, w.month, w.phase)[0], month_span(last_year, last_month, w.phase)[1]
    first, last = day_of(first_year, w.month, w.day), day_of(last_year, last_month, w.last_day or w.day)
    return (first, last) if first and last and first <= last else None


def _mend(w: Written, year: int, basis: str, anchors: Anchors) -> Reading:
    """The reading of a date whose year is settled, with its weekday checked.

    A weekday that disagrees is a contradiction: the date is kept as written and flagged. Two slips of
    the pen are mended where the publication day proves them. `year_misprint`: "Rabu (10/1/2023)" in an
    article of 11 January 2024 is 10 January 2024, a Wednesday a day old. `day_misprint`: "Senin
    (5/2/2024)" in an article of Monday 4 February is that Monday.
    """
    span = _span(w, year)
    if span is None:
        return _open("no_such_day")
    first, last = span
    precision = "day" if w.day is not None else "month"
    if w.day is None or _agrees(w, span):
        return Reading(first, last, precision, basis, None)
    published = anchors.day
    if published is not None and first == last:
        for other in (published.year, published.year - 1, published.year + 1):
            moved = day_of(other, first.month, first.day)
            is_news = moved is not None and abs((moved - published).days) <= MISPRINT_DAYS
            if basis == "explicit" and moved and is_news and moved.weekday() == w.weekdays[0]:
                return Reading(moved, moved, "day", "inferred_year", "year_misprint")
        if abs((first - published).days) == 1 and published.weekday() == w.weekdays[0]:
            return Reading(published, published, "day", "relative", "day_misprint")
    return Reading(first, last, precision, basis, "weekday_mismatch")


def _agrees(w: Written, span: tuple[date, date]) -> bool:
    """Whether the printed weekdays are those of the calendar."""
    if not w.weekdays:
        return True
    return span[0].weekday() == w.weekdays[0] and (len(w.weekdays) == 1 or w.weekdays[1] == span[1].weekday())


def _year(w: Written, anchors: Anchors) -> tuple[int | None, str]:
    """The one year that the anchors leave for a date printed without it, else None and the reason.

    The full dates of the text are asked first, then these together with the voting days.
    """
    if not anchors.spans_months:
        return _year_by_publication(w, anchors)
    known = (anchors.first.year,) if anchors.first and anchors.last else ()
    year, reason = None, "no_anchor"
    for evidence in dict.fromkeys((anchors.full, anchors.full + anchors.votes)):
        if year is None and (evidence or known):
            # Nearness grows with the day, so the first and the last speak for all between.
            ends = (min(evidence), max(evidence)) if evidence else ()
            year, reason = _year_by_evidence(w, ends, known, anchors.full)
    return year, reason


def _year_by_evidence(
    w: Written, evidence: tuple[date, ...], known: tuple[int, ...], full: tuple[date, ...]
) -> tuple[int | None, str]:
    """The year that a weekday fits, else the one that all days of `evidence` point to.

    Days of one year point to that year, unless the date lies nearer to each of them in another ("3
    Januari" beside 27 November 2024); days of several years must all be nearest to the same reading.
    """
    years = {e.year for e in evidence} | set(known)
    candidates = _candidates(w, range(min(years) - 1, max(years) + 2))
    if w.weekdays:
        matching = [y for y, span in candidates.items() if _agrees(w, span)]
        inside = matching if len(matching) == 1 else [y for y in matching if y in years]
        if matching:
            return (inside[0], "") if len(inside) == 1 else (None, "ambiguous")
    if w.direction == FUTURE and full:
        candidates = {y: s for y, s in candidates.items() if s[1] >= full[0]}
    elif (w.direction == PAST or w.is_since) and full:
        candidates = {y: s for y, s in candidates.items() if s[0] <= full[-1]}
    if not evidence or not candidates:
        return None, "ambiguous" if evidence else "no_anchor"
    nearest = {min(candidates, key=lambda y: abs((candidates[y][0] - e).days)) for e in evidence}
    shared = next(iter(years)) if len(years) == 1 else None
    if shared is not None and w.direction in (None, PRESENT):
        return (shared, "") if shared in nearest else (None, "ambiguous")
    return (nearest.pop(), "") if len(nearest) == 1 else (None, "ambiguous")


def _year_by_publication(w: Written, anchors: Anchors) -> tuple[int | None, str]:
    """The year that puts a date nearest to its publication, or on the side that its words say.

    A voting day of the article's election is that vote's ("27 November" in March 2024).
    """
    first, last = anchors.first, anchors.last
    if first is None or last is None:
        return None, "no_anchor"
    candidates = _candidates(w, range(last.year - 2, last.year + 3))
    if not candidates:
        return None, "no_such_day"
    voting = [y for y, s in candidates.items() if w.day is not None and s[0] in anchors.votes]
    if len(voting) == 1:
        return voting[0], ""
    if w.is_since and w.direction is None:
        return max((y for y, s in candidates.items() if s[0] <= last), default=None), "ambiguous"
    if w.direction == PAST:
        # Of a month that has begun, "lalu" may mean this one or that of last year.
        if w.day is None and any(s[0] <= first <= s[1] for s in candidates.values()):
            return None, "ambiguous"
        return max((y for y, s in candidates.items() if s[0] <= last), default=None), "ambiguous"
    if w.direction == FUTURE:
        return min((y for y, s in candidates.items() if s[1] >= first), default=None), "ambiguous"
    middle = first + (last - first) / 2
    candidates = {y: s for y, s in candidates.items() if (s[0] - last).days <= NOT_LONG_AFTER}
    year = min(candidates, key=lambda y: abs((candidates[y][0] - middle).days))
    if w.weekdays and not _agrees(w, candidates[year]) and abs((candidates[year][0] - middle).days) > FRESH:
        matching = [y for y, s in candidates.items() if _agrees(w, s) and abs(y - year) == 1]
        if len(matching) == 1:
            return matching[0], ""
    return year, ""


def _candidates(w: Written, years: Iterable[int]) -> dict[int, tuple[date, date]]:
    spans = {y: _span(w, y) for y in years}
    return {y: span for y, span in spans.items() if span is not None}


def _weekday(w: Weekday, anchors: Anchors) -> Reading:
    """A weekday alone: the latest one up to publication, the next one with a word of the future.

    Without a publication day it is settled only by the full dates of the text, where exactly one of
    them falls on that weekday.
    """
    today = anchors.day
    if today is None:
        same = anchors.by_weekday.get(w.weekday)
        if same and w.direction is None and w.week_steps is None:
            return Reading(same, same, "day", "relative", None)
        return _open("no_anchor")
    back = (today.weekday() - w.weekday) % 7
    if w.week_steps is not None:
        day = today + timedelta(days=7 * w.week_steps + w.weekday - today.weekday())
    elif w.direction == PAST:
        day = today - timedelta(days=back or 7)
    elif w.direction == FUTURE:
        day = today + timedelta(days=7 - back)
    elif w.direction == PRESENT:
        day = today + timedelta(days=w.weekday - today.weekday())
    else:
        day = today - timedelta(days=back)
    return Reading(day, day, "day", "relative", None)


def _offset(o: Offset, anchors: Anchors) -> Reading:
    today = anchors.day
    if today is None:
        return _open("no_anchor")
    if o.is_last_night and anchors.is_evening:
        return _open("ambiguous")
    day = today + timedelta(days=o.days)
    disagrees = o.weekday is not None and o.weekday != day.weekday()
    return Reading(day, day, "day", "relative", "weekday_mismatch" if disagrees else None)


def _day_of_month(d: DayOfMonth, anchors: Anchors) -> Reading:
    """The latest day of that number up to publication, the next one with a word of the future."""
    today = anchors.day
    if today is None:
        return _open("no_anchor")
    months = [today.year * 12 + today.month - 1 + step for step in (-1, 0, 1)]
    days = [day for m in months if (day := day_of(m // 12, m % 12 + 1, d.day))]
    if d.direction == PRESENT:
        days = [day for day in days if day.month == today.month]
    elif d.direction == PAST:
        days = [day for day in days if day <= today][-1:]
    else:
        days = [day for day in days if day >= today][:1]
    return Reading(days[0], days[0], "day", "relative", None) if days else _open("no_such_day")


def _period(p: Period, anchors: Anchors) -> Reading:
    """A week, month or year by its first and last day; never said more closely than by its month.

    A week that crosses the end of a month is known by its year, one that crosses the end of a year not
    at all.
    """
    first, last = anchors.first, anchors.last
    if first is None or last is None:
        return _open("no_anchor")
    if p.unit == "year" and first.year == last.year:
        year = first.year + p.steps
        return Reading(date(year, 1, 1), date(year, 12, 31), "year", "relative", None)
    if p.unit == "month" and (first.year, first.month) == (last.year, last.month):
        months = first.year * 12 + first.month - 1 + p.steps
        start, end = month_span(months // 12, months % 12 + 1)
        return Reading(start, end, "month", "relative", None)
    if p.unit in ("week", "weekend") and first == last:
        monday = first - timedelta(days=first.weekday()) + timedelta(weeks=p.steps)
        start, end = monday + timedelta(days=5 if p.unit == "weekend" else 0), monday + timedelta(days=6)
        if start.month == end.month:
            return Reading(start, end, "month", "relative", None)
        return Reading(start, end, "year", "relative", None) if start.year == end.year else _open("ambiguous")
    return _open("no_anchor")
