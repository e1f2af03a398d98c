"""Two hundred sentences and who is named in each, with the offices held."""

import pytest

from tests.transforms.people import persons_of
from tests.transforms.tables import table


@pytest.mark.parametrize(("expected", "text"), table("people_sentences.txt", 2))
def test_persons_and_offices_of_a_sentence(expected: str, text: str) -> None:
    persons = persons_of(text)
    found: dict[str, list[tuple[str, str]]] = {}
    for row in persons.rows:
        office = f"{row.position or ''}{f'({row.acting})' if row.acting else ''}"
        found.setdefault(row.name, []).append((office, row.unit or ""))
    asked = {} if expected == "-" else dict(part.partition("=")[::2] for part in expected.split("; "))
    assert sorted(found) == sorted(asked)
    for name, office in asked.items():
        position, _, unit = office.partition("@")
        if position:
            assert any(held == position and (not unit or unit == at) for held, at in found[name]), found[name]
    assert all(text[m.start_char : m.end_char] == m.text for m in persons.mentions)
