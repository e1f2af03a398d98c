"""The stage `fetch` of a backfill: what sources published in former days, and is not here yet.

First the ways back are looked over: sitemaps as a whole, and the lists that a site keeps of each day; the links of
the days that were asked for are noted. Files are read, and their records of those days taken in. Then come the
windows, in which the pages of those links are fetched. A link is held in `source_links` until its page is in the raw
store, and a day's list is noted in `source_state` when it was read, so that whatever ended a backfill, the next one
does what is left. All is done in turns of limited length, so that the warehouse is free in between.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta

from config.settings import Settings
from config.sources import Source, load_sources
from flows import steps
from flows.ingest.archive import day_state, list_days
from flows.ingest.documents import Input, in_batches
from flows.ingest.feeds import PARSE_MEMORY_MB, PARSE_SECONDS, new_links, take_pages
from flows.ingest.files import read_source
from flows.ingest.guard import Guard
from flows.ingest.http import Fetcher
from flows.ingest.lists import Finding, Visit, children_of, visit_all
from flows.ingest.state import Link, links_of_days, load_hosts, new_state
from flows.job import Ingested, Job, Outcome, job_without_input
from flows.past import Past, past_of
from flows.progress import progress
from flows.windows import Window, Wish, split
from warehouse.sqlfiles import sql_text
from warehouse.store import Writer, open_writer

LOG = logging.getLogger("warta.backfill")
PAGES_A_TURN = 100  # of each source; at the usual pace of a page a second and a half, two or three minutes
LISTS_A_TURN = 30  # days' lists; each has a few pages
PAGE_SECONDS = 0.5  # beside the pause that the host's manners ask for
FURNITURE = 3  # days on whose lists a link stands that is no article of any of them

Turn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be fetched: `links` by source, the days whose lists are to be read first, and files that are read.

    `undated` links of sitemaps state no date, so that they are in no window.
    """

    windows: tuple[Window, ...]
    links: dict[str, int]
    lists: int
    files: tuple[str, ...]
    undated: int
    seconds: float


def look_back(wish: Wish, started: str, turn: Turn = nullcontext) -> Iterator[Outcome]:
    """Note the links of sitemaps and lists that lie in the days asked for, and take in the files' records of those days."""
    past = past_of(wish)
    if past.sitemaps or past.files:
        yield _read_sitemaps_and_files(wish, past, f"{started}-sitemaps", turn)
    with open_writer(wish.home, wait=past.settings.lock_wait_seconds) as writer:
        unread = _unread_days(writer, past)
    for number, at in enumerate(range(0, len(unread), LISTS_A_TURN)):
        with turn():
            job = _job(wish, past, f"{started}-{number}")
            with steps.running(job, _asked(wish, {"step": "lists of days", "turn": number})):
                ingested = _read_lists(job, past, unread[at : at + LISTS_A_TURN])
                outcome = steps.publish(job, ingested, steps.process(job))
        yield outcome


def _read_sitemaps_and_files(wish: Wish, past: Past, started: str, turn: Turn) -> Outcome:
    with turn():
        job = _job(wish, past, started)
        with steps.running(job, _asked(wish, {"step": "sitemaps and files"})):
            total = Ingested()
            with steps.taking_in(job) as intake:
                for source in past.files:
                    found = read_source(source, source.location())
                    inputs = (one for one in progress(found, f"read {source.id}") if past.holds_record(one))
                    for batch in in_batches(inputs, job.settings.batch_size):
                        total += intake.keep(batch)
                for finding in _findings(past, intake.writer):
                    refused = intake.keep(finding.inputs) if finding.inputs else Ingested()
                    held = {
                        link.link_id: replace(link, status="held") for link in _links_within(past, finding)
                    }
                    intake.writer.ledger.keep_ingest_state(
                        links=[asdict(one) for one in new_links(intake.writer, held, intake.known_articles)],
                        resolved=[] if finding.state.last_code else [finding.rejection_id],
                        now=job_time(),
                    )
                    total += refused
            return steps.publish(job, total, steps.process(job))


def plan(wish: Wish, *, is_dry: bool = False) -> Plan:
    """What there is to fetch. With `is_dry` sitemaps are asked for it, and nothing is kept.

    Raises:
        UsageError: no days, a source that is not known, or none that has a way back.
    """
    past = past_of(wish)
    days, links, undated = Counter[date | None](), Counter[str](), 0
    with open_writer(wish.home, wait=past.settings.lock_wait_seconds) as writer:
        for row in writer.query(
            sql_text("store/held_by_day"),
            {"source_ids": list(past.remote), "first": past.first, "last": past.last,
             "timezone": past.settings.timezone},
        ):  # fmt: skip
            days[row["day"]] += row["n"]
            links[row["source_id"]] += row["n"]
        if is_dry:
            for finding in _findings(past, writer):
                undated += sum(link.published_at is None for link in finding.links)
                found = {link.link_id: link for link in _links_within(past, finding)}
                for link in new_links(writer, found, writer.stored.known_articles):
                    days[past.day(link.published_at)] += 1
                    links[link.source_id] += 1
        unread = _unread_days(writer, past) if is_dry else []
    for _, day in unread:
        days[day] += 0
    pause = past.settings.fetch.host_delay_seconds + PAGE_SECONDS
    lists = Counter(source.id for source, _ in unread)
    return Plan(
        windows=split(days, first=past.first, last=past.last, size=wish.size, order=wish.order),
        links=dict(links.most_common()),
        lists=len(unread),
        files=tuple(source.id for source in past.files),
        undated=undated,
        seconds=max((pause * (links[i] + lists[i]) for i in past.remote), default=0.0),
    )


