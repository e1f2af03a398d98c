"""The events that articles report, each with type, status, day and place."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.event_cases import article, events_of


class Case(NamedTuple):
    title: str
    text: str
    published: str
    expected: list[tuple[str, str, str | None, str | None]]


CASES = [
    Case(
        "Pemkot Salatiga Gelar Bimtek Netralitas ASN Jelang Pilkada",
        'SALATIGA – Pemerintah Kota Salatiga melalui BKPSDM menggelar bimbingan teknis netralitas ASN di Hotel Laras Asri, Selasa (8/10/2024). Kegiatan dibuka Pj Wali Kota Salatiga Bayu Wicaksana.\n"ASN harus tahu batasnya," kata Bayu.\nBimtek menghadirkan narasumber Ketua Bawaslu Salatiga Dewi Anggraeni dan Kepala Kantor Regional I BKN Suharto Wibowo.',
        "2024-10-09",
        [("outreach", "occurred", "2024-10-08", "33.73")],
    ),
    Case(
        "Bupati Wonosobo Imbau ASN Tidak Terlibat Politik Praktis",
        'WONOSOBO - Bupati Wonosobo, Arif Darmawan, mengimbau seluruh ASN di lingkungan Pemkab Wonosobo tidak terlibat politik praktis pada Pilkada 2024.\nHal itu disampaikannya di Pendopo Kabupaten, Senin (23/9/2024).\n"Netralitas itu harga mati," tegas Arif.',
        "2024-09-24",
        [("appeal", "occurred", "2024-09-23", "33.07")],
    ),
    Case(
        "Diduga Tak Netral, Kadisdik Boyolali Diperiksa Bawaslu",
        'BOYOLALI - Bawaslu Boyolali memeriksa Kepala Dinas Pendidikan Boyolali, Bambang Sutrisno, terkait dugaan pelanggaran netralitas ASN, Rabu (16/10/2024).\nPemeriksaan berlangsung tiga jam di Kantor Bawaslu Boyolali. Bambang diduga mengarahkan guru memilih salah satu paslon.\n"Kami minta klarifikasi," kata Ketua Bawaslu Boyolali Widodo Santosa.',
        "2024-10-17",
        [("investigation", "occurred", "2024-10-16", "33.09")],
    ),
    Case(
        "Foto Bareng Caleg, Lurah di Makassar Dicopot",
        'MAKASSAR - Wali Kota Makassar Ramli Mattalitti mencopot Lurah Mattoangin, Syamsul Bahri, dari jabatannya, Kamis (11/1/2024). Syamsul terbukti berfoto bersama caleg sambil mengacungkan jari.\n"Sudah saya teken SK-nya," ujar Ramli.',
        "2024-01-12",
        [("sanction", "occurred", "2024-01-11", "73.71")],
    ),
    Case(
        "Bawaslu Garut Teruskan Kasus Dua ASN ke BKN",
        "GARUT - Bawaslu Kabupaten Garut meneruskan dua kasus dugaan pelanggaran netralitas ASN ke Badan Kepegawaian Negara (BKN), Jumat (25/10/2024). Keduanya camat dan kepala sekolah.\nKetua Bawaslu Garut, Ahmad Nurjaman, mengatakan kajian sudah selesai.",
        "2024-10-26",
        [("ruling", "occurred", "2024-10-25", "32.05")],
    ),
    Case(
        "Bawaslu Sleman Awasi Akun Medsos ASN",
        'SLEMAN - Bawaslu Kabupaten Sleman memperketat pengawasan netralitas ASN di media sosial selama masa kampanye Pilkada 2024. Patroli siber dilakukan setiap hari sejak 25 September 2024.\n"Ada tim khusus," kata anggota Bawaslu Sleman, Rina Astuti.',
        "2024-10-01",
        [("monitoring", "occurred", "2024-09-25", "34.04")],
    ),
    Case(
        "Gubernur Terbitkan SE Netralitas ASN, Larang Unggah Foto Calon",
        "SEMARANG - Penjabat Gubernur Jawa Tengah, Nugroho Sudirman, menerbitkan Surat Edaran Nomor 800/123 tentang netralitas ASN pada Pilkada 2024. Edaran tertanggal 2 September 2024 itu ditujukan kepada seluruh kepala OPD.",
        "2024-09-05",
        [("directive", "occurred", "2024-09-02", "33")],
    ),
    Case(
        "Lurah di Depok Dilaporkan ke Bawaslu, Diduga Dukung Paslon",
        "DEPOK - Warga melaporkan Lurah Cinangka, Herlambang, ke Bawaslu Kota Depok, Senin (7/10/2024). Ia diduga mengarahkan ketua RT mendukung salah satu paslon wali kota.\nPelapor, Yusuf Maulana, membawa rekaman suara.",
        "2024-10-08",
        [("allegation", "occurred", "2024-10-07", "32.76")],
    ),
    Case(
        "Apel Pagi, Sekda Tegal Ingatkan ASN Netral",
        "TEGAL - Sekda Kota Tegal Agus Hermanto memimpin apel pagi di halaman Balai Kota Tegal, Senin (30/9/2024). Dalam amanatnya, Agus mengingatkan ASN menjaga netralitas pada Pilkada 2024.",
        "2024-09-30",
        [("assembly", "occurred", "2024-09-30", "33.76")],
    ),
    Case(
        "Bawaslu dan Pemkab Blora Rakor Netralitas ASN",
        "BLORA - Bawaslu Kabupaten Blora menggelar rapat koordinasi netralitas ASN bersama Pemkab Blora di Hotel Arra, Kamis (19/9/2024). Rakor dibuka Ketua Bawaslu Blora Lulus Mariyanto.",
        "2024-09-20",
        [("coordination", "occurred", "2024-09-19", "33.16")],
    ),
    Case(
        "ASN Kota Kediri Bakal Teken Pakta Integritas Pekan Depan",
        'KEDIRI - Ribuan ASN di lingkungan Pemerintah Kota Kediri akan menandatangani pakta integritas netralitas pada Senin (7/10/2024). Penandatanganan rencananya digelar di Balai Kota Kediri.\n"Semua wajib ikut," kata Sekda Kota Kediri Bagus Alit.',
        "2024-10-03",
        [("pledge", "planned", "2024-10-07", "35.71")],
    ),
    Case(
        "KASN Rekomendasikan Sanksi untuk Camat di Banyuwangi",
        "JAKARTA - Komisi Aparatur Sipil Negara (KASN) merekomendasikan sanksi sedang terhadap Camat Licin, Kabupaten Banyuwangi, yang terbukti melanggar netralitas. Rekomendasi bernomor R-12 itu diterbitkan pada 12 Januari 2024.",
        "2024-01-15",
        [("ruling", "occurred", "2024-01-12", "35.10")],
    ),
    Case(
        "Deklarasi Netralitas ASN, TNI dan Polri di Lapangan Merdeka",
        "MEDAN – Ribuan ASN, anggota TNI dan Polri mengikuti deklarasi netralitas di Lapangan Merdeka, Kota Medan, Sabtu (14/9/2024). Deklarasi dipimpin Pj Gubernur Sumatera Utara, Agus Fatoni Lubis.",
        "2024-09-15",
        [("pledge", "occurred", "2024-09-14", "12.71")],
    ),
    Case(
        "Mahasiswa Adukan Kepala Dinas di Serang ke Bawaslu",
        "Sejumlah mahasiswa mengadukan Kepala Dinas Sosial Kota Serang, Heri Purnomo, ke Bawaslu Kota Serang, Selasa (3/9/2024). Heri diduga melanggar netralitas ASN karena mengantar bakal calon wali kota mendaftar ke KPU.",
        "2024-09-04",
        [("allegation", "occurred", "2024-09-03", "36.73")],
    ),
    Case(
        "Sekda Bantul Buka Sosialisasi Netralitas ASN",
        "BANTUL, KOMPAS – Sekretaris Daerah Kabupaten Bantul Agus Budi Raharjo membuka sosialisasi netralitas ASN di Pendopo Manding, Rabu (4/9/2024) pagi. Kegiatan itu diikuti 150 kepala organisasi perangkat daerah.\nSosialisasi menghadirkan Ketua Bawaslu Bantul Didik Joko Nugroho sebagai narasumber.",
        "2024-09-04",
        [("outreach", "occurred", "2024-09-04", "34.02")],
    ),
    Case(
        "Terbukti Kampanyekan Istri, Sekretaris Dinas di Lombok Timur Diturunkan Pangkat",
        "SELONG - Bupati Lombok Timur menjatuhkan hukuman disiplin penurunan pangkat kepada Sekretaris Dinas Kesehatan, Lalu Hasan. Keputusan itu ditandatangani pada Senin (5/2/2024). Ia terbukti ikut mengkampanyekan istrinya yang menjadi caleg.",
        "2024-02-07",
        [("sanction", "occurred", "2024-02-05", "52.03")],
    ),
    Case(
        "Bawaslu Buka Posko Aduan Netralitas ASN",
        'PALEMBANG - Bawaslu Kota Palembang membuka posko pengaduan netralitas ASN di kantor setempat mulai Senin (2/9/2024). "Warga silakan melapor," kata Ketua Bawaslu Palembang Khairil Anwar.',
        "2024-09-03",
        [("monitoring", "occurred", "2024-09-02", "16.71")],
    ),
    Case(
        "Laporan terhadap Camat Tak Terbukti, Bawaslu Hentikan Kasus",
        "PEKALONGAN - Bawaslu Kota Pekalongan memutuskan laporan dugaan pelanggaran netralitas terhadap Camat Pekalongan Utara tidak terbukti. Putusan diambil dalam rapat pleno, Senin (21/10/2024).",
        "2024-10-22",
        [("ruling", "occurred", "2024-10-21", "33.75")],
    ),
    Case(
        "Wali Kota Bogor Wanti-wanti ASN soal Like dan Komentar",
        'BOGOR - Penjabat Wali Kota Bogor, Hery Antasari, mewanti-wanti ASN agar tidak memberi like, komentar, atau membagikan konten pasangan calon di media sosial.\n"Jaga netralitas," ujarnya di Balai Kota Bogor, Kamis (26/9/2024).',
        "2024-09-27",
        [("appeal", "occurred", "2024-09-26", "32.71")],
    ),
    Case(
        "Bawaslu Temukan Dugaan Ketidaknetralan Kepala Puskesmas",
        'NGAWI - Bawaslu Kabupaten Ngawi menemukan dugaan ketidaknetralan seorang kepala puskesmas. Temuan itu diregistrasi pada Rabu (9/10/2024).\n"Ia mengunggah dukungan kepada paslon," kata anggota Bawaslu Ngawi, Sulistyo.',
        "2024-10-10",
        [("allegation", "occurred", "2024-10-09", "35.21")],
    ),
    Case(
        "Apel Besar Korpri Diwarnai Ikrar Netralitas",
        "KLATEN - Ribuan ASN Kabupaten Klaten mengucapkan ikrar netralitas dalam apel besar di Alun-alun Klaten, Rabu (29/11/2023). Ikrar dipimpin Sekda Klaten Jaka Sawaldi dan disaksikan Ketua Bawaslu Klaten Arif Fatkhurrokhman.",
        "2023-11-30",
        [("pledge", "occurred", "2023-11-29", "33.10"), ("assembly", "occurred", "2023-11-29", "33.10")],
    ),
    Case(
        "Sekda: ASN Jangan Coba-coba Berpolitik",
        "MAROS,KABARX - Sekretaris Daerah Maros,Andi Davied,mengingatkan ASN agar tidak berpolitik praktis jelang Pemilu 2024.Hal itu di sampaikannya saat apel pagi di halaman Kantor Bupati Maros,Senin(6/11/2023).\n“Jangan coba-coba,”tegasnya.",
        "2023-11-07",
        [("assembly", "occurred", "2023-11-06", "73.09")],
    ),
    Case(
        "Pemkab Pati Bentuk Satgas Netralitas ASN",
        "PATI - Pemerintah Kabupaten Pati membentuk satuan tugas netralitas ASN yang akan bekerja hingga pencoblosan 27 November 2024.\nSatgas itu dibentuk pada Selasa (10/9/2024).",
        "2024-09-11",
        [("monitoring", "occurred", "2024-09-10", "33.18")],
    ),
    Case(
        "ASN di Kendal Dilarang Foto Bersama Cakada",
        'KENDAL - Bawaslu Kabupaten Kendal mengingatkan ASN dilarang berfoto bersama calon kepala daerah. "Netralitas wajib," kata Ketua Bawaslu Kendal Hevy Indah, Jumat (20/9/2024).',
        "2024-09-21",
        [("appeal", "occurred", "2024-09-20", "33.24")],
    ),
    Case(
        "BKN Blokir Data Kepegawaian ASN Tak Netral",
        'JAKARTA - Badan Kepegawaian Negara (BKN) mengingatkan seluruh ASN menjaga netralitas. "Data kepegawaiannya bisa diblokir," kata Plt Kepala BKN Haryo Dwi, Kamis (5/9/2024).',
        "2024-09-06",
        [("appeal", "occurred", "2024-09-05", "ID")],
    ),
    Case(
        "Menpan RB dan Mendagri Teken SKB Netralitas ASN",
        "JAKARTA - Menteri PANRB, Mendagri, Kepala BKN, Ketua KASN, dan Ketua Bawaslu menandatangani surat keputusan bersama (SKB) tentang pengawasan netralitas ASN, Kamis (22/9/2022).",
        "2022-09-22",
        [("directive", "occurred", "2022-09-22", "ID")],
    ),
    Case(
        "Camat Wonokromo Jalani Klarifikasi di Bawaslu Surabaya",
        "SURABAYA - Camat Wonokromo, Tomi Ardian, menjalani klarifikasi di Kantor Bawaslu Kota Surabaya, Jumat (18/10/2024). Ia dilaporkan warga karena diduga mendukung paslon nomor urut 1.",
        "2024-10-18",
        [("investigation", "occurred", "2024-10-18", "35.78")],
    ),
    Case(
        "Tak Netral, Guru PPPK di Sikka Diberhentikan",
        "MAUMERE - Pemerintah Kabupaten Sikka memberhentikan seorang guru PPPK yang terbukti menjadi anggota tim kampanye paslon. Pemberhentian itu berlaku sejak 1 November 2024, kata Kepala BKPSDM Sikka, Margaretha Movaldes.",
        "2024-11-06",
        [("sanction", "occurred", "2024-11-01", "53.07")],
    ),
    Case(
        "Kesbangpol Gelar FGD Netralitas ASN",
        "PEKANBARU - Badan Kesbangpol Kota Pekanbaru menggelar focus group discussion (FGD) bertema netralitas ASN, Rabu (25/9/2024), di Hotel Pangeran. FGD diikuti 80 lurah dan camat.",
        "2024-09-26",
        [("outreach", "occurred", "2024-09-25", "14.71")],
    ),
    Case(
        "Bawaslu Audiensi dengan Bupati Bahas Netralitas ASN",
        "SRAGEN - Jajaran Bawaslu Sragen melakukan audiensi dengan Bupati Sragen di Rumah Dinas Bupati, Selasa (6/8/2024). Pertemuan membahas netralitas ASN jelang Pilkada.",
        "2024-08-07",
        [("coordination", "occurred", "2024-08-06", "33.14")],
    ),
    Case(
        "Gakkumdu Hentikan Kasus Kadis, Netralitas Diteruskan ke BKN",
        "PALOPO - Sentra Gakkumdu Palopo menghentikan kasus dugaan pidana pemilihan Kepala Dinas Perdagangan, Zulkifli Halid. Namun dugaan pelanggaran netralitas ASN diteruskan ke BKN, Rabu (30/10/2024).",
        "2024-10-31",
        [("ruling", "occurred", "2024-10-30", "73.73")],
    ),
    Case(
        "Ikut Kampanye, Dua PNS di Nias Dijatuhi Sanksi Moral",
        "GUNUNGSITOLI - Dua PNS di Kabupaten Nias dijatuhi sanksi moral karena ikut kampanye calon legislatif. Sanksi dijatuhkan Bupati Nias berdasarkan rekomendasi KASN, Senin (15/1/2024).",
        "2024-01-16",
        [("sanction", "occurred", "2024-01-15", "12.04")],
    ),
    Case(
        "Hindari Politik Praktis, ASN Pemprov Banten Ikrar Bersama",
        "SERANG – Pemerintah Provinsi Banten melaksanakan ikrar bersama netralitas ASN di Lapangan KP3B, Kota Serang, Senin (18/9/2023). Ikrar dibacakan Sekda Banten Virgojanti Rahmat diikuti kepala OPD.",
        "2023-09-18",
        [("pledge", "occurred", "2023-09-18", "36.73")],
    ),
    Case(
        "Netralitas ASN: Antara Aturan dan Kenyataan",
        "Oleh: Sutarno Hadi, dosen\nNetralitas ASN selalu menjadi isu setiap kali pemilu tiba. Banyak ASN terjebak politik praktis karena tekanan atasan.\nSebagai abdi negara, ASN wajib netral. Sanksi harus ditegakkan.",
        "2024-02-01",
        [("appeal", "occurred", None, None)],
    ),
    Case(
        "31 ASN di Ponorogo Langgar Netralitas, 5 Kena Sanksi Berat",
        "PONOROGO - Inspektorat Ponorogo menjatuhkan sanksi berat kepada lima ASN yang terbukti melanggar netralitas pada Pilkada 2024, Kamis (5/12/2024).",
        "2024-12-06",
        [("sanction", "occurred", "2024-12-05", "35.02")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_type_status_day_and_place(case: Case) -> None:
    reports = events_of(article(case.title, case.text, case.published)).reports
    told = [
        (r.event_type, r.status, str(r.event_date) if r.event_date else None, r.place_code) for r in reports
    ]
    assert told == case.expected
    assert [r.is_primary for r in reports] == [True] + [False] * (len(reports) - 1)


def test_reports_have_stable_identifiers_and_quote_the_text() -> None:
    given_article = article(CASES[0].title, CASES[0].text, CASES[0].published)
    first, second = events_of(given_article), events_of(given_article)
    assert first == second
    ids = [r.report_id for r in first.reports]
    assert len(ids) == len(set(ids))
    for report in first.reports:
        assert given_article.text[report.start_char : report.end_char]
    for actor in first.actors:
        assert actor.report_id in ids
        assert given_article.text[actor.start_char : actor.end_char].strip()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=250))
def test_any_text_is_coded(text: str) -> None:
    given_article = article("ASN Diminta Netral", f"ASN harus menjaga netralitas. {text}", "2024-10-10")
    events = events_of(given_article)
    spans = [(r.start_char, r.end_char) for r in events.reports] + [
        (a.start_char, a.end_char) for a in events.actors
    ]
    assert all(0 <= start <= end <= len(given_article.text) for start, end in spans)
