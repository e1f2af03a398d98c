"""Dates written out: "Senin, 17 Oktober 2024", "27-28/9/2024", "awal Oktober", and ranges of them."""

import re
from collections.abc import Iterator, Sequence

from transforms.dates.meanings import Found, Taken, Written, join
from transforms.dates.words import DAY_WORDS, REACH, Grammar, Trigger, at_numbers, number_before, plain
from transforms.matching import Match
from transforms.records import Span


def written_dates(
    g: Grammar, text: str, triggers: Sequence[Match[Trigger]], taken: Taken
) -> tuple[list[Found], list[Match[Trigger]]]:
    """The written dates outside `taken` in order, with weekdays and day words before them; and the weekdays left."""
    dates: list[Found] = []
    for f in sorted([*_in_words(g, text, triggers), *_in_figures(g, text)], key=lambda f: f.start):
        if taken.free(f.start, f.end):
            dates.append(f)
            taken.take(f.start, f.end)
    weekdays = [t for t in triggers if t.value.kind == "weekday" and taken.free(t.start, t.end)]
    dates, alone = _with_weekdays(g, text, dates, weekdays)
    dates = [_since(g, text, f) for f in _joined(g, text, dates) if not f.weak]
    return _with_day_words(g, text, dates, [t for t in triggers if t.value.kind in DAY_WORDS]), alone


def _in_words(g: Grammar, text: str, triggers: Sequence[Match[Trigger]]) -> Iterator[Found]:
    """Dates with a month's name: "17 Oktober 2024", "27-28 September", "awal Oktober", "Agustus lalu", "pada Juni"."""
    for t in triggers:
        if t.value.kind not in ("month", "abbreviation"):
            continue
        reach = max(0, t.start - REACH)
        days = number_before(g.days_before, text, reach, t.start)
        if days is None and (t.value.kind == "abbreviation" or not t.text[0].isupper()):
            continue
        year = g.year_after.match(text, t.end)
        if days is not None and days["tied"] and year is None:
            continue  # "3-Mei" is a date only where the year is tied to it too
        end = year.end() if year else t.end
        side = g.direction_after.match(text, end)
        end = side.end() if side else end
        written = Written(
            month=t.value.value,
            year=int(year["year"]) if year else None,
            direction=g.direction(side["direction"]) if side else None,
            year_steps=g.direction(side["year"]) if side and side["year"] else None,
        )
        if days is not None:
            found = _with_days(days, written, t.start, end)
            if found and not g.name_before.search(text, reach, found.start):
                yield found
            continue
        phase = g.phase_before.search(text, reach, t.start)
        if phase:
            written = written._replace(phase=g.rules.phases[plain(phase["phase"])])
        named = bool(year or side or g.preposition_before.search(text, reach, t.start))
        start = phase.start() if phase else t.start
        if not g.name_before.search(text, reach, start):
            yield Found(start, end, written, "date.month", weak=not (phase or named))


def _with_days(days: re.Match[str], written: Written, month_at: int, end: int) -> Found | None:
    """The day or days before a month's name; None where the number can be no day."""
    last = int(days["last"])
    if not 1 <= last <= 31:
        return None
    first = int(days["first"]) if days["first"] else None
    if first is not None and 1 <= first < last:
        return Found(days.start(), end, written._replace(day=first, last_day=last), "date.days_month")
    return Found(days.start("last"), end, written._replace(day=last), "date.day_month")


def _in_figures(g: Grammar, text: str) -> Iterator[Found]:
    """Dates in figures: "(12/9/24)", "27-28/9/2024"; day and month alone only in brackets or behind a word."""
    for m in at_numbers(g.figures, text):
        if m["iso"]:
            written = Written(day=int(m["iso_day"]), month=int(m["iso_month"]), year=int(m["iso"]))
        else:
            figures = m["year"] or m["year2"] or m["year3"]
            year = int(figures) + (2000 if len(figures) == 2 else 0) if figures else None
            day, month = int(m["day"]), int(m["month"] or m["month2"])
            if year and month > 12 >= day and not m["last"]:
                day, month = month, day  # the American order of some page templates
            written = Written(day=day, month=month, year=year)
            if m["last"]:
                written = written._replace(last_day=int(m["last"]))
        if not (1 <= (written.month or 0) <= 12 and 1 <= (written.day or 0) <= 31):
            continue
        if g.numbered_before.search(text, max(0, m.start() - REACH), m.start()):
            continue
        bracketed = text[m.start() - 1 : m.start()] == "(" and text[m.end() : m.end() + 1] == ")"
        start, end = (m.start() - 1, m.end() + 1) if bracketed else m.span()
        side = g.direction_after.match(text, end)
        if side and not side["year"]:
            written, end = written._replace(direction=g.direction(side["direction"])), side.end()
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
            continue  # the first of "Senin-Rabu (2-4/9)" is read with the second
        before = weekdays[i - 1] if i and _joins(g, text, weekdays[i - 1].end, t.start) else None
        gap = g.weekday_gap.match(text, t.end)
        at = gap.end() if gap else t.end
        bracket = bool(gap and gap["bracket"])
        target = by_start.get(at) or (by_start.get(gap.start("bracket")) if gap and bracket else None)
        if target is None or not isinstance(target.meaning, Written) or target.meaning.day is None:
            if before is None:
                alone.append(t)
            elif g.conjunction.fullmatch(text, before.end, t.start):
                alone += (before, t)
            continue
        end = target.end
        if bracket and target.start == at and text[end : end + 1] == ")":
            end += 1
        printed = (before.value.value, t.value.value) if before else (t.value.value,)
        start = before.start if before else t.start
        by_start[target.start] = target._replace(
            start=start, end=end, meaning=target.meaning._replace(weekdays=printed), weak=False
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
        if (
            last
            and isinstance(f.meaning, Written)
            and isinstance(last.meaning, Written)
            and last.start - f.end < REACH
        ):
            if f.end <= last.start and g.connector.fullmatch(text, f.end, last.start):
                ranged = join(f.meaning, last.meaning)
                if ranged:
                    out[-1] = Found(f.start, last.end, ranged, "date.range", weak=f.weak and last.weak)
                    continue
            elif g.conjunction.fullmatch(text, f.end, last.start) and _can_lend(f.meaning, last.meaning):
                f = f._replace(meaning=f.meaning._replace(year=last.meaning.year), weak=False)
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
    g: Grammar, text: str, dates: list[Found], day_words: Sequence[Match[Trigger]]
) -> list[Found]:
    """Dates with a day word in front ("besok, 28 November"): the written date says which day that is."""
    if not day_words:
        return dates
    by_start = {f.start: f for f in dates}
    taken = Taken(max((f.end for f in dates), default=0), (Span(f.start, f.end) for f in dates))
    for t in day_words:
        if not taken.free(t.start, t.end):
            continue
        gap = g.day_word_gap.match(text, t.end)
        target = by_start.get(gap.end()) or by_start.get(gap.end() - 1) if gap else None
        if target is not None:
            by_start[target.start] = target._replace(start=t.start)
    return list(by_start.values())


def _since(g: Grammar, text: str, f: Found) -> Found:
    """The expression, marked where "sejak" stands before it."""
    if isinstance(f.meaning, Written) and g.since_before.search(text, max(0, f.start - REACH), f.start):
        return f._replace(meaning=f.meaning._replace(is_since=True))
    return f
