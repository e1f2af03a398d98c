import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.persons.name_keys import keys_of, same_person
from transforms.persons.names import read_name
from transforms.persons.splitting import split_words


def read(text: str) -> tuple[str, str | None, str | None] | None:
    name = read_name(text, split_words(text), 0)
    return None if name is None else (name.text, name.honorifics, name.degrees)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sumarno hadir", ("Sumarno", None, None)),
        ("Jonathan Parulian Sitorus hadir", ("Jonathan Parulian Sitorus", None, None)),
        ("I Gusti Agung Wirawan hadir", ("I Gusti Agung Wirawan", None, None)),
        ("Ni Luh Sariani hadir", ("Ni Luh Sariani", None, None)),
        ("Andi Tenri Ampa hadir", ("Andi Tenri Ampa", None, None)),
        ("Teuku Fahmi Rizal hadir", ("Teuku Fahmi Rizal", None, None)),
        ("Lalu Wiraguna hadir", ("Lalu Wiraguna", None, None)),
        ("Siti Zubaidah binti Karim hadir", ("Siti Zubaidah binti Karim", None, None)),
        ("Hasan al-Idrus hadir", ("Hasan al-Idrus", None, None)),
        ("Abd. Gani Ma'ruf hadir", ("Abd. Gani Ma'ruf", None, None)),
        ("Nur-Aini Basri hadir", ("Nur Aini Basri", None, None)),
        ("M. Rusdi Basri, hadir", ("M. Rusdi Basri", None, None)),
        ("B.Sumarno hadir", ("B. Sumarno", None, None)),
        ("Sumarno AS hadir", ("Sumarno AS", None, None)),
        ("Rina br. Simanjuntak hadir", ("Rina br. Simanjuntak", None, None)),
        ("Sumarno Hari Basri hadir", ("Sumarno Hari Basri", None, None)),
        ("Rina Wulandari Hari Ini", ("Rina Wulandari", None, None)),
        ("La Ode Basri Tiga, kepala dinas", ("La Ode Basri Tiga", None, None)),
        ("Rina Wulandari Ditahan Jaksa", ("Rina Wulandari", None, None)),
        ("TEUKU FAHMI RIZAL MEMIMPIN APEL", ("Teuku Fahmi Rizal", None, None)),
    ],
)
def test_names_of_every_region_are_read_whole(text: str, expected: tuple[str, None, None]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Ir. H. Sumarno Hadi, M.Si., hadir", ("Sumarno Hadi", "Dr. Ir. H.", "M.Si.")),
        ("H.Sumarno Hadi,SE,.MM,Ketua", ("Sumarno Hadi", "H.", "SE,.MM")),
        ("Sumarno Hadi,.S.Hut.,M.Si mewakili", ("Sumarno Hadi", None, "S.Hut.,M.Si")),
        ("B.Sumarno,.S.Sos.M.Si,Kepala", ("B. Sumarno", None, "S.Sos.M.Si")),
        ("Dr Ir Sumarno Hadi, M.App, Sc didampingi", ("Sumarno Hadi", "Dr Ir", "M.App, Sc")),
        ("Kombes Pol. Sumarno dari", ("Sumarno", "Kombes Pol.", None)),
        ("Letkol (Inf) Sumarno hadir", ("Sumarno", "Letkol (Inf)", None)),
        ("AKBP (Purn) H Sumarno hadir", ("Sumarno", "AKBP (Purn) H", None)),
        ("dr. Hj. Rina Wulandari, Sp.OG, M.Kes hadir", ("Rina Wulandari", "dr. Hj.", "Sp.OG, M.Kes")),
        ("KH. Sumarno, Lc., M.A. hadir", ("Sumarno", "KH.", "Lc., M.A.")),
        ("Ipda Sumarno, S.Tr.K. hadir", ("Sumarno", "Ipda", "S.Tr.K.")),
        ("Sumarno Hadi SH MH hadir", ("Sumarno Hadi", None, "SH MH")),
        ("Sumarno Hadi, S.E., M.Si., CSFA hadir", ("Sumarno Hadi", None, "S.E., M.Si., CSFA")),
        ("Sumarno Hadi,SH.Tampak pula", ("Sumarno Hadi", None, "SH")),
        ("HM Sumarno Hadi hadir", ("M Sumarno Hadi", "H", None)),
        ("Sumarno Hadi, M. Ali dan Rina", ("Sumarno Hadi", None, None)),
    ],
)
def test_honorifics_and_degrees_stand_beside_the_name(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Senin pagi",
        "Bawaslu hadir",
        "BKPSDM-nya hadir",
        "Jalan Merdeka",
        "kata dia",
        "I hadir",
        "Selain itu",
        "H. B.",
        "12",
    ],
)
def test_other_capitals_are_no_names(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Hasan M Basri", "Hasan Muhammad Basri", True),
        ("Moh Basri", "Muhammad Basri", True),
        ("A Basri", "Ahmad Basri", True),
        ("Basri", "Hasan Basri Lubis", True),
        ("Hasan Lubis", "Hasan Basri Lubis", True),
        ("Rendra", "Rendra Wijaya", True),
        ("Hasan Basri", "Hasan Lubis", False),
        ("B Basri", "Hasan Basri", False),
        ("H B", "Hasan Basri", False),
        ("Basri Hasan", "Hasan Basri", False),
    ],
)
def test_short_forms_and_initials_are_aligned(one: str, other: str, expected: bool) -> None:
    assert same_person(keys_of(one.split()), keys_of(other.split())) is expected
    assert same_person(keys_of(other.split()), keys_of(one.split())) is expected


@given(st.text(max_size=200))
def test_any_text_gives_spans_that_lie_in_it(text: str) -> None:
    words = split_words(text)
    for index in range(len(words)):
        name = read_name(text, words, index)
        if name is not None:
            assert 0 <= name.start <= name.name_start < name.name_end <= name.end <= len(text)
            assert name.first <= name.last < len(words)


@pytest.mark.parametrize(
    "text", ["Pernyataan Sumarno", "Anggotanya hadir", "Kemenperin hadir", "Dugaan Korupsi"]
)
def test_common_words_and_short_forms_of_offices_open_no_name(text: str) -> None:
    assert read(text) is None


def test_an_honorific_lets_a_common_word_be_a_name() -> None:
    assert read("Pak Warung hadir") == ("Warung", "Pak", None)
