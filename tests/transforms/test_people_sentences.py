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


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Menteri Dalam Negeri Surto Wibisana hadir. Menteri Surto membuka rapat.", ["Menteri Dalam Negeri"]),
        ("Jaksa Ari Wibisana, S.H. (Jaksa Penuntut Umum) hadir.", ["Jaksa Penuntut Umum"]),
        ("Jaksa Penuntut Umum (JPU) Ari Wibisana hadir. JPU Ari Wibisana menuntut.", ["Jaksa Penuntut Umum"]),
        ("Presiden Joko Widagdo hadir. Presiden Jokowi pulang.", ["Presiden"]),
        ("Ketua KPU Sigi Ari Wibisana hadir. Ketua DPRD Sigi Ari Wibisana pulang.", ["Ketua", "Ketua"]),
    ],
)
def test_an_office_said_in_other_words_gives_no_second_row(text: str, offices: list[str]) -> None:
    assert [row.position for row in persons_of(text).rows] == offices
