import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.records import Article, Sanction
from transforms.sanctions.find import find_sanctions
from transforms.sanctions.rules import ROOT, compiled_rules
from transforms.sentences import split_sentences

EMPTY = Article(
    article_id="a", document_id="d", source_id="s", origin="o", url=None, outlet=None, title=None, authors=(),
    editors=(), dateline=None, published_at=None, published_precision=None, published_basis=None,
    fetched_at=None, language="id", text="", word_count=0,
)  # fmt: skip
T, R, IMPOSED = "threatened", "recommended", "imposed"


def read(text: str) -> tuple[Sanction, ...]:
    return find_sanctions(dataclasses.replace(EMPTY, text=text), split_sentences(text))


def rows(text: str) -> set[tuple[str | None, str | None, str]]:
    return {(row.level, row.form, row.modality) for row in read(text)}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Hukuman disiplin bagi ASN ada tiga, ringan, sedang, dan berat.", {"ringan", "sedang", "berat"}),
        ("ASN bisa kena sangsi,baik ringan,sedang maupun berat.", {"ringan", "sedang", "berat"}),
        ("ASN dapat dijatuhi sanksi sedang hingga berat.", {"sedang", "berat"}),
        ("Sanksi ASN ada yang ringan, ada yang sedang, ada pula yang berat.", {"ringan", "sedang", "berat"}),
        ("ASN akan dikenai sanksi moral sampai pidana.", {"moral", "pidana"}),
        ("Hukuman disiplin tingkat berat menanti ASN.", {"berat"}),
        ("ASN itu harus siap menerima sanksi, dari yg ringan sampai berat", {"ringan", "berat"}),
    ],
)
def test_each_level_of_a_list_is_a_row_without_form(text: str, levels: set[str]) -> None:
    assert rows(text) == {(level, None, T) for level in levels}


@pytest.mark.parametrize(
    ("text", "level", "form"),
    [
        ("Hukuman terberat bagi ASN adalah pemecatan.", "berat", "pemecatan"),
        ("Paling berat pegawai bisa dipecat dari sanksi yang ada.", "berat", "dipecat"),
        ("ASN terancam hukuman disiplin sedang berupa pemotongan tunjangan kinerja sebesar 25 persen selama 6 bulan.",
         "sedang", "pemotongan tunjangan kinerja sebesar 25 persen selama 6 bulan"),
        ("Untuk ASN, sanksi berat, yaitu pemberhentian dengan hormat tidak atas permintaan sendiri sebagai PNS.",
         "berat", "pemberhentian dengan hormat tidak atas permintaan sendiri sebagai PNS"),
        ("PNS bisa dikenai sanksi moral berupa pernyataan terbuka.", "moral", "pernyataan terbuka"),
        ("ASN yang melanggar diancam pidana penjara paling lama 6 (enam) bulan.", "pidana",
         "pidana penjara paling lama 6 (enam) bulan"),
        ("Lurah itu bisa ditunda kenaikan gajinya.", None, "ditunda kenaikan gajinya"),
        ("Camat terancam di berhentikan dengan tidak hormat.", None, "di berhentikan dengan tidak hormat"),
        ("ASN bisa dikenai larangan mengikuti seleksi jabatan.", None, "larangan mengikuti seleksi jabatan"),
        ("Guru PPPK dapat diputus kontrak kerjanya.", None, "diputus kontrak kerjanya"),
    ],
)  # fmt: skip
def test_a_form_keeps_its_words_and_the_level_that_the_text_gives(
    text: str, level: str | None, form: str
) -> None:
    assert rows(text) == {(level, form, T)}


def test_a_form_belongs_to_the_level_it_follows() -> None:
    text = "Sanksi ASN paling ringan berupa teguran lisan, sedangkan sanksi berat berupa penurunan pangkat."
    assert rows(text) == {("ringan", "teguran lisan", T), ("berat", "penurunan pangkat", T)}


def test_each_level_of_a_list_takes_the_form_in_its_brackets() -> None:
    text = "ASN terancam sanksi ringan (teguran), sedang (potong tunjangan), dan berat (pemecatan)."
    assert rows(text) == {
        ("ringan", "teguran", T),
        ("sedang", "potong tunjangan", T),
        ("berat", "pemecatan", T),
    }
    text = "Teguran (ringan) dan pemberhentian (berat) adalah sanksi ASN."
    assert rows(text) == {("ringan", "Teguran", T), ("berat", "pemberhentian", T)}


def test_forms_that_stretch_over_several_levels_belong_to_none() -> None:
    text = "ASN dapat dijatuhi sanksi ringan hingga berat, mulai dari teguran tertulis sampai pemecatan."
    assert {(row.level, row.form) for row in read(text)} == {
        ("ringan", None), ("berat", None), (None, "teguran tertulis"), (None, "pemecatan"),
    }  # fmt: skip


