import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.loader import load_toml
from tests.transforms.tables import table
from transforms.figures.find import find_figures
from transforms.figures.numerals import find_numerals
from transforms.figures.rules import FigureRules, Template, count_patterns, mask
from transforms.places.find import find_places
from transforms.records import Article, ArticlePlace, Figure
from transforms.sentences import split_sentences

EMPTY = Article(
    article_id="a", document_id="d", source_id="s", origin="o", url=None, outlet=None, title=None, authors=(),
    editors=(), dateline=None, published_at=None, published_precision=None, published_basis=None,
    fetched_at=None, language="id", text="", word_count=0,
)  # fmt: skip
CODES = {"Ende": "53.08", "Sikka": "53.10", "Alor": "53.05"}


def read(text: str) -> tuple[Figure, ...]:
    places = [
        ArticlePlace(article_id="a", place_code=CODES[match.group()], mention=match.group(), candidates=(),
                     start_char=match.start(), end_char=match.end(), rule_id="r", reason=None)
        for match in re.finditer("|".join(CODES), text)
    ]  # fmt: skip
    return find_figures(dataclasses.replace(EMPTY, text=text), split_sentences(text), places)


def values(text: str) -> list[float]:
    return [row.value for row in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bawaslu mencatat sebanyak 64 dugaan pelanggaran netralitas ASN.", [64]),
        ("Bawaslu menangani 12 (dua belas) perkara ASN,tiga di antaranya dihentikan.", [12, 3]),
        ("Laporan netralitas ASN mencapai 1.028, naik dari 700 laporan pada 2019.", [1028, 700]),
        ("KASN menerima 2.034 laporan. Dari jumlah itu, 1.605 ASN terbukti melanggar.", [2034, 1605]),
        ("Ada 15 ASN yang dilaporkan. Sembilan terbukti, enam lainnya tidak terbukti.", [15, 9, 6]),
        (
            "Dari 12 laporan ASN, 5 diregistrasi, 4 tidak memenuhi syarat, dan 3 masih dalam kajian.",
            [12, 5, 4, 3],
        ),
        ("Bawaslu mengirim tujuh rekomendasi ke BKN; empat sudah dijawab, tiga belum.", [7, 4, 3]),
        ("Kasus itu melibatkan empat kepala desa dan satu ASN.", [4, 1]),
        ("Laporan terhadap dua bidan ASN gugur.", [2]),
        ("Ini putusan ketiga Bawaslu soal ASN tahun ini.", [3]),
        ("Dikatakan,ada 4 kasus ASN,1 kasus sudah di putus,3 masih proses.", [4, 1, 3]),
        ("Bawaslu baru menangani satu perkara ASN.", [1]),
        ("Hasil pleno: dua ASN terbukti, dua lagi tidak terbukti.", [2, 2]),
        ("Ada 9 kasus ASN. Pada hari yang sama, BKN menjawab tujuh.", [9, 7]),
        ("Delapan ASN diperiksa. Lima diberi sanksi moral, satu sanksi berat.", [8, 5, 1]),
        (
            "Bawaslu menangani sebelas perkara ASN. Enam kami nyatakan melanggar, tiga masih jalan.",
            [11, 6, 3],
        ),
        ("Lima laporan soal ASN dihentikan, sementara lima laporan lain belum dikaji.", [5, 5]),
        (
            "Ada 14 perkara ASN. Empat karena kampanye, dua perihal partai, dan tiga lewat pesan.",
            [14, 4, 2, 3],
        ),
        (
            "Ada 88 peristiwa yang diduga pelanggaran ASN:\n- Ende 61 peristiwa\n- Sikka 27 peristiwa",
            [88, 61, 27],
        ),
        ("Ada 51 dugaan pelanggaran ASN: hadir (30), unggahan media (12), ajakan (9).", [51, 30, 12, 9]),
        ("Bawaslu memantau 400 akun. Ditemukan tiga unggahan ASN yang memuat dukungan.", [3]),
        ("Bawaslu menangani enam perkara ASN. Lima di antaranya guru.", [6]),
        ("Tahun 2020 lalu edaran netralitas ada, kasusnya juga ada sembilan.", [9]),
        ("Dari jumlah itu, 605 ASN (77,5%) terbukti melanggar.", [605]),
        ("Sebanyak 6 ASN, terdiri dari 2 camat, 3 lurah dan 1 kepala dinas, diperiksa Bawaslu.", [6]),
        ("Bawaslu mencatat 9 perkara ASN dengan rincian Ende 3, Sikka 4, Alor 2.", [9, 3, 4, 2]),
        ("Sepanjang 2023, ada 28 laporan netralitas ASN, naik 12 laporan dari tahun lalu.", [28]),
        ("Sebanyak tujuh dari 11 laporan dugaan pelanggaran ASN memenuhi syarat.", [7, 11]),
        ("Yang sudah kami teruskan ke BKN itu ada sebelas orang ASN.", [11]),
        ("Terdapat 312 pegawai ASN yang sampai 8 November direkomendasikan untuk dijatuhi sanksi.", [312]),
    ],
)
def test_counts_are_found_with_their_breakdown(text: str, expected: list[float]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Apel netralitas diikuti 1.200 ASN dari 12 kecamatan.",
        "Sebanyak 31 kepala OPD menandatangani pakta netralitas ASN.",
        "Tunjangan ASN dipotong 25 persen selama 6 bulan.",
        "Pasal 9 ayat 2 UU Nomor 5 Tahun 2014 melarang ASN berpolitik.",
        "Belum ada satu pun laporan soal ASN.",
        "Bawaslu belum menerima satu laporan tentang ASN.",
        "Kalau ada satu laporan saja soal ASN, kami proses.",
        "Bawaslu memeriksa lima saksi dalam kasus ASN.",
        "Puluhan laporan soal seorang ASN masuk, sisanya nihil.",
        "Ada delapan jenis pelanggaran netralitas ASN.",
        "Kasus ASN itu diterima pukul 10 oleh 2 petugas pada 3 Mei 2024.",
        "Camat berinisial HS (47) dilaporkan; ia 22 tahun menjadi ASN.",
        "Rakor netralitas ASN menghasilkan tiga rekomendasi.",
        "Wasit mencatat 12 pelanggaran, dua diberi kartu.",
    ],
)
def test_other_numbers_are_no_counts(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada 23 kasus ASN. Dari 23 kasus itu, lima dihentikan.", [23, 5]),
        (
            "Bawaslu menerima 12 laporan soal ASN.\nMenurut Ketua Bawaslu, 12 laporan masuk sejak Agustus.",
            [12],
        ),
        ("Ada dua laporan dan satu temuan soal ASN. Yang dua sudah diproses.", [2, 1]),
    ],
)
def test_a_count_given_before_is_not_counted_again(text: str, expected: list[float]) -> None:
    assert values(text) == expected


