"""Finding date expressions and saying what they mean: `find_dates`.

One pass of a phrase matcher finds the words of the calendar, one regular expression the dates in
figures. Around each, small patterns anchored at its edges read the day, the year, the weekday and the
direction words. What the parts mean on the calendar is the affair of `transforms.calendar`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, timezone

from config.gazetteers import gazetteers
from transforms.calendar import (
    FUTURE,
    PAST,
    PRESENT,
    Anchors,
    Meaning,
    Offset,
    Open,
    Period,
    Reading,
    Weekday,
    Written,
    join,
    month_span,
    recent,
    resolve,
)
from transforms.date_words import REACH, Grammar, Trigger, grammar
from transforms.elections import election_spans
from transforms.matching import Match
from transforms.quotation_marks import find_quotations
from transforms.records import Article, ArticleElection, DateMention, Span

WIB = timezone(timedelta(hours=7))
EVENING = 18
SUNDAY = 6
# "Hari ini" inside quotation marks is the day it was said: a day of the text this close to publication.
SAID_DAYS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in the text, not yet resolved; a `weak` one counts only as the start of a range."""

    start: int
    end: int
    meaning: Meaning
    rule_id: str
    weak: bool = False


def find_dates(
    article: Article, masked: Sequence[Span], elections: Sequence[ArticleElection]
) -> tuple[DateMention, ...]:
    """Every date expression of an article, in the order of the text.

    Args:
        article: the article; its publication anchors weekdays, "kemarin" and dates without a year.
        masked: stretches whose numbers are no dates (law citations).
        elections: the elections that the article is about; their voting days anchor where nothing else does.

    Returns:
        One row for each expression; where no single reading is left the dates are null and `flag` says why.
    """
    found = read(article.text, masked)
    if not found:
        return ()
    anchors = _anchors(article, elections, found)
    readings = _resolve_all(article.text, found, anchors)
    return tuple(
        DateMention(
            article_id=article.article_id,
            text=article.text[f.start : f.end],
            date_start=reading.start,
            date_end=reading.end,
            precision=reading.precision,
            basis=reading.basis,
            flag=reading.flag,
            start_char=f.start,
            end_char=f.end,
            rule_id=f.rule_id,
        )
        for f, reading in zip(found, readings, strict=True)
    )


def _anchors(article: Article, elections: Sequence[ArticleElection], found: Sequence[Found]) -> Anchors:
    """What the article gives to count from. A publication time in UTC is read on the clocks of Jakarta."""
    published, precision = article.published_at, article.published_precision
    first = last = None
    evening = False
    if published is not None:
        if published.utcoffset() == timedelta(0):
            published = published.astimezone(WIB)
        first = last = published.date()
        if precision == "year":
            first, last = date(first.year, 1, 1), date(first.year, 12, 31)
        elif precision == "month":
            first, last = month_span(first.year, first.month)
        else:
            evening = published.hour >= EVENING
    votes = {e.election_id: e.voting_date for e in gazetteers().elections}
    plain = Anchors(first=first, last=last, is_evening=evening)
    return replace(
        plain,
        full=recent(_full_days(found, plain)),
        votes=tuple(date.fromisoformat(votes[e.election_id]) for e in elections if e.election_id in votes),
    )


def _full_days(found: Sequence[Found], anchors: Anchors) -> Iterator[date]:
    """The days of the text that are printed with their year."""
    for f in found:
        if isinstance(f.meaning, Written) and f.meaning.is_full_day:
            reading = resolve(f.meaning, anchors)
            yield from (day for day in (reading.start, reading.end) if day is not None)


def _resolve_all(text: str, found: Sequence[Found], anchors: Anchors) -> list[Reading]:
    """Readings in order; day words inside quotation marks are counted from the day that they were said."""
    readings = [resolve(f.meaning, anchors) for f in found]
    published = anchors.day
    if published is None or not any(isinstance(f.meaning, Offset) for f in found):
        return readings
    quotations = find_quotations(text)
    said = [
        isinstance(f.meaning, Offset) and any(q.start <= f.start < q.end for q in quotations) for f in found
    ]
    near = {
        r.start
        for r, quoted in zip(readings, said, strict=True)
        if not quoted and r.start and r.precision == "day" and 0 <= (published - r.start).days <= SAID_DAYS
    }
    for i, quoted in enumerate(said):
        if quoted and len(near) > 1:
            readings[i] = resolve(Open(reason="ambiguous"), anchors)
        elif quoted and near:
            day = next(iter(near))
            readings[i] = resolve(found[i].meaning, replace(anchors, first=day, last=day, is_evening=False))
    return readings


