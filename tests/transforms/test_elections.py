import dataclasses
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.elections import find_elections
from transforms.records import Article

EMPTY = Article(
    article_id="a", document_id="d", source_id="s", origin="o", url=None, outlet=None, title=None, authors=(),
    editors=(), dateline=None, published_at=None, published_precision=None, published_basis=None,
    fetched_at=None, language="id", text="", word_count=0,
)  # fmt: skip


def article(published: str, text: str, title: str | None = None) -> Article:
    """An article published on a day, in a month or in a year, or at an unknown time ("")."""
    if not published:
        return dataclasses.replace(EMPTY, text=text, title=title)
    precision = {4: "year", 7: "month", 10: "day"}[len(published)]
    at = datetime.fromisoformat(published + "-01-01"[len(published) - 4 :])
    return dataclasses.replace(EMPTY, text=text, title=title, published_at=at, published_precision=precision)


def about(published: str, text: str, title: str | None = None) -> list[str]:
    return [row.election_id for row in find_elections(article(published, text, title))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilkada serentak 2024 di Kabupaten Buru.", "pilkada_2024"),
        ("PILKADA SERENTAK TAHUN 2024 DI KABUPATEN BURU.", "pilkada_2024"),
        ("Pemilukada Tahun 2020 di Buru.", "pilkada_2020"),
        ("Pilbup Buru 2024 dan Pilgub Maluku.", "pilkada_2024"),
        ("Pilwalkot Ambon yang digelar pada 2024.", "pilkada_2024"),
        ("Pemilihan Bupati dan Wakil Bupati Buru Tahun 2024.", "pilkada_2024"),
        (
            "Pemilihan Gubernur dan Wakil Gubernur, Bupati dan Wakil Bupati, serta Wali Kota dan Wakilnya Tahun 2024.",
            "pilkada_2024",
        ),
        ("Pemilihan kepala daerah (pilkada) serentak tahun 2018.", "pilkada_2018"),
        ("Pilkada pada Rabu, 9 Desember 2020 nanti.", "pilkada_2020"),
        ("Pileg 2019 dan Pilpres 2019.", "pemilu_2019"),
        ("Pemilihan Umum (Pemilu) Tahun 2024.", "pemilu_2024"),
        ("Pemilu 14 Februari 2024.", "pemilu_2024"),
    ],
)
def test_name_with_its_year_is_that_election(text: str, expected: str) -> None:
    assert about("", text) == [expected]


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2024-10-01", "Jelang pilkada serentak, ASN diminta netral.", ["pilkada_2024"]),
        ("2024-10", "Jelang pilkada serentak, ASN diminta netral.", ["pilkada_2024"]),
        ("2024", "Jelang pilkada serentak, ASN diminta netral.", ["pilkada_2024"]),
        ("2023-10-01", "Jelang pemilu, ASN diminta netral.", ["pemilu_2024"]),
        ("2020-10-01", "Jelang pemilukada, ASN diminta netral.", ["pilkada_2020"]),
        ("2017-03-01", "Kasus pilkada di Buru diputus.", ["pilkada_2017"]),
        ("2018-03-01", "Jelang pilkada, ASN diminta netral.", ["pilkada_2018"]),
        ("2022-01-01", "Jelang pilkada, ASN diminta netral.", []),
        ("", "Jelang pilkada, ASN diminta netral.", []),
        ("", "Jelang pilkada, apel digelar Senin (7/10/2024).", ["pilkada_2024"]),
    ],
)
def test_name_without_a_year_is_settled_by_the_calendar(
    published: str, text: str, expected: list[str]
) -> None:
    assert about(published, text) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2024-10-01", "Calon bupati nomor dua hadir.", ["pilkada_2024"]),
        ("2024-01-10", "Seorang caleg hadir.", ["pemilu_2024"]),
        ("2024-10-01", "Paslon nomor dua hadir.", ["pilkada_2024"]),
        ("2023-12-20", "Paslon nomor dua hadir pada masa kampanye.", ["pemilu_2024"]),
        ("2024", "Paslon nomor dua hadir.", []),
        ("", "Paslon nomor dua hadir.", []),
        ("", "Paslon nomor dua hadir, Senin (14/10/2024).", ["pilkada_2024"]),
        ("2022-01-01", "Calon bupati nomor dua hadir.", []),
        ("2024-10-01", "Jembatan itu dibangun.", []),
    ],
)
def test_campaign_words_name_an_election_only_within_its_calendar(
    published: str, text: str, expected: list[str]
) -> None:
    assert about(published, text) == expected


def test_elections_that_are_over_are_history_beside_one_to_come() -> None:
    text = "Jelang Pilkada. Pada Pemilu 2024 ada dua kasus, pada Pemilu 2019 tiga, pada Pilkada 2020 empat."
    assert about("2024-10-01", text) == ["pilkada_2024"]


