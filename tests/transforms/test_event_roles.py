"""Roles by voice, preposition and office: one sentence behind an opening that tells of the event."""

import pytest

from tests.transforms.event_cases import article, events_of
from tests.transforms.tables import table

OPENINGS = {
    "pledge": (
        "ASN Batang Teken Pakta Netralitas",
        "BATANG - Ratusan ASN Kabupaten Batang menandatangani pakta integritas netralitas di Pendapa, Senin (14/10/2024).\n",
    ),
    "meeting": (
        "Bawaslu Batang Gelar Rakor Netralitas ASN",
        "BATANG - Bawaslu Batang menggelar rapat koordinasi netralitas ASN di Hotel Sendang, Senin (14/10/2024).\n",
    ),
    "lesson": (
        "Sosialisasi Netralitas ASN di Batang",
        "BATANG - Pemkab Batang menggelar sosialisasi netralitas ASN di Pendapa, Senin (14/10/2024).\n",
    ),
    "roll_call": (
        "Apel Netralitas ASN Batang",
        "BATANG - Pemkab Batang menggelar apel netralitas ASN di halaman Setda, Senin (14/10/2024).\n",
    ),
    "reported": (
        "Camat di Batang Dilaporkan ke Bawaslu",
        "BATANG - Seorang camat dilaporkan ke Bawaslu Batang karena diduga tidak netral, Senin (14/10/2024).\n",
    ),
    "examined": (
        "Bawaslu Batang Periksa Camat",
        "BATANG - Bawaslu Batang memeriksa seorang camat yang diduga tidak netral, Senin (14/10/2024).\n",
    ),
    "ruled": (
        "Camat di Batang Terbukti Langgar Netralitas",
        "BATANG - Bawaslu Batang menyatakan seorang camat terbukti melanggar netralitas ASN, Senin (14/10/2024).\n",
    ),
    "removed": (
        "Camat di Batang Dicopot karena Tak Netral",
        "BATANG - Seorang camat di Batang dicopot karena melanggar netralitas ASN, Senin (14/10/2024).\n",
    ),
    "circular": (
        "Pemkab Batang Terbitkan Edaran Netralitas ASN",
        "BATANG - Pemkab Batang menerbitkan surat edaran netralitas ASN, Senin (14/10/2024).\n",
    ),
}


@pytest.mark.parametrize(("opening", "roles", "sentence"), table("event_roles.txt", 3))
def test_roles_of_a_sentence(opening: str, roles: str, sentence: str) -> None:
    title, lead = OPENINGS[opening]
    told = events_of(article(title, lead + sentence, "2024-10-16"))
    found = {f"{actor.name}={actor.role}" for actor in told.actors if actor.person_id}
    assert found == (set() if roles == "-" else set(roles.split(", ")))
