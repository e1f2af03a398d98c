import dataclasses
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.dates.find import find_dates
from transforms.elections import find_elections
from transforms.laws.find import find_laws
from transforms.records import Article, DateMention, Span

EMPTY = Article(
    article_id="a", document_id="d", source_id="s", origin="o", url=None, outlet=None, title=None, authors=(),
    editors=(), dateline=None, published_at=None, published_precision=None, published_basis=None,
    fetched_at=None, language="id", text="", word_count=0,
)  # fmt: skip
WIB = timezone(timedelta(hours=7))


def article(published: str, text: str, zone: timezone = WIB) -> Article:
    """An article published on a day, in a month or in a year ("2024-05-22", "2024-05", "2024", "" for unknown)."""
    if not published:
        return dataclasses.replace(EMPTY, text=text)
    whole = published + "-01-01"[len(published) - 4 :] if len(published) <= 10 else published
    precision = {4: "year", 7: "month", 10: "day"}.get(len(published), "minute")
    at = datetime.fromisoformat(whole).replace(tzinfo=zone)
    return dataclasses.replace(EMPTY, text=text, published_at=at, published_precision=precision)


def read(published: str, text: str) -> tuple[DateMention, ...]:
    of = article(published, text)
    masked = [Span(law.start_char, law.end_char) for law in find_laws(of)]
    return find_dates(of, masked, find_elections(of))


def said(rows: Iterable[DateMention]) -> list[str]:
    """Rows as "words = first..last precision basis flag"."""
    out = []
    for row in rows:
        last = f"..{row.date_end}" if row.date_end != row.date_start else ""
        parts = (f"{row.date_start}{last}" if row.date_start else None, row.precision, row.basis, row.flag)
        out.append(f"{row.text} = {' '.join(part for part in parts if part)}")
    return out


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


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2024-06-03",
            "Apel Senin (4/6/2024) di lapangan.",
            ["Senin (4/6/2024) = 2024-06-03 day relative day_misprint"],
        ),
        (
            "2024-06-03",
            "Apel Senin (4/6) di lapangan.",
            ["Senin (4/6) = 2024-06-03 day relative day_misprint"],
        ),
        (
            "2024-06-13",
            "Apel Senin (4/6/2024) di lapangan.",
            ["Senin (4/6/2024) = 2024-06-04 day explicit weekday_mismatch"],
        ),
        (
            "",
            "Apel Senin (4/6/2024) di lapangan.",
            ["Senin (4/6/2024) = 2024-06-04 day explicit weekday_mismatch"],
        ),
        (
            "2024-06-03",
            "Apel Selasa (3/6/2024) di lapangan.",
            ["Selasa (3/6/2024) = 2024-06-03 day explicit weekday_mismatch"],
        ),
        (
            "2024-01-18",
            "Berlaku mulai Rabu (17/1/2023).",
            ["Rabu (17/1/2023) = 2024-01-17 day inferred_year year_misprint"],
        ),
        (
            "2024-01-18",
            "Berlaku mulai Kamis (17/1/2023).",
            ["Kamis (17/1/2023) = 2023-01-17 day explicit weekday_mismatch"],
        ),
        (
            "2024-03-18",
            "Berlaku mulai Rabu (17/1/2023).",
            ["Rabu (17/1/2023) = 2023-01-17 day explicit weekday_mismatch"],
        ),
        (
            "",
            "Rapat 31 September 2024 dan (30/2/2024).",
            ["31 September 2024 = no_such_day", "(30/2/2024) = no_such_day"],
        ),
    ],
)
def test_contradiction_is_flagged_and_mended_only_where_publication_proves_it(
    published: str, text: str, expected: list[str]
) -> None:
    assert said(read(published, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "HUT RI ke-79 tahun 2024 dan Pilkada tahun 2024.",
        "Pemilu 2019 dan Pemilu di tahun 2024.",
        "Anggota DPRD periode 2019-2024 dan 2024-2029.",
        "UU Nomor 20 Tahun 2023 dan SE Nomor 800/12/5/2024.",
        "Waktu 14 hari kerja, selama dua pekan, sebulan terakhir.",
        "Nomor 011/Reg/LP/Kab/12.05/V/2024 dan nomor 12/5/2024.",
        "Kampus Universitas Sebelas Maret di Jalan 17 Agustus dekat Gedung 28 Oktober.",
        "Dua minggu ia pergi, minggu keempat ia pulang.",
        "Setiap Senin ada apel, tiap malam Minggu ada patroli, saban Jumat senam.",
        "Program Jumat Berkah di Pasar Minggu.",
        "Skor 2-1, pukul 09.30, Rp 1.200, 1/2 porsi, layanan 24/7.",
        "Maret Simanjuntak dan April Lestari datang.",
        "Netralitas pada pemilu kemarin dan pilkada serentak kemarin.",
        "Kantor buka Senin-Kamis.",
        "Telepon 0812-3456-7890, NIP 19800512 200501 1 003.",
    ],
)
def test_what_looks_like_a_date_is_none(text: str) -> None:
    assert said(read("2024-05-22", text)) == []


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


def test_masked_numbers_are_no_dates() -> None:
    text = "Edaran nomor 1/5/2024 terbit 2/5/2024."
    masked = [Span(text.index("1/5"), text.index(" terbit"))]
    assert said(find_dates(article("", text), masked, ())) == ["2/5/2024 = 2024-05-02 day explicit"]


WORDS = st.sampled_from(
    [
        "Senin",
        "Jum'at",
        "Minggu",
        "(",
        ")",
        ",",
        ".",
        "-",
        "/",
        "dan",
        "hingga",
        "s.d.",
        "1",
        "27",
        "31",
        "2024",
        "24",
        "9",
        "(2/9)",
        "2/9/2024",
        "September",
        "Mei",
        "Okt",
        "awal",
        "pekan",
        "lalu",
        "nanti",
        "depan",
        "tahun",
        "dua",
        "hari",
        "kemarin",
        "besok",
        "akan",
        "“",
        "”",
        "sejak",
        "pada",
        "Pilkada",
        "tadi",
        "malam",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)),
    published=st.sampled_from(["", "2024", "2024-05", "2024-05-22", "0001-01-01", "9999-12-31"]),
)
def test_any_text_gives_spans_of_the_text_in_order_and_no_half_reading(text: str, published: str) -> None:
    rows = read(published, text)
    end = 0
    for row in rows:
        assert end <= row.start_char < row.end_char
        assert text[row.start_char : row.end_char] == row.text
        assert (
            (row.date_start is None)
            == (row.date_end is None)
            == (row.precision is None)
            == (row.basis is None)
        )
        assert row.date_start is not None or row.flag
        assert row.date_start is None or row.date_end is None or row.date_start <= row.date_end
        end = row.end_char


def test_time_grows_with_the_length_of_the_text() -> None:
    for unit in ("Senin ", "27-28-", "12 September 2024 ", "hari ini, ", "1/1/", "Pilkada "):
        assert len(read("2024-05-22", unit * 2000)) <= 4000
