"""Which reports an article has, and their days and places."""

import pytest

from tests.transforms.event_cases import article, events_of


def types(text: str, title: str = "ASN Diminta Jaga Netralitas", published: str = "2024-10-10") -> list[str]:
    return [r.event_type for r in events_of(article(title, text, published)).reports]


LEAD = "BATANG - Bupati Batang mengingatkan ASN menjaga netralitas pada Pilkada 2024, Rabu (9/10/2024).\n"


@pytest.mark.parametrize(
    "text",
    [
        "Jika terbukti, camat itu akan dijatuhi sanksi berat.",
        "ASN yang terbukti melanggar dapat diberhentikan.",
        "Pada Pemilu 2019, lima ASN dijatuhi sanksi dan diteruskan ke KASN.",
        "Sampai kini belum ada laporan ASN yang dilaporkan ke Bawaslu.",
        "Bupati menolak menonaktifkan kepala dinas itu.",
        "Di daerah lain seorang guru dicopot karena ikut kampanye.",
        "Warga diminta melaporkan ASN ke Bawaslu.",
        "Bawaslu menerima 12 laporan sejak awal tahun.",
    ],
)
def test_threats_conditions_history_and_counts_are_no_events(text: str) -> None:
    assert types(LEAD + "Hujan turun sejak pagi.\nPeserta tetap bertahan.\n" + text) == ["appeal"]


def test_an_appeal_yields_to_the_event_that_frames_it() -> None:
    text = (
        "BATANG - Pemkab Batang menggelar sosialisasi netralitas ASN di Aula Setda, Rabu (9/10/2024).\n"
        "Bupati mengingatkan ASN tidak memihak."
    )
    assert types(text) == ["outreach"]


def test_words_said_after_a_meeting_are_an_appeal() -> None:
    text = (
        "BATANG - Sekda Batang meminta ASN tetap netral usai rapat persiapan di Aula Setda, Rabu (9/10/2024)."
    )
    assert types(text, "Sekda Batang Minta ASN Netral")[0] == "appeal"


def test_quoted_words_make_no_event_of_themselves() -> None:
    text = LEAD + 'Suasana tenang.\nSemua hadir.\n"Tahun depan kami membuka posko aduan," kata Bupati.'
    assert types(text) == ["appeal"]


def test_an_official_says_that_he_issued_a_circular() -> None:
    text = (
        LEAD + 'Suasana tenang.\nSemua hadir.\n"Kami telah menerbitkan surat edaran netralitas," kata Bupati.'
    )
    assert types(text) == ["appeal", "directive"]


def test_the_day_of_the_vote_is_never_the_event() -> None:
    text = (
        "BATANG - ASN Batang menandatangani pakta integritas netralitas menghadapi Pilkada 27 November 2024."
    )
    (report,) = events_of(article("ASN Batang Teken Pakta Netralitas", text, "2024-10-10")).reports
    assert report.event_date is None
    assert report.date_reason == "not_stated"


def test_publication_is_no_event_date() -> None:
    text = "BATANG - ASN Kabupaten Batang menandatangani pakta integritas netralitas."
    (report,) = events_of(article("ASN Batang Teken Pakta Netralitas", text, "2024-10-10")).reports
    assert report.event_date is None


def test_a_weekday_without_publication_keeps_its_words() -> None:
    text = "BATANG - ASN Kabupaten Batang menandatangani pakta integritas netralitas, Senin."
    (report,) = events_of(article("ASN Batang Teken Pakta Netralitas", text)).reports
    assert (report.event_date, report.date_text) == (None, "Senin")


def test_a_day_after_publication_is_planned() -> None:
    text = "BATANG - Bawaslu Kabupaten Batang membentuk tim pengawas netralitas ASN yang mulai bekerja 1 November 2024."
    (report,) = events_of(article("Bawaslu Batang Bentuk Tim Pengawas ASN", text, "2024-10-10")).reports
    assert (report.event_type, report.status, str(report.event_date)) == (
        "monitoring",
        "planned",
        "2024-11-01",
    )


