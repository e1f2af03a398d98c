"""Citations of laws as the press prints them, each in a sentence: `law_citations.txt`."""

import re
from pathlib import Path

import pytest

from tests.transforms.test_laws import read
from transforms.records import LawCitation

_MARK = re.compile(r"\[([^\]]*)\]")


def _rows() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("law_citations.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(sentence, expected) for sentence, expected in rows]


ROWS = _rows()


def shown(row: LawCitation) -> str:
    """A row as the table writes it."""
    said = (row.kind, row.number, row.year, row.article_no, row.paragraph_no, row.law_id, row.flag)
    return " ".join(str(value).replace(" ", "") if value else "-" for value in said)


def test_the_table_is_as_long_as_it_is_said_to_be() -> None:
    assert len(ROWS) >= 40


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[sentence for sentence, _ in ROWS])
def test_a_citation_is_read_as_the_table_says(sentence: str, expected: str) -> None:
    cited = _MARK.findall(sentence)
    found = read(_MARK.sub(r"\1", sentence))
    assert [row.text for row in found] == cited
    if cited:
        assert [shown(row) for row in found] == [each.strip() for each in expected.split(";")]
