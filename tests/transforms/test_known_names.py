"""Names told by their own words, and words that lost the blank between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.loader import load_words
from tests.transforms.people import persons_of
from transforms.persons.glued import seams
from transforms.persons.known_names import is_known_word
from transforms.persons.splitting import split_words


def names_in(text: str) -> list[str]:
    return sorted({row.name for row in persons_of(text).rows})


@pytest.mark.parametrize(
    "text",
    [
        "Kisah Hendra Sulistyo belum selesai.",
        "Kepergian Ratna Wulandari membuat warga berduka.",
        "Gol tunggal dicetak Bambang Rukmawanto pada menit akhir.",
        "Di mata Togar Simbolon, perkara itu selesai.",
        "Warga mengenal Wayan Sudarta sejak lama.",
        "Berkas milik Yohanes Waromi belum lengkap.",
        "Karena itu Syamsul Mattarima memilih pulang.",
        "Sidang Budi Rajendra ditunda.",
        "Sikap Michael Trevane berubah.",
        "Nama Fakhruddin Lubai disebut dua kali.",
    ],
)
def test_two_words_of_which_one_is_known_need_no_other_reason(text: str) -> None:
    assert len(names_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Mobil itu adalah Gran Vexo.",
        "Produk tersebut yakni Ultra Glide.",
        "Serial ini diproduksi oleh Elang Pictures.",
        "Kerja sama bersama Green Volta dimulai.",
        "Vexo Hybrid hadir untuk kaum muda.",
        "Pilihan warnanya Mint Blue dan Copper Bronze.",
        "Kapal Ratna Wulandari sandar di pelabuhan.",
        "Jalan Hendra Sulistyo ditutup.",
        "Masjid Bambang Sudarta diresmikan.",
        "Universitas Ratna Wulandari menerima mahasiswa.",
        "Stadion Togar Simbolon penuh.",
        "Komisi III Bidang Hukum meminta penjelasan.",
        "Babak VII Piala Nusantara dimulai.",
    ],
)
def test_things_teams_and_houses_are_no_persons(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sikap Bambang tidak berubah.",
        "Warga menunggu kedatangan Yohanes di balai desa.",
        "Menurut rencana, jabatan itu diberikan kepada Wahyudi.",
        "Anton murid yang rajin.",
    ],
)
def test_a_single_listed_word_is_a_name_where_it_stands_alone(text: str) -> None:
    assert len(names_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Warga melintas di kawasan Sudarsono pagi itu.",
        "Rapat ditutup pukul lima sore. (Bambang)",
        "Purnawirawan itu memilih diam.",
        "Serial Bambang tayang malam ini.",
        "Gedung Bambang roboh.",
    ],
)
def test_a_single_word_of_a_place_or_a_sign_off_is_none(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("Sumarwanto", True),
        ("Fakhruddin", True),
        ("Hermansyah", True),
        ("Simanjuntak", True),
        ("Wartawan", False),
        ("Bantuan", False),
        ("Jakarta", False),
        ("Indah", False),
    ],
)
def test_a_word_is_known_by_list_or_ending(word: str, known: bool) -> None:
    assert is_known_word(word) is known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gubernur Sulawesi BaratHendra Sulistyo hadir.", ["Hendra Sulistyo"]),
        ("Menteri SosialRatna Wulandari mengatakan hal itu.", ["Ratna Wulandari"]),
        ("Bupati Sigi Hendra Sulistyomengatakan hal itu.", ["Hendra Sulistyo"]),
        ("Bupati Sigi Hendra Sulistyodan rombongan tiba.", ["Hendra Sulistyo"]),
    ],
)
def test_a_missing_blank_does_not_join_names_to_other_words(text: str, expected: list[str]) -> None:
    persons = persons_of(text)
    assert [row.name for row in persons.rows] == expected
    assert all(text[m.start_char : m.end_char] == m.text for m in persons.mentions)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("BaratHendra", ["Barat", "Hendra"]),
        ("KetuaDPRDSulbar", ["Ketua", "DPRD", "Sulbar"]),
        ("Sulistyomengatakan", ["Sulistyo", "mengatakan"]),
        ("YouTube", ["YouTube"]),
        ("MacArthur", ["MacArthur"]),
        ("LaNyalla", ["LaNyalla"]),
        ("Ramadhani", ["Ramadhani"]),
    ],
)
def test_only_known_words_are_taken_apart(word: str, parts: list[str]) -> None:
    assert [part.text for part in split_words(word)] == parts


@given(st.text(alphabet="AaBbDdRr é", max_size=30))
def test_words_are_cut_inside_and_in_order(text: str) -> None:
    for word in text.split():
        assert list(seams(word)) == sorted({cut for cut in seams(word) if 0 < cut < len(word)})
    assert all(text[w.start : w.end] == w.text for w in split_words(text))


def test_the_list_holds_small_letters_in_order_and_no_common_word() -> None:
    words = load_words("gazetteers/name_words.txt")
    assert all(word == word.casefold() and word.isalpha() for word in words)
    assert not words & load_words("gazetteers/common_words.txt")