def test_a_distribution_gives_each_place_its_count() -> None:
    text = "Ada 9 kasus netralitas ASN. Rinciannya, Ende lima, Sikka tiga kasus, dan Alor satu."
    assert [(row.value, row.place_code) for row in read(text)] == [
        (9, None), (5, "53.08"), (3, "53.10"), (1, "53.05"),
    ]  # fmt: skip


def test_a_number_behind_two_places_leaves_its_place_open() -> None:
    rows = read("Kasus ASN terbanyak di Alor dengan 9 kasus. Disusul Ende dan Sikka 8 kasus, Alor 3 kasus.")
    assert [(row.value, row.what, row.place_code) for row in rows[1:]] == [
        (8, "Ende dan Sikka", None), (3, "Alor", "53.05"),
    ]  # fmt: skip


def test_a_name_in_a_list_of_places_keeps_its_own_count() -> None:
    rows = read("Kasus ASN tersebar: Ende (5 kasus), Sikka (3 kasus), dan Ranggu (2 kasus).")
    assert [(row.value, row.place_code) for row in rows] == [(5, "53.08"), (3, "53.10"), (2, None)]
    rows = read(
        "Ada kasus ASN diblokir, yakni 4 ASN untuk wilayah kerja Kanreg Ende, 2 ASN untuk wilayah kerja Sikka."
    )
    assert [(row.value, row.place_code) for row in rows] == [(4, None), (2, None)]


