import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.figures.numerals import find_numerals, words_value

UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def spelled(number: int) -> str:
    """The standard spelling of a number below a million."""
    if number < 10:
        return UNITS[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{UNITS[number % 10]} belas")
    for scale, one, many in ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "sepuluh", "puluh")):
        head, rest = divmod(number, scale)
        if head:
            first = one if head == 1 else f"{spelled(head)} {many}"
            return first + (f" {spelled(rest)}" if rest else "")
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("tujuh belas ASN diproses", "tujuh belas", 17),
        ("Sebelas di antaranya guru", "Sebelas", 11),
        ("ada 1.028 laporan", "1.028", 1028),
        ("sebanyak 1,2 juta suara", "1,2 juta", 1_200_000),
        ("baru 1 (satu) perkara", "1 (satu)", 1),
        ("dua belas (12) orang", "dua belas (12)", 12),
        ("12 (sebelas) orang", "12", 12),
        ("duapuluh lima kasus", "duapuluh lima", 25),
        ("Rp 3 miliar", "3 miliar", 3_000_000_000),
        ("dua ribu tiga ratus", "dua ribu tiga ratus", 2300),
        ("sejuta dua ratus ribu", "sejuta dua ratus ribu", 1_200_000),
    ],
)
def test_a_number_is_found_whole_with_its_value(text: str, printed: str, value: float) -> None:
    (numeral,) = find_numerals(text)
    assert (text[numeral.start : numeral.end], numeral.value, numeral.is_ordinal) == (printed, value, False)


@pytest.mark.parametrize(("text", "value"), [("laporan ketiga", 3), ("kasus ke-12", 12), ("yang ke lima", 5)])
def test_ordinals_are_marked(text: str, value: float) -> None:
    (numeral,) = find_numerals(text)
    assert (numeral.value, numeral.is_ordinal) == (value, True)


@pytest.mark.parametrize(
    "text",
    [
        "puluhan laporan", "seorang guru", "keduanya", "dua tiga orang", "tiga-tiganya", "700-an kasus",
        "09.30 WIB", "004/Reg/LP", "02/09", "12-15 kasus", "satuan kerja", "limau", "sekali", "2024a", "satu dua",
    ],
)  # fmt: skip
def test_vague_and_derived_words_are_no_numerals(text: str) -> None:
    assert find_numerals(text) == ()


def test_every_spelling_up_to_a_hundred_thousand_is_read_back() -> None:
    for number in [*range(1, 1300), *range(1300, 100_000, 371)]:
        assert words_value(spelled(number)) == number


@given(st.text())
def test_any_text_gives_valid_spans(text: str) -> None:
    taken_to = 0
    for numeral in find_numerals(text):
        assert taken_to <= numeral.start < numeral.end <= len(text)
        taken_to = numeral.end


@given(
    st.lists(st.sampled_from([*UNITS, "belas", "puluh", "ratus", "ribu", "juta", "sepuluh", "seratus", "-"]))
)
def test_any_run_of_numeral_words_has_a_value_or_none(words: list[str]) -> None:
    find_numerals(" ".join(words))
    find_numerals("".join(words))
