import pytest

from transforms.cleaning.furniture import sort_lines

LEAD = "MAKMUR – Bupati Makmur memimpin apel pegawai di halaman kantor bupati pada Senin pagi yang cerah."
QUOTE = "“Pegawai harus netral. Jangan main-main,” kata Sulaiman di hadapan ratusan peserta apel."
END = "Apel ditutup dengan doa bersama yang dipimpin kepala kantor agama setempat."

HEAD_FURNITURE = [
    ("Beranda › Daerah › Makmur", "breadcrumb"),
    ("Home / Berita / Politik", "breadcrumb"),
    ("Berita > Pilkada > Makmur", "breadcrumb"),
    ("KABARNEWS / Hukum", "breadcrumb"),
    ("Daerah", "section"),
    ("Hukum & Kriminal", "section"),
    ("Makmur Raya", "section"),
    ("Selasa, 1 Oktober 2024 - 15:41 WIB", "timestamp"),
    ("26/08/2024 - 20.05 WIB · Waktu baca 4 menit", "timestamp"),
    ("12/08/2021 | 10:30 WITA | Dilihat 2.310 kali", "timestamp"),
    ("Diterbitkan: Rabu, 2 Okt 2024", "timestamp"),
    ("Jakarta, Jumat 4 Oktober 2024", "timestamp"),
    ("2 jam yang lalu", "timestamp"),
    ("Oleh Rini Wati", "byline"),
    ("by: Joko Santoso", "byline"),
    ("Oleh: Rini — Jumat, 9 Agustus 2024 05:50 WITA", "byline"),
    ("Rini W - Senin, 4 November 2024", "timestamp"),
    ("Reporter: Rini K. | Editor: Joko", "byline"),
    ("Laporan Wartawan Kabar Makmur, Rini Wati", "byline"),
    ("id pilkada makmur, netralitas asn, pemkab makmur", "keywords"),
    ("Ilustrasi: Bupati Makmur saat apel. (Foto: Kominfo)", "caption"),
    ("Arsip foto - Pegawai mengikuti apel pagi. (KABAR/HO-Humas Makmur)", "caption"),
    ("Bupati Makmur menyapa peserta apel, kemarin. ANTARA/RINI WATI.", "caption"),
    ("Suasana apel di kantor bupati. (Dok. Humas)", "caption"),
    ("A+ A A-", "share"),
    ("Dibaca: 120 kali", "share"),
    ("Bagikan: Facebook | X | Telegram", "share"),
    ("0:00 / 2:10 Dengarkan artikel ini", "share"),
    ("Diposting oleh Admin Kominfo pada 1 Oktober 2024, 08:30", "byline"),
    ("oleh admin • 1 Oktober 2024 • in Daerah", "byline"),
    ("Laporan: Tim Kabar Makmur (Makmur, Sejahtera)", "byline"),
    ("0", "navigation"),
]
TAIL_FURNITURE = [
    ("Penulis: Rini Wati", "byline"),
    ("EDITOR: R. SANTOSO", "byline"),
    ("Penulis : Tim", "byline"),
    ("Reporter: Rini W. / Penyunting: Joko / Tata letak: Udin", "byline"),
    ("Berita ini telah dibaca 1.310 kali", "share"),
    ("cetak | kirim ke teman", "share"),
    ("Klasemen Sementara", "related_headline"),
    ("Live Score", "related_headline"),
    ("1. Persatuan Makmur 24", "table_residue"),
    ("Vote: Siapa Kiper Terbaik?", "navigation"),
    ("← Panen Raya di Makmur", "related_link"),
    ("Tulis komentarmu di bawah ya!", "comments"),
    ("Narahubung: Rini (0812-1111-2222)", "navigation"),
    ("Kabar Magz edisi November 2024", "navigation"),
    ("@rin/jok", "signoff"),
    ("Pewarta: Rini Wati Editor: Joko Santoso", "byline"),
    ("Uploader: J Santoso", "byline"),
    ("Sumber: Liputan", "byline"),
    ("(rin)", "signoff"),
    ("[Red]", "signoff"),
    ("(tim/kabar)", "signoff"),
    ("*/rin", "signoff"),
    ("(Humas Pemkab Makmur)", "signoff"),
    ("Baca juga: Harga Cabai Naik", "related_link"),
    ("BACA JUGA : Truk Terguling, Sopir Luka", "related_link"),
    ("» Baca Juga Harga Cabai Naik Lagi", "related_link"),
    ("Simak juga Video: Debat Publik", "related_link"),
    ("Artikel Terkait : Harga Cabai Tembus Rp120 Ribu", "related_link"),
    ("Terkait: Ini Alasan Lembaga Itu Bubar", "related_link"),
    ("[Gambas:Video 20detik]", "related_link"),
    ("Berita Terkait", "related_headline"),
    ("Berita Makmur Jaya lainnya", "related_headline"),
    ("Trending", "related_headline"),
    ("Panen Raya Meriah di Makmur |", "related_headline"),
    ("![]() |", "table_residue"),
    ("---|", "table_residue"),
    ("***", "table_residue"),
    ("Share", "share"),
    ("Facebook Twitter WhatsApp", "share"),
    ("Bagikan Artikel Ini", "share"),
    ("Print Friendly, PDF & Email", "share"),
    ("Post Views: 58", "share"),
    ("- Advertisement -", "advertisement"),
    ("Iklan", "advertisement"),
    ("Scroll untuk melanjutkan membaca", "advertisement"),
    ("Halaman 1 2 Selanjutnya", "navigation"),
    ("Laman: 1 2", "navigation"),
    ("1 2 Next", "navigation"),
    ("Tampilkan Semua", "navigation"),
    ("Artikel ini telah tayang di kabar.id dengan judul Apel Pegawai", "navigation"),
    ("Posting Lama Beranda Posting Lebih Baru", "navigation"),
    ("Posting Komentar", "comments"),
    ("0Komentar", "comments"),
    ("Discussion about this post", "comments"),
    ("Isi komentar di luar tanggung jawab redaksi.", "comments"),
    ("Facebook Comments Box", "comments"),
    ("COPYRIGHT © KABAR 2024", "copyright"),
    ("© 2024 Kabar. Dilarang menyalin tanpa izin", "copyright"),
    ("Dapatkan kabar terbaru tiap pagi hanya di kabar.web.id", "channel_plug"),
    ("Ikuti berita Kabar di Google News dan kanal WhatsApp", "channel_plug"),
    ("Subscribe channel YouTube kami", "channel_plug"),
    ("Redaksi | Pedoman Media Siber | Disclaimer", "navigation"),
    ("Dengarkan siaran kami setiap pagi di 98,1 FM", "navigation"),
    ("Konten ini boleh disalin dengan menyebut sumber (CC BY-SA 4.0).", "copyright"),
    ("Pewawancara: Rini K.", "byline"),
    ("Tag: #Pilkada2024 #Makmur", "tags"),
    ("#apel #pegawai", "tags"),
    ("Jadwal | Klasemen | Arsip", "navigation"),
    ("Editor: Rini | Tags: pasar makmur, cabai", "byline"),
    ("Kontributor: Rini Wati, warga Kecamatan Makmur", "byline"),
    ("Bagian Protokol dan Komunikasi Setda Makmur", "signoff"),
    ("Reporting by Rini Wati; Editing by Joko", "byline"),
    ("Sampai jumpa di edisi berikut.", "signoff"),
]
BODY_LINES = [
    "Baca juga kitab sucimu, pesan bupati kepada para pegawai.",
    "Simak, kata dia, ada tiga hal yang dilarang: like, komentar, dan share.",
    "“Baca aturan itu,” ujarnya",
    "Sumber: menurut polisi, uang itu berasal dari dana desa yang dicairkan bulan lalu.",
    "Sumber daya manusia di dinas itu masih kurang",
    "Foto itu diunggah seorang camat pada Senin malam.",
    "Iklan kampanye calon itu sudah diturunkan petugas.",
    "Halaman kantor bupati penuh pegawai sejak pagi.",
    "Komentar bupati itu menuai kritik dari warga.",
    "(Rapat itu semula dijadwalkan pada hari Selasa.)",
    "Ikuti aturan, kata bupati, bukan perintah tim sukses.",
    "“Ikuti akun Facebook resmi kami,” kata Ketua Bawaslu Makmur.",
    "Oleh karena itu, pegawai diminta tidak berpihak.",
    "Oleh Bawaslu, laporan itu diteruskan ke badan kepegawaian",
    "Editor naskah itu, Rini, menolak berkomentar.",
    "Laporan Bawaslu Makmur menyebut dua pegawai terlibat.",
    "Senin, 30 September 2024, bupati melantik tiga camat.",
    "22 September 2024: Penetapan calon bupati",
    "a. “dilarang mengunggah konten bakal calon”;",
    "Tag mahal itu dipasang di seragam pegawai.",
    "Terkait hal itu, bupati enggan menjawab.",
    "Rekomendasi Bawaslu dikirim ke BKN pada hari yang sama.",
    "Selanjutnya, bupati meninjau pasar.",
    "Dilihat dari udara, dua belas desa terendam.",
    "Dilarang mengambil cuti, para pegawai mengeluh.",
    "Tim itu baru bekerja pekan depan.",
    "Dua pegawai lain dipulangkan setelah diperiksa",
    "Rapat dihadiri unsur TNI/Polri.",
    "Ia berkata singkat, “Netral.”",
    "Hingga berita ini ditayangkan, bupati belum menjawab.",
    "Acara selesai siang hari. (rin)",
    "Upacara ditutup lagu daerah.***",
    "MAKMUR - Camat itu hadir di aula bersama stafnya",
    "Laporan: dua camat, tiga lurah, dan seorang guru hadir.",
    "Redaksi menerima surat dari camat itu.",
    "Demikian informasi itu beredar, kata bupati.",
]


