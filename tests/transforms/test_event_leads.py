"""Short articles in the ways of the press, each with its own headline: what they report, and what they are about.

`event_leads.txt` holds one case a line: events | headline | text. The event the article is about stands first;
`none` where it is not of the topic.
"""

import pytest

from tests.transforms.event_cases import article, events_of
from tests.transforms.tables import table


@pytest.mark.parametrize(("events", "headline", "text"), table("event_leads.txt", 3))
def test_what_a_short_article_reports(events: str, headline: str, text: str) -> None:
    reports = events_of(article(headline, text, "2024-10-16")).reports
    told = sorted(reports, key=lambda report: not report.is_primary)
    found = [r.event_type if r.status == "occurred" else f"{r.event_type}/{r.status}" for r in told]
    assert found == ([] if events == "none" else events.split("+"))
