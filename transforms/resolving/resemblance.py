"""How much two reports resemble each other, by the points in `config/rules/resolve.toml`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from config.loader import Model, load_toml
from transforms.events.topics import Topic
from transforms.places.index import inside, place_index, regency_of
from transforms.records import Article, EventReport, ReportActor

_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"[^\W\d_]+")
_NEIGHBOURS = timedelta(days=1)


class Points(Model):
    """What each agreement of two reports is worth; see the comments in the file."""

    same_story: float
    same_place: float
    inside_place: float
    same_date: float
    overlapping_date: float
    one_day_off: float
    open_date: float
    published_near: float
    published_apart: float
    told_before: float
    shared_actor: float
    shared_short_name: float
    other_actors: float
    shared_word: float
    same_venue: float
    most_actors: int
    most_words: int


class Evidence(Model):
    """What must agree besides time and place."""

    words: int
    actors: int


class ResolveRules(Model):
    """`config/rules/resolve.toml`."""

    threshold: float
    vague_threshold: float
    margin: float
    near_days: int
    apart_days: int
    points: Points
    evidence: Evidence
    dull_words: frozenset[str]
    central_roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKey:
    """What a report is compared by (`report_key` makes one).

    `title_tokens` are the telling words of its headline, `central_names` those of `actor_names` who lead, sign
    or are accused: two reports that name different ones hardly tell of one event.
    """

    report_id: str
    article_id: str
    outlet: str | None
    story_id: str | None
    topic: str
    event_type: str
    status: str
    event_date: date | None
    event_date_end: date | None
    date_precision: str | None
    place_code: str | None
    published_at: datetime | None
    actor_names: tuple[str, ...]
    title_tokens: frozenset[str]
    event_id: str | None
    is_primary: bool
    venue: str | None
    election_id: str | None
    summary: str
    confidence: float
    central_names: tuple[str, ...] = ()


@cache
def resolve_rules() -> ResolveRules:
    """The rules of `config/rules/resolve.toml`.

    Raises:
        ConfigError: where the file does not fit.
    """
    return load_toml(ResolveRules, "rules/resolve.toml")


def report_key(
    report: EventReport,
    actors: Iterable[ReportActor],
    article: Article,
    known: Sequence[Topic],
    story_id: str | None = None,
    event_id: str | None = None,
) -> ReportKey:
    """What a report of an article is compared by; `actors` may hold those of other reports too."""
    own = [actor for actor in actors if actor.report_id == report.report_id]
    return ReportKey(
        report_id=report.report_id,
        article_id=report.article_id,
        outlet=article.outlet,
        story_id=story_id,
        topic=report.topic,
        event_type=report.event_type,
        status=report.status,
        event_date=report.event_date,
        event_date_end=report.event_date_end,
        date_precision=report.date_precision,
        place_code=report.place_code,
        published_at=article.published_at,
        actor_names=tuple(actor.name for actor in own),
        title_tokens=title_words(article.title, type_anchors(report.topic, report.event_type, known)),
        event_id=event_id,
        is_primary=report.is_primary,
        venue=report.venue,
        election_id=report.election_id,
        summary=report.summary,
        confidence=report.confidence,
        central_names=tuple(actor.name for actor in own if actor.role in resolve_rules().central_roles),
    )


def title_words(title: str | None, anchors: Sequence[str] = ()) -> frozenset[str]:
    """The words of a headline by which its event can be told from others: no names of areas, no dull words.

    `anchors` are those of the event's type: a word that holds one only says what type it is.
    """
    text = title or ""
    for area in reversed(place_index().areas.longest(text)):
        text = text[: area.start] + text[area.end :]
    words = frozenset(_WORD.findall(text.lower())) - resolve_rules().dull_words
    return frozenset(word for word in words if not any(anchor.strip() in word for anchor in anchors))


def type_anchors(topic: str, event_type: str, known: Sequence[Topic]) -> tuple[str, ...]:
    """The anchors of a type; none of a type that is gone."""
    return next(
        (event.anchors for t in known if t.id == topic for event in t.events if event.type == event_type), ()
    )


def area_of(key: ReportKey) -> str | None:
    """The regency or city of a report, or ID for the whole country; None where it leaves that open."""
    code = key.place_code
    return regency_of(code) if code is not None and (code == "ID" or "." in code) else None


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the shorter lies in the longer in order, initials allowed."""
    short, long = sorted((_tokens(one), _tokens(other)), key=len)
    if not short or (len(short) == 1 and len(short[0]) < 3):
        return False
    at = 0
    for token in short:
        while at < len(long) and not _same_token(token, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def like_names(one: str, other: str) -> bool:
    """Whether two names may be one person's or body's even if a letter of one word is misprinted."""
    if same_person(one, other):
        return True
    mine, theirs = _tokens(one), _tokens(other)
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    odd = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(odd) == 1 and _misprinted(*odd[0])


def _misprinted(one: str, other: str) -> bool:
    """Whether two words of five letters or more differ in one: another, one more, or two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    at = next((n for n, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])


def _tokens(name: str) -> list[str]:
    return _NAME.findall(name.lower())


def _same_token(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def may_join(key: ReportKey, held: Sequence[ReportKey]) -> bool:
    """Whether a report is compatible with every report of an event."""
    return all(
        key.article_id != other.article_id
        and key.status == other.status
        and _place_points(key, other) is not None
        and _date_points(key, other) is not None
        for other in held
    ) and any(_has_evidence(key, other) for other in held)


def _told_before(key: ReportKey, other: ReportKey) -> bool:
    """Whether a report that leaves its day open was published before the day on which the other's took place."""
    days = days_of(other)
    if key.status != "occurred" or key.date_precision == "day" or other.date_precision != "day":
        return False
    return (
        days is not None and key.published_at is not None and key.published_at.date() < days[0] - _NEIGHBOURS
    )


def _has_evidence(key: ReportKey, other: ReportKey) -> bool:
    need, points = resolve_rules().evidence, resolve_rules().points
    if _same_story(key, other):
        return True
    area, province = area_of(key), _province_of(key)
    near = area == area_of(other) is not None
    least = points.shared_short_name if near else points.shared_actor
    if sum(_name_points(key, name, other) >= least for name in key.actor_names) >= need.actors:
        return True
    placed = province == _province_of(other) is not None
    if placed and len(key.title_tokens & other.title_tokens) >= need.words:
        return True
    nameless = not key.actor_names or not other.actor_names
    return near and nameless and _same_day(key, other)


def nearness(key: ReportKey, held: Sequence[ReportKey]) -> tuple[float, str]:
    """The points of a report with the closest report of an event, and the agreement that weighs most."""
    return max(_total(agreements(key, other)) for other in held)


def _total(found: dict[str, float]) -> tuple[float, str]:
    return sum(found.values()), max((found[name], name) for name in ("story", "actors", "wording"))[1]


def agreements(key: ReportKey, other: ReportKey) -> dict[str, float]:
    """The points of two reports, by what they agree in: `place`, `date`, `story`, `actors`, `wording`.

    Places or dates that exclude each other give none; see `may_join`.
    """
    points = resolve_rules().points
    story = points.same_story if _same_story(key, other) else 0.0
    shared = sorted((_name_points(key, name, other) for name in key.actor_names), reverse=True)
    actors = sum(shared[: points.most_actors])
    if not actors and key.central_names and other.central_names:
        actors = points.other_actors
    wording = points.shared_word * min(len(key.title_tokens & other.title_tokens), points.most_words)
    if key.venue and other.venue and key.venue.lower() == other.venue.lower():
        wording += points.same_venue
    return {
        "place": _place_points(key, other) or 0.0,
        "date": (_date_points(key, other) or 0.0) + _publication_points(key, other),
        "story": story,
        "actors": actors,
        "wording": wording,
    }


def _province_of(key: ReportKey) -> str | None:
    return key.place_code.split(".")[0] if key.place_code else None


def _same_story(key: ReportKey, other: ReportKey) -> bool:
    return key.story_id is not None and key.story_id == other.story_id


def _name_points(key: ReportKey, name: str, other: ReportKey) -> float:
    """Points for a name of one report that the other has: fewer where one of them prints one word of it only."""
    points = resolve_rules().points
    held = [theirs for theirs in other.actor_names if like_names(name, theirs)]
    if not held:
        return 0.0
    full = any(theirs == name or min(len(_tokens(theirs)), len(_tokens(name))) > 1 for theirs in held)
    return points.shared_actor if full else points.shared_short_name


def _same_day(key: ReportKey, other: ReportKey) -> bool:
    return key.date_precision == other.date_precision == "day" and key.event_date == other.event_date


def _publication_points(key: ReportKey, other: ReportKey) -> float:
    """Where one of the two leaves the day open, how near they were published: news is told within days."""
    if key.date_precision == other.date_precision == "day":
        return 0.0
    rules = resolve_rules()
    if key.published_at is None or other.published_at is None:
        return 0.0
    if _told_before(key, other) or _told_before(other, key):
        return rules.points.told_before
    days = abs(key.published_at - other.published_at)
    if days <= timedelta(days=rules.near_days):
        return rules.points.published_near
    return rules.points.published_apart if days > timedelta(days=rules.apart_days) else 0.0


def _place_points(key: ReportKey, other: ReportKey) -> float | None:
    """Points for the places, None where they exclude each other."""
    points = resolve_rules().points
    one, two = key.place_code, other.place_code
    if one == two:
        return points.same_place if one is not None else 0.0
    if one is None or two is None or "ID" in (one, two):
        return points.inside_place
    return points.inside_place if inside(one, two) or inside(two, one) else None


def _date_points(key: ReportKey, other: ReportKey) -> float | None:
    """Points for the dates, None where they exclude each other."""
    points = resolve_rules().points
    one, two = days_of(key), days_of(other)
    if one is None or two is None:
        return points.open_date
    exact = key.date_precision == other.date_precision == "day"
    if _same_day(key, other):
        return points.same_date
    if one[0] <= two[1] and two[0] <= one[1]:
        return points.overlapping_date
    gap = max(one[0], two[0]) - min(one[1], two[1])
    return points.one_day_off if exact and gap <= _NEIGHBOURS else None


def days_of(key: ReportKey) -> tuple[date, date] | None:
    """The first and last day on which the event may have been."""
    start = key.event_date
    if start is None:
        return None
    if key.date_precision == "month":
        following = (
            (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            if start.year < date.max.year
            else date.max
        )
        return start.replace(day=1), following - timedelta(days=1)
    if key.date_precision == "year":
        return date(start.year, 1, 1), date(start.year, 12, 31)
    return start, max(start, key.event_date_end or start)
