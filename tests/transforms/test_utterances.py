"""Which quotations are somebody's utterance."""

import pytest

from tests.transforms.quote_people import persons
from transforms.quotes.agents import Cast
from transforms.quotes.utterances import find_utterances
from transforms.sentences import split_sentences

PEOPLE = {"Budi Santoso": ("Budi",), "Siti Aminah": ("Siti",)}


def utterances(text: str) -> list[str]:
    sentences = split_sentences(text)
    found = find_utterances(Cast(text, sentences, persons(text, PEOPLE)), sentences)
    return [text[u.quotation.start : u.quotation.end] for u in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Ya," jawabnya singkat.', "Ya,"),
        ('"Kami siap," kata nya.', "Kami siap,"),
        ('"Kami siap",ujarnya.', "Kami siap"),
        ('"Kami siap" ungkapBudi.', "Kami siap"),
        ('"Kami siap," demikian Budi menegaskan.', "Kami siap,"),
        ('"Kami siap," Budi menuturkan.', "Kami siap,"),
        ('"Pegawai harus netral dan bekerja,"Budi Santoso.', "Pegawai harus netral dan bekerja,"),
        ('Budi mengatakan, "Kami siap."', "Kami siap."),
        ('Ia berucap pelan, "Kalau salah, bilang salah."', "Kalau salah, bilang salah."),
        (
            'Budi menilai aturan itu "sudah tepat dan tidak perlu diubah lagi".',
            "sudah tepat dan tidak perlu diubah lagi",
        ),
        ('Budi: "Kami siap bekerja."', "Kami siap bekerja."),
        ('"Kami sudah bekerja sejak pagi tadi."', "Kami sudah bekerja sejak pagi tadi."),
        ('Melalui pesan singkat Siti menulis, "Saya akan datang besok."', "Saya akan datang besok."),
        (
            'Peserta membacakan ikrar: "Kami berjanji menjaga netralitas."',
            "Kami berjanji menjaga netralitas.",
        ),
    ],
)
def test_speech_is_an_utterance(text: str, expected: str) -> None:
    assert utterances(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Pegawai diminta tidak “bermain mata” dengan calon.",
        "Ia ingin menjadi “penengah”, bukan “pemecah”.",
        'Seorang pegawai menyebut kepalanya "dinas luar".',
        'Kegiatan bertema "Netral Itu Keren" ini ramai.',
        'Kaus itu bertuliskan "Jangan lupa hari Rabu." dengan huruf besar.',
        'Peserta mengikuti seminar daring "Merawat Demokrasi dari Desa" di Solo.',
        'Pasal 2 huruf f berbunyi: "Setiap pegawai tidak berpihak dari segala bentuk pengaruh."',
        "Ada tiga larangan, di antaranya:\na. “dilarang memasang stiker pada kendaraan dinas”;\nb. “dilarang berfoto”.",
        'Perbuatan itu termasuk "tindakan yang merugikan salah satu pasangan" dalam undang-undang.',
        'Pesan berantai itu berbunyi: "Bapak minta semua satu barisan."',
        "Lagu itu berbunyi “Cintaku hanya satu bulan saja, sayang” Bagaimana kelanjutan kisahnya?",
        "Ada tuntutan “penurunan tensi di semua wilayah perbatasan” tetapi tidak menyebut waktunya.",
        'Pakta itu berisi: "Kami menolak politik uang dalam bentuk apa pun."',
        '"Pegawai wajib netral sebagaimana dimaksud pada ayat (1)," demikian bunyi aturan itu.',
        '"Dilarang parkir di sini, Saudara," tulis spanduk itu.',
    ],
)
def test_other_text_between_marks_is_none(text: str) -> None:
    assert utterances(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"Kalau sudah diteken," ujarnya. "Mulai besok berlaku."', 1),
        ('"Kalau sudah diteken," kata Budi, "mulai besok berlaku."', 1),
        ('"Kami siap," kata Budi di Solo, Senin (2/9/2024). "Semua sudah diatur," tambahnya.', 1),
        ('"Kami siap," kata Budi. "Kami belum," kata Siti.', 2),
        ('"Kami siap," kata Budi. Rapat lalu ditutup. "Semua sudah diatur," ujarnya.', 2),
        ('"Kami siap," kata Budi.\n"Semua sudah diatur," ujarnya.', 2),
        ('"Kami siap," kata Budi soal “perang dingin” itu.', 1),
    ],
)
def test_a_broken_quotation_is_one(text: str, count: int) -> None:
    assert len(utterances(text)) == count


def test_the_span_of_a_broken_quotation_runs_to_its_last_part() -> None:
    assert utterances('"Satu dua," kata Budi, "tiga empat."') == ['Satu dua," kata Budi, "tiga empat.']


def test_an_inner_quotation_is_no_utterance_of_its_own() -> None:
    assert utterances("“Dia bilang ‘saya tidak akan datang besok pagi’ kepada kami,” kata Budi.") == [
        "Dia bilang ‘saya tidak akan datang besok pagi’ kepada kami,"
    ]