@pytest.mark.parametrize(("line", "reason"), HEAD_FURNITURE)
def test_furniture_of_the_head_goes(line: str, reason: str) -> None:
    title = "Bupati Makmur Minta Pegawai Tidak Berpihak"
    page = sort_lines([title, line, LEAD, QUOTE, END], title)
    assert page.kept == (2, 3, 4)
    assert {r.at: r.reason for r in page.removed}[1] == reason


@pytest.mark.parametrize(("line", "reason"), TAIL_FURNITURE)
def test_furniture_of_the_tail_goes(line: str, reason: str) -> None:
    page = sort_lines([LEAD, QUOTE, END, line], None)
    assert page.kept == (0, 1, 2) and [r.reason for r in page.removed] == [reason]


@pytest.mark.parametrize("line", BODY_LINES)
@pytest.mark.parametrize("place", [2, 3])
def test_paragraph_that_looks_like_furniture_stays(line: str, place: int) -> None:
    lines = [LEAD, QUOTE, END]
    lines.insert(place, line)
    page = sort_lines(lines, None)
    assert page.removed == () and page.kept == (0, 1, 2, 3)


def test_subheading_inside_an_article_stays() -> None:
    assert sort_lines([LEAD, QUOTE, "Kronologi Kejadian", END], None).kept == (0, 1, 2, 3)


