"""Days, months and years as they are printed, ranges and lists of them."""

import pytest

from tests.transforms.date_cases import read, said


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "",
            "Apel itu digelar Selasa, (14/3/2023) di alun-alun.",
            ["Selasa, (14/3/2023) = 2023-03-14 day explicit"],
        ),
        ("", "Apel itu digelar Rabu (11/9/24) pagi.", ["Rabu (11/9/24) = 2024-09-11 day explicit"]),
        ("", "Apel itu digelar Jum'at, (15/11/2024).", ["Jum'at, (15/11/2024) = 2024-11-15 day explicit"]),
        ("", "Apel itu digelar Jum’at(15/11/2024).", ["Jum’at(15/11/2024) = 2024-11-15 day explicit"]),
        (
            "",
            "Apel itu digelar Jumat,15 November 2024.Warga hadir.",
            ["Jumat,15 November 2024 = 2024-11-15 day explicit"],
        ),
        (
            "",
            "APEL DIGELAR JUMAT (15/11/2024) DI ALUN-ALUN.",
            ["JUMAT (15/11/2024) = 2024-11-15 day explicit"],
        ),
        ("", "Apel itu digelar Rabu 12 April 2023.", ["Rabu 12 April 2023 = 2023-04-12 day explicit"]),
        (
            "",
            "Apel itu digelar Senin, 7 Oktober 2024, pukul 07.30 WITA.",
            ["Senin, 7 Oktober 2024 = 2024-10-07 day explicit"],
        ),
        (
            "",
            "Apel itu digelar hari Senin, tanggal 07 bulan Oktober tahun 2024.",
            ["Senin, tanggal 07 bulan Oktober tahun 2024 = 2024-10-07 day explicit"],
        ),
        (
            "",
            "Apel itu digelar Senin (7 Oktober 2024) di aula (Selasa, 8/10/2024).",
            [
                "Senin (7 Oktober 2024) = 2024-10-07 day explicit",
                "Selasa, 8/10/2024 = 2024-10-08 day explicit",
            ],
        ),
        ("", "Apel itu digelar Ahad, 6 Oktober 2024.", ["Ahad, 6 Oktober 2024 = 2024-10-06 day explicit"]),
        ("", "Apel itu digelar Jum at (4/10/2024).", ["Jum at (4/10/2024) = 2024-10-04 day explicit"]),
        (
            "",
            "Surat tertanggal 9 Nopember 2024 dan 3 Pebruari 2024.",
            ["9 Nopember 2024 = 2024-11-09 day explicit", "3 Pebruari 2024 = 2024-02-03 day explicit"],
        ),
        (
            "",
            "Surat 4 Agst 2024, 5 Ags. 2024, 6 Agt 2024.",
            [
                "4 Agst 2024 = 2024-08-04 day explicit",
                "5 Ags. 2024 = 2024-08-05 day explicit",
                "6 Agt 2024 = 2024-08-06 day explicit",
            ],
        ),
        (
            "",
            "Surat 4 Sept 2024, 5 Okt 2024 dan 6 Des 2024.",
            [
                "4 Sept 2024 = 2024-09-04 day explicit",
                "5 Okt 2024 = 2024-10-05 day explicit",
                "6 Des 2024 = 2024-12-06 day explicit",
            ],
        ),
        (
            "",
            "Surat 7 Jan 2024, 8 Feb 2024, 9 Mar 2024, 1 Apr 2024, 2 Jun 2024, 3 Jul 2024, 4 Nop 2024.",
            [
                "7 Jan 2024 = 2024-01-07 day explicit",
                "8 Feb 2024 = 2024-02-08 day explicit",
                "9 Mar 2024 = 2024-03-09 day explicit",
                "1 Apr 2024 = 2024-04-01 day explicit",
                "2 Jun 2024 = 2024-06-02 day explicit",
                "3 Jul 2024 = 2024-07-03 day explicit",
                "4 Nop 2024 = 2024-11-04 day explicit",
            ],
        ),
        (
            "",
            "Surat 02-09-2024, 02.10.2024 dan 2024-11-30.",
            [
                "02-09-2024 = 2024-09-02 day explicit",
                "02.10.2024 = 2024-10-02 day explicit",
                "2024-11-30 = 2024-11-30 day explicit",
            ],
        ),
        (
            "",
            "Surat 5 mei 2024 dan 6 MEI 2024.",
            ["5 mei 2024 = 2024-05-05 day explicit", "6 MEI 2024 = 2024-05-06 day explicit"],
        ),
        ("", "Surat 3September 2024 itu.", ["3September 2024 = 2024-09-03 day explicit"]),
        ("", "Surat 09/23/2024 dari laman itu.", ["09/23/2024 = 2024-09-23 day explicit"]),
        (
            "",
            "Rekap bulan Juni 2023 dan per 31 Agustus 2023.",
            [
                "Juni 2023 = 2023-06-01..2023-06-30 month explicit",
                "31 Agustus 2023 = 2023-08-31 day explicit",
            ],
        ),
        (
            "",
            "Jumlah aduan sepanjang tahun 2022 naik dari pada 2021.",
            ["2022 = 2022-01-01..2022-12-31 year explicit", "2021 = 2021-01-01..2021-12-31 year explicit"],
        ),
        ("", "Tahun 2022, aduan naik.", ["2022 = 2022-01-01..2022-12-31 year explicit"]),
        ("2024-09-14", "Proklamasi 17 Agustus 1945.", ["17 Agustus 1945 = 1945-08-17 day explicit"]),
    ],
)
def test_date_with_its_year_is_read_as_printed(published: str, text: str, expected: list[str]) -> None:
    assert said(read(published, text)) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("", "Bimtek di Ternate, 21-22 Mei 2024.", ["21-22 Mei 2024 = 2024-05-21..2024-05-22 day explicit"]),
        (
            "",
            "Bimtek di Ternate, 21 – 22 Mei 2024.",
            ["21 – 22 Mei 2024 = 2024-05-21..2024-05-22 day explicit"],
        ),
        (
            "",
            "Bimtek di Ternate pada 21 dan 22 Mei 2024.",
            ["21 dan 22 Mei 2024 = 2024-05-21..2024-05-22 day explicit"],
        ),
        (
            "",
            "Bimtek di Ternate pada 21, 22 dan 23 Mei 2024.",
            ["21, 22 dan 23 Mei 2024 = 2024-05-21..2024-05-23 day explicit"],
        ),
        ("", "Bimtek di Ternate 21/22 Mei 2024.", ["21/22 Mei 2024 = 2024-05-21..2024-05-22 day explicit"]),
        (
            "",
            "Bimtek di Ternate dari 30 Mei - 2 Juni 2024.",
            ["30 Mei - 2 Juni 2024 = 2024-05-30..2024-06-02 day explicit"],
        ),
        (
            "",
            "Bimtek di Ternate dari 30 Mei hingga 2 Juni 2024.",
            ["30 Mei hingga 2 Juni 2024 = 2024-05-30..2024-06-02 day explicit"],
        ),
        (
            "",
            "Bimtek di Ternate 21 s.d. 23 Mei 2024.",
            ["21 s.d. 23 Mei 2024 = 2024-05-21..2024-05-23 day explicit"],
        ),
        (
            "",
            "Bimtek di Ternate 21 s/d 23 Mei 2024.",
            ["21 s/d 23 Mei 2024 = 2024-05-21..2024-05-23 day explicit"],
        ),
        (
            "",
            "Bimtek di Ternate 21 sd 23 Mei 2024.",
            ["21 sd 23 Mei 2024 = 2024-05-21..2024-05-23 day explicit"],
        ),
        (
            "2024-05-10",
            "Bimtek di Ternate 21 sampai dengan 23 Mei mendatang.",
            ["21 sampai dengan 23 Mei mendatang = 2024-05-21..2024-05-23 day inferred_year"],
        ),
        (
            "",
            "Bimtek Senin-Rabu (20-22/5/2024).",
            ["Senin-Rabu (20-22/5/2024) = 2024-05-20..2024-05-22 day explicit"],
        ),
        (
            "",
            "Bimtek Sabtu dan Minggu, 18-19 Mei 2024.",
            ["Sabtu dan Minggu, 18-19 Mei 2024 = 2024-05-18..2024-05-19 day explicit"],
        ),
        (
            "",
            "Bimtek 1/5/2024-3/5/2024 dan 30/5-1/6/2024.",
            [
                "1/5/2024-3/5/2024 = 2024-05-01..2024-05-03 day explicit",
                "30/5-1/6/2024 = 2024-05-30..2024-06-01 day explicit",
            ],
        ),
        (
            "",
            "Bimtek Senin (20/5/2024) hingga Rabu (22/5/2024).",
            ["Senin (20/5/2024) hingga Rabu (22/5/2024) = 2024-05-20..2024-05-22 day explicit"],
        ),
        (
            "",
            "Bimtek Senin, 20 Mei 2024 s/d Rabu, 22 Mei 2024.",
            ["Senin, 20 Mei 2024 s/d Rabu, 22 Mei 2024 = 2024-05-20..2024-05-22 day explicit"],
        ),
        (
            "",
            "Bimtek 30 Desember 2023 - 2 Januari 2024.",
            ["30 Desember 2023 - 2 Januari 2024 = 2023-12-30..2024-01-02 day explicit"],
        ),
        (
            "",
            "Januari hingga Maret 2024 ada lima aduan.",
            ["Januari hingga Maret 2024 = 2024-01-01..2024-03-31 month explicit"],
        ),
        (
            "",
            "Aduan sepanjang Januari-Oktober 2024.",
            ["Januari-Oktober 2024 = 2024-01-01..2024-10-31 month explicit"],
        ),
        (
            "",
            "Aduan Agustus 2023 - Maret 2024.",
            ["Agustus 2023 - Maret 2024 = 2023-08-01..2024-03-31 month explicit"],
        ),
        (
            "",
            "Aduan pada 3 Maret dan 5 Mei 2024.",
            ["3 Maret = 2024-03-03 day explicit", "5 Mei 2024 = 2024-05-05 day explicit"],
        ),
        (
            "2024-05-30",
            "Bimtek Senin (20/5) dan Rabu (22/5).",
            ["Senin (20/5) = 2024-05-20 day inferred_year", "Rabu (22/5) = 2024-05-22 day inferred_year"],
        ),
    ],
)
def test_range_has_first_and_last_day_and_a_list_shares_its_year(
    published: str, text: str, expected: list[str]
) -> None:
    assert said(read(published, text)) == expected
