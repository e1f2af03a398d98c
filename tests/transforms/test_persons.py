import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.people import persons_of


def held(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(row.name, row.position, row.unit) for row in persons_of(text).rows]


def names(text: str) -> list[str]:
    return list(dict.fromkeys(row.name for row in persons_of(text).rows))


def mentions(text: str) -> list[tuple[str, str | None]]:
    found = persons_of(text)
    by_id = {row.person_id: row.name for row in found.rows}
    return [(m.text, by_id.get(m.entity_id or "")) for m in found.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bupati Sigi Rina Wulandari hadir.", ("Rina Wulandari", "Bupati", "Kabupaten Sigi")),
        ("Bupati Sigi,Rina Wulandari memimpin apel.", ("Rina Wulandari", "Bupati", "Kabupaten Sigi")),
        ("Penjabat Bupati Sigi, Sulawesi Tengah, Rina Wulandari hadir.", ("Rina Wulandari", "Penjabat Bupati", "Kabupaten Sigi")),
        ("Kepala BKPSDM Kabupaten Sigi Sumarno hadir.", ("Sumarno", "Kepala BKPSDM", "Kabupaten Sigi")),
        ("Ketua Bawaslu Sigi, yakni Sumarno Hadi, hadir.", ("Sumarno Hadi", "Ketua", "Bawaslu Sigi")),
        ("Rina Wulandari, Pj Bupati Sigi, hadir.", ("Rina Wulandari", "Pj Bupati", "Kabupaten Sigi")),
        ("Rina Wulandari selaku Ketua KPU Sigi hadir.", ("Rina Wulandari", "Ketua", "KPU Sigi")),
        ("Rina Wulandari yang juga Sekda Sigi hadir.", ("Rina Wulandari", "Sekda", "Kabupaten Sigi")),
        ("Lurah Tanah Merah, Rina Wulandari, hadir.", ("Rina Wulandari", "Lurah", "Kelurahan Tanah Merah")),
        ("Camat Tebo Ilir Rina Wulandari hadir.", ("Rina Wulandari", "Camat", "Kecamatan Tebo Ilir")),
        ("Lurah Tanah Merah Rina Wulandari hadir.", ("Rina Wulandari", "Lurah", "Kelurahan Tanah Merah")),
        ("Kepala Desa Wonorejo Joko Susilo hadir.", ("Joko Susilo", "Kepala Desa", "Desa Wonorejo")),
        ("Pj Kades Batu Merah bernama Joko Susilo hadir.", ("Joko Susilo", "Pj Kades", "Desa Batu Merah")),
        ("Wakil Ketua DPRD Sigi dari Fraksi Partai Golkar Rina Wulandari hadir.", ("Rina Wulandari", "Wakil Ketua", "DPRD Sigi")),
        ("Anggota KPU Sigi Divisi Hukum dan Pengawasan Rina Wulandari hadir.", ("Rina Wulandari", "Anggota", "KPU Sigi")),
        ("Divisi Hukum KPU Sigi, Rina Wulandari, hadir.", ("Rina Wulandari", "Divisi Hukum", "KPU Sigi")),
        ("Ketuanya, Rina Wulandari, hadir.", ("Rina Wulandari", "Ketua", None)),
        ("Direktur Lalu Lintas Polda Sulteng Kombes Sumarno Hadi hadir.", ("Sumarno Hadi", "Direktur Lalu Lintas", "Polda Sulteng")),
        ("Wakil Menteri Desa dan Pembangunan Daerah Tertinggal Sumarno Hadi hadir.", ("Sumarno Hadi", "Wakil Menteri Desa dan Pembangunan Daerah Tertinggal", None)),
        ("Anggota Bawaslu Sigi, Rina Hakim Wulandari, hadir.", ("Rina Hakim Wulandari", "Anggota", "Bawaslu Sigi")),
        ("Kades Wonosari Sumarno hadir.", ("Sumarno", "Kades", "Desa Wonosari")),
        ("Warga Desa Tanjung Harapan Joko Susilo marah.", ("Joko Susilo", "Warga", "Desa Tanjung Harapan")),
        ("Warga Desa Sukajadi Joko Hadi Susilo marah.", ("Joko Hadi Susilo", "Warga", "Desa Sukajadi")),
        ("Kades Sumber Agung Joko Susilo hadir.", ("Joko Susilo", "Kades", "Desa Sumber Agung")),
        ("Kades Lubuk Dalam Joko Susilo hadir.", ("Joko Susilo", "Kades", "Desa Lubuk Dalam")),
        ("Kades Joko Hadi Susilo hadir.", ("Joko Hadi Susilo", "Kades", None)),
        ("Kepala Desa Batu Belah Sumarno hadir.", ("Sumarno", "Kepala Desa", "Desa Batu Belah")),
        ("Sekretaris Desa Karang Anyar Joko Susilo hadir.", ("Joko Susilo", "Sekretaris Desa", "Desa Karang Anyar")),
        ("Lurah Oesapa Kiai Sumarno hadir.", ("Sumarno", "Lurah", "Kelurahan Oesapa")),
        ("Menteri Pendidikan Tinggi, Sains, dan Teknologi Joko Susilo hadir.", ("Joko Susilo", "Menteri Pendidikan Tinggi, Sains, dan Teknologi", None)),
        ("Camat Joko Susilo Disuap, Warga Marah.", ("Joko Susilo", "Camat", None)),
        ("Direktur Transmisi dan Perencanaan Sistem Joko Susilo hadir.", ("Joko Susilo", "Direktur Transmisi dan Perencanaan Sistem", None)),
        ("Salah satu warga Desa Sukajadi, Sumarno Hadi (45), marah.", ("Sumarno Hadi", "warga", "Desa Sukajadi")),
        ("Sumarno Hadi, SH, kuasa hukum paslon nomor urut 2.", ("Sumarno Hadi", "kuasa hukum paslon nomor urut 2", None)),
        ("Dosen Universitas Tadulako Rina Wulandari Putri menilai itu.", ("Rina Wulandari Putri", "Dosen", "Universitas Tadulako")),
        ("Kombes Pol. Sumarno Hadi dari Polda Sulteng hadir.", ("Sumarno Hadi", None, "Polda Sulteng")),
        ("Laporan dibuat saksi Sumarno Hadi.", ("Sumarno Hadi", None, None)),
        ("BUPATI SIGI RINA WULANDARI MEMIMPIN APEL.", ("Rina Wulandari", "BUPATI", "Kabupaten Sigi")),
    ],
)  # fmt: skip
def test_a_person_has_the_office_printed_beside(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert held(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Harus netral," kata Sumarno.', ["Sumarno"]),
        ("Menurut Sumarno Hadi, semua harus netral.", ["Sumarno Hadi"]),
        ("Sumarno Hadi mengatakan semua harus netral.", ["Sumarno Hadi"]),
        ("Seorang pegawai bernama Sumarno dilaporkan.", ["Sumarno"]),
        (
            "Acara dihadiri Sumarno Hadi, Rina Wulandari, dan Joko Susilo.",
            ["Sumarno Hadi", "Rina Wulandari", "Joko Susilo"],
        ),
        ("Sumarno Hadi dan Rina Wulandari hadir.", ["Sumarno Hadi", "Rina Wulandari"]),
        (
            "Turut hadir dalam acara itu Sumarno Hadi, serta Rina Wulandari.",
            ["Sumarno Hadi", "Rina Wulandari"],
        ),
        ("Rapat dihadiri para tokoh, di antaranya Sumarno Hadi.", ["Sumarno Hadi"]),
        ("Jawaban Sumarno Hadi itu singkat. Sumarno Hadi mengatakan setuju.", ["Sumarno Hadi"]),
        ("Laporan dimasukkan Lahat Situmorang, SH.", ["Lahat Situmorang"]),
        ("Mereka mendukung paslon Sumarno Hadi-Rina Wulandari.", ["Sumarno Hadi", "Rina Wulandari"]),
    ],
)
def test_words_beside_a_name_make_it_a_person_s(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pj Bupati Sigi turut hadir dalam rapat.",
        "Apel digelar di Kantor Bupati, Civic Center Sigi, Senin (2/9).",
        "Rombongan melewati Jalan Ahmad Yani, Universitas Sam Ratulangi dan RSUD Raden Mattaher.",
        "Ketua Bawaslu, Kapolres, Dandim dan Kejaksaan Negeri hadir.",
        "Menurut Bawaslu Sigi, ASN harus netral.",
        '"Harus netral," kata Sekda. Kemudian ia pergi.',
        "Seorang camat berinisial SH (47) dilaporkan.",
        "Pemilihan Bupati Sigi digelar Rabu 27 November 2024.",
        "Warga Gaza menunggu bantuan.",
        "Kabupaten Nabire, Provinsi Papua Tengah, menggelar apel.",
        "Bantuan itu diserahkan oleh Kapuspen dan Kemenperin kepada Real Madrid.",
        "Acara itu bersama Makan Bergizi Gratis dan Dugaan Korupsi dibahas.",
        "Anggotanya (35) hadir. Hasilnya, semua aman.",
        'Ia jadi ibu. Semua senang. Katanya, "Sama saudara. Perangkat tahan diri," begitu.',
        "Lurah Melati berinisial SH diperiksa.",
        "Semua diminta waspada terhadap Covid-19.",
    ],
)
def test_other_capitals_are_no_persons(text: str) -> None:
    assert names(text) == []


