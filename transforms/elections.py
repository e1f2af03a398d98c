"""Which elections an article is about: `find_elections`, and the one that its events belong to.

An election is named with its year ("Pilkada serentak 2024"), or without it and then settled by the
calendar, or not named at all and settled by a campaign's words together with the calendar. An older
election named beside one that is still to come, or just over, is history and gives no row.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from config.gazetteers import Election, gazetteers
from config.loader import Model, Rule, load_toml
from transforms.dates.meanings import month_span
from transforms.dates.words import full_days, grammar
from transforms.matching import PhraseMatcher
from transforms.records import Article, ArticleElection, Span

Kind = Literal["pemilu", "pilkada"]
# A headline says what the article is about: a name in it counts as much as this many in the body.
TITLE_WEIGHT = 3
# A second open election is a subject of its own where it is named at least this often for each time of the first.
SECOND_SHARE = 0.5


class Shadows(Model):
    """Names that hold an election's word and are none."""

    phrases: tuple[str, ...]


class Campaign(Model):
    """Words of a campaign by the kind of election that they belong to."""

    pilkada: tuple[str, ...]
    pemilu: tuple[str, ...]
    either: tuple[str, ...]


class Window(Model):
    """Numbers of days; what each is for stands in the file."""

    before: int
    after: int
    tail: int
    lead: int


class Gap(Model):
    """Words that may stand between a name and the year behind it."""

    links: tuple[str, ...]


class ElectionRules(Model):
    """`config/rules/elections.toml`."""

    names: dict[Kind, tuple[str, ...]]
    shadows: Shadows
    candidates: Campaign
    window: Window
    gap: Gap
    look_back: Rule


