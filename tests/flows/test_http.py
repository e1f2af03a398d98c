"""Documents, limits and redirects, against a server that misbehaves."""

import gzip
import random
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from flows.ingest.http import Fetcher, Request
from tests.flows.rude_server import ARTICLE, FEED, RudeServer, Visit, conditional, page, redirect
from tests.flows.web_client import asked, client, document, failure

SECONDS = 0.6  # what a document has in the tests that wait for its end


@pytest.fixture(scope="module")
def server() -> Iterator[RudeServer]:
    with RudeServer() as running:
        yield running


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with client() as opened:
        yield opened


def test_a_document_comes_with_what_was_said_of_it(server: RudeServer, fetcher: Fetcher) -> None:
    server.add(
        "/kabar.xml", page(FEED, "Application/RSS+XML; Charset='ISO-8859-1'", ETag='"7"', Last_Modified="Mon")
    )
    found = document(fetcher.fetch(asked(server.url("/kabar.xml#top"))))
    assert (found.status, found.content, found.not_modified) == (200, FEED, False)
    assert (found.media_type, found.charset) == ("application/rss+xml", "iso-8859-1")
    assert (found.etag, found.last_modified) == ('"7"', "Mon")
    assert found.url.endswith("#top") and found.final_url == server.url("/kabar.xml")
    assert timedelta() <= datetime.now(UTC) - found.fetched_at < timedelta(seconds=5)


@pytest.mark.parametrize("path", ["/article", "/gzip", "/deflate", "/deflate-raw", "/zstd", "/until-close"])
def test_every_honest_encoding_gives_the_same_document(
    server: RudeServer, fetcher: Fetcher, path: str
) -> None:
    assert document(fetcher.fetch(asked(server.url(path)))).content == ARTICLE


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/short", "truncated"),
        ("/truncated-chunks", "truncated"),
        ("/truncated-gzip", "truncated"),
        ("/reset-midway", "truncated"),
        ("/reset", "connect"),
        ("/hang-up", "connect"),
        ("/no-http", "protocol"),
        ("/endless", "too_large"),
        ("/endless-headers", "too_large"),
        ("/endless-informational", "too_large"),
        ("/gzip-bomb", "too_large"),
        ("/zstd-bomb", "too_large"),
        ("/gzip-only-said", "bad_encoding"),
        ("/brotli", "bad_encoding"),
        ("/loop", "too_many_redirects"),
        ("/redirect-nowhere", "http_302"),
        ("/unasked-304", "http_304"),
        ("/gone", "http_410"),
        ("/broken", "http_500"),
        ("/no-content", "http_204"),
        ("/nowhere", "http_404"),
    ],
)
def test_every_misbehaviour_ends_with_its_reason(server: RudeServer, path: str, code: str) -> None:
    with client() as fetcher:
        found = failure(fetcher.fetch(asked(server.url(path))))
        assert found.code == code
        assert found.detail.endswith(".") and found.url == server.url(path)
        assert document(fetcher.fetch(asked(server.url("/article")))).content == ARTICLE


@pytest.mark.parametrize("path", ["/drip", "/drip-headers", "/silent"])
def test_a_drip_ends_at_the_deadline_of_the_whole_document(server: RudeServer, path: str) -> None:
    with client(seconds=SECONDS) as fetcher:
        fetcher.fetch(asked(server.url("/article")))  # robots.txt is known then
        began = time.monotonic()
        assert failure(fetcher.fetch(asked(server.url(path)))).code == "timeout"
        assert time.monotonic() - began > SECONDS * 0.9


def test_the_deadline_covers_all_redirects_together(server: RudeServer) -> None:
    def slow(visit: Visit) -> None:
        time.sleep(SECONDS * 0.4)
        visit.answer(302, Location="/slow-hop")

    server.add("/slow-hop", slow)
    with client(seconds=SECONDS) as fetcher:
        assert failure(fetcher.fetch(asked(server.url("/slow-hop")))).code == "timeout"
    assert len(server.seen("/slow-hop")) <= 3


@pytest.mark.parametrize("path", ["/gzip-bomb", "/zstd-bomb"])
def test_a_bomb_never_unfolds_in_memory(server: RudeServer, path: str) -> None:
    with client(content_bytes=2_000_000) as fetcher:
        fetcher.fetch(asked(server.url("/article")))
        tracemalloc.start()
        try:
            assert failure(fetcher.fetch(asked(server.url(path)))).code == "too_large"
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 40_000_000


def test_redirects_are_followed_up_to_their_number(server: RudeServer, fetcher: Fetcher) -> None:
    found = document(fetcher.fetch(asked(server.url("/hops?left=5"))))
    assert found.final_url == server.url("/hops?left=0")
    assert failure(fetcher.fetch(asked(server.url("/hops?left=6")))).code == "too_many_redirects"


def test_only_permanent_redirects_move_an_address(server: RudeServer, fetcher: Fetcher) -> None:
    server.add("/old", redirect("/new", 301))
    server.add("/new", redirect("/today", 302))
    server.add("/today", redirect("/article", 308))
    found = document(fetcher.fetch(asked(server.url("/old"))))
    assert (found.moved_to, found.final_url) == (server.url("/new"), server.url("/article"))
    assert document(fetcher.fetch(asked(server.url("/today")))).moved_to == server.url("/article")
    assert document(fetcher.fetch(asked(server.url("/new")))).moved_to is None


