import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.matching import PhraseMatcher, fold

_PHRASES = ("Kota Lama", "kota", "Bawaslu", "Bawaslu Kota Lama", "Jl. Lama", "17 Mei", "S.H", "lama-lama")
_MATCHER = PhraseMatcher((phrase, phrase) for phrase in _PHRASES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bawaslu Kota Lama rapat", ["Bawaslu Kota Lama"]),
        ("KOTA LAMA, kota", ["KOTA LAMA", "kota"]),
        ("perkotaan dan kotanya", []),
        ("kota_lama", ["kota"]),
        ("Kota  Lama", ["Kota"]),
        ("di Jl. Lama", ["Jl. Lama"]),
        ("tanggal 17 Mei, bukan 117 Mei", ["17 Mei"]),
        ("Surti S.H, kota", ["S.H", "kota"]),
        ("lama-lama", ["lama-lama"]),
        ("", []),
    ],
)
def test_the_longest_phrase_at_the_edges_of_words_is_found(text: str, found: list[str]) -> None:
    assert [match.text for match in _MATCHER.longest(text)] == found


def test_a_phrase_without_a_word_at_its_head_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a letter or a digit"):
        PhraseMatcher([("(Pj)", None)])


@given(
    st.lists(
        st.sampled_from([*_PHRASES, "İ", "²", "ß", "x", " ", " ", "-", ".", "_", "\n"]), max_size=150
    ).map("".join)
)
def test_every_phrase_between_two_edges_is_found(text: str) -> None:
    folded, expected = fold(text), set()
    for phrase in map(fold, _PHRASES):
        for start in range(len(text)):
            end = start + len(phrase)
            left = start and text[start - 1].isalnum() and text[start].isalnum()
            right = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
            if folded.startswith(phrase, start) and not left and not right:
                expected.add((start, end))
    assert {(match.start, match.end) for match in _MATCHER.all(text)} == expected
