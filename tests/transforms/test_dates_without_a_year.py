"""Dates whose year is left out."""

import pytest

from tests.transforms.date_cases import read, said


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2024-05-22", "Rapat Senin (20/05) di aula.", ["Senin (20/05) = 2024-05-20 day inferred_year"]),
        ("2024-05-22", "Rapat Senin(20/5).Hadir camat.", ["Senin(20/5) = 2024-05-20 day inferred_year"]),
        (
            "2024-05-22",
            "Rapat Senin 20/5 dan Selasa, 21/5.",
            ["Senin 20/5 = 2024-05-20 day inferred_year", "Selasa, 21/5 = 2024-05-21 day inferred_year"],
        ),
        (
            "2024-05-22",
            "Laporan masuk (16/5), diteliti (17/5) siang.",
            ["(16/5) = 2024-05-16 day inferred_year", "(17/5) = 2024-05-17 day inferred_year"],
        ),
        ("2024-05-22", "Laporan masuk tanggal 16 Mei.", ["16 Mei = 2024-05-16 day inferred_year"]),
        ("2024-05-22", "Laporan masuk tgl 16/5.", ["16/5 = 2024-05-16 day inferred_year"]),
        (
            "2024-05-22",
            "Laporan masuk pada 16 Mei dan 18 mei.",
            ["16 Mei = 2024-05-16 day inferred_year", "18 mei = 2024-05-18 day inferred_year"],
        ),
        (
            "2024-05-22",
            "Penetapan 30 Mei nanti, 31 Mei mendatang.",
            [
                "30 Mei nanti = 2024-05-30 day inferred_year",
                "31 Mei mendatang = 2024-05-31 day inferred_year",
            ],
        ),
        (
            "2024-05-22",
            "Penetapan 2 Mei lalu, 3 Mei yang lalu.",
            ["2 Mei lalu = 2024-05-02 day inferred_year", "3 Mei yang lalu = 2024-05-03 day inferred_year"],
        ),
        ("2024-01-05", "Pleno pada 28 Desember.", ["28 Desember = 2023-12-28 day inferred_year"]),
        ("2024-01-05", "Pleno Kamis (28/12).", ["Kamis (28/12) = 2023-12-28 day inferred_year"]),
        ("2024-01-05", "Pleno 28 Desember lalu.", ["28 Desember lalu = 2023-12-28 day inferred_year"]),
        ("2023-12-29", "Pelantikan 3 Januari.", ["3 Januari = 2024-01-03 day inferred_year"]),
        (
            "2023-12-29",
            "Pelantikan 3 Januari mendatang.",
            ["3 Januari mendatang = 2024-01-03 day inferred_year"],
        ),
        (
            "2024-09-18",
            "Pelantikan 22 September tahun lalu.",
            ["22 September tahun lalu = 2023-09-22 day inferred_year"],
        ),
        (
            "2024-09-18",
            "Aturan berlaku sejak 1 Januari hingga 31 Desember tahun ini.",
            ["1 Januari hingga 31 Desember tahun ini = 2024-01-01..2024-12-31 day inferred_year"],
        ),
        (
            "2024-09-18",
            "Aturan berlaku sejak Januari.",
            ["Januari = 2024-01-01..2024-01-31 month inferred_year"],
        ),
        ("2024-05-22", "Libur mulai 25 September.", ["25 September = 2024-09-25 day inferred_year"]),
        ("2024-10-20", "Pelantikan pada 4 April.", ["4 April = 2024-04-04 day inferred_year"]),
        (
            "2024-03-11",
            "Pilkada serentak 2024 jatuh pada 27 November.",
            ["27 November = 2024-11-27 day inferred_year"],
        ),
        (
            "2024-11-18",
            "Pendaftaran awal Oktober, verifikasi pertengahan Oktober, pleno pada akhir Oktober.",
            [
                "awal Oktober = 2024-10-01..2024-10-10 month inferred_year",
                "pertengahan Oktober = 2024-10-11..2024-10-20 month inferred_year",
                "akhir Oktober = 2024-10-21..2024-10-31 month inferred_year",
            ],
        ),
        (
            "2024-11-18",
            "Pleno pekan kedua Oktober dan minggu pertama bulan September.",
            [
                "pekan kedua Oktober = 2024-10-08..2024-10-14 month inferred_year",
                "minggu pertama bulan September = 2024-09-01..2024-09-07 month inferred_year",
            ],
        ),
        (
            "2024-11-18",
            "Penjabat itu dilantik Agustus lalu.",
            ["Agustus lalu = 2024-08-01..2024-08-31 month inferred_year"],
        ),
        ("2024-08-18", "Penjabat itu dilantik Agustus lalu.", ["Agustus lalu = ambiguous"]),
        (
            "2024-11-18",
            "Penjabat itu dilantik Maret tahun lalu.",
            ["Maret tahun lalu = 2023-03-01..2023-03-31 month inferred_year"],
        ),
        (
            "2024-11-18",
            "Penjabat itu dilantik pada Juni.",
            ["Juni = 2024-06-01..2024-06-30 month inferred_year"],
        ),
        ("2024-11-18", "Penjabat itu dilantik Oktober-November lalu.", ["Oktober-November lalu = ambiguous"]),
        ("2024-06", "Rapat pada 21 Juni.", ["21 Juni = 2024-06-21 day inferred_year"]),
        ("2024-06", "Rapat Jumat (21/6).", ["Jumat (21/6) = 2024-06-21 day inferred_year"]),
    ],
)
def test_year_left_out_is_that_nearest_to_publication_on_the_side_its_words_say(
    published: str, text: str, expected: list[str]
) -> None:
    assert said(read(published, text)) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("", "Rapat Senin (20/05) di aula.", ["Senin (20/05) = no_anchor"]),
        (
            "",
            "Pilkada digelar 27 November 2024. Rapat Selasa (3/9).",
            ["27 November 2024 = 2024-11-27 day explicit", "Selasa (3/9) = 2024-09-03 day inferred_year"],
        ),
        (
            "",
            "Pilkada digelar 27 November 2024. Rapat pada 3 September.",
            ["27 November 2024 = 2024-11-27 day explicit", "3 September = 2024-09-03 day inferred_year"],
        ),
        (
            "",
            "Pilkada digelar 27 November 2024. Rapat pada 3 Januari.",
            ["27 November 2024 = 2024-11-27 day explicit", "3 Januari = ambiguous"],
        ),
        (
            "",
            "Pemilu digelar 14 Februari 2024. Rapat Selasa (12/12).",
            ["14 Februari 2024 = 2024-02-14 day explicit", "Selasa (12/12) = 2023-12-12 day inferred_year"],
        ),
        (
            "",
            "Pemilu digelar 14 Februari 2024. Rapat pada 12 Desember.",
            ["14 Februari 2024 = 2024-02-14 day explicit", "12 Desember = ambiguous"],
        ),
        (
            "",
            "Jelang Pilbup Keerom 2024 rapat dibuka 3 September.",
            ["3 September = 2024-09-03 day inferred_year"],
        ),
        (
            "",
            "Rapat Senin (20/5/2024) membahas laporan 16 Mei.",
            ["Senin (20/5/2024) = 2024-05-20 day explicit", "16 Mei = 2024-05-16 day inferred_year"],
        ),
        (
            "",
            "Rapat Senin (20/5/2024) menjadwalkan pelantikan 30 Mei nanti.",
            ["Senin (20/5/2024) = 2024-05-20 day explicit", "30 Mei nanti = 2024-05-30 day inferred_year"],
        ),
        (
            "",
            "Rapat Rabu (27/12/2023) menjadwalkan pelantikan 3 Januari mendatang.",
            [
                "Rabu (27/12/2023) = 2023-12-27 day explicit",
                "3 Januari mendatang = 2024-01-03 day inferred_year",
            ],
        ),
        (
            "",
            "Rapat Senin (20/5/2024). Aduan naik sejak awal April.",
            [
                "Senin (20/5/2024) = 2024-05-20 day explicit",
                "awal April = 2024-04-01..2024-04-10 month inferred_year",
            ],
        ),
        (
            "",
            "Rapat Senin (20/5/2024) dan pleno 3 Maret 2023. Bimtek digelar 5 Mei.",
            [
                "Senin (20/5/2024) = 2024-05-20 day explicit",
                "3 Maret 2023 = 2023-03-03 day explicit",
                "5 Mei = ambiguous",
            ],
        ),
        (
            "",
            "Rapat Senin (20/5/2024) dan pleno 3 Maret 2023. Bimtek digelar 15 November.",
            [
                "Senin (20/5/2024) = 2024-05-20 day explicit",
                "3 Maret 2023 = 2023-03-03 day explicit",
                "15 November = ambiguous",
            ],
        ),
        ("2024", "Rapat pada 21 Oktober.", ["21 Oktober = no_anchor"]),
        ("2024", "Rapat Senin (21/10).", ["Senin (21/10) = 2024-10-21 day inferred_year"]),
        (
            "2024",
            "Rapat Senin (20/5/2024) membahas laporan 16 Mei.",
            ["Senin (20/5/2024) = 2024-05-20 day explicit", "16 Mei = 2024-05-16 day inferred_year"],
        ),
    ],
)
def test_year_left_out_is_settled_by_the_text_only_where_one_reading_is_left(
    published: str, text: str, expected: list[str]
) -> None:
    assert said(read(published, text)) == expected
