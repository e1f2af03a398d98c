"""What a person decides on events: `warta events split` and `merge`, and what `warta events show` tells of one.

A decision moves reports from one event to another. It is kept for ever as rows of `event_decisions`, one for each
report of both events, whether it moved or stayed. It ends the former rows of `event_merges` of those that moved
(`undone_at`) and gives them new ones of method `manual`. The one is undone
by the other: a merged event comes back under its id when the reports that it brought are split off again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.settings import TOPICS, load_settings
from flows.coder import coder_version
from flows.job import Ingested, Job, Processed, UsageError
from flows.settling import kept_merges, told_reports
from flows.steps import fresh, publish, running
from transforms.events.topics import topics
from transforms.records import make_id
from transforms.resolving.event_rows import EventActor, EventRow, ToldReport, summarise_event
from warehouse.published import published
from warehouse.sqlfiles import sql_text
from warehouse.store import Stamp, Writer, open_writer

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision as it was carried out; `undo` is the command that takes it back."""

    decision_id: str
    action: str
    from_event_id: str
    to_event_id: str
    report_ids: tuple[str, ...]
    undo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """Reports on their way from one event to another. `keeps` says whether the event they leave stays one."""

    action: str
    origin: str
    target: str
    reports: tuple[ToldReport, ...]
    keeps: bool


def split_event(home: Path, event_id: str, names: Sequence[str], by: str, note: str | None) -> Decision:
    """Move reports out of an event into one of their own.

    Args:
        home: the folder of all state.
        event_id: the event, or one that was merged into it.
        names: the reports, by report_id or by the article_id of an article with one report in the event.
        by: who decides.
        note: why.

    Raises:
        UsageError: no such event or report, or none would be left.
    """

    def plan(writer: Writer) -> _Move:
        origin = _current(writer, event_id)
        held = told_reports(writer, [origin])[origin]
        chosen = tuple(dict.fromkeys(_named(held, name, origin) for name in names))
        if len(chosen) == len(held):
            raise UsageError(
                f"All {len(held)} reports of event {origin} are named: name those that leave it."
            )
        target = _brought(writer, origin, chosen) or _new_id(writer, origin, chosen)
        return _Move(action="split", origin=origin, target=target, reports=chosen, keeps=True)

    return _carry_out(home, plan, by, note)


def merge_events(home: Path, event_id: str, other_id: str, by: str, note: str | None) -> Decision:
    """Move all reports of the second event into the first; the second id then means the first.

    Raises:
        UsageError: no such event, the same one twice, or events of different topics or types.
    """

    def plan(writer: Writer) -> _Move:
        target, origin = _current(writer, event_id), _current(writer, other_id)
        if target == origin:
            raise UsageError(f"{event_id} and {other_id} are one event already: {target}.")
        told = told_reports(writer, [target, origin])
        kinds = [{(r.report.topic, r.report.event_type) for r in told[key]} for key in (target, origin)]
        if kinds[0] != kinds[1]:
            shown = " and ".join(sorted("/".join(kind) for both in kinds for kind in both))
            raise UsageError(f"Events of different types are never one: these are {shown}.")
        return _Move(action="merge", origin=origin, target=target, reports=tuple(told[origin]), keeps=False)

    return _carry_out(home, plan, by, note)


def _carry_out(home: Path, plan: Any, by: str, note: str | None) -> Decision:
    """Plan against the live tables, write in one transaction, check, and hand the tables to readers."""
    published(home)
    settings = load_settings(home)
    job = Job(home.resolve(), make_id("run", fresh()), (), settings, "events", "manual")
    with open_writer(job.home, wait=settings.lock_wait_seconds) as writer:
        move: _Move = plan(writer)
        ids = tuple(told.report.report_id for told in move.reports)
        asked = {"action": move.action, "from": move.origin, "to": move.target, "reports": ids, "by": by}
        with running(job, asked):
            decision_id = _write(writer, job, move, by, note)
            publish(job, Ingested(), Processed())
    undo = (
        f"warta events merge {move.origin} {move.target}"
        if move.keeps
        else f"warta events split {move.target} {' '.join(ids)}"
    )
    return Decision(
        decision_id=decision_id,
        action=move.action,
        from_event_id=move.origin,
        to_event_id=move.target,
        report_ids=ids,
        undo=undo,
    )