def test_a_count_belongs_to_the_place_right_before_it() -> None:
    rows = read(
        "Kasus ASN di Alor paling banyak yaitu 43 kasus yang disusul Ende sebanyak 26 dan Sikka 19 kasus."
    )
    assert [(row.value, row.place_code) for row in rows] == [(43, "53.05"), (26, "53.08"), (19, "53.10")]
    rows = read("Kasus ASN per daerah: ada Ende (2 kasus) Sikka (2 kasus).")
    assert [(row.value, row.place_code) for row in rows] == [(2, "53.08"), (2, "53.10")]
    row, *_ = read("KASN menindaklanjuti 24 kasus ASN yaitu di Ende (1 kasus) serta Sikka (4 kasus).")
    assert (row.value, row.what, row.place_code) == (24, "kasus ASN", None)


def test_a_place_within_the_words_of_a_count_is_its_own() -> None:
    *_, row = read(
        "Bawaslu Sikka mencatat 20 kasus ASN. Termasuk dua kepala desa di Ende yang terindikasi tidak netral."
    )
    assert (row.value, row.place_code) == (2, "53.08")


def test_people_counted_place_by_place_each_have_theirs() -> None:
    rows = read("Bawaslu memeriksa sebanyak 5 ASN di Ende dan 3 di Sikka.")
    assert [(row.value, row.place_code) for row in rows] == [(5, "53.08"), (3, "53.10")]


def test_a_period_that_a_count_is_compared_with_is_not_its_own() -> None:
    (row,) = read("Ada 90 laporan soal ASN, lebih sedikit dibandingkan Pilkada 2020.")
    assert row.period is None
    (row,) = read("Ada 90 laporan soal ASN pada Pemilihan 2024, lebih sedikit dibandingkan Pilkada 2020.")
    assert row.period == "Pemilihan 2024"


def test_masing_masing_gives_each_place_one_row() -> None:
    rows = read("Ende dan Sikka masing-masing menangani satu kasus ASN.")
    assert [(row.value, row.place_code) for row in rows] == [(1, "53.08"), (1, "53.10")]


def test_unit_phrase_place_and_period_are_told() -> None:
    (row,) = read("Pada Pemilu 2019 Bawaslu menangani tujuh kasus dugaan ASN tidak netral di Ende.")
    assert (row.unit, row.what, row.place_code, row.period) == (
        "kasus", "kasus dugaan ASN tidak netral", "53.08", "Pemilu 2019",
    )  # fmt: skip
    assert row.text == "tujuh kasus dugaan ASN tidak netral"


RULES = load_toml(FigureRules, "rules/figures.toml")


@pytest.mark.parametrize(
    ("template", "pattern"),
    [
        *count_patterns().counts.values,
        *zip(RULES.listed, count_patterns().listed, strict=True),
        (RULES.each, count_patterns().each),
        (RULES.list_head, count_patterns().list_head),
    ],
)
def test_every_template_finds_its_examples_and_no_counter_example(
    template: Template, pattern: re.Pattern[str]
) -> None:
    for example in template.examples:
        assert pattern.search(mask(example, find_numerals(example))), example
    for example in template.counter_examples:
        assert not pattern.search(mask(example, find_numerals(example))), example


def test_a_very_long_text_is_read_in_linear_time() -> None:
    assert len(read("ASN 5 kasus, dua terbukti, satu gugur " * 4000)) < 200