def test_a_list_below_a_level_with_colon_takes_that_level() -> None:
    text = "Hukuman disiplin sedang PNS:\n- Penundaan kenaikan pangkat selama 1 tahun\n- Penurunan pangkat"
    assert {(row.level, row.form) for row in read(text)} == {
        ("sedang", "Penundaan kenaikan pangkat selama 1 tahun"), ("sedang", "Penurunan pangkat"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Kabid itu sudah dijatuhi hukuman disiplin sedang.", IMPOSED),
        ("ASN tidak netral itu dijatuhi sanksi berat.", IMPOSED),
        ("Wali Kota mencopot camat itu.", IMPOSED),
        ("Sesuai rekomendasi BKN, lurah itu dijatuhi sanksi sedang.", IMPOSED),
        ("Guru itu akhirnya diberhentikan.", IMPOSED),
        ("Sanksi untuk dua ASN sudah turun. Keduanya ditunda kenaikan pangkatnya.", IMPOSED),
        ("Hukuman disiplin sedang itu dijatuhkan kepada Camat Pesisir.", IMPOSED),
        ("Tiga pegawai diberi sanksi moral.", IMPOSED),
        ("Sanksi yang diberikan kepada tiga lurah itu masuk kategori disiplin sedang.", IMPOSED),
        ("KASN mengusulkan sanksi untuk camat itu. Bupati memilih sanksi penurunan pangkat.", IMPOSED),
        ("Sanksi yang diberikan itu merupakan sanksi sedang kepada lurah tersebut.", IMPOSED),
        ("Dengan adanya pencopotan jabatan tersebut, gubernur wajib memeriksa camat itu.", IMPOSED),
        ("Kepala dinas membubuhkan tanda tangan pada surat teguran tertulis bagi guru itu.", IMPOSED),
        ("Dua ASN itu, kata rekomendasi KASN, diserahkan ke gubernur (selaku PPK) untuk diberi sanksi moral.", R),
        ("KASN menyurati bupati agar camat itu diganjar hukuman disiplin sedang.", R),
        ("Rekomendasi itu menjelaskan agar bupati memberikan sanksi moral kepada ASN atas nama Darsa.", R),
        ("KASN menilai lurah itu melanggar dan patut dihukum disiplin berat.", R),
        ("Saran penjatuhan hukuman disiplin sedang bagi dua lurah telah dikirim ke bupati.", R),
        (("Jenis sanksi terhadap pelanggaran ASN diatur di peraturan dengan tingkat sanksi yang dikenakan berupa"
         " hukuman disiplin sedang."), T),
        ("KASN merekomendasikan agar lurah itu dijatuhi sanksi moral.", R),
        ("Rekomendasi KASN berupa penundaan kenaikan pangkat untuk camat itu.", R),
        ("Bawaslu mengusulkan pencopotan kepala dinas itu.", R),
        ("Kalau terbukti, Bawaslu merekomendasikan sanksi berat.", T),
        ("Bawaslu akan merekomendasikan sanksi sedang.", T),
        ("ASN yang melanggar akan dipecat.", T),
        ("Yang nekat langsung saya copot, kata Bupati kepada para camat.", T),
        ("Bupati tidak segan memecat ASN.", T),
        ("Jangan sampai ada ASN yang dipecat.", T),
        ("Sanksi ASN berupa teguran tertulis.", T),
        ("Pelanggar dijatuhi hukuman disiplin berat, kata Kepala BKN.", T),
    ],
)  # fmt: skip
def test_cues_decide_the_modality(text: str, modality: str) -> None:
    assert {row.modality for row in read(text)} == {modality}


def test_statements_set_against_each_other_are_read_apart() -> None:
    text = "Camat itu dijatuhi teguran tertulis, sedangkan ASN lain bisa dijatuhi sanksi berat."
    assert rows(text) == {(None, "teguran tertulis", IMPOSED), ("berat", None, T)}


@pytest.mark.parametrize(
    "text",
    [
        "Belum ada ASN yang dijatuhi sanksi berat.",
        "Pegawai itu tidak dikenai sanksi sedang.",
        "Sekda menolak menonaktifkan kepala dinas itu.",
        "Sanksi berat untuk ASN itu masih dikaji Inspektorat.",
        "Bupati membantah kabar pencopotan camat itu.",
        "ASN akan diberi sanksi tegas sesuai aturan.",
        "Sanksi ASN sedang diproses BKN.",
        "Pelanggaran berat oleh ASN dilaporkan ke BKN.",
        "Spanduk bergambar camat itu dicopot petugas.",
        "Dugaan tindak pidana oleh ASN itu dihentikan.",
        "Peringatan hari jadi dihadiri seluruh ASN.",
        "Manajemen klub memecat pelatihnya dan didenda Rp 50 juta.",
        "Wajib pajak dikenai sanksi berat berupa denda dua persen.",
    ],
)
def test_denied_open_bare_and_foreign_penalties_give_no_row(text: str) -> None:
    assert read(text) == ()


def test_the_same_penalty_is_one_row() -> None:
    text = (
        "Camat itu dicopot. Ia dijatuhi hukuman disiplin berat berupa pembebasan dari jabatannya.\n"
        "Hukuman disiplin berat itu sudah dijatuhkan kemarin."
    )
    assert rows(text) == {("berat", "pembebasan dari jabatannya", IMPOSED)}