class Naming(NamedTuple):
    """An election's name in a text; `election_id` where the year is printed."""

    start: int
    end: int
    kind: Kind
    election_id: str | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The elections with what is needed to find and to place them."""

    rules: ElectionRules
    names: PhraseMatcher[Kind | Election | None]
    campaign: PhraseMatcher[str]
    year_after: re.Pattern[str]
    look_back: re.Pattern[str]
    elections: Mapping[str, Election]
    votes: Mapping[str, date]
    starts: Mapping[str, date]
    by_year: Mapping[tuple[str, int], str]
    first_year: Mapping[str, int]


def find_elections(article: Article) -> tuple[ArticleElection, ...]:
    """The elections that an article is about, the main one first; none where nothing settles it.

    Named elections are counted, headline names threefold. Of those not over at the time of writing (the
    publication, else the latest full date) the most frequent is kept, with any other at least half as
    frequent; where all are over, the one whose campaign is told of, else the most frequent one. Of two that
    are equal the nearer to the time of writing leads.
    """
    calendar = _calendar()
    counts: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    rules: dict[str, str] = {}
    in_title = list(_namings(calendar, article.title or ""))
    in_text = list(_namings(calendar, article.text))
    past = [n for n in in_text if calendar.look_back.match(article.text, n.end)]
    writing = _behind(calendar, past, _writing(article))
    dated = {n.election_id for n in (*in_title, *in_text) if n.election_id}
    for weight, namings in ((TITLE_WEIGHT, in_title), (1, in_text)):
        for n in namings:
            election_id = n.election_id or _unnamed_year(calendar, n.kind, writing, dated)
            if election_id is None:
                continue
            counts[election_id] += weight
            if n.election_id or election_id not in rules:
                rules[election_id] = "election.named_year" if n.election_id else "election.named_calendar"
            if weight == 1:
                spans.setdefault(election_id, Span(n.start, n.end))
    if not counts:
        return _by_campaign(calendar, article, writing)
    if _all_over(calendar, counts, writing) and (running := _by_campaign(calendar, article, writing)):
        return running
    return tuple(
        _row(article, election_id, spans.get(election_id), rules[election_id])
        for election_id in _about(calendar, counts, writing)
    )


def election_spans(text: str) -> list[Span]:
    """Where elections are named, the year included: numbers in them are no dates."""
    return [Span(n.start, n.end) for n in _namings(_calendar(), text)]


@cache
def _calendar() -> Calendar:
    rules = load_toml(ElectionRules, "rules/elections.toml")
    tables = gazetteers()
    elections = {e.election_id: e for e in tables.elections}
    votes = {e.election_id: date.fromisoformat(e.voting_date) for e in tables.elections}
    starts = {key: vote - timedelta(days=rules.window.lead) for key, vote in votes.items()}
    for stage in tables.election_stages:
        starts[stage.election_id] = min(starts[stage.election_id], date.fromisoformat(stage.start))
    phrases: list[tuple[str, Kind | Election | None]] = [(p, None) for p in rules.shadows.phrases]
    phrases += [(a.alias, elections[a.election_id]) for a in tables.election_aliases]
    phrases += [(name, kind) for kind, names in rules.names.items() for name in names]
    months = "|".join(form for forms in grammar().rules.months.values() for form in forms)
    links = "|".join(map(re.escape, rules.gap.links))
    return Calendar(
        rules=rules,
        names=PhraseMatcher(phrases),
        campaign=PhraseMatcher((word, kind) for kind, words in rules.candidates for word in words),
        year_after=re.compile(
            rf"(?:[\s,()/–-]{{1,4}}(?=[A-Z]|(?i:{links})\b)\w[\w'’]*){{0,20}}?[\s,()/–-]{{1,4}}"
            rf"(?P<year>(?:\d{{1,2}}\s+(?i:{months})\s+)?20\d\d)(?!\d|[/.]\d)"
        ),
        look_back=re.compile(rules.look_back.pattern),
        elections=elections,
        votes=votes,
        starts=starts,
        by_year={(e.kind, e.year): e.election_id for e in tables.elections},
        first_year={
            kind: min(e.year for e in tables.elections if e.kind == kind) for kind in ("pemilu", "pilkada")
        },
    )


def _namings(calendar: Calendar, text: str) -> Iterator[Naming]:
    """Names of elections with the year printed behind them, in the same sentence and before any number."""
    for m in calendar.names.longest(text):
        if m.value is None:
            continue
        if isinstance(m.value, Election):
            yield Naming(m.start, m.end, m.value.kind, m.value.election_id)
            continue
        year = calendar.year_after.match(text, m.end)
        if year is None:
            yield Naming(m.start, m.end, m.value, None)
            continue
        printed = int(year["year"][-4:])
        election_id = calendar.by_year.get((m.value, printed))
        if election_id:
            yield Naming(m.start, year.end(), m.value, election_id)
        elif printed >= calendar.first_year[m.value]:
            yield Naming(m.start, m.end, m.value, None)


def _writing(article: Article) -> Span | None:
    """The time of writing as ordinals of its first and last day; by the text where only a year is known."""
    published = article.published_at.date() if article.published_at else None
    if published is None:
        days = full_days(article.text)
        return Span(max(days).toordinal(), max(days).toordinal()) if days else None
    if article.published_precision == "month":
        first, last = month_span(published.year, published.month)
        return Span(first.toordinal(), last.toordinal())
    if article.published_precision == "year":
        inside = [d for d in full_days(article.text) if d.year == published.year]
        first, last = (
            (max(inside),) * 2 if inside else (date(published.year, 1, 1), date(published.year, 12, 31))
        )
        return Span(first.toordinal(), last.toordinal())
    return Span(published.toordinal(), published.toordinal())


def _behind(calendar: Calendar, past: list[Naming], writing: Span | None) -> Span | None:
    """The time of writing, which lies behind the elections looked back on ("Pemilu 2024 lalu") and their cases."""
    votes = [calendar.votes[n.election_id].toordinal() for n in past if n.election_id]
    if not votes or (writing and writing.start > max(votes)):
        return writing
    after = max(votes) + calendar.rules.window.tail + 1
    return Span(min(after, writing.end), writing.end) if writing else Span(after, after)


def _unnamed_year(calendar: Calendar, kind: Kind, writing: Span | None, dated: set[str]) -> str | None:
    """The election meant by a name without a year: by the calendar, else the one of its kind named with one."""
    if writing is not None:
        return _near(calendar, kind, writing)
    same = [e for e in dated if calendar.elections[e].kind == kind]
    return max(same, key=lambda e: calendar.votes[e], default=None)


def _near(calendar: Calendar, kind: Kind, writing: Span) -> str | None:
    """The vote of a kind that the time of writing is near to: the one running, the one to come, the one over."""
    window = calendar.rules.window
    running = _running(calendar, writing)
    near = [
        (key not in running, writing.start > vote.toordinal(), abs(vote.toordinal() - writing.start), key)
        for key, vote in calendar.votes.items()
        if calendar.elections[key].kind == kind
        and vote.toordinal() - window.before <= writing.end
        and writing.start <= vote.toordinal() + window.after
    ]
    return min(near)[3] if near else None


def _running(calendar: Calendar, writing: Span) -> set[str | None]:
    """The elections between their first stage and the days after the vote in which cases are settled."""
    tail = calendar.rules.window.tail
    return {
        key
        for key, vote in calendar.votes.items()
        if calendar.starts[key].toordinal() <= writing.end and writing.start <= vote.toordinal() + tail
    }


def _about(calendar: Calendar, counts: Counter[str], writing: Span | None) -> list[str]:
    """Of the elections counted those that the article is about, the main one first."""
    at = writing.start if writing else date.max.toordinal()
    ordered = sorted(counts, key=lambda key: (-counts[key], abs(calendar.votes[key].toordinal() - at)))
    if writing is None:
        latest = max(calendar.elections[key].year for key in ordered)
        open_ones = [key for key in ordered if calendar.elections[key].year == latest]
    else:
        tail = calendar.rules.window.tail
        open_ones = [key for key in ordered if writing.start <= calendar.votes[key].toordinal() + tail]
    if not open_ones:
        return ordered[:1]
    return [key for key in open_ones if counts[key] >= SECOND_SHARE * counts[open_ones[0]]]


def _all_over(calendar: Calendar, counts: Counter[str], writing: Span | None) -> bool:
    """Whether every election counted was over, cases and all, before the time of writing."""
    end = writing.start - calendar.rules.window.tail if writing else 0
    return all(calendar.votes[e].toordinal() < end for e in counts)


def _by_campaign(calendar: Calendar, article: Article, writing: Span | None) -> tuple[ArticleElection, ...]:
    """The election settled by a campaign's words and the calendar where none is named."""
    if writing is None:
        return ()
    words = sorted(calendar.campaign.all(article.text), key=lambda m: (m.end, m.start))
    kinds = {m.value for m in words} - {"either"}
    found = {_near(calendar, kind, writing) for kind in ("pemilu", "pilkada") if kind in kinds} - {None}
    if len(found) > 1:
        found &= _running(calendar, writing)
    elif not kinds and words:
        found = set(_running(calendar, writing))
    if len(found) != 1:
        return ()
    (election_id,) = found
    if election_id is None:
        return ()
    kind = calendar.elections[election_id].kind
    first = next(m for m in words if m.value == kind or not kinds)
    return (_row(article, election_id, Span(first.start, first.end), "election.campaign_calendar"),)


def _row(article: Article, election_id: str, span: Span | None, rule_id: str) -> ArticleElection:
    return ArticleElection(
        article_id=article.article_id,
        election_id=election_id,
        start_char=span.start if span else None,
        end_char=span.end if span else None,
        rule_id=rule_id,
    )
