"""What surroundings make of the words of an event: planned, a count, history, conduct, a plan, one of several."""

import pytest

from tests.transforms.event_cases import article, events_of

LEAD = "BATANG - Bupati Batang mengingatkan ASN menjaga netralitas pada Pilkada 2024, Rabu (9/10/2024).\n"
FILL = "Hujan turun sejak pagi.\nPeserta tetap bertahan.\n"


def told(text: str, title: str = "Bupati Batang Ingatkan ASN Netral") -> list[tuple[str, str, str | None]]:
    reports = events_of(article(title, text, "2024-10-10")).reports
    return [(r.event_type, r.status, str(r.event_date) if r.event_date else None) for r in reports]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Edaran itu akan disosialisasikan kepada para camat, Senin (14/10/2024).",
            ("outreach", "planned", "2024-10-14"),
        ),
        (
            "Rapat koordinasi lanjutan akan digelar pada 16 Oktober 2024.",
            ("coordination", "planned", "2024-10-16"),
        ),
        (
            "Bawaslu akan menggelar patroli ke kantor kecamatan mulai 16 Oktober 2024.",
            ("monitoring", "planned", "2024-10-16"),
        ),
        (
            "Apel netralitas digelar Senin (14/10/2024) mendatang di alun-alun.",
            ("assembly", "planned", "2024-10-14"),
        ),
        (
            "Camat Bandar dijadwalkan diperiksa Bawaslu, Senin (14/10/2024).",
            ("investigation", "planned", "2024-10-14"),
        ),
        (
            '"Senin (14/10/2024) kami mulai minta keterangan pelapor," kata Ketua Bawaslu Batang Ratih Maharani.',
            ("investigation", "planned", "2024-10-14"),
        ),
        (
            "Rekomendasi BKN yang keluar 1 Oktober 2024 menyebut hukuman sedang.",
            ("ruling", "occurred", "2024-10-01"),
        ),
        (
            "Kasus ini bermula ketika lurah itu menghadiri pertemuan relawan, 1 Oktober 2024.",
            ("allegation", "occurred", "2024-10-01"),
        ),
        (
            "Surat edaran bupati tentang netralitas telah terbit sejak 3 September 2024.",
            ("directive", "occurred", "2024-09-03"),
        ),
    ],
)
def test_a_further_event_has_a_day_of_its_own(sentence: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in told(LEAD + FILL + sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Dua pegawai dijatuhi sanksi moral.",
        "Dari 12 laporan, tiga di antaranya diteruskan ke BKN.",
        "Empat aduan sebelumnya masih dalam kajian.",
        "Pada Pilkada 2018, empat pegawai direkomendasikan ke KASN. Tiga orang akhirnya mendapat sanksi moral.",
        "Pada Pemilu lalu seorang lurah dijatuhi teguran tertulis.",
        "Pada Pemilu 2019, katanya, seorang pejabat diturunkan pangkatnya.",
        "Alasan seperti itu tetap akan ditelusuri inspektorat.",
        "Lurah itu dinilai memfasilitasi pertemuan dengan bupati.",
        "Sebuah lembaga mendesak bupati menjatuhkan sanksi.",
        "Camat itu akan dicopot bila terbukti.",
        "Dalam hal pengawas menemukan pelanggaran, Bawaslu meneruskan kasus itu ke BKN.",
        "Kalau sampai benar ada yang mengerahkan pegawai, sanksinya bukan main-main, bahkan diberhentikan.",
        "Bawaslu berkomitmen melaporkan setiap pelanggaran ke KASN.",
    ],
)
def test_counts_history_threats_and_conduct_are_no_events(text: str) -> None:
    assert [event for event, _, _ in told(LEAD + FILL + text)] == ["appeal"]


def test_the_clauses_of_a_sentence_have_their_own_status_and_day() -> None:
    text = (
        "BATANG - Bawaslu Kabupaten Batang memeriksa seorang camat terkait netralitas ASN. Klarifikasi pertama "
        "dilakukan pada 7 Oktober 2024, sedangkan klarifikasi berikutnya dijadwalkan Senin (14/10/2024)."
    )
    assert told(text, "Bawaslu Batang Periksa Camat") == [
        ("investigation", "occurred", "2024-10-07"),
        ("investigation", "planned", "2024-10-14"),
    ]


