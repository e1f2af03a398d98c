"""What is known of feeds, sitemaps, links and hosts from one run to the next, and when a visit is due."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from config.sources import Source
from flows.ingest.politeness import HostState
from transforms.records import make_id
from warehouse.sqlfiles import sql_text
from warehouse.store import Writer

LONGEST_WAIT = timedelta(days=1)
"""No feed is left alone for longer because of its own wish or of its failures; Retry-After may be longer."""
PAGE_TRIES = 6
PAGE_PAUSE = timedelta(hours=1)
"""After the n-th failure a page waits for 2**(n-1) times this."""
# Failures of a page that time will not mend.
LASTING = ("bad_url", "bad_scheme", "forbidden_address", "robots", "too_large", "too_many_redirects", "redirected_home",
           "unsupported_media_type", "not_text")  # fmt: skip
PASSING_STATUS = ("http_408", "http_421", "http_425", "http_429")
# Not asked at all: the host wants to be left alone for now.
PUT_OFF = ("host_busy", "host_waiting")

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A row of `source_state`: one feed, sitemap, or sitemap of an index."""

    state_id: str
    source_id: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    changed_at: datetime | None = None
    entry_count: int | None = None
    error_streak: int = 0
    last_code: str | None = None
    last_detail: str | None = None
    next_due_at: datetime
    moved_to: str | None = None

    def failed(
        self, source: Source, now: datetime, code: str, detail: str, retry_at: datetime | None
    ) -> "SourceState":
        """The state after a visit that gave no list: the next one later with each failure in a row."""
        pause = min(timedelta(minutes=source.every_minutes) * 2 ** min(self.error_streak, 12), LONGEST_WAIT)
        return replace(
            self,
            checked_at=now,
            error_streak=self.error_streak + 1,
            last_code=code,
            last_detail=detail,
            next_due_at=max(now + pause, retry_at or now),
        )

    def put_off(self, now: datetime, retry_at: datetime | None) -> "SourceState":
        """The state where the host wanted no visit."""
        return replace(self, next_due_at=retry_at or now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row of `source_links`: an announced article whose page is to be fetched, or will never be.

    `status` is waiting (for the next run), held (for the backfill that found it), moved or refused.
    """

    link_id: str
    source_id: str
    article_id: str
    url: str
    found_in: str
    found_at: datetime
    published_at: datetime | None
    metadata: str
    status: str = "waiting"
    attempts: int = 0
    next_try_at: datetime
    code: str | None = None

    def failed(self, now: datetime, code: str, retry_at: datetime | None) -> "Link":
        """The link after a visit that gave no page: it waits for another try, or is given up."""
        if code in PUT_OFF:
            return replace(self, next_try_at=retry_at or now)
        attempts = self.attempts + 1
        is_lasting = code in LASTING or (code.startswith("http_4") and code not in PASSING_STATUS)
        given_up = is_lasting or attempts >= PAGE_TRIES
        pause = PAGE_PAUSE * 2 ** (attempts - 1)
        return replace(
            self,
            status="refused" if given_up else "waiting",
            attempts=attempts,
            next_try_at=max(now + pause, retry_at or now),
            code=code,
        )


def new_state(source: Source, url: str, now: datetime) -> SourceState:
    """The state of an address that was never visited: it is due."""
    return SourceState(
        state_id=make_id("source_state", source.id, url), source_id=source.id, url=url, next_due_at=now
    )


def is_due(source: Source, state: SourceState, now: datetime) -> bool:
    """Whether a visit is due; one that comes within a tenth of its interval is, for schedules tick unevenly."""
    return state.next_due_at - timedelta(minutes=min(source.every_minutes / 10, 5)) <= now


def next_due(
    source: Source,
    now: datetime,
    *,
    ttl_minutes: int | None = None,
    skip_hours: Collection[int] = (),
    skip_days: Collection[int] = (),
) -> datetime:
    """When a feed that answered well is to be visited again.

    Not before the source's interval nor before what the feed's <ttl> asks for (a day at most), and in none of the
    hours and days (GMT) that it asks to skip.
    """
    wished = min(timedelta(minutes=ttl_minutes or 0), LONGEST_WAIT)
    due = now + max(timedelta(minutes=source.every_minutes), wished)
    for _ in range(24 * 7):
        if due.hour not in skip_hours and due.weekday() not in skip_days:
            break
        due = due.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


def load_states(writer: Writer, sources: Iterable[Source]) -> dict[tuple[str, str], SourceState]:
    """(source_id, url) → state of everything that was ever visited for these sources."""
    rows = writer.query(
        "SELECT * FROM source_state WHERE source_id IN (SELECT unnest($ids))",
        {"ids": [source.id for source in sources]},
    )
    states = (_record(SourceState, row) for row in rows)
    return {(state.source_id, state.url): state for state in states}


def load_hosts(writer: Writer) -> list[HostState]:
    """What was learned of all hosts."""
    return [_record(HostState, row) for row in writer.query("SELECT * FROM host_state")]


def waiting_links(writer: Writer, sources: Sequence[Source], now: datetime) -> list[Link]:
    """The links of these sources to be fetched now, at most `pages_per_run` of each, newest first."""
    rows = writer.query(
        sql_text("store/waiting_links"),
        {
            "source_ids": [source.id for source in sources],
            "limits": [source.pages_per_run for source in sources],
            "now": now,
        },
    )
    return [_record(Link, row) for row in rows]


def links_of_days(
    writer: Writer,
    source_ids: Sequence[str],
    first: date,
    last: date,
    timezone: str,
    *,
    most: int,
    now: datetime,
) -> list[Link]:
    """The links of these days to be fetched now, at most so many of each source: held for this, or waiting anyway."""
    rows = writer.query(
        sql_text("store/links_of_days"),
        {"source_ids": source_ids, "first": first, "last": last, "timezone": timezone, "most": most, "now": now},
    )  # fmt: skip
    return [_record(Link, row) for row in rows]


def known_links(writer: Writer, link_ids: Collection[str]) -> set[str]:
    """Those of the links that have a row, whatever became of them; one that a backfill holds is free for others."""
    rows = writer.query(
        "SELECT link_id FROM source_links WHERE status <> 'held' AND link_id IN (SELECT unnest($ids))",
        {"ids": sorted(link_ids)},
    )
    return {row["link_id"] for row in rows}


def source_warning(row: Mapping[str, Any]) -> str:
    """What is unusual about a source, as a sentence; from a row of `store/source_warnings`."""
    name = row["source_id"]
    match row["health"]:
        case "failing":
            return f"Source {name}: its last {row['error_streak']} visits failed ({row['last_error']})."
        case "silent":
            last = f"since {row['last_new_at']:%Y-%m-%d %H:%M} UTC" if row["last_new_at"] else "for 100 days"
            return f"Source {name} has fallen silent: nothing new {last}; {row['expected_per_day']:g} a day are usual."
        case _:
            usual = f"{row['expected_per_day']:g} a day are usual"
            return f"Source {name} gave {row['new_last_day']} new articles in 24 hours; {usual}."


def _record(kind: type[R], row: dict[str, Any]) -> R:
    return kind(**{field.name: row[field.name] for field in fields(kind)})  # type: ignore[arg-type]
