"""Which lines can be a site's furniture, when one is, and what cleaning does with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.pages import PARAGRAPHS, TEXT, document, page
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.cleaning.learned import candidates, furniture_id, key_of, site_of, state_of
from transforms.records import Document, Rejection

PLUG = "Rubrik Warung Kopi edisi 12 ditulis bergantian oleh warga Makmur"
PLUG_NEXT_DAY = "Rubrik WARUNG KOPI edisi 13, ditulis bergantian oleh warga Makmur"


def text(*lines: str, **metadata: str) -> Document:
    return Document(
        document_id="d", article_id="a", source_id="berkas", origin="o", media_type="text/plain", encoding="utf-8",
        content="\n".join(lines).encode("utf-8", "replace"), metadata=metadata, fetched_at=None, timezone="Asia/Jakarta",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("metadata", "site"),
    [
        ({"url": "https://www.kabar.example/a?x=1", "outlet": "Kabar"}, "kabar.example"),
        ({"url": "https://desa.kabar.example/a"}, "desa.kabar.example"),
        ({"outlet": "Kabar"}, "Kabar"),
        ({"url": "tidak ada"}, None),
        ({}, None),
    ],
)
def test_a_site_is_a_host_or_an_outlet(metadata: dict[str, str], site: str | None) -> None:
    assert site_of(text("x", **metadata)) == site


def test_numbers_signs_and_capitals_do_not_tell_lines_apart() -> None:
    assert (
        key_of(PLUG)
        == key_of(PLUG_NEXT_DAY)
        == "rubrik warung kopi edisi 0 ditulis bergantian oleh warga makmur"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Makmur (KABAR) - Bupati hadir.",
        "“Kami siap,” kata Rini.",
        "(*)",
        "Baca",
        " ".join(["kata"] * 41),
    ],
)
def test_paragraphs_with_dateline_quotation_or_many_words_are_never_learned(line: str) -> None:
    assert candidates([line]) == {}


@pytest.mark.parametrize(
    ("line", "alike", "seen", "expected"),
    [
        ("Kabar Makmur di gawai Anda", 5, 10, "learned"),
        ("Kabar Makmur di gawai Anda", 5, 25, "learned"),
        ("Kabar Makmur di gawai Anda", 5, 26, None),
        ("Kabar Makmur di gawai Anda", 4, 4, None),
        ("Pilkada digelar serentak pada November 2024.", 50, 50, "proposed"),
    ],
)
def test_what_reads_as_a_sentence_is_only_proposed(
    line: str, alike: int, seen: int, expected: str | None
) -> None:
    assert state_of(line, alike, seen) == expected


LEARNED = {key_of(PLUG): furniture_id("kabar.example", key_of(PLUG))}


@pytest.mark.parametrize(
    "received", [text("Apel Pegawai", *PARAGRAPHS[:2], PLUG_NEXT_DAY, PARAGRAPHS[2]), document(page(
        "".join(f"<p>{p}</p>" for p in (*PARAGRAPHS[:2], PLUG_NEXT_DAY, PARAGRAPHS[2]))))]
)  # fmt: skip
def test_a_learned_line_goes_and_is_kept_beside_with_its_reason(received: Document) -> None:
    before, after = clean_article(received), clean_article(received, LEARNED)
    assert isinstance(before, Cleaned)
    assert isinstance(after, Cleaned)
    assert PLUG_NEXT_DAY in before.article.text
    assert after.article.text == TEXT
    (block,) = (
        set(after.removed_blocks)
        - set(before.removed_blocks)
        - {b for b in after.removed_blocks if b.reason != "learned_furniture"}
    )
    assert (block.text, block.rule_id) == (PLUG_NEXT_DAY, LEARNED[key_of(PLUG)])


def test_what_was_learned_never_empties_an_article() -> None:
    furniture = {key_of(p): "learned.x" for p in PARAGRAPHS}
    cleaned = clean_article(text("Apel Pegawai", *PARAGRAPHS), furniture)
    assert isinstance(cleaned, Cleaned)
    assert cleaned.article.text == TEXT


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_lines_are_compared_and_cleaned_without_an_exception(lines: list[str]) -> None:
    found = candidates(lines)
    assert all(key_of(line) == key for key, line in found.items())
    assert isinstance(
        clean_article(text(*map(str.strip, lines)), dict.fromkeys(found, "x")), Cleaned | Rejection
    )