@pytest.mark.parametrize(
    "to",
    ["file:///etc/passwd", "gopher://127.0.0.1/", "data:text/html,x", "ftp://127.0.0.1/a", "javascript:1"],
)
def test_a_redirect_to_another_scheme_is_refused(server: RudeServer, fetcher: Fetcher, to: str) -> None:
    assert failure(fetcher.fetch(asked(server.url(f"/redirect?to={to}")))).code == "bad_scheme"


def test_a_redirect_to_nonsense_is_refused(server: RudeServer, fetcher: Fetcher) -> None:
    for to in ("http://.", "http://[::1", "//user:pass@127.0.0.1/", "http://a b/"):
        assert failure(fetcher.fetch(asked(server.url(f"/redirect?to={to}")))).code == "bad_url"


def test_an_unchanged_document_is_told_as_such(server: RudeServer, fetcher: Fetcher) -> None:
    server.add("/conditional", conditional(FEED))
    first = document(fetcher.fetch(asked(server.url("/conditional"))))
    again = document(fetcher.fetch(asked(server.url("/conditional"), etag=first.etag, last_modified="Mon")))
    assert (again.status, again.not_modified, again.content) == (304, True, b"")
    assert (again.etag, again.last_modified) == ('"v1"', "Mon")
    seen = server.seen("/conditional")[-1].headers
    assert (seen["if-none-match"], seen["if-modified-since"]) == ('"v1"', "Mon")


def test_a_validator_with_a_line_break_never_reaches_the_server(server: RudeServer, fetcher: Fetcher) -> None:
    found = failure(fetcher.fetch(asked(server.url("/article"), etag='"1"\r\nX-Bad: 1')))
    assert found.code == "bad_url"
    assert not any("x-bad" in request.headers for request in server.requests)


def test_the_server_learns_who_asks_and_for_what(server: RudeServer) -> None:
    with client(user_agent="Warta/9", contact="redaksi@kabar.example") as fetcher:
        fetcher.fetch(asked(server.url("/feed.xml"), accept="feed"))
    headers = server.seen("/feed.xml")[-1].headers
    assert headers["user-agent"] == "Warta/9 (+redaksi@kabar.example)"
    assert "application/rss+xml" in headers["accept"] and "gzip" in headers["accept-encoding"]


def test_a_kept_connection_that_the_server_closed_is_opened_anew(
    server: RudeServer, fetcher: Fetcher
) -> None:
    def rude(visit: Visit) -> None:
        if len(server.seen("/sometimes")) == 1:
            visit.raw(b"")
        else:
            visit.answer(200, ARTICLE)

    server.add("/sometimes", rude)
    assert document(fetcher.fetch(asked(server.url("/article")))).content == ARTICLE
    assert document(fetcher.fetch(asked(server.url("/sometimes")))).content == ARTICLE


def test_what_is_not_a_document_to_fetch_fails_without_a_request(fetcher: Fetcher) -> None:
    wrong = {
        "file:///etc/passwd": "bad_scheme",
        "/etc/passwd": "bad_scheme",
        "": "bad_scheme",
        "http://": "bad_url",
        "http://user@127.0.0.1/": "bad_url",
        "http://127.0.0.1:0/": "bad_url",
        "http://127.0.0.1:99999/": "bad_url",
        "http://kabar.example/" + "a" * 9_000: "bad_url",
        "http://tiada.example/": "dns",
    }
    found = {request.url: failure(outcome).code for request, outcome in fetcher.fetch_all(map(asked, wrong))}
    assert found == wrong


def test_a_port_that_nobody_listens_on_is_a_failed_connection(fetcher: Fetcher) -> None:
    with RudeServer() as gone:
        url = gone.url("/article")
    found = failure(fetcher.fetch(asked(url)))
    assert found.code == "connect" and found.retry_at is not None


def test_the_same_request_comes_back_beside_its_outcome(server: RudeServer, fetcher: Fetcher) -> None:
    requests = [asked(server.url(f"/hops?left={n % 2}")) for n in range(20)] + [
        Request(url="mailto:a@b.example")
    ]
    done = [request for request, _ in fetcher.fetch_all(requests)]
    assert sorted(map(id, done)) == sorted(map(id, requests))


def test_no_answer_however_mangled_is_a_fault_of_our_own(server: RudeServer) -> None:
    chance = random.Random(20261114)
    honest = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Encoding: gzip\r\n\r\n40\r\n" + gzip.compress(ARTICLE)[:64] + b"\r\n0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /article\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\nContent-Type: a;charset=b\r\n\r\nabcd",
    )

    def mangled(visit: Visit) -> None:
        answer = bytearray(chance.choice(honest))
        for _ in range(chance.randint(1, 4)):
            answer[chance.randrange(len(answer))] = chance.randrange(256)
        visit.raw(bytes(answer[: chance.randint(1, len(answer))] if chance.random() < 0.3 else answer))

    server.add("/mangled", mangled)
    with client() as fetcher:
        outcomes = [
            outcome for _, outcome in fetcher.fetch_all(asked(server.url("/mangled")) for _ in range(200))
        ]
    assert len(outcomes) == 200
    assert not [found for found in outcomes if getattr(found, "code", "") in ("internal_error", "timeout")]
