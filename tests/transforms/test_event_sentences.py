"""A systematic table of sentences in the ways of the press: type, status and roles of the events they report.

`event_sentences.txt` holds one case a line: events | roles | headline | sentence. Events are `type` or
`type/status`, joined by `+`; `none` where nothing is reported. A leading `!` marks what is known not to work;
the mark must go as soon as it does.
"""

import pytest

from tests.transforms.event_cases import article, events_of
from tests.transforms.tables import table

HEADLINE = "Netralitas ASN di Pilkada Batang 2024"
PUBLISHED = "2024-10-16"


@pytest.mark.parametrize(("events", "roles", "headline", "sentence"), table("event_sentences.txt", 4))
def test_events_and_roles_of_a_sentence(events: str, roles: str, headline: str, sentence: str) -> None:
    told = events_of(article(headline or HEADLINE, f"BATANG - {sentence}", PUBLISHED))
    found = sorted(
        r.event_type if r.status == "occurred" else f"{r.event_type}/{r.status}" for r in told.reports
    )
    assert found == ([] if events == "none" else sorted(events.split("+")))
    if roles:
        wanted = {tuple(part.strip().split("=")) for part in roles.split(",")}
        assert {(actor.name, actor.role) for actor in told.actors if actor.person_id} == wanted
