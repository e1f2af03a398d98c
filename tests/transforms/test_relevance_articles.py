"""Articles of many manners and near misses, `relevance_articles.txt`."""

from pathlib import Path

import pytest

from tests.transforms.event_cases import is_relevant


def written() -> list[tuple[str, str, str, str]]:
    """The articles of `relevance_articles.txt`: id, label, title, text. The first letter of an id is its kind."""
    told = Path(__file__).with_name("relevance_articles.txt").read_text(encoding="utf-8")
    found = []
    for block in told.split("\n== ")[1:]:
        head, title, text = block.split("\n", 2)
        name, label = head.split()
        found.append((name, label, title, text.strip()))
    return found


@pytest.mark.parametrize(
    ("kind", "label", "least", "of"),
    [
        ("r", "in", 60, 64),
        ("r", "out", 64, 64),
        ("h", "out", 32, 36),
        ("e", "out", 66, 70),
        ("f", "in", 64, 65),
        ("g", "in", 9, 10),
        ("g", "out", 35, 35),
        ("k", "in", 12, 12),
        ("k", "out", 19, 20),
    ],
)
def test_articles_of_many_manners_are_found_and_near_misses_are_not(
    kind: str, label: str, least: int, of: int
) -> None:
    """What is known wrong stands in the difference; it may only shrink."""
    given = [(title, text) for name, its, title, text in written() if (name[0], its) == (kind, label)]
    assert len(given) == of
    assert sum(is_relevant(title, text) == (label == "in") for title, text in given) >= least
