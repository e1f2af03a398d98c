"""The times that feeds and sitemaps state. Nothing is guessed: what has two readings, or none, stays open.

Parsers of feeds do not know the zones of Indonesia and read "08:15:05 WIB" as UTC, make the year 1398 of a count
of milliseconds and 2000 of "-0001-11-30"; hence the strings are read here, with the months and zones of
`config/rules/published.toml`.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from transforms.cleaning.published import FIRST_YEAR, published_rules
from transforms.feeds.model import FeedDate

_LONGEST = 120
# Hours from UTC of the zone names of RFC 822.
_RFC_ZONES = {"ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ZERO = re.compile(
    r"[a-z, ]*[-+]?0{1,4}-?0?0?-?0?0?[t ]*[0:.]*[+\-0: z]*|.*-0001\b.*", re.IGNORECASE | re.ASCII
)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})", re.ASCII)
_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>[a-z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d{1,2}(?::?\d\d)?)?\)?(?:\s*\([a-z ]{2,30}\))?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-/.]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)"
    rf"(?:(?:\s?t\s?|\s|,\s?)(?:{_CLOCK}|(?P<compact>\d{{4}}(?:\d\d)?)(?P<compact_zone>z|[+-]\d\d:?\d\d)?))?",
    re.IGNORECASE | re.ASCII,
)
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII)
_UNIX = re.compile(
    r"([a-z]{3},? )?([a-z]{3} \d{1,2}) (\d\d:\d\d:\d\d)( [a-z]{1,5}| [+-]\d{4})? (\d{4})",
    re.IGNORECASE | re.ASCII,
)
_NUMERIC = re.compile(
    rf"(?:(?P<weekday>[^\W\d][\w'’]{{2,8}})\.?\s?[,/]?\s?)?(?P<first>\d{{1,2}})(?P<sep>[/.-])(?P<other>\d{{1,2}})(?P=sep)(?P<year>\d{{4}})(?:[\s,|–-]{{1,4}}{_CLOCK})?",
    re.IGNORECASE | re.ASCII,
)


class _Parts(NamedTuple):
    year: int
    month: int
    day: int
    found: re.Match[str]
    how: str


def read_feed_date(raw: str | None, zone: str, latest: datetime | None = None) -> FeedDate | None:
    """Read the time that a feed states; None where it states nothing.

    Args:
        raw: the time as written.
        zone: IANA name of the zone of times that name none; `how` then ends in "_local".
        latest: when the feed was read: what lies more than a day after that is refused.
    """
    text = " ".join((raw or "").split())
    if raw is None or not text:
        return None
    kept = raw.strip()[:_LONGEST]
    if len(text) > _LONGEST:
        return FeedDate(kept, None, None, None, "unreadable")
    if _ZERO.fullmatch(text):
        return FeedDate(kept, None, None, None, "zero")
    try:
        at, precision, how = _read(text, zone)
    except _OpenError as open_:
        return FeedDate(kept, None, None, None, open_.problem)
    except (ValueError, OverflowError):
        return FeedDate(kept, None, None, None, "unreadable")
    if at.year < FIRST_YEAR:
        return FeedDate(kept, None, None, how, "before_1990")
    if latest is not None and at > latest + timedelta(days=1):
        return FeedDate(kept, None, None, how, "future")
    return FeedDate(kept, at, precision, how, None)


class _OpenError(Exception):
    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def _read(text: str, zone: str) -> tuple[datetime, str, str]:
    if found := _EPOCH.fullmatch(text):
        if found[2]:
            return datetime.fromtimestamp(int(found[2]) / 1000, UTC), "second", "epoch_ms"
        return datetime.fromtimestamp(int(found[1]), UTC), "second", "epoch_s"
    if found := _STAMP.fullmatch(text):
        year, month, day, hour, minute, second = map(int, found.groups())
        local = datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(zone))
        return local, "second", "iso8601_local"
    if found := _MONTH.fullmatch(text):
        local = datetime(int(found["year"]), int(found["month"]), 1, tzinfo=ZoneInfo(zone))
        return local, "month", "iso8601_local"
    if found := _ISO.fullmatch(text):
        parts = _Parts(int(found["year"]), int(found["month"]), int(found["day"]), found, "iso8601")
        return _compact(parts, zone) if found["compact"] else _moment(parts, zone)
    if found := _UNIX.fullmatch(text):
        text = f"{found[2]} {found[5]} {found[3]}{found[4] or ''}"
    if found := _written().fullmatch(text):
        return _moment(_named_month(found), zone)
    if found := _NUMERIC.fullmatch(text):
        return _moment(_numbers(found), zone)
    raise _OpenError("unreadable")


@cache
def _written() -> re.Pattern[str]:
    """RFC 822 and its Indonesian relatives: a day with its month in letters, then perhaps a time."""
    rules = published_rules()
    month = "|".join(sorted(map(re.escape, rules.months), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, rules.words.weekdays), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<weekday>{weekday})\.?\s?[,/]?\s?)?"
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]{{0,3}}(?P<month>{month})\b\.?[\s,/-]{{0,3}}(?P<year>\d{{4}}|\d\d)\b"
        rf"|(?P<month2>{month})\b\.?\s?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s?(?P<year2>\d{{4}}))"
        rf"(?:[\s,|•·/@–—-]{{1,5}}(?:(?:pukul|jam|pkl\.?|at)\s)?{_CLOCK})?",
        re.IGNORECASE | re.ASCII,
    )


def _named_month(found: re.Match[str]) -> _Parts:
    months = published_rules().months
    name = (found["month"] or found["month2"]).lower()
    year = int(found["year"] or found["year2"])
    if found["year"] and len(found["year"]) == 2:
        year += 2000 if year < 70 else 1900
    zone = found["zone"] or ""
    is_rfc = len(name) == 3 and zone != "" and ":" in found[0]
    return _Parts(
        year, months[name], int(found["day"] or found["day2"]), found, "rfc822" if is_rfc else "written"
    )


def _numbers(found: re.Match[str]) -> _Parts:
    """Day and month in figures: one above 12 tells which is which, or an Indonesian weekday or zone (day first)."""
    first, other = int(found["first"]), int(found["other"])
    weekday = (found["weekday"] or "").lower()
    is_indonesian = weekday in published_rules().words.weekdays and not weekday.startswith(_ENGLISH_DAYS)
    if not is_indonesian and (found["zone"] or "").lower() not in ("wib", "wita", "wit"):
        if first <= 12 and other <= 12 and first != other:
            raise _OpenError("ambiguous")
        first, other = (first, other) if other <= 12 else (other, first)
    return _Parts(int(found["year"]), other, first, found, "numeric")


def _moment(parts: _Parts, zone: str) -> tuple[datetime, str, str]:
    found = parts.found
    if found["hour"] is None:
        day = datetime(parts.year, parts.month, parts.day, tzinfo=ZoneInfo(zone))
        return day, "day", f"{parts.how}_local"
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise _OpenError("unreadable")
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    place = _place(found["zone"]) if found["zone"] else None
    at = datetime(parts.year, parts.month, parts.day, hour, minute, second, tzinfo=place or ZoneInfo(zone))
    how = parts.how if place else f"{parts.how}_local"
    # Publishers print midnight to the second where they know no time.
    if found["second"] and hour == minute == second == 0:
        return at, "day", how
    return at, "second" if found["second"] else "minute", how


def _compact(parts: _Parts, zone: str) -> tuple[datetime, str, str]:
    digits, named = parts.found["compact"], parts.found["compact_zone"]
    place = _place(named) if named else None
    hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:] or 0)
    at = datetime(parts.year, parts.month, parts.day, hour, minute, second, tzinfo=place or ZoneInfo(zone))
    return at, "second" if digits[4:] else "minute", parts.how if place else f"{parts.how}_local"


def _place(name: str) -> tzinfo:
    """A zone by its name or distance from UTC.

    Raises:
        _OpenError: a name that could be anywhere.
    """
    low = name.lower()
    if iana := published_rules().zones.get(low):
        return ZoneInfo(iana)
    if low in _RFC_ZONES:
        return timezone(timedelta(hours=_RFC_ZONES[low]))
    distance = re.fullmatch(r"(?:gmt|utc|ut)?([+-])(\d{1,2}):?(\d\d)?", low)
    if distance is None:
        raise _OpenError("unknown_zone")
    apart = timedelta(hours=int(distance[2]), minutes=int(distance[3] or 0))
    if apart > timedelta(hours=14):
        raise _OpenError("unknown_zone")
    return timezone(apart if distance[1] == "+" else -apart)