def test_a_very_long_text_is_read_in_linear_time() -> None:
    assert len(read("ASN dijatuhi sanksi berat bisa dipecat " * 4000)) <= 4


def test_every_form_holds_a_root() -> None:
    compiled = compiled_rules()
    for form in compiled.rules.forms:
        for example in form.examples:
            printed = re.search(form.pattern, example)
            assert printed and compiled.roots.bits(printed.group()) & ROOT, example


WORDS = st.sampled_from(
    ["sanksi", "ASN", "berat", "sedang", "paling", "dijatuhi", "akan", "tidak", "berupa", "pemecatan", ",", ".", ":",
     "(", ")", "\n", "denda", "pidana", "moral", "hukum", "jika", "rekomendasi", "25 persen", "selama", "İ", "\u200b"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_valid_spans(text: str) -> None:
    for row in read("ASN " + text):
        assert ("ASN " + text)[row.start_char : row.end_char] == row.text
        assert row.level or row.form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rekomendasi BKN yang keluar kemarin, kata dia, juga menyebut hukuman berat.", {("berat", None, R)}),
        ("Berkas pegawai itu dikirim ke KASN. Usulannya: hukuman disiplin sedang.", {("sedang", None, R)}),
        ("Kepada pegawai itu KASN hanya meminta sanksi moral.", {("moral", None, R)}),
        (
            "Dua pegawai dijatuhi teguran tertulis, satu lagi masih menunggu rekomendasi.",
            {(None, "teguran tertulis", IMPOSED)},
        ),
        (
            "Kalau terbukti, pegawai bisa sanksi moral, bisa potong tunjangan.",
            {("moral", None, T), (None, "potong tunjangan", T)},
        ),
        ("ASN yang ketahuan tunjangannya ditahan.", {(None, "tunjangannya ditahan", T)}),
    ],
)
def test_further_wordings(text: str, expected: set[tuple[str | None, str | None, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASN bandel diancam penurunan jabatan atau penurunan pangkat, dua-duanya masuk hukuman disiplin berat.",
         {("berat", "penurunan jabatan", T), ("berat", "penurunan pangkat", T)}),
        ("Camat itu bisa dijatuhi penurunan pangkat, yang tergolong hukuman berat.", {("berat", "penurunan pangkat", T)}),
        ("Hukuman bagi ASN mengacu ke peraturan pemerintah, mulai sedang hingga berat.",
         {("sedang", None, T), ("berat", None, T)}),
        ("ASN yang melanggar akan ditahan tunjangan kinerjanya.", {(None, "ditahan tunjangan kinerjanya", T)}),
        ("Pegawai itu bakal dipangkas tunjangannya.", {(None, "dipangkas tunjangannya", T)}),
        ("Kalau ASN ketahuan, saya teken surat nonjobnya.", {(None, "nonjobnya", T)}),
        ("ASN itu didenda Rp1 juta dengan ketentuan denda tersebut tidak dibayar maka diganti dengan pidana kurungan.",
         {("pidana", "didenda Rp1 juta", IMPOSED), ("pidana", "pidana kurungan", T)}),
        ("Dua kepala dinas dijatuhi sanksi peringatan.", {(None, "peringatan", IMPOSED)}),
        ("Pemkot akhirnya menjatuhi sanksi administratif ringan kepada dua lurah.", {("ringan", None, IMPOSED)}),
        ("SK itu berisi tentang pembebasan jabatan selama 12 bulan bagi kepala dinas tersebut.",
         {(None, "pembebasan jabatan selama 12 bulan", IMPOSED)}),
        (("Hukuman disiplin berat bagi ASN sebagaimana dimaksud ayat (1) terdiri atas penurunan pangkat, dan"
         " pembebasan dari jabatan."),
         {("berat", "penurunan pangkat", T), ("berat", "pembebasan dari jabatan", T)}),
        ("Hukuman sedang tersebut bagi ASN bisa berupa penundaan kenaikan pangkat.",
         {("sedang", "penundaan kenaikan pangkat", T)}),
        (("Hukuman disiplin berat bagi ASN terdiri dari beberapa jenis. Di antaranya, penurunan pangkat."
         " Kedua, pembebasan dari jabatan. Camat bisa dipecat."),
         {("berat", "penurunan pangkat", T), ("berat", "pembebasan dari jabatan", T), (None, "dipecat", T)}),
        ("Dua ASN itu divonis denda masing-masing sebesar Rp2 juta dan pidana kurungan dua (2) bulan.",
         {("pidana", "denda masing-masing sebesar Rp2 juta", IMPOSED),
          ("pidana", "pidana kurungan dua (2) bulan", IMPOSED)}),
        ("Kepala dinas menepis kabar lurah itu segera dicopot.", set()),
        ("Bupati membantah isu camat akan dipecat.", set()),
    ],
)  # fmt: skip
def test_further_ways_of_naming_a_penalty(
    text: str, expected: set[tuple[str | None, str | None, str]]
) -> None:
    assert rows(text) == expected
