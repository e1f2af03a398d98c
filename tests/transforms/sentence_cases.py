"""The table `sentences.txt`: paragraphs of news with the places where sentences end."""

from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """A paragraph, and its sentences."""

    text: str
    sentences: tuple[str, ...]


def cases() -> list[Case]:
    """All cases of the table."""
    lines = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    return [
        Case(line.replace("¦", ""), tuple(piece.strip() for piece in line.split("¦")))
        for line in lines
        if line and not line.startswith("#")
    ]
