"""Manners towards each host: turns, delays, Retry-After and robots.txt, remembered from run to run.

A host is an origin here (scheme, name and port), as robots.txt is kept for one.
"""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from config.settings import FetchSettings
from flows.ingest import robots


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What is worth remembering about a host. `host` is an origin such as "https://example.id".

    `robots_txt` is None where it was never had, and empty where the host has none.
    """

    host: str
    retry_at: datetime | None = None
    delay_seconds: float | None = None
    robots_txt: str | None = None
    robots_fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be fetched: a short word, a sentence, and when to ask again."""

    code: str
    detail: str
    retry_at: datetime | None = None


@dataclass(slots=True)
class _Host:
    retry_at: datetime | None = None
    robots_txt: str | None = None
    robots_fetched_at: datetime | None = None
    robots_refused: Refusal | None = None
    robots_next_at: float = 0.0
    delay: float = 0.0
    next_at: float = 0.0
    in_flight: int = 0


class Hosts:
    """The manners of all hosts of one client; safe to use from its threads."""

    def __init__(self, settings: FetchSettings, states: Iterable[HostState] = ()) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._changed: set[str] = set()
        for state in states:
            host = self._host(state.host)
            host.retry_at = state.retry_at
            host.robots_txt, host.robots_fetched_at = state.robots_txt, state.robots_fetched_at
            self._set_delay(host)

    def states(self) -> list[HostState]:
        """What was learned since the start, to be stored by the caller."""
        with self._lock:
            return [
                HostState(
                    host=name,
                    retry_at=host.retry_at,
                    delay_seconds=host.delay or None,
                    robots_txt=host.robots_txt,
                    robots_fetched_at=host.robots_fetched_at,
                )
                for name, host in sorted(self._hosts.items())
                if name in self._changed
            ]

    def take_turn(self, origin: str) -> float | None:
        """Take a turn at a host: 0 where it is taken, the seconds until the next, None where all are taken.

        Until the host's robots.txt is known one request at a time goes there, for the first one fetches it.
        """
        with self._lock:
            host = self._host(origin)
            limit = self._settings.host_concurrency if self._robots_known(host) and not host.delay else 1
            if host.in_flight >= limit:
                return None
            now = time.monotonic()
            if host.next_at > now:
                return host.next_at - now
            host.in_flight += 1
            host.next_at = now + max(self._settings.host_delay_seconds, host.delay)
            return 0.0

    def give_turn(self, origin: str, *, used: bool) -> None:
        """Give a turn back; one that asked the host for no document costs no delay."""
        with self._lock:
            host = self._host(origin)
            host.in_flight -= 1
            if not used:
                host.next_at = 0.0

    def retry_at(self, origin: str) -> datetime | None:
        """Until when the host asked to be left alone, if that is still to come."""
        with self._lock:
            at = self._host(origin).retry_at
        return at if at is not None and at > datetime.now(UTC) else None

    def leave_alone(self, origin: str, retry_after: str | None) -> datetime:
        """Note that the host asked for a pause, in either form of Retry-After, or without one."""
        now = datetime.now(UTC)
        at = parse_retry_after(retry_after, now) or now + timedelta(seconds=self._settings.backoff_seconds)
        at = min(at, now + timedelta(hours=self._settings.retry_hours_max))
        with self._lock:
            self._host(origin).retry_at = at
            self._changed.add(origin)
        return at

    def robots_due(self, origin: str) -> bool:
        """Whether the host's robots.txt has to be fetched before anything else is."""
        with self._lock:
            return not self._robots_known(self._host(origin))

    def robots_found(self, origin: str, text: str) -> None:
        """Keep a robots.txt; an empty one stands for none, which allows everything."""
        with self._lock:
            host = self._host(origin)
            host.robots_txt, host.robots_fetched_at = text, datetime.now(UTC)
            host.robots_refused = None
            self._set_delay(host)
            self._changed.add(origin)

    def robots_unreachable(self, origin: str, code: str, detail: str) -> None:
        """Note that the robots.txt cannot be had for now, and why.

        As RFC 9309 has it, an old copy stays in force, and without one nothing may be fetched.
        """
        with self._lock:
            host = self._host(origin)
            pause = timedelta(minutes=self._settings.robots_retry_minutes)
            refusal = Refusal(code, detail, datetime.now(UTC) + pause)
            host.robots_refused = refusal if host.robots_txt is None else None
            host.robots_next_at = time.monotonic() + pause.total_seconds()

    def refusal(self, origin: str, url: str) -> Refusal | None:
        """Why `url` may not be fetched now; None where it may."""
        if at := self.retry_at(origin):
            return Refusal(
                "host_waiting", f"{origin} asked to be left alone until {at:%Y-%m-%d %H:%M:%S} UTC.", at
            )
        with self._lock:
            host = self._host(origin)
            refused, text = host.robots_refused, host.robots_txt
        if refused:
            return refused
        token = self._settings.token()
        if text and not robots.allows(text, url, token):
            return Refusal("robots", f"The robots.txt of {origin} does not let {token} fetch this.")
        return None

    def _host(self, origin: str) -> _Host:
        return self._hosts.setdefault(origin, _Host())

    def _robots_known(self, host: _Host) -> bool:
        if time.monotonic() < host.robots_next_at:
            return True
        if host.robots_fetched_at is None:
            return False
        age = datetime.now(UTC) - host.robots_fetched_at
        return timedelta() <= age < timedelta(hours=self._settings.robots_hours)

    def _set_delay(self, host: _Host) -> None:
        asked = robots.crawl_delay(host.robots_txt, self._settings.token()) if host.robots_txt else None
        host.delay = asked or 0.0


def parse_retry_after(value: str | None, now: datetime) -> datetime | None:
    """The moment that a Retry-After header names: seconds from `now`, or an HTTP date. None where neither."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        try:
            return now + timedelta(seconds=int(text[:12]))
        except OverflowError:
            return datetime.max.replace(tzinfo=UTC)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(at.astimezone(UTC), now)
