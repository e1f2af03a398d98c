"""Where quotations begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.quotes.marks import find_quotations

MARKS = "\"'“”‘’„«»`´,.!? \naBk:"


def parts(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # shapes of marks
        ('"Kami siap," kata Budi.', ["Kami siap,"]),
        ("“Kami siap,” kata Budi.", ["Kami siap,"]),
        ('“Kami siap," kata Budi.', ["Kami siap,"]),
        ('"Kami siap,” kata Budi.', ["Kami siap,"]),
        ("“Kami siap,“ kata Budi.", ["Kami siap,"]),
        ("”Kami siap,” kata Budi. ”Mereka belum,” ujar Siti.", ["Kami siap,", "Mereka belum,"]),
        ("‘Kami siap sejak pagi,’ kata Budi.", ["Kami siap sejak pagi,"]),
        ("“Kami siap,’ucap Budi.", ["Kami siap,"]),
        ("''Kami siap,'' kata Budi.", ["Kami siap,"]),
        ("«Kami siap,» kata Budi.", ["Kami siap,"]),
        # blanks on the wrong side, or none
        ("” kita pulang bersama,”terangnya.", ["kita pulang bersama,"]),
        ('" Kita pulang bersama, " terangnya.', ["Kita pulang bersama,"]),
        ("Ia sudah tiba.“Saya lelah,”katanya.", ["Saya lelah,"]),
        # apostrophes are no marks
        ("Sya'rani salat Jum'at. \"Ma'af,\" katanya.", ["Ma'af,"]),
        ("Sya’rani salat Jum’at. “Ma’af,” katanya.", ["Ma’af,"]),
        # one inside the other
        ("“Satu ‘klik’ pun tercatat,” ucapnya.", ["Satu ‘klik’ pun tercatat,"]),
        ('"Kata "damai" itu mahal," kata Budi.', ['Kata "damai" itu mahal,']),
        ("‘Ia bilang “ayo”. Ayo itu ajakan’, katanya.", ["Ia bilang “ayo”. Ayo itu ajakan"]),
    ],
)
def test_marks_of_every_shape_bound_a_quotation(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # several paragraphs, the marks repeated or not
        ("“Satu dua.\n“Tiga empat,” kata Budi.", ["Satu dua.\n“Tiga empat,"]),
        ("“Satu dua.\nTiga empat,” kata Budi.", ["Satu dua.\nTiga empat,"]),
        ('“Satu dua. Tetapi\n"tiga itu bukan empat”, imbuhnya.', ['Satu dua. Tetapi\n"tiga itu bukan empat']),
        # the closing mark was forgotten
        ("“Kami siap, ujar Budi.\n“Kami juga,” kata Siti.", ["Kami siap,", "Kami juga,"]),
        ('"Kami siap, ujar Budi. "Sejak pagi," katanya.', ["Kami siap,", "Sejak pagi,"]),
        ('"Kami siap.\nRapat lalu ditutup.\n"Kami juga," kata Siti.', ["Kami siap.", "Kami juga,"]),
        # the opening mark was forgotten
        ("Kami siap sejak pagi,” kata Budi.", ["Kami siap sejak pagi,"]),
    ],
)
def test_a_missing_mark_does_not_swallow_what_follows(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_mark_before_nothing_but_a_page_break_opens_no_quotation() -> None:
    assert parts('"\x0c') == []


@given(st.text(alphabet=MARKS, max_size=300) | st.text(max_size=200))
def test_any_text_gives_ordered_spans_without_marks_at_the_edges(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        assert (
            last <= quotation.open_at <= quotation.start < quotation.end <= quotation.close_end <= len(text)
        )
        assert text[quotation.start : quotation.end].strip() == text[quotation.start : quotation.end]
        last = quotation.close_end
