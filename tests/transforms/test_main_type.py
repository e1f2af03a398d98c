"""What an article is about by the sum of its words: where no trigger fires, and where triggers found several types."""

import pytest

from tests.transforms.event_cases import article, events_of
from transforms.records import EventReport

BY_WORDS = {
    "assembly": (
        "Barisan Putih di Halaman Balai Kota",
        "Amanat sore itu hanya satu lembar: netral di pilkada. Para pegawai di barisan mendengarkannya, dan upacara pun usai.",
    ),
    "outreach": (
        "Kelas Kecil tentang Batas Kampanye",
        "Rambu-rambu pilkada bagi pegawai puskesmas menjadi materi sore itu. Dua narasumber dari kampus, satu papan tulis.",
    ),
    "sanction": (
        "Pangkat Susut, Tunjangan Lenyap",
        (
            "Hukuman bagi lurah pendukung calon wali kota itu: pangkat susut setahun, tunjangan lenyap. "
            "Buntut fotonya di panggung kampanye."
        ),
    ),
    "allegation": (
        "Ramai Rekaman Lurah",
        "Rekaman lurah di rumah calon wali kota itu riuh di grup warga. Aduan ke Bawaslu pun datang dari tetangganya.",
    ),
    "monitoring": (
        "Posko Aduan ASN Nakal",
        (
            "Nomornya ditempel di setiap kantor kelurahan. Lewat posko aduan itu, pengawasan Bawaslu atas ASN "
            "di masa kampanye kini 24 jam."
        ),
    ),
}


BACKGROUND = (
    "Pada 2 Oktober 2024 Bawaslu Tegal meneruskan kasus seorang lurah yang mendukung calon wali kota ke BKN. "
    "Lurah itu tidak mau berkomentar."
)
"""What triggers find, at the end of an article on something else."""


def reports(title: str, text: str) -> tuple[EventReport, ...]:
    return events_of(article(title, text, "2024-10-16")).reports


@pytest.mark.parametrize("event_type", BY_WORDS)
def test_words_tell_an_event_that_no_trigger_knows(event_type: str) -> None:
    title, text = BY_WORDS[event_type]
    (report,) = reports(title, text)
    assert (report.event_type, report.is_primary, report.status) == (event_type, True, "occurred")
    assert report.rule_id == f"{event_type}.evidence"
    assert text[report.start_char : report.end_char] in text
    assert report.confidence < 0.6


def test_what_title_and_lead_speak_of_comes_before_what_triggers_find_further_down() -> None:
    title, text = BY_WORDS["monitoring"]
    told = reports(title, f"{text} Tiga petugas bergantian mengangkat telepon.\n{BACKGROUND}")
    assert [(report.event_type, report.is_primary) for report in told] == [
        ("monitoring", True),
        ("ruling", False),
    ]
    assert str(told[1].event_date) == "2024-10-02"


def test_what_a_trigger_finds_in_the_lead_stays_the_main_event() -> None:
    _title, text = BY_WORDS["monitoring"]
    told = reports("Kasus Lurah ke BKN", f"{BACKGROUND}\n{text}")
    assert [report.event_type for report in told if report.is_primary] == ["ruling"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Kelas Pilkada di Aula Kampus",
            "Pegawai dan calon bupati sama-sama hadir di aula. Tepuk tangan riuh terdengar.",
            id="nothing of any type",
        ),
        pytest.param(
            "Kalau Pangkat Jadi Taruhan",
            "Jika lurah mendukung calon wali kota, hukuman menantinya: pangkat susut setahun, tunjangan lenyap.",
            id="a condition",
        ),
        pytest.param(
            "Lurah: Jangan Percaya Kabar Burung",
            '"Hukuman bagi lurah pendukung calon wali kota itu, pangkat susut, tunjangan lenyap," tulis sebuah selebaran.',
            id="somebody's words",
        ),
        pytest.param(
            "[HOAKS] Pangkat Susut, Tunjangan Lenyap",
            "Hukuman bagi lurah pendukung calon wali kota itu: pangkat susut setahun, tunjangan lenyap.",
            id="called untrue",
        ),
    ],
)
def test_words_that_report_nothing_give_no_event(title: str, text: str) -> None:
    assert not [report for report in reports(title, text) if report.rule_id.endswith(".evidence")]