def fetch_window(wish: Wish, window: Window, started: str, turn: Turn = nullcontext) -> Iterator[Outcome]:
    """Fetch the pages of a window's links, until none is left that may be asked for now."""
    past = past_of(wish)
    number, is_more = 0, True
    while is_more:
        with turn():
            job = _job(wish, past, f"{started}-{number}")
            with steps.running(job, _asked(wish, {"window": window.name, "turn": number})):
                with steps.taking_in(job) as intake:
                    ingested = _take_pages(job, intake, past, _ready(intake.writer, past, window))
                    is_more = bool(_ready(intake.writer, past, window))
                outcome = steps.publish(job, ingested, steps.process(job))
        yield outcome
        number += 1


def job_time() -> datetime:
    """The time at which something is noted."""
    return datetime.now(UTC)


def _ready(writer: Writer, past: Past, window: Window) -> list[Link]:
    assert window.first and window.last  # everything that is looked for has a day
    return links_of_days(
        writer, list(past.remote), window.first, window.last, past.settings.timezone,
        most=PAGES_A_TURN, now=job_time(),
    )  # fmt: skip


def _take_pages(job: Job, intake: steps.Intake, past: Past, links: list[Link]) -> Ingested:
    with _fetcher(job.settings, intake.writer) as fetcher:
        return take_pages(
            intake.writer, fetcher, past.remote, links, job_time(), intake.keep, intake.known_articles,
            job.settings.batch_size,
        )  # fmt: skip


def _read_lists(job: Job, past: Past, wanted: list[tuple[Source, date]]) -> Ingested:
    """Read some days' lists; their links are held, and what was read whole is noted with them."""
    now = job_time()
    with steps.taking_in(job) as intake:
        with _fetcher(job.settings, intake.writer) as fetcher, Guard(PARSE_SECONDS, PARSE_MEMORY_MB) as guard:
            days = list(progress(list_days(fetcher, guard, wanted, now), "lists of days", len(wanted)))
        on_days = Counter(link_id for day in days for link_id in day.links)
        held = {
            link.link_id: link
            for day in days
            for link in day.links.values()
            if on_days[link.link_id] < FURNITURE and past.holds(link.published_at)
        }
        refused: list[Input] = [day.refusal for day in days if day.refusal]
        whole = [day.state(now) for day in days if day.is_whole]
        total = intake.keep(refused) if refused else Ingested()
        intake.writer.ledger.keep_ingest_state(
            sources=[asdict(state) for state in whole],
            links=[asdict(link) for link in new_links(intake.writer, held, intake.known_articles)],
            resolved=[day.rejection_id for day in days if day.is_whole],
            now=now,
        )
    LOG.info("%d lists read, %d articles on them; %d not read", len(whole), len(held), len(days) - len(whole))
    return total


@contextmanager
def _fetcher(settings: Settings, writer: Writer) -> Iterator[Fetcher]:
    """The client, which knows what was learned of all hosts, and whose knowledge is kept."""
    with Fetcher(settings.fetch, load_hosts(writer)) as fetcher:
        try:
            yield fetcher
        finally:
            writer.ledger.keep_ingest_state(
                hosts=[asdict(host) for host in fetcher.host_states()], now=job_time()
            )


def _findings(past: Past, writer: Writer) -> Iterator[Finding]:
    """Every sitemap, as if none had been read before; those of an index that are older than the first day are passed over."""
    now = job_time()
    visits = [Visit(source, new_state(source, source.address(), now)) for source in past.sitemaps]
    seen = {(visit.source.id, visit.state.url) for visit in visits}
    with Fetcher(past.settings.fetch, load_hosts(writer)) as fetcher, Guard(PARSE_SECONDS, PARSE_MEMORY_MB) as guard:  # fmt: skip
        while visits:
            further: list[Visit] = []
            for finding in progress(visit_all(fetcher, guard, visits, now), "sitemaps", len(visits)):
                yield finding
                if finding.state.last_code:
                    LOG.warning("%s: %s", finding.state.url, finding.state.last_detail)
                recent = tuple(child for child in finding.children if past.may_hold(child[1]))
                for visit in children_of(replace(finding, children=recent), {}, now):
                    if (key := (visit.source.id, visit.state.url)) not in seen:
                        seen.add(key)
                        further.append(visit)
            visits = further


def _links_within(past: Past, finding: Finding) -> Iterator[Link]:
    return (link for link in finding.links if past.holds(link.published_at))


def _unread_days(writer: Writer, past: Past) -> list[tuple[Source, date]]:
    """Days whose list is to be read: never read to its end, or before the day was over."""
    now = job_time()
    wanted = {
        day_state(source, day, now).state_id: (source, day)
        for source in past.archives
        for day in (past.first + timedelta(days=n) for n in range((past.last - past.first).days + 1))
    }
    rows = writer.query(
        "SELECT state_id, succeeded_at FROM source_state WHERE list_contains($ids::VARCHAR[], state_id)",
        {"ids": list(wanted)},
    )
    read_on = {row["state_id"]: past.day(row["succeeded_at"]) for row in rows}
    return [(source, day) for key, (source, day) in wanted.items() if not _is_after(read_on.get(key), day)]


def _is_after(read: date | None, day: date) -> bool:
    return read is not None and read > day


def _job(wish: Wish, past: Past, started: str) -> Job:
    job = job_without_input(
        wish.home, started=started, flow="backfill", trigger="backfill", settings_file=wish.settings_file
    )
    known = load_sources(wish.home)  # as they are, not as their sitemaps
    remote = tuple(known[name] for name in past.remote)
    return replace(job, remote=remote, inputs=tuple((source, source.location()) for source in past.files))


def _asked(wish: Wish, more: Mapping[str, object]) -> dict[str, object]:
    return {"stage": wish.stage, "from": wish.first, "to": wish.last, "sources": wish.sources, **more}
