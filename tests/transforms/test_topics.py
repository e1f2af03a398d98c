"""Which articles are about the neutrality of civil servants, and which only sound like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.event_cases import article, is_relevant, topics_of

OTHER_MATTERS = [
    (
        "KPK Periksa Tiga ASN Pemkab dalam Kasus Suap",
        "JAKARTA - KPK memeriksa tiga ASN Pemkab Probolinggo terkait dugaan suap jual beli jabatan, Senin (2/9/2024).",
    ),
    (
        "Puluhan ASN Bolos Usai Libur, Bupati: Kena Sanksi",
        "LEBAK - Bupati Lebak menjatuhkan sanksi teguran kepada 23 ASN yang bolos. Sidak digelar di apel pagi, Selasa (16/4/2024).",
    ),
    (
        "KPPS Teken Pakta Integritas, Harus Netral",
        "BLITAR - Ratusan anggota KPPS di Kota Blitar menandatangani pakta integritas, Kamis (25/1/2024). KPPS harus netral dan tidak memihak peserta pemilu. Sebagian KPPS berstatus PNS guru.",
    ),
    (
        "Kapolres: Netralitas Polri Harga Mati",
        "SRAGEN - Kapolres Sragen AKBP Wirawan menegaskan netralitas Polri dalam Pilkada 2024 saat apel gelar pasukan di Mapolres, Rabu (2/10/2024). Apel juga diikuti ASN Satpol PP.",
    ),
    (
        "Sekretaris KPU Ditahan Terkait Dana Hibah Pilkada",
        "BANJARMASIN - Kejaksaan menahan sekretaris KPU yang berstatus ASN dalam kasus dugaan korupsi dana hibah pilkada, Selasa (8/10/2024).",
    ),
    (
        "Rekanan Proyek Teken Pakta Integritas",
        "DUMAI - Dinas PUPR Kota Dumai dan puluhan kontraktor menandatangani pakta integritas pengadaan barang dan jasa, Rabu (6/3/2024). ASN dilarang menerima gratifikasi.",
    ),
    (
        "Dinas Kesehatan Lepas Kontingen Korpri",
        "METRO - Ratusan ASN Kota Metro mengikuti Pekan Olahraga Korpri, Jumat (6/9/2024). Wali Kota berpesan ASN menjaga sportivitas dan kekompakan. Ia juga meminta ASN menjaga netralitas.",
    ),
    (
        "Seleksi PPPK Dibuka, Bupati Janji Bebas Titipan",
        'SUMEDANG - Pemkab Sumedang membuka seleksi PPPK 2024. "Tidak ada titipan politik," kata Sekda. Panitia menandatangani pakta integritas.',
    ),
    (
        "Calon Bupati Janjikan Kesejahteraan ASN",
        "JEPARA - Calon bupati nomor urut 1 menjanjikan kenaikan TPP bagi ASN saat kampanye di Alun-alun, Senin (7/10/2024).",
    ),
    (
        "KPU Distribusikan Logistik, ASN Bantu Lipat Surat Suara",
        "SAMPIT - KPU mengerahkan ratusan petugas termasuk ASN untuk melipat surat suara pilkada.",
    ),
    (
        "Mantan Camat Maju Caleg, Dilaporkan Ijazah Palsu",
        "BIMA - Seorang caleg yang juga mantan camat dilaporkan ke Bawaslu terkait dugaan ijazah palsu.",
    ),
    (
        "Klub Liga 2 Kena Sanksi Berat Komdis PSSI",
        "SOLO - Komdis PSSI menjatuhkan sanksi berat kepada klub. Wasit dinilai tidak netral.",
    ),
    (
        "Wagub: Koperasi Harus Netral dari Politik",
        "BENGKULU - Wakil Gubernur meminta pengurus koperasi menjaga netralitas dalam pemilu dan tidak terlibat politik praktis. Acara dihadiri kepala dinas koperasi.",
    ),
    (
        "Bupati Lantik 120 Pejabat Eselon, Tegaskan Tak Ada Unsur Politik",
        'KUNINGAN - Bupati melantik 120 pejabat eselon III dan IV. Sejumlah kepala dinas bergeser. "Tidak ada kepentingan politik," kata bupati.',
    ),
    (
        "Kepala Desa Deklarasi Dukung Paslon, Bawaslu Panggil",
        "GARUT - Bawaslu Garut memanggil 12 kepala desa yang mendeklarasikan dukungan kepada pasangan calon bupati.",
    ),
]

ON_TOPIC = [
    (
        "Pemkot Salatiga Gelar Bimtek Netralitas ASN Jelang Pilkada",
        'SALATIGA – Pemerintah Kota Salatiga melalui BKPSDM menggelar bimbingan teknis netralitas ASN di Hotel Laras Asri, Selasa (8/10/2024). Kegiatan dibuka Pj Wali Kota Salatiga Bayu Wicaksana.\n"ASN harus tahu batasnya," kata Bayu.\nBimtek menghadirkan narasumber Ketua Bawaslu Salatiga Dewi Anggraeni dan Kepala Kantor Regional I BKN Suharto Wibowo.',
    ),
    (
        "Bupati Wonosobo Imbau ASN Tidak Terlibat Politik Praktis",
        'WONOSOBO - Bupati Wonosobo, Arif Darmawan, mengimbau seluruh ASN di lingkungan Pemkab Wonosobo tidak terlibat politik praktis pada Pilkada 2024.\nHal itu disampaikannya di Pendopo Kabupaten, Senin (23/9/2024).\n"Netralitas itu harga mati," tegas Arif.',
    ),
    (
        "Diduga Tak Netral, Kadisdik Boyolali Diperiksa Bawaslu",
        'BOYOLALI - Bawaslu Boyolali memeriksa Kepala Dinas Pendidikan Boyolali, Bambang Sutrisno, terkait dugaan pelanggaran netralitas ASN, Rabu (16/10/2024).\nPemeriksaan berlangsung tiga jam di Kantor Bawaslu Boyolali. Bambang diduga mengarahkan guru memilih salah satu paslon.\n"Kami minta klarifikasi," kata Ketua Bawaslu Boyolali Widodo Santosa.',
    ),
    (
        "Foto Bareng Caleg, Lurah di Makassar Dicopot",
        'MAKASSAR - Wali Kota Makassar Ramli Mattalitti mencopot Lurah Mattoangin, Syamsul Bahri, dari jabatannya, Kamis (11/1/2024). Syamsul terbukti berfoto bersama caleg sambil mengacungkan jari.\n"Sudah saya teken SK-nya," ujar Ramli.',
    ),
    (
        "Bawaslu Garut Teruskan Kasus Dua ASN ke BKN",
        "GARUT - Bawaslu Kabupaten Garut meneruskan dua kasus dugaan pelanggaran netralitas ASN ke Badan Kepegawaian Negara (BKN), Jumat (25/10/2024). Keduanya camat dan kepala sekolah.\nKetua Bawaslu Garut, Ahmad Nurjaman, mengatakan kajian sudah selesai.",
    ),
    (
        "Bawaslu Sleman Awasi Akun Medsos ASN",
        'SLEMAN - Bawaslu Kabupaten Sleman memperketat pengawasan netralitas ASN di media sosial selama masa kampanye Pilkada 2024. Patroli siber dilakukan setiap hari sejak 25 September 2024.\n"Ada tim khusus," kata anggota Bawaslu Sleman, Rina Astuti.',
    ),
    (
        "Gubernur Terbitkan SE Netralitas ASN, Larang Unggah Foto Calon",
        "SEMARANG - Penjabat Gubernur Jawa Tengah, Nugroho Sudirman, menerbitkan Surat Edaran Nomor 800/123 tentang netralitas ASN pada Pilkada 2024. Edaran tertanggal 2 September 2024 itu ditujukan kepada seluruh kepala OPD.",
    ),
    (
        "Lurah di Depok Dilaporkan ke Bawaslu, Diduga Dukung Paslon",
        "DEPOK - Warga melaporkan Lurah Cinangka, Herlambang, ke Bawaslu Kota Depok, Senin (7/10/2024). Ia diduga mengarahkan ketua RT mendukung salah satu paslon wali kota.\nPelapor, Yusuf Maulana, membawa rekaman suara.",
    ),
    (
        "Apel Pagi, Sekda Tegal Ingatkan ASN Netral",
        "TEGAL - Sekda Kota Tegal Agus Hermanto memimpin apel pagi di halaman Balai Kota Tegal, Senin (30/9/2024). Dalam amanatnya, Agus mengingatkan ASN menjaga netralitas pada Pilkada 2024.",
    ),
    (
        "Bawaslu dan Pemkab Blora Rakor Netralitas ASN",
        "BLORA - Bawaslu Kabupaten Blora menggelar rapat koordinasi netralitas ASN bersama Pemkab Blora di Hotel Arra, Kamis (19/9/2024). Rakor dibuka Ketua Bawaslu Blora Lulus Mariyanto.",
    ),
    (
        "ASN Kota Kediri Bakal Teken Pakta Integritas Pekan Depan",
        'KEDIRI - Ribuan ASN di lingkungan Pemerintah Kota Kediri akan menandatangani pakta integritas netralitas pada Senin (7/10/2024). Penandatanganan rencananya digelar di Balai Kota Kediri.\n"Semua wajib ikut," kata Sekda Kota Kediri Bagus Alit.',
    ),
    (
        "KASN Rekomendasikan Sanksi untuk Camat di Banyuwangi",
        "JAKARTA - Komisi Aparatur Sipil Negara (KASN) merekomendasikan sanksi sedang terhadap Camat Licin, Kabupaten Banyuwangi, yang terbukti melanggar netralitas. Rekomendasi bernomor R-12 itu diterbitkan pada 12 Januari 2024.",
    ),
    (
        "Deklarasi Netralitas ASN, TNI dan Polri di Lapangan Merdeka",
        "MEDAN – Ribuan ASN, anggota TNI dan Polri mengikuti deklarasi netralitas di Lapangan Merdeka, Kota Medan, Sabtu (14/9/2024). Deklarasi dipimpin Pj Gubernur Sumatera Utara, Agus Fatoni Lubis.",
    ),
    (
        "Mahasiswa Adukan Kepala Dinas di Serang ke Bawaslu",
        "Sejumlah mahasiswa mengadukan Kepala Dinas Sosial Kota Serang, Heri Purnomo, ke Bawaslu Kota Serang, Selasa (3/9/2024). Heri diduga melanggar netralitas ASN karena mengantar bakal calon wali kota mendaftar ke KPU.",
    ),
    (
        "Sekda Bantul Buka Sosialisasi Netralitas ASN",
        "BANTUL, KOMPAS – Sekretaris Daerah Kabupaten Bantul Agus Budi Raharjo membuka sosialisasi netralitas ASN di Pendopo Manding, Rabu (4/9/2024) pagi. Kegiatan itu diikuti 150 kepala organisasi perangkat daerah.\nSosialisasi menghadirkan Ketua Bawaslu Bantul Didik Joko Nugroho sebagai narasumber.",
    ),
    (
        "Terbukti Kampanyekan Istri, Sekretaris Dinas di Lombok Timur Diturunkan Pangkat",
        "SELONG - Bupati Lombok Timur menjatuhkan hukuman disiplin penurunan pangkat kepada Sekretaris Dinas Kesehatan, Lalu Hasan. Keputusan itu ditandatangani pada Senin (5/2/2024). Ia terbukti ikut mengkampanyekan istrinya yang menjadi caleg.",
    ),
    (
        "Bawaslu Buka Posko Aduan Netralitas ASN",
        'PALEMBANG - Bawaslu Kota Palembang membuka posko pengaduan netralitas ASN di kantor setempat mulai Senin (2/9/2024). "Warga silakan melapor," kata Ketua Bawaslu Palembang Khairil Anwar.',
    ),
    (
        "Laporan terhadap Camat Tak Terbukti, Bawaslu Hentikan Kasus",
        "PEKALONGAN - Bawaslu Kota Pekalongan memutuskan laporan dugaan pelanggaran netralitas terhadap Camat Pekalongan Utara tidak terbukti. Putusan diambil dalam rapat pleno, Senin (21/10/2024).",
    ),
    (
        "Wali Kota Bogor Wanti-wanti ASN soal Like dan Komentar",
        'BOGOR - Penjabat Wali Kota Bogor, Hery Antasari, mewanti-wanti ASN agar tidak memberi like, komentar, atau membagikan konten pasangan calon di media sosial.\n"Jaga netralitas," ujarnya di Balai Kota Bogor, Kamis (26/9/2024).',
    ),
    (
        "Bawaslu Temukan Dugaan Ketidaknetralan Kepala Puskesmas",
        'NGAWI - Bawaslu Kabupaten Ngawi menemukan dugaan ketidaknetralan seorang kepala puskesmas. Temuan itu diregistrasi pada Rabu (9/10/2024).\n"Ia mengunggah dukungan kepada paslon," kata anggota Bawaslu Ngawi, Sulistyo.',
    ),
    (
        "Apel Besar Korpri Diwarnai Ikrar Netralitas",
        "KLATEN - Ribuan ASN Kabupaten Klaten mengucapkan ikrar netralitas dalam apel besar di Alun-alun Klaten, Jumat (29/11/2023). Ikrar dipimpin Sekda Klaten Jaka Sawaldi dan disaksikan Ketua Bawaslu Klaten Arif Fatkhurrokhman.",
    ),
    (
        "Sekda: ASN Jangan Coba-coba Berpolitik",
        "MAROS,KABARX - Sekretaris Daerah Maros,Andi Davied,mengingatkan ASN agar tidak berpolitik praktis jelang Pemilu 2024.Hal itu di sampaikannya saat apel pagi di halaman Kantor Bupati Maros,Senin(6/11/2023).\n“Jangan coba-coba,”tegasnya.",
    ),
    (
        "Pemkab Pati Bentuk Satgas Netralitas ASN",
        "PATI - Pemerintah Kabupaten Pati membentuk satuan tugas netralitas ASN yang akan bekerja hingga pencoblosan 27 November 2024.\nSatgas itu dibentuk pada Selasa (10/9/2024).",
    ),
    (
        "ASN di Kendal Dilarang Foto Bersama Cakada",
        'KENDAL - Bawaslu Kabupaten Kendal mengingatkan ASN dilarang berfoto bersama calon kepala daerah. "Netralitas wajib," kata Ketua Bawaslu Kendal Hevy Indah, Jumat (20/9/2024).',
    ),
    (
        "BKN Blokir Data Kepegawaian ASN Tak Netral",
        'JAKARTA - Badan Kepegawaian Negara (BKN) mengingatkan seluruh ASN menjaga netralitas. "Data kepegawaiannya bisa diblokir," kata Plt Kepala BKN Haryo Dwi, Kamis (5/9/2024).',
    ),
    (
        "Menpan RB dan Mendagri Teken SKB Netralitas ASN",
        "JAKARTA - Menteri PANRB, Mendagri, Kepala BKN, Ketua KASN, dan Ketua Bawaslu menandatangani surat keputusan bersama (SKB) tentang pengawasan netralitas ASN, Kamis (22/9/2022).",
    ),
    (
        "Camat Wonokromo Jalani Klarifikasi di Bawaslu Surabaya",
        "SURABAYA - Camat Wonokromo, Tomi Ardian, menjalani klarifikasi di Kantor Bawaslu Kota Surabaya, Jumat (18/10/2024). Ia dilaporkan warga karena diduga mendukung paslon nomor urut 1.",
    ),
    (
        "Tak Netral, Guru PPPK di Sikka Diberhentikan",
        "MAUMERE - Pemerintah Kabupaten Sikka memberhentikan seorang guru PPPK yang terbukti menjadi anggota tim kampanye paslon. Pemberhentian itu berlaku sejak 1 November 2024, kata Kepala BKPSDM Sikka, Margaretha Movaldes.",
    ),
    (
        "Kesbangpol Gelar FGD Netralitas ASN",
        "PEKANBARU - Badan Kesbangpol Kota Pekanbaru menggelar focus group discussion (FGD) bertema netralitas ASN, Rabu (25/9/2024), di Hotel Pangeran. FGD diikuti 80 lurah dan camat.",
    ),
    (
        "Bawaslu Audiensi dengan Bupati Bahas Netralitas ASN",
        "SRAGEN - Jajaran Bawaslu Sragen melakukan audiensi dengan Bupati Sragen di Rumah Dinas Bupati, Selasa (6/8/2024). Pertemuan membahas netralitas ASN jelang Pilkada.",
    ),
    (
        "Gakkumdu Hentikan Kasus Kadis, Netralitas Diteruskan ke BKN",
        "PALOPO - Sentra Gakkumdu Palopo menghentikan kasus dugaan pidana pemilihan Kepala Dinas Perdagangan, Zulkifli Halid. Namun dugaan pelanggaran netralitas ASN diteruskan ke BKN, Rabu (30/10/2024).",
    ),
    (
        "Ikut Kampanye, Dua PNS di Nias Dijatuhi Sanksi Moral",
        "GUNUNGSITOLI - Dua PNS di Kabupaten Nias dijatuhi sanksi moral karena ikut kampanye calon legislatif. Sanksi dijatuhkan Bupati Nias berdasarkan rekomendasi KASN, Senin (15/1/2024).",
    ),
    (
        "Hindari Politik Praktis, ASN Pemprov Banten Ikrar Bersama",
        "SERANG – Pemerintah Provinsi Banten melaksanakan ikrar bersama netralitas ASN di Lapangan KP3B, Kota Serang, Senin (18/9/2023). Ikrar dibacakan Sekda Banten Virgojanti Rahmat diikuti kepala OPD.",
    ),
    (
        "Netralitas ASN: Antara Aturan dan Kenyataan",
        "Oleh: Sutarno Hadi, dosen\nNetralitas ASN selalu menjadi isu setiap kali pemilu tiba. Banyak ASN terjebak politik praktis karena tekanan atasan.\nSebagai abdi negara, ASN wajib netral. Sanksi harus ditegakkan.",
    ),
    (
        "31 ASN di Ponorogo Langgar Netralitas, 5 Kena Sanksi Berat",
        "PONOROGO - Inspektorat Ponorogo menjatuhkan sanksi berat kepada lima ASN yang terbukti melanggar netralitas pada Pilkada 2024, Kamis (5/12/2024).",
    ),
]


@pytest.mark.parametrize(("title", "text"), OTHER_MATTERS)
def test_same_words_on_another_matter_are_not_the_topic(title: str, text: str) -> None:
    assert not is_relevant(title, text)


@pytest.mark.parametrize(("title", "text"), ON_TOPIC)
def test_articles_on_neutrality_of_civil_servants_are_the_topic(title: str, text: str) -> None:
    assert is_relevant(title, text)


def test_a_passing_mention_far_down_is_not_the_topic() -> None:
    lines = [f"Pembangunan jembatan nomor {n} terus dikebut." for n in range(12)]
    assert not is_relevant("Jembatan Dikebut", "\n".join([*lines, "Ia juga minta ASN menjaga netralitas."]))


def test_the_decision_gives_its_words() -> None:
    (decision,) = topics_of(article("Bupati Minta ASN Jaga Netralitas", "ASN diminta netral pada pilkada."))
    assert decision.topic == "asn_neutrality"
    assert "ASN Jaga Netralitas" in decision.evidence
    assert decision.reason.startswith("42 of 22 points: servants +18, neutral +3, servants_neutral +9")


def test_what_an_article_is_about_instead_is_told() -> None:
    (decision,) = topics_of(
        article("Apel Siaga Banjir, ASN Diminta Netral", "Apel siaga banjir diikuti ASN jelang pilkada.")
    )
    assert not decision.is_relevant
    assert "other_matter -36" in decision.reason


@pytest.mark.parametrize(
    ("title", "missing"),
    [("Bawaslu Buka Pendaftaran", "servants"), ("Guru Dilaporkan Usai Video Viral", "matter")],
)
def test_what_is_missing_is_told(title: str, missing: str) -> None:
    (decision,) = topics_of(article(title, ""))
    assert (decision.is_relevant, decision.reason) == (False, f"nothing of {missing}")


def test_an_article_without_title_and_text_is_not_relevant() -> None:
    assert not is_relevant(None, "")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_decided(text: str, title: str) -> None:
    assert len(topics_of(article(title, text))) >= 1
