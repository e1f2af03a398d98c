"""Articles on several pages: which links lead to their further pages, and how their texts become one."""

from dataclasses import replace

import pytest

from tests.transforms.pages import PARAGRAPHS, TEXT, document, page
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.cleaning.paging import MOST_PAGES, further_pages
from transforms.records import Document

URL = "https://kabar.example/daerah/apel-netralitas"
SECOND = "Camat Melati Joko Rahmat menyusul dengan apel serupa keesokan harinya di lapangan kecamatan."
THIRD = "Sekretaris daerah menutup rangkaian acara itu dengan doa bersama seluruh pegawai yang hadir."


@pytest.mark.parametrize(
    ("url", "links", "expected"),
    [
        (URL, ["?page=2", "?page=3"], {2: f"{URL}?page=2", 3: f"{URL}?page=3"}),
        (URL, [f"{URL}/3/", f"{URL}/2"], {2: f"{URL}/2", 3: f"{URL}/3/"}),
        (f"{URL}/", ["page/2"], {2: f"{URL}/page/2"}),
        (URL, ["?halaman=2&amp;utm_source=nav"], {2: f"{URL}?halaman=2"}),
        (URL, ["?page=2", "?page=all"], {0: f"{URL}?page=all"}),
        (URL, ["?showpage=all"], {0: f"{URL}?showpage=all"}),
        (f"{URL}?id=7", [f"{URL}?id=7&page=2", f"{URL}?id=8&page=2", f"{URL}?page=2"], {2: f"{URL}?id=7&page=2"}),
        (f"{URL}?page=2", [f"{URL}?page=3"], {}),
        ("https://kabar.example/berita/5", ["/berita/6", "/berita/5/2"], {2: "https://kabar.example/berita/5/2"}),
        ("https://kabar.example/", ["/2", "/page/2"], {}),
        (URL, ["https://lain.example/daerah/apel-netralitas?page=2", "/daerah?page=2", "/daerah/panen-raya?page=2"], {}),
        (URL, ["?page=1", "?page=0", f"?page={MOST_PAGES + 1}", "?page=dua", "?foto=2", "?page=2&sort=3", "#2"], {}),
        (URL, ["http://[::1", "javascript:void(2)", "mailto:rini2"], {}),
        ("bukan alamat", ["?page=2"], {}),
    ],
)  # fmt: skip
def test_further_pages_have_the_address_of_the_first_with_a_mark(
    url: str, links: list[str], expected: dict[int, str]
) -> None:
    html = "".join(f"<a class='n' href=\"{link}\">Selanjutnya</a>" for link in links)
    assert further_pages(html, url) == expected


def test_the_next_page_may_be_named_in_the_head() -> None:
    assert further_pages("<link rel='next' href='?page=2'>", URL) == {2: f"{URL}?page=2"}


@pytest.mark.parametrize(
    "html", ["<a href=" * 50_000, "<a " * 50_000, "<a" + " x" * 500_000, '<a href="?page=2' * 9_000]
)
def test_any_markup_is_searched_quickly(html: str) -> None:
    assert isinstance(further_pages(html, URL), dict)


def first(links: str, *further: Document) -> Document:
    html = page("".join(f"<p>{p}</p>" for p in PARAGRAPHS) + links)
    return replace(document(html, {"url": URL}), further=further)


def later(number: int, *paragraphs: str, links: str = "") -> Document:
    html = page(
        "".join(f"<p>{p}</p>" for p in paragraphs) + links, title="Bupati Makmur Buka Apel Netralitas"
    )
    return replace(document(html, {"url": f"{URL}?page={number}"}), document_id=f"d{number}")


def clean(received: Document) -> Cleaned:
    cleaned = clean_article(received)
    assert isinstance(cleaned, Cleaned)
    return cleaned


PAGES = '<div>Halaman <a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">Selanjutnya</a></div>'


def test_the_pages_of_an_article_are_one_text_in_their_order() -> None:
    article = clean(first(PAGES, later(2, SECOND, links=PAGES), later(3, THIRD))).article
    assert article.text == f"{TEXT}\n{SECOND}\n{THIRD}"
    assert (article.document_id, article.url, article.flags) == ("d", URL, ())
    assert article.title == "Bupati Makmur Buka Apel Netralitas"
    assert article.editors == ("Rini Hapsari",)


def test_what_a_further_page_repeats_stands_once() -> None:
    whole = later(0, *PARAGRAPHS, SECOND)
    whole = replace(whole, metadata={"url": f"{URL}?page=all"})
    cleaned = clean(first('<a href="?page=all">Tampilkan Semua</a>', whole))
    assert cleaned.article.text == f"{TEXT}\n{SECOND}"
    repeated = [block.text for block in cleaned.removed_blocks if block.reason == "repeated_paragraph"]
    assert repeated == list(PARAGRAPHS)
    assert [block.seq for block in cleaned.removed_blocks] == list(range(len(cleaned.removed_blocks)))
    assert cleaned.article.flags == ()


@pytest.mark.parametrize(
    "received",
    [
        first(PAGES),
        first(PAGES, later(2, SECOND, links=PAGES)),
        first("", later(2, SECOND, links=PAGES)),
        first("", replace(later(2), content=b"<html><title>404 Not Found</title><body></body></html>")),
    ],
)
def test_a_page_that_is_missing_is_told(received: Document) -> None:
    assert clean(received).article.flags == ("pages_missing",)


def test_without_further_pages_nothing_is_missing() -> None:
    assert clean(first('<a href="/daerah?page=2">Indeks</a>')).article.flags == ()
