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


def test_the_items_of_a_list_have_the_role_of_the_words_above() -> None:
    text = (
        "BATANG - Ratusan ASN Kabupaten Batang mengucapkan ikrar netralitas di Pendapa, Senin (7/10/2024).\n"
        "Hadir pada kesempatan tersebut :\n"
        "1. Kapolres Batang, AKBP Danu Rekso, S.I.K.;\n"
        "2. Ketua Bawaslu Kabupaten Batang, Ratih Wulandari, S.H.;\n"
        "Acara ditutup Sekda Batang, Hesti Pramudya."
    )
    events = events_of(article("ASN Batang Ucapkan Ikrar Netralitas", text, "2024-10-08"))
    roles = {actor.name: actor.role for actor in events.actors}
    assert roles == {"Danu Rekso": "attendee", "Ratih Wulandari": "attendee", "Hesti Pramudya": "speaker"}


def test_what_is_prepared_is_planned_for_the_day_ahead() -> None:
    text = (
        "BATANG - Pemkab Batang akan mengumpulkan pegawainya di Pendapa, Senin, 21 Oktober 2024 mendatang. "
        "Agendanya tunggal, yakni deklarasi netralitas ASN."
    )
    (report,) = events_of(article("Batang Siapkan Deklarasi Netralitas ASN", text, "2024-10-16")).reports
    assert (report.event_type, report.status, str(report.event_date)) == ("pledge", "planned", "2024-10-21")


def test_a_finding_dates_an_allegation_before_the_conduct_does() -> None:
    text = (
        "BATANG - Bawaslu Kabupaten Batang menetapkan dugaan keberpihakan Camat Bandar, Danu Rekso, sebagai temuan. "
        "Penetapan dilakukan lewat pleno, Kamis (10/10/2024).\n"
        "Video camat itu direkam pada hajatan warga, Sabtu (5/10/2024)."
    )
    events = events_of(article("Camat Bandar Jadi Temuan Bawaslu Batang", text, "2024-10-11"))
    assert (events.reports[0].event_type, str(events.reports[0].event_date)) == ("allegation", "2024-10-10")
    assert {(actor.name, actor.role) for actor in events.actors} >= {("Danu Rekso", "subject")}


def test_the_day_of_a_recommendation_is_not_that_of_the_penalty() -> None:
    text = (
        "BATANG - Tiga guru ASN yang tidak netral dijatuhi sanksi sesuai rekomendasi KASN yang diterbitkan "
        "per 23 September 2024."
    )
    sanction = events_of(
        article("Tiga Guru ASN di Batang Disanksi karena Tak Netral", text, "2024-10-11")
    ).reports[0]
    assert (sanction.event_type, sanction.event_date) == ("sanction", None)


@pytest.mark.parametrize(
    ("behind", "day"),
    [
        ("Acara berlangsung di pendapa. (lat/05 Oktober 2020)", None),
        ("Acara berlangsung di pendapa. (rin/jok, 5/10/2020)", None),
        ("Acara berlangsung di pendapa, Senin (5/10/2020). (rin/jok, 6/10/2020)", "2020-10-05"),
    ],
)
def test_the_day_of_a_signature_is_not_that_of_the_event(behind: str, day: str | None) -> None:
    lead = "BATANG - Ratusan ASN Kabupaten Batang menandatangani pakta integritas netralitas Pilkada."
    (report,) = events_of(article("ASN Batang Teken Pakta Netralitas", f"{lead} {behind}")).reports
    assert (report.event_date.isoformat() if report.event_date else None) == day


def test_a_meeting_held_in_a_province_is_not_where_its_signatory_serves() -> None:
    text = (
        "Bawaslu menggelar penandatanganan pakta integritas netralitas ASN untuk Pilkada 2024.\n"
        "Penandatanganan diwakili Penjabat Gubernur Jambi, Danu Rekso.\n"
        '"Kami mendukung," kata Danu dalam rapat koordinasi yang digelar di Bali, Selasa (24/9/2024).'
    )
    events = events_of(article("Pakta Integritas Netralitas ASN Ditandatangani", text, "2024-09-25"))
    assert {report.place_code for report in events.reports} == {"51"}
