"""When an article was published: time stamps of pages, records and addresses, in a written order of trust."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from config.loader import Model, load_toml
from transforms.alternation import alternation, atoms

FIRST_YEAR = 1990  # no Indonesian page is older: an earlier time is a broken field
_TIME = (
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?(?:\.\d{1,9})?"
    r"(?:\s*(?P<half>[ap]m)\b)?(?:\s*\(?(?P<zone>wib|wita|wit|utc|gmt|z\b|[+-]\d{2}:?\d{2})\)?)?"
)
_EPOCH = re.compile(r"\d{9,10}|\d{12,13}")
_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])")
_CLOCK = re.compile(r"\d[:.]\d\d")
_YEAR = re.compile(r"\d(?:\d{3}|[/.-]\d)")  # stands in every date
_AROUND = " ,|·•/()–—-:"  # signs that stand between a time and its neighbours
_BETWEEN = r"(?:[\s,|·•/@()tT–—-]{1,6}|\s\.\s)(?:(?:pukul|jam|pkl\.?|at)\s*)?"
_COMPACT = re.compile(r"(?<![\d.])(\d{6}|\d{8})(?![\d.])")
_PATH_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")
_PATH_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/|$)")
_SLUG_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


class Words(Model):
    """Words around a date in a time stamp."""

    weekdays: tuple[str, ...]
    labels: tuple[str, ...]


class Domains(Model):
    """How the names of sites end."""

    second_level: tuple[str, ...]
    endings: tuple[str, ...]


class PublishedRules(Model):
    """`config/rules/published.toml`."""

    kickers: frozenset[str]
    months: dict[str, int]
    zones: dict[str, str]
    words: Words
    domains: Domains
    agencies: dict[str, str]


class Instant(NamedTuple):
    """A time as printed: aware, with its precision (second, minute, day, month)."""

    at: datetime
    precision: str


class Published(NamedTuple):
    """The publication time that was settled on, where it was read, and what was odd about it."""

    at: datetime | None
    precision: str | None
    basis: str | None
    flags: tuple[str, ...]


@cache
def published_rules() -> PublishedRules:
    """The rules, loaded once."""
    return load_toml(PublishedRules, "rules/published.toml")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The date of a stamp with the time behind it, a whole stamp line, and the words round a date."""
    rules = published_rules()
    month = alternation(map(atoms, rules.months))
    begin = "".join({name[0] for name in rules.months})  # most characters begin no date, which a look tells
    day = (
        rf"(?=[\d{begin}])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]{{0,3}}(?P<month>{month})\b[\s.,/-]{{0,3}}(?P<year>\d{{4}})"
        rf"|(?P<month2>{month})\b\.?\s?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s?(?P<year2>\d{{4}})"
        r"|(?P<year3>(?:19|20)\d\d)[-/.](?P<month3>\d{1,2})[-/.](?P<day3>\d{1,2})(?!\d)"
        r"|(?<!\d)(?P<day4>\d{1,2})(?P<sep>[/.-])(?P<month4>\d{1,2})(?P=sep)(?P<year4>\d{4}|\d{2})(?!\d))"
    )
    moment = rf"{day}(?:{_BETWEEN}{_TIME})?"
    weekday = "(?:" + "|".join(map(re.escape, rules.words.weekdays)) + r")\b\.?"
    label = "(?:" + "|".join(sorted(map(re.escape, rules.words.labels), key=len, reverse=True)) + r")\b"
    only_time = re.sub(r"\?P<\w+>", "?:", _TIME)
    place = r"(?:(?-i:[A-Z])[\w.]{1,20}(?:\s(?-i:[A-Z])[\w.]{1,20}){0,2},?\s(?=.{0,14}\d))?"
    ago = r"\d{1,3}\s?(?:detik|menit|jam|hari|minggu|bulan|tahun)\s(?:yang\s)?lalu|baru saja|kemarin"
    stamp = (
        rf"(?:{label}\s*[:：]?\s*)?(?:{place}(?:{weekday}\s*[,/]?\s*)?\(?{moment}\)?(?:\s*(?:wib|wita|wit))?"
        rf"|(?:{weekday}\s*[,/]?\s*)?(?:pukul\s|jam\s)?{only_time}|{weekday}|{ago})[\s,)]*"
    )
    around = rf"^(?:wib|wita|wit)\b\s*|(?:\b{label}\s*[:：]?\s*)?(?:\b{weekday}\s*,?)?$|^{label}\s*[:：]?\s"
    moment_, stamp_, around_ = (re.compile(pattern, re.IGNORECASE) for pattern in (moment, stamp, around))
    return moment_, stamp_, around_


