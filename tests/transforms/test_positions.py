import pytest

from tests.transforms.people import offices_of
from transforms.persons.positions import same_office


@pytest.mark.parametrize(
    ("text", "position", "acting", "unit", "code"),
    [
        ("Pj Bupati Sigi, Rina", "Pj Bupati", "Pj", "Kabupaten Sigi", "72.10"),
        ("Penjabat Sementara (Pjs) Bupati Sigi Rina", "Penjabat Sementara (Pjs) Bupati", "Pjs", "Kabupaten Sigi", "72.10"),
        ("Penjabat Wali Kota Palu,Rina", "Penjabat Wali Kota", "Pj", "Kota Palu", "72.71"),
        ("Plt. Kepala BKPSDM Merauke, Rina", "Plt. Kepala BKPSDM", "Plt", "Kabupaten Merauke", "93.01"),
        ("Plh. Sekretaris Daerah Provinsi Maluku Rina", "Plh. Sekretaris Daerah", "Plh", "Provinsi Maluku", "81"),
        ("Gubernur Jawa Timur Rina", "Gubernur", None, "Provinsi Jawa Timur", "35"),
        ("Kepala Dinas Pendidikan dan Kebudayaan Kabupaten Sigi Rina", "Kepala Dinas Pendidikan dan Kebudayaan", None,
         "Kabupaten Sigi", "72.10"),
        ("Kepala Bidang pada Dinas Pertanian Sigi, Rina", "Kepala Bidang pada Dinas Pertanian", None, "Kabupaten Sigi", "72.10"),
        ("Kabag Hukum Setda Kabupaten Sigi Rina", "Kabag Hukum", None, "Kabupaten Sigi", "72.10"),
        ("Ketua Bawaslu Sigi Rina", "Ketua", None, "Bawaslu Sigi", "72.10"),
        ("anggota KPU Kabupaten Sigi Rina", "anggota", None, "KPU Kabupaten Sigi", "72.10"),
        ("Kordiv Hukum, Pencegahan dan Humas Bawaslu Sigi, Rina", "Kordiv Hukum, Pencegahan dan Humas", None,
         "Bawaslu Sigi", "72.10"),
        ("Wakil Ketua I DPRD Kabupaten Sigi Rina", "Wakil Ketua I", None, "DPRD Kabupaten Sigi", "72.10"),
        ("Kepala Kantor Regional XI BKN Manado, Rina", "Kepala Kantor Regional XI", None, "BKN Manado", "71.71"),
        ("Kapolres Sigi AKBP Rina", "Kapolres", None, "Polres Sigi", "72.10"),
        ("Dandim 1306/Palu Letkol Inf Rina", "Dandim", None, "Kodim 1306/Palu", "72.71"),
        ("Kasat Reskrim Polres Sigi AKP Rina", "Kasat Reskrim", None, "Polres Sigi", "72.10"),
        ("Juru bicara KPK, Rina", "Juru bicara", None, "KPK", None),
        ("Perdana Menteri Jepang Rina", "Perdana Menteri", None, "Jepang", None),
    ],
)  # fmt: skip
def test_an_office_is_read_with_acting_status_and_unit(
    text: str, position: str, acting: str | None, unit: str, code: str | None
) -> None:
    office = offices_of(text)[0]
    assert (office.position, office.acting, office.unit, office.place_code) == (position, acting, unit, code)
    assert text[office.start :].startswith(position)


def test_an_office_without_a_place_takes_the_article_s_own() -> None:
    offices = offices_of(
        "Pemerintah Kabupaten Sigi menggelar apel di Sigi. Apel dipimpin Sekda Rina Wulandari."
    )
    assert [(o.position, o.unit) for o in offices] == [("Sekda", "Kabupaten Sigi")]


def test_a_place_of_origin_is_no_unit() -> None:
    text = "Pemerintah Kabupaten Sigi menggelar apel di Sigi. Pj Bupati asal Kabupaten Poso itu hadir."
    assert [o.unit for o in offices_of(text)] == ["Kabupaten Sigi"]


@pytest.mark.parametrize(
    ("text", "standing"), [("Mantan Bupati Sigi Rina", "mantan"), ("bakal calon Bupati Sigi", "calon")]
)
def test_former_and_would_be_holders_are_told(text: str, standing: str) -> None:
    assert offices_of(text)[0].standing in (standing, None)
    assert offices_of("Mantan Bupati Sigi Rina")[0].standing == "mantan"


def test_offices_of_many_are_left_out() -> None:
    assert offices_of("Apel diikuti kepala OPD dan kepala daerah.") == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sekda Sigi", "Sekretaris Daerah Kabupaten Sigi", True),
        ("Kabag Hukum Setda Sigi", "Kepala Bagian Hukum Setda Sigi", True),
        ("Kadis Pendidikan Sigi", "Kepala Dinas Pendidikan dan Kebudayaan Sigi", True),
        ("Pj Bupati Sigi", "Bupati Sigi", True),
        ("Kadis Pendidikan Sigi", "Kadis Sosial Sigi", False),
        ("Kadisdik Sigi", "Kadinkes Sigi", False),
        ("Kapolres Sigi", "Wakapolres Sigi", False),
        ("Kasat Reskrim Polres Sigi", "Kabag Ops Polres Sigi", False),
        ("Ketua KPU Sigi", "Ketua Bawaslu Sigi", False),
        ("Bupati Sigi", "Bupati Poso", False),
        ("Pj Bupati Sigi", "Plt Bupati Sigi", False),
        ("mantan Bupati Sigi", "Bupati Sigi", False),
        ("Wakil Ketua I DPRD Sigi", "Wakil Ketua II DPRD Sigi", False),
    ],
)
def test_the_same_office_is_told_from_others(one: str, other: str, expected: bool) -> None:
    first, second = offices_of(f"{one}, lalu {other}.")
    assert same_office(first, second) is expected
