"""A topic is a file: another one, with types of its own, needs no code."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_toml
from tests.transforms.event_cases import article, scene_of
from transforms.events.find import code_events
from transforms.events.relevance import find_topics
from transforms.events.topics import Topic
from transforms.sentences import split_sentences

TOPIC = """
id = "corruption_arrests"
name = "Penangkapan korupsi"

[[groups]]
id = "graft"
pattern = '''(?i)\\b(?:korupsi|suap)\\b'''
examples = ["kasus suap"]

[[groups]]
id = "custody"
pattern = '''(?i)\\b(?:di\\s?tangkap|menangkap|di\\s?tahan|menahan)\\b'''
examples = ["ditangkap"]

[relevance]
threshold = 2

[[relevance.evidence]]
id = "arrest"
groups = ["graft", "custody"]

[[events]]
type = "arrest"
plover_event = "COERCE"
plover_mode = "arrest"
nature = "case"
stage = 1
priority = 50
anchors = ["tangkap", "tahan", "nahan"]

[[events.triggers]]
id = "arrest.made"
pattern = '''(?i)\\b(?:menangkap|di\\s?tangkap|menahan|di\\s?tahan)\\b'''
examples = ["jaksa menahan"]
counter_examples = ["bertahan"]

[[events.roles]]
id = "arrest.role.subject"
role = "subject"
side = "after"
pattern = '''(?i)\\b(?:menangkap|menahan)\\b'''
examples = ["menahan"]

[events.summary]
occurred = "Penangkapan{who}{place}{date}."
planned = "Penangkapan direncanakan{place}{date}."
negated = "Tidak ada penangkapan{place}{date}."
"""
TEXT = (
    "BATANG - Kejaksaan Negeri Batang menahan Kepala Dinas Pasar Batang, Wirawan Sunarto, dalam kasus dugaan "
    "korupsi, Senin (7/10/2024)."
)


@pytest.fixture
def topic(tmp_path: Path) -> Topic:
    file = tmp_path / "corruption.toml"
    file.write_text(TOPIC, encoding="utf-8")
    return load_toml(Topic, file)


def test_relevance_of_another_topic(topic: Topic) -> None:
    given = article("Kadis Ditahan dalam Kasus Korupsi", TEXT)
    assert find_topics(given, split_sentences(given.text), (topic,))[0].is_relevant
    other = article("Panen Raya", "Petani panen padi.")
    assert not find_topics(other, split_sentences(other.text), (topic,))[0].is_relevant


def test_events_of_another_topic(topic: Topic) -> None:
    given = article("Kadis Ditahan dalam Kasus Korupsi", TEXT, "2024-10-08")
    ((report, actors),) = code_events(scene_of(given, topic))
    assert (report.topic, report.event_type, str(report.event_date), report.place_code) == (
        "corruption_arrests", "arrest", "2024-10-07", "33.25",
    )  # fmt: skip
    assert [(a.name, a.role) for a in actors] == [("Wirawan Sunarto", "subject")]
    assert report.summary.startswith("Penangkapan, atas nama Wirawan Sunarto di Kabupaten Batang")


def test_a_trigger_without_an_anchor_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(
        TOPIC.replace('anchors = ["tangkap", "tahan", "nahan"]', 'anchors = ["lapor"]'), encoding="utf-8"
    )
    with pytest.raises(ConfigError, match="no anchor"):
        load_toml(Topic, file)


def test_a_group_that_is_not_declared_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(
        TOPIC.replace('groups = ["graft", "custody"]', 'groups = ["graft", "court"]'), encoding="utf-8"
    )
    with pytest.raises(ConfigError, match="court"):
        load_toml(Topic, file)
