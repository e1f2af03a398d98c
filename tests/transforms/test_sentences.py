import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.sentences import split_sentences

# One case per line of the press's dirt; "¦" marks where a new sentence begins.
CASES = [
    "Rapat dibuka Dr. Ir. H. Sulaiman Tanjung, M.Si.¦ Hadir pula Sekda Drs. Rahmat Hidayat, M.M., dan camat.",
    "Rapat dipimpin A. Wibowo.¦ Ia didampingi M. Yusuf Lubis.",
    "Kepala dinas Hj. Sri Wahyuni, S.Sos.M.Si membuka acara.¦ Peserta bertepuk tangan.",
    "Narasumber Joko Santoso, S.H., M.H. dan Rini, S.Pd.I. menutup sesi.",
    "Ketua panitia Andi Saputra, S.Sos.¦ Acara berlangsung singkat.",
    "Ketua panitia Andi Saputra, S.Sos. M.Si. menutup acara.",
    "Ketua panitia Andi Saputra, S. Sos. menutup acara.",
    "Laporan disampaikan Budi Santosa,SH.¦Tampak pula camat setempat.",
    "Laporan disampaikan Budi Santosa, SH. MH. kepada bupati.",
    "Laporan disampaikan Budi Santosa,.S.Hut.,M.Si mewakili bupati.",
    "Turut hadir H.Noor Hasan,SE,.MM,Ketua panitia.¦ Mereka datang pagi.",
    "Surat No. 5 Tahun 2023 berlaku sejak Mei.¦ Denda Rp. 6 juta menanti.",
    "Kantor di Jl. Merdeka No. 17 Kec. Sukamaju Kab. Makmur ramai.¦ Warga antre.",
    "Kantor di Jl.Merdeka No.17 ramai.¦Warga antre.",
    "Acara mulai pukul 09.30 WIB.¦ Sebanyak 1.200 orang hadir.",
    "Acara mulai pukul 09. 30 WIB dan selesai siang.",
    "Acara selesai pukul 21.30.WIB tanpa gangguan.",
    "Pemilu digelar tahun 2024.¦Karena itu pegawai harus netral.",
    "Pemilu digelar tahun 2024.¦ 30 orang mendaftar.",
    "Hadir Ketua Rini Kartika.¦Ia berpesan singkat.",
    "Sosialisasi formil dan materil.¦ASN wajib ikut.",
    "Berkas diserahkan ke KASN.¦Sementara itu panitia menunggu.",
    "Menurut KABARKITA.CO.ID, laporan masuk Senin.¦ Bawaslu membenarkan.",
    "Menurut Kabarkita.Com laporan masuk Senin.¦ Bawaslu membenarkan.",
    "Unduh di https://contoh.go.id/Surat.Edaran.Resmi lalu cetak.",
    "“Kami tunggu sampai sore.¦ Besok kantor tutup,” tegas Wibowo.",
    "“Kami tunggu sampai sore.¦ Besok kantor tutup.”¦ Pernyataan itu disambut tawa.",
    "“Kenapa begitu?” tanya Rini.¦ “Sudah cukup!” kata Joko.",
    '"Siapa yang berani melapor?" kata Rini.',
    '"Siapa yang berani melapor?"kata Rini.',
    '"Siapa yang berani melapor?", tanya Rini.',
    '"Awas!" teriaknya, lalu pergi.¦ Warga kaget.',
    "Siapa yang salah?¦ Semua diam.",
    "Dasarnya UU 12/2011.¦“Aturan itu masih berlaku,” ujarnya.",
    'Dasarnya UU 12/2011.¦"Aturan itu masih berlaku," ujarnya.',
    "Rapat selesai besok,”tutupnya.[Red]",
    "Upacara ditutup doa.***",
    "Acara ditutup. (san)",
    "Acara ditutup sore hari. (*/ant)",
    "Bendahara itu ... sambil tertawa ... menolak hadir.",
    "Ia ragu...¦ Semua orang menunggu.",
    "Ketua panitia, Rahmat … Idris begitu tertulis, meminta maaf.",
    "Cuaca buruk.¦ (Acara tetap jalan.)¦ Peserta datang.",
    "Dia dijerat Pasal 188.¦ Ancamannya enam bulan.",
    "Pendukung nomor urut 2.¦ Joko datang membawa bukti.",
    "Pegawai golongan A.¦ Mereka menerima beras.",
    "Camat berinisial M.¦ Ia membantah.",
    "1. Cuaca Ekstrem Melanda Pesisir",
    "Kombes Pol. Rudi Hartono dan Kol. Inf. Bambang hadir.¦ Plt. Kepala dinas menyusul.",
    "Batas akhir 12 Sept. 2024 pukul 10.00.¦ Lewat itu gugur.",
    "Hadir camat, lurah, dll.¦ Mereka duduk di depan.",
    "Kegiatan di PT. Maju Jaya dan CV. Sentosa batal.",
    "“ Jangan golput. ” kata bupati menutup sambutan.",
    "Pantun dibaca.¦ ” kita semua saudara ”, ujarnya.",
    "Ia berpesan, “Hari ini hujan.¦ Bawa payung.”¦ Pesan itu beredar luas.",
    "Hasil akhir 3,5 persen; naik 1.2 poin.¦ Tren itu bagus!",
    "Ditangkap di RT. 05 RW. 02 Desa Makmur.¦ Polisi datang.",
    "MAKMUR, HK.¦ Kabar gembira tiba.",
    "Ikut hadir W.S. Rendra dan R.A. Kartini.",
    "Putusan dibacakan Kamis (5/11).¦Berkasnya dikirim ke Jakarta (KASN).¦Semua diam.",
    "Ia membahas dua hal.¦ Pertama, netralitas.¦ Kedua, disiplin di km. 12 pada era 1990-an.¦ Itu saja.",
    "Pemilu dinyatakan sah.¦ Kini semua menunggu pelantikan.",
    "Kapal kembali ke laut.¦ Nelayan menunggu komisaris besar.¦ Bahkan camat hadir.",
    "Dokter dr.Ben Pratama, M.Kes. memberi materi.",
]


