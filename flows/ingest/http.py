"""Fetching documents over HTTP: politely, within limits, and never from where nothing may be fetched.

`Fetcher.fetch_all` is the one loop. A request is a trip of one or more steps, each a single exchange with a
single host: its robots.txt where that is not known, then the document, then the next hop of a redirect. Every
step waits for its host's turn, so that manners and checks hold on each hop, whoever sent us there.
"""

import logging
import re
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self

from config.settings import FetchSettings
from flows.ingest import bodies, robots
from flows.ingest.addresses import Resolve, system_resolve
from flows.ingest.exchange import TAKEN, Answer, ExchangeError, Exchanger
from flows.ingest.messages import Accept, Failure, Fetched, Outcome, Request, Trip
from flows.ingest.politeness import Hosts, HostState
from flows.ingest.rounds import Result, Round
from flows.ingest.targets import BadUrlError, parse_target
from flows.ingest.wire import Budget

__all__ = ["Failure", "Fetched", "Fetcher", "HostState", "Outcome", "Request"]

LOG = logging.getLogger("warta.http")
ACCEPT: Mapping[Accept, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1",
    "page": "text/html, application/xhtml+xml, */*;q=0.1",
    "sitemap": "application/xml, text/xml, text/plain;q=0.8, */*;q=0.1",
    "any": "*/*",
}
LANGUAGES = "id, en;q=0.5, *;q=0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
PAUSES = frozenset({429, 503})
ROBOTS_REDIRECTS = 5
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9._:+-]+)", re.IGNORECASE)


