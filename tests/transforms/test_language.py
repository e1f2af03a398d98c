"""The language of articles: neighbours of Indonesian are told from it, and quotations in them do not mislead."""

import tomllib
from pathlib import Path

import pytest

from transforms.cleaning.language import find_language

TABLE: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("languages.toml").read_text(encoding="utf-8")
)
RULES = tomllib.loads((Path(__file__).parents[2] / "config/rules/languages.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, found in TABLE.items() for text in found])
def test_tells_the_language(code: str, text: str) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize("code", TABLE)
def test_an_article_of_several_texts_has_the_language_of_them_all(code: str) -> None:
    assert find_language("\n".join(TABLE[code])) == code


def test_a_list_holds_no_word_of_indonesian() -> None:
    indonesian, *others = RULES["language"]
    shared = {*indonesian["words"], *indonesian["own"]}
    for other in others:
        assert not shared & {*other.get("words", ()), *other.get("own", ())}, other["code"]


@pytest.mark.parametrize("text", ["", "2024 – 10.30", "…"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert find_language(text) is None


def test_other_languages_are_left_to_the_identifier() -> None:
    dutch = "De burgemeester vroeg de ambtenaren om tijdens de verkiezingen neutraal te blijven en geen partij te kiezen."
    assert find_language(dutch) == "nl"
