"""Pages of the press: the article in any markup, its headline, authors and time, and what is no article."""

import json
import subprocess
import sys
from html import escape

import pytest

from tests.transforms.pages import BODY, PARAGRAPHS, TEXT, clean, document, page
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.cleaning.html import Page, read_page
from transforms.cleaning.markup import blocks_of
from transforms.records import Rejection


def test_a_page_gives_its_article_and_nothing_else() -> None:
    article = clean(page())
    assert article.text == TEXT
    assert article.title == "Bupati Makmur Buka Apel Netralitas"
    assert article.authors == ("Joko Rahmat",)
    assert article.editors == ("Rini Hapsari",)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-09-02T10:15:00+07:00"
    assert article.published_basis == "html"
    assert article.url == "https://kabar.example/2024/apel"
    assert article.outlet == "kabar.example"
    assert article.flags == ()


def test_furniture_inside_the_article_goes_by_the_rules_for_text() -> None:
    cleaned = clean_article(document(page()))
    assert isinstance(cleaned, Cleaned)
    assert {"byline", "related_link", "copyright"} <= {block.reason for block in cleaned.removed_blocks}


def test_what_came_with_the_document_is_trusted_more_than_its_page() -> None:
    article = clean(
        page(),
        {
            "url": "https://lain.example/b",
            "title": "Judul Umpan Berita",
            "published_at": "2024-09-03T08:00:00+07:00",
        },
    )
    assert article.url == "https://lain.example/b"
    assert article.title == "Judul Umpan Berita"
    assert article.published_basis == "record"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "<br><br>".join(PARAGRAPHS) + "</div>",
        "<table><tr><td>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</td></tr></table>",
        "".join(f"<div>{p}</div>" for p in PARAGRAPHS),
        "".join(f"<p><span>{p}</span></p>" for p in PARAGRAPHS),
        "<!-- " + "iklan " * 99 + "-->" + "".join(f"<p>{p}</p><script>var x = '<p>iklan</p>';</script>" for p in PARAGRAPHS),
        "".join(f"<p>{p}\x00\x0b</p>" for p in PARAGRAPHS),
    ],
)  # fmt: skip
def test_paragraphs_are_found_in_any_markup(body: str) -> None:
    assert clean(page(body)).text == TEXT


def test_a_piece_of_a_page_is_all_article() -> None:
    article = clean(
        "".join(f"<p>{p.replace('pegawai', '<a href=/x>pegawai</a> &amp; staf')}</p>" for p in PARAGRAPHS)
    )
    assert article.text == TEXT.replace("pegawai", "pegawai & staf")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta name='publishdate' content='2024/09/02 10:15:30'>", "2024-09-02T10:15:30+07:00"),
        ("<meta itemprop='datePublished' content='2024-09-02T03:15:00Z'>", "2024-09-02T03:15:00+00:00"),
        ('<script type="application/ld+json">{"@type": ["NewsArticle"], "datePublished": "2024-09-02"}</script>',
         "2024-09-02T00:00:00+07:00"),
        ('<script type="application/ld+json">{"broken</script>', None),
        ('<script type="application/ld+json">' + '{"a":[' * 5000 + "</script>", None),
        ("<meta property='article:published_time' content='1970-01-01T00:00:00Z'>", None),
        (('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "segera"}</script>'
         "<meta name='pubdate' content='2024-09-02T10:15:30+07:00'>"), "2024-09-02T10:15:30+07:00"),
        (('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-09-02"}</script>'
         "<meta name='pubdate' content='2024-09-02T10:15:30+07:00'>"), "2024-09-02T10:15:30+07:00"),
        (('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-09-02"}</script>'
         "<meta name='pubdate' content='2024-09-05T10:15:30+07:00'>"), "2024-09-02T00:00:00+07:00"),
    ],
)  # fmt: skip
def test_the_time_of_publication_is_read_in_the_markup(head: str, expected: str | None) -> None:
    at = clean(page(head=head)).published_at
    assert (at.isoformat() if at else None) == expected


