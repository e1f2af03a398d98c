"""What holds of every date: contradictions, what is none, any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.date_cases import article, read, said
from transforms.dates.find import find_dates
from transforms.records import Span


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
