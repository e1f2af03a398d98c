"""The grammar of date expressions: word lists of `config/rules/dates.toml`, compiled once."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from config.loader import Model, load_toml
from transforms.dates.before import Before
from transforms.dates.meanings import FUTURE, PAST, PRESENT, Unit, day_of
from transforms.lockstep import kept_for_texts
from transforms.matching import PhraseMatcher

# How far the parts of an expression lie from its word at most, in characters.
_NUMBER = re.compile(r"\d\d*")  # what begins with a class instead of a repeat is looked for by it
REACH = 48
# The kinds of trigger that name a day counted from the day of writing.
DAY_WORDS = ("day", "last night")


class Words(Model):
    """Word lists; what each is for stands in the file."""

    last_night: tuple[str, ...]
    idioms: tuple[str, ...]
    times: tuple[str, ...]
    past: tuple[str, ...]
    future: tuple[str, ...]
    present: tuple[str, ...]
    since: tuple[str, ...]
    either_side: tuple[str, ...]
    numbered: tuple[str, ...]
    later: tuple[str, ...]
    earlier: tuple[str, ...]
    ahead: tuple[str, ...]
    recurring: tuple[str, ...]
    occasions: tuple[str, ...]
    past_occasions: tuple[str, ...]
    ahead_verbs: tuple[str, ...]
    reporting: tuple[str, ...]
    names: tuple[str, ...]
    prepositions: tuple[str, ...]
    year_prepositions: tuple[str, ...]


class DateRules(Model):
    """`config/rules/dates.toml`."""

    months: dict[int, tuple[str, ...]]
    month_abbreviations: dict[int, tuple[str, ...]]
    weekdays: dict[int, tuple[str, ...]]
    day_words: dict[str, int]
    chained: dict[str, int]
    words: Words
    phases: dict[str, tuple[int, int]]
    numbers: dict[str, int]
    units: dict[str, Unit]


class Trigger(NamedTuple):
    """A word of the calendar. `value` is its month, weekday, days or direction; `word` its last word."""

    kind: str
    value: int = 0
    unit: Unit = "day"
    word: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that finding needs. Names ending in `_before` match up to a position, `_after` from one."""

    rules: DateRules
    triggers: PhraseMatcher[Trigger]
    directions: dict[str, int]
    months: dict[str, int]
    figures: re.Pattern[str]
    year: re.Pattern[str]
    full_day: re.Pattern[str]
    days_before: re.Pattern[str]
    phase_before: Before
    preposition_before: Before
    year_preposition_before: Before
    name_before: Before
    day_alone: re.Pattern[str]
    date_word_before: re.Pattern[str]
    since_before: Before
    either_side_before: Before
    numbered_before: re.Pattern[str]
    glued_month: re.Pattern[str]
    month_before_year: re.Pattern[str]
    count_before: re.Pattern[str]
    recurring_before: Before
    past_occasion_before: re.Pattern[str]
    ahead_before: re.Pattern[str]
    year_after: re.Pattern[str]
    direction_after: re.Pattern[str]
    weekday_gap: re.Pattern[str]
    weekday_tail: re.Pattern[str]
    occasion_after: re.Pattern[str]
    connector: re.Pattern[str]
    conjunction: re.Pattern[str]
    day_word_gap: re.Pattern[str]

    def direction(self, words: str | None) -> int | None:
        """The side of the day of writing that a direction word names."""
        return None if words is None else self.directions.get(plain(words))

    def count(self, printed: str) -> int:
        """A count in figures or words; 0 where it is left open ("beberapa")."""
        return int(printed) if printed.isdecimal() else self.rules.numbers[plain(printed)]


