"""Links in a page: headlines of other articles, sentences that are links, lists of links."""

import pytest

from tests.transforms.pages import BODY, PARAGRAPHS, clean, document, page
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.cleaning.html import Page, read_page
from transforms.cleaning.markup import blocks_of, paragraph_words

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
