import re

from hypothesis import given
from hypothesis import strategies as st

from transforms.alternation import alternation, atoms


def test_the_longest_word_wins() -> None:
    pattern = re.compile(alternation(map(atoms, ["Kab", "Kabid", "Kabag", "Ka"])))
    assert pattern.findall("Kabid X, Kabupaten, Kabag") == ["Kabid", "Kab", "Kabag"]


def test_no_words_match_nothing() -> None:
    assert re.search(alternation([]), "any text") is None


@given(st.lists(st.text("ab.+ ", min_size=1, max_size=5), min_size=1, max_size=8))
def test_it_matches_its_words_and_nothing_else(words: list[str]) -> None:
    pattern = re.compile(alternation(map(atoms, words)))
    assert all(pattern.fullmatch(word) for word in words)
    assert not any(pattern.fullmatch(word + "c") for word in words)
