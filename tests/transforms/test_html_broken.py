"""Pages that are broken, deep or long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.pages import BODY, PARAGRAPHS, TEXT, clean, page
from transforms.cleaning.html import NoArticle, Page, read_page
from transforms.cleaning.markup import is_costly


@pytest.mark.parametrize(
    ("before", "after"), [("<table><tr><td>" * 3000, "</td></tr></table>" * 3000), ("<div>" * 50_000, "</div>" * 50_000)]
)  # fmt: skip
def test_what_the_parser_loses_in_the_depth_is_noticed_and_kept(before: str, after: str) -> None:
    html = page(before + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + after)
    assert is_costly(html.encode())
    article = clean(html)
    assert "suspected_loss" in article.flags
    assert article.text == TEXT


def test_of_a_lost_page_only_its_paragraphs_are_kept() -> None:
    menu = "".join(f"<li><a href='/{n}'>Kanal {n}</a></li>" for n in range(9))
    deep = "<div>" * 50_000 + menu + BODY + "<p>Langganan</p>" + "</div>" * 50_000
    assert clean(page(deep)).text == TEXT


def test_a_page_that_begins_with_pages_of_style_is_no_fragment() -> None:
    style = "<style>" + ".kartu { opacity: 0; }\n" * 2000 + "</style>"
    assert clean(style + page()).text == TEXT


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
