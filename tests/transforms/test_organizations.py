import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.organizations.find import Organizations, find_organizations
from transforms.places.find import find_places
from transforms.records import Article


def article(text: str, title: str | None = None) -> Article:
    return Article(
        article_id="a1",
        document_id="d1",
        source_id="s1",
        origin="o",
        url=None,
        outlet=None,
        title=title,
        authors=(),
        editors=(),
        dateline=None,
        published_at=None,
        published_precision=None,
        published_basis=None,
        fetched_at=None,
        language="id",
        text=text,
        word_count=len(text.split()),
    )


def found(text: str) -> Organizations:
    item = article(text)
    return find_organizations(item, find_places(item))


def names(text: str) -> list[str]:
    return [row.name for row in found(text).rows]


def ids(text: str) -> list[str]:
    return [row.organization_id for row in found(text).rows]


@pytest.mark.parametrize(
    ("text", "name", "mention", "identifier"),
    [
        ("Ketua Bawaslu Wajo hadir.", "Bawaslu Kabupaten Wajo", "Bawaslu Wajo", "BAWASLU:73.13"),
        (
            "Badan Pengawas Pemilihan Umum (Bawaslu) Provinsi Kalsel rapat.",
            "Bawaslu Provinsi Kalimantan Selatan",
            "Badan Pengawas Pemilihan Umum (Bawaslu) Provinsi Kalsel",
            "BAWASLU:63",
        ),
        ("Pemko Dumai menunda.", "Pemerintah Kota Dumai", "Pemko Dumai", "PEMKOT:14.72"),
        ("Pemda Dumai menunda.", "Pemerintah Kota Dumai", "Pemda Dumai", "PEMKOT:14.72"),
        (
            "PEMERINTAH KABUPATEN WAJO APEL.",
            "Pemerintah Kabupaten Wajo",
            "PEMERINTAH KABUPATEN WAJO",
            "PEMKAB:73.13",
        ),
        ("Jaksa Kejari Wajo hadir.", "Kejaksaan Negeri Wajo", "Kejari Wajo", "KEJARI:73.13"),
        ("Penyidik Polres Wajo hadir.", "Polres Wajo", "Polres Wajo", "POLRES:73.13"),
        ("Kodim 1406/Wajo siap.", "Kodim Wajo", "Kodim 1406/Wajo", "KODIM:73.13"),
        (
            "Kepala Dinas Perikanan dan Kelautan Kabupaten Wajo hadir.",
            "Dinas Perikanan dan Kelautan Kabupaten Wajo",
            "Dinas Perikanan dan Kelautan Kabupaten Wajo",
            "ORG:dinas-perikanan-dan-kelautan:73.13",
        ),
        (
            "Ahli dari Universitas Tanjungpura hadir.",
            "Universitas Tanjungpura",
            "Universitas Tanjungpura",
            "UNIV_UNTAN",
        ),
        (
            "Komisi Aparatur Sipil Negara (KASN) menjawab.",
            "KASN",
            "Komisi Aparatur Sipil Negara (KASN)",
            "KASN",
        ),
        ("Kepala Kanreg XIII BKN menjawab.", "BKN", "Kanreg XIII BKN", "BKN"),
        (
            "Kementerian Kelautan dan Perikanan menjawab.",
            "Kementerian Kelautan dan Perikanan",
            "Kementerian Kelautan dan Perikanan",
            "ORG:kementerian-kelautan-dan-perikanan",
        ),
        ("Panwascam Taliwang melapor.", "Panwascam Taliwang", "Panwascam Taliwang", "PANWASCAM:52.07.02"),
    ],
)
def test_a_body_has_its_canonical_name_and_fullest_mention(
    text: str, name: str, mention: str, identifier: str
) -> None:
    (row,) = found(text).rows
    assert (row.name, row.mention, row.organization_id) == (name, mention, identifier)


@pytest.mark.parametrize(
    "text",
    [
        "KPU Provinsi dan Kabupaten/Kota se-Indonesia menetapkan calon.",
        "Bawaslu kabupaten/kota diminta siaga.",
        "Kepala BKPSDM tujuh kabupaten hadir.",
        "Hadir para kepala OPD, camat, unsur Forkopimda dan Bagian Hukum.",
        "Warga memilih presiden, DPR, DPD dan DPRD.",
        "Seorang caleg DPRD Kota Dumai hadir.",
        "Ia memakai batik Korpri.",
        "Pemkab belum menjawab.",
        "Menurut mantan Kepala Bappeda itu, semua beres.",
        "Panwascam se-Kabupaten Wajo hadir.",
        "Perkara itu diserahkan kepada bawaslu dan kepolisian.",
        "Lulusan SMA/MA diterima.",
        "Larangan itu diatur Peraturan Bawaslu Nomor 6 Tahun 2018.",
        "Mereka membahas revisi UU KPK.",
        "Ia menunaikan umrah.",
        "Pajak Kendaraan Bermotor (PKB) naik, PKB dibayar lunas.",
    ],
)
def test_classes_emblems_and_elected_houses_are_no_bodies(text: str) -> None:
    assert names(text) == []


