"""Dates that count from publication: weekdays, "kemarin", "pekan lalu", and such words in quotes."""

from datetime import UTC

import pytest

from tests.transforms.date_cases import article, read, said
from transforms.dates.find import find_dates


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2024-05-22", "Ia hadir Rabu pagi.", ["Rabu pagi = 2024-05-22 day relative"]),
        ("2024-05-22", "Ia hadir di Mamuju, Senin.", ["Senin = 2024-05-20 day relative"]),
        ("2024-05-22", "Ia hadir Kamis malam.", ["Kamis malam = 2024-05-16 day relative"]),
        (
            "2024-05-22",
            "Ia hadir Senin lalu, Rabu lalu.",
            ["Senin lalu = 2024-05-20 day relative", "Rabu lalu = 2024-05-15 day relative"],
        ),
        (
            "2024-05-22",
            "Ia hadir Senin depan, Rabu mendatang.",
            ["Senin depan = 2024-05-27 day relative", "Rabu mendatang = 2024-05-29 day relative"],
        ),
        ("2024-05-22", "Ia hadir Jumat ini.", ["Jumat ini = 2024-05-24 day relative"]),
        (
            "2024-05-22",
            "Ia hadir Senin pekan depan, Kamis pekan lalu.",
            ["Senin pekan depan = 2024-05-27 day relative", "Kamis pekan lalu = 2024-05-16 day relative"],
        ),
        ("2024-05-22", "Ia hadir Senin (pekan depan).", ["Senin (pekan depan) = 2024-05-27 day relative"]),
        ("2024-05-22", "Ia hadir Senin dua pekan lalu.", ["Senin dua pekan lalu = 2024-05-06 day relative"]),
        (
            "2024-05-22",
            "Ia hadir Senin dan Selasa pekan depan.",
            ["Senin = 2024-05-27 day relative", "Selasa pekan depan = 2024-05-28 day relative"],
        ),
        ("2024-05-22", "Ia hadir malam Minggu.", ["malam Minggu = 2024-05-18 day relative"]),
        (
            "2024-05-22",
            "Ia hadir Minggu, Ahad pagi.",
            ["Minggu = 2024-05-19 day relative", "Ahad pagi = 2024-05-19 day relative"],
        ),
        ("2024-05-22", "Ia hadir Rabu dini hari tadi.", ["Rabu dini hari tadi = 2024-05-22 day relative"]),
        ("2024-05-22", "Debat akan digelar Jumat malam.", ["Jumat malam = 2024-05-24 day relative"]),
        ("2024-05-22", "Ia akan menindak pelanggar, kata dia, Senin.", ["Senin = 2024-05-20 day relative"]),
        ("2024-05-22", "Camat berjanji akan menindak pelanggar, Senin.", ["Senin = ambiguous"]),
        (
            "2024-05-22",
            "Ia cuti mulai Jumat, paling lambat Senin.",
            ["Jumat = ambiguous", "Senin = ambiguous"],
        ),
        (
            "2024-05-22",
            "Ia hadir Senin dan Rabu.",
            ["Senin = 2024-05-20 day relative", "Rabu = 2024-05-22 day relative"],
        ),
        ("2024-05", "Ia hadir Senin.", ["Senin = no_anchor"]),
        ("", "Ia hadir Senin.", ["Senin = no_anchor"]),
        (
            "",
            "Rapat Senin (20/5/2024). Ia hadir Senin, bukan Selasa.",
            [
                "Senin (20/5/2024) = 2024-05-20 day explicit",
                "Senin = 2024-05-20 day relative",
                "Selasa = no_anchor",
            ],
        ),
        (
            "",
            "Bimtek 18-19 Mei 2024. Ia hadir Sabtu.",
            ["18-19 Mei 2024 = 2024-05-18..2024-05-19 day explicit", "Sabtu = 2024-05-18 day relative"],
        ),
    ],
)
def test_weekday_counts_from_publication_day(published: str, text: str, expected: list[str]) -> None:
    assert said(read(published, text)) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2024-05-22",
            "Ia hadir kemarin, kemarin siang, dan kemarin lusa.",
            [
                "kemarin = 2024-05-21 day relative",
                "kemarin siang = 2024-05-21 day relative",
                "kemarin lusa = 2024-05-20 day relative",
            ],
        ),
        (
            "2024-05-22",
            "Ia hadir hari ini, pagi ini, tadi pagi, siang tadi.",
            [
                "hari ini = 2024-05-22 day relative",
                "pagi ini = 2024-05-22 day relative",
                "tadi pagi = 2024-05-22 day relative",
                "siang tadi = 2024-05-22 day relative",
            ],
        ),
        (
            "2024-05-22",
            "Ia hadir besok, esok hari, dan lusa.",
            [
                "besok = 2024-05-23 day relative",
                "esok hari = 2024-05-23 day relative",
                "lusa = 2024-05-24 day relative",
            ],
        ),
        (
            "2024-05-22",
            "Ia hadir tadi malam, semalam.",
            ["tadi malam = 2024-05-21 day relative", "semalam = 2024-05-21 day relative"],
        ),
        ("2024-05-22", "Ia hadir nanti malam.", ["nanti malam = 2024-05-22 day relative"]),
        (
            "2024-05-22",
            "Ia hadir dua hari lalu, 3 hari yang lalu, sehari lalu.",
            [
                "dua hari lalu = 2024-05-20 day relative",
                "3 hari yang lalu = 2024-05-19 day relative",
                "sehari lalu = 2024-05-21 day relative",
            ],
        ),
        ("2024-05-22", "Ia hadir tiga hari lagi.", ["tiga hari lagi = 2024-05-25 day relative"]),
        ("2024-05-22", "Ia hadir beberapa hari lalu.", ["beberapa hari lalu = ambiguous"]),
        (
            "2024-05-22",
            "Kemarin, Selasa (21/5), ia hadir.",
            ["Kemarin, Selasa (21/5) = 2024-05-21 day inferred_year"],
        ),
        ("2024-05-22", "Ia hadir besok,23 Mei.", ["besok,23 Mei = 2024-05-23 day inferred_year"]),
        ("2024-05-22", "Ia hadir hari ini, Rabu.", ["hari ini, Rabu = 2024-05-22 day relative"]),
        (
            "2024-05-22",
            "Tiga hari kemudian ia hadir, keesokan harinya pergi.",
            ["Tiga hari kemudian = no_anchor", "keesokan harinya = no_anchor"],
        ),
        ("2024-05-22", "Ia hadir dua hari ke depan.", ["dua hari ke depan = ambiguous"]),
        ("", "Ia hadir kemarin dan hari ini.", ["kemarin = no_anchor", "hari ini = no_anchor"]),
        ("2024-05", "Ia hadir kemarin.", ["kemarin = no_anchor"]),
    ],
)
def test_day_words_count_from_publication_day(published: str, text: str, expected: list[str]) -> None:
    assert said(read(published, text)) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2024-05-22",
            "Ia hadir pekan lalu, minggu lalu, pekan ini, minggu depan.",
            [
                "pekan lalu = 2024-05-13..2024-05-19 month relative",
                "minggu lalu = 2024-05-13..2024-05-19 month relative",
                "pekan ini = 2024-05-20..2024-05-26 month relative",
                "minggu depan = 2024-05-27..2024-06-02 year relative",
            ],
        ),
        (
            "2024-05-22",
            "Ia hadir dua pekan lalu, sepekan lalu, dua minggu lagi.",
            [
                "dua pekan lalu = 2024-05-06..2024-05-12 month relative",
                "sepekan lalu = 2024-05-13..2024-05-19 month relative",
                "dua minggu lagi = 2024-06-03..2024-06-09 month relative",
            ],
        ),
        (
            "2024-05-22",
            "Ia hadir akhir pekan lalu.",
            ["akhir pekan lalu = 2024-05-18..2024-05-19 month relative"],
        ),
        ("2024-05-08", "Ia hadir pekan lalu.", ["pekan lalu = 2024-04-29..2024-05-05 year relative"]),
        (
            "2024-01-03",
            "Ia hadir pekan ini. Ia pergi pekan lalu.",
            [
                "pekan ini = 2024-01-01..2024-01-07 month relative",
                "pekan lalu = 2023-12-25..2023-12-31 month relative",
            ],
        ),
        (
            "2024-05-22",
            "Ia hadir bulan lalu, sebulan lalu, dua bulan lalu, bulan ini, bulan depan.",
            [
                "bulan lalu = 2024-04-01..2024-04-30 month relative",
                "sebulan lalu = 2024-04-01..2024-04-30 month relative",
                "dua bulan lalu = 2024-03-01..2024-03-31 month relative",
                "bulan ini = 2024-05-01..2024-05-31 month relative",
                "bulan depan = 2024-06-01..2024-06-30 month relative",
            ],
        ),
        (
            "2024-05-22",
            "Ia hadir akhir bulan lalu.",
            ["akhir bulan lalu = 2024-04-01..2024-04-30 month relative"],
        ),
        (
            "2024-05-22",
            "Ia hadir tahun lalu, setahun lalu, dua tahun silam, tahun depan.",
            [
                "tahun lalu = 2023-01-01..2023-12-31 year relative",
                "setahun lalu = 2023-01-01..2023-12-31 year relative",
                "dua tahun silam = 2022-01-01..2022-12-31 year relative",
                "tahun depan = 2025-01-01..2025-12-31 year relative",
            ],
        ),
        ("2024-05-22", "Minggu lalu ia hadir.", ["Minggu lalu = ambiguous"]),
        ("2024-05-22", "Ia hadir Minggu lalu.", ["Minggu lalu = 2024-05-19 day relative"]),
        (
            "2024-05",
            "Ia hadir bulan lalu, pekan lalu.",
            ["bulan lalu = 2024-04-01..2024-04-30 month relative", "pekan lalu = no_anchor"],
        ),
        (
            "2024",
            "Ia hadir tahun lalu, bulan lalu.",
            ["tahun lalu = 2023-01-01..2023-12-31 year relative", "bulan lalu = no_anchor"],
        ),
    ],
)
def test_weeks_months_and_years_count_from_publication(
    published: str, text: str, expected: list[str]
) -> None:
    assert said(read(published, text)) == expected


def test_quoted_day_word_counts_from_the_day_it_was_said() -> None:
    text = "“Besok camat kami panggil,” kata Rudi Lamere di Mamuju, Senin (20/5)."
    assert said(read("2024-05-21", text))[0] == "Besok = 2024-05-21 day relative"
    assert (
        said(read("2024-05-21", "“Besok camat kami panggil,” kata Rudi Lamere."))[0]
        == "Besok = 2024-05-22 day relative"
    )


def test_quoted_day_word_stays_open_between_two_days_of_the_text() -> None:
    text = "Senin (20/5) ia melapor. Selasa (21/5) ia berkata, “Hari ini saya bicara.”"
    assert said(read("2024-05-22", text))[2] == "Hari ini = ambiguous"


def test_last_night_is_open_in_an_article_of_the_evening() -> None:
    evening = article("2024-05-22T21:00", "Ia hadir semalam.")
    assert said(find_dates(evening, (), ())) == ["semalam = ambiguous"]


def test_publication_in_utc_is_read_on_the_clocks_of_jakarta() -> None:
    late = article("2024-05-21T20:00", "Ia hadir hari ini.", UTC)
    assert said(find_dates(late, (), ())) == ["hari ini = 2024-05-22 day relative"]