@pytest.mark.parametrize(
    ("title", "h1", "expected"),
    [
        ("Bupati Makmur Buka Apel | Kabar Makmur", "", "Bupati Makmur Buka Apel"),
        ("Bupati Makmur Buka Apel - Kabar Makmur", "Berita Terkini Daerah", "Bupati Makmur Buka Apel"),
        ("Bupati Makmur: Kami Netral - Lain", "", "Bupati Makmur: Kami Netral - Lain"),
        ("Apel Netral di Makmur - Halaman 2", "Apel Netral di Makmur", "Apel Netral di Makmur"),
    ],
)
def test_the_headline_is_without_the_name_of_the_site(title: str, h1: str, expected: str) -> None:
    head = f"<title>{title}</title><meta property='og:site_name' content='Kabar Makmur'>"
    body = (f"<h1>{h1}</h1>" if h1 else "") + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    assert clean(page(body, head=head, title="")).title == expected


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<html><head><title>Just a moment...</title></head><body><p>Enable JavaScript and cookies</p></body></html>",
         "challenge_page"),
        ("<html><title>403 Forbidden</title><body><h1>Forbidden</h1></body></html>", "challenge_page"),
        ("<html><body><h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p></body></html>", "missing_page"),
        ("<html><body><h2>Before you continue to Kabar</h2><p>We use cookies and data to serve you.</p></body></html>",
         "consent_page"),
        ("<html></html>", "no_body"),
        ("<html><body><script>render()</script></body></html>", "no_body"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(html: str, code: str) -> None:
    refused = clean_article(document(html))
    assert isinstance(refused, Rejection)
    assert refused.code == code


def test_a_headline_on_being_human_is_no_challenge() -> None:
    html = page(
        "".join(f"<p>{p}</p>" for p in PARAGRAPHS * 4), title="Just a Moment... Kata Bupati Makmur Itu"
    )
    assert isinstance(read_page(html), Page)


@pytest.mark.parametrize(
    "extra",
    [
        "<p>Artikel ini khusus untuk pelanggan.</p>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
    ],
)
def test_a_teaser_before_a_paywall_is_flagged(extra: str) -> None:
    assert "paywall" in clean(page("".join(f"<p>{p}</p>" for p in PARAGRAPHS) + extra)).flags


@pytest.mark.parametrize("frame", ["aside", "nav", "footer"])
def test_an_article_that_stands_in_a_frame_of_its_page_is_found(frame: str) -> None:
    html = page(f"<{frame}>{BODY}</{frame}>", after=f"<{frame}><p>Makmur {'kata ' * 20}</p></{frame}>")
    assert TEXT in clean(html).text


@pytest.mark.parametrize("frame", ["aside", "nav", "footer"])
def test_what_the_frames_of_a_page_hold_is_no_text(frame: str) -> None:
    assert clean(page(after=f"<{frame}><p>Makmur {'kata ' * 20}</p></{frame}>")).text == TEXT


def schema(body: str) -> str:
    data = json.dumps({"@type": "NewsArticle", "articleBody": body}).replace("</", "<\\/")
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize("told", [TEXT, BODY, escape(BODY), "\r\n\r\n".join(PARAGRAPHS)])
def test_the_structured_data_give_the_text_that_the_markup_has_not(told: str) -> None:
    article = clean(page("<div id='app'></div><p>Memuat berita ...</p>", head=schema(told)))
    assert article.text == TEXT
    assert article.flags == ("structured_body",)


def test_a_teaser_in_the_structured_data_replaces_no_text() -> None:
    article = clean(page(head=schema(PARAGRAPHS[0])))
    assert article.text == TEXT
    assert article.flags == ()


def test_a_table_of_numbers_stays_a_table() -> None:
    cells = "<tr><td>Kecamatan<br>Melati</td><td>12 pegawai</td></tr>" * 2
    assert "| 12 pegawai" in clean(page(BODY + f"<table>{cells}</table>" + BODY)).text


def test_a_very_short_page_keeps_its_lines() -> None:
    body = f"<p>Daerah {PARAGRAPHS[0]}</p><p>Rini Wati, Ketua Bawaslu Makmur, ikut hadir dalam apel pagi itu.</p>"
    article = clean(page(body))
    assert article.text.split("\n") == [block.text for block in blocks_of(body)]
    assert article.editors == ("Rini Hapsari",)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("zh", "县长周一在县政府大院主持了一场仪式并要求全体公务员在地方选举中保持中立。" * 4),
        ("ja", "町長は月曜日に町役場の中庭で式典を開き職員に選挙での中立を求めた。" * 4),
    ],
)
def test_a_text_without_blanks_between_its_words_is_kept(language: str, body: str) -> None:
    article = clean(page(f"<p>{body}</p><p>{body}</p>", head=""))
    assert body in article.text
    assert article.flags == ("not_indonesian",)
    assert article.language == language


@pytest.mark.parametrize(
    "author",
    [
        "Nasional",
        "Kabar Makmur",
        "kabarmakmur",
        "https://kabar.example/penulis/joko",
        "@joko",
        "Hukum Desa",
        "Redaksi",
    ],
)
def test_a_part_of_the_paper_is_no_author(author: str) -> None:
    head = "<meta property='og:site_name' content='Kabar Makmur'><meta property='article:section' content='Hukum Desa'>"
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    assert clean(page(body, head=f"{head}<meta name='author' content='{author}'>")).authors == ()


def test_the_libraries_are_loaded_only_for_pages() -> None:
    code = "import sys, transforms.cleaning.clean; sys.exit('trafilatura' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