def test_an_unqualified_mention_is_the_qualified_body_of_its_kind() -> None:
    result = found("Bawaslu Wajo menerima laporan. Menurut Bawaslu, laporan itu lengkap.")
    assert [row.name for row in result.rows] == ["Bawaslu Kabupaten Wajo"]
    assert [mention.text for mention in result.mentions] == ["Bawaslu Wajo", "Bawaslu"]
    assert {mention.entity_id for mention in result.mentions} == {"BAWASLU:73.13"}


def test_neighbours_share_a_place() -> None:
    assert ids("KPU dan Bawaslu Wajo hadir di Wajo.") == ["KPU:73.13", "BAWASLU:73.13"]
    assert ids("Tembusan ke Panwaslih dan KIP Bireuen.") == ["PANWASLIH:11.11", "KIP:11.11"]


def test_a_local_body_without_a_place_stands_at_the_articles_own() -> None:
    text = "Bupati Wajo memimpin apel. Kepala BKPSDM dan Ketua Bawaslu setempat hadir."
    assert ids(text) == ["BKPSDM:73.13", "BAWASLU:73.13"]


def test_a_local_body_stays_open_where_the_article_has_no_place() -> None:
    (row,) = found("Kepala BKPSDM hadir.").rows
    assert (row.organization_id, row.place_code, row.level) == ("BKPSDM:unplaced", None, None)


def test_makers_of_a_joint_decree_are_the_national_bodies() -> None:
    text = (
        "Bupati Wajo mengutip SKB Mendagri, KASN, Bawaslu dan KPU. Anggota Bawaslu Wajo dan KPU Wajo hadir."
    )
    assert ids(text) == ["KASN", "BAWASLU", "KPU", "BAWASLU:73.13", "KPU:73.13"]
    text = (
        "Bupati Wajo mengutip Keputusan Bersama Menteri Dalam Negeri, Ketua Komisi Aparatur Sipil Negara dan Ketua "
        "Badan Pengawas Pemilihan Umum."
    )
    assert ids(text) == ["KASN", "BAWASLU"]


def test_news_from_the_capital_speaks_of_the_centre() -> None:
    assert ids("JAKARTA, SUARA - Bawaslu mencatat banyak laporan.") == ["BAWASLU"]
    assert names("Ketua Bawaslu RI hadir. Bawaslu siap.") == ["Bawaslu RI"]
    assert ids("Bawaslu mencatat banyak laporan, kata ketuanya di Ancol, Jakarta Utara.") == ["BAWASLU"]
    assert ids("Bawaslu Jakarta Utara mencatat laporan. Ketua Bawaslu hadir.") == ["BAWASLU:31.72"]


def test_figures_of_many_provinces_are_those_of_the_centre() -> None:
    text = "Bawaslu mencatat 40 laporan di Sulawesi Tenggara, 30 di Bali, 20 di Riau"
    assert ids(f"{text} dan 10 di Sumatera Selatan.") == ["BAWASLU"]
    assert ids(f"{text}.") == ["BAWASLU:unplaced"]


def test_one_row_for_a_body_with_an_acronym_of_its_own() -> None:
    result = found("Forum Peduli Demokrasi Wajo (FPDW) melapor. FPDW membawa bukti.")
    assert [row.mention for row in result.rows] == ["Forum Peduli Demokrasi Wajo (FPDW)"]
    assert [mention.text for mention in result.mentions][-1] == "FPDW"


def test_a_university_is_named_in_full() -> None:
    assert names("Pengamat dari Universitas Gadjah Mada (UGM) hadir.") == ["Universitas Gadjah Mada"]
    assert names("Pengamat dari Undana hadir.") == ["Universitas Nusa Cendana"]


def test_a_mention_with_its_place_is_fuller_than_a_longer_one_without() -> None:
    result = found("Badan Pengawas Pemilu (Bawaslu) menunggu. Ketua Bawaslu Wajo hadir.")
    assert [row.mention for row in result.rows] == ["Bawaslu Wajo"]