def test_all_forms_of_a_name_are_mentions_of_one_person() -> None:
    text = (
        "Asisten I Hasan Muhammad Basri membuka acara di Sigi. Hasan M Basri lalu pergi. "
        '"Harus netral," kata Basri. Menurut Hasan, itu penting.'
    )
    assert mentions(text) == [
        (form, "Hasan Muhammad Basri") for form in ("Hasan Muhammad Basri", "Hasan M Basri", "Basri", "Hasan")
    ]


def test_a_headline_in_the_body_is_no_longer_name() -> None:
    text = "Bupati Sigi Rina Wulandari hadir.\nRina Wulandari Diperiksa Bawaslu\nRina Wulandari Pecat Lurah"
    assert names(text) == ["Rina Wulandari"]


def test_persons_who_share_a_word_stay_two_and_the_word_alone_stays_open() -> None:
    text = "Ketua KPU Sigi Hasan Basri dan Ketua Bawaslu Sigi Hasan Lubis hadir. Menurut Hasan, semua aman."
    found = persons_of(text)
    assert [row.name for row in found.rows] == ["Hasan Basri", "Hasan Lubis"]
    assert len({row.person_id for row in found.rows}) == 2
    assert [m.entity_id for m in found.mentions if m.text == "Hasan"] in ([], [None])


