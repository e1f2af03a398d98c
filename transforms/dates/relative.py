"""Dates counted from publication: "Senin", "kemarin", "pekan lalu", "tiga hari lagi"; and bare years."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.dates.meanings import (
    FUTURE,
    PRESENT,
    Chained,
    DayOfMonth,
    Found,
    Meaning,
    Offset,
    Open,
    Period,
    Taken,
    Weekday,
    Written,
)
from transforms.dates.words import DAY_WORDS, REACH, Grammar, Trigger, at_numbers
from transforms.elections import election_spans
from transforms.matching import Match, fold

SUNDAY = 6


def relative_dates(
    g: Grammar,
    text: str,
    triggers: Sequence[Match[Trigger]],
    weekdays: Sequence[Match[Trigger]],
    taken: Taken,
) -> list[Found]:
    """What is counted from publication outside `taken`; of two that overlap the one of the earlier step.

    `weekdays` are those that stand before no date.
    """
    day_words = [t for t in triggers if t.value.kind in DAY_WORDS]
    alone, named = _named_days(g, text, weekdays, day_words)
    out: list[Found] = []
    for step in (
        _days_of_months(g, text),
        _weekdays_alone(g, text, alone),
        _day_words(g, text, day_words, named),
        _counted(g, text, triggers),
        _years(g, text),
    ):
        for f in step:
            if taken.free(f.start, f.end):
                taken.take(f.start, f.end)
                out.append(f)
    return out


def _days_of_months(g: Grammar, text: str) -> Iterator[Found]:
    """Days by their number alone: "tanggal 14 kemarin", "tanggal 3 nanti"."""
    folded = fold(text)
    if "tanggal" not in folded and "tgl" not in folded:
        return
    for m in g.day_alone.finditer(text):
        meaning = DayOfMonth(day=int(m["day"]), direction=g.direction(m["direction"]) or PRESENT)
        yield Found(m.start(), m.end(), meaning, "date.day_of_month")


def _named_days(
    g: Grammar, text: str, weekdays: Sequence[Match[Trigger]], day_words: Sequence[Match[Trigger]]
) -> tuple[list[Match[Trigger]], dict[int, Match[Trigger]]]:
    """Weekdays without a day word beside, and those with one ("besok, Selasa", "Kamis lusa") by the word's start."""
    by_start = {t.start: t for t in weekdays}
    by_end = {t.end: t for t in weekdays}
    named: dict[int, Match[Trigger]] = {}
    for t in day_words:
        gap = g.day_word_gap.match(text, t.end)
        weekday = by_start.pop(gap.end(), None) if gap else None
        before = by_end.get(t.start - 1)
        if weekday is None and before and t.value.value > 0 and text[t.start - 1].isspace():
            weekday = by_start.pop(before.start, None)
        if weekday is not None:
            named[t.start] = weekday
    return list(by_start.values()), named


def _day_words(
    g: Grammar, text: str, day_words: Sequence[Match[Trigger]], named: dict[int, Match[Trigger]]
) -> Iterator[Found]:
    """Day words: "kemarin", "tadi malam", "besok, Selasa"; not the "kemarin" of an occasion ("pemilu kemarin")."""
    for t in day_words:
        days = t.value.value
        if not (days < 0 and g.past_occasion_before.search(text, max(0, t.start - REACH), t.start)):
            day = named.get(t.start, t)
            weekday = None if day is t else day.value.value
            offset = Offset(days=days, is_last_night=t.value.kind == "last night", weekday=weekday)
            yield Found(min(t.start, day.start), max(t.end, day.end), offset, "date.day_word")


