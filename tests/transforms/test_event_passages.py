"""Passages in the ways of the press, from agency copy to radio script: their events with place, day and roles.

`event_passages.txt` says how its cases are written.
"""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from config.gazetteers import gazetteers
from tests.transforms.event_cases import article, events_of

TABLE = Path(__file__).with_name("event_passages.txt")


def cases() -> list[ParameterSet]:
    found = []
    for block in TABLE.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        if lines[0].startswith("#"):
            continue
        style, published, headline = (cell.strip() for cell in lines[0].lstrip("= ").split("|", 2))
        told = [line[2:] for line in lines if line.startswith("> ")]
        text = "\n\n".join(line for line in lines[1:] if not line.startswith("> "))
        found.append(pytest.param(told, headline, text, published, id=f"{style}: {headline}"))
    return found


@pytest.mark.parametrize(("told", "headline", "text", "published"), cases())
def test_what_a_passage_tells(told: list[str], headline: str, text: str, published: str) -> None:
    assert found_in(headline, text, published) == sorted(" ".join(line.split()) for line in told)


def found_in(headline: str, text: str, published: str) -> list[str]:
    """The events of a passage, written as in the table."""
    names = {place.place_code: place.full_name for place in gazetteers().places} | {"ID": "ID"}
    events = events_of(article(headline, text, published))
    out = []
    for report in events.reports:
        kind = report.event_type if report.status == "occurred" else f"{report.event_type}/{report.status}"
        roles = [
            f"{actor.name}={actor.role}"
            for actor in sorted(events.actors, key=lambda actor: actor.start_char)
            if actor.report_id == report.report_id and actor.person_id
        ]
        cells = (
            kind + ("*" if report.is_primary else ""),
            str(report.event_date or "-"),
            names.get(report.place_code or "", "-"),
            ", ".join(roles) or "-",
        )
        out.append(" | ".join(cells))
    return sorted(out)
