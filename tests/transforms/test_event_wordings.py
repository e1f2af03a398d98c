"""Ways in which the press words the same event, role, day or place."""

import pytest

from tests.transforms.event_cases import article, events_of

PLEDGE = (
    "BATANG - Ribuan ASN Kabupaten Batang menandatangani pakta integritas netralitas di halaman Kantor Bupati, "
    "Senin (7/10/2024).\n"
)
EXAMINED = (
    "BATANG - Bawaslu Kabupaten Batang memeriksa seorang pejabat terkait netralitas ASN, Senin (7/10/2024).\n"
)
REPORTED = "BATANG - Camat Bandar dilaporkan ke Bawaslu Batang karena tidak netral, Senin (7/10/2024).\n"


def roles(text: str, title: str) -> dict[str, str]:
    events = events_of(article(title, text, "2024-10-08"))
    return {a.name: a.role for a in events.actors if a.report_id == events.reports[0].report_id}


def told(title: str, text: str) -> list[tuple[str, str, str]]:
    reports = events_of(article(title, text, "2024-10-20")).reports
    return [(r.event_type, r.status, str(r.event_date)) for r in reports]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Turut menyaksikan Ketua Bawaslu Batang, Ratih Maharani.", "witness"),
        ("Ikut menyaksikan prosesi itu Ketua Bawaslu Batang Ratih Maharani.", "witness"),
        ("Inspektur upacaranya Ketua Bawaslu Batang Ratih Maharani.", "leader"),
        ("Pembina apel adalah Ketua Bawaslu Batang Ratih Maharani.", "leader"),
        ("Tim panitia dikomandani Ketua Bawaslu Batang Ratih Maharani.", "leader"),
        ("Acara digelar di bawah komando Ketua Bawaslu Batang Ratih Maharani.", "leader"),
        ("Ikrar dibacakan Ketua Bawaslu Batang, Ratih Maharani.", "speaker"),
        ("Naskah deklarasi diucapkan oleh Ketua Bawaslu Batang Ratih Maharani.", "speaker"),
        ("Ikrar dipandu Ketua Bawaslu Batang, Ratih Maharani.", "leader"),
        ("Ketua Bawaslu Batang Ratih Maharani yang diberi waktu berbicara mengingatkan peserta.", "speaker"),
        ("Ketua Bawaslu Batang Ratih Maharani didaulat menyampaikan sepatah kata.", "speaker"),
        ("Apel ditutup doa yang dibawakan Ustaz Ratih Maharani.", "attendee"),
        ("Doa dipimpin oleh Ustaz Ratih Maharani.", "attendee"),
        ("Ketua Bawaslu Batang Ratih Maharani yang berdiri di tenda undangan tersenyum.", "attendee"),
        ("Bupati ditemani Ketua Bawaslu Batang Ratih Maharani.", "attendee"),
    ],
)
def test_taking_part_in_what_is_held(sentence: str, role: str) -> None:
    found = roles(PLEDGE + sentence, "ASN Batang Teken Pakta Integritas Netralitas")
    assert set(found.values()) == {role}
    assert any("Ratih Maharani" in name for name in found)