@cache
def grammar() -> Grammar:
    """Compile the grammar; the result is shared.

    Raises:
        ConfigError: where `config/rules/dates.toml` does not fit `DateRules`.
    """
    rules = load_toml(DateRules, "rules/dates.toml")
    w = rules.words
    directions = {
        **dict.fromkeys(w.past, PAST),
        **dict.fromkeys(w.future, FUTURE),
        **dict.fromkeys(w.present, PRESENT),
    }
    direction, time = either(directions), either(w.times)
    to = r"(?:[-–—]|hingga|sampai(?:\s+dengan)?|s\s?[./]?\s?d\b\.?)"
    year = r"(?:19|20)\d\d"
    months = {
        form.lower(): n
        for table in (rules.months, rules.month_abbreviations)
        for n in table
        for form in table[n]
    }
    count = rf"(?:\d{{1,3}}|{either(rules.numbers)})"
    alone = rf"(?!\w|\s?[-–/]\s?{year}|[.,]\d)"

    def at(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return Grammar(
        rules=rules,
        triggers=PhraseMatcher(_triggers(rules)),
        directions=directions,
        months=months,
        figures=re.compile(
            rf"(?<![\w/:])(?<!\w[.,])(?:(?P<iso>{year})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\w-])"
            r"|(?P<day>\d{1,2})(?:(?:\s?[-–]\s?|\s(?:dan|hingga|sampai|s/d)\s)(?P<last>\d{1,2}))?(?:"
            rf"\s?/\s?(?P<month>\d{{1,2}})(?:\s?/\s?(?P<year>{year}|\d\d)|[\s-](?P<year3>{year}))?(?!\w|\s?/|[.,]\d|[-–]\d+(?![\d/]))"
            rf"|(?P<sep>[.-])(?P<month2>\d{{1,2}})(?P=sep)(?P<year2>{year})(?![\w/-]|\.\d)))"
        ),
        year=re.compile(rf"(?<![\w/.,:-]){year}{alone}"),
        full_day=at(
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:/(?P<number>\d{{1,2}})/|\s+(?P<month>{either(months)})\s+)"
            rf"(?P<year>{year}|\d\d)(?!\d)"
        ),
        days_before=at(
            r"(?<![\w/:])(?<!\d[.,])(?<!\bke-)(?<!\bke )(?:(?P<first>\d{1,2})\s*(?:,\s*\d{1,2}\s*){0,6},?\s*"
            rf"(?:{to}|dan|&|/)\s*)?(?P<last>\d{{1,2}})(?:\s*(?:\([a-z ]{{3,20}}\)\s*)?(?:,?\s*bulan\s+)?|(?P<tied>[-/]))\Z"
        ),
        phase_before=Before(rf"(?P<phase>{either(rules.phases)})(?:\s+bulan)?", (*rules.phases, "bulan")),
        preposition_before=Before(either(w.prepositions), w.prepositions),
        year_preposition_before=Before(
            rf"{either(w.year_prepositions)}(?:\s+tahun)?", (*w.year_prepositions, "tahun")
        ),
        name_before=Before(rf"{either(w.names)}\.?", (*w.names, *(f"{name}." for name in w.names))),
        day_alone=at(rf"(?<!\w)(?:tanggal|tgl\.?)\s+(?P<day>\d{{1,2}})\s+(?P<direction>{direction})(?!\w)"),
        date_word_before=at(r"(?:\(|(?<!\w)(?:tanggal|tgl\.?|tertanggal)\s)\s*\Z"),
        since_before=Before(either(w.since), w.since),
        either_side_before=Before(either(w.either_side), w.either_side),
        numbered_before=at(rf"(?<!\w)(?:{either(w.numbered)})\s?[.:]?\s?\Z"),
        glued_month=at(rf"\d(?P<month>{either(months)})(?!\w)"),
        month_before_year=at(rf"(?<!\w)(?P<month>{either(months)})\Z"),
        count_before=at(rf"(?<!\w)(?P<count>{count})\s+\Z"),
        recurring_before=Before(either(w.recurring), w.recurring),
        past_occasion_before=at(rf"(?<!\w){either(w.past_occasions)}(?:\s+(?:serentak|{year}))?\s+\Z"),
        ahead_before=at(
            rf"(?<!\w){either(w.ahead_verbs)}(?!\w)"
            rf"(?:(?!(?<!\w){either(w.reporting)}(?!\w))[^.;:!?\"“”\n])*\Z"
        ),
        year_after=at(rf"(?:(?:\.(?=\s?\d))?\s*,?\s*(?:tahun\s+)?|[-/])(?P<year>{year}){alone}"),
        direction_after=at(rf"\s+(?:tahun\s+(?P<year>{direction})|(?P<direction>{direction}))(?!\w)"),
        weekday_gap=at(
            rf"\s*(?:{time})?(?:\s*(?:tadi|{direction})(?!\w))?\s*[,.]?\s*(?:{time}\s*[,.]?)?\s*(?P<bracket>\()?\s*"
            r"(?:(?:pada\s+)?(?:tanggal|tgl)\.?|pada|tertanggal)?\s*"
        ),
        weekday_tail=at(
            rf"(?:\s+(?:{time}))?(?:\s+tadi)?(?:\s*\(?\s*(?:(?P<count>{count})\s+)?(?:pekan|minggu)\s+(?P<week>{direction})\)?"
            rf"|\s+(?P<direction>{direction}))?(?!\w)"
        ),
        occasion_after=at(rf"\s+(?:{either(w.occasions)})(?!\w)"),
        connector=at(rf"\s*{to}\s*"),
        conjunction=at(r"\s*(?:,|,?\s*(?:dan|serta|maupun|&))\s*"),
        day_word_gap=at(r"[\s,]*\(?\s*"),
    )


