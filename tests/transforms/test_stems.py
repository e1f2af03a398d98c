"""Stems of Indonesian words: a table of families of forms, each line one family that a search should find as one."""

import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.stems import stem, tokens

LINES = Path(__file__).with_name("word_forms.txt").read_text(encoding="utf-8").splitlines()
FAMILIES = [line.split() for line in LINES if line and not line.startswith("#")]


def test_forms_of_a_word_share_its_stem() -> None:
    pairs = [pair for family in FAMILIES for pair in combinations(family, 2)]
    together = sum(stem(one) == stem(other) for one, other in pairs)
    assert len(pairs) > 1400
    assert together / len(pairs) > 0.99


def test_words_of_two_families_are_kept_apart() -> None:
    families = defaultdict(set)
    for number, family in enumerate(FAMILIES):
        for word in family:
            families[stem(word)].add(number)
    assert {found for found, numbers in families.items() if len(numbers) > 1} == set()


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("memilih", "pemilihan"),
        ("dipilih", "pemilih"),
        ("netral", "netralitas"),
        ("penandatanganan", "ditandatangani"),
        ("imbauan", "mengimbau"),
        ("menyatakan", "pernyataan"),
        ("diterima", "penerimaan"),
    ],
)
def test_the_words_of_the_topic_find_each_other(asked: str, written: str) -> None:
    assert stem(asked) == stem(written)


@pytest.mark.parametrize("word", ["bawaslu", "pilkada", "prabowo", "2024", "b3", "münchen", "x" * 500])
def test_names_numbers_and_what_is_no_word_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("keadilan", "pengadilan"), ("kesatuan", "satu"), ("bulanan", "bulan")]
)
def test_meanings_that_have_parted_are_still_one_stem(one: str, other: str) -> None:
    """What a search finds too much of; docs/reading.md tells."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("pemerintah", "perintah"), ("kebijakan", "bijak"), ("bahasa", "bahas")]
)
def test_frequent_words_that_only_look_akin_are_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(max_size=200))
def test_words_lie_where_they_say_in_any_text(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.stem == stem(text[token.start : token.end].casefold())
        end = token.end


def test_the_time_grows_with_the_text() -> None:
    words = " ".join(f"memper{'kan' * (n % 9)}{chr(97 + n % 26)}{chr(97 + n % 7)}an" for n in range(5_000))
    stem.cache_clear()
    began = time.process_time()
    assert sum(1 for _ in tokens(words)) == 5_000
    assert time.process_time() - began < 5