def read(text: str, masked: Iterable[Span] = ()) -> list[Found]:
    """The date expressions of a text with what they say, unresolved, in order and without overlap."""
    g = grammar()
    triggers = g.triggers.longest(text)
    taken: list[Span] = list(masked)

    def free(start: int, end: int) -> bool:
        return not any(s.start < end and start < s.end for s in taken)

    dates = [f for f in (*_written_in_words(g, text, triggers), *_written_in_figures(g, text)) if free(f.start, f.end)]
    dates.sort(key=lambda f: f.start)
    weekdays = [t for t in triggers if t.value.kind == "weekday" and free(t.start, t.end)]
    dates, alone = _with_weekdays(g, text, dates, weekdays)
    dates = [f for f in _joined(g, text, dates) if not f.weak]
    dates = _with_day_words(g, text, dates, [t for t in triggers if t.value.kind in ("day", "last night")])
    for step in (
        lambda: _weekdays_alone(g, text, alone),
        lambda: _counted(g, text, triggers),
        lambda: _years(g, text),
    ):
        taken = [*masked, *(Span(f.start, f.end) for f in dates)]
        dates += [f for f in step() if free(f.start, f.end)]
    return sorted(dates, key=lambda f: f.start)


def _written_in_words(g: Grammar, text: str, triggers: Sequence[Match[Trigger]]) -> Iterator[Found]:
    """ "17 Oktober 2024", "27-28 September", "awal Oktober", "Agustus lalu", "pada Juni"."""
    for t in triggers:
        if t.value.kind not in ("month", "abbreviation"):
            continue
        reach = max(0, t.start - REACH)
        days = g.days_before.search(text, reach, t.start)
        if days is None and (t.value.kind == "abbreviation" or not t.text[0].isupper()):
            continue
        year = g.year_after.match(text, t.end)
        end = year.end() if year else t.end
        side = g.direction_after.match(text, end)
        end = side.end() if side else end
        written = Written(
            month=t.value.value,
            year=int(year["year"]) if year else None,
            direction=_direction(g, side["direction"]) if side else None,
            year_steps=_direction(g, side["year"]) if side and side["year"] else None,
        )
        if days is not None:
            found = _with_days(days, written, t.start, end)
            if found and not g.name_before.search(text, reach, found.start):
                yield found
            continue
        phase = g.phase_before.search(text, reach, t.start)
        if phase:
            written = replace(written, phase=g.rules.phases[phase["phase"].lower()])
        named = bool(year or side or g.preposition_before.search(text, reach, t.start))
        start = phase.start() if phase else t.start
        if not g.name_before.search(text, reach, start) and not text[max(0, start - 8) : start].lower().endswith("sebelas "):
            yield Found(start, end, written, "date.month", weak=not (phase or named))


def _with_days(days: re.Match[str], written: Written, month_at: int, end: int) -> Found | None:
    """The day or days before a month's name; None where the number can be no day."""
    last = int(days["last"])
    if not 1 <= last <= 31:
        return None
    first = int(days["first"]) if days["first"] else None
    if first is not None and 1 <= first < last:
        return Found(days.start(), end, replace(written, day=first, last_day=last), "date.days_month")
    return Found(days.start("last"), end, replace(written, day=last), "date.day_month")