def _write(writer: Writer, job: Job, move: _Move, by: str, note: str | None) -> str:
    now = datetime.now(UTC)
    moved = {told.report.report_id for told in move.reports}
    told = told_reports(writer, [move.origin, move.target])
    left = [r for r in told[move.origin] if r.report.report_id not in moved]
    known = topics(job.home / TOPICS)
    events: list[EventRow] = []
    actors: list[EventActor] = []
    for event_id, reports in ((move.target, [*told[move.target], *move.reports]), (move.origin, left)):
        if reports:
            row, members = summarise_event(event_id, reports, known)
            events.append(row)
            actors += members
        else:
            row, _ = summarise_event(event_id, move.reports, known)
            events.append(replace(row, superseded_by=move.target))
    decision_id = make_id("decision", move.action, move.origin, move.target, *sorted(moved), now)
    writer.load(
        {
            "events": events,
            "event_actors": actors,
            "event_merges": _merges(writer, move, moved, now),
            "event_decisions": [
                {
                    "decision_id": decision_id,
                    "decided_at": now,
                    "decided_by": by,
                    "action": move.action,
                    "note": note,
                    "from_event_id": origin,
                    "to_event_id": target,
                    "report_id": r.report.report_id,
                    "article_id": r.report.article_id,
                    "topic": r.report.topic,
                    "event_type": r.report.event_type,
                }
                for origin, target, reports in (
                    (move.origin, move.target, move.reports),
                    (move.origin, move.origin, left),
                    (move.target, move.target, told[move.target]),
                )
                for r in reports
            ],
        },
        stamp=Stamp(job.run_id, coder_version(job.extent)),
        report_events=dict.fromkeys(moved, move.target),
        now=now,
    )
    return decision_id


def _merges(writer: Writer, move: _Move, moved: set[str], now: datetime) -> list[Row]:
    """The rows of both events: those of the reports that leave are ended, and new ones say where they went."""
    kept = kept_merges(writer, writer.stored.loads_of_events([move.origin, move.target]))
    for row in kept:
        if row["event_id"] == move.origin and row["report_id"] in moved:
            row["undone_at"] = row["undone_at"] or now
    new = [
        {"event_id": move.target, "report_id": report_id, "method": "manual", "score": 0.0}
        for report_id in sorted(moved)
    ]
    return [*kept, *new]


def _current(writer: Writer, event_id: str) -> str:
    """The event that an id means now."""
    rows = writer.query(sql_text("store/current_events"), {"event_ids": [event_id]})
    if not rows:
        raise UsageError(f"There is no event '{event_id}'. Find ids with: warta sql \"SELECT * FROM events\"")
    if rows[0]["current_id"] is None:
        raise UsageError(f"No article reports event {event_id} any more. See: warta events show {event_id}")
    return str(rows[0]["current_id"])


def _named(held: Sequence[ToldReport], name: str, event_id: str) -> ToldReport:
    fitting = [r for r in held if name in (r.report.report_id, r.report.article_id)]
    if len(fitting) != 1:
        known = ", ".join(r.report.report_id for r in held)
        which = "has several reports" if fitting else "is no report"
        raise UsageError(f"'{name}' {which} of event {event_id}. Its reports: {known}")
    return fitting[0]


def _brought(writer: Writer, event_id: str, reports: Sequence[ToldReport]) -> str | None:
    """The event that was merged into another by hand and had brought just these reports, if it was one."""
    articles = sorted({r.report.article_id for r in reports})
    decided = writer.query(sql_text("store/decisions"), {"article_ids": articles})
    came: Mapping[tuple[str, str], str] = {
        (row["article_id"], row["event_type"]): row["from_event_id"]
        for row in decided
        if row["action"] == "merge" and row["to_event_id"] == event_id != row["from_event_id"]
    }
    brought = {came.get((r.report.article_id, r.report.event_type)) for r in reports}
    former = brought.pop() if len(brought) == 1 else None
    if former is None:
        return None
    rows = writer.query(
        "SELECT event_id FROM events WHERE event_id = $former AND superseded_by = $event",
        {"former": former, "event": event_id},
    )
    return former if rows else None


def _new_id(writer: Writer, event_id: str, reports: Sequence[ToldReport]) -> str:
    """An id that no event ever had."""
    number = 0
    while True:
        ids = sorted(r.report.report_id for r in reports)
        new = make_id("event", "split", event_id, *ids, number or None)
        if not writer.query(sql_text("store/current_events"), {"event_ids": [new]}):
            return new
        number += 1
