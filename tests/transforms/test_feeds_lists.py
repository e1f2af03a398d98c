"""Sitemaps and lists of feeds."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.feeds.model import NotAFeed, Sitemap
from transforms.feeds.opml import parse_opml
from transforms.feeds.sitemap import parse_sitemap

NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://kabar.example/1?a=1&amp;b=2</loc><lastmod>2024-09-03</lastmod>
<image:image><image:loc>https://kabar.example/1.jpg</image:loc><image:title>Foto</image:title></image:image>
<news:news><news:publication><news:name>Kabar</news:name><news:language>id</news:language></news:publication>
<news:publication_date>2024-09-02T08:00:00+07:00</news:publication_date><news:title><![CDATA[A & B]]></news:title></news:news>
</url></urlset>"""


def sitemap(content: bytes | str) -> Sitemap:
    found = parse_sitemap(content if isinstance(content, bytes) else content.encode())
    assert isinstance(found, Sitemap), found
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap_says_title_and_time(packed: bool) -> None:
    (link,) = sitemap(gzip.compress(NEWS.encode()) if packed else NEWS).links
    assert (link.url, link.title, link.outlet, link.language) == (
        "https://kabar.example/1?a=1&b=2", "A & B", "Kabar", "id",
    )  # fmt: skip
    assert link.published and link.published.at == datetime(2024, 9, 2, 1, tzinfo=UTC)
    assert link.modified and link.modified.raw == "2024-09-03"


def test_one_bad_link_costs_itself_alone() -> None:
    good = "<url><loc>https://kabar.example/{}?a=1&b=2</loc></url>"
    found = sitemap(
        "<urlset>" + good.format(1) + "<url><loc>tidak ada</loc></url><url><loc></url><url/>" + good.format(5)
    )
    assert [link.position for link in found.links] == [1, 5]
    assert found.links[1].url.endswith("?a=1&b=2")
    assert {refused.code for refused in found.refused} == {"no_link"}
    assert found.is_truncated


def test_an_index_is_told_from_a_sitemap() -> None:
    found = sitemap("<sitemapindex><sitemap><loc>https://kabar.example/s1.xml</loc></sitemap></sitemapindex>")
    assert found.is_index and len(found.links) == 1
    assert not sitemap(NEWS).is_index


def test_a_truncated_gzip_gives_what_it_holds() -> None:
    links = "".join(f"<url><loc>https://kabar.example/{n}</loc></url>" for n in range(5000))
    packed = gzip.compress(f"<urlset>{links}</urlset>".encode())
    found = sitemap(packed[: len(packed) // 2])
    assert found.is_truncated and 1000 < len(found.links) < 5000


def test_a_gzip_bomb_is_read_no_further_than_the_limit() -> None:
    assert isinstance(parse_sitemap(gzip.compress(bytes(200_000_000), 1)), NotAFeed)


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    found = sitemap("https://kabar.example/1\r\nhttps://kabar.example/2\n\noops\n")
    assert (len(found.links), [refused.position for refused in found.refused]) == (2, [4])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing"),
        (b"<html></html>", "HTML"),
        (b"<rss/>", 'kind = "feed"'),
        (b"Hello", "neither XML"),
        (b"<x/>", "No root"),
    ],
)
def test_what_is_no_sitemap_says_so(content: bytes, words: str) -> None:
    found = parse_sitemap(content)
    assert isinstance(found, NotAFeed)
    assert words in found.detail


def test_feeds_of_an_opml_list_keep_their_folders() -> None:
    found = parse_opml(
        b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE opml [<!ENTITY x "y">]><opml version="2.0"><body>'
        b'<outline text="Daerah"><outline text="Jawa &amp; Bali"><outline text="A" xmlUrl="https://a.example/f?a=1&b=2"/>'
        b'</outline></outline><outline title="B" type="rss" xmlurl="feed://b.example/rss" htmlUrl="https://b.example"/>'
        b'<outline text="A lagi" xmlUrl="https://a.example/f?a=1&b=2"/><outline text="kosong"/></body></opml>'
    )
    assert not isinstance(found, NotAFeed)
    assert [(one.url, one.title, one.folders) for one in found] == [
        ("https://a.example/f?a=1&b=2", "A", ("Daerah", "Jawa & Bali")),
        ("http://b.example/rss", "B", ()),
    ]


def test_what_is_no_opml_says_so() -> None:
    assert isinstance(parse_opml(b"<rss/>"), NotAFeed)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for head in (b"", b"<urlset><url><loc>", b"\x1f\x8b\x08"):
        assert isinstance(parse_sitemap(head + content), Sitemap | NotAFeed)
    assert isinstance(parse_opml(b"<opml><body>" + content), tuple | NotAFeed)