def _written_in_figures(g: Grammar, text: str) -> Iterator[Found]:
    """ "(12/9/24)", "27-28/9/2024", "2024-09-30"; day and month alone only in brackets or behind a word."""
    for m in g.figures.finditer(text):
        if m["iso"]:
            written = Written(day=int(m["iso_day"]), month=int(m["iso_month"]), year=int(m["iso"]))
        else:
            figures = m["year"] or m["year2"]
            year = int(figures) + (2000 if len(figures) == 2 else 0) if figures else None
            day, month = int(m["day"]), int(m["month"] or m["month2"])
            if year and month > 12 >= day and not m["last"]:
                day, month = month, day  # the American order of some page templates
            written = Written(day=day, month=month, year=year)
            if m["last"]:
                written = replace(written, last_day=int(m["last"]))
        if not (1 <= (written.month or 0) <= 12 and 1 <= (written.day or 0) <= 31):
            continue
        bracketed = text[m.start() - 1 : m.start()] == "(" and text[m.end() : m.end() + 1] == ")"
        start, end = (m.start() - 1, m.end() + 1) if bracketed else m.span()
        side = g.direction_after.match(text, end)
        if side and not side["year"]:
            written, end = replace(written, direction=_direction(g, side["direction"])), side.end()
        shown = written.year or g.date_word_before.search(text, max(0, m.start() - REACH), m.start())
        yield Found(start, end, written, "date.figures", weak=not shown)


def _with_weekdays(
    g: Grammar, text: str, dates: Sequence[Found], weekdays: Sequence[Match[Trigger]]
) -> tuple[list[Found], list[Match[Trigger]]]:
    """Dates with the weekday printed before them, and the weekdays that stand alone."""
    by_start = {f.start: f for f in dates}
    alone: list[Match[Trigger]] = []
    for i, t in enumerate(weekdays):
        following = weekdays[i + 1] if i + 1 < len(weekdays) else None
        if following and _joins(g, text, t.end, following.start):
            continue
        before = weekdays[i - 1] if i and _joins(g, text, weekdays[i - 1].end, t.start) else None
        gap = g.weekday_gap.match(text, t.end)
        at = gap.end() if gap else t.end
        bracket = bool(gap and gap["bracket"])
        target = by_start.get(at) or (by_start.get(gap.start("bracket")) if gap and bracket else None)
        if target is None or not isinstance(target.meaning, Written) or target.meaning.day is None:
            if before is None:
                alone.append(t)
            continue
        end = target.end
        if bracket and target.start == at and text[end : end + 1] == ")":
            end += 1
        printed = (before.value.value, t.value.value) if before else (t.value.value,)
        start = before.start if before else t.start
        by_start[target.start] = replace(
            target, start=start, end=end, meaning=replace(target.meaning, weekdays=printed), weak=False
        )
    return list(by_start.values()), alone


def _joins(g: Grammar, text: str, start: int, end: int) -> bool:
    """Whether only a word or sign of a range or list lies between."""
    return end - start < REACH and bool(
        g.connector.fullmatch(text, start, end) or g.conjunction.fullmatch(text, start, end)
    )


def _joined(g: Grammar, text: str, dates: Sequence[Found]) -> list[Found]:
    """Dates with "28 September - 1 Oktober 2024" as one range; in a list the year is that of the last."""
    out: list[Found] = []
    for f in reversed(dates):
        last = out[-1] if out else None
        if last and isinstance(f.meaning, Written) and isinstance(last.meaning, Written) and last.start - f.end < REACH:
            if f.end <= last.start and g.connector.fullmatch(text, f.end, last.start):
                ranged = join(f.meaning, last.meaning)
                if ranged:
                    out[-1] = Found(f.start, last.end, ranged, "date.range", weak=f.weak and last.weak)
                    continue
            elif g.conjunction.fullmatch(text, f.end, last.start) and _can_lend(f.meaning, last.meaning):
                f = replace(f, meaning=replace(f.meaning, year=last.meaning.year), weak=False)
        out.append(f)
    return out[::-1]


def _can_lend(first: Written, last: Written) -> bool:
    """Whether the year printed with the last date of a list is that of the one before it too."""
    return (
        first.year is None
        and last.year is not None
        and None not in (first.day, first.month, last.day, last.month)
        and (first.month or 0) <= (last.month or 0)
    )


def _with_day_words(
    g: Grammar, text: str, dates: Sequence[Found], day_words: Sequence[Match[Trigger]]
) -> list[Found]:
    """Dates with a day word in front ("besok, 28 November"): the written date says which day that is."""
    by_start = {f.start: f for f in dates}
    for t in day_words:
        gap = g.day_word_gap.match(text, t.end)
        target = by_start.get(gap.end()) or by_start.get(gap.end() - 1) if gap else None
        if target is not None:
            by_start[target.start] = replace(target, start=t.start)
    return list(by_start.values())


