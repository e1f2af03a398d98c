import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.places.find import article_home, find_places
from transforms.places.index import inside, parents, place_index, spellings
from transforms.records import Article, ArticlePlace


def article(
    text: str, *, title: str | None = None, url: str | None = None, outlet: str | None = None
) -> Article:
    return Article(
        article_id="a1",
        document_id="d1",
        source_id="s1",
        origin="o",
        url=url,
        outlet=outlet,
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


def codes(text: str, **context: str) -> list[tuple[str, str | None]]:
    return [(place.mention, place.place_code) for place in find_places(article(text, **context))]


def find(text: str, mention: str, **context: str) -> ArticlePlace:
    return next(place for place in find_places(article(text, **context)) if place.mention == mention)


@pytest.mark.parametrize(
    ("text", "mention", "code"),
    [
        ("Ia bertugas di Kabupaten Lamongan sejak lama.", "Kabupaten Lamongan", "35.24"),
        ("Sekda Kab. Lamongan membuka acara.", "Kab. Lamongan", "35.24"),
        ("Pemkab Wajo menggelar apel.", "Wajo", "73.13"),
        ("Plt Bupati Wajo,Andi Fulan hadir.", "Wajo", "73.13"),
        ("Rapat dipimpin Ketua Bawaslu Wajo Fulan Anwar.", "Wajo", "73.13"),
        ("Kasat Reskrim Polres Wajo menjelaskan.", "Wajo", "73.13"),
        ("Dandim 0705/Wajo hadir.", "Wajo", "73.13"),
        ("Komisi Pemilihan Umum (KPU) Wajo menetapkan.", "Wajo", "73.13"),
        ("Pemerintah Kota (Pemko) Dumai menunda.", "Dumai", "14.72"),
        ("Pemprov Sulsel mengirim surat.", "Sulsel", "73"),
        ("Provinsi Sumatra Selatan siap.", "Provinsi Sumatra Selatan", "16"),
        ("PEMERINTAH KABUPATEN BONE BOLANGO MENGGELAR APEL.", "BONE BOLANGO", "75.03"),
        ("Camat Seberang Ulu I tidak hadir.", "Seberang Ulu I", "16.71.02"),
        ("Ia lahir di Pangkalpinang dan besar di Tanjungpinang.", "Tanjungpinang", "21.72"),
        ("Rapat di Pangkal Pinang selesai.", "Pangkal Pinang", "19.71"),
        ("Pelabuhan di Kep. Anambas ditutup.", "Kep. Anambas", "21.05"),
        ("Warga Padang Sidempuan menunggu.", "Padang Sidempuan", "12.77"),
        ("Bupati Karang Asem hadir.", "Karang Asem", "51.07"),
        ("Pilbup Barito Utara 2024 diulang.", "Barito Utara", "62.05"),
        ("Lomba itu diikuti Kalteng dan se-Kalsel.", "Kalsel", "63"),
        ("Terbanyak dari Bali. Disusul Sulawesi Selatan.", "Sulawesi Selatan", "73"),
        ("Terbanyak dari Bali 20 kasus, NTB 9 kasus.", "NTB", "52"),
    ],
)
def test_the_word_before_a_name_makes_it_a_place(text: str, mention: str, code: str) -> None:
    assert (mention, code) in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Menurut Hj Siti Maryam Lingga, S.E., rapat ditunda.",
        "Laporan dibawa Lahat Simanjuntak, SH, kuasa hukum pelapor.",
        "Mereka berkumpul di Jalan Bengkalis nomor tiga.",
        "Ia dosen Universitas Bengkulu.",
        "Nasib malang menimpa para petani, mereka berserah pada batu.",
        "Puncak acara berlangsung meriah.",
        "Warga Desa Sigi Rejo menolak.",
        "Mitra kerja datang.",
        "PORTAL LEBAK - Komisi itu mengungkap banyak laporan.",
        "Kabar Papua - Komisi itu mengungkap banyak laporan.",
        "Pembangunan Ibu Kota Negara Nusantara berlanjut.",
        "Berkasnya dikirim ke Badan Kepegawaian Negara.",
    ],
)
def test_names_of_persons_streets_and_schools_are_no_places(text: str) -> None:
    assert codes(text) == []


