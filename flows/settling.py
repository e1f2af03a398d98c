"""Which event the reports of new articles belong to, given what the warehouse holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from flows.packing import Told
from flows.stories import Story
from transforms.events.topics import Topic
from transforms.records import EventReport, ReportActor
from transforms.resolving.blocking import stored_blocks, wanted_blocks
from transforms.resolving.event_rows import EventActor, EventRow, ToldReport, summarise_event
from transforms.resolving.inheriting import Kept, inherit
from transforms.resolving.report_key import ReportKey, report_key, title_words, type_anchors
from transforms.resolving.resolve import resolve
from transforms.resolving.rules import resolve_rules
from warehouse.sqlfiles import sql_text
from warehouse.store import StoredArticle, Writer

Row = dict[str, Any]
R = TypeVar("R", EventReport, ReportActor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The events of a batch: which report belongs where, and the rows of every event that it touches.

    `withdrawn` are those left without a report, each with the event that its articles report in its place.
    """

    event_of: Mapping[str, str]
    events: tuple[EventRow, ...]
    actors: tuple[EventActor, ...]
    merges: tuple[Row, ...]
    blocks: tuple[Row, ...]
    withdrawn: Mapping[str, str | None]


def settle_events(
    writer: Writer,
    found: Sequence[Told],
    stories: Mapping[str, Story],
    known: Sequence[Topic],
    stored: Mapping[str, StoredArticle],
    gone: Collection[str] = (),
) -> Settled:
    """Put each report of a batch to an event, and write anew every event that gains or loses a report.

    `stored` is what is stored of the articles, and of those `gone`, whose reports are taken from their events.

    A report of an article that is loaded again keeps the event that it, or the report that it took the place of,
    had before; where there was none, the one that a person moved it to. Only what is left is compared.
    """
    article_ids = [*(told.article_id for told in found), *gone]
    before = writer.stored.rows_of_articles("store/reports_of_articles", stored)
    reports = [report for told in found for report in told.event_reports]
    actors = _by_report(actor for told in found for actor in told.report_actors)
    inherited = inherit(reports, before, _decided(writer, article_ids))
    keys = [
        report_key(
            report,
            actors[report.report_id],
            told,
            known,
            stories[told.article_id].story_id,
            inherited[report.report_id].event_id if report.report_id in inherited else None,
        )
        for told in found
        for report in told.event_reports
    ]
    new = [key for key in keys if key.event_id is None]
    near = writer.stored.reports_near({block for key in new for block in wanted_blocks(key)}, article_ids)
    merges = resolve(new, [*(stored_key(row, known) for row in near), *(key for key in keys if key.event_id)])
    event_of = {
        **{report_id: kept.event_id for report_id, kept in inherited.items()},
        **{merge.report_id: merge.event_id for merge in merges},
    }
    touched = sorted({*event_of.values(), *(row["event_id"] for row in before)})
    there = writer.stored.loads_of_events(touched)
    held = _held(writer, list(there), article_ids, found, actors, event_of)
    summaries = [summarise_event(event_id, held[event_id], known) for event_id in touched if held[event_id]]
    kept = kept_merges(writer, {key: number for key, number in there.items() if held[key]})
    present = {one.report.report_id for reports in held.values() for one in reports}
    return Settled(
        event_of=event_of,
        events=tuple(event for event, _ in summaries),
        actors=tuple(actor for _, actors in summaries for actor in actors),
        merges=(
            *(row for row in kept if row["report_id"] in present or row["undone_at"]),
            *(
                {"event_id": m.event_id, "report_id": m.report_id, "method": m.method, "score": m.score}
                for m in merges
            ),
            *_moved(inherited, {row["report_id"] for row in kept}),
        ),
        blocks=tuple(
            {"report_id": key.report_id, "article_id": key.article_id, "block": block}
            for key in keys
            for block in stored_blocks(key)
        ),
        withdrawn=_withdrawn(reports, before, event_of, [event for event in touched if not held[event]]),
    )


def _decided(writer: Writer, article_ids: Sequence[str]) -> list[Row]:
    """What a person decided on reports of some articles, with the events that are meant now."""
    rows = writer.query(sql_text("store/decisions"), {"article_ids": article_ids})
    if not rows:
        return []
    wanted = [row["to_event_id"] for row in rows]
    current = {
        row["event_id"]: row["current_id"]
        for row in writer.query(sql_text("store/current_events"), {"event_ids": wanted})
    }
    return [{**row, "event_id": current.get(row["to_event_id"]) or row["to_event_id"]} for row in rows]