@pytest.mark.parametrize("case", CASES)
def test_splits_hard_cases_of_the_press(case: str) -> None:
    text = case.replace("¦", "")
    assert [text[s.start : s.end] for s in split_sentences(text)] == [p.strip() for p in case.split("¦")]


def test_a_sentence_never_crosses_a_line_feed() -> None:
    text = "Baris pertama tanpa titik\nBaris kedua. Selesai.\n\nAkhir"
    assert [(text[s.start : s.end], s.paragraph) for s in split_sentences(text)] == [
        ("Baris pertama tanpa titik", 0),
        ("Baris kedua.", 1),
        ("Selesai.", 1),
        ("Akhir", 3),
    ]


@given(st.text(alphabet="aBS1 .?!…\"“”'()[]\n*-—,", max_size=80) | st.text())
def test_any_text_is_covered_once_by_valid_spans(text: str) -> None:
    sentences = split_sentences(text)
    covered = 0
    for s in sentences:
        piece = text[s.start : s.end]
        assert piece and piece == piece.strip() and "\n" not in piece
        assert text.count("\n", 0, s.start) == s.paragraph
        assert not text[covered : s.start].strip()
        covered = s.end
    assert not text[covered:].strip()


@pytest.mark.parametrize("unit", [". ", ".", "A.", '."', "… ", ". (", "S.Sos.", "a.B ", ".\u00a0", "“"])
def test_long_runs_of_marks_are_covered_once(unit: str) -> None:
    text = unit * 40_000
    pieces = "".join(text[s.start : s.end] for s in split_sentences(text))
    assert "".join(pieces.split()) == "".join(text.split())
