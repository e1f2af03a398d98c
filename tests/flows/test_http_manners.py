"""Manners: pauses that hosts ask for, turns and delays, many hosts at once."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count, islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.ingest import addresses, robots
from flows.ingest.http import Request
from flows.ingest.politeness import parse_retry_after
from flows.ingest.rounds import LOOK_AHEAD
from tests.flows.rude_server import ARTICLE, RudeServer, Visit, redirect
from tests.flows.web_client import asked, client, document, failure, fetch_settings, state_of

NOW = datetime(2026, 11, 14, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Request-rate: 1/10", 10.0),
        ("Crawl-delay: 2\nRequest-rate: 1/10s", 10.0),
        ("Crawl-delay: 0", None),
        ("Crawl-delay: inf", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: -3", None),
        ("Crawl-delay: soon", None),
    ],
)
def test_the_delay_that_a_host_asks_for(text: str, delay: float | None) -> None:
    assert robots.crawl_delay(f"User-agent: *\n{text}\nDisallow:\n", "Warta") == delay


def test_crawl_delay_is_kept_between_requests(server: RudeServer) -> None:
    server.robots = "User-agent: *\nCrawl-delay: 0.2\n"
    with client(host_concurrency=4) as fetcher:
        outcomes = list(fetcher.fetch_all(asked(server.url("/article")) for _ in range(4)))
        assert fetcher.host_states()[0].delay_seconds == 0.2
    assert len(outcomes) == 4
    assert all(later.at - earlier.at >= 0.19 for earlier, later in pairwise(server.seen("/article")))


def test_the_own_delay_is_kept_where_the_host_asks_for_none(server: RudeServer) -> None:
    with client(host_delay_seconds=0.15) as fetcher:
        list(fetcher.fetch_all(asked(server.url("/article")) for _ in range(3)))
    assert all(later.at - earlier.at >= 0.14 for earlier, later in pairwise(server.seen("/article")))


def test_a_turn_too_far_off_is_put_off_to_a_later_run(server: RudeServer) -> None:
    server.robots = "User-agent: *\nCrawl-delay: 600\n"
    with client(wait_seconds=1) as fetcher:
        outcomes = [
            outcome for _, outcome in fetcher.fetch_all(asked(server.url("/article")) for _ in range(3))
        ]
    document(outcomes[0])
    for late in outcomes[1:]:
        found = failure(late)
        assert found.code == "host_busy"
        assert found.retry_at is not None
        assert timedelta(seconds=590) < found.retry_at - datetime.now(UTC) <= timedelta(seconds=600)


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_in_seconds_or_as_a_date_is_kept_from_run_to_run(server: RudeServer, status: int) -> None:
    until = (datetime.now(UTC) + timedelta(minutes=10)).replace(microsecond=0)
    for after in ("600", format_datetime(until, usegmt=True).replace(" ", "%20")):
        with client() as fetcher:
            first = failure(fetcher.fetch(asked(server.url(f"/busy?status={status}&after={after}"))))
            assert first.code == f"http_{status}"
            assert first.retry_at is not None and abs(first.retry_at - until) < timedelta(seconds=5)
            states = fetcher.host_states()
        assert states[0].retry_at == first.retry_at
        before = len(server.requests)
        with client(states) as fetcher:
            again = failure(fetcher.fetch(asked(server.url("/article"))))
            assert (again.code, again.retry_at) == ("host_waiting", first.retry_at)
        assert len(server.requests) == before


def test_a_pause_that_is_over_is_over(server: RudeServer) -> None:
    with client([state_of(server, retry_at=datetime.now(UTC) - timedelta(seconds=1))]) as fetcher:
        document(fetcher.fetch(asked(server.url("/article"))))


def test_too_many_requests_without_a_time_is_a_pause_all_the_same(server: RudeServer) -> None:
    with client(backoff_seconds=100) as fetcher:
        found = failure(fetcher.fetch(asked(server.url("/busy?status=429"))))
        assert found.retry_at is not None
        assert timedelta(seconds=95) < found.retry_at - datetime.now(UTC) <= timedelta(seconds=100)
        assert failure(fetcher.fetch(asked(server.url("/article")))).code == "host_waiting"
    with client() as fetcher:
        assert failure(fetcher.fetch(asked(server.url("/busy?status=503")))).retry_at is None
        document(fetcher.fetch(asked(server.url("/article"))))


def test_no_pause_is_kept_for_longer_than_the_limit(server: RudeServer) -> None:
    with client(retry_hours_max=2) as fetcher:
        found = failure(fetcher.fetch(asked(server.url("/busy?after=99999999999999999999"))))
    assert found.retry_at is not None and found.retry_at - datetime.now(UTC) <= timedelta(hours=2)


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("120", NOW + timedelta(seconds=120)),
        (" 0 ", NOW),
        ("Sat, 14 Nov 2026 03:05:00 GMT", NOW + timedelta(minutes=5)),
        ("Saturday, 14-Nov-26 03:05:00 GMT", NOW + timedelta(minutes=5)),
        ("Sat Nov 14 03:05:00 2026", NOW + timedelta(minutes=5)),
        ("Sat, 14 Nov 2026 10:05:00 +0700", NOW + timedelta(minutes=5)),
        ("Sat, 14 Nov 2020 03:05:00 GMT", NOW),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("१२", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_every_form(value: str | None, at: datetime | None) -> None:
    assert parse_retry_after(value, NOW) == at


@given(st.text(max_size=60))
def test_no_retry_after_raises(value: str) -> None:
    at = parse_retry_after(value, NOW)
    assert at is None or at >= NOW


def test_a_host_gets_no_more_requests_at_once_than_its_share(server: RudeServer) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def counting(visit: Visit) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        visit.answer(200, ARTICLE)

    server.add("/counted", counting)
    for share in (1, 3):
        most = 0
        with client(host_concurrency=share, max_workers=8) as fetcher:
            assert len(list(fetcher.fetch_all(asked(server.url("/counted")) for _ in range(12)))) == 12
        assert min(share, 2) <= most <= share


def test_a_slow_host_does_not_hold_up_others(server: RudeServer) -> None:
    with RudeServer() as quick, client(max_workers=2) as fetcher:
        requests = [asked(server.url("/silent")) for _ in range(5)] + [asked(quick.url("/article"))]
        first, _ = next(fetcher.fetch_all(requests))
        assert first.url == quick.url("/article")


def test_a_redirect_to_another_host_waits_for_its_turn_and_keeps_its_rules(
    server: RudeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: True)
    with RudeServer() as other, client(host_delay_seconds=0.2) as fetcher:
        other.robots = "User-agent: *\nDisallow: /closed\n"
        server.add("/away", redirect(other.url("/article")))
        server.add("/closed", redirect(other.url("/closed/1")))
        requests = [Request(url=server.url(path)) for path in ("/away", "/closed", "/away")]
        outcomes = [outcome for _, outcome in fetcher.fetch_all(requests)]
    assert sorted(getattr(outcome, "code", "") for outcome in outcomes) == ["", "", "robots"]
    assert not other.seen("/closed/1") and len(other.seen("/robots.txt")) == 1
    earlier, later = other.seen("/article")
    assert later.at - earlier.at >= 0.19


def test_the_input_is_read_only_some_way_ahead(server: RudeServer) -> None:
    taken = count()

    def endless() -> Iterator[Request]:
        while True:
            next(taken)
            yield asked(server.url("/article"))

    with client() as fetcher:
        assert len(list(islice(fetcher.fetch_all(endless()), 50))) == 50
    assert next(taken) <= LOOK_AHEAD + 100


def test_requests_may_come_from_what_was_found(server: RudeServer) -> None:
    with client() as fetcher:
        found = [
            fetcher.fetch(asked(request.url.replace("/article", "/feed.xml")))
            for request, _ in fetcher.fetch_all(asked(server.url("/article")) for _ in range(5))
        ]
    assert all(document(outcome) for outcome in found)


def test_closing_ends_what_is_under_way_at_once(server: RudeServer) -> None:
    began = time.monotonic()
    with client(seconds=20, max_workers=4, host_concurrency=4) as fetcher:
        requests = [asked(server.url("/article")), *(asked(server.url("/drip")) for _ in range(3))]
        next(fetcher.fetch_all(requests))
        time.sleep(0.1)
    assert time.monotonic() - began < 20  # what the drips would have taken


def test_many_documents_come_whole(server: RudeServer) -> None:
    with client(host_concurrency=4) as fetcher:
        outcomes = [o for _, o in fetcher.fetch_all(asked(server.url(f"/article?{n}")) for n in range(300))]
    assert {document(outcome).content for outcome in outcomes} == {ARTICLE}
    assert len({outcome.url for outcome in outcomes}) == 300


@pytest.mark.parametrize("contact", ["redaksi", "a b@c.example", "x@y.example)\r\nX: 1", "(x@y.example"])
def test_a_contact_is_a_mail_or_web_address(contact: str) -> None:
    with pytest.raises(ValidationError):
        fetch_settings(contact=contact)


def test_without_a_contact_only_the_name_is_sent() -> None:
    assert fetch_settings(user_agent="Warta/1", contact="").header() == "Warta/1"
    assert fetch_settings(user_agent="Warta/1", contact="https://w.example/bot").header() == (
        "Warta/1 (+https://w.example/bot)"
    )
