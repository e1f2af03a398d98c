"""The converters of outside corpora, on files of their form with sentences of our own."""

from pathlib import Path

import pytest

from tests.eval import outside
from tests.eval.outside_corpora import names, statements


def corpus(folder: Path, name: str, *sentences: str) -> Path:
    """A corpus file: words with labels behind a bar, sentences apart."""
    lines = [
        "\n".join("\t".join(word.rsplit("|", 1)) if "|" in word else f"{word}\tO" for word in s.split())
        for s in sentences
    ]
    path = folder / name
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


SPOKEN = (
    "PALU , KOMPAS — Wali Kota Palu Surti|B-PERSON Handayani|L-PERSON menutup rapat .",
    "”|B-STATEMENT Kita|I-STATEMENT mulai|I-STATEMENT besok|I-STATEMENT ,|I-STATEMENT ”|L-STATEMENT ujarnya|U-CUECOREF .",
    "”|B-STATEMENT Saya|I-STATEMENT setuju|I-STATEMENT sekali|I-STATEMENT ,|I-STATEMENT ”|L-STATEMENT kata|U-CUE Lurah|U-ROLE Budi|B-PERSON Raharjo|L-PERSON .",
    "”|B-STATEMENT Kami|I-STATEMENT menunggu|I-STATEMENT saja|I-STATEMENT ,|I-STATEMENT ”|L-STATEMENT kata|U-CUE Lurah|U-PERSONCOREF .",
)


def test_statements_are_read_with_their_speakers(tmp_path: Path) -> None:
    path = corpus(tmp_path, "dev-40.txt", *SPOKEN, "LUWUK , KOMPAS — Hujan turun .")
    (text, labels), (second, none) = statements(path)
    assert text.splitlines()[0].startswith(
        "PALU, KOMPAS — Wali Kota Palu Surti Handayani menutup rapat. ”Kita mulai"
    )
    assert [text[slice(*label.span)] for label in labels] == [
        "”Kita mulai besok,”",
        "”Saya setuju sekali,”",
        "”Kami menunggu saja,”",
    ]
    assert [label.speaker for label in labels] == ["Surti Handayani", "Budi Raharjo", None]
    assert (second, none) == ("LUWUK, KOMPAS — Hujan turun.", [])


def test_statements_that_are_found_count(tmp_path: Path) -> None:
    measured = outside.measure_statements(statements(corpus(tmp_path, "dev-40.txt", *SPOKEN)))
    quotes, speakers = measured["direct quotes"], measured["... with the speaker"]
    assert (quotes.right, quotes.found, quotes.hit, quotes.asked) == (3, 3, 3, 3)
    assert (speakers.hit, speakers.asked) == (2, 2)


def test_names_are_measured_with_their_bounds(tmp_path: Path) -> None:
    path = corpus(
        tmp_path,
        "train.txt",
        "Bupati Sigi|B-LOC Surti|B-PER Handayani|I-PER bertemu Yuxo|B-PER .",
        "Ketua KPU|B-ORG Sigi|I-ORG , Drs. Budi|B-PER Raharjo|I-PER , hadir .",
    )
    measured = outside.measure_names(names(path))
    assert (measured["persons"].right, measured["persons"].hit, measured["persons"].asked) == (2, 2, 3)
    assert measured["persons"].f1 == pytest.approx(0.8)
    assert (measured["... with exact bounds"].hit, measured["... with exact bounds"].asked) == (2, 2)
    assert measured["organizations"].hit == 1
    assert measured["places that have a code"].hit == 1


def test_a_folder_without_a_corpus_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outside.main([str(tmp_path)]) == 2
    assert "holds none of dev-40.txt" in capsys.readouterr().out
    assert outside.main([]) == 2


def test_a_table_is_printed_with_the_misses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus(tmp_path, "train.txt", "Kemarin Yuxo|B-PER pergi .")
    assert outside.main([str(tmp_path), "--misses"]) == 0
    printed = capsys.readouterr().out
    assert "persons" in printed
    assert "missed: 'Kemarin [Yuxo] pergi.'" in printed
