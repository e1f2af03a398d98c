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
                "serta Ketua KPU Batang Ratih Maharani."
            ),
            {"Danu Rekso": "attendee", "Bagas Waluyo": "attendee", "Ratih Maharani": "attendee"},
        ),
        ("Prosesi itu disaksikan Ketua Bawaslu Batang, Ratih Maharani.", {"Ratih Maharani": "witness"}),
        ("Sekda Batang Hesti Pramudya ikut menandatangani pakta tersebut.", {"Hesti Pramudya": "signatory"}),
        (
            "Pj Bupati Batang Wirawan Sunarto dalam arahannya meminta pegawai fokus melayani.",
            {"Wirawan Sunarto": "speaker"},
        ),
        ("Hadir juga Kapolres Batang AKBP Danu Rekso.", {"Danu Rekso": "attendee"}),
        ("Tampak hadir pula Kapolres Batang AKBP Danu Rekso.", {"Danu Rekso": "attendee"}),
        (
            "Turut hadir: Kapolres Batang, AKBP Danu Rekso, S.I.K.; Sekda Batang, Hesti Pramudya, M.Si.",
            {"Danu Rekso": "attendee", "Hesti Pramudya": "attendee"},
        ),
        ("Di belakangnya berdiri Kapolres Batang AKBP Danu Rekso.", {"Danu Rekso": "attendee"}),
        ("Ketua Bawaslu Batang Ratih Maharani hadir sebagai saksi.", {"Ratih Maharani": "witness"}),
        ("Sekda Batang Hesti Pramudya hadir mewakili bupati.", {"Hesti Pramudya": "attendee"}),
        ("Acara di-open langsung Pj Bupati Batang Wirawan Sunarto.", {"Wirawan Sunarto": "leader"}),
        (
            "Pj Bupati Batang Wirawan Sunarto yang jadi pembina apel turun dari mimbar.",
            {"Wirawan Sunarto": "leader"},
        ),
        (
            "Sekda Batang Hesti Pramudya mengatakan pakta yang di teken pegawai akan disimpan.",
            {"Hesti Pramudya": "speaker"},
        ),
    ],
)
def test_words_that_give_a_role(sentence: str, expected: dict[str, str]) -> None:
    assert roles(PLEDGE + sentence) == expected


def test_a_comment_to_the_press_gives_no_role() -> None:
    text = (
        PLEDGE
        + 'Dihubungi terpisah, Ketua KPU Batang Ratih Maharani irit bicara. "Kami lihat nanti," kata dia.'
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
                'netralitas ASN. "Unsurnya terpenuhi," kata Ketua Bawaslu Batang, Ratih Maharani.'
            ),
            {"Wirawan Sunarto": "subject", "Ratih Maharani": "decider"},
        ),
    ],
)
def test_roles_in_a_case(title: str, text: str, expected: dict[str, str]) -> None:
    assert roles(text, title) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Kedua pejabat tersebut yakni Camat Bandar Wirawan Sunarto dan Lurah Kauman Danu Rekso.",
            {"Wirawan Sunarto": "subject", "Danu Rekso": "subject"},
        ),
        ("Camat itu, kata Ketua Bawaslu Batang Ratih Maharani, diperiksa tiga jam.", {}),
        ("Ia datang didampingi kuasa hukumnya, Hesti Pramudya.", {"Hesti Pramudya": "attendee"}),
        ('"Kami dalami," kata Ketua Bawaslu Batang, Ratih Maharani.', {}),
    ],
)
def test_roles_in_an_examination(sentence: str, expected: dict[str, str]) -> None:
    text = (
        "BATANG - Bawaslu Kabupaten Batang memeriksa dua pejabat terkait netralitas ASN, Senin (7/10/2024).\n"
    )
    assert roles(text + sentence, "Bawaslu Batang Periksa Dua Pejabat soal Netralitas") == expected


def test_the_one_who_signs_the_decree_decides() -> None:
    text = (
        "BATANG - Lurah Kauman, Danu Rekso, dicopot dari jabatannya karena tidak netral, Senin (7/10/2024).\n"
        "Bupati Batang, Wirawan Sunarto, yang meneken keputusan itu meminta pegawai lain belajar."
    )
    assert roles(text, "Tak Netral, Lurah di Batang Dicopot") == {
        "Danu Rekso": "subject",
        "Wirawan Sunarto": "decider",
    }


def test_a_further_event_has_the_actors_of_its_paragraph() -> None:
    text = (
        "BATANG - Pemkab Batang akan menggelar ikrar netralitas ASN di Alun-alun Batang, Senin (14/10/2024).\n"
        "Rencana itu dibahas dalam rapat koordinasi, Senin (7/10/2024). Rapat dipimpin Sekda Batang Hesti Pramudya, "
        "dihadiri Ketua Bawaslu Batang Ratih Maharani."
    )
    events = events_of(article("Pemkab Batang Siapkan Ikrar Netralitas ASN", text, "2024-10-08"))
    assert [(r.event_type, r.status) for r in events.reports] == [
        ("pledge", "planned"),
        ("coordination", "occurred"),
    ]
    second = {a.name: a.role for a in events.actors if a.report_id == events.reports[1].report_id}
    assert second == {"Hesti Pramudya": "leader", "Ratih Maharani": "attendee"}
    assert not [a for a in events.actors if a.report_id == events.reports[0].report_id]


def test_a_body_decides_where_no_person_took_part() -> None:
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