WORDS = st.sampled_from(
    ["ASN", "laporan", "kasus", "satu", "dua", "12", "1.028", "dari", "terbukti", "di antaranya", ",", ".", "Ende",
     "\n", "masing-masing", "ketiga", "sanksi", "persen", "belum", "(", ")", "İ", "sebanyak"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_valid_spans(text: str) -> None:
    text = "ASN " + text
    for row in read(text):
        assert text[row.start_char : row.end_char] == row.text
        assert row.what and row.value >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bawaslu memproses 37 ASN. Ende terbanyak dengan 9 orang, disusul Sikka 7 orang.", [37, 9, 7]),
        ("Pemkab menjatuhkan hukuman kepada tiga pegawainya. Ketiga ASN itu tidak netral.", [3]),
        (
            "KASN mengirim 183 rekomendasi. Baru 95 rekomendasi dilaksanakan. Sisanya, 88, menggantung.",
            [183, 95, 88],
        ),
        ("KASN menerima 320 laporan soal ASN. Terdapat 320 ASN yang dilaporkan.", [320]),
        ("Panwas memeriksa dua aparatur sipil negara. Dua ASN melanggar netralitas.", [2]),
        ("Kasus ASN: Ende 43 kasus, Sikka 26 kasus. Urutannya, kasus terjadi di Ende 43 kasus, lalu Alor.", [43, 26]),
        (("Data pelanggaran ASN yang dilaporkan mencapai 1.005 ASN. Ada 1.005 ASN dilaporkan, dan 147 ASN belum"
         " mendapat tindak lanjut."), [1005, 147]),
        ("Pelanggaran ASN yang belum ditindaklanjuti yakni 56 ASN dari Ende, 33 ASN dari Sikka.", [56, 33]),
        ("Tiga pejabat eselon II di lingkungan Pemerintah Kabupaten Ende telah melanggar netralitas ASN.", [3]),
        ("Bawaslu menerima 4 laporan soal ASN. Empat ASN diperiksa.", [4, 4]),
        ("Plt bupati memberi sanksi kepada dua lurah. Sudah, ada dua lurah, kata dia.", [2]),
        ("Dari 90 ASN yang melanggar, baru 40 yang rekomendasi sanksinya sudah ditindaklanjuti.", [90, 40]),
        ("Ada 44 aduan soal ASN. Yang memenuhi syarat 20, sisanya gugur.", [44, 20]),
        ("Hakim menjatuhkan vonis pidana penjara terhadap dua (2) ASN.", [2]),
        ("KASN mengeluarkan rekomendasi pelanggaran kode etik untuk 3 orang ASN.", [3]),
        ("Tiga guru di Ende terancam dipecat karena tidak netral. Sepuluh guru hadir.", [3]),
        ("Panwas mengirim nama sembilan pegawai ke KASN.", [9]),
        (("Bawaslu merilis 17 temuan soal ASN. Sembilan temuan berupa ajakan, lima berupa kehadiran pegawai,"
         " dan tiga soal kendaraan dinas."), [17, 9, 5, 3]),
    ],
)  # fmt: skip
def test_further_ways_of_counting(text: str, expected: list[float]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(("expected", "passage"), table("figure_passages.txt", 2))
def test_counts_of_a_passage(expected: str, passage: str) -> None:
    title, _, text = passage.rpartition(" ## ")
    given = dataclasses.replace(EMPTY, title=title or None, text=text)
    found = [row.value for row in find_figures(given, split_sentences(text), find_places(given))]
    wanted = [] if expected == "none" else [float(number.replace(".", "")) for number in expected.split(", ")]
    assert sorted(found) == sorted(wanted)


def test_lines_of_a_list_give_each_kind_its_count() -> None:
    text = (
        "Pemantau mencatat 31 dugaan pelanggaran netralitas ASN, terdiri atas:\n"
        "1. Hadir dalam kampanye: 14\n2. Unggahan di media sosial: 9 kasus\n3. Memakai mobil dinas: 8\n"
        "Narahubung: 812"
    )
    assert [row.value for row in read(text)] == [31, 14, 9, 8]