def test_the_place_is_where_it_was_held() -> None:
    text = (
        "JAKARTA - Penjabat Bupati Batang mengikuti rapat koordinasi nasional netralitas ASN.\n"
        "Acara digelar Bawaslu RI di Grand Melati Convention, Jakarta Pusat, Selasa (8/10/2024)."
    )
    report = events_of(article("Bupati Batang Ikuti Rakornas Netralitas ASN", text, "2024-10-09")).reports[0]
    assert (report.event_type, report.place_code) == ("coordination", "31.71")
    assert report.venue == "Grand Melati Convention"


def test_each_place_listed_has_its_own_report() -> None:
    text = (
        "SEMARANG - Bawaslu Jawa Tengah menyatakan seorang camat di Kabupaten Batang terbukti melanggar "
        "netralitas ASN, Rabu (9/10/2024).\n"
        "Sidang berjalan lancar.\n"
        "Putusan dibacakan siang.\n"
        "Kabupaten Kendal dan Kota Tegal masing-masing punya satu kasus netralitas, keduanya masih dalam kajian Bawaslu."
    )
    reports = events_of(article("Camat di Batang Terbukti Langgar Netralitas", text, "2024-10-10")).reports
    assert [(r.event_type, r.place_code) for r in reports] == [
        ("ruling", "33.25"),
        ("investigation", "33.24"),
        ("investigation", "33.76"),
    ]


def test_no_more_than_four_reports() -> None:
    places = ["Batang", "Kendal", "Demak", "Kudus", "Jepara", "Pati"]
    lines = [
        f"Di Kabupaten {p}, Bawaslu menyatakan seorang camat terbukti melanggar netralitas ASN."
        for p in places
    ]
    assert len(types("\n".join(lines), "Enam Camat Terbukti Langgar Netralitas")) == 4


def test_an_article_off_topic_has_no_events() -> None:
    assert events_of(article("Panen Raya", "Panen raya padi di Desa Mawar.", "2024-10-10")).reports == ()


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Bawaslu Batang Limpahkan Kasus ASN ke Polres",
            (
                "BATANG - Bawaslu Batang melimpahkan kasus netralitas ASN berinisial SW ke Polres Batang, Rabu "
                "(9/10/2024). SW dilaporkan warga ke Bawaslu pada 1 Oktober 2024."
            ),
            ["investigation", "allegation"],
        ),
        (
            "Bupati Batang Kukuhkan Satgas Netralitas ASN",
            "BATANG - Bupati Batang mengukuhkan satgas netralitas ASN di Aula Setda, Rabu (9/10/2024).",
            ["monitoring"],
        ),
        (
            "Dituding Berpihak, Kadis Pasar Batang Bicara",
            (
                "BATANG - Kepala Dinas Pasar Batang membantah tudingan berpihak kepada paslon. Tudingan itu "
                "dilayangkan sebuah forum warga di Kantor Bawaslu Batang, Rabu (9/10/2024)."
            ),
            ["allegation"],
        ),
        (
            "Camat Divonis Dua Bulan karena Tak Netral",
            (
                "BATANG - Hakim Pengadilan Negeri Batang memvonis seorang camat dua bulan penjara, Rabu (9/10/2024). "
                "Camat itu tidak netral dalam Pilkada 2024."
            ),
            ["ruling"],
        ),
        (
            "Bimtek Pengawasan Netralitas ASN di Batang",
            (
                "BATANG - Bawaslu Batang menggelar bimbingan teknis pengawasan netralitas ASN di Aula Setda, Rabu "
                "(9/10/2024).\nKegiatan serupa akan digelar di tiga kecamatan mulai 21 Oktober 2024."
            ),
            ["outreach", "outreach"],
        ),
    ],
)
def test_further_wordings(title: str, text: str, expected: list[str]) -> None:
    assert types(text, title) == expected


def test_a_dump_of_a_site_stays_cheap_and_bounded() -> None:
    line = "BATANG - Bawaslu Kabupaten Batang memeriksa seorang camat terkait netralitas ASN, Senin (7/10/2024). "
    assert 1 <= len(types(line * 300, "Camat di Batang Diperiksa Bawaslu")) <= 4
