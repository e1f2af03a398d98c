"""What binds a day, a place or a person to an event: the day of the sentence before, the home of a case, an office."""

import pytest

from tests.transforms.event_cases import article, events_of
from transforms.records import EventReport, ReportActor


def told(title: str, text: str, published: str = "2024-10-16") -> dict[str, EventReport]:
    return {r.event_type: r for r in events_of(article(title, text, published)).reports}


def actors(title: str, text: str) -> dict[str, str]:
    found: tuple[ReportActor, ...] = events_of(article(title, text, "2024-10-16")).actors
    return {actor.name: actor.role for actor in found if actor.person_id}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Pada hari itu Bupati Batang mencopot", "2024-10-14"),
        ("Bupati Batang lalu mencopot", None),
    ],
)
def test_that_day_is_the_day_of_the_sentence_before(words: str, day: str | None) -> None:
    text = (
        "BATANG - Camat Tersono tidak netral dalam pilkada karena mengantar paslon, kata warga.\n\n"
        + "Pasar itu ramai sejak pagi.\n\n" * 9
        + f"Warga mengingat Senin (14/10/2024) dengan baik. {words} sang camat dari jabatannya."
    )
    found = told("Camat Tak Netral Dicopot", text)["sanction"].event_date
    assert (str(found) if found else None) == day


def test_the_day_a_circular_takes_effect_is_not_the_day_it_was_issued() -> None:
    text = (
        "BATANG - Pj Bupati Batang Rudi Wijayanto meneken surat edaran netralitas ASN. "
        "Edaran tersebut berlaku mulai Rabu (23/10/2024)."
    )
    report = told("Pj Bupati Batang Teken Edaran Netralitas", text)["directive"]
    assert (report.status, report.event_date) == ("occurred", None)


def test_a_line_of_nothing_but_the_day_of_publication_dates_nothing() -> None:
    text = (
        "Rabu, 16 Oktober 2024 . 10:25\n\nBATANG - Sekda Batang meminta ASN netral. "
        "Permintaan itu ia sampaikan saat ditemui, Selasa (15/10/2024)."
    )
    assert str(told("Sekda Batang: ASN Harus Netral", text)["appeal"].event_date) == "2024-10-15"


def test_a_case_lies_where_the_accused_serves_not_where_the_agency_sits() -> None:
    text = (
        "BATANG - Bawaslu Kabupaten Batang memeriksa seorang camat yang ikut kampanye paslon.\n\n"
        "Berkas pelanggaran netralitas camat itu dikirim ke KASN di Jakarta, Senin (14/10/2024)."
    )
    assert told("Camat di Batang Diperiksa Bawaslu", text)["ruling"].place_code == "33.25"


def test_a_name_that_is_also_a_city_is_no_place() -> None:
    text = (
        "BATANG - Kepala Dinas Pendidikan Batang, Hasnan Padang, dijatuhi sanksi karena tidak netral "
        "dalam pilkada, Senin (14/10/2024)."
    )
    assert told("Kadis Pendidikan Batang Disanksi", text)["sanction"].place_code == "33.25"


def test_what_goes_to_all_governors_is_of_the_whole_country() -> None:
    text = (
        "JAKARTA - Bawaslu dan BKN bertemu di Jakarta Pusat, Senin (14/10/2024), membahas netralitas ASN.\n\n"
        "Menteri Dalam Negeri mengirim radiogram kepada seluruh gubernur agar ASN netral, Jumat (11/10/2024)."
    )
    reports = told("Bawaslu dan BKN Bahas Netralitas ASN", text)
    assert (reports["directive"].place_code, reports["coordination"].place_code) == ("ID", "31.71")


def test_a_number_counted_over_months_is_no_allegation() -> None:
    text = (
        "BATANG - Bawaslu Batang menggelar rakor netralitas ASN, Senin (14/10/2024). "
        "Dari Januari hingga Oktober 2024 Bawaslu menerima 31 aduan netralitas."
    )
    assert set(told("Bawaslu Batang Gelar Rakor Netralitas", text)) == {"coordination"}


def test_who_is_reached_by_telephone_takes_no_part() -> None:
    text = (
        "BATANG - Rakor netralitas ASN di Aula Bupati Batang, Senin (14/10/2024), dibuka Sekda Batang Rudi Wijayanto. "
        "Ketua Bawaslu Pekalongan Sita Maharani berharap hal yang sama.\n\n"
        '"Kami menunggu," ucap Ketua Bawaslu Pekalongan Sita Maharani saat dihubungi.'
    )
    assert actors("Rakor Netralitas ASN di Batang", text) == {"Rudi Wijayanto": "leader"}


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("Kepala Bidang Pasar itu akhirnya dinonjobkan", {"Budi Hartanto": "subject"}),
        ("Sang kepala bidang dijatuhi sanksi berat", {"Budi Hartanto": "subject"}),
        ("Lurah itu dijatuhi sanksi berat", {}),
    ],
)
def test_an_office_named_again_stands_for_its_holder(sentence: str, accused: dict[str, str]) -> None:
    text = (
        "BATANG - Pelanggaran netralitas ASN di Batang berbuah sanksi.\n\n"
        f"Kepala Bidang Pasar Batang Budi Hartanto hadir di kampanye paslon. {sentence}, Senin (14/10/2024)."
    )
    found = actors("Sanksi Netralitas di Batang", text)
    assert {name: role for name, role in found.items() if role == "subject"} == accused


def test_a_denied_examination_did_not_happen() -> None:
    text = (
        "BATANG - Ketua Bawaslu Batang menepis kabar yang menyebut lembaganya memeriksa Sekda soal pilkada."
    )
    assert (
        told("Bawaslu Batang: Tak Pernah Memeriksa Sekda soal Netralitas", text)["investigation"].status
        == "negated"
    )
