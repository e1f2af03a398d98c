"""Lists of a site's archive: which links are articles, and where the list goes on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.feeds.listing import Listing, day_of, looks_like_article, parse_listing, same_site
from transforms.feeds.model import NotAFeed

HERE = "https://www.kabar.example/indeks/2024/10/07"


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example/berita/asn-diminta-netral-di-pilkada",
        "https://kabar.example/read/2024/10/07/0930/asn-netral",
        "https://kabar.example/2024/10/07/pegawai-ikrar-netralitas/",
        "https://kabar.example/daerah/4711823/ikrar-pegawai.html",
        "https://daerah.kabar.example/ikrar-asn-di-kantor-camat-d512345",
    ],
)
def test_addresses_of_articles(url: str) -> None:
    assert looks_like_article(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example/",
        "https://kabar.example/daerah",
        "https://kabar.example/jawa-tengah",
        "https://kabar.example/tag/pilkada-serentak-jawa-barat",
        "https://kabar.example/penulis/nama-panjang-sekali-orangnya/4711823",
        "https://kabar.example/indeks/2024/10/07",
        "https://kabar.example/pedoman-media-siber",
        "https://kabar.example/page/12",
    ],
)
def test_addresses_of_other_pages(url: str) -> None:
    assert not looks_like_article(url)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://kabar.example/read/2024/10/07/0930/asn", date(2024, 10, 7)),
        ("https://kabar.example/2024-1-5/asn", date(2024, 1, 5)),
        ("https://kabar.example/2024/13/07/asn", None),
        ("https://kabar.example/berita/20241007/asn", None),
    ],
)
def test_the_day_that_an_address_names(url: str, day: date | None) -> None:
    assert day_of(url) == day


def test_hosts_of_one_site_belong_together_and_neighbours_do_not() -> None:
    assert same_site("https://daerah.kabar.co.id/a", "https://www.kabar.co.id/b")
    assert not same_site("https://lain.co.id/a", "https://kabar.co.id/b")
    assert same_site("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b")


def read(body: str, pattern: str | None = None) -> Listing:
    found = parse_listing(f"<html><body>{body}</body></html>".encode(), url=HERE, pattern=pattern)
    assert isinstance(found, Listing)
    return found


def test_a_list_gives_each_article_once_and_nothing_of_other_sites() -> None:
    found = read(
        "<a href='/berita/asn-diminta-netral-di-wajo?utm_source=x'>A</a>"
        "<a href='/berita/asn-diminta-netral-di-wajo#komentar'>A lagi</a>"
        "<a href='https://kabar.example/bupati-lantik-pegawai-baru'>B</a>"
        "<a href='https://iklan.test/diskon-besar-akhir-tahun'>C</a>"
        "<a href='javascript:void(0)'>D</a><a href='http://[x'>E</a><a>F</a>"
    )
    assert [link.url for link in found.links] == [
        "https://www.kabar.example/berita/asn-diminta-netral-di-wajo",
        "https://kabar.example/bupati-lantik-pegawai-baru",
    ]
    assert found.next_url is None


def test_a_pattern_of_ones_own_decides_alone() -> None:
    body = "<a href='/b/1'>A</a><a href='/berita/asn-diminta-netral-di-wajo'>B</a>"
    assert [link.url for link in read(body, pattern=r"/b/\d+$").links] == ["https://www.kabar.example/b/1"]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<a rel='next' href='?page=2'>2</a>", f"{HERE}?page=2"),
        ("<link rel='next' href='/indeks/2024/10/07/2'>", "https://www.kabar.example/indeks/2024/10/07/2"),
        ("<a href='?page=2'> Selanjutnya </a>", f"{HERE}?page=2"),
        ("<a href='?page=2'>2</a>", None),
        ("<a rel='next' href='https://lain.test/2'>next</a>", None),
        (f"<a rel='next' href='{HERE}'>next</a>", None),
    ],
)
def test_where_a_list_goes_on(link: str, url: str | None) -> None:
    assert read(link).next_url == url


def test_nothing_to_read_is_no_list() -> None:
    assert isinstance(parse_listing(b"", url=HERE), NotAFeed)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_no_content_raises(content: bytes) -> None:
    parse_listing(b"<a href='" + content, url=HERE)
