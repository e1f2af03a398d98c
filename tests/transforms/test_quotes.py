"""Quotes with their speakers, direct and indirect."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.people import persons_of
from tests.transforms.quote_people import article, persons
from transforms.persons.find import Persons
from transforms.quotes.find import find_quotes
from transforms.records import Quote
from transforms.sentences import split_sentences

PEOPLE = {"Budi Santoso": ("Budi",), "Siti Aminah": ("Siti",)}
WORDS = st.sampled_from(
    ['"', "“", "”", "‘", "’", "'", "\n", ". ", ", ", "Budi", "Siti", "kata", "ujarnya", "mengatakan", "dia", "Bupati",
     "menurut", "dikatakan", "rapat itu", "Ditunda", "salah satu", "HS", "KPU", ":", "a. ", " ", "agar", "!"]
)  # fmt: skip


def quotes(text: str) -> list[Quote]:
    return list(find_quotes(article(text), split_sentences(text), persons(text, PEOPLE)))


def speakers(text: str) -> list[str | None]:
    return [q.speaker or q.speaker_reason for q in quotes(text) if q.is_direct]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Kami siap," kata Budi. Siti hadir.', ["Budi Santoso"]),
        ('Budi mengatakan, "Kami siap."', ["Budi Santoso"]),
        ('"Kami siap bekerja untuk semua,"Budi.', ["Budi Santoso"]),
        ('"Kami siap," Siti menegaskan.', ["Siti Aminah"]),
        # pointing back
        ('Apel dipimpin Budi.\n"Kami siap," ujarnya.', ["Budi Santoso"]),
        ('Budi memimpin apel. Siti menyebut semua siap.\n"Kami siap," ujarnya.', ["Siti Aminah"]),
        ('"Satu," kata Budi.\n"Dua," imbuhnya.', ["Budi Santoso", "Budi Santoso"]),
        (
            '"Satu," kata Budi.\nSementara itu, Siti berharap semua netral.\n"Dua," imbuhnya.',
            ["Budi Santoso", "Siti Aminah"],
        ),
        ('"Satu," kata Budi.\nHadir pula Siti.\n"Dua," imbuhnya.', ["Budi Santoso", "Budi Santoso"]),
        (
            '"Satu," kata Budi.\nCamat dan lurah wajib netral.\n"Dua," imbuhnya.',
            ["Budi Santoso", "Budi Santoso"],
        ),
        ('Siti membantah. Ia menolak menemui Budi. "Saya tidak tahu," ucapnya.', ["Siti Aminah"]),
        ('Siti, staf kelurahan, mengeluh. "Kami siap," ujarnya.', ["Siti Aminah"]),
        # without a cue
        ('Siti meminta semua tenang. "Kita tunggu hasil sidang."', ["Siti Aminah"]),
        ('"Kita tunggu saja hasil sidang."\nHal itu dikatakan Siti di Solo.', ["Siti Aminah"]),
        # nobody to name
        ('"Kami siap," ujarnya.', ["no_attribution"]),
        (
            '"Kami siap," jelas Pj Bupati Sragen.\n"Kami tegas," ujarnya.',
            ["unnamed_office", "unnamed_office"],
        ),
        ('"Pilih nomor satu saja," ujar HS dalam video itu.', ["initials_only"]),
        ('"Kami takut," keluh seorang guru.', ["unnamed_person"]),
        ('Hanya seorang, guru senior dari Solo, mau bicara.\n"Kami takut," keluhnya.', ["unnamed_person"]),
        (
            'Dalam sambutan bupati yang dibacakan Siti, pegawai dipuji.\n"Terima kasih," kata bupati.',
            ["read_for_absent"],
        ),
        ('Budi dan Siti mengatakan, "Kami siap."', ["ambiguous"]),
        ('KPU menyatakan, "Kami siap bekerja."', ["body"]),
    ],
)
def test_each_utterance_has_its_speaker_or_a_reason(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        ("Budi mengatakan bahwa rapat itu ditunda besok.", "rapat itu ditunda besok.", "Budi Santoso"),
        ("Budi menambahkan, rapat itu ditunda besok.", "rapat itu ditunda besok.", "Budi Santoso"),
        ("Menurut Siti, rapat itu ditunda besok.", "rapat itu ditunda besok.", "Siti Aminah"),
        ("Rapat itu ditunda besok, kata Siti.", "Rapat itu ditunda besok", "Siti Aminah"),
        ("Rapat itu, kata Siti, ditunda besok.", "Rapat itu, kata Siti, ditunda besok.", "Siti Aminah"),
        ("Budi mengimbau pegawai agar tetap netral.", "pegawai agar tetap netral.", "Budi Santoso"),
        ("Ditambahkan Siti,bahwa rapat itu ditunda besok.", "rapat itu ditunda besok.", "Siti Aminah"),
        (
            "Siti menyampaikan kritiknya bahwa rapat itu ditunda besok.",
            "kritiknya bahwa rapat itu ditunda besok.",
            "Siti Aminah",
        ),
        (
            "Budi mengatakan kepada wartawan, rapat itu ditunda besok.",
            "rapat itu ditunda besok.",
            "Budi Santoso",
        ),
        (
            "Hal itu disampaikan Siti bahwa rapat itu ditunda besok.",
            "rapat itu ditunda besok.",
            "Siti Aminah",
        ),
        # verbs that mostly take a thing report a clause behind "bahwa" or a comma
        (
            "Budi dalam arahannya menyampaikan bahwa rapat itu ditunda besok.",
            "rapat itu ditunda besok.",
            "Budi Santoso",
        ),
        ("Siti menyampaikan, rapat itu ditunda besok.", "rapat itu ditunda besok.", "Siti Aminah"),
    ],
)
def test_reported_speech_is_the_clause_of_its_cue(text: str, clause: str, speaker: str) -> None:
    assert [(q.text, q.speaker, q.is_direct) for q in quotes(text)] == [(clause, speaker, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Budi meminta maaf kepada semua warga.",
        "Budi belum menjelaskan alasan rapat itu ditunda.",
        "Siti menyampaikan surat itu ke kantor.",
        "Hal itu disampaikan Siti di kantornya usai rapat, Rabu (3/4).",
        "Demikian pula dikatakan Budi saat ditemui seusai rapat itu.",
        "Siti menyatakan dukungannya kepada calon nomor dua itu.",
        "Siti menyampaikan usul, yang dibahas dalam rapat itu.",
        "Budi membacakan surat, lalu menutup rapat itu.",
        "Budi membuka rapat itu sejak pagi.",
        "Anggaran naik, nilainya dua miliar rupiah.",
    ],
)
def test_without_a_reported_clause_there_is_no_indirect_speech(text: str) -> None:
    assert quotes(text) == []


def test_a_sentence_with_a_direct_quote_gives_no_indirect_one() -> None:
    assert [q.is_direct for q in quotes('Menurut Budi, "Kami siap bekerja," ujarnya saat ditemui.')] == [True]


def test_what_an_attribution_prints_is_kept() -> None:
    [quote] = quotes('"Kami siap,"UJAR Ketua KPU Sragen Siti Aminah.')
    assert (quote.cue, quote.speaker_text) == ("ujar", "Ketua KPU Sragen Siti Aminah")
    assert quote.rule_id == "quotes.cue_after"


def test_a_row_has_a_speaker_or_a_reason_never_both() -> None:
    for quote in quotes('"Satu," kata Budi.\n"Dua," kata seorang warga.\nSiti mengatakan rapat itu ditunda.'):
        assert (quote.speaker is None) == (quote.person_id is None) == (quote.speaker_reason is not None)


def test_an_article_without_marks_or_cues_gives_nothing() -> None:
    assert find_quotes(article(""), (), Persons(rows=(), mentions=())) == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_valid_spans_that_do_not_overlap(text: str) -> None:
    last = 0
    for quote in quotes(text):
        assert text[quote.start_char : quote.end_char] == quote.text != ""
        assert quote.start_char >= last
        last = quote.end_char


@pytest.mark.parametrize("unit", ['"', "a''", '"a," kata Budi. ', "kepada Bupati ", "\n“"])
def test_long_runs_of_marks_give_valid_spans(unit: str) -> None:
    text = unit * (32_000 // len(unit))
    for quote in find_quotes(article(text), split_sentences(text), Persons(rows=(), mentions=())):
        assert text[quote.start_char : quote.end_char] == quote.text != ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Kami siap," ujar dia. Budi mengatakan itu kemarin.', ["Budi Santoso"]),
        ('Kabar itu dibantah mentah-mentah oleh Budi. "Fotonya lama," katanya.', ["Budi Santoso"]),
        ('Budi hadir.\n"Saya lupa," kata peserta yang menangis itu.', ["unnamed_person"]),
        ('Budi hadir. Paman saya tertawa.\n"Bayar dulu," katanya.', ["unnamed_person"]),
        ('"Kami tidak mengintai," kata Koordinator Pencegahan Bawaslu Jabar Budi Santoso.', ["Budi Santoso"]),
        ("Unggahan itu berisi klaim “semua pegawai akan dipecat bulan depan”.", []),
        ("Pencarian dengan kata kunci “bupati pecat semua lurah di kota” tidak ada hasilnya.", []),
    ],
)
def test_further_speakers(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


def test_a_speaker_stands_behind_the_longest_of_offices() -> None:
    text = (
        '"Kami menunggu izin," kata Kepala Bidang Mutasi dan Promosi Badan Kepegawaian dan Pengembangan Sumber Daya '
        "Manusia (BKPSDM) Kabupaten Sigi, Budi Santoso, di Sigi, Kamis."
    )
    found = find_quotes(article(text), split_sentences(text), persons_of(text))
    assert [q.speaker for q in found] == ["Budi Santoso"]


def test_an_office_behind_its_holder_is_no_other_speaker() -> None:
    text = (
        'Surti Handayani Ketua KPU Sigi menyampaikan, rapat itu ditunda sampai besok. "Kami lelah," katanya.'
    )
    found = find_quotes(article(text), split_sentences(text), persons_of(text))
    assert [q.speaker for q in found] == ["Surti Handayani", "Surti Handayani"]


def test_somebody_known_by_initials_speaks_for_himself() -> None:
    text = 'Sekda Budi Santoso hadir. Camat berinisial SF menampik hal itu. "Saya diundang," katanya.'
    found = list(find_quotes(article(text), split_sentences(text), persons_of(text)))
    assert [(q.speaker, q.speaker_reason) for q in found if q.is_direct] == [(None, "initials_only")]