def test_an_open_place_stays_open_in_the_body() -> None:
    (row,) = found("Ketua Bawaslu Blitar hadir.").rows
    assert (row.name, row.place_code) == ("Bawaslu Blitar", None)


WORDS = st.sampled_from(
    [
        "Bawaslu",
        "KPU",
        "(Bawaslu)",
        "Kabupaten",
        "Wajo",
        "dan",
        ",",
        "RI",
        "DPRD",
        "Dinas",
        "Pendidikan",
        "Forum",
        "A",
        "B",
        "(AB)",
        "AB",
        "Kodim",
        "0406/",
        "\n",
        "İ",
        "SKB",
        "KASN",
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_valid_spans_and_one_row_a_body(text: str) -> None:
    result = found(text)
    assert len({row.organization_id for row in result.rows}) == len(result.rows)
    for row in result.rows:
        assert text[row.start_char : row.end_char] == row.mention
    for mention in result.mentions:
        assert text[mention.start_char : mention.end_char] == mention.text


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Wakil rakyat dari Partai Golkar Rina Wulandari hadir.", ["Partai Golkar"]),
        ("Pengamat Universitas Jambi Rina Wulandari hadir.", ["Universitas Jambi"]),
        ("Ketua DPD Partai Golkar Sigi dan Ketua DPD PAN Sigi hadir.", ["Partai Golkar", "PAN"]),
        ("Anggota DPD RI hadir.", ["DPD RI"]),
        ("Kepala Puskesmas Marawola Rina Wulandari hadir.", ["Puskesmas Marawola"]),
        ("Kepala Puskesmas Tanjung Batu Rina Wulandari hadir.", ["Puskesmas Tanjung Batu"]),
        ("Kepala Puskesmas Marawola Jaga, Kecamatan Dolo, hadir.", ["Puskesmas Marawola Jaga"]),
        ("Kepala Puskesmas Marawola Jaga, dr. Rina Wulandari, hadir.", ["Puskesmas Marawola Jaga"]),
        ("Puskesmas Marawola Jaga sepi. Warga Marawola Jaga heran.", ["Puskesmas Marawola Jaga"]),
        ("Kepala SMPN 9 Sigi Rina Wulandari hadir.", ["SMPN 9 Sigi"]),
        ("Guru SD Negeri 3 Marawola itu hadir.", ["SD Negeri 3 Marawola"]),
        ("Kepala SDN 3 Kota Palu Rina Wulandari hadir.", ["SDN 3 Kota Palu"]),
        ("Peneliti Pusat Kajian Otonomi Rakyat, Rina Wulandari, hadir.", ["Pusat Kajian Otonomi Rakyat"]),
        ("Kepala Pusat Studi Birokrasi Institut Cendekia Rina hadir.", ["Institut Cendekia Rina"]),
        ("Ia diadukan Tim Advokasi Sigi Bersih pada Rabu.", ["Tim Advokasi Sigi Bersih"]),
        (
            "Panitia Pengawas Pemilihan Umum (Panwaslu) Sigi hadir.",
            ["Panitia Pengawas Pemilihan Umum (Panwaslu) Sigi"],
        ),
        ("Analis Kantor Regional XI BKN Manado hadir.", ["Kantor Regional XI BKN Manado"]),
        ("Rapat bersama Polres Cirebon Kota.", ["Polres Cirebon Kota"]),
        ("Lembaga Pantau Birokrasi Sigi (LPBS) menilai.", ["Lembaga Pantau Birokrasi Sigi (LPBS)"]),
    ],
)
def test_a_body_ends_where_a_person_or_another_begins(text: str, mentions: list[str]) -> None:
    assert [row.mention for row in found(text).rows] == mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("akademisi Universitas Diponegoro Prof. Dr. Surti Handayani", ["Universitas Diponegoro"]),
        (
            "Komite Disiplin (Komdis) Asosiasi Melati memutus banding itu.",
            ["Komite Disiplin (Komdis) Asosiasi Melati"],
        ),
        ("Rapat dengan Otorita IKN ditunda.", ["Otorita IKN"]),
    ],
)
def test_a_name_ends_before_an_honorific_and_takes_its_bracket_in(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kementerian Perhubungan membantah.", "ministry"),
        ("Kementerian ATR/BPN membantah.", "government"),
        ("Rektor Universitas Melati Nusantara membantah.", "university"),
        ("Yayasan Melati Nusantara membantah.", "other"),
    ],
)
def test_a_body_that_no_table_knows_has_the_kind_of_its_first_word(text: str, kind: str) -> None:
    assert [row.kind for row in found(text).rows] == [kind]
