"""The events that an article reports: which of them it is about, and each with its time, place and actors.

Sentences on the same happening make one report: of one type and status, at compatible places and days.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from transforms.events.actors import Shared, further_actors, main_actors
from transforms.events.details import (
    Place,
    When,
    held_date,
    listed_places,
    own_date,
    own_places,
    report_place,
    venue_of,
)
from transforms.events.hits import Hit, find_hits
from transforms.events.scene import Line, Scene, event_rules, set_scene
from transforms.events.summaries import summarise
from transforms.events.topics import EventType, compiled, topics
from transforms.organizations.find import Organizations
from transforms.persons.find import Persons
from transforms.records import (
    Article,
    ArticleElection,
    ArticlePlace,
    DateMention,
    EventReport,
    Quote,
    ReportActor,
    TopicDecision,
    make_id,
)
from transforms.sentences import Sentence

REPORT_LIMIT = 4
"""An article reports hardly ever more than four events; what follows is background."""

_TITLE_POINTS, _LEAD_POINTS, _BODY_POINTS = 100.0, (50.0, 28.0, 20.0), 4.0
_PLANNED_WEIGHT = 0.4
_RULED = 3
"""The stage of a case from which a step is an event even without a day of its own."""


class Events(NamedTuple):
    """The events that an article reports, and who took part."""

    reports: tuple[EventReport, ...]
    actors: tuple[ReportActor, ...]


@dataclass(slots=True)
class Draft:
    """A report in the making: the hits on one happening."""

    event: EventType
    status: str
    hits: list[Hit]
    when: When | None = None
    place: Place | None = None
    codes: tuple[str, ...] = ()
    is_primary: bool = False
    lines: list[Line] = field(default_factory=list)
    dated_by: float = 0.0


def find_events(
    article: Article,
    sentences: Sequence[Sentence],
    topic_decisions: Sequence[TopicDecision],
    dates: Sequence[DateMention],
    places: Sequence[ArticlePlace],
    organizations: Organizations,
    persons: Persons,
    quotes: Sequence[Quote],
    elections: Sequence[ArticleElection],
) -> Events:
    """The events of each topic that the article is about, at most four a topic, the primary one first."""
    relevant = {decision.topic for decision in topic_decisions if decision.is_relevant}
    reports: list[EventReport] = []
    actors: list[ReportActor] = []
    for topic in topics():
        if topic.id in relevant and sentences:
            scene = set_scene(
                article, topic, sentences, dates, places, organizations, persons, quotes, elections
            )
            for report, taking_part in code_events(scene):
                reports.append(report)
                actors += taking_part
    return Events(tuple(reports), tuple(actors))


def code_events(scene: Scene) -> Iterator[tuple[EventReport, tuple[ReportActor, ...]]]:
    """The reports of one topic with their actors, the primary one first."""
    hits = find_hits(scene)
    about = _primary_type(hits)
    if about is None:
        return
    hits = [hit for hit in hits if not hit.event.framed or hit.event is about]
    drafts = _primary_first(_group(scene, hits), about)
    primary = drafts[0]
    primary.is_primary = True
    elsewhere = {line.number for draft in drafts[1:] for line in draft.lines}
    _settle(scene, primary, None, elsewhere)
    others = [draft for draft in drafts[1:] if _stands(scene, draft, primary)]
    for draft in others:
        _settle(scene, draft, primary, set())
    others = [draft for draft in others if not _same(draft, primary)]
    chosen = [primary, *sorted(others, key=_rank)[: REPORT_LIMIT - 1]]
    seen: dict[str, int] = {}
    told: tuple[ReportActor, ...] = ()
    for draft in chosen:
        report = _report(scene, draft, seen)
        if draft.is_primary:
            actors = told = main_actors(scene, draft.event, draft.lines, report)
        else:
            shared = Shared(_shared_role(draft, primary), told)
            actors = further_actors(scene, draft.event, draft.lines, draft.hits[0].start, report, shared)
        yield replace(report, summary=summarise(draft.event.summary, report, actors)), actors


def _shared_role(draft: Draft, primary: Draft) -> str | None:
    """The role whose holders a further event has in common with the primary one: of one occasion or one case."""
    if any(hit.trigger.own for hit in draft.hits) or draft.status != primary.status:
        return None
    if draft.event.nature == primary.event.nature == "held":
        return "leader" if draft.when == primary.when else None
    if draft.event.nature == primary.event.nature == "case":
        same = not draft.codes or not primary.codes or _related(draft.codes[0], primary.codes[0])
        earlier = draft.event.stage < primary.event.stage
        return "subject" if same and earlier else None
    return None


# Which event the article is about --------------------------------------------------------------------------


def _primary_type(hits: Sequence[Hit]) -> EventType | None:
    """The type that title and first sentences speak of; a framed type only where nothing frames it."""
    early = [hit for hit in hits if hit.line is None or hit.line.part == "lead"]
    framing = any(hit.event.frames and hit.status == "occurred" and not hit.aside for hit in early)
    heard = [hit for hit in hits if not hit.event.framed or (not framing and hit in early)]
    points: dict[str, float] = {}
    types: dict[str, EventType] = {}
    for hit in heard or hits:
        types[hit.event.type] = hit.event
        points[hit.event.type] = points.get(hit.event.type, 0.0) + _points(hit)
    named = {hit.event.type for hit in early}
    types = {name: event for name, event in types.items() if not named & set(event.yields_to)}
    if not types:
        return None
    return max(
        types.values(), key=lambda event: (round(points[event.type] + event.priority / 2), event.priority)
    )


def _points(hit: Hit) -> float:
    weight = 1.0 if hit.status == "occurred" else _PLANNED_WEIGHT
    if hit.event.framed:
        weight *= 0.5
    if hit.line is None:
        return _TITLE_POINTS * weight
    if hit.line.number < len(_LEAD_POINTS) and not hit.aside:
        return _LEAD_POINTS[hit.line.number] * weight
    return _BODY_POINTS * weight


# One report for one happening ------------------------------------------------------------------------------


def _group(scene: Scene, hits: Sequence[Hit]) -> list[Draft]:
    """Drafts from the hits in sentences: the same type, status and compatible place and day are one."""
    drafts: list[Draft] = []
    for hit in hits:
        if hit.line is None:
            continue
        places = own_places(scene, hit.event, hit.line, hit.start)
        listed = listed_places(scene, hit.line)
        each = len(listed) > 1 and compiled(event_rules().each_of.pattern).search(hit.line.text)
        for codes in [(code,) for code in listed] if each else [places[:1]]:
            when = own_date(scene, hit.event, hit.line, hit.start)
            home = next((draft for draft in drafts if _joins(draft, hit, codes, when)), None)
            if home is None:
                home = Draft(hit.event, hit.status, [], codes=codes)
                drafts.append(home)
            home.hits.append(hit)
            home.lines.append(hit.line)
            home.codes = home.codes or codes
            if when is not None and hit.trigger.confidence > home.dated_by:
                home.when, home.dated_by = when, hit.trigger.confidence
    for event in {hit.event.type: hit.event for hit in hits if hit.line is None}.values():
        if not any(draft.event is event for draft in drafts):
            hit = next(hit for hit in hits if hit.event is event)
            drafts.append(Draft(event, hit.status, [hit], lines=list(scene.lines[:1])))
    return drafts


def _joins(draft: Draft, hit: Hit, codes: tuple[str, ...], when: When | None) -> bool:
    if draft.event is not hit.event or draft.status != hit.status:
        return False
    if "place" in draft.event.split and draft.codes and codes and not _related(draft.codes[0], codes[0]):
        return False
    if "date" not in draft.event.split or draft.when is None or when is None:
        return not (hit.trigger.own and hit.line is not None and draft.event.stage)
    return draft.when.start is None or when.start is None or draft.when.start == when.start


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


def _primary_first(drafts: list[Draft], about: EventType) -> list[Draft]:
    """The drafts with the one the article is about in front: of its type, occurred, and told first."""

    def order(draft: Draft) -> tuple[bool, bool, int]:
        return draft.event is not about, draft.status != "occurred", draft.lines[0].number

    return sorted(drafts, key=order)


def _stands(scene: Scene, draft: Draft, primary: Draft) -> bool:
    """Whether a further event stands beside the primary one.

    An earlier step of the same case is told only where it has a day or a place of its own, or is a ruling.
    """
    if draft.event.nature == "case" and primary.event.nature == "case":
        own = any(hit.trigger.own for hit in draft.hits)
        elsewhere = bool(draft.codes and primary.codes and not _related(draft.codes[0], primary.codes[0]))
        told = {line.number for line in primary.lines}
        if draft.event.stage < primary.event.stage and all(line.number in told for line in draft.lines):
            return False
        if draft.event.stage < primary.event.stage:
            ruled = draft.event.stage >= _RULED and any(not _in_quotation(scene, hit) for hit in draft.hits)
            return own or elsewhere or ruled or draft.when is not None
        if draft.event is primary.event:
            return own or elsewhere
    return True


def _in_quotation(scene: Scene, hit: Hit) -> bool:
    return hit.line is not None and scene.quoted(hit.start, hit.start + 1)


def _same(draft: Draft, primary: Draft) -> bool:
    """Whether what looked like two events turns out as one when place and day are settled."""
    if draft.event is not primary.event or draft.status != primary.status:
        return False
    one, other = draft.place, primary.place
    if one and other and one.code and other.code and not _related(one.code, other.code):
        return False
    if draft.when and primary.when and draft.when.start and primary.when.start:
        return draft.when.start == primary.when.start or "date" not in draft.event.split
    return not any(hit.trigger.own for hit in draft.hits)


def _rank(draft: Draft) -> tuple[bool, bool, float, int]:
    """The order in which further events are kept: those with their own day or place, then the surest."""
    sure = max(hit.trigger.confidence for hit in draft.hits)
    return (
        draft.lines[0].part != "lead",
        draft.when is None and not draft.codes,
        -sure,
        draft.lines[0].number,
    )


def _settle(scene: Scene, draft: Draft, primary: Draft | None, elsewhere: set[int]) -> None:
    """Date and place of a draft; a further event takes those of the occasion it belongs to."""
    occasion = (
        primary is not None
        and draft.event.nature == "held" == primary.event.nature
        and not any(hit.trigger.own for hit in draft.hits)
    )
    if draft.when is None and draft.status == "occurred":
        if occasion and primary is not None:
            draft.when = primary.when
        elif primary is None:
            draft.when = held_date(scene, draft.event, draft.lines, elsewhere)
    shares = occasion and primary is not None and (not draft.codes or draft.codes == primary.codes)
    draft.place = (
        primary.place
        if shares and primary
        else report_place(scene, draft.event, draft.lines, draft.codes, draft.hits[0].start, primary is None)
    )
    published = scene.article.published_at
    if draft.when is not None and draft.when.start is not None and draft.status == "occurred":
        today = _last_day(scene.article.published_precision, published) if published else None
        if today is None and primary is not None and primary.when is not None and _begins(draft):
            today = primary.when.end or primary.when.start
        if today is not None and draft.when.start > today and draft.event.future == "planned":
            draft.status = "planned"


def _last_day(precision: str | None, published: datetime) -> date:
    """The last day on which an article may have been published."""
    if precision == "year":
        return date(published.year, 12, 31)
    if precision == "month":
        return date(published.year, published.month, monthrange(published.year, published.month)[1])
    return published.date()


def _begins(draft: Draft) -> bool:
    rule = compiled(event_rules().starts_later.pattern)
    return any(rule.search(line.text) for line in draft.lines)


def _report(scene: Scene, draft: Draft, seen: dict[str, int]) -> EventReport:
    best = next((hit for hit in draft.hits if hit.line is not None), draft.hits[0])
    line = best.line or draft.lines[0]
    when, place = draft.when or When(), draft.place or Place()
    key = f"{draft.event.type}|{when.start}|{place.code}"
    seen[key] = seen.get(key, 0) + 1
    article = scene.article
    return EventReport(
        report_id=make_id("report", article.article_id, scene.topic.id, key, seen[key]),
        article_id=article.article_id,
        topic=scene.topic.id,
        event_type=draft.event.type,
        is_primary=draft.is_primary,
        status=draft.status,
        event_date=when.start,
        event_date_end=when.end if when.end != when.start else None,
        date_precision=when.precision,
        date_basis=when.basis,
        date_text=when.text,
        date_reason=when.reason,
        place_code=place.code,
        place_candidates=place.candidates,
        place_reason=place.reason,
        venue=venue_of(scene, draft.lines) if "{venue}" in draft.event.summary.occurred else None,
        election_id=scene.elections[0].election_id if scene.elections else None,
        summary="",
        start_char=line.start,
        end_char=line.end,
        rule_id=best.trigger.id,
        confidence=best.trigger.confidence,
    )
