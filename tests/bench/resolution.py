"""Event resolution measured: how well it joins a generated archive, and what new reports cost beside what is stored."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from flows.packing import tell
from flows.settling import settle_events
from flows.stories import Story
from tests.bench.copies import add_copies, older
from tests.bench.happenings import happenings, reports
from transforms.events.topics import topics
from transforms.records import Article, EventReport, Extraction, ReportActor
from transforms.resolving.blocking import stored_blocks, wanted_blocks
from transforms.resolving.report_key import ReportKey
from transforms.resolving.resolve import resolve
from transforms.resolving.stories import sign
from warehouse.store import Stamp, Writer, open_writer

BATCH = 250
MEAN = 3.33
DAYS_OF_100_EVENTS = 2.433
"""30,000 events over two years: as many in a regency whatever the size of the archive."""
NEW, FEW, COPIES = 1_000, 10_000, 10


def resolution_quality(event_count: int, seed: int = 1, follow_ups: float = 0.0) -> list[str]:
    """Pair precision and recall on an archive that arrives in the order of publication, in batches."""
    told = reports(happenings(event_count, _days(event_count), seed, follow_ups), MEAN, seed)
    began = time.process_time()
    found = resolve_archive([key for key, _ in told])
    seconds = time.process_time() - began
    precision, recall = pair_scores({key.report_id: event for key, event in told}, found)
    return [
        f"{len(told):,} generated reports of {event_count:,} events, {follow_ups:.0%} of them follow-ups (seed {seed})",
        f"  events found                {len(set(found.values())):8,}",
        f"  pairs joined: precision {precision:.4f}, recall {recall:.4f}",
        f"  comparing                   {1000 * seconds / len(told):8.2f} ms of CPU a report",
    ]


def resolve_archive(keys: Sequence[ReportKey]) -> dict[str, str]:
    """report_id → event, by resolving batch after batch against what came before, found by its blocks."""
    by_block: dict[str, set[str]] = {}
    by_event: dict[str, list[ReportKey]] = {}
    found: dict[str, str] = {}
    for start in range(0, len(keys), BATCH):
        new = keys[start : start + BATCH]
        events = {event for key in new for block in wanted_blocks(key) for event in by_block.get(block, ())}
        merges = {
            m.report_id: m.event_id for m in resolve(new, [k for e in sorted(events) for k in by_event[e]])
        }
        for key in new:
            event = found[key.report_id] = merges[key.report_id]
            by_event.setdefault(event, []).append(replace(key, event_id=event))
            for block in stored_blocks(key):
                by_block.setdefault(block, set()).add(event)
    return found


def pair_scores(truth: Mapping[str, int], found: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall over all pairs of reports that are, or are said to be, of one event."""
    right = _pairs(Counter((truth[report], event) for report, event in found.items()))
    return right / _pairs(Counter(found.values())), right / _pairs(Counter(truth.values()))


def _pairs(groups: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in groups.values())


def _days(event_count: int) -> int:
    return max(30, round(event_count * DAYS_OF_100_EVENTS / 100))


def incremental_cost(folder: Path, event_count: int) -> list[str]:
    """What the same new reports cost beside few and beside very many stored ones of the same density."""
    told = [key for key, _ in reports(happenings(event_count, _days(event_count)), MEAN)]
    new, before = told[-NEW:], told[:-NEW]
    homes = {}
    for name, stored, copies in (("few", before[-FEW:], 1), ("many", before, COPIES)):
        home = folder / name
        with open_writer(home) as writer:
            _store(writer, stored)
        if copies > 1:
            with duckdb.connect(str(home / "state" / "live.duckdb")) as con:
                add_copies(
                    con,
                    range(1, copies),
                    older("INTERVAL (2 * n) YEAR") | {"load_number": "load_number - 1000 * n"},
                )
        homes[home] = len(stored) * copies
    lines = [f"{NEW:,} new reports in batches of {BATCH}: finding their events, and writing them"]
    spent = {}
    for home, count in homes.items():
        settling, loading = _settle(home, new)
        spent[home] = (settling, settling + loading)
        lines.append(
            f"  beside {count:>9,} stored     {settling:6.2f} s of CPU to settle, {loading:6.2f} s to write"
        )
    few, many = spent.values()
    lines.append(
        f"  settling costs {many[0] / few[0]:.2f} times as much, with writing {many[1] / few[1]:.2f} times"
    )
    return lines


