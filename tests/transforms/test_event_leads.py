"""Short articles in the ways of the press, each with its own headline: what they report, and what they are about.

`event_leads.txt` holds one case a line: events | headline | text. The event the article is about stands first;
`none` where it is not of the topic. A leading `!` marks what is known not to work; it must go as soon as it does.
"""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.transforms.event_cases import article, events_of

TABLE = Path(__file__).with_name("event_leads.txt")


def cases() -> list[ParameterSet]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            known = pytest.mark.xfail(strict=True) if line.startswith("!") else ()
            events, headline, text = (cell.strip() for cell in line.lstrip("! ").split("|"))
            found.append(pytest.param(events, headline, text, marks=known, id=headline))
    return found


@pytest.mark.parametrize(("events", "headline", "text"), cases())
def test_what_a_short_article_reports(events: str, headline: str, text: str) -> None:
    reports = events_of(article(headline, text, "2024-10-16")).reports
    told = sorted(reports, key=lambda report: not report.is_primary)
    found = [r.event_type if r.status == "occurred" else f"{r.event_type}/{r.status}" for r in told]
    assert found == ([] if events == "none" else events.split("+"))
