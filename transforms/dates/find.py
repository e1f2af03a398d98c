"""Finding date expressions and saying what they mean: `find_dates`.

One pass of a phrase matcher finds the words of the calendar, one regular expression the dates in
figures. Around each, small patterns anchored at its edges read the day, the year, the weekday and the
direction words (`transforms.dates.written`, `transforms.dates.relative`). What the parts mean on the
calendar is the affair of `transforms.dates.calendar`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta, timezone
from functools import cache

from config.gazetteers import gazetteers
from transforms.dates.calendar import Reading, resolve
from transforms.dates.chains import chained
from transforms.dates.meanings import (
    Anchors,
    Found,
    Offset,
    Open,
    Taken,
    Written,
    month_span,
    recent,
    sole_weekdays,
)
from transforms.dates.relative import relative_dates
from transforms.dates.words import Trigger, glued_months, grammar
from transforms.dates.written import written_dates
from transforms.matching import Match
from transforms.quotes.marks import find_quotations
from transforms.records import Article, ArticleElection, DateMention, Span

WIB = timezone(timedelta(hours=7))
EVENING = 18
# "Hari ini" inside quotation marks is the day it was said: a day of the text this close to publication.
SAID_DAYS = 2


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
    readings = chained(article.text, found, _resolve_all(article.text, found, anchors), anchors)
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
    votes = _votes()
    plain = Anchors(first=first, last=last, is_evening=evening)
    full = recent(_full_days(found, plain))
    return replace(
        plain,
        full=full,
        by_weekday=sole_weekdays(full),
        votes=tuple(votes[e.election_id] for e in elections if e.election_id in votes),
    )


@cache
def _votes() -> dict[str, date]:
    """The voting day of each election."""
    return {e.election_id: date.fromisoformat(e.voting_date) for e in gazetteers().elections}


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
    quoted_text = Taken(len(text), (Span(q.start, q.end) for q in find_quotations(text)))
    said = [isinstance(f.meaning, Offset) and not quoted_text.free(f.start, f.end) for f in found]
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


def read(text: str, masked: Sequence[Span] = ()) -> list[Found]:
    """The date expressions of a text with what they say, unresolved, in order and without overlap."""
    g = grammar()
    triggers = g.triggers.longest(text)
    triggers += (
        Match(m.start("month"), m.end(), m["month"], Trigger("abbreviation", g.months[m["month"].lower()]))
        for m in glued_months(text)
    )
    written, weekdays = written_dates(g, text, triggers, Taken(len(text), masked))
    taken = Taken(len(text), (*masked, *(Span(f.start, f.end) for f in written)))
    return sorted([*written, *relative_dates(g, text, triggers, weekdays, taken)], key=lambda f: f.start)