def _moved(inherited: Mapping[str, Kept], known: set[str]) -> list[Row]:
    """Merges of reports that took over the event of their article's former version, or that a person gave them."""
    return [
        {"event_id": kept.event_id, "report_id": report_id, "method": kept.method, "score": 0.0}
        for report_id, kept in inherited.items()
        if report_id not in known
    ]


def _withdrawn(
    reports: Sequence[EventReport],
    before: Sequence[Row],
    event_of: Mapping[str, str],
    left: Sequence[str],
) -> dict[str, str | None]:
    """Events without a report, each with the one event of its topic that its articles report now."""
    now: dict[tuple[str, str], set[str]] = defaultdict(set)
    for report in reports:
        now[report.article_id, report.topic].add(event_of[report.report_id])
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in before:
        told[row["event_id"]].add((row["article_id"], row["topic"]))
    out: dict[str, str | None] = {}
    for event_id in left:
        instead = {event for key in told[event_id] for event in now[key]}
        out[event_id] = instead.pop() if len(instead) == 1 else None
    return out


def told_reports(
    writer: Writer, event_ids: Sequence[str], replaced: Sequence[str] = ()
) -> dict[str, list[ToldReport]]:
    """The stored reports of some events, but for those of the articles `replaced`."""
    told: dict[str, list[ToldReport]] = defaultdict(list)
    if not event_ids:
        return told
    rows = writer.query(sql_text("store/told_reports"), {"event_ids": event_ids, "excluded": replaced})
    located = {
        "load_numbers": [row["load_number"] for row in rows],
        "report_ids": [row["report_id"] for row in rows],
    }
    stored = writer.query(sql_text("store/told_actors"), located)
    actors = _by_report(_record(ReportActor, row) for row in stored)
    for row in rows:
        report = _record(EventReport, row)
        told[row["event_id"]].append(
            ToldReport(
                report=report,
                actors=tuple(actors[report.report_id]),
                outlet=row["outlet"],
                published_at=row["published_at"],
            )
        )
    return told


def kept_merges(writer: Writer, events: Mapping[str, int]) -> list[Row]:
    """What is known of how reports came to some events (`Lookups.loads_of_events`)."""
    if not events:
        return []
    located = {"load_numbers": list(events.values()), "event_ids": list(events)}
    return writer.query(sql_text("store/kept_merges"), located)


def _held(
    writer: Writer,
    event_ids: Sequence[str],
    replaced: Sequence[str],
    found: Sequence[Told],
    actors: Mapping[str, Sequence[ReportActor]],
    event_of: Mapping[str, str],
) -> dict[str, list[ToldReport]]:
    """The reports of some events with those of a batch."""
    held = told_reports(writer, event_ids, replaced)
    for told in found:
        for report in told.event_reports:
            held[event_of[report.report_id]].append(
                ToldReport(
                    report=report,
                    actors=tuple(actors[report.report_id]),
                    outlet=told.outlet,
                    published_at=told.published_at,
                )
            )
    return held


def _by_report(actors: Iterable[ReportActor]) -> Mapping[str, Sequence[ReportActor]]:
    found: dict[str, list[ReportActor]] = defaultdict(list)
    for actor in actors:
        found[actor.report_id].append(actor)
    return found


def _record(kind: type[R], row: Row) -> R:
    values: Row = {field.name: row[field.name] for field in fields(kind)}
    for name, value in values.items():
        values[name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


def stored_key(row: Row, known: Sequence[Topic]) -> ReportKey:
    """What a stored report is compared by, from a row of `reports_near` or `reports_of_events`."""
    participants: list[Row] = row["participants"]
    central = resolve_rules().central_roles
    own = {field.name: row[field.name] for field in fields(ReportKey) if field.name in row}
    return ReportKey(
        **own,
        actor_names=tuple(actor["name"] for actor in participants),
        title_tokens=title_words(row["title"], type_anchors(row["topic"], row["event_type"], known)),
        central_names=tuple(actor["name"] for actor in participants if actor["role"] in central),
    )