@lru_cache(maxsize=1024)  # asked several times of a line, and of names and labels that are on many pages
def is_stamp(segment: str) -> bool:
    """Whether a piece of a line is nothing but a date, a time or both, with the words that go with them."""
    return len(segment) <= 90 and _patterns()[1].fullmatch(segment) is not None


def may_have_clock(segment: str) -> bool:
    """Whether anything in a line looks like an hour."""
    return _CLOCK.search(segment) is not None


def has_clock(segment: str) -> bool:
    """Whether a stamp holds a day and an hour: what only pages print, and no list of days in an article."""
    if not may_have_clock(segment):
        return False
    return any(found["hour"] for found in _patterns()[0].finditer(segment[:120]))


def beside_moments(line: str) -> list[str] | None:
    """What a line holds besides its times and the words that go with them; None where it holds no time."""
    if not _YEAR.search(line):
        return None
    outside = _patterns()[0].sub("\n", line[:200]).split("\n")
    if len(outside) < 2:
        return None
    bare = (_patterns()[2].sub("", piece.strip(_AROUND)).strip(_AROUND) for piece in outside)
    return [piece for piece in bare if piece]


def read_instant(text: str, timezone: str) -> Instant | None:
    """The first time in `text`: ISO 8601, a count of seconds since 1970, or as Indonesian pages print it.

    A time without a zone is of `timezone` (an IANA name); midnight to the second counts as a day, since
    records print it where they know no time. None where nothing reads as a date.
    """
    text = text.strip()[:200]
    if _EPOCH.fullmatch(text):
        return Instant(
            datetime.fromtimestamp(int(text[:10]) if len(text) < 12 else int(text) / 1000, UTC), "second"
        )
    if whole := _MONTH.fullmatch(text):
        return Instant(datetime(int(whole[1]), int(whole[2]), 1, tzinfo=ZoneInfo(timezone)), "month")
    for found in _patterns()[0].finditer(text) if _YEAR.search(text) else ():
        if instant := _instant(found.groupdict(), timezone):
            return instant
    return None


def _instant(parts: dict[str, str | None], timezone: str) -> Instant | None:
    rules = published_rules()
    named = parts["month"] or parts["month2"]
    month = rules.months[named.lower()] if named else int(parts["month3"] or parts["month4"] or 0)
    day = int(parts["day"] or parts["day2"] or parts["day3"] or parts["day4"] or 0)
    year = int(parts["year"] or parts["year2"] or parts["year3"] or parts["year4"] or 0)
    year += 2000 if year < 70 and parts["year4"] and len(parts["year4"]) == 2 else 0
    hour, minute, second = (int(parts[p] or 0) for p in ("hour", "minute", "second"))
    if parts["half"] and hour <= 12:
        hour = hour % 12 + (12 if parts["half"].lower() == "pm" else 0)
    zone = (parts["zone"] or "").lower()
    try:
        if zone[:1] in ("+", "-"):
            at = datetime.fromisoformat(
                f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"
            )
        else:
            place = ZoneInfo(rules.zones.get(zone, timezone))
            at = datetime(year, month, day, hour, minute, second, tzinfo=place)
    except ValueError:
        return None
    if parts["hour"] is None or (parts["second"] and hour == minute == second == 0):
        return Instant(at, "day")
    return Instant(at, "second" if parts["second"] else "minute")


