"""The venue of an event, in its printed words."""

import pytest

from tests.transforms.event_cases import article, events_of


def venue(where: str) -> str | None:
    text = f"BATANG - Pemkab Batang menggelar sosialisasi netralitas ASN {where}."
    return events_of(article("Pemkab Batang Sosialisasi Netralitas ASN", text, "2024-10-10")).reports[0].venue


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("di Aula Kantor Bupati, Rabu (9/10/2024)", "Aula Kantor Bupati"),
        ("di halaman Kantor Bupati Batang pada Rabu (9/10/2024)", "halaman Kantor Bupati Batang"),
        ("bertempat di Lapangan Mawar, Kelurahan Melati, Rabu (9/10/2024)", "Lapangan Mawar"),
        ("yang dipusatkan di alun-alun kota, Rabu (9/10/2024)", "alun-alun kota"),
        ("di Hotel Melati Indah Jalan Merdeka, Rabu (9/10/2024)", "Hotel Melati Indah"),
        ("di Gedung Serba Guna,Rabu (9/10/2024)", "Gedung Serba Guna"),
        ("di Batang, Rabu (9/10/2024)", None),
        ("di Kota Tegal, Rabu (9/10/2024)", None),
        ("Rabu (9/10/2024)", None),
    ],
)
def test_venue_without_what_follows(where: str, expected: str | None) -> None:
    assert venue(where) == expected


def test_the_day_of_a_statement_is_not_that_of_the_ruling() -> None:
    text = (
        "BATANG - Bawaslu Kabupaten Batang menyatakan seorang camat terbukti melanggar netralitas ASN.\n"
        '"Sudah final," kata Ketua Bawaslu Batang, Sita Maharani, saat konferensi pers, Rabu (9/10/2024).'
    )
    (report,) = events_of(article("Camat di Batang Terbukti Langgar Netralitas", text, "2024-10-10")).reports
    assert (report.event_type, report.event_date) == ("ruling", None)


def test_the_day_of_the_conduct_is_not_that_of_the_examination() -> None:
    text = (
        "BATANG - Bawaslu Kabupaten Batang memeriksa seorang camat, Rabu (9/10/2024), soal dugaan ikut kampanye "
        "calon bupati pada 2 Oktober lalu. Ia diduga tidak netral."
    )
    report = events_of(article("Camat di Batang Diperiksa Bawaslu", text, "2024-10-10")).reports[0]
    assert (report.event_type, str(report.event_date)) == ("investigation", "2024-10-09")
