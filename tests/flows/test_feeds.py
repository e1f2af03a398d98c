"""Feeds and sitemaps from a real server on loopback, through whole runs."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from flows import steps
from tests.flows.desk import BODY, Desk, article, counts, item, rss
from tests.flows.rude_server import RudeServer, Visit, conditional, page, redirect
from warehouse.ledger import Ledger
from warehouse.store import open_writer


def test_pages_behind_a_feed_become_articles_once(desk: Desk, server: RudeServer) -> None:
    links = [server.url(f"/berita/{n}?utm_source=rss") for n in (1, 2)]
    server.add("/feed", page(rss(*map(item, links)), "application/rss+xml"))
    for n, place in ((1, "Wajo"), (2, "Bone")):
        server.add(f"/berita/{n}", page(article(place)))
    assert counts(desk.run()) == (2, 2, 0, 0)
    assert counts(desk.run())[:2] == (0, 0)  # the same bytes: not even read again
    server.add("/feed", page(rss(*map(item, links), item(server.url("/berita/2"))), "application/rss+xml"))
    assert counts(desk.run()) == (3, 0, 3, 0)
    assert len(server.seen("/berita/1")) == len(server.seen("/berita/2")) == 1
    rows = desk.ask("SELECT url, origin, published_at, published_basis FROM articles ORDER BY url")
    assert rows[0]["url"] == server.url("/berita/1")
    assert rows[0]["published_at"] == datetime(2024, 10, 7, 2, 0, tzinfo=UTC)
    assert rows[0]["published_basis"] == "feed"
    assert desk.ask("SELECT * FROM source_links") == []


def test_an_unchanged_feed_is_asked_with_its_etag_and_costs_one_request(
    desk: Desk, server: RudeServer
) -> None:
    server.add("/feed", conditional(rss(item(server.url("/a")))))
    server.add("/a", page(article("Wajo")))
    desk.ingest()
    server.requests.clear()
    assert counts(desk.ingest()) == (0, 0, 0, 0)
    assert [seen.path for seen in server.requests] == ["/feed"]  # not even robots.txt
    assert server.requests[0].headers["if-none-match"] == '"v1"'


def test_a_feed_that_is_not_due_is_left_alone_unless_named(desk: Desk, server: RudeServer) -> None:
    server.add("/feed", page(rss()))
    desk.ingest(named=False)
    desk.ingest(named=False)
    assert len(server.seen("/feed")) == 1
    desk.ingest(named=True)
    assert len(server.seen("/feed")) == 2


def test_what_is_no_feed_is_a_rejection_and_an_error_of_the_source(desk: Desk, server: RudeServer) -> None:
    codes = {
        "/html-as-feed": "not_a_feed",
        "/empty": "not_a_feed",
        "/gone": "http_410",
        "/unasked-304": "http_304",
        "/truncated-chunks": "truncated",
        "/loop": "too_many_redirects",
        "/gzip-only-said": "bad_encoding",
    }
    for path in codes:
        desk.add(path[1:], path)
    server.add("/feed", page(rss()))
    outcome = desk.ingest()
    assert (outcome.inputs, outcome.documents, outcome.rejected) == (len(codes), 0, len(codes))
    found = desk.ask("SELECT source_id, code FROM quarantine")
    assert {f"/{row['source_id']}": row["code"] for row in found} == codes
    states = desk.ask("SELECT source_id, error_streak, last_code, succeeded_at FROM source_state")
    assert len(states) == len(codes) + 1
    for state in states:
        code = codes.get(f"/{state['source_id']}")
        assert (state["error_streak"], state["last_code"]) == (1 if code else 0, code)
        assert (state["succeeded_at"] is None) == bool(code)


def test_a_feed_that_recovers_is_taken_out_of_quarantine(desk: Desk, server: RudeServer) -> None:
    server.add("/feed", page(b"<html>Sedang perbaikan</html>"))
    desk.ingest()
    server.add("/feed", page(rss()))
    desk.ingest()
    assert desk.ask("SELECT count(*) AS n FROM quarantine WHERE resolved_at IS NULL") == [{"n": 0}]
    assert desk.ask("SELECT error_streak, last_code FROM source_state") == [
        {"error_streak": 0, "last_code": None}
    ]


def test_one_bad_entry_costs_itself_alone(desk: Desk, server: RudeServer) -> None:
    items = [item(server.url("/a")), "<item><title>Tanpa tautan</title></item>", item(server.url("/b"))]
    server.add("/feed", page(rss(*items)))
    server.add("/a", page(article("Wajo")))
    server.add("/b", page(article("Bone")))
    assert counts(desk.ingest()) == (3, 2, 0, 1)
    assert desk.ask("SELECT code FROM quarantine") == [{"code": "no_link"}]


def test_a_page_that_fails_for_now_is_tried_again_and_one_that_is_gone_is_not(
    desk: Desk, server: RudeServer
) -> None:
    server.add("/feed", conditional(rss(item(server.url("/a")), item(server.url("/b")))))
    server.add("/a", page(b"", status=502))
    assert counts(desk.ingest()) == (2, 0, 0, 2)
    links = desk.ask("SELECT status, attempts, code FROM source_links ORDER BY url")
    assert links == [
        {"status": "waiting", "attempts": 1, "code": "http_502"},
        {"status": "refused", "attempts": 1, "code": "http_404"},
    ]
    server.add("/a", page(article("Wajo")))
    server.add("/b", page(article("Bone")))
    with open_writer(desk.home) as writer:  # an hour later
        writer._con.execute("UPDATE source_links SET next_try_at = next_try_at - INTERVAL 2 HOUR")
    assert counts(desk.ingest()) == (1, 1, 0, 0)
    assert len(server.seen("/b")) == 1
    assert desk.ask("SELECT origin FROM quarantine WHERE resolved_at IS NULL") == [
        {"origin": server.url("/b")}
    ]


def test_a_host_that_wants_to_be_left_alone_is_remembered_across_runs(desk: Desk, server: RudeServer) -> None:
    def busy(visit: Visit) -> None:
        visit.answer(429, Retry_After="3600")

    server.add("/feed", page(rss(item(server.url("/a")))))
    server.add("/a", busy)
    desk.ingest()
    server.requests.clear()
    server.add("/feed", page(rss(item(server.url("/a")), item(server.url("/b")))))
    assert counts(desk.ingest()) == (0, 0, 0, 0)
    assert server.requests == []


def test_a_page_that_robots_txt_keeps_is_refused_with_that_reason(desk: Desk, server: RudeServer) -> None:
    server.robots = "User-agent: *\nDisallow: /a"
    server.add("/feed", page(rss(item(server.url("/a")))))
    assert counts(desk.ingest()) == (1, 0, 0, 1)
    assert desk.ask("SELECT code FROM quarantine") == [{"code": "robots"}]
    assert server.seen("/a") == []


def test_two_links_to_one_page_are_one_article(desk: Desk, server: RudeServer) -> None:
    server.add("/feed", page(rss(item(server.url("/go/1")), item(server.url("/a")))))
    server.add("/go/1", redirect("/a"))
    server.add("/a", page(article("Wajo")))
    assert counts(desk.ingest()) == (2, 1, 1, 0)
    server.add("/feed", page(rss(item(server.url("/go/1")), item(server.url("/a")), head="<ttl>5</ttl>")))
    server.requests.clear()
    assert counts(desk.ingest()) == (2, 0, 2, 0)
    assert [seen.path for seen in server.requests] == ["/feed"]


def test_a_removed_article_that_leads_to_the_front_page_is_refused(desk: Desk, server: RudeServer) -> None:
    server.add("/feed", page(rss(item(server.url("/lama/1")))))
    server.add("/lama/1", redirect("/"))
    server.add("/", page(article("Depan")))
    assert counts(desk.ingest()) == (1, 0, 0, 1)
    assert desk.ask("SELECT code FROM quarantine") == [{"code": "redirected_home"}]


def test_a_feed_with_full_texts_is_taken_as_it_is(desk: Desk, server: RudeServer) -> None:
    desk.add("kabar", "/feed", more="fetch_pages = false")
    text = "".join(f"<p>{BODY.format(place=place)}</p>" for place in ("Wajo", "Bone", "Maros"))
    full = item(server.url("/a"), body=f"<description><![CDATA[{text}]]></description>")
    server.add("/feed", page(rss(full)))
    assert counts(desk.run()) == (1, 1, 0, 0)
    assert server.seen("/a") == []
    found = desk.ask("SELECT text, published_basis FROM articles")
    assert "Bone" in found[0]["text"] and found[0]["published_basis"] == "feed"
    server.add("/feed", page(rss(full.replace("Maros", "Barru"), full)))
    outcome = desk.run()  # one known, one a new version of the same article
    assert (outcome.documents_in, outcome.duplicates) == (2, 1)
    assert desk.ask("SELECT count(*) AS n, max(version) AS v FROM articles") == [{"n": 1, "v": 2}]


def test_sitemaps_of_an_index_are_followed_and_unchanged_ones_passed_over(
    desk: Desk, server: RudeServer
) -> None:
    desk.add("kabar", "/sitemap.xml", kind="sitemap")
    index = (
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<sitemap><loc>{server.url('/lama.xml')}</loc><lastmod>2020-01-01</lastmod></sitemap>"
        f"<sitemap><loc>{server.url('/baru.xml')}</loc></sitemap></sitemapindex>"
    )
    server.add("/sitemap.xml", page(index.encode(), "application/xml"))
    for name, link in (("lama", "/1"), ("baru", "/2")):
        body = f"<urlset><url><loc>{server.url(link)}</loc></url></urlset>"
        server.add(f"/{name}.xml", conditional(body.encode()))
        server.add(link, page(article(name)))
    assert counts(desk.ingest()) == (2, 2, 0, 0)
    server.requests.clear()
    desk.ingest()
    assert [seen.path for seen in server.requests] == ["/sitemap.xml"]


@pytest.mark.parametrize("broken", ["stored", "noted"])
def test_a_run_that_is_killed_loses_nothing_and_doubles_nothing(
    desk: Desk, server: RudeServer, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add("/feed", conditional(rss(item(server.url("/a")), item(server.url("/b")))))
    server.add("/a", page(article("Wajo")))
    server.add("/b", page(article("Bone")))
    job = desk.job()
    with (
        pytest.raises(KeyboardInterrupt),
        monkeypatch.context() as patch,
        steps.running(job),
    ):
        kept = Ledger.keep_ingest_state

        def dies(ledger: Ledger, **rows: Any) -> None:
            if rows.get("gone_links"):
                raise KeyboardInterrupt  # the pages are in the raw store, their links not yet ticked off
            kept(ledger, **rows)
            if broken == "noted" and rows.get("links"):
                raise KeyboardInterrupt  # the links are noted, no page is fetched

        patch.setattr(Ledger, "keep_ingest_state", dies)
        steps.ingest(job)
    server.requests.clear()
    assert desk.run().articles_loaded == 2
    assert desk.ask("SELECT count(*) AS n, max(version) AS v FROM articles") == [{"n": 2, "v": 1}]
    assert desk.ask("SELECT * FROM source_links") == []
    assert len(server.seen("/a")) == (0 if broken == "stored" else 1)


def test_pages_beyond_the_limit_of_a_run_wait_for_the_next_newest_first(
    desk: Desk, server: RudeServer
) -> None:
    desk.add("kabar", "/feed", more="pages_per_run = 1")
    old = item(server.url("/lama"), date="2024-09-01T00:00:01Z")
    server.add("/feed", conditional(rss(old, item(server.url("/baru"), date="2024-10-01T00:00:01Z"))))
    server.add("/lama", page(article("Wajo")))
    server.add("/baru", page(article("Bone")))
    desk.ingest()
    assert (len(server.seen("/lama")), len(server.seen("/baru"))) == (0, 1)
    desk.ingest()
    assert (len(server.seen("/lama")), len(server.seen("/baru"))) == (1, 1)


def test_a_new_link_under_an_old_guid_is_a_new_article(desk: Desk, server: RudeServer) -> None:
    for n in (1, 2):  # item() gives every entry the GUID 1
        server.add("/feed", page(rss(item(server.url(f"/{n}")))))
        server.add(f"/{n}", page(article(f"Wajo {n}")))
        assert desk.ingest().documents == 1


def test_metadata_keeps_the_date_as_written(desk: Desk, server: RudeServer) -> None:
    server.add("/feed", page(rss(item(server.url("/a"), date="Senin, 07 Oktober 2024 - 09:00 WITA"))))
    server.add("/a", page(article("Wajo")))
    desk.run()
    with open_writer(desk.home) as writer:
        ids = [row["document_id"] for row in writer.query("SELECT document_id FROM documents")]
        metadata = writer.raw.get(ids)[ids[0]].metadata
    assert metadata["published_at"] == "Senin, 07 Oktober 2024 - 09:00 WITA"
    assert (metadata["published_how"], metadata["published_basis"]) == ("written", "feed")
    assert json.dumps(dict(metadata))
    assert desk.ask("SELECT published_at FROM articles")[0]["published_at"] == datetime(
        2024, 10, 7, 1, tzinfo=UTC
    )