def test_an_office_in_small_letters_is_its_holder_where_it_speaks() -> None:
    text = (
        'Bupati Sigi Sumarno Hadi hadir. "Harus netral," kata bupati. Warga melaporkan bupati dan wakilnya.'
    )
    assert mentions(text) == [("Sumarno Hadi", "Sumarno Hadi"), ("bupati", "Sumarno Hadi")]


def test_who_is_something_in_a_case_keeps_the_office() -> None:
    text = "Camat Dolo Rina Wulandari diperiksa Bawaslu. Perkara itu naik dengan Rina sebagai terlapor."
    assert held(text) == [("Rina Wulandari", "Camat", "Kecamatan Dolo")]


def test_an_office_alone_is_its_only_holder() -> None:
    text = 'Sekda Sigi, H Sumarno Hadi hadir. "Harus netral," kata Sekda. Pj Bupati juga hadir.'
    assert mentions(text) == [("H Sumarno Hadi", "Sumarno Hadi"), ("Sekda", "Sumarno Hadi")]


def test_an_announced_nickname_is_the_person_named_last() -> None:
    text = 'Kepala BKPSDM Sigi Sumarno Hadi hadir. Sumarno berpidato. "Mari netral," kata Nano, sapaan akrabnya. Nano lalu pergi.'
    assert names(text) == ["Sumarno Hadi"]
    assert [m for m in mentions(text) if m[0] == "Nano"] == [("Nano", "Sumarno Hadi")] * 2


@pytest.mark.parametrize("corrected", ["yang benar", "yang sebenarnya adalah", "nama betul"])
def test_a_name_corrected_by_the_text_is_the_right_one(corrected: str) -> None:
    text = f"Ketua KPU Sigi, Sumarna Hadi Putra, begitu tertulis, padahal {corrected} Sumarno Hadi, meminta maaf."
    assert held(text) == [("Sumarno Hadi", "Ketua", "KPU Sigi")]


