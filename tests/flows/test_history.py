"""Fetching what was published in former days: from sitemaps, archives and files of a real server on loopback."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows import backfill, steps
from flows.cli import main
from flows.job import UsageError, plan_job
from flows.windows import Wish
from tests.flows.desk import Desk, article, item, rss
from tests.flows.rude_server import RudeServer, conditional, page

MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def put(server: RudeServer, path: str, name: str) -> str:
    server.add(path, page(article(name)))
    return server.url(path)


def put_sitemaps(server: RudeServer) -> None:
    """An index of two sitemaps with articles of three months and one that states no date; one child is too old."""
    dated = {
        "a": "2024-08-31",
        "b": "2024-09-01",
        "c": "2024-10-05T10:00:00+07:00",
        "d": "2024-11-01",
        "e": "",
    }
    urls = "".join(
        f"<url><loc>{put(server, f'/berita/{name}', name)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for name, day in dated.items()
    )
    server.add("/baru.xml", page(f"<urlset xmlns='{MAP}'>{urls}</urlset>".encode(), "application/xml"))
    index = (
        f"<sitemapindex xmlns='{MAP}'><sitemap><loc>{server.url('/baru.xml')}</loc></sitemap>"
        f"<sitemap><loc>{server.url('/lama.xml')}</loc><lastmod>2020-01-01</lastmod></sitemap></sitemapindex>"
    )
    server.add("/sitemap.xml", page(index.encode(), "application/xml"))


def wish(desk: Desk, first: str = "2024-09-01", last: str = "2024-10-31", **more: Any) -> Wish:
    return Wish(
        home=desk.home, stage="fetch", first=date.fromisoformat(first), last=date.fromisoformat(last), **more
    )


def run(desk: Desk, asked: Wish, started: str = "back") -> int:
    return sum(outcome.articles_loaded for outcome in backfill.run(asked, started))


def fetched(server: RudeServer) -> list[str]:
    return sorted(seen.path for seen in server.requests if seen.path.startswith("/berita/"))


def test_sitemaps_are_reached_back_through_for_the_days_asked_for(desk: Desk, server: RudeServer) -> None:
    put_sitemaps(server)
    desk.add("kabar", "/feed", more=f'sitemap = "{server.url("/sitemap.xml")}"')
    dry = backfill.plan(wish(desk), is_dry=True)
    assert [(window.first, window.documents) for window in dry.windows] == [
        (date(2024, 9, 1), 1),
        (date(2024, 10, 5), 1),
    ]
    assert dry.ahead and (dry.ahead.undated, dry.ahead.links) == (1, {"kabar": 2})
    assert desk.ask("SELECT * FROM source_links") == []
    assert run(desk, wish(desk)) == 2
    assert fetched(server) == ["/berita/b", "/berita/c"]
    assert server.seen("/lama.xml") == []
    assert run(desk, wish(desk), "again") == 0
    assert fetched(server) == ["/berita/b", "/berita/c"]
    assert run(desk, wish(desk, "2024-08-01")) == 1
    assert desk.ask("SELECT status, documents_in - articles_loaded - duplicates - rejected AS d FROM runs WHERE d <> 0 OR status <> 'completed'") == []  # fmt: skip


def put_archive(server: RudeServer) -> None:
    """Lists of three days of October, the second with three pages; a teaser stands on each."""
    teaser = put(server, "/berita/paling-dibaca-pekan-ini-juga", "teaser")
    days = {(1, 1): ["satu"], (2, 1): ["dua", "tiga"], (2, 2): ["empat"], (3, 1): ["lima", "dua"]}
    for (day, number), names in days.items():
        links = [teaser, *(put(server, f"/berita/asn-netral-di-{name}", name) for name in names)]
        body = "".join(f"<a href='{link}'>x</a>" for link in links)
        server.add(f"/indeks/2024-10-{day:02}/{number}", page(f"<html><body>{body}</body></html>".encode()))
    server.add("/indeks/2024-10-02/3", page(b"<html><body>Tidak ada berita</body></html>"))


def archive(server: RudeServer) -> str:
    return f'archive = "{server.url("/indeks/{year}-{month:02}-{day:02}/{page}")}"'


def test_lists_of_days_are_read_to_their_end_and_once(desk: Desk, server: RudeServer) -> None:
    put_archive(server)
    desk.add("kabar", "/feed", more=archive(server))
    asked = wish(desk, "2024-10-01", "2024-10-03", size="month")
    (window,) = backfill.plan(asked, is_dry=True).windows
    assert (window.name, window.documents) == ("2024-10-01..2024-10-03", 0)
    assert run(desk, asked) == 5
    assert fetched(server) == sorted(
        f"/berita/asn-netral-di-{n}" for n in ("satu", "dua", "tiga", "empat", "lima")
    )
    lists = [seen.path for seen in server.requests if seen.path.startswith("/indeks")]
    assert len(lists) == len(set(lists)) == 7  # behind the last page of each day too
    assert backfill.plan(asked).windows == ()
    server.requests.clear()
    assert run(desk, asked, "again") == 0
    assert server.requests == []


def test_a_list_that_fails_is_told_and_read_the_next_time(desk: Desk, server: RudeServer) -> None:
    put_archive(server)
    server.add("/indeks/2024-10-01/1", page(b"", status=503))
    desk.add("kabar", "/feed", more=archive(server))
    asked = wish(desk, "2024-10-01", "2024-10-01")
    assert run(desk, asked) == 0
    assert [row["code"] for row in desk.ask("SELECT code FROM quarantine WHERE resolved_at IS NULL")] == [
        "http_503"
    ]
    put_archive(server)
    assert run(desk, asked, "again") == 2  # one day shows no teaser for what it is


def test_a_window_that_was_broken_off_goes_on_and_no_page_is_asked_for_twice(
    desk: Desk, server: RudeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_archive(server)
    desk.add("kabar", "/feed", more=archive(server))
    asked = wish(desk, "2024-10-01", "2024-10-03", size="day")
    turns = backfill.run(asked, "first")
    assert [next(turns).articles_loaded for _ in range(2)] == [0, 1]  # the lists, and the first day
    with monkeypatch.context() as patch:
        patch.setattr(steps, "process", _dies)
        with pytest.raises(KeyboardInterrupt):
            next(turns)
    assert backfill.plan(asked).windows[0].name == "2024-10-03"  # the second day's pages are in the raw store
    assert run(desk, asked, "again") == 4
    pages = fetched(server)
    assert len(pages) == len(set(pages)) == 5


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_schedule_takes_nothing_of_what_a_backfill_holds_and_brings_what_is_new(
    desk: Desk, server: RudeServer
) -> None:
    put_sitemaps(server)
    server.add(
        "/feed", conditional(rss(item(put(server, "/berita/baru", "baru")), item(server.url("/berita/c"))))
    )
    desk.add("kabar", "/feed", more=f'sitemap = "{server.url("/sitemap.xml")}"')
    list(backfill.look_back(wish(desk), "lists"))
    assert {row["status"] for row in desk.ask("SELECT status FROM source_links")} == {"held"}
    assert (
        desk.run().articles_loaded == 2
    )  # c is announced by the feed too, and fetched by whoever comes first
    assert fetched(server) == ["/berita/baru", "/berita/c"]
    assert run(desk, wish(desk)) == 1
    assert fetched(server) == ["/berita/b", "/berita/baru", "/berita/c"]


def test_pages_come_in_turns_and_a_host_that_wants_rest_ends_them(
    desk: Desk, server: RudeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.history.PAGES_A_TURN", 2)
    put_archive(server)
    desk.add("kabar", "/feed", more=archive(server))
    outcomes = list(backfill.run(wish(desk, "2024-10-01", "2024-10-03", size="month"), "a"))
    assert [outcome.articles_loaded for outcome in outcomes] == [0, 2, 2, 1]
    names = ("enam", "tujuh")
    for name in names:
        server.add(f"/berita/asn-netral-di-{name}", lambda visit: visit.answer(429, Retry_After="3600"))
    links = "".join(f"<a href='{server.url(f'/berita/asn-netral-di-{name}')}'>x</a>" for name in names)
    server.add("/indeks/2024-10-04/1", page(f"<html><body>{links}</body></html>".encode()))
    assert run(desk, wish(desk, "2024-10-04", "2024-10-04"), "b") == 0
    found = desk.ask("SELECT status, attempts, next_try_at - found_at > INTERVAL 50 MINUTE AS later FROM source_links ORDER BY ALL")  # fmt: skip
    assert found == [
        {"status": "held", "attempts": 0, "later": True},
        {"status": "waiting", "attempts": 1, "later": True},
    ]


def test_records_of_files_are_taken_in_where_they_are_of_the_days(desk: Desk, tmp_path: Path) -> None:
    text = " ".join(["Pegawai negeri diminta netral oleh bupati di kantor camat."] * 12)
    records = [
        {"url": f"https://kabar.example/{n}", "title": "Judul", "text": text + f" Bagian {n}.", **dated}
        for n, dated in enumerate(
            ({"published_at": "2024-08-31"}, {"published_at": "Senin, 02 September 2024 - 09:00 WIB"},
             {"fetched_at": "2024-10-05T00:00:00Z"}, {})
        )
    ]  # fmt: skip
    (tmp_path / "arsip.jsonl").write_text("\n".join(map(json.dumps, records)))
    desk.sources = {}
    (desk.home / "sources.toml").write_text(
        f'[[source]]\nid = "arsip"\nname = "Arsip"\nkind = "files"\npath = "{tmp_path / "arsip.jsonl"}"\nenabled = false\n'
    )
    assert run(desk, wish(desk, sources=("arsip",))) == 2
    assert [row["url"][-1] for row in desk.ask("SELECT url FROM articles ORDER BY url")] == ["1", "2"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": None}, "how far to go back"),
        ({"first": date(2024, 2, 1), "last": date(2024, 1, 1)}, "is after"),
        ({"first": date(2024, 1, 1), "sources": ("x",)}, "no source 'x'"),
        ({"first": date(2024, 1, 1), "sources": ("kabar",)}, "no way back"),
    ],
)
def test_wishes_that_cannot_be_met_say_what_to_do(desk: Desk, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        backfill.plan(Wish(home=desk.home, stage="fetch", **asked))


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ('archive = "https://kabar.example/indeks/{year}/{month}"', "does not name a day"),
        ('archive = "https://kabar.example/{tahun}"', "cannot be filled in"),
        ('archive_links = "("', "no regular expression"),
    ],
)
def test_ways_back_that_cannot_be_are_refused(desk: Desk, option: str, said: str) -> None:
    desk.add("kabar", "/feed", more=option)
    with pytest.raises(Exception, match=said):
        plan_job(desk.home, started="a")


def test_the_command_tells_its_plan_and_what_it_did(
    desk: Desk, server: RudeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    put_archive(server)
    desk.add("kabar", "/feed", more=archive(server))
    days = ("--from", "2024-10-01", "--to", "2024-10-03")

    def said(*arguments: str) -> str:
        with pytest.raises(SystemExit) as done:
            main(["backfill", "--stage", "fetch", *days, "--home", str(desk.home), *arguments])
        assert done.value.code == 0
        return " ".join(capsys.readouterr().out.split())

    assert "lists of 3 days" in said("--dry-run")
    assert json.loads(said("--dry-run", "--json"))["lists"] == 3
    assert "5 articles fetched and loaded" in said()
    assert "0 articles fetched" in said()
