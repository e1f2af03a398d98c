import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.blanking import blanked, told_apart


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("camat makmur, 12 mei_2024", ["camat", "makmur", "12", "mei", "2024"]),
        ("“Siap,” kata dia – café…", ["Siap", "kata", "dia", "café"]),
        ("straße 中文 ½ ŠŸ", ["straße", "中文", "½", "ŠŸ"]),
        ("\x81 \xa0?!", []),
    ],
)
def test_what_is_no_word_is_blank(text: str, words: list[str]) -> None:
    assert blanked(text).split() == words


@given(st.text() | st.text("aB1 -_“é–\n½ªß\ud800"))
def test_the_words_stand_where_an_expression_finds_them(text: str) -> None:
    assert blanked(text) == re.sub(r"[\W_]", " ", text)


@given(st.text() | st.text("aB1 -_“é–\n½ªß\ud800"))
def test_runs_and_the_signs_between_them_are_the_whole_text(text: str) -> None:
    runs, signs = told_apart(text, "-")
    assert runs == blanked(text, "-").split(" ")
    assert len(signs) == len(runs) - 1


def test_signs_are_as_printed_but_for_those_beyond_latin_1() -> None:
    assert told_apart("Surti, 12–3", "") == (["Surti", "", "12", "3"], b', "')