def full_days(text: str) -> list[date]:
    """The days printed with day, month and year, unchecked: a cheap look at the time a text speaks of."""
    g = grammar()
    days = (
        day_of(
            int(m["year"]) + (2000 if len(m["year"]) == 2 else 0),
            int(m["number"]) if m["number"] else g.months[m["month"].lower()],
            int(m["day"]),
        )
        for m in at_numbers(g.full_day, text)
    )
    return [day for day in days if day is not None]


def glued_months(text: str) -> Iterator[re.Match[str]]:
    """The names of months that lost the blank beside a number: "3September 2024", "3 September2024"."""
    g = grammar()
    numbers = _numbers(text)
    for _, end in numbers:
        if text[end : end + 1].isalpha() and (month := g.glued_month.match(text, end - 1)):
            yield month
    for start, end in numbers:
        if end - start == len("2024") and text[start - 1 : start].isalpha():
            month = g.month_before_year.search(text, max(0, start - REACH), start)
            if month:
                yield month


def at_numbers(pattern: re.Pattern[str], text: str, digits: int = 0) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with a number and never inside one, as `finditer` gives them.

    The numbers are found first, in a tenth of the time that the pattern takes to be tried at each character. Only
    those of so many `digits` are looked at, if given.
    """
    past = 0
    for start, end in _numbers(text):
        if start >= past and digits in (0, end - start) and (found := pattern.match(text, start)):
            past = found.end()
            yield found


def number_before(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first match of such a pattern in a part of a text, as `search` gives it."""
    numbers = _numbers(text)
    near = numbers[bisect_left(numbers, (start,)) : bisect_left(numbers, (end,))]
    return next(filter(None, (pattern.match(text, at, end) for at, _ in near)), None)


@kept_for_texts
def _numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Where the numbers of a text stand."""
    return tuple(number.span() for number in _NUMBER.finditer(text))


def plain(words: str) -> str:
    """Words as the tables spell them: lower case, single blanks."""
    return " ".join(words.lower().split())


def either(words: Iterable[str]) -> str:
    """An alternation of phrases, the longest first, any white space between their words."""
    longest = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest) + ")"


def _triggers(rules: DateRules) -> Iterator[tuple[str, Trigger]]:
    """All phrases that start a reading, with what they say."""
    for month, forms in rules.months.items():
        yield from ((form, Trigger("month", month)) for form in forms)
    for month, forms in rules.month_abbreviations.items():
        yield from ((form, Trigger("abbreviation", month)) for form in forms)
    for weekday, forms in rules.weekdays.items():
        yield from ((form, Trigger("weekday", weekday)) for form in forms)
    for unit_word, unit in rules.units.items():
        yield from _periods(rules, unit_word, unit)
    w = rules.words
    for form, days in rules.day_words.items():
        yield form, Trigger("last night" if form in w.last_night else "day", days)
    yield from ((form, Trigger("chained day", days)) for form, days in rules.chained.items())
    yield from ((form, Trigger("idiom")) for form in w.idioms)


def _periods(rules: DateRules, unit_word: str, unit: Unit) -> Iterator[tuple[str, Trigger]]:
    """Counted periods: "pekan lalu", "bulan depan", "hari kemudian", also with the prefix "se-" that counts one."""
    w = rules.words
    for words, kind, sign in (
        (w.past, "period", PAST),
        (w.present, "period", PRESENT),
        (w.future, "period", FUTURE),
        (w.ahead, "ahead", FUTURE),
        (("lagi",), "left", FUTURE),
        (w.later, "chained", FUTURE),
        (w.earlier, "chained", PAST),
    ):
        for word in words:
            yield f"{unit_word} {word}", Trigger(kind, sign, unit, word)
            if " " not in unit_word and sign != PRESENT:
                yield f"se{unit_word} {word}", Trigger(f"one {kind}", sign, unit, word)
