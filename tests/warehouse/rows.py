"""Small hand-built batches of records; every person, outlet and happening is invented."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from transforms.records import (
    Article,
    ArticleElection,
    ArticleOrganization,
    ArticlePerson,
    ArticlePlace,
    DateMention,
    Document,
    EventReport,
    Figure,
    LawCitation,
    Mention,
    Quote,
    RemovedBlock,
    ReportActor,
    Sanction,
    TopicDecision,
)
from warehouse.batches import with_columns
from warehouse.store import Stamp

NOW = datetime(2024, 11, 20, 8, 0, tzinfo=UTC)
STAMP = Stamp("run-1", "1.0")
TEXT = (
    "MUARA – Bupati Rangga Wijaya memimpin ikrar netralitas ASN di Kota Jambi, Senin (2/9/2024).\n"
    '"Jangan memihak," kata Rangga. Bawaslu mencatat 12 laporan 😀 dan mengancam sanksi berat sesuai UU 20/2023.'
)


def document(key: str = "a1", document_id: str | None = None, content: bytes = b"isi") -> Document:
    return Document(
        document_id=document_id or f"doc-{key}",
        article_id=key,
        source_id="files",
        origin=f"/berita/{key}.txt",
        media_type="text/plain",
        encoding="utf-8",
        content=content,
        metadata={"url": f"https://contoh.id/{key}"},
        fetched_at=NOW,
        timezone="Asia/Jakarta",
    )


def article(key: str = "a1", document_id: str | None = None, text: str = TEXT) -> Article:
    return Article(
        article_id=key,
        document_id=document_id or f"doc-{key}",
        source_id="files",
        origin=f"/berita/{key}.txt",
        url=f"https://contoh.id/{key}",
        outlet="contoh.id",
        title="Ikrar Netralitas di Jambi",
        authors=("Sari",),
        editors=(),
        dateline="MUARA",
        published_at=datetime(2024, 9, 2, 7, 0, tzinfo=UTC),
        published_precision="minute",
        published_basis="record",
        fetched_at=NOW,
        language="id",
        text=text,
        word_count=len(text.split()),
        flags=(),
    )


def batch(
    key: str = "a1", *, document_id: str | None = None, event_id: str | None = None
) -> dict[str, list[Any]]:
    """One article with a row in every table that belongs to it, and its event."""
    event_id = event_id or f"event-{key}"

    def at(words: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"start_char": start, "end_char": start + len(words)}

    def said(words: str) -> dict[str, Any]:
        return {"text": words, **at(words)}

    own: dict[str, Any] = {"article_id": key, "rule_id": "rule"}
    report = EventReport(
        report_id=f"report-{key}",
        article_id=key,
        topic="asn_neutrality",
        event_type="pledge",
        is_primary=True,
        status="occurred",
        event_date=date(2024, 9, 2),
        event_date_end=None,
        date_precision="day",
        date_basis="explicit",
        date_text="Senin (2/9/2024)",
        date_reason=None,
        place_code="15.71",
        place_candidates=(),
        place_reason="same sentence",
        venue=None,
        election_id="pilkada_2024",
        summary=TEXT.splitlines()[0],
        rule_id="rule",
        confidence=0.9,
        **at(TEXT.splitlines()[0]),
    )
    return {
        "documents": [document(key, document_id)],
        "articles": [article(key, document_id)],
        "article_topics": [
            TopicDecision(
                article_id=key, topic="asn_neutrality", is_relevant=True, reason="words", evidence=("ASN",)
            )
        ],
        "article_signatures": [{"article_id": key, "signature": "0a1b"}],
        "article_bands": [{"article_id": key, "band": -5}],
        "article_pages": [
            {"article_id": key, "seq": 0, "document_id": f"doc-{key}", "url": "https://contoh.id/a"}
        ],
        "removed_blocks": [
            RemovedBlock(
                article_id=key, seq=0, text="Baca juga: Panen Raya", reason="related", rule_id="rule"
            )
        ],
        "mentions": [
            Mention(
                mention_id=f"m-{key}",
                kind="person",
                entity_id="p-rangga",
                confidence=1.0,
                **said("Rangga"),
                **own,
            )
        ],
        "article_persons": [
            ArticlePerson(
                person_id="p-rangga",
                name="Rangga Wijaya",
                honorifics=None,
                degrees=None,
                position="Bupati",
                acting=None,
                unit="Kota Jambi",
                organization_id=None,
                place_code="15.71",
                as_of=date(2024, 9, 2),
                **at("Rangga Wijaya"),
                **own,
            )
        ],
        "article_organizations": [
            ArticleOrganization(
                organization_id="BAWASLU:15.71",
                name="Bawaslu Kota Jambi",
                mention="Bawaslu",
                acronym="Bawaslu",
                kind="election",
                level="city",
                place_code="15.71",
                **at("Bawaslu"),
                **own,
            )
        ],
        "article_places": [
            ArticlePlace(
                place_code="15.71",
                mention="Kota Jambi",
                candidates=("15.71",),
                reason=None,
                **at("Kota Jambi"),
                **own,
            )
        ],
        "article_elections": [
            ArticleElection(election_id="pilkada_2024", start_char=None, end_char=None, **own)
        ],
        "dates": [
            DateMention(
                date_start=date(2024, 9, 2),
                date_end=None,
                precision="day",
                basis="explicit",
                flag=None,
                **said("Senin (2/9/2024)"),
                **own,
            )
        ],
        "quotes": [
            Quote(
                quote_id=f"q-{key}",
                is_direct=True,
                speaker="Rangga Wijaya",
                person_id="p-rangga",
                speaker_text="Rangga",
                speaker_reason="named",
                cue="kata",
                **said("Jangan memihak,"),
                **own,
            )
        ],
        "law_citations": [
            LawCitation(
                kind="UU",
                number="20",
                year=2023,
                article_no=None,
                paragraph_no=None,
                law_id="UU-20-2023",
                flag=None,
                **said("UU 20/2023"),
                **own,
            )
        ],
        "sanctions": [
            Sanction(
                level="berat",
                form=None,
                modality="threatened",
                report_id=report.report_id,
                **said("sanksi berat"),
                **own,
            )
        ],
        "figures": [
            Figure(
                what="laporan",
                value=12.0,
                unit="laporan",
                place_code=None,
                period=None,
                **said("12 laporan"),
                **own,
            )
        ],
        "event_reports": [with_columns(report, event_id=event_id)],
        "report_blocks": [{"report_id": report.report_id, "article_id": key, "block": "pledge|15|2024-09"}],
        "report_actors": [
            ReportActor(
                report_id=report.report_id,
                role="leader",
                name="Rangga Wijaya",
                person_id="p-rangga",
                organization_id=None,
                position="Bupati",
                **at("Rangga Wijaya"),
                **own,
            )
        ],
        "events": [event(event_id)],
        "event_actors": [
            {
                "event_id": event_id,
                "role": "leader",
                "name": "Rangga Wijaya",
                "person_id": "p-rangga",
                "organization_id": None,
                "position": "Bupati",
            }
        ],
        "event_merges": [
            {"event_id": event_id, "report_id": report.report_id, "method": "first", "score": 1.0}
        ],
        "sources": [
            {
                "source_id": "files",
                "name": "Files",
                "kind": "files",
                "timezone": "Asia/Jakarta",
                "place_code": "15",
            }
        ],
    }


def event(event_id: str) -> Mapping[str, object]:
    return {
        "event_id": event_id,
        "topic": "asn_neutrality",
        "event_type": "pledge",
        "plover_event": "SUPPORT",
        "status": "occurred",
        "event_date": date(2024, 9, 2),
        "date_precision": "day",
        "place_code": "15.71",
        "election_id": "pilkada_2024",
        "summary": "Ikrar netralitas",
        "report_count": 1,
        "outlet_count": 1,
        "first_published_at": NOW,
    }


def changed(rows: dict[str, list[Any]], table: str, **values: object) -> dict[str, list[Any]]:
    """The batch with other values in the first row of one table."""
    first, *rest = rows[table]
    other = first | values if isinstance(first, dict) else replace(first, **values)
    return rows | {table: [other, *rest]}