def date_in_url(url: str, timezone: str, latest: datetime | None) -> Instant | None:
    """The date that the path of an address holds: "/2024/10/01/" a day, "/2024/10/" a month, "/20241001/" a day.

    Digits without separators count only where they read as one day and no other, no later than `latest`.
    """
    path = url.partition("://")[2].partition("?")[0].partition("#")[0]
    path = path[path.find("/") :] if "/" in path else ""
    for pattern in (_PATH_DAY, _SLUG_DAY):
        if (found := pattern.search(path)) and (day := _date(*map(int, found.groups()))):
            return Instant(_midnight(day, timezone), "day")
    if found := _PATH_MONTH.search(path):
        return Instant(_midnight(date(int(found[1]), int(found[2]), 1), timezone), "month")
    for found in _COMPACT.finditer(path):
        digits = found.group()
        if len(digits) == 6 and (
            path[found.start() - 1] != "/" or path[found.end() : found.end() + 1] not in ("", "/")
        ):
            continue
        readings = {day for day in _readings(digits) if latest is None or _midnight(day, timezone) <= latest}
        if len(readings) == 1:
            return Instant(_midnight(readings.pop(), timezone), "day")
    return None


def _readings(digits: str) -> Iterable[date]:
    """The days that six or eight digits may mean, year first and day first."""
    width = len(digits) - 4  # of the year
    century = 0 if width == 4 else 2000
    year_first = (digits[:width], digits[width:-2], digits[-2:])
    day_first = (digits[4:], digits[2:4], digits[:2])
    for year, month, day in (year_first, day_first):
        if (found := _date(int(year) + century, int(month), int(day))) and 1998 <= found.year <= 2099:
            yield found


def settle(
    *,
    record: str | None,
    stamps: Iterable[str],
    url: str | None,
    timezone: str,
    fetched_at: datetime | None,
    page: str | None = None,
    feed: Instant | None = None,
) -> Published:
    """The publication time by the order of trust: the record's field, the page's markup, a stamp in the text, the address.

    A time more than a day after the fetch, or before 1990, is refused with a flag, and the next basis
    is asked. The time of the fetch itself is never taken.

    Args:
        record: the field `published_at` as received.
        stamps: the lines of the page's head that hold a time, in order.
        url: the address of the page.
        timezone: IANA name of the zone of times printed without one.
        fetched_at: when the page was read, if known.
        page: the time that the page's markup names, as written there.
        feed: the time that the feed states which announced the article, in place of `record`.
    """
    latest = fetched_at + timedelta(days=1) if fetched_at and fetched_at.year < 9999 else None
    flags: dict[str, None] = {}
    found: list[tuple[str, Instant]] = []
    if record and record.strip():
        if instant := read_instant(record, timezone):
            found.append(("record", instant))
        else:
            flags["published_unreadable"] = None
    if feed:
        found.append(("feed", feed))
    if page and (instant := read_instant(page, timezone)):
        found.append(("html", instant))
    read = (read_instant(stamp, timezone) for stamp in stamps)
    found += [("text", instant) for instant in read if instant][:1]
    if url and (instant := date_in_url(url, timezone, latest)):
        found.append(("url", instant))
    good = []
    for basis, instant in found:
        if instant.at.year < FIRST_YEAR:
            flags["published_implausible"] = None
        elif latest and instant.at > latest:
            flags["published_after_fetch"] = None
        else:
            good.append((basis, instant))
    if not good:
        return Published(None, None, None, tuple(flags))
    basis, chosen = good[0]
    if any(_conflict(chosen, other, timezone) for _, other in good[1:]):
        flags["published_conflict"] = None
    return Published(chosen.at, chosen.precision, basis, tuple(flags))


def _conflict(one: Instant, other: Instant, timezone: str) -> bool:
    here = ZoneInfo(timezone)
    a, b = one.at.astimezone(here), other.at.astimezone(here)
    if "month" in (one.precision, other.precision):
        return (a.year, a.month) != (b.year, b.month)
    return abs((a.date() - b.date()).days) > 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _midnight(day: date, timezone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
