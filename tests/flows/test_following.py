"""Articles on several pages at a real server: fetched whole, kept page by page, loaded as one."""

import json

import pytest

from tests.flows.desk import BODY, Desk, counts, item, rss
from tests.flows.rude_server import RudeServer, Visit, page
from warehouse.doctor import examine
from warehouse.store import open_writer

PARTS = [BODY.format(place=f"Wajo bagian {part}") for part in ("satu", "dua", "tiga")]


@pytest.fixture(autouse=True)
def feed(server: RudeServer) -> None:
    server.add("/feed", page(rss(item(server.url("/berita/apel"))), "application/rss+xml"))


def html(part: str, *links: str) -> bytes:
    pages = "".join(f'<a href="{link}">Selanjutnya</a>' for link in links)
    return (
        f"<html><head><title>Ikrar di Wajo</title></head><body><article><h1>Ikrar di Wajo</h1><p>{part}</p>"
        f"<p>Editor: Rini Hapsari</p></article><div>Halaman {pages}</div></body></html>"
    ).encode()


def paths(server: RudeServer) -> list[str]:
    return [seen.path for seen in server.requests if seen.path.startswith("/berita")]


def text(desk: Desk) -> list[str]:
    (row,) = desk.ask("SELECT text FROM articles")
    return str(row["text"]).split("\n")


def test_the_pages_of_an_article_are_fetched_kept_and_joined(desk: Desk, server: RudeServer) -> None:
    server.add("/berita/apel", page(html(PARTS[0], "/berita/apel/2")))
    server.add("/berita/apel/2", page(html(PARTS[1], "/berita/apel", "/berita/apel/3")))
    server.add("/berita/apel/3", page(html(PARTS[2], "/berita/apel/2")))
    assert counts(desk.run()) == (1, 1, 0, 0)
    assert text(desk) == PARTS
    assert paths(server) == ["/berita/apel", "/berita/apel/2", "/berita/apel/3"]
    rows = desk.ask(
        "SELECT p.url, d.byte_count FROM article_pages AS p JOIN documents AS d USING (document_id) ORDER BY seq"
    )
    assert [(row["url"], row["byte_count"]) for row in rows] == [
        (server.url("/berita/apel"), len(html(PARTS[0], "/berita/apel/2"))),
        (server.url("/berita/apel/2"), len(html(PARTS[1], "/berita/apel", "/berita/apel/3"))),
        (server.url("/berita/apel/3"), len(html(PARTS[2], "/berita/apel/2"))),
    ]
    assert desk.ask("SELECT flags FROM articles")[0]["flags"] == []
    assert counts(desk.run())[:2] == (0, 0)
    assert len(paths(server)) == 3


def test_each_page_is_a_document_of_its_own_byte_for_byte(desk: Desk, server: RudeServer) -> None:
    server.add("/berita/apel", page(html(PARTS[0], "/berita/apel/2")))
    server.add("/berita/apel/2", page(html(PARTS[1])))
    desk.run()
    with open_writer(desk.home) as writer:
        stored = [document for batch in writer.raw.scan() for document in batch]
        (file,) = writer.raw.files()
        (first,) = writer.raw.read(file, [stored[0].document_id])
    assert [document.content for document in stored] == [html(PARTS[0], "/berita/apel/2"), html(PARTS[1])]
    assert [document.document_id for document in first.further] == [stored[1].document_id]
    assert not [finding for finding in examine(desk.home) if finding.status == "error"]


def test_the_whole_text_on_one_page_is_asked_for_alone(desk: Desk, server: RudeServer) -> None:
    def apel(visit: Visit) -> None:
        whole = visit.query.get("page") == "all"
        body = html(PARTS[0]).replace(b"</article>", f"<p>{PARTS[1]}</p></article>".encode())
        page(body if whole else html(PARTS[0], "?page=2", "?page=all"))(visit)

    server.add("/berita/apel", apel)
    desk.run()
    assert text(desk) == PARTS[:2]
    assert [seen.query for seen in server.requests if seen.path == "/berita/apel"] == [{}, {"page": "all"}]


def test_a_page_that_robots_are_kept_from_is_not_fetched_and_told(desk: Desk, server: RudeServer) -> None:
    server.robots = "User-agent: *\nDisallow: /berita/apel/"
    server.add("/berita/apel", page(html(PARTS[0], "/berita/apel/2")))
    server.add("/berita/apel/2", page(html(PARTS[1])))
    assert counts(desk.run()) == (1, 1, 0, 0)
    assert paths(server) == ["/berita/apel"]
    assert desk.ask("SELECT flags FROM articles")[0]["flags"] == ["pages_missing"]


def test_while_a_page_is_out_of_order_its_article_waits(desk: Desk, server: RudeServer) -> None:
    server.add("/berita/apel", page(html(PARTS[0], "/berita/apel/2")))
    server.add("/berita/apel/2", lambda visit: visit.answer(500))
    assert counts(desk.run()) == (0, 0, 0, 0)
    (link,) = desk.ask("SELECT status, attempts, code FROM source_links")
    assert (link["status"], link["attempts"], link["code"]) == ("waiting", 1, "http_500")
    server.add("/berita/apel/2", page(html(PARTS[1])))
    with open_writer(desk.home) as writer:
        writer._con.execute("UPDATE source_links SET next_try_at = '2024-01-01'")
    assert counts(desk.run()) == (1, 1, 0, 0)
    assert text(desk) == PARTS[:2]
    assert desk.ask("SELECT 1 FROM source_links") == []


def test_after_the_last_try_an_article_is_taken_as_far_as_it_goes(desk: Desk, server: RudeServer) -> None:
    server.add("/berita/apel", page(html(PARTS[0], "/berita/apel/2")))
    server.add("/berita/apel/2", lambda visit: visit.answer(500))
    desk.run()
    with open_writer(desk.home) as writer:
        writer._con.execute("UPDATE source_links SET next_try_at = '2024-01-01', attempts = 5")
    assert counts(desk.run()) == (1, 1, 0, 0)
    assert text(desk) == PARTS[:1]
    assert desk.ask("SELECT flags FROM articles")[0]["flags"] == ["pages_missing"]


def test_links_that_never_end_are_followed_only_so_far(desk: Desk, server: RudeServer) -> None:
    for number in range(1, 40):
        path = "/berita/apel" + (f"/{number}" if number > 1 else "")
        part = BODY.format(place=f"Wajo {'x' * number}")
        server.add(path, page(html(part, f"/berita/apel/{number + 1}", "/berita/lain/2")))
    desk.run()
    assert paths(server) == ["/berita/apel", *(f"/berita/apel/{n}" for n in range(2, 21))]


def test_an_article_on_several_pages_is_coded_again_whole(desk: Desk, server: RudeServer) -> None:
    from flows.recoding import Scope, recode, recoding_job

    server.add("/berita/apel", page(html(PARTS[0], "/berita/apel/2")))
    server.add("/berita/apel/2", page(html(PARTS[1])))
    desk.run()
    with open_writer(desk.home) as writer:
        writer._con.execute("UPDATE articles SET coder_version = 'other', text = 'x'")
    recode(recoding_job(desk.home, "again", Scope()), Scope())
    assert text(desk) == PARTS[:2]
    pages = desk.ask("SELECT document_id FROM article_pages ORDER BY seq")
    assert len(pages) == 2
    assert json.dumps(pages[0]["document_id"]) in json.dumps(desk.ask("SELECT document_id FROM articles"))