class Fetcher:
    """A client with manners. Use it as a context manager and from one thread; it has threads of its own."""

    def __init__(
        self,
        settings: FetchSettings,
        hosts: Iterable[HostState] = (),
        *,
        resolve: Resolve = system_resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Make a client.

        Args:
            settings: limits and manners.
            hosts: what was learned about hosts in earlier runs.
            resolve: how names become addresses.
            ssl_context: which certificates to trust; the system's by default.
        """
        self._settings = settings
        self._hosts = Hosts(settings, hosts)
        self._exchanger = Exchanger(
            resolve=resolve, connections=settings.max_workers, ssl_context=ssl_context
        )
        self._workers = ThreadPoolExecutor(settings.max_workers, thread_name_prefix="fetch")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything that is under way."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._exchanger.cut()
        self._workers.shutdown(wait=True)
        self._exchanger.close()

    def host_states(self) -> list[HostState]:
        """What was learned about hosts since the start; the caller stores it and hands it in next time."""
        return self._hosts.states()

    def fetch(self, request: Request) -> Outcome:
        """Fetch one document. Never raises for anything that a server or an address does."""
        return next(outcome for _, outcome in self.fetch_all((request,)))

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[Result]:
        """Fetch many documents at once and yield them as they come, in no particular order.

        The input is read only some way ahead (`rounds.LOOK_AHEAD`), and at most `max_workers` documents are
        under way or waiting to be taken: neither grows with the number of requests.
        """
        settings = self._settings
        work = Round(self._hosts, self._workers, settings.max_workers, settings.wait_seconds, self._step)
        return work.run(map(self._trip, requests))

    def _trip(self, request: Request) -> Trip | Result:
        try:
            target = parse_target(request.url)
            permitted = parse_target(request.source_url or request.url)
        except BadUrlError as error:
            return request, Failure(url=request.url, code=error.code, detail=error.detail)
        return Trip(request=request, permitted=permitted, target=target, seconds_left=self._settings.seconds)

    def _step(self, trip: Trip) -> Trip | Outcome:
        """One exchange: for robots.txt where it is due, else for the document. Gives the turn back."""
        origin, used = trip.target.origin, False
        try:
            if not self._hosts.retry_at(origin) and self._hosts.robots_due(origin):
                return self._learn_robots(trip)
            if refusal := self._hosts.refusal(origin, trip.target.url):
                return trip.failed(refusal.code, refusal.detail, refusal.retry_at)
            used = True
            return self._document(trip)
        except Exception as error:  # one document never ends the others
            LOG.exception("fetching %s failed by a fault of our own", trip.request.url)
            return trip.failed("internal_error", f"{type(error).__name__}: {error}. Please report this.")
        finally:
            self._hosts.give_turn(origin, used=used)

    def _document(self, trip: Trip) -> Trip | Outcome:
        request = trip.request
        headers = self._headers(ACCEPT[request.accept])
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        began = time.monotonic()
        try:
            answer = self._get(trip, headers, trip.seconds_left, self._settings.content_bytes)
        except ExchangeError as error:
            return trip.failed(error.code, error.detail)
        trip = replace(trip, seconds_left=trip.seconds_left - (time.monotonic() - began))
        if answer.status in TAKEN:
            return _fetched(trip, answer)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            if request.etag or request.last_modified:
                return _fetched(trip, answer)
            return trip.failed("http_304", "The server says 'not modified' though no known copy was named.")
        if answer.status in REDIRECTS and (location := answer.headers.get("location")):
            return self._redirected(trip, answer.status, location)
        retry_at = None
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS or (
            answer.status in PAUSES and "retry-after" in answer.headers
        ):
            retry_at = self._hosts.leave_alone(trip.target.origin, answer.headers.get("retry-after"))
        return trip.failed(f"http_{answer.status}", f"The server answered {_named(answer.status)}.", retry_at)

    def _redirected(self, trip: Trip, status: int, location: str) -> Trip | Failure:
        if trip.hops >= self._settings.redirects:
            return trip.failed(
                "too_many_redirects", f"More than {self._settings.redirects} redirects in a row."
            )
        try:
            target = trip.target.joined(location)
        except BadUrlError as error:
            return trip.failed(error.code, f"Redirected: {error.detail}")
        temporary = trip.temporary or status not in PERMANENT
        return replace(
            trip,
            target=target,
            hops=trip.hops + 1,
            temporary=temporary,
            moved_to=trip.moved_to if temporary else target.url,
        )

    def _learn_robots(self, trip: Trip) -> Trip | Failure:
        """Fetch the robots.txt of the trip's host. 4xx allows everything, any other trouble nothing for now.

        A forbidden address is not remembered, for another request may be allowed to go there.
        """
        origin, hop = trip.target.origin, replace(trip, target=trip.target.at(robots.PATH))
        deadline = time.monotonic() + self._settings.seconds
        for _ in range(ROBOTS_REDIRECTS + 1):
            try:
                left = deadline - time.monotonic()
                answer = self._get(
                    hop, self._headers("text/plain, */*;q=0.1"), left, robots.LARGEST, cut=True
                )
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    self._robots_answered(origin, answer)
                    return trip
                hop = replace(hop, target=hop.target.joined(answer.headers["location"]))
            except (ExchangeError, BadUrlError) as error:
                detail = (
                    f"The robots.txt of {origin} cannot be had, so nothing may be for now. {error.detail}"
                )
                if error.code == "forbidden_address":
                    return trip.failed(error.code, error.detail)
                self._hosts.robots_unreachable(origin, error.code, detail)
                return trip
        self._hosts.robots_found(origin, "")  # RFC 9309, 2.3.1.2: after five redirects as if there were none
        return trip

    def _robots_answered(self, origin: str, answer: Answer) -> None:
        if answer.status in TAKEN:
            self._hosts.robots_found(origin, robots.decode_robots(answer.content))
            return
        if 400 <= answer.status < 500 and answer.status != HTTPStatus.TOO_MANY_REQUESTS:
            self._hosts.robots_found(origin, "")
            return
        if answer.status in PAUSES and "retry-after" in answer.headers:
            self._hosts.leave_alone(origin, answer.headers["retry-after"])
        detail = (
            f"The robots.txt of {origin} cannot be had, so nothing may be for now. "
            f"The server answered {_named(answer.status)}."
        )
        self._hosts.robots_unreachable(origin, "robots_unreachable", detail)

    def _get(
        self, trip: Trip, headers: Mapping[str, str], seconds: float, limit: int, *, cut: bool = False
    ) -> Answer:
        budget = Budget(
            deadline=time.monotonic() + seconds,
            connect_seconds=self._settings.connect_seconds,
            bytes_left=self._settings.wire_bytes,
            private_allowed=trip.private_allowed(),
        )
        return self._exchanger.get(trip.target, headers, budget, limit=limit, cut=cut)

    def _headers(self, accept: str) -> dict[str, str]:
        return {
            "User-Agent": self._settings.header(),
            "Accept": accept,
            "Accept-Language": LANGUAGES,
            "Accept-Encoding": bodies.ACCEPTED,
        }


def _fetched(trip: Trip, answer: Answer) -> Fetched:
    headers, unchanged = answer.headers, answer.status == HTTPStatus.NOT_MODIFIED
    content_type = headers.get("content-type", "")
    charset = _CHARSET.search(content_type)
    known = trip.request if unchanged else None
    return Fetched(
        url=trip.request.url,
        final_url=trip.target.url,
        status=answer.status,
        headers=headers,
        content=answer.content,
        media_type=content_type.partition(";")[0].strip().lower() or None,
        charset=charset.group(1).lower() if charset else None,
        etag=headers.get("etag") or (known.etag if known else None),
        last_modified=headers.get("last-modified") or (known.last_modified if known else None),
        fetched_at=datetime.now(UTC),
        not_modified=unchanged,
        moved_to=trip.moved_to,
    )


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