def test_a_headline_has_the_status_of_the_story() -> None:
    text = (
        "BATANG - Isu pengerahan pegawai dibantah sekda.\nHujan turun.\nSemua tenang.\n"
        "Pemkab Batang akan menggelar apel netralitas ASN di alun-alun, Senin (14/10/2024) mendatang. Seusai apel, "
        "para kepala dinas akan meneken pakta integritas."
    )
    assert told(text, "Pemkab Batang Gelar Apel Netralitas ASN Senin") == [
        ("assembly", "planned", "2024-10-14"),
        ("pledge", "planned", "2024-10-14"),
    ]


def test_a_number_of_findings_yields_to_what_was_done() -> None:
    text = (
        "BATANG - Bawaslu Batang menggelar patroli siber terhadap akun ASN sejak 25 September 2024.\n"
        "Dalam sepekan, tim menemukan 41 dugaan pelanggaran netralitas."
    )
    expected = [("monitoring", "occurred", "2024-09-25")]
    assert told(text, "Bawaslu Batang Patroli Siber, Temukan 41 Dugaan Pelanggaran ASN") == expected


def test_a_round_up_is_about_its_first_case() -> None:
    text = (
        "SEMARANG - ASN di tiga daerah Jawa Tengah tersandung netralitas. Ada yang diputus bersalah.\n"
        "Bone: dinyatakan melanggar\n"
        "Di Kabupaten Batang, Bawaslu menyatakan Camat Bandar terbukti melanggar netralitas. Putusan diambil dalam "
        "rapat pleno, Senin (7/10/2024).\n"
        "Di Kabupaten Kendal, seorang guru dilaporkan ke Bawaslu, Selasa (8/10/2024).\n"
        "Bawaslu Kota Tegal memeriksa seorang lurah, Rabu (9/10/2024)."
    )
    reports = events_of(article("ASN di Tiga Daerah Tersandung Netralitas", text, "2024-10-10")).reports
    assert [(r.event_type, r.is_primary, r.place_code) for r in reports] == [
        ("ruling", True, "33.25"),
        ("allegation", False, "33.24"),
        ("investigation", False, "33.76"),
    ]


def test_acts_of_two_bodies_are_two_rulings() -> None:
    text = (
        "BATANG - KASN merekomendasikan sanksi moral kepada Camat Bandar yang tidak netral. Surat bertanggal "
        "7 Oktober 2024 itu sudah diterima.\n"
        "Camat itu sebelumnya dinyatakan melanggar oleh Bawaslu Batang pada 9 September 2024."
    )
    assert told(text, "KASN Rekomendasikan Sanksi untuk Camat di Batang") == [
        ("ruling", "occurred", "2024-10-07"),
        ("ruling", "occurred", "2024-09-09"),
    ]


def test_a_heading_belongs_to_the_paragraph_below() -> None:
    text = (
        "BATANG - Kepala Puskesmas Bandar, Danu Rekso, diperiksa Bawaslu Batang karena diduga tidak netral.\n"
        "Simak faktanya.\nIni kisahnya.\n"
        "Diperiksa tiga jam\n"
        "Danu datang ke Kantor Bawaslu Batang, Selasa (8/10/2024), bersama kuasa hukumnya."
    )
    assert told(text, "Kepala Puskesmas di Batang Diperiksa Bawaslu")[0] == (
        "investigation",
        "occurred",
        "2024-10-08",
    )


def test_the_day_in_the_words_of_one_who_reports_it() -> None:
    text = (
        "BATANG - Ketua Bawaslu Batang, Ratih Maharani, membenarkan. Seorang camat, kata Ratih, diperiksa pada "
        "Senin (7/10/2024) terkait netralitas."
    )
    assert told(text, "Camat di Batang Diperiksa Bawaslu")[0] == ("investigation", "occurred", "2024-10-07")
