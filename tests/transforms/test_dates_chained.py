"""Days counted from a day that the text named before, of an article published on Wednesday, 16 October 2024."""

import pytest

from tests.transforms.event_cases import article
from transforms.dates.find import find_dates

EXAMINED = "Ia diperiksa pada 9 Oktober 2024. "


def last_date(text: str) -> tuple[str, str | None, str | None, str | None]:
    mention = find_dates(article("Netralitas ASN", text, "2024-10-16"), [], [])[-1]
    start = str(mention.date_start) if mention.date_start else None
    return mention.text, start, mention.precision, mention.flag


@pytest.mark.parametrize(
    ("sentence", "words", "day"),
    [
        ("Sehari sebelumnya ia dilaporkan.", "Sehari sebelumnya", "2024-10-08"),
        ("Dua hari sebelumnya ia dilaporkan.", "Dua hari sebelumnya", "2024-10-07"),
        ("Dua hari kemudian ia dicopot.", "Dua hari kemudian", "2024-10-11"),
        ("Tiga hari setelahnya ia dicopot.", "Tiga hari setelahnya", "2024-10-12"),
        ("Sehari setelah itu ia dicopot.", "Sehari setelah itu", "2024-10-10"),
        ("Dua hari berselang ia dicopot.", "Dua hari berselang", "2024-10-11"),
        ("Selang sehari ia dicopot.", "Selang sehari", "2024-10-10"),
        ("Keesokan harinya ia dicopot.", "Keesokan harinya", "2024-10-10"),
        ("Esoknya ia dicopot.", "Esoknya", "2024-10-10"),
        ("Lusanya ia dicopot.", "Lusanya", "2024-10-11"),
        ("Malam harinya ia dicopot.", "Malam harinya", "2024-10-09"),
        ("Pada hari yang sama suratnya dikirim.", "hari yang sama", "2024-10-09"),
        ("Hari itu juga suratnya dikirim.", "Hari itu juga", "2024-10-09"),
    ],
)
def test_a_day_counted_from_the_one_before(sentence: str, words: str, day: str) -> None:
    assert last_date(EXAMINED + sentence) == (words, day, "day", None)


def test_chains_go_on() -> None:
    text = EXAMINED + "Keesokan harinya ia dicopot. Dua hari kemudian ia melawan."
    assert last_date(text) == ("Dua hari kemudian", "2024-10-12", "day", None)


def test_weeks_and_months_stay_as_vague_as_they_are() -> None:
    assert last_date(EXAMINED + "Sepekan kemudian ia dicopot.")[1:] == ("2024-10-14", "month", None)
    assert last_date(EXAMINED + "Sebulan kemudian ia dicopot.")[1:] == ("2024-11-01", "month", None)


@pytest.mark.parametrize(
    ("words", "flag"),
    [("Jumat, dua hari kemudian", None), ("Senin, dua hari kemudian", "weekday_mismatch")],
)
def test_a_weekday_before_names_the_same_day(words: str, flag: str | None) -> None:
    given = article("Netralitas ASN", f"{EXAMINED}{words}, ia dicopot.", "2024-10-16")
    weekday, counted = find_dates(given, [], [])[-2:]
    assert (str(weekday.date_start), weekday.flag) == ("2024-10-11", flag)
    assert (str(counted.date_start), counted.flag) == ("2024-10-11", None)


@pytest.mark.parametrize(
    "text",
    [
        "Dua hari kemudian ia dicopot.",
        "Rapat berlangsung 10-12 Oktober 2024. Dua hari kemudian ia dicopot.",
        "Rapat berlangsung pada Oktober 2024. Dua hari kemudian ia dicopot.",
        EXAMINED + "Warga menunggu kabar itu dengan sabar. " * 12 + "Dua hari kemudian ia dicopot.",
        EXAMINED + "Beberapa hari kemudian ia dicopot.",
    ],
)
def test_without_one_day_close_before_it_stays_open(text: str) -> None:
    assert last_date(text)[1] is None
