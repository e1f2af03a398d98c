import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.gazetteers import gazetteers
from transforms.laws.articles import find_article_references
from transforms.laws.find import find_laws
from transforms.laws.table import law_rules, law_table
from transforms.records import Article, LawCitation

EMPTY = Article(
    article_id="a", document_id="d", source_id="s", origin="o", url=None, outlet=None, title=None, authors=(),
    editors=(), dateline=None, published_at=None, published_precision=None, published_basis=None,
    fetched_at=None, language="id", text="", word_count=0,
)  # fmt: skip
KINDS = {"UU", "PP", "Perppu", "Perpres", "Permen", "SKB", "SE", "Perbawaslu", "PKPU", "Perda", "other"}


def read(text: str, year: int | None = 2024) -> tuple[LawCitation, ...]:
    at = datetime(year, 10, 1, tzinfo=UTC) if year else None
    return find_laws(dataclasses.replace(EMPTY, text=text, published_at=at))


def cited(text: str) -> list[tuple[str, str | None, int | None]]:
    return [(row.kind, row.number, row.year) for row in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menurut UU Nomor 20 Tahun 2023 ASN wajib netral.", ("UU", "20", 2023)),
        ("Menurut UU No. 20/2023 ASN wajib netral.", ("UU", "20", 2023)),
        ("Menurut UU No.20/2023.Karena itu ASN wajib netral.", ("UU", "20", 2023)),
        ("Menurut UU 7/2017, ASN wajib netral.", ("UU", "7", 2017)),
        ("Menurut uu no 5 thn 2014 ASN wajib netral.", ("UU", "5", 2014)),
        ("Menurut UU 7 2017 ASN wajib netral.", ("UU", "7", 2017)),
        ("Menurut UU No.10Tahun 2016 ASN wajib netral.", ("UU", "10", 2016)),
        ("Menurut Undang-undang RI Nomor 5 tahun 2014 ASN wajib netral.", ("UU", "5", 2014)),
        ("Menurut Undang - Undang (UU) Nomor 7 Tahun 2017 ASN wajib netral.", ("UU", "7", 2017)),
        ("Menurut UU ASN Nomor 5 Tahun 2014 ASN wajib netral.", ("UU", "5", 2014)),
        ("Menurut UU Pemilu 7/2017 ASN wajib netral.", ("UU", "7", 2017)),
        ("Menurut Peraturan Pemerintah (PP) Nomor 94 Tahun 2021 ASN wajib netral.", ("PP", "94", 2021)),
        ("Menurut PP 53 Th 2010 ASN wajib netral.", ("PP", "53", 2010)),
        ("Menurut Perpu 2/2022 ASN wajib netral.", ("Perppu", "2", 2022)),
        ("Menurut Permendagri 73/2016 ASN wajib netral.", ("Permen", "73", 2016)),
        ("Menurut Permenpan-RB No. 6/2022 ASN wajib netral.", ("Permen", "6", 2022)),
        ("Menurut Peraturan Bawaslu RI Nomor 6 Tahun 2018 ASN wajib netral.", ("Perbawaslu", "6", 2018)),
        ("Menurut PKPU Nomor 13 Tahun 2024 ASN wajib netral.", ("PKPU", "13", 2024)),
        ("Menurut Perda Kota Bitung No 3 tahun 2015 ASN wajib netral.", ("Perda", "3", 2015)),
        ("Menurut Qanun Aceh Nomor 6 Tahun 2018 ASN wajib netral.", ("Perda", "6", 2018)),
        ("Menurut Perbup Nomor 10 Tahun 2022 ASN wajib netral.", ("other", "10", 2022)),
        ("Menurut Instruksi Bupati Nomor 5 Tahun 2024 ASN wajib netral.", ("other", "5", 2024)),
        ("Menurut Putusan MK Nomor 60/PUU-XXII/2024 ASN wajib netral.", ("other", "60/PUU-XXII/2024", 2024)),
        ("Terbit Surat Edaran Nomor 270.1/455/2023 kemarin.", ("SE", "270.1/455/2023", 2023)),
        ("Terbit surat edaran bernomor 270/123/BKPSDM/2024 kemarin.", ("SE", "270/123/BKPSDM/2024", 2024)),
        ("Terbit SE Bupati nomor: 800/012/BKD-III tahun 2024 kemarin.", ("SE", "800/012/BKD-III", 2024)),
        ("Terbit SE Sekda Nomor 800/012/BKD kemarin.", ("SE", "800/012/BKD", None)),
        ("Terbit SE MenPAN RB Nomor 15/2019 kemarin.", ("SE", "15", 2019)),
        ("Terbit Surat Keputusan Bersama (SKB) Nomor 2 tahun 2022 kemarin.", ("SKB", "2", 2022)),
        (
            "Terbit Keputusan Bersama MenPAN-RB, Mendagri dan Kepala BKN Nomor 2 Tahun 2022.",
            ("SKB", "2", 2022),
        ),
    ],
)
def test_citation_with_a_number_is_read_in_every_form(text: str, expected: tuple[str, str, int]) -> None:
    assert cited(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sesuai UU ASN, ASN wajib netral.", [("UU", "UU ASN")]),
        ("Sesuai Undang-Undang Desa, kades wajib netral.", [("UU", "Undang-Undang Desa")]),
        ("Sesuai UU Cipta Kerja, ia dipecat.", [("UU", "UU Cipta Kerja")]),
        ("Sesuai PP tentang disiplin pegawai, ia dipecat.", [("PP", "PP tentang disiplin pegawai")]),
        ("Ia mengutip SKB tiga menteri.", [("SKB", "SKB")]),
        ("Bupati menerbitkan surat edaran kemarin.", [("SE", "surat edaran")]),
        (
            "Ada surat edaran bupati tentang netralitas ASN yang terbit.",
            [("SE", "surat edaran bupati tentang netralitas ASN")],
        ),
        ("Ia dijerat Pasal 263 KUHP.", [("UU", "Pasal 263 KUHP")]),
        ("Jadwal diatur dalam PKPU.", [("PKPU", "PKPU")]),
    ],
)
def test_citation_without_a_number_has_nulls(text: str, expected: list[tuple[str, str]]) -> None:
    rows = read(text)
    assert [(row.kind, row.text) for row in rows] == expected
    assert {(row.number, row.year) for row in rows} == {(None, None)}


