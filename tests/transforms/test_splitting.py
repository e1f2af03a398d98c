"""The words of a text, their letters and the signs between them."""

import re
from itertools import product
from pathlib import Path

import pytest

from transforms.persons import evidence, names
from transforms.persons.names import read_name
from transforms.persons.splitting import split_words

SENTENCES = Path(__file__).with_name("people_sentences.txt").read_text()
BESIDE = [
    "Surti",
    "SURTI",
    "Budi Rahmat",
    "KPU",
    "S.Sos",
    "Dr.",
    "bin",
    "Hari",
    "Juni",
    "Menurut",
    "Tahan",
    "kata",
    "2024",
    "Sri",
]
LEADING = ["Rp", "dr", "Pak", "H", "HM", "AI", "I", "R"]
ENDS = [" kata", ", S.Sos", ". Budi"]
GAPS = [" ", ", ", ". ", "-", "/", "\n", " (", "; ", ""]
SIGNS = [
    ("", ";"),
    ("kata Surti.", "\na P;"),
    ("Surti Handayani, staf itu", "\nP P,a a\n"),
    ("dr. Surti bin Rahmat  hadir", "\nH.P p P a\n"),
    ("Surti Bawaslu\nDia KPU", "\nP B\nC U\n"),
    ("Menurut Surti (47) dan Lubis-Tanaka", "\nB P(0;a P-P\n"),
    ('katanya, "Surti', "\na;P\n"),
    ("SIG dan SURTI, Kabid", "\nS a S,B\n"),
    ("Surti - Rahmat/ Dewi", "\nP;P/P\n"),
    ("“Surti” – 2024…", ";P;0;"),
    ("BaratDedi Covid-19 ma'af", "\nP|P P-0 a\n"),
    ("'Surti' 'n ğ Ğurti", ";P;a a P\n"),
]


@pytest.mark.parametrize(("text", "signs"), SIGNS)
def test_each_word_has_a_letter_and_each_gap_a_sign(text: str, signs: str) -> None:
    words = split_words(text)
    assert words.signs == signs, words
    assert len(words.signs) == 2 * len(words) + 1


@pytest.mark.parametrize("text", [text for text, _ in SIGNS])
def test_words_are_as_printed_where_they_stand(text: str) -> None:
    words = split_words(text)
    assert [text[w.start : w.end] for w in words] == [w.text for w in words]
    assert words.starts == [w.start for w in words]


@pytest.mark.parametrize("composed", [False, True])
def test_names_told_by_signs_alone_are_those_that_are_read_word_by_word(
    monkeypatch: pytest.MonkeyPatch, composed: bool
) -> None:
    beside = "\n".join(f"{one}{gap}{two}{end}" for one, gap, two, end in product(BESIDE, GAPS, BESIDE, ENDS))
    text = beside if composed else SENTENCES
    words = split_words(text)
    stops = frozenset(words.starts[::7])
    by_signs = [read_name(text, words, at, stops) for at in range(len(words))]
    monkeypatch.setattr(names, "_PLAIN", re.compile("(?!)"))
    assert by_signs == [read_name(text, words, at, stops) for at in range(len(words))]
    assert any(by_signs)


def test_initials_and_honorifics_that_no_capitalised_word_follows_begin_no_name() -> None:
    following = [*BESIDE, *LEADING, "al-Habsyi", "Wayan"]
    text = "\n".join(f"{one}{gap}{two} kata" for one, gap, two in product(LEADING, GAPS, following))
    words = split_words(text)
    closed = [at for at in range(len(words)) if not evidence._OPENING.match(words.signs, 2 * at + 1)]
    assert {words.signs[2 * at + 1] for at in closed} >= {"H", "I"}
    assert [words[at] for at in closed if read_name(text, words, at)] == []
