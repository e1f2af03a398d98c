"""robots.txt: what it forbids, how long it holds, how it is read."""

import math
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest import robots
from tests.flows.rude_server import ARTICLE, RudeServer, page, redirect
from tests.flows.web_client import asked, client, document, failure, state_of

NO_ADMIN = "User-agent: *\nDisallow: /admin\nAllow: /admin/kabar\n"


def test_what_robots_txt_forbids_is_not_asked_for(server: RudeServer) -> None:
    server.robots = NO_ADMIN
    server.add("/admin/kabar/1", page(ARTICLE))
    with client() as fetcher:
        assert failure(fetcher.fetch(asked(server.url("/admin/1")))).code == "robots"
        document(fetcher.fetch(asked(server.url("/admin/kabar/1"))))
        document(fetcher.fetch(asked(server.url("/article"))))
    assert not server.seen("/admin/1") and len(server.seen("/robots.txt")) == 1


def test_a_redirect_into_a_forbidden_part_is_not_followed(server: RudeServer) -> None:
    server.robots = NO_ADMIN
    server.add("/kabar", redirect("/admin/1"))
    with client() as fetcher:
        assert failure(fetcher.fetch(asked(server.url("/kabar")))).code == "robots"
    assert not server.seen("/admin/1")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_host_without_robots_txt_allows_everything(server: RudeServer, status: int) -> None:
    server.robots = page(b"User-agent: *\nDisallow: /", status=status)
    with client() as fetcher:
        document(fetcher.fetch(asked(server.url("/article"))))


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (page(b"", status=500), "robots_unreachable"),
        (page(b"", status=503), "robots_unreachable"),
        (page(b"", status=429), "robots_unreachable"),
        (lambda visit: visit.raw(b""), "connect"),
        (lambda visit: time.sleep(1), "timeout"),
    ],
)
def test_a_robots_txt_that_cannot_be_had_forbids_everything_for_now(
    server: RudeServer, behaviour: object, code: str
) -> None:
    server.robots = behaviour  # type: ignore[assignment]
    with client(seconds=0.3) as fetcher:
        for _ in range(2):
            found = failure(fetcher.fetch(asked(server.url("/article"))))
            assert found.code == code and "robots.txt" in found.detail
            assert found.retry_at is not None and found.retry_at > datetime.now(UTC)
    assert not server.seen("/article")
    assert len(server.seen("/robots.txt")) == 1


def test_an_old_robots_txt_stays_in_force_while_a_new_one_cannot_be_had(server: RudeServer) -> None:
    server.robots = page(b"", status=500)
    old = state_of(server, robots_txt=NO_ADMIN, robots_fetched_at=datetime.now(UTC) - timedelta(days=3))
    with client([old]) as fetcher:
        document(fetcher.fetch(asked(server.url("/article"))))
        assert failure(fetcher.fetch(asked(server.url("/admin")))).code == "robots"
        assert fetcher.host_states() == []
    assert len(server.seen("/robots.txt")) == 1


def test_robots_txt_is_kept_for_a_day_and_no_longer(server: RudeServer) -> None:
    server.robots = NO_ADMIN
    with client() as fetcher:
        fetcher.fetch(asked(server.url("/article")))
        (learned,) = fetcher.host_states()
    assert (learned.host, learned.robots_txt) == (server.origin, NO_ADMIN)
    with client([learned]) as fetcher:
        assert failure(fetcher.fetch(asked(server.url("/admin")))).code == "robots"
    assert len(server.seen("/robots.txt")) == 1
    for age in (timedelta(hours=25), -timedelta(hours=1)):
        stale = state_of(server, robots_txt=NO_ADMIN, robots_fetched_at=datetime.now(UTC) - age)
        before = len(server.seen("/robots.txt"))
        with client([stale]) as fetcher:
            fetcher.fetch(asked(server.url("/article")))
        assert len(server.seen("/robots.txt")) == before + 1


def test_redirects_of_robots_txt_are_followed_five_times(server: RudeServer) -> None:
    server.robots = redirect("/rules/5")
    for left in range(5, 1, -1):
        server.add(f"/rules/{left}", redirect(f"/rules/{left - 1}"))
    server.add("/rules/1", page(b"User-agent: *\nDisallow: /", "text/plain"))
    with client() as fetcher:
        assert failure(fetcher.fetch(asked(server.url("/article")))).code == "robots"
    server.robots = redirect("/rules/6")
    server.add("/rules/6", redirect("/rules/5"))
    with client() as fetcher:
        document(fetcher.fetch(asked(server.url("/article"))))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("<html><body>Not found</body></html>", "/a", True),
        ("User-agent: *\nDisallow: /a\n", "/ab", False),
        ("User-agent: *\nDisallow: /a$\n", "/ab", True),
        ("User-agent: *\nDisallow: /\nAllow: /a\n", "/a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /ab\n", "/abc", False),
        ("User-agent: *\nDisallow: /*.php\n", "/a.php?x", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Warta\nDisallow: /b\n", "/a", True),
        ("User-agent: WARTA/1.0 # us\nDisallow: /\n", "/a", False),
        ("User-agent: War\nDisallow: /\n", "/a", True),
        ("User-agent: Wartawan\nDisallow: /\n", "/a", True),
        ("User-agent: lain\nUser-agent: Warta\nDisallow: /\n", "/a", False),
        ("User-agent: lain\n\n# a comment\nUser-agent: Warta\nDisallow: /\n", "/a", False),
        ("User-agent: Warta\nUser-agent: lain\nDisallow: /\n", "/a", False),
        ("User-agent: lain\nDisallow: /\nUser-agent: dan\nDisallow: /\n", "/a", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "/a", False),
    ],
)
def test_rules_are_those_of_the_rfc(text: str, path: str, allowed: bool) -> None:
    decoded = robots.decode_robots(text.encode())
    assert robots.allows(decoded, f"http://kabar.example{path}", "Warta") is allowed


def test_half_a_megabyte_of_names_and_rules_is_answered() -> None:
    names = "".join(f"User-agent: n{n}\n" for n in range(16_000))
    rules = "".join(f"Disallow: /{n}*b*c$\n" for n in range(14_000))
    for text in (names + rules, rules + names, "User-agent: *\n" + "Disallow: /*a*a*a*a\n" * 25_000):
        robots.allows(robots.decode_robots(text.encode()), "http://kabar.example/" + "a" * 2_000, "Warta")


@given(st.binary(max_size=300), st.text(max_size=50))
def test_no_robots_txt_raises(content: bytes, path: str) -> None:
    for text in (
        robots.decode_robots(content),
        robots.decode_robots(b"User-agent: *\nCrawl-delay: " + content),
    ):
        robots.allows(text, f"http://kabar.example/{path}", "Warta")
        delay = robots.crawl_delay(text, "Warta")
        assert delay is None or 0 < delay < math.inf
