"""The topic of corruption cases, which stands in its file alone."""

import pytest

from tests.transforms.event_cases import article, scene_of
from transforms.events.find import code_events
from transforms.events.relevance import find_topics
from transforms.events.topics import topics
from transforms.sentences import split_sentences

TOPIC = next(topic for topic in topics() if topic.id == "korupsi")


def coded(title: str, text: str) -> list[tuple[str, str, str | None]]:
    """Type, status and day of each report of an article, the primary one first."""
    given = article(title, text, "2024-10-08")
    found = [report for report, _ in code_events(scene_of(given, TOPIC))]
    return [(r.event_type, r.status, str(r.event_date) if r.event_date else None) for r in found]


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        (
            "KPK Tangkap Bupati Batang",
            "BATANG - KPK menangkap Bupati Batang, Wirawan Sunarto, dalam OTT terkait suap, Senin (7/10/2024).",
            ("arrest", "occurred", "2024-10-07"),
        ),
        (
            "Kades di Batang Jadi Tersangka Korupsi",
            "BATANG - Kejari Batang menetapkan seorang kades sebagai tersangka korupsi, Senin (7/10/2024).",
            ("suspect", "occurred", "2024-10-07"),
        ),
        (
            "Jaksa Tahan Kadis dalam Kasus Korupsi Pasar",
            "BATANG - Kadis Pasar Batang ditahan jaksa dalam kasus korupsi, Senin (7/10/2024).",
            ("detention", "occurred", "2024-10-07"),
        ),
        (
            "Tersangka Korupsi Pasar Tidak Ditahan",
            "BATANG - Kejari Batang tidak menahan tersangka korupsi pasar, Senin (7/10/2024).",
            ("detention", "negated", "2024-10-07"),
        ),
        (
            "Tersangka Korupsi Segera Ditahan",
            "BATANG - Kejari Batang akan menahan tersangka korupsi pasar, Senin (14/10/2024).",
            ("detention", "planned", "2024-10-14"),
        ),
        (
            "Eks Camat Dituntut Lima Tahun Penjara",
            "SEMARANG - Jaksa menuntut eks camat lima tahun penjara dalam perkara korupsi, Senin (7/10/2024).",
            ("prosecution", "occurred", "2024-10-07"),
        ),
        (
            "Eks Camat Divonis Tiga Tahun dalam Kasus Korupsi",
            "SEMARANG - Hakim Tipikor memvonis eks camat tiga tahun penjara karena korupsi, Senin (7/10/2024).",
            ("verdict", "occurred", "2024-10-07"),
        ),
        (
            "Eks Camat Divonis Bebas dari Dakwaan Korupsi",
            "SEMARANG - Hakim membebaskan eks camat dari dakwaan korupsi, Senin (7/10/2024).",
            ("acquittal", "occurred", "2024-10-07"),
        ),
    ],
)
def test_steps_of_a_case(title: str, lead: str, expected: tuple[str, str, str]) -> None:
    assert coded(title, lead)[0] == expected


def test_a_demand_that_only_measures_the_verdict_is_no_event() -> None:
    found = coded(
        "Eks Camat Divonis Tiga Tahun dalam Kasus Korupsi",
        "SEMARANG - Hakim memvonis eks camat tiga tahun penjara karena korupsi, Senin (7/10/2024). "
        "Vonis itu lebih ringan dari tuntutan jaksa, yakni lima tahun penjara.",
    )
    assert [event for event, _, _ in found] == ["verdict"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pemkab Gelar Sosialisasi Antikorupsi", "BATANG - Pemkab Batang menggelar sosialisasi antikorupsi bagi ASN."),
        ("Polisi Tangkap Pengedar Sabu", "BATANG - Polres Batang menangkap pengedar sabu di sebuah warung."),
        ("Mantan PM Malaysia Divonis Kasus Suap", "KUALA LUMPUR - Pengadilan Malaysia memvonis mantan PM karena suap."),
        ("ASN Batang Diminta Netral", "BATANG - Sekda Batang meminta ASN netral dalam Pilkada 2024."),
    ],
)  # fmt: skip
def test_other_matters_are_not_the_topic(title: str, text: str) -> None:
    assert not find_topics(article(title, text), split_sentences(text), (TOPIC,))[0].is_relevant


def test_an_election_that_is_mentioned_is_not_what_a_case_concerns() -> None:
    text = "BATANG - KPK menangkap Bupati Batang, Wirawan Sunarto, terkait suap, Senin (7/10/2024). Ia calon petahana."
    given = article("KPK Tangkap Bupati Jelang Pilkada 2024", text, "2024-10-08")
    ((report, actors),) = code_events(scene_of(given, TOPIC))
    assert report.election_id is None
    assert {(actor.name, actor.role) for actor in actors} == {
        ("Wirawan Sunarto", "subject"),
        ("KPK", "decider"),
    }
