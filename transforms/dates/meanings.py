"""What a date expression says, before any calendar is asked: the meanings that finding hands to resolving."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from transforms.records import Span

Unit = Literal["day", "week", "weekend", "month", "year"]
PAST, PRESENT, FUTURE = -1, 0, 1
# Full dates this many years before the latest one are history and anchor nothing.
HISTORY_YEARS = 3


class Written(NamedTuple):
    """A date by its parts, or a range where `last_day` or `last_month` is set; absent parts were not printed.

    `weekdays` (Monday is 0) belong to the first and the last day; `year_steps` is the year counted from
    that of publication ("22 September tahun lalu": -1); `phase` the days of a part of the month; `is_since` says
    that it begins what still lasts ("sejak 1 Januari").
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    last_day: int | None = None
    last_month: int | None = None
    last_year: int | None = None
    weekdays: tuple[int, ...] = ()
    direction: int | None = None
    year_steps: int | None = None
    phase: tuple[int, int] | None = None
    is_since: bool = False

    @property
    def is_full_day(self) -> bool:
        """Whether day, month and year are all printed."""
        return self.day is not None and self.month is not None and self.year is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A weekday alone; `week_steps` where its week is named ("Senin pekan depan": 1)."""

    weekday: int
    direction: int | None = None
    week_steps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A day counted from the day of writing ("kemarin": -1); `is_last_night` for "semalam".

    `weekday` where it is printed beside ("besok, Selasa").
    """

    days: int
    is_last_night: bool = False
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """A day by its number alone, on one side of publication ("tanggal 14 kemarin")."""

    day: int
    direction: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week, weekend, month or year counted from that of publication ("pekan lalu": -1)."""

    unit: Unit
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """A day, week, month or year counted from the day that the text named last ("two days later": 2 days)."""

    unit: Unit
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An expression that no anchor can settle."""

    reason: str


Meaning = Written | Weekday | DayOfMonth | Offset | Period | Chained | Open


class Found(NamedTuple):
    """An expression in the text, not yet resolved; a `weak` one counts only as the start of a range."""

    start: int
    end: int
    meaning: Meaning
    rule_id: str
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """What an article gives to count from.

    `first`/`last` bound the publication (equal where the day is known, both null where nothing is);
    `is_evening` says that it was published at 18:00 or later; `full` are the full dates of the text,
    history left out, `by_weekday` those of them that alone fall on their weekday; `votes` the voting days of the article's elections.
    """

    first: date | None = None
    last: date | None = None
    is_evening: bool = False
    full: tuple[date, ...] = ()
    by_weekday: Mapping[int, date] = field(default_factory=dict)
    votes: tuple[date, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known."""
        return self.first if self.first == self.last else None

    @property
    def spans_months(self) -> bool:
        """Whether the publication is known no closer than by its year."""
        return not (self.first and self.last) or (self.last - self.first).days > 31


def recent(days: Iterable[date]) -> tuple[date, ...]:
    """The full dates that can anchor others, in order, those of history left out."""
    distinct = sorted(set(days))
    return tuple(d for d in distinct if d.year >= distinct[-1].year - HISTORY_YEARS)


def sole_weekdays(days: Iterable[date]) -> dict[int, date]:
    """By weekday the one day that falls on it; weekdays on which several fall are left out."""
    by_weekday: dict[int, list[date]] = {}
    for day in days:
        by_weekday.setdefault(day.weekday(), []).append(day)
    return {weekday: same[0] for weekday, same in by_weekday.items() if len(same) == 1}


class Taken:
    """Which characters of a text are spoken for; asking costs the length of the stretch asked about."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._mask = bytearray(length)
        for span in spans:
            self.take(*span)

    def free(self, start: int, end: int) -> bool:
        """Whether none of the characters is taken."""
        return self._mask.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Take the characters; those beyond the text are none."""
        end = min(end, len(self._mask))
        if start < end:
            self._mask[start:end] = b"\x01" * (end - start)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int, phase: tuple[int, int] | None = None) -> tuple[date, date]:
    """First and last day of a month, or of a part of it."""
    length = monthrange(year, month)[1]
    first, last = phase or (1, length)
    return date(year, month, first), date(year, month, min(last, length))


def join(first: Written, last: Written) -> Written | None:
    """The range from one written date to another, or None where the two make none."""
    same_form = (first.day is None) == (last.day is None) and (first.month is None) == (last.month is None)
    if not same_form or first.last_day or last.last_day or first.last_month or last.last_month or first.phase:
        return None
    return first._replace(
        last_day=last.day,
        last_month=last.month,
        last_year=last.year,
        year=first.year,
        weekdays=first.weekdays + last.weekdays if first.weekdays and last.weekdays else first.weekdays[:1],
        direction=first.direction if first.direction is not None else last.direction,
        year_steps=first.year_steps if first.year_steps is not None else last.year_steps,
    )