def _weekdays_alone(g: Grammar, text: str, weekdays: Sequence[Match[Trigger]]) -> Iterator[Found]:
    """ "Senin", "Senin pagi", "Rabu pekan depan"; not a habit ("setiap Senin") nor an occasion's name."""
    for t in weekdays:
        reach = max(0, t.start - REACH)
        is_week = t.value.value == SUNDAY and not t.text[0].isupper()
        if (
            is_week
            or g.recurring_before.search(text, reach, t.start)
            or g.count_before.search(text, reach, t.start)
            or g.name_before.search(text, reach, t.start)
            or g.occasion_after.match(text, t.end)
        ):
            continue
        start, weekday = t.start, t.value.value
        if text[reach:start].lower().endswith("malam "):  # "malam Minggu" is the evening of Saturday
            start, weekday = start - len("malam "), (weekday - 1) % 7
        tail = g.weekday_tail.match(text, t.end)
        direction = _direction(g, tail["direction"]) if tail else None
        week = _direction(g, tail["week"]) if tail else None
        if direction is None and week is None and g.ahead_before.search(text, max(0, start - 2 * REACH), start):
            direction = FUTURE
        meaning = Weekday(weekday=weekday, direction=direction, week_steps=week)
        yield Found(start, tail.end() if tail else t.end, meaning, "date.weekday")


def _counted(g: Grammar, text: str, triggers: Sequence[Match[Trigger]]) -> Iterator[Found]:
    """Day words, weeks, months and years counted from publication or from a day of the text."""
    for t in triggers:
        kind, sign, unit, _ = t.value
        reach = max(0, t.start - REACH)
        if kind in ("day", "last night"):
            if not (sign < 0 and g.past_occasion_before.search(text, reach, t.start)):
                yield Found(t.start, t.end, Offset(days=sign, is_last_night=kind == "last night"), "date.day_word")
        elif kind.removeprefix("one ") in ("open", "period", "ahead", "left"):
            found = _period(g, text, t, reach)
            if found:
                yield found


def _period(g: Grammar, text: str, t: Match[Trigger], reach: int) -> Found | None:
    kind, sign, unit, word = t.value
    counted = g.count_before.search(text, reach, t.start)
    start = counted.start() if counted else t.start
    count = 1
    if counted:
        count = g.rules.numbers.get(counted["count"].lower()) or (int(counted["count"]) if counted["count"].isdecimal() else 0)
    if kind in ("open", "one open"):
        return Found(start, t.end, Open(reason="no_anchor"), "date.from_the_text")
    if count == 0 or (counted and word in g.rules.words.ahead) or kind == "one ahead":
        return Found(start, t.end, Open(reason="ambiguous"), "date.stretch")
    if counted and sign == PRESENT:
        return None
    is_one = kind.startswith("one ")
    if unit == "day" or kind in ("left", "one left"):
        if not (counted or is_one):
            return None
        if unit == "day":
            return Found(start, t.end, Offset(days=sign * count), "date.day_count")
    if unit == "week" and t.text.startswith("Minggu") and not counted:
        if _starts_sentence(text, t.start):
            return Found(start, t.end, Open(reason="ambiguous"), "date.period")
        return Found(start, t.end, Weekday(weekday=SUNDAY, direction=sign), "date.weekday")
    phase = g.phase_before.search(text, reach, start)
    start = phase.start() if phase else start
    return Found(start, t.end, Period(unit=unit, steps=sign * count), "date.period")


def _years(g: Grammar, text: str) -> Iterator[Found]:
    """ "pada 2023", "sejak tahun 2019"; not the year of an election's name."""
    names: list[Span] | None = None
    for m in g.year.finditer(text):
        if g.year_preposition_before.search(text, max(0, m.start() - REACH), m.start()):
            names = election_spans(text) if names is None else names
            if not any(s.start <= m.start() < s.end for s in names):
                yield Found(m.start(), m.end(), Written(year=int(m[0])), "date.year")


def _direction(g: Grammar, words: str | None) -> int | None:
    return None if words is None else g.directions.get(" ".join(words.lower().split()))


def _starts_sentence(text: str, at: int) -> bool:
    return text[max(0, at - REACH) : at].rstrip(" \"“'(")[-1:] in ("", ".", "!", "?", "\n", ":")
