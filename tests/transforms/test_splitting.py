"""The words of a text, their letters and the signs between them."""

import pytest

from transforms.persons.splitting import split_words

SIGNS = [
    ("", ";"),
    ("kata Surti.", "\na P;"),
    ("Surti Handayani, staf itu", "\nP P,a a\n"),
    ("dr. Surti bin Rahmat  hadir", "\nH.P p P a\n"),
    ("Surti Bawaslu\nDia KPU", "\nP B\nC U\n"),
    ("Menurut Surti (47) dan Lubis-Tanaka", "\nB P(0;a P-P\n"),
    ('katanya, "Surti', "\na;P\n"),
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
