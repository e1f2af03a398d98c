"""Under which keys a report is stored and looked for, so that it is compared with few others, however many there are.

Two reports that may join share a key: one of those that the earlier is stored under is one of those that the later
looks under. Each begins with a month, so that what arrives lies together in the table, and a look-up for new
reports reads the end of it only.

An area alone is narrow enough: a regency has a few events of a type in a month. Reports that leave the area open
are found by their evidence, a name, a headline's word or the story, without which they join nothing.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from transforms.resolving.report_key import ReportKey, area_of, days_of

_NAME = re.compile(r"[^\W\d_]{3,}")
_MONTHS_MOST = 24
_BEFORE_PUBLICATION = 31
"""Days before its publication in which an event without a day is looked for."""


def stored_blocks(key: ReportKey) -> tuple[str, ...]:
    """The keys that a report is stored under: for each month that it may lie in its area, and its evidence.

    Evidence is kept apart by how open the place is: `+` stands before that of reports that leave it open.
    """
    area, province = area_of(key), _province(key)
    names = _names(key)
    tails = [f"{area}"] if area else []
    if area != "ID":
        tails += [f"{'' if area else '+'}{province}|{word}" for word in _words(key)] if province else []
    if province:
        tails += [f"*|{name}" for name in names]
    if area == "ID" or not province:
        tails += [f"+*|{name}" for name in names]
    return _keys(key, tails, 0)


def wanted_blocks(key: ReportKey) -> tuple[str, ...]:
    """The keys under which reports stand that a report may join: those of the days beside its own too."""
    area, province = area_of(key), _province(key)
    names = _names(key)
    tails = [f"{area}"] if area else []
    if area != "ID" and province:
        tails += [f"+{province}|{word}" for word in _words(key)]
        tails += [f"{province}|{word}" for word in _words(key)] if not area else []
    if area == "ID" or not province:
        tails += [f"*|{name}" for name in names]
    tails += [f"+*|{name}" for name in names]
    return _keys(key, tails, 1)


def _keys(key: ReportKey, tails: list[str], beside: int) -> tuple[str, ...]:
    head = f"{key.topic}|{key.event_type}"
    return tuple(
        dict.fromkeys(f"{month}|{head}|{tail}" for month, tail in product(_months(key, beside), tails))
    )


def _province(key: ReportKey) -> str | None:
    if key.place_code is None or key.place_code == "ID":
        return None
    return key.place_code.split(".")[0]


def _names(key: ReportKey) -> list[str]:
    """The words of the names of those who took part, and the story: what joins reports wherever they are."""
    found = {word for name in key.actor_names for word in _NAME.findall(name.lower())}
    return sorted(found) + ([f"={key.story_id}"] if key.story_id else [])


def _words(key: ReportKey) -> list[str]:
    return sorted({*_names(key), *key.title_tokens})


def _months(key: ReportKey, beside: int) -> Iterator[str]:
    """The months in which an event may lie, by its days, else by its publication; "?" where neither is known."""
    days = days_of(key)
    if days is None:
        if key.published_at is None:
            yield "?"
            return
        last = key.published_at.date()
        days = _shift(last, -_BEFORE_PUBLICATION), last
    first, last = _shift(days[0], -beside), _shift(days[1], beside)
    span = (last.year - first.year) * 12 + last.month - first.month
    for number in range(min(span, _MONTHS_MOST) + 1):
        month = first.month - 1 + number
        yield f"{(first.year + month // 12) % 100:02d}{month % 12 + 1:02d}"


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