def test_words_left_alone_behind_the_last_sentence_go() -> None:
    assert sort_lines([LEAD, QUOTE, END, "Rini Wati"], None).kept == (0, 1, 2)


def test_label_takes_the_link_on_the_next_line() -> None:
    page = sort_lines([LEAD, "Baca juga:", "Harga Cabai Naik Lagi di Pasar Makmur", QUOTE, END], None)
    assert page.kept == (0, 3, 4)


def test_a_date_directly_behind_a_byline_goes_with_it() -> None:
    page = sort_lines([LEAD, "Penulis: Rini Wati", "30 September 2024", QUOTE, END], None)
    assert page.kept == (0, 3, 4) and [r.reason for r in page.removed] == ["byline", "timestamp"]


def test_role_takes_the_name_on_the_next_line() -> None:
    page = sort_lines([LEAD, QUOTE, END, "Editor:", "Joko Santoso"], None)
    assert page.kept == (0, 1, 2)


def test_list_of_headlines_inside_an_article_ends_at_its_next_paragraph() -> None:
    lines = [LEAD, "Baca Juga", "Harga Cabai Naik Lagi di Pasar", "Panen Raya di Desa Sukamaju", QUOTE, END]
    assert sort_lines(lines, None).kept == (0, 4, 5)


def test_headlines_without_a_heading_go_at_the_end_only_in_a_run() -> None:
    one = "Panen Raya di Desa Sukamaju Meriah"
    assert sort_lines([LEAD, QUOTE, END, one], None).kept == (0, 1, 2, 3)
    assert sort_lines([LEAD, QUOTE, END, one, "Bupati Lantik Tiga Camat Baru"], None).kept == (0, 1, 2)