@pytest.mark.parametrize(
    "text",
    [
        "Kepala Dinas Rudi Lamere, SE, M.Si hadir.",
        "Ketua PP Muhammadiyah hadir.",
        "Ia menerima SK pengangkatan dan surat keputusan mutasi.",
        "Ia melanggar undang-undang dan peraturan pemerintah.",
        "Menurut peraturan perundang-undangan yang berlaku, ASN wajib netral.",
        "DPRD membahas perda baru.",
        "Nomor teleponnya 0812 3456 2024.",
    ],
)
def test_kind_as_such_is_no_citation(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "article_no", "paragraph_no"),
    [
        ("Melanggar Pasal 283 UU 7/2017.", "283", None),
        ("Melanggar Pasal 282 ayat (2) UU 7/2017.", "282", "2"),
        ("Melanggar pasal 494 jo pasal 280 ayat (3) UU Pemilu.", "494, 280", "3"),
        ("Melanggar Pasal 9 ayat (2), Pasal 24 ayat (1) huruf d UU Nomor 20 Tahun 2023.", "9, 24", "2, 1"),
        ("Melanggar Pasal 280, 282 dan 283 UU 7/2017.", "280, 282, 283", None),
        ("Melanggar Pasal 5 huruf n angka 5 PP 94/2021.", "5", None),
        ("Melanggar UU 10/2016 Pasal 71 ayat (1), (2) dan (3).", "71", "1, 2, 3"),
        ("Melanggar UU 10/2016 tentang Pilkada, khususnya Pasal 71 ayat 1.", "71", "1"),
        ("Pasal 71 sebagaimana diatur dalam UU 10/2016.", "71", None),
        ("Melanggar UU 10/2016. Pasal 71 lain lagi.", None, None),
    ],
)
def test_articles_belong_to_the_law_beside_them(
    text: str, article_no: str | None, paragraph_no: str | None
) -> None:
    (row,) = read(text)
    assert (row.article_no, row.paragraph_no) == (article_no, paragraph_no)


def test_number_behind_an_article_is_a_count_unless_a_law_follows() -> None:
    assert find_article_references("Pasal 71 ayat (1), 3 ASN diperiksa")[0].article_no == "71"


def test_laws_in_one_sentence_are_rows_of_their_own() -> None:
    text = "UU Nomor 1 Tahun 2015 jo UU 8/2015 sebagaimana diubah dengan UU Nomor 10 Tahun 2016, PP 53 tahun 2010."
    assert cited(text) == [("UU", "1", 2015), ("UU", "8", 2015), ("UU", "10", 2016), ("PP", "53", 2010)]


def test_list_of_numbers_repeats_the_kind() -> None:
    assert cited("Perbawaslu Nomor 7 Tahun 2022 dan Nomor 8 Tahun 2020.") == [
        ("Perbawaslu", "7", 2022),
        ("Perbawaslu", "8", 2020),
    ]


