import json
import subprocess
import sys
from collections.abc import Mapping
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.pages import BODY, PARAGRAPHS, TEXT, document, page
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.cleaning.html import NoArticle, Page, read_page
from transforms.cleaning.markup import blocks_of, is_costly, paragraph_words
from transforms.records import Article, Rejection


def clean(html: str, metadata: Mapping[str, str] | None = None) -> Article:
    cleaned = clean_article(document(html, metadata))
    assert isinstance(cleaned, Cleaned), cleaned
    return cleaned.article


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


@pytest.mark.parametrize(
    ("before", "after"), [("<table><tr><td>" * 3000, "</td></tr></table>" * 3000), ("<div>" * 50_000, "</div>" * 50_000)]
)  # fmt: skip
def test_what_the_parser_loses_in_the_depth_is_noticed_and_kept(before: str, after: str) -> None:
    html = page(before + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + after)
    assert is_costly(html.encode())
    article = clean(html)
    assert "suspected_loss" in article.flags
    assert article.text == TEXT


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


def test_of_a_lost_page_only_its_paragraphs_are_kept() -> None:
    menu = "".join(f"<li><a href='/{n}'>Kanal {n}</a></li>" for n in range(9))
    deep = "<div>" * 50_000 + menu + BODY + "<p>Langganan</p>" + "</div>" * 50_000
    assert clean(page(deep)).text == TEXT


def test_a_page_that_begins_with_pages_of_style_is_no_fragment() -> None:
    style = "<style>" + ".kartu { opacity: 0; }\n" * 2000 + "</style>"
    assert clean(style + page()).text == TEXT


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


LINKED = "<p><a href='/x'>Jembatan Kenanga Mulai Diperbaiki, Warga Melati Lega</a></p>"


@pytest.mark.parametrize("html", [page(BODY + LINKED + BODY), BODY + LINKED + BODY])
def test_a_headline_that_is_all_link_goes_and_is_kept_beside(html: str) -> None:
    cleaned = clean_article(document(html))
    assert isinstance(cleaned, Cleaned)
    assert "Jembatan" not in cleaned.article.text
    blocks = [block for block in cleaned.removed_blocks if block.rule_id == "page.related.link"]
    assert [(block.text, block.reason) for block in blocks] == [
        ("Jembatan Kenanga Mulai Diperbaiki, Warga Melati Lega", "related_link")
    ]
    assert len({block.seq for block in cleaned.removed_blocks}) == len(cleaned.removed_blocks)


@pytest.mark.parametrize(
    "linked",
    [
        "<p><a href='/x'>Bupati menandatangani edaran itu pada Senin pagi.</a></p>",
        "<p><a href='/x'>“Kami menunggu surat itu,” kata Rini.</a></p>",
        "<p>Edaran itu <a href='/x'>bisa dibaca semua pegawai di laman kabupaten</a></p>",
    ],
)
def test_a_sentence_that_is_a_link_stays(linked: str) -> None:
    text = " ".join(blocks_of(linked)[0].text.split())
    assert text in clean(page(BODY + linked + BODY)).text


def test_where_links_are_the_most_of_a_text_they_stay() -> None:
    items = [f"Edaran bupati nomor {n} tahun 2024 tentang netralitas" for n in range(9)]
    body = PARAGRAPHS[0] + "".join(f"<p><a href='/{n}'>{item}</a></p>" for n, item in enumerate(items))
    assert all(item in clean(body).text for item in items)


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


def test_lists_of_links_are_no_loss() -> None:
    links = "".join(
        f"<li><a href='/{n}'>Berita lain nomor {n} " + "kata " * 20 + "</a></li>" for n in range(50)
    )
    page_ = read_page(page(after=f"<ul>{links}</ul>"))
    assert isinstance(page_, Page)
    assert page_.flags == ()


def test_words_are_counted_outside_links_and_scripts() -> None:
    blocks = blocks_of(
        "<head><title>x</title></head><p>" + "kata " * 20 + "<a>tautan lain</a></p><script>a b c</script>"
        "<p>dua &lt;kata&gt;</p><style>p {"
    )  # fmt: skip
    assert [block.words for block in blocks] == [20, 2, 2]
    assert blocks[1].text == "dua <kata>"
    assert paragraph_words(blocks) == 20


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (page(), False),
        ("<p>a" * 1000, False),
        ("<br>" * 1000, False),
        ("<div>" * 300, True),
        ("<b>" * 300, True),
        ("<a></a>" * 11_000, True),
        ("x" * 600_000, True),
    ],
)
def test_pages_that_may_take_long_are_told_by_their_shape(html: str, expected: bool) -> None:
    assert is_costly(html.encode()) is expected


@pytest.mark.parametrize(
    "html",
    ["<", "<a", "<!--", "<!-- x", "<script>" * 20_000, "<a " * 20_000, "<!--" * 20_000, "<p>&#xD800;&#x110000;&#0;</p>",
     '<?xml version="1.0" encoding="utf-16"?><html><body><p>x</p></body></html>', "<html><body>" + "<p" * 20_000],
)  # fmt: skip
def test_broken_markup_is_read_quickly(html: str) -> None:
    assert isinstance(read_page(html), Page | NoArticle)
    assert isinstance(read_page(f"<html>{html}"), Page | NoArticle)


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "</",
                "<p>",
                "<a href=x>",
                "</a>",
                "<!--",
                "<html>",
                "<table>",
                "<script>",
                "kata ",
                "</body>",
                "&amp;",
                "<h1>",
                "\x00",
                "\ud800",
                "é",
                "<meta content=x name=date>",
                "<title>",
            ]
        ),
        max_size=30,
    ).map("".join)
)
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read_without_an_exception(html: str) -> None:
    assert isinstance(read_page(html), Page | NoArticle)


def test_the_libraries_are_loaded_only_for_pages() -> None:
    code = "import sys, transforms.cleaning.clean; sys.exit('trafilatura' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