def test_two_offices_make_two_rows_of_one_person() -> None:
    rows = persons_of("Sekda Sigi Sumarno Hadi yang juga Ketua PMI Sigi hadir.").rows
    assert [row.position for row in rows] == ["Sekda", "Ketua"]
    assert len({row.person_id for row in rows}) == 1


def test_paired_offices_go_to_paired_names() -> None:
    text = "Bupati dan Wakil Bupati Sigi, Sumarno Hadi dan Rina Wulandari, hadir."
    assert held(text) == [
        ("Sumarno Hadi", "Bupati", "Kabupaten Sigi"),
        ("Rina Wulandari", "Wakil Bupati", "Kabupaten Sigi"),
    ]


def test_initials_are_mentions_without_a_person() -> None:
    found = persons_of("Seorang camat berinisial SH (47) dilaporkan. SH membantah.")
    assert found.rows == ()
    assert [(m.kind, m.text, m.entity_id) for m in found.mentions] == [("person_initials", "SH", None)] * 2


def test_one_name_in_one_office_has_one_identifier_in_all_articles() -> None:
    one = persons_of("Bupati Sigi Rina Wulandari hadir.").rows[0]
    other = persons_of("Kata Rina Wulandari, Bupati Sigi, semua aman.").rows[0]
    assert one.person_id == other.person_id
    assert one.as_of is not None and one.as_of.isoformat() == "2024-09-02"


def test_a_very_long_article_names_two_persons_all_through() -> None:
    text = "Bupati Sigi, Rina Wulandari, S.Sos., M.Si., hadir bersama Ketua KPU Sumarno Hadi di Sigi. " * 400
    found = persons_of(text)
    assert {row.name for row in found.rows} == {"Rina Wulandari", "Sumarno Hadi"}
    assert len(found.mentions) == 800


_PIECES = st.sampled_from(
    ["Bupati ", "Sigi", ", ", "Pj. ", "Rina ", "Wulandari", ", S.Sos.", ".M.Si ", "H.", "(47) ", "kata ", '"', "\n", "Ketua ",
     "Bawaslu ", "dan ", "di ", "RINA ", "I ", "Made ", "berinisial ", "-", "sapaan akrabnya ", "yang benar ", "’", "Lurah "]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=30).map("".join)))
def test_any_text_gives_valid_spans(text: str) -> None:
    found = persons_of(text)
    for mention in found.mentions:
        assert text[mention.start_char : mention.end_char] == mention.text != ""
    for row in found.rows:
        assert 0 <= row.start_char < row.end_char <= len(text)
    known = {row.person_id for row in found.rows}
    assert all(m.entity_id is None or m.entity_id in known for m in found.mentions)


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("Lain cerita Surti Handayani. Ia lolos.", "Surti Handayani", None),
        ("Begitu pula dengan Surti Handayani. Ia lolos.", "Surti Handayani", None),
        ("Narasumbernya tetap Surti Handayani, kata panitia.", "Surti Handayani", None),
        ("Camat itu namanya Surti Handayani.", "Surti Handayani", None),
        ("Acara itu diisi Surti Handayani dari Bawaslu Kabupaten Sigi.", "Surti Handayani", None),
        ("Hujan turun. Surti, anggota yang membidangi hukum, menyebut laporan lengkap.", "Surti", "anggota"),
        ("Hujan turun. Surti, staf paling senior, menyimpan foto itu.", "Surti", "staf"),
        (
            "Hadir kepala dinas di sana, drg. Surti Kala Lembang, yang berbicara panjang.",
            "Surti Kala Lembang",
            None,
        ),
        ("kata Inspektur Daerah, Dewa Istri Ayu Trisna.", "Dewa Istri Ayu Trisna", "Inspektur Daerah"),
        ("Surti Handayani, S.Kep., Ns., hadir.", "Surti Handayani", None),
    ],
)
def test_further_ways_of_bringing_somebody_in(text: str, name: str, position: str | None) -> None:
    assert [(row.name, row.position) for row in persons_of(text).rows] == [(name, position)]


def test_the_commander_of_a_body_is_meant_by_the_short_word_for_his_office() -> None:
    found = persons_of("Komandan Kodim 1306/Sigi, Letkol Inf Budi Raharjo, hadir. Pesan Dandim singkat.")
    assert [(m.text, m.entity_id) for m in found.mentions][1:] == [("Dandim", found.rows[0].person_id)]
