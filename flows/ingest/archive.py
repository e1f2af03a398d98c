"""The lists that a site keeps of each day's articles, read back day by day."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from config.sources import Source
from flows.ingest.documents import Input, rejection_of
from flows.ingest.guard import Guard, GuardError, GuardTimeout
from flows.ingest.http import Failure, Fetched, Fetcher, Request
from flows.ingest.state import PUT_OFF, Link, SourceState, new_state
from transforms.feeds.listing import Listing, parse_listing
from transforms.feeds.model import NotAFeed
from transforms.records import make_id

MOST_PAGES = 200  # of one day's list
GONE = ("http_404", "http_410")


@dataclass(slots=True)
class Day:
    """A day's list as it is read: the articles found so far, and whether it was read to its end."""

    source: Source
    day: date
    links: dict[str, Link] = field(default_factory=dict)
    refusal: Input | None = None
    is_whole: bool = False

    @property
    def rejection_id(self) -> str:
        """The id under which a failure of the list's first page stands in the quarantine."""
        return make_id("input", self.source.id, self.source.archive_address(self.day, 1))

    def state(self, now: datetime) -> SourceState:
        """The row that says that the list was read, under the address of its first page."""
        state = day_state(self.source, self.day, now)
        return replace(state, checked_at=now, succeeded_at=now, changed_at=now, entry_count=len(self.links))


def day_state(source: Source, day: date, now: datetime) -> SourceState:
    """The state of a day's list that was never read."""
    return new_state(source, source.archive_address(day, 1), now)


def list_days(
    fetcher: Fetcher, guard: Guard, wanted: Iterable[tuple[Source, date]], now: datetime
) -> Iterator[Day]:
    """Read the lists of some days, page after page, each to its end; in no particular order."""
    pages = [(Day(source, day), 1, source.archive_address(day, 1)) for source, day in wanted]
    while pages:
        under_way: dict[Request, list[tuple[Day, int]]] = {}
        for day, number, url in pages:
            source = day.source
            request = Request(
                url=url, accept="page", allow_private=source.allow_private, source_url=source.url
            )
            under_way.setdefault(request, []).append((day, number))
        pages = []
        for request, outcome in fetcher.fetch_all(list(under_way)):
            for day, number in under_way.pop(request):
                further = _take(guard, day, number, request.url, outcome, now)
                if further:
                    pages.append((day, number + 1, further))
                else:
                    yield day


def _take(
    guard: Guard, day: Day, number: int, url: str, outcome: Fetched | Failure, now: datetime
) -> str | None:
    """Take in a page of the list; gives the address of the next one."""
    read = _read(guard, day.source, outcome)
    if isinstance(read, Listing):
        before = len(day.links)
        for listed in read.links:
            link = _link(day, url, listed.url, listed.day or day.day, now)
            day.links.setdefault(link.link_id, link)
        further = _next(day, number, read) if len(day.links) > before and number < MOST_PAGES else None
        day.is_whole = further is None
        return further
    code, detail = read
    day.is_whole = number > 1 and code in GONE  # behind the last page
    if not day.is_whole and code not in PUT_OFF:
        day.refusal = rejection_of(day.source, url, code, detail)
    return None


def _read(guard: Guard, source: Source, outcome: Fetched | Failure) -> Listing | tuple[str, str]:
    if isinstance(outcome, Failure):
        return outcome.code, outcome.detail
    try:
        found: Listing | NotAFeed = guard.call(
            parse_listing,
            outcome.content,
            url=outcome.final_url,
            charset=outcome.charset,
            pattern=source.archive_links,
        )
    except GuardError as error:
        return "timeout" if isinstance(error, GuardTimeout) else "unreadable", str(error)
    return (found.code, found.detail) if isinstance(found, NotAFeed) else found


def _next(day: Day, number: int, listing: Listing) -> str | None:
    numbered = day.source.archive_address(day.day, number + 1)
    return numbered if numbered != day.source.archive_address(day.day, number) else listing.next_url


def _link(day: Day, found_in: str, url: str, published: date, now: datetime) -> Link:
    """A link of the list. Noon stands for its day: it sorts the link into a window and dates no article."""
    source = day.source
    return Link(
        link_id=make_id("link", source.id, url),
        source_id=source.id,
        article_id=make_id("url", url),
        url=url,
        found_in=found_in,
        found_at=now,
        published_at=datetime.combine(published, time(12), ZoneInfo(source.timezone)),
        metadata=json.dumps({"feed": found_in, "url": url}, ensure_ascii=False),
        status="held",
        next_try_at=now,
    )