def _weekdays_alone(g: Grammar, text: str, weekdays: Sequence[Match[Trigger]]) -> Iterator[Found]:
    """The weekdays that stand alone: "Senin", "Senin pagi", "Rabu pekan depan"."""
    following: tuple[int, Weekday] | None = None
    for t in reversed(weekdays):
        if _is_no_day(g, text, t):
            continue
        start, weekday = t.start, t.value.value
        if (
            text[max(0, start - REACH) : start].lower().endswith("malam ")
        ):  # "malam Minggu": the evening of Saturday
            start, weekday = start - len("malam "), (weekday - 1) % 7
        tail = g.weekday_tail.match(text, t.end)
        direction = g.direction(tail["direction"]) if tail else None
        week = g.direction(tail["week"]) if tail else None
        if tail and week is not None and tail["count"]:
            week *= g.count(tail["count"])
        meaning = Weekday(weekday=weekday, direction=direction, week_steps=week)
        if (
            direction is None
            and week is None
            and following
            and g.conjunction.fullmatch(text, t.end, following[0])
        ):
            # "Senin dan Selasa pekan depan"
            meaning = replace(following[1], weekday=weekday)
        following = (start, meaning)
        is_plain = meaning.direction is None and meaning.week_steps is None
        said = _side(g, text, start, meaning) if is_plain else meaning
        yield Found(start, tail.end() if tail else t.end, said, "date.weekday")


def _is_no_day(g: Grammar, text: str, t: Match[Trigger]) -> bool:
    """Whether a weekday is a habit ("setiap Senin"), a week ("dua minggu") or a part of a name ("Jumat Berkah")."""
    reach = max(0, t.start - REACH)
    is_week = t.value.value == SUNDAY and (
        not t.text[0].isupper() or g.count_before.search(text, reach, t.start) is not None
    )
    return bool(
        is_week
        or g.recurring_before.search(text, reach, t.start)
        or g.name_before.search(text, reach, t.start)
        or g.occasion_after.match(text, t.end)
    )


def _side(g: Grammar, text: str, start: int, weekday: Weekday) -> Meaning:
    """The weekday ahead behind "akan digelar"; open where it may lie on either side of publication.

    A comma between leaves open whether the act or its announcement fell on the day ("akan menindak,
    Senin"); so do "mulai" and "hingga".
    """
    if g.either_side_before.search(text, max(0, start - REACH), start):
        return Open(reason="ambiguous")
    ahead = g.ahead_before.search(text, max(0, start - 2 * REACH), start)
    if ahead is None:
        return weekday
    return Open(reason="ambiguous") if "," in ahead[0] else replace(weekday, direction=FUTURE)


def _counted(g: Grammar, text: str, triggers: Sequence[Match[Trigger]]) -> Iterator[Found]:
    """Days, weeks, months and years counted from publication or from a day of the text."""
    for t in triggers:
        if t.value.kind.removeprefix("one ") in ("chained", "chained day", "period", "ahead", "left"):
            found = _period(g, text, t, max(0, t.start - REACH))
            if found:
                yield found


def _period(g: Grammar, text: str, t: Match[Trigger], reach: int) -> Found | None:
    kind, sign, unit, word = t.value
    counted = g.count_before.search(text, reach, t.start)
    start = counted.start() if counted else t.start
    count = g.count(counted["count"]) if counted else 1
    if kind == "chained day":
        return Found(t.start, t.end, Chained(unit="day", steps=sign), "date.from_the_text")
    if kind in ("chained", "one chained"):
        is_next = word == "berikutnya"
        if count == 0 or not (counted or is_next or kind == "one chained"):
            return Found(start, t.end, Open(reason="no_anchor"), "date.from_the_text")
        return Found(start, t.end, Chained(unit=unit, steps=sign * count), "date.from_the_text")
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
    """Bare years: "pada 2023", and "Tahun 2023" at the head of a sentence; not the year of an election's name."""
    names: Taken | None = None
    for m in at_numbers(g.year, text, len("2024")):
        start = max(0, m.start() - REACH)
        heads = text[start : m.start()].endswith("Tahun ") and _starts_sentence(
            text, m.start() - len("Tahun ")
        )
        if heads or g.year_preposition_before.search(text, start, m.start()):
            names = names or Taken(len(text), election_spans(text))
            if names.free(m.start(), m.end()):
                yield Found(m.start(), m.end(), Written(year=int(m[0])), "date.year")


def _starts_sentence(text: str, at: int) -> bool:
    return text[max(0, at - REACH) : at].rstrip(" \"“'(")[-1:] in ("", ".", "!", "?", "\n", ":")
