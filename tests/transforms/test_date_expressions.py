"""Every form of a date that the press prints, each in a sentence with its publication: `date_expressions.txt`."""

import re
from pathlib import Path

import pytest

from tests.transforms.date_cases import read
from transforms.records import DateMention

_MARK = re.compile(r"\[([^\]]*)\]")


def _rows() -> list[tuple[str, str, str]]:
    lines = Path(__file__).with_name("date_expressions.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return [tuple(part.strip() for part in line.split("|")) for line in kept]  # type: ignore[misc]


ROWS = _rows()


def meaning(row: DateMention) -> str:
    """A row as the table writes it: first..last day, precision, basis, flag."""
    last = f"..{row.date_end}" if row.date_end != row.date_start else ""
    parts = (f"{row.date_start}{last}" if row.date_start else None, row.precision, row.basis, row.flag)
    return " ".join(part for part in parts if part)


def test_the_table_is_as_long_as_it_is_said_to_be() -> None:
    assert sum(len(_MARK.findall(text)) for _, text, _ in ROWS) >= 150


@pytest.mark.parametrize(("published", "text", "expected"), ROWS, ids=[text for _, text, _ in ROWS])
def test_an_expression_means_what_the_table_says(published: str, text: str, expected: str) -> None:
    marked = []
    plain, removed = _MARK.sub(r"\1", text), 0
    for mark in _MARK.finditer(text):
        marked.append((mark.start() - removed, mark.end() - 2 - removed))
        removed += 2
    found = read(published, plain)
    if not marked:
        assert [row.text for row in found] == [], expected
        return
    near = [[row for row in found if row.start_char < end and start < row.end_char] for start, end in marked]
    assert [[meaning(row) for row in rows] for rows in near] == [
        [each.strip()] for each in expected.split(";")
    ]
