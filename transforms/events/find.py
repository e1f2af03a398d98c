"""The events that an article reports: which of them it is about, and each with its time, place and actors.

Sentences on the same happening make one report: of one type and status, at compatible places and days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from transforms.events.actors import Shared, further_actors, main_actors, with_followers
from transforms.events.drafts import (
    Draft,
    group,
    is_told_apart,
    related,
    round_up,
    same,
    settle,
    stands,
    tell,
)
from transforms.events.hits import find_hits
from transforms.events.judging import Hit
from transforms.events.main_type import main_event
from transforms.events.primary import is_chronicle, primary_first, primary_type, said_on
from transforms.events.scene import Scene, set_scene
from transforms.events.summaries import summarise
from transforms.events.topics import Topic
from transforms.events.when import When
from transforms.events.where import Place, venue_of
from transforms.headlines import is_called_untrue
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


class Events(NamedTuple):
    """The events that an article reports, and who took part."""

    reports: tuple[EventReport, ...]
    actors: tuple[ReportActor, ...]


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
    known: Sequence[Topic],
) -> Events:
    """The events of each topic that the article is about, at most four a topic, the primary one first."""
    relevant = {decision.topic for decision in topic_decisions if decision.is_relevant}
    reports: list[EventReport] = []
    actors: list[ReportActor] = []
    for topic in known:
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
    hits = _without_counts(_untrue(scene, find_hits(scene)))
    told = tell(scene, hits)
    cases = round_up(scene, told)
    chronicle = is_chronicle(scene, hits)
    about = cases[0].hit.event if cases else primary_type(hits, said_on(scene, told), chronicle=chronicle)
    if not (cases or chronicle) and (main := main_event(scene, hits, about)):
        about, hits = main.event, [*hits, *main.hits]
        told += tell(scene, main.hits)
    if about is None:
        return
    kept = cases or [
        t for t in told if not t.hit.event.framed or t.hit.event is about or is_told_apart(t.hit)
    ]
    titles = [hit for hit in hits if not cases and (not hit.event.framed or hit.event is about)]
    drafts = primary_first(group(scene, titles, kept), about)
    primary = drafts[0]
    primary.is_primary = True
    elsewhere = {line.number for draft in drafts[1:] for line in draft.lines}
    settle(scene, primary, None, elsewhere)
    others = [draft for draft in drafts[1:] if stands(scene, draft, primary)]
    others = [draft for draft in others if not all(hit.counted for hit in draft.hits)]
    for draft in others:
        settle(scene, draft, primary, set())
    others = [draft for draft in others if not same(draft, primary)]
    chosen = [primary, *sorted(others, key=_rank)[: REPORT_LIMIT - 1]]
    seen: dict[str, int] = {}
    claimed = {line.number for draft in chosen for line in draft.lines}
    spread = {
        id(draft): {line.number for line in with_followers(scene, draft.lines, claimed)} for draft in chosen
    }
    shown: tuple[ReportActor, ...] = ()
    out: list[tuple[Draft, EventReport, tuple[ReportActor, ...]]] = []
    for draft in chosen:
        report = _report(scene, draft, seen)
        others_lines = {number for other in chosen if _apart(draft, other) for number in spread[id(other)]}
        starts = [hit.start for hit in draft.hits if hit.line is not None]
        if draft.is_primary and not cases:
            actors = shown = main_actors(scene, draft.event, draft.lines, starts, others_lines, report)
        else:
            shared = Shared(_shared_role(draft, primary), shown, primary.event.nature == "case")
            actors = further_actors(scene, draft.event, draft.lines, starts, others_lines, report, shared)
        out.append((draft, report, actors))
    for draft, report, actors in out:
        actors += _of_one_case(draft, report, actors, out) if not cases else ()
        yield replace(report, summary=summarise(draft.event.summary, report, actors)), actors


def _untrue(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """The hits, of which a headline that calls its claim untrue makes those of title and first sentences denied."""
    if not is_called_untrue(scene.article.title):
        return hits
    return [
        hit._replace(status="negated") if hit.line is None or hit.line.part == "lead" else hit for hit in hits
    ]


def _of_one_case(
    draft: Draft,
    report: EventReport,
    actors: Sequence[ReportActor],
    told: Sequence[tuple[Draft, EventReport, tuple[ReportActor, ...]]],
) -> tuple[ReportActor, ...]:
    """The accused of a step of the primary case that names nobody, from another step that does."""
    if not draft.is_primary or draft.event.nature != "case" or any(a.role == "subject" for a in actors):
        return ()
    for other, _, theirs in told:
        named = {a.name for a in actors}
        found = tuple(
            replace(a, report_id=report.report_id)
            for a in theirs
            if a.role == "subject" and a.name not in named
        )
        if found and other.event.nature == "case" and not _apart(draft, other):
            return found
    return ()


def _apart(draft: Draft, other: Draft) -> bool:
    """Whether another report tells of a different occasion, so that its sentences give no roles in this one."""
    if draft is other:
        return False
    if draft.event.nature == other.event.nature == "case" and draft.is_primary:
        return bool(draft.codes and other.codes and not related(draft.codes[0], other.codes[0]))
    held = draft.event.nature == other.event.nature == "held"
    return not (held and draft.when == other.when and draft.status == other.status)


def _shared_role(draft: Draft, primary: Draft) -> str | None:
    """The role whose holders a further event has in common with the primary one: of one occasion or one case."""
    own = any(hit.own for hit in draft.hits)
    if draft.status != primary.status and (draft.status != "planned" or draft.event.nature != "case"):
        return None
    if draft.event.nature == primary.event.nature == "held":
        return "leader" if draft.when == primary.when and not own else None
    if draft.event.nature == primary.event.nature == "case":
        same_place = not draft.codes or not primary.codes or related(draft.codes[0], primary.codes[0])
        earlier = draft.status == "planned" or draft.event.stage <= primary.event.stage
        return "subject" if same_place and earlier and not (own and draft.event.stage == 1) else None
    return None


def _without_counts(hits: list[Hit]) -> list[Hit]:
    """The hits without those that tell a number of cases, where anything else is told."""
    told = {hit.event.type for hit in hits if hit.line is not None and not hit.counted}
    if all(hit.event.framed for hit in hits if not hit.counted):
        return hits
    return [hit for hit in hits if not hit.counted or hit.event.type in told]


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
        election_id=scene.elections[0].election_id if scene.elections and scene.topic.elections else None,
        summary="",
        start_char=line.start,
        end_char=line.end,
        rule_id=best.trigger.id,
        confidence=best.trigger.confidence,
    )


def _rank(draft: Draft) -> tuple[bool, bool, float, int]:
    """The order in which further events are kept: those of the lead, those with their own day or place, the surest."""
    sure = max(hit.trigger.confidence for hit in draft.hits)
    return (
        draft.lines[0].part != "lead",
        draft.when is None and not draft.codes,
        -sure,
        draft.lines[0].number,
    )
