"""How much two reports resemble each other, by the points in `config/rules/resolve.toml`."""

from collections.abc import Sequence
from datetime import timedelta

from transforms.places.index import inside
from transforms.resolving.names import like_names, name_words
from transforms.resolving.report_key import ReportKey, area_of, days_of, province_of
from transforms.resolving.rules import resolve_rules

_NEIGHBOURS = timedelta(days=1)


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
    area, province = area_of(key), province_of(key)
    near = area == area_of(other) is not None
    least = points.shared_short_name if near else points.shared_actor
    if sum(_name_points(key, name, other) >= least for name in key.actor_names) >= need.actors:
        return True
    placed = province == province_of(other) is not None
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


def _same_story(key: ReportKey, other: ReportKey) -> bool:
    return key.story_id is not None and key.story_id == other.story_id


def _name_points(key: ReportKey, name: str, other: ReportKey) -> float:
    """Points for a name of one report that the other has: fewer where one of them prints one word of it only."""
    points = resolve_rules().points
    held = [theirs for theirs in other.actor_names if like_names(name, theirs)]
    if not held:
        return 0.0
    full = any(theirs == name or min(len(name_words(theirs)), len(name_words(name))) > 1 for theirs in held)
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
