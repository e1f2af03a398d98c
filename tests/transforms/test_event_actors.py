"""Who took part in an event, and in which role."""

import pytest

from tests.transforms.event_cases import article, events_of

PLEDGE = (
    "BATANG - Ribuan ASN Kabupaten Batang menandatangani pakta integritas netralitas di halaman Kantor Bupati, "
    "Senin (7/10/2024).\n"
)


def roles(text: str, title: str = "ASN Batang Teken Pakta Integritas Netralitas") -> dict[str, str]:
    events = events_of(article(title, text, "2024-10-08"))
    return {a.name: a.role for a in events.actors if a.report_id == events.reports[0].report_id}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kegiatan dipimpin langsung oleh Pj Bupati Batang, Wirawan Sunarto.", {"Wirawan Sunarto": "leader"}),
        ("Kegiatan di buka Sekda Batang Wirawan Sunarto.", {"Wirawan Sunarto": "leader"}),
        (
            "Apel dipimpin Pj Bupati Batang Wirawan Sunarto, didampingi Sekda Batang Hesti Pramudya.",
            {"Wirawan Sunarto": "leader", "Hesti Pramudya": "attendee"},
        ),
        (
            (
                "Hadir dalam kegiatan tersebut Kapolres Batang AKBP Danu Rekso, Dandim Batang Letkol Inf Bagas Waluyo, "
                "serta Ketua KPU Batang Sita Maharani."
            ),
            {"Danu Rekso": "attendee", "Bagas Waluyo": "attendee", "Sita Maharani": "attendee"},
        ),
        ("Prosesi itu disaksikan Ketua Bawaslu Batang, Sita Maharani.", {"Sita Maharani": "witness"}),
        ("Sekda Batang Hesti Pramudya ikut menandatangani pakta tersebut.", {"Hesti Pramudya": "signatory"}),
        (
            "Pj Bupati Batang Wirawan Sunarto dalam arahannya meminta pegawai fokus melayani.",
            {"Wirawan Sunarto": "speaker"},
        ),
    ],
)
def test_words_that_give_a_role(sentence: str, expected: dict[str, str]) -> None:
    assert roles(PLEDGE + sentence) == expected


def test_a_comment_to_the_press_gives_no_role() -> None:
    text = (
        PLEDGE
        + 'Dihubungi terpisah, Ketua KPU Batang Sita Maharani irit bicara. "Kami lihat nanti," kata dia.'
    )
    assert roles(text) == {}


def test_the_official_who_appeals_speaks() -> None:
    text = (
        "BATANG - Bupati Batang, Wirawan Sunarto, mengimbau ASN menjaga netralitas pada Pilkada 2024.\n"
        '"Jangan memihak," kata Wirawan di Batang, Senin (7/10/2024).'
    )
    assert roles(text, "Bupati Batang Imbau ASN Netral") == {"Wirawan Sunarto": "speaker"}


CASE = "Kasus netralitas itu ditangani Bawaslu Kabupaten Batang."


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Camat Dilaporkan ke Bawaslu, Diduga Tak Netral",
            (
                "BATANG - Camat Bandar, Wirawan Sunarto, dilaporkan ke Bawaslu Batang karena diduga mendukung paslon. "
                "Laporan dimasukkan Hesti Pramudya, kuasa hukum paslon lain."
            ),
            {"Wirawan Sunarto": "subject", "Hesti Pramudya": "complainant"},
        ),
        (
            "Bupati Batang Copot Camat yang Tak Netral",
            (
                "BATANG - Bupati Batang Danu Rekso mencopot Camat Bandar, Wirawan Sunarto, karena tidak netral. "
                "Ia mendukung salah satu paslon."
            ),
            {"Danu Rekso": "decider", "Wirawan Sunarto": "subject"},
        ),
        (
            "Bawaslu Batang: Kadis Terbukti Langgar Netralitas ASN",
            (
                "BATANG - Bawaslu Batang menyatakan Kepala Dinas Pasar Batang, Wirawan Sunarto, terbukti melanggar "
                'netralitas ASN. "Unsurnya terpenuhi," kata Ketua Bawaslu Batang, Sita Maharani.'
            ),
            {"Wirawan Sunarto": "subject", "Sita Maharani": "decider"},
        ),
    ],
)
def test_roles_in_a_case(title: str, text: str, expected: dict[str, str]) -> None:
    assert roles(text, title) == expected


def test_a_body_decides_where_no_person_does() -> None:
    text = "BATANG - Bawaslu Kabupaten Batang meneruskan kasus netralitas ASN seorang camat ke BKN, Senin (7/10/2024)."
    events = events_of(article("Kasus Camat Batang Diteruskan ke BKN", text, "2024-10-08"))
    (actor,) = events.actors
    assert (actor.role, actor.person_id) == ("decider", None)
    assert actor.organization_id is not None


def test_a_second_event_of_the_occasion_shares_its_leader_only() -> None:
    text = PLEDGE.replace("di halaman", "usai apel gabungan di halaman") + (
        "Apel dipimpin Pj Bupati Batang Wirawan Sunarto, dihadiri Kapolres Batang AKBP Danu Rekso."
    )
    events = events_of(article("ASN Batang Teken Pakta Integritas Netralitas", text, "2024-10-08"))
    assert [r.event_type for r in events.reports] == ["pledge", "assembly"]
    second = [(a.name, a.role) for a in events.actors if a.report_id == events.reports[1].report_id]
    assert second == [("Wirawan Sunarto", "leader")]
