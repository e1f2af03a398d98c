"""`warta sources`: checking and adding feeds and sitemaps of a server on loopback."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.sources import load_sources
from flows.cli import main
from flows.ingest.state import source_warning
from tests.flows.rude_server import RudeServer, page

FEED = (
    b"<rss version='2.0'><channel><title>Kabar D\xc3\xa9sa \"Maju\"</title>"
    b"<item><link>/1</link><pubDate>2024-10-07</pubDate></item><item><title>x</title></item></channel></rss>"
)


@pytest.fixture(scope="module")
def server() -> Iterator[RudeServer]:
    with RudeServer() as running:
        running.add("/feed", page(FEED))
        running.add("/sitemap.xml", page(b"<urlset><url><loc>https://kabar.example/1</loc></url></urlset>"))
        link = '<link rel="alternate" type="application/rss+xml" href="{}">'
        running.add("/one", page(f"<html><head>{link.format('/feed')}</head></html>".encode()))
        two = link.format("/feed") + link.format("/komentar")
        running.add("/two", page(f"<html><head>{two}</head></html>".encode()))
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "warta.toml").write_text("[fetch]\nhost_delay_seconds = 0\n")
    return tmp_path


def command(home: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main([*arguments, "--home", str(home)])
    return int(str(done.value.code))


def add(home: Path, what: str, *more: str) -> int:
    return command(home, "sources", "add", what, "--allow-private", *more)


@pytest.mark.parametrize("path", ["/feed", "/one"])
def test_a_feed_is_added_under_its_own_title(home: Path, server: RudeServer, path: str) -> None:
    assert add(home, server.url(path), "--every", "15") == 0
    source = load_sources(home)["kabar-desa-maju"]
    assert (source.kind, source.url, source.name) == ("feed", server.url("/feed"), 'Kabar Désa "Maju"')
    assert (source.every_minutes, source.allow_private) == (15, True)


def test_adding_keeps_what_stands_in_the_file_and_adds_nothing_twice(
    home: Path, server: RudeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "sources.toml").write_text("# milik saya\n")
    assert add(home, server.url("/feed"), "--id", "a") == 0
    assert add(home, server.url("/sitemap.xml"), "--id", "b") == 0
    assert add(home, server.url("/feed")) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert (home / "sources.toml").read_text().startswith("# milik saya\n")
    sources = load_sources(home)
    assert {"a", "b"} < set(sources)
    assert sources["b"].kind == "sitemap"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/article", "neither a feed nor a sitemap. It names no feed either"),
        ("/two", "/komentar"),
        ("/gone", "410"),
    ],
)
def test_what_cannot_be_added_says_why(
    home: Path, server: RudeServer, capsys: pytest.CaptureFixture[str], path: str, words: str
) -> None:
    assert add(home, server.url(path)) == 2
    assert words in " ".join(capsys.readouterr().err.split())
    assert not (home / "sources.toml").exists()


def test_an_opml_list_adds_its_feeds_without_asking_them(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="Daerah"><outline text="Kabar" xmlUrl="https://a.example/feed"/>'
        '<outline text="Kabar" xmlUrl="https://b.example/feed"/></outline>'
        '<outline text="日報" xmlUrl="https://www.c.example/feed"/></body></opml>'
    )
    assert command(home, "sources", "add", str(home / "feeds.opml"), "--no-pages", "--json") == 0
    added = json.loads(capsys.readouterr().out)
    assert [source["id"] for source in added] == ["kabar", "kabar-2", "c-example"]
    assert not load_sources(home)["kabar"].fetch_pages


def test_a_missing_or_wrong_list_is_wrong_usage(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(home, "sources", "add", str(home / "tiada.opml")) == 2
    (home / "x.opml").write_text("<html/>")
    assert command(home, "sources", "add", str(home / "x.opml")) == 2
    assert "no OPML" in capsys.readouterr().err


def test_check_says_what_each_source_has_and_ends_with_3_where_one_is_not_well(
    home: Path, server: RudeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    add(home, server.url("/feed"), "--id", "a")
    capsys.readouterr()
    assert command(home, "sources", "check", "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["format"], found["entries"], found["linked"], found["dated"]) == ("rss20", 2, 1, 1)
    (home / "sources.toml").write_text(
        (home / "sources.toml").read_text()
        + f'[[source]]\nid = "b"\nname = "B"\nkind = "feed"\nurl = "{server.url("/html-as-feed")}"\nallow_private = true\n'
    )
    assert command(home, "sources", "check") == 3
    assert "not_a_feed" in capsys.readouterr().out
    assert not (home / "warehouse.duckdb").exists()
    assert command(home, "sources", "check", "tiada") == 2


def test_a_private_address_is_refused_unless_the_source_allows_it(
    home: Path, server: RudeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(home, "sources", "add", server.url("/feed")) == 2
    said = capsys.readouterr().err
    assert "private" in said or "loopback" in said


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"health": "failing", "error_streak": 4, "last_error": "http_500"}, "4 visits failed (http_500)"),
        ({"health": "silent", "last_new_at": None, "expected_per_day": 2.5}, "2.5 a day are usual"),
        ({"health": "doubled", "new_last_day": 9, "expected_per_day": 4.0}, "9 new articles in 24 hours"),
    ],
)
def test_what_is_unusual_about_a_source_is_said_in_a_sentence(row: dict[str, object], words: str) -> None:
    sentence = source_warning({"source_id": "kabar", **row})
    assert sentence.startswith("Source kabar") and words in sentence