def test_the_longest_name_wins() -> None:
    text = "Bupati Musi Rawas Utara dan Wali Kota Banda Aceh bertemu di Kabupaten Maluku Tenggara."
    assert [code for _, code in codes(text)] == ["16.13", "11.71", "81.02"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bupati Tegal mengingatkan ASN.", "33.28"),
        ("Wali Kota Tegal mengingatkan ASN.", "33.76"),
        ("Pemkot Tegal menggelar apel. Menurut Bawaslu Tegal, semua tertib.", "33.76"),
        ("Pemkab Tegal menggelar apel. Kepala BKPSDM Tegal hadir di Tegal.", "33.28"),
        ("Kapolres Tegal Kota memimpin.", "33.76"),
    ],
)
def test_same_named_city_and_regency_are_told_apart_by_their_word(text: str, code: str) -> None:
    assert {found for mention, found in codes(text) if mention == "Tegal"} == {code}


def test_a_same_named_place_without_a_word_stays_open() -> None:
    place = find("Ketua Bawaslu Blitar hadir.", "Blitar")
    assert (place.place_code, place.candidates, place.reason) == (None, ("35.05", "35.72"), "ambiguous")


def test_with_both_settled_a_bare_name_stays_open() -> None:
    text = "Bupati Blitar dan Wali Kota Blitar bertemu. Rapat berlangsung di Blitar, kemarin."
    assert [code for _, code in codes(text)] == ["35.05", "35.72", None]


def test_the_outlets_home_decides_between_candidates() -> None:
    text = "Ketua Bawaslu Blitar hadir."
    assert find(text, "Blitar", url="https://www.blitarkota.go.id/berita/1").place_code == "35.72"
    assert find(text, "Blitar", url="https://blitarkab.go.id/1").place_code == "35.05"
    assert find("Bawaslu Mura hadir.", "Mura", url="https://kalteng.kabarkita.com/1").place_code == "62.12"
    assert find("Bawaslu Mura hadir.", "Mura", outlet="palembang.tribunnews.com").place_code == "16.05"
    assert find("Bawaslu Mura hadir.", "Mura", url="https://[broken").place_code is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pemkab Musi Rawas menggelar apel. Bawaslu Mura hadir.", "16.05"),
        ("Bawaslu Mura bertemu Pemkab Barito Utara di Kalteng.", "62.12"),
        ("Warga Lubuklinggau melapor ke Bawaslu Mura.", "16.05"),
        ("Bawaslu Mura menggelar rapat.", None),
    ],
)
def test_mura_is_settled_by_other_places_or_left_open(text: str, code: str | None) -> None:
    assert find(text, "Mura").place_code == code


def test_an_own_short_form_in_brackets_stands_for_its_place() -> None:
    text = "Pemerintah Kabupaten Seram Bagian Barat (SBB) membuka posko. Ketua KPU SBB hadir, ASN SBB juga."
    assert [code for mention, code in codes(text) if mention == "SBB"] == ["81.06"] * 3


def test_a_name_in_a_list_shares_the_first_ones_word() -> None:
    assert [code for _, code in codes("ASN di Kabupaten Sigi, Donggala dan Parigi Moutong.")] == [
        "72.10",
        "72.03",
        "72.08",
    ]


def test_districts_need_their_word_or_a_named_parent() -> None:
    assert codes("Pasar di Seteluk ramai.") == []
    named = codes("Pemkab Sumbawa Barat menutup pasar di Seteluk. Camat Taliwang hadir.")
    assert ("Seteluk", "52.07.03") in named
    assert ("Taliwang", "52.07.02") in named