def _store(writer: Writer, keys: Sequence[ReportKey]) -> None:
    """An archive as loads would have left it, its events found by the same rules."""
    found = resolve_archive(keys)
    for start in range(0, len(keys), 10_000):
        part = keys[start : start + 10_000]
        merges = [
            {"event_id": found[k.report_id], "report_id": k.report_id, "method": "actors", "score": 4.0}
            for k in part
        ]
        writer.load(
            {
                "articles": [_article(k) for k in part],
                "event_reports": [replace_event(_report(k), found[k.report_id]) for k in part],
                "report_actors": [actor for k in part for actor in _actors(k)],
                "report_blocks": list(_blocks(part)),
                "event_merges": merges,
            },
            stamp=Stamp("bench", "bench"),
        )
    events = {found[k.report_id]: k for k in keys}
    writer.load(
        {"events": [_event(event, key) for event, key in events.items()]}, stamp=Stamp("bench", "bench")
    )


def _settle(home: Path, keys: Sequence[ReportKey]) -> tuple[float, float]:
    """CPU seconds of finding the events of new reports and of writing them, batch after batch."""
    settling = loading = 0.0
    known = topics()
    with open_writer(home) as writer:
        for start in range(0, len(keys), BATCH):
            found = [_extraction(key) for key in keys[start : start + BATCH]]
            stories = {
                e.article.article_id: Story(
                    article_id=e.article.article_id, story_id=key.story_id or "", signature=sign("")
                )
                for e, key in zip(found, keys[start : start + BATCH], strict=True)
            }
            began = time.process_time()
            settled = settle_events(
                writer, [tell(e, sign(e.article.text)) for e in found], stories, known, {}
            )
            between = time.process_time()
            writer.load(
                {
                    "articles": [_article(key) for key in keys[start : start + BATCH]],
                    "event_reports": [
                        replace_event(r, settled.event_of[r.report_id])
                        for e in found
                        for r in e.event_reports
                    ],
                    "report_actors": [a for e in found for a in e.report_actors],
                    "report_blocks": settled.blocks,
                    "events": settled.events,
                    "event_actors": settled.actors,
                    "event_merges": settled.merges,
                },
                withdrawn=settled.withdrawn,
                stamp=Stamp("bench", "bench"),
            )
            settling += between - began
            loading += time.process_time() - between
    return settling, loading


def replace_event(report: EventReport, event_id: str) -> dict[str, object]:
    """A report's row with its event."""
    return {name: getattr(report, name) for name in EventReport.__slots__} | {"event_id": event_id}


def _blocks(keys: Sequence[ReportKey]) -> Iterator[dict[str, str]]:
    for key in keys:
        for block in stored_blocks(key):
            yield {"report_id": key.report_id, "article_id": key.article_id, "block": block}


def _extraction(key: ReportKey) -> Extraction:
    names = [
        name for name in Extraction.__slots__ if name not in ("article", "event_reports", "report_actors")
    ]
    return Extraction(
        article=_record(key),
        event_reports=(_report(key),),
        report_actors=_actors(key),
        **dict.fromkeys(names, ()),
    )


def _record(key: ReportKey) -> Article:
    return Article(
        article_id=key.article_id,
        document_id=key.article_id,
        source_id="bench",
        origin=key.article_id,
        url=None,
        outlet=key.outlet,
        title=" ".join(sorted(key.title_tokens)),
        authors=(),
        editors=(),
        dateline=None,
        published_at=key.published_at,
        published_precision="time",
        published_basis="record",
        fetched_at=None,
        language="id",
        text="",
        word_count=0,
    )


def _article(key: ReportKey) -> dict[str, object]:
    record = _record(key)
    return {name: getattr(record, name) for name in Article.__slots__} | {"story_id": key.story_id}


def _report(key: ReportKey) -> EventReport:
    return EventReport(
        report_id=key.report_id,
        article_id=key.article_id,
        topic=key.topic,
        event_type=key.event_type,
        is_primary=True,
        status=key.status,
        event_date=key.event_date,
        event_date_end=None,
        date_precision=key.date_precision,
        date_basis=None,
        date_text=None,
        date_reason=None,
        place_code=key.place_code,
        place_candidates=(),
        place_reason=None,
        venue=None,
        election_id=key.election_id,
        summary="",
        start_char=0,
        end_char=0,
        rule_id="bench",
        confidence=0.9,
    )


def _actors(key: ReportKey) -> tuple[ReportActor, ...]:
    return tuple(
        ReportActor(
            report_id=key.report_id,
            article_id=key.article_id,
            role="subject" if name in key.central_names else "attendee",
            name=name,
            person_id=None,
            organization_id=None,
            position=None,
            start_char=0,
            end_char=0,
            rule_id="bench",
        )
        for name in key.actor_names
    )


def _event(event_id: str, key: ReportKey) -> dict[str, object]:
    return {
        "event_id": event_id,
        "topic": key.topic,
        "event_type": key.event_type,
        "status": key.status,
        "event_date": key.event_date,
        "date_precision": key.date_precision,
        "place_code": key.place_code,
        "summary": "",
        "report_count": 1,
        "outlet_count": 1,
        "first_published_at": key.published_at,
    }