@pytest.mark.parametrize(
    ("lead", "title", "sentence", "role"),
    [
        (
            EXAMINED,
            "Bawaslu Batang Periksa Pejabat",
            "Anggota Bawaslu Batang, Danu Rekso, yang memimpin klarifikasi, bungkam.",
            "leader",
        ),
        (
            EXAMINED,
            "Bawaslu Batang Periksa Pejabat",
            "Pemeriksaan dipimpin langsung Anggota Bawaslu Batang Danu Rekso.",
            "leader",
        ),
        (
            EXAMINED,
            "Bawaslu Batang Periksa Pejabat",
            "Camat Bandar Danu Rekso menjalani klarifikasi tiga jam.",
            "subject",
        ),
        (
            EXAMINED,
            "Bawaslu Batang Periksa Pejabat",
            "Klarifikasi terhadap Camat Bandar Danu Rekso tertutup.",
            "subject",
        ),
        (
            REPORTED,
            "Camat Dilaporkan ke Bawaslu",
            "Koordinator aksi, Danu Rekso, membawa sejumlah bukti.",
            "complainant",
        ),
        (
            REPORTED,
            "Camat Dilaporkan ke Bawaslu",
            "Ia dilaporkan ke Bawaslu Batang oleh Danu Rekso.",
            "complainant",
        ),
    ],
)
def test_taking_part_in_a_case(lead: str, title: str, sentence: str, role: str) -> None:
    assert roles(lead + sentence, title) == {"Danu Rekso": role}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(
            "Kronologi Kasus Netralitas Camat Bandar",
            "BATANG - Bawaslu Batang memeriksa Camat Bandar terkait netralitas ASN, Jumat (18/10/2024).\n"
            "3 Oktober. Camat itu dilaporkan ke Bawaslu Batang.\n",
            [("investigation", "occurred", "2024-10-18"), ("allegation", "occurred", "2024-10-03")],
            id="a day alone before a sentence",
        ),
        pytest.param(
            "Bawaslu Batang Nyatakan Camat Terbukti Langgar Netralitas ASN",
            "BATANG - Bawaslu Batang memutus Camat Bandar terbukti melanggar netralitas ASN, Senin (14/10/2024).\n"
            "Berkasnya sudah dikirim ke BKN, Rabu (16/10).",
            [("ruling", "occurred", "2024-10-14")],
            id="a file sent on is the same ruling",
        ),
        pytest.param(
            "Camat Dilaporkan ke Bawaslu, Diduga Tak Netral",
            "BATANG - Belum genap sebulan sejak ikrar netralitas yang diteken 16 September, Camat Bandar dilaporkan "
            "ke Bawaslu Batang, Senin (14/10/2024).\nKlarifikasi terhadap camat itu, ujarnya, dijadwalkan Senin (21/10).",
            [
                ("allegation", "occurred", "2024-10-14"),
                ("investigation", "planned", "2024-10-21"),
                ("pledge", "occurred", "2024-09-16"),
            ],
            id="idiom of recency, parenthetical word of saying",
        ),
        pytest.param(
            "Bawaslu Batang Periksa Camat soal Netralitas ASN",
            "BATANG - Bawaslu Batang memeriksa Camat Bandar terkait netralitas ASN, Senin (14/10/2024).\n"
            "Pleno penentuan hasil dijadwalkan 24 Oktober.",
            [("investigation", "occurred", "2024-10-14"), ("ruling", "planned", "2024-10-24")],
            id="a decision with its day set",
        ),
        pytest.param(
            "Sekda Batang Ikuti Rakor Netralitas ASN",
            "BATANG - Sekda Batang mengikuti Rapat Koordinasi (Rakor) Penguatan Netralitas ASN, Senin (14/10/2024).\n"
            "Sehari sebelumnya, Minggu (13/10), Sekda menjadi inspektur upacara Hari Olahraga.",
            [("coordination", "occurred", "2024-10-14")],
            id="theme of a meeting, ceremony on another matter",
        ),
        pytest.param(
            "Ketua Bawaslu Batang: Camat Tak Usah Jadi Juru Bicara Calon",
            "BATANG - Wartawan menemui Ketua Bawaslu Batang di kantornya, Senin (14/10/2024), soal netralitas ASN.",
            [("appeal", "occurred", "2024-10-14")],
            id="a reporter's visit is no meeting",
        ),
    ],
)
def test_what_is_told(title: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(told(title, text)) == sorted(expected)


def test_a_penalty_that_is_recommended_is_a_ruling() -> None:
    text = (
        "JAKARTA - BKN menerbitkan surat edaran tentang netralitas ASN, Senin (14/10/2024).\n"
        "Seorang camat di Kabupaten Batang direkomendasikan diturunkan dari jabatannya pada 3 September."
    )
    assert ("ruling", "occurred", "2024-09-03") in told("BKN Terbitkan Edaran Netralitas ASN", text)


def test_he_who_signs_is_the_one_named_before() -> None:
    text = (
        "BATANG - Bupati Batang Wirawan Sunarto meminta ASN menjaga netralitas. Kemarin, Senin (7/10/2024), ia meneken "
        "Instruksi Bupati Nomor 5 Tahun 2024."
    )
    assert roles(text, "Bupati Batang Teken Instruksi Netralitas ASN") == {"Wirawan Sunarto": "signatory"}


def test_an_earlier_step_has_the_subject_named_with_it() -> None:
    text = (
        "BATANG - Camat Bandar, Wirawan Sunarto, dijatuhi hukuman karena tidak netral, Senin (14/10/2024). "
        "Lurah Kauman, Danu Rekso, dijatuhi teguran tertulis.\n"
        "Pada 20 September, Bawaslu Batang menyatakan Danu terbukti melanggar netralitas ASN."
    )
    events = events_of(article("Camat dan Lurah Tak Netral Dijatuhi Hukuman", text, "2024-10-15"))
    ruling = next(r for r in events.reports if r.event_type == "ruling")
    assert [a.name for a in events.actors if a.report_id == ruling.report_id] == ["Danu Rekso"]


@pytest.mark.parametrize("where", ["di ruang kerjanya di Kendal", "saat ditemui di Kendal"])
def test_words_to_the_press_are_where_they_were_spoken(where: str) -> None:
    text = f'BATANG - Gubernur meminta ASN netral dalam pilkada.\n"Jangan memihak," katanya {where}, Senin (7/10/2024).'
    reports = events_of(article("Gubernur Minta ASN Netral", text, "2024-10-08")).reports
    assert reports[0].place_code == "33.24"


@pytest.mark.parametrize(
    ("title", "lead", "kind"),
    [
        (
            "ASN Bubuhkan Cap Jempol Netral",
            "ASN Batang membubuhkan cap jempol tanda netral dalam pilkada",
            "pledge",
        ),
        (
            "ASN Batang Dibekali Netralitas",
            "Ratusan ASN Batang dibekali materi netralitas di aula setda",
            "outreach",
        ),
        (
            "Bawaslu Sambangi ASN",
            "Bawaslu Batang memberikan pemahaman netralitas ASN kepada guru",
            "outreach",
        ),
        (
            "Bawaslu dan Pemkab Duduk Bersama",
            "Bawaslu dan Pemkab Batang duduk bersama membahas netralitas ASN",
            "coordination",
        ),
        ("Bupati Batang Surati Camat", "Bupati Batang menyurati seluruh camat agar ASN netral", "directive"),
        (
            "Bawaslu Batang Setop Kasus Camat",
            "Bawaslu Batang menghentikan penanganan kasus netralitas ASN Camat Bandar",
            "ruling",
        ),
        (
            "Tak Netral, Camat Kehilangan Kursi",
            "Camat Bandar ditarik dari jabatannya karena melanggar netralitas ASN",
            "sanction",
        ),
        ("Bupati Larang ASN Cawe-cawe", "Bupati Batang melarang ASN cawe-cawe dalam pilkada", "appeal"),
    ],
)
def test_colloquial_names_of_each_type(title: str, lead: str, kind: str) -> None:
    assert told(title, f"BATANG - {lead}, Senin (14/10/2024).")[:1] == [(kind, "occurred", "2024-10-14")]