def test_history_needs_no_publication_date_where_the_years_differ() -> None:
    assert about("", "Pada Pilkada 2020 ada 42 kasus. Kini jelang Pilkada 2024.") == ["pilkada_2024"]


def test_past_election_is_the_subject_where_no_other_is_named() -> None:
    assert about("2021-06-01", "Kasus Pilkada 2020 diputus.") == ["pilkada_2020"]


def test_two_elections_to_come_are_both_subjects_the_nearer_one_first() -> None:
    assert about("2023-11-01", "Pemilu dan Pilkada serentak tahun 2024 makin dekat.") == [
        "pemilu_2024",
        "pilkada_2024",
    ]


def test_election_named_in_passing_is_no_subject() -> None:
    text = "Pemilu 2024 makin dekat. Pemilu 2024 harus jujur. Pemilu damai. Sesudahnya Pilkada 2024."
    assert about("2023-11-01", text) == ["pemilu_2024"]


def test_headline_counts_more_than_the_body() -> None:
    body = "Pemilu 2024 dan Pilkada 2024 sama saja. Pemilu 2024 lebih dulu."
    assert about("2023-11-01", body, "Jaga Netralitas Pilkada 2024")[0] == "pilkada_2024"


def test_election_named_in_the_headline_only_has_no_span() -> None:
    rows = find_elections(article("", "ASN diminta netral.", "Jaga Netralitas Pilkada 2024"))
    assert [(row.election_id, row.start_char, row.end_char) for row in rows] == [("pilkada_2024", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Komisi Pemilihan Umum dan Badan Pengawas Pemilu hadir.",
        "Melanggar UU Pemilu dan UU Pilkada.",
        "Pilkades serentak digelar di 12 desa.",
        "Pemilihan umum raya mahasiswa digelar di kampus.",
    ],
)
def test_bodies_laws_and_other_ballots_are_no_elections(text: str) -> None:
    assert about("2024-10-01", text) == []


def test_year_behind_other_words_is_not_the_election_s() -> None:
    assert about("", "Pemilu, kata dia, sejak 2019 selalu ramai.") == []


WORDS = st.sampled_from(
    [
        "Pilkada",
        "pemilu",
        "Pemilihan",
        "Bupati",
        "Umum",
        "2024",
        "2020",
        ",",
        ".",
        "dan",
        "serentak",
        "tahun",
        "27",
        "November",
        "paslon",
    ]
)


@settings(max_examples=100, deadline=None)
@given(
    text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)),
    published=st.sampled_from(["", "2024", "2024-10", "2024-10-01", "0001-01-01", "9999-12-31"]),
)
def test_any_text_gives_each_election_once_with_a_span_of_the_text(text: str, published: str) -> None:
    rows = find_elections(article(published, text))
    assert len({row.election_id for row in rows}) == len(rows)
    for row in rows:
        assert row.start_char is not None and row.end_char is not None
        assert 0 <= row.start_char < row.end_char <= len(text)


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2024-10-20",
            "Camat itu diduga mendukung salah satu calon bupati. Pada Pilkada 2020 ia pernah ditegur.",
            ["pilkada_2024"],
        ),
        ("2022-03-01", "Pada Pilkada 2020 camat itu mendukung salah satu calon bupati.", ["pilkada_2020"]),
    ],
)
def test_a_look_back_is_not_the_subject_of_a_campaign(published: str, text: str, expected: list[str]) -> None:
    assert about(published, text) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2024-10-20", "Camat itu mengantar petahana. Pada Pemilu 2024 lalu ia ditegur.", ["pilkada_2024"]),
        ("2024", "Camat itu mengantar calon bupati. Pada Pemilu 2024 lalu ia ditegur.", ["pilkada_2024"]),
        ("", "ASN itu berfoto dengan cawali. Pada Pemilu 2024 yang lalu ia ditegur.", ["pilkada_2024"]),
        ("", "Jelang Pilkada, posko dibuka. Pada Pemilu 2024 kemarin tidak ada laporan.", ["pilkada_2024"]),
        ("", "Kasus netralitas ASN pada Pemilu 2024 lalu diputus.", ["pemilu_2024"]),
        ("", "Camat itu mengantar caleg. Pada Pilkada 2020 lalu ia ditegur.", ["pilkada_2020"]),
        ("", "Pada Pemilu 2024 lalu Pilkada ASN diminta netral.", ["pemilu_2024"]),
        ("2024-03-02", "Kasus Pemilu 2024 lalu diputus. Terlapor mendukung calon bupati.", ["pemilu_2024"]),
    ],
)
def test_election_that_is_looked_back_on_was_over_before_the_writing(
    published: str, text: str, expected: list[str]
) -> None:
    assert about(published, text) == expected
