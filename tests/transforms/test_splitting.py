import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.splitting import Splitter

WORDS = Splitter(r"[^\W_]")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Camat Makmur, 12 Mei_2024", ["camat", "makmur", "12", "mei", "2024"]),
        ("“Siap,” kata dia – café…", ["siap", "kata", "dia", "café"]),
        ("straße 中文 ½ ŠŸ", ["straße", "中文", "½", "šÿ"]),
        ("\x81 \xa0?!", []),
    ],
)
def test_words_are_split_at_signs_and_made_small(text: str, words: list[str]) -> None:
    assert WORDS.split(text) == words


@given(st.text() | st.text("aB1 -_“é–\n½ªß\ud800"))
def test_the_words_are_those_that_the_pattern_finds(text: str) -> None:
    assert WORDS.split(text) == re.findall(r"[^\W_]+", text.lower())
