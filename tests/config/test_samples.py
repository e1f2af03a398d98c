import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pytest

from config.gazetteers import gazetteers

SAMPLES = files("config") / "samples"
REJECTED = "08-halaman-kosong.txt"
TYPES = {
    "pledge", "coordination", "outreach", "assembly", "appeal", "directive", "allegation", "investigation",
    "ruling", "sanction", "monitoring",
}  # fmt: skip
ROLES = {"leader", "signatory", "speaker", "host", "attendee", "witness", "subject", "complainant", "decider"}
KEYS = {
    "id", "url", "source", "outlet", "published", "relevant", "elections", "events", "persons", "organizations",
    "laws", "sanctions", "quotes", "figures", "boilerplate", "doubt",
}  # fmt: skip
Label = dict[str, Any]


def listed(folder: str) -> list[Traversable]:
    return sorted((SAMPLES / folder).iterdir(), key=lambda file: file.name)


def articles() -> Iterator[tuple[str, str]]:
    """The key by which a label names an article, and its text."""
    for file in listed("articles"):
        text = file.read_text(encoding="utf-8")
        if file.name.endswith(".jsonl"):
            for line in text.splitlines():
                record = json.loads(line)
                yield record["url"], record["text"]
        else:
            yield f"articles/{file.name}", text


ARTICLES = dict(articles())
LABELS: list[Label] = [json.loads(file.read_text(encoding="utf-8")) for file in listed("labels")]


def blanks_folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_every_article_but_the_rejected_one_has_one_label() -> None:
    named = [label["url"] or label["source"] for label in LABELS]
    assert sorted(named) == sorted(key for key in ARTICLES if not key.endswith(REJECTED))
    assert len({label["id"] for label in LABELS}) == len(LABELS)


def test_the_samples_cover_all_event_types_modalities_and_statuses() -> None:
    events = [event for label in LABELS for event in label["events"]]
    assert {event["type"] for event in events} == TYPES
    assert {event["status"] for event in events} == {"occurred", "planned"}
    assert {row["modality"] for label in LABELS for row in label["sanctions"]} == {
        "threatened", "recommended", "imposed",
    }  # fmt: skip
    assert sum(not label["relevant"] for label in LABELS) == 3


@pytest.mark.parametrize("label", LABELS, ids=lambda label: str(label["id"]))
def test_a_label_is_well_formed(label: Label) -> None:
    assert set(label) - {"same_event"} == KEYS
    assert sum(event["primary"] for event in label["events"]) == int(label["relevant"])
    if not label["relevant"]:
        assert not (label["events"] or label["elections"] or label["sanctions"] or label["figures"])
    for event in label["events"]:
        assert event["type"] in TYPES
        assert {person["role"] for person in event["participants"]} <= ROLES
        assert (event["date"] is None) == (event["precision"] is None)
        assert event["date"] is None or date.fromisoformat(event["date"])
    for row in label["sanctions"]:
        assert row["level"] in ("moral", "ringan", "sedang", "berat", "pidana", None)
        assert row["level"] or row["form"]
    assert all(row["value"] >= 1 for row in label["figures"])


@pytest.mark.parametrize("label", LABELS, ids=lambda label: str(label["id"]))
def test_whatever_a_label_quotes_stands_in_its_article(label: Label) -> None:
    printed = ARTICLES[label["url"] or label["source"]]
    text = blanks_folded(printed)
    quoted = [quote["starts"] for quote in label["quotes"]]
    quoted += [person["name"] for person in label["persons"]]
    quoted += [person["position"] for person in label["persons"] if person["position"]]
    quoted += [row["form"] for row in label["sanctions"] if row["form"]]
    quoted += [event[key] for event in label["events"] for key in ("date_text", "venue") if event[key]]
    quoted += label["organizations"]
    assert [phrase for phrase in quoted if phrase not in text] == []
    lines = [blanks_folded(line) for line in printed.splitlines()]
    furniture = [blanks_folded(line) for line in label["boilerplate"]]
    assert [start for start in furniture if not any(line.startswith(start) for line in lines)] == []


@pytest.mark.parametrize("label", LABELS, ids=lambda label: str(label["id"]))
def test_places_and_elections_of_a_label_are_known(label: Label) -> None:
    tables = gazetteers()
    provinces = {place.place_code: place.name for place in tables.places if place.level == "province"}
    known = {(place.level, place.name, provinces.get(place.province_code or "")) for place in tables.places}
    for event in label["events"]:
        place = event["place"]
        assert (place["level"], place["name"], place["province"]) in known
    assert set(label["elections"]) <= {election.election_id for election in tables.elections}


def test_the_samples_of_the_second_topic_cover_its_types_and_statuses() -> None:
    folder = SAMPLES / "korupsi"
    texts = [
        json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    labels = [json.loads(file.read_text(encoding="utf-8")) for file in listed("korupsi/labels")]
    events = [event for label in labels for event in label["events"]]
    assert sorted(label["url"] for label in labels) == sorted(text["url"] for text in texts)
    assert {label["topic"] for label in labels} == {"korupsi"}
    assert {event["type"] for event in events} == {
        "arrest", "suspect", "detention", "prosecution", "verdict", "acquittal",
    }  # fmt: skip
    assert {event["status"] for event in events} == {"occurred", "planned", "negated"}
    printed = {text["url"]: blanks_folded(text["text"]) for text in texts}
    for label in labels:
        assert [p["name"] for p in label["persons"] if p["name"] not in printed[label["url"]]] == []


def test_participants_are_persons_of_the_article() -> None:
    for label in LABELS:
        names = {person["name"] for person in label["persons"]}
        assert {p["name"] for event in label["events"] for p in event["participants"]} <= names