def test_joint_decree_with_a_number_of_each_issuer_is_one_instrument() -> None:
    text = "SKB MenPANRB dan Mendagri Nomor 2 Tahun 2022, Nomor 800-5474 Tahun 2022, dan Nomor 246 Tahun 2022 berlaku."
    (row,) = read(text)
    assert (row.number, row.year, row.law_id) == ("2", 2022, "SKB-2022")
    assert row.text.endswith("Nomor 246 Tahun 2022")


def test_instrument_without_a_number_is_one_row_however_often_named() -> None:
    text = "Surat edaran terbit. Surat edaran itu tegas. UU ASN mengatur. Menurut UU ASN dan SKB, SKB lima menteri."
    assert [row.text for row in read(text)] == ["Surat edaran", "UU ASN", "SKB lima menteri"]


def test_short_title_beside_its_number_is_no_second_row() -> None:
    assert [row.text for row in read("UU Nomor 7 Tahun 2017 dan UU Pemilu itu.")] == ["UU Nomor 7 Tahun 2017"]


@pytest.mark.parametrize(
    ("text", "year", "law_id"),
    [
        ("Menurut UU Nomor 20 Tahun 2023.", None, "UU-20-2023"),
        ("Menurut SKB Nomor 800-5474 Tahun 2022.", None, "SKB-2022"),
        ("Menurut SE Menpan RB No. 1 Tahun 2023.", None, "SE-MENPANRB-1-2023"),
        ("Menurut SE Bupati Nomor 1 Tahun 2023.", None, None),
        ("Menurut UU Desa.", None, "UU-6-2014"),
        ("Menurut UU ASN.", 2024, "UU-20-2023"),
        ("Menurut UU ASN.", 2020, "UU-5-2014"),
        ("Menurut UU ASN.", 2023, None),
        ("Menurut UU ASN.", None, None),
        ("Menurut PP tentang Disiplin Pegawai Negeri Sipil.", 2024, "PP-94-2021"),
        ("Menurut PP tentang disiplin PNS.", 2019, "PP-53-2010"),
        ("Menurut SKB lima menteri.", 2020, "SKB-2020"),
    ],
)
def test_link_needs_one_instrument_left(text: str, year: int | None, law_id: str | None) -> None:
    assert [row.law_id for row in read(text, year)] == [law_id]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("PP Nomor 19 Tahun 2021 tentang disiplin ASN.", "number_contradicts_subject"),
        ("PP 77/2021 tentang Disiplin PNS.", "number_contradicts_subject"),
        ("UU Nomor 5 Tahun 2014 tentang Desa.", "number_contradicts_subject"),
        ("PP Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil.", None),
        ("PP Nomor 94 Tahun 2021 tentang Disiplin ASN di daerah.", None),
        ("UU 10/2016 tentang Pilkada.", None),
        ("UU 6/2020 tentang Pilkada.", None),
        ("UU 23/2014 tentang Pemda.", None),
        ("PP Nomor 77 Tahun 2021 tentang Irigasi.", "unknown_number"),
        ("Perda Nomor 77 Tahun 2021 tentang Irigasi.", None),
        ("SE Nomor 77/2021 tentang Irigasi.", None),
    ],
)
def test_number_that_contradicts_its_subject_is_flagged_and_kept(text: str, flag: str | None) -> None:
    (row,) = read(text)
    assert row.flag == flag
    assert row.number is not None
    assert row.number in text
    assert flag is None or row.law_id is None


def test_subject_ends_before_the_next_law() -> None:
    rows = read("UU Nomor 20 Tahun 2023 tentang ASN dan PP No 94/2021.")
    assert [row.text for row in rows] == ["UU Nomor 20 Tahun 2023 tentang ASN", "PP No 94/2021"]


def test_every_kind_of_the_gazetteer_is_a_kind_of_the_codebook() -> None:
    groups = law_table().group_of
    assert {groups.get(kind.kind, kind.kind) for kind in gazetteers().law_kinds} <= KINDS
    assert set(groups) <= {kind.kind for kind in gazetteers().law_kinds} | {
        law.kind for law in gazetteers().laws
    }
    assert set(law_rules().kinds.local) <= KINDS


WORDS = st.sampled_from(
    [
        "UU",
        "PP",
        "SE",
        "SKB",
        "Undang-Undang",
        "Nomor",
        "No.",
        "20",
        "20/2023",
        "2/",
        "/",
        "Tahun",
        "2023",
        "tentang",
        "ASN",
        "disiplin",
        "Pasal",
        "ayat",
        "(1)",
        "huruf",
        "a",
        "jo",
        "dan",
        ",",
        ".",
        "surat",
        "edaran",
        "bupati",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_spans_of_the_text(text: str) -> None:
    for row in read(text):
        assert text[row.start_char : row.end_char] == row.text
        assert row.text
        assert row.kind in KINDS
