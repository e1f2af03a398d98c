import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.sentence_cases import Case, cases
from transforms.sentences import split_sentences


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:40])
def test_splits_hard_cases_of_the_press(case: Case) -> None:
    assert tuple(case.text[s.start : s.end] for s in split_sentences(case.text)) == case.sentences


def test_a_sentence_never_crosses_a_line_feed() -> None:
    text = "Baris pertama tanpa titik\nBaris kedua. Selesai.\n\nAkhir"
    assert [(text[s.start : s.end], s.paragraph) for s in split_sentences(text)] == [
        ("Baris pertama tanpa titik", 0),
        ("Baris kedua.", 1),
        ("Selesai.", 1),
        ("Akhir", 3),
    ]


@given(st.text(alphabet="aBS1 .?!…\"“”'()[]\n*-—,", max_size=80) | st.text())
def test_any_text_is_covered_once_by_valid_spans(text: str) -> None:
    sentences = split_sentences(text)
    covered = 0
    for s in sentences:
        piece = text[s.start : s.end]
        assert piece and piece == piece.strip() and "\n" not in piece
        assert text.count("\n", 0, s.start) == s.paragraph
        assert not text[covered : s.start].strip()
        covered = s.end
    assert not text[covered:].strip()


@pytest.mark.parametrize("unit", [". ", ".", "A.", '."', "… ", ". (", "S.Sos.", "a.B ", ".\u00a0", "“"])
def test_long_runs_of_marks_are_covered_once(unit: str) -> None:
    text = unit * 40_000
    pieces = "".join(text[s.start : s.end] for s in split_sentences(text))
    assert "".join(pieces.split()) == "".join(text.split())