@pytest.mark.parametrize(
    "title",
    [
        "Benarkah Pegawai Boleh Ikut Kampanye?",
        "Awas! Pegawai Bisa Dipecat Jika Berpihak",
        'Bupati Sebut Pegawai yang Ikut Kampanye "Bermain Api" di Tahun Politik',
        "LANGSUNG | Hari Pertama Masa Tenang di Kota Makmur",
    ],
)
def test_headline_that_asks_calls_out_or_quotes_is_found(title: str) -> None:
    page = sort_lines([title, "", LEAD, QUOTE, END], None)
    assert page.title == title and page.kept == (2, 3, 4)


@pytest.mark.parametrize(
    "unit", ["Baca juga", "Panen Raya di Desa", "(rin) ", "a | b - ", "| ", "1 2 ", "Foto: x (", "› a "]
)
def test_an_article_is_kept_between_endless_lines(unit: str) -> None:
    page = sort_lines([unit * 3000, LEAD, QUOTE, unit * 3000] + [unit] * 1500, None)
    assert {1, 2} <= set(page.kept)


def test_a_caption_with_a_label_goes_where_the_dateline_follows() -> None:
    label = "SANKSI PEGAWAI - Balai Kota Makmur di Jalan Melati, Kota Makmur."
    assert sort_lines([label, LEAD, QUOTE, END], "Judul").kept == (1, 2, 3)
    assert sort_lines([label, QUOTE, END], "Judul").kept == (0, 1, 2)


def test_a_known_headline_is_no_credit() -> None:
    assert (
        sort_lines(["Wawancara Rini Wati", "Oleh Rini Wati", LEAD, QUOTE, END], "Oleh Rini Wati").authors
        == ()
    )


def test_a_headline_may_end_with_a_full_stop() -> None:
    page = sort_lines(["Pegawai Kabupaten Makmur Diminta Netral.", LEAD, QUOTE, END], None)
    assert (page.title, page.kept) == ("Pegawai Kabupaten Makmur Diminta Netral.", (1, 2, 3))


def test_a_columnists_byline_of_four_words_stays() -> None:
    assert sort_lines(["Oleh Rini Wati*", LEAD, QUOTE, END], "Judul").kept == (0, 1, 2, 3)


def test_a_page_of_nested_blocks_is_read_once() -> None:
    first = "Bupati Makmur membuka rapat di aula kantornya pada Senin pagi bersama para camat."
    second = "Ia meminta semua pegawai menjaga netralitas dan melayani warga tanpa membedakan pilihan."
    page = sort_lines(
        [first + second, second, second[20:], "Rapat ditutup sore hari dengan doa bersama."], None
    )
    assert page.kept == (0, 3)
    assert {removed.rule_id for removed in page.removed} == {"clean.paragraph.nested"}


def test_parts_of_an_article_behind_a_bare_label_stay() -> None:
    lines = [
        "Ada tiga cara memilih buah yang segar di pasar, kata pedagang itu.",
        "Baca Juga",
        "1. Perhatikan Warna Kulit",
        "Warna kulit yang cerah menandakan buah baru dipetik dari kebun.",
        "Baca Juga",
        "Harga Cabai Naik Lagi di Makmur",
        "Pedagang itu berjualan sejak sepuluh tahun lalu di pasar yang sama.",
    ]
    assert sort_lines(lines, "Cara Memilih Buah").kept == (0, 2, 3, 6)


def test_a_page_whose_paragraphs_hold_all_behind_them_is_read_once() -> None:
    pieces = [
        "Bupati Makmur membuka rapat di aula kantornya pada Senin pagi bersama para camat.",
        "Ia meminta semua pegawai menjaga netralitas dan melayani warga tanpa membedakan pilihan.",
        "“Sanksi menanti siapa saja yang memihak salah satu pasangan calon,” katanya kepada peserta rapat.",
    ]
    rest = ""
    lines: list[str] = []
    for piece in reversed(pieces):
        rest = piece + ("Baca JugaPanen Raya Digelar" if piece == pieces[1] else "") + rest
        lines = [rest, piece, *lines]
    page = sort_lines(lines, None)
    assert [lines[index] for index in page.kept] == pieces