def test_a_district_of_a_province_that_nothing_else_names_stays_open() -> None:
    text = "Warga Kecamatan Sumberejo dan Kecamatan Baureno, Bojonegoro, datang."
    assert ("Kecamatan Sumberejo", None) in codes(text)
    assert ("Kecamatan Baureno", "35.22.10") in codes(text)
    assert ("Kecamatan Sumberejo", "18.06.13") in codes("JAKARTA - Warga Kecamatan Sumberejo datang.")


def test_a_far_district_s_name_begins_a_person_s() -> None:
    text = "Warga Kabupaten Jember, Camat Bambang Sutejo, dan Polsek Bambang datang."
    assert codes(text) == [("Kabupaten Jember", "35.09"), ("Bambang", None)]
    assert ("Bambang", "76.03.11") in codes("Di Kabupaten Mamasa, Camat Bambang Luther Palinggi datang.")


def test_a_shared_district_name_follows_the_parent_named() -> None:
    text = "Pemkab Banjar menegur Camat Simpang Empat."
    assert find(text, "Simpang Empat").place_code == "63.03.08"
    assert find("Camat Simpang Empat ditegur.", "Simpang Empat").place_code is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("WAMENA, SUARA - Apel digelar.", "95.01"),
        ("SUARAKITA.COM,LIWA – Apel digelar.", "18.04"),
        ("Bangkinang, Riau (SUARA) - Apel digelar.", "14.01"),
        ("Tarutung | SUARA — Apel digelar.", "12.02"),
    ],
)
def test_a_seat_in_the_dateline_is_its_regency(text: str, code: str) -> None:
    places = find_places(article(text))
    assert places[0].place_code == code
    assert places[0].rule_id == "place:dateline:seat"


def test_home_is_what_dateline_headline_and_offices_agree_on() -> None:
    text = "PALEMBANG, SUARA - Bawaslu Ogan Ilir memeriksa camat. Bupati Ogan Ilir diam. Kasus di Lahat lain."
    found = article(text, title="Camat di Ogan Ilir Diperiksa")
    home = article_home(found, find_places(found))
    assert home is not None
    assert home.place_code == "16.10"


def test_home_is_none_where_two_places_are_level() -> None:
    found = article("Bupati Sigi dan Bupati Poso bertemu.")
    assert article_home(found, find_places(found)) is None


def test_home_counts_a_district_for_its_regency() -> None:
    found = article("Camat Taliwang bertemu Bupati Sumbawa Barat.")
    home = article_home(found, find_places(found))
    assert home is not None
    assert home.place_code == "52.07"


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Tanjung Pinang", "TanjungPinang"),
        ("Sumatera Barat", "Sumatra Barat"),
        ("Kepulauan Aru", "Kep. Aru"),
        ("Toli-Toli", "ToliToli"),
        ("Fak Fak", "Fak-Fak"),
    ],
)
def test_spellings_of_a_name(name: str, spelling: str) -> None:
    assert spelling in set(spellings(name))


def test_codes_know_what_they_lie_in() -> None:
    assert parents("15.06.01") == ("15.06", "15")
    assert inside("15.06.01", "15.06")
    assert not inside("15.06", "15.0")
    assert place_index().local_name("15.06") == "Kabupaten Tanjung Jabung Barat"


WORDS = st.sampled_from(
    [
        "Bupati",
        "Kota",
        "Sigi",
        "Palu",
        "Mura",
        "(",
        ")",
        ",",
        ".",
        "-",
        "–",
        "se-",
        "\n",
        "Kabupaten",
        "Camat",
        "Simpang",
        "Empat",
        "Tegal",
        "di",
        "Jalan",
        "(KSB)",
        "Bima",
        "H.",
        "İ",
    ]
)


@given(
    st.one_of(
        st.text(), st.lists(WORDS, max_size=40).map(" ".join), st.text(alphabet=string.punctuation + " \nAa")
    )
)
def test_any_text_gives_valid_spans(text: str) -> None:
    for place in find_places(article(text, title=text)):
        assert text[place.start_char : place.end_char] == place.mention
        assert (place.place_code is None) == bool(place.candidates)
        assert place.place_code is None or place.place_code in place_index().by_code
