"""What coding some documents gives, packed where it is coded: rows as Arrow, and what tells articles from each other.

The coordinator of a run adds what only the stored tables can tell (stories, events, versions) and writes the rows as
they are. So whatever an article costs by itself is paid by the workers, and little travels.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.cleaning.learned import REASON, candidates, site_of
from transforms.records import Document, EventReport, Extraction, Rejection, ReportActor
from transforms.resolving.stories import Signature, signed
from warehouse.batches import record_table
from warehouse.tables import EXTRACTION_TABLES, TABLES

Coded = Extraction | Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article as settling sees it: its story is found by the signature, furniture by the lines, events by the reports.

    `lines` are those that can be furniture of `site`, by their keys.
    """

    article_id: str
    document_id: str
    outlet: str | None
    title: str | None
    published_at: datetime | None
    site: str | None
    lines: Mapping[str, str]
    signature: Signature
    event_reports: tuple[EventReport, ...]
    report_actors: tuple[ReportActor, ...]

    @property
    def published_on(self) -> date | None:
        """The day of its publication, in UTC."""
        return self.published_at.date() if self.published_at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What some documents gave.

    `articles` are in the order of their documents, of several versions of one the last. `tables` holds their rows, by
    table, without the columns that are added at load. `loaded` is the article of each document that gave one,
    earlier versions included; `refused` says why others gave none.
    """

    articles: tuple[Told, ...]
    tables: Mapping[str, pa.Table]
    loaded: tuple[str, ...]
    refused: tuple[Rejection, ...]

    def __reduce__(self) -> tuple[Callable[..., "Packed"], tuple[object, ...]]:
        """Travel with each table as one stream: Arrow by itself pickles every buffer of every column, in four times the time."""
        streams = {name: _stream(table) for name, table in self.tables.items()}
        return _unpacked, (self.articles, streams, self.loaded, self.refused)

    def without(self, documents: Collection[Document]) -> "Packed":
        """What is left when all documents of some articles are taken out."""
        articles, refused = {d.article_id for d in documents}, {d.document_id for d in documents}
        return replace(
            self._without_rows(articles),
            loaded=tuple(key for key in self.loaded if key not in articles),
            refused=tuple(one for one in self.refused if one.document_id not in refused),
        )

    def _without_rows(self, article_ids: Collection[str]) -> "Packed":
        ids = pa.array(sorted(article_ids), pa.string())
        return replace(
            self,
            articles=tuple(told for told in self.articles if told.article_id not in article_ids),
            tables={
                name: table.filter(pc.invert(pc.is_in(table["article_id"], value_set=ids)))
                for name, table in self.tables.items()
            },
        )


def _stream(table: pa.Table) -> bytes:
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    stream: bytes = out.getvalue().to_pybytes()
    return stream


def _unpacked(
    articles: tuple[Told, ...],
    streams: Mapping[str, bytes],
    loaded: tuple[str, ...],
    refused: tuple[Rejection, ...],
) -> Packed:
    tables = {name: pa.ipc.open_stream(stream).read_all() for name, stream in streams.items()}
    return Packed(articles=articles, tables=tables, loaded=loaded, refused=refused)


def pack(documents: Sequence[Document], results: Sequence[Coded]) -> Packed:
    """Pack what coding gave for each document."""
    found = [result for result in results if isinstance(result, Extraction)]
    latest = {extraction.article.article_id: extraction for extraction in found}
    last = [e for e in found if e is latest[e.article.article_id]]
    sites = {document.document_id: site_of(document) for document in documents}
    rows = {
        table: [row for extraction in last for row in getattr(extraction, field)]
        for field, table in EXTRACTION_TABLES.items()
    }
    rows["articles"] = [extraction.article for extraction in last]
    signatures = signed([extraction.article.text for extraction in last])
    articles = tuple(
        tell(extraction, signature, sites[extraction.article.document_id])
        for extraction, signature in zip(last, signatures, strict=True)
    )
    tables = {name: record_table(TABLES[name], some) for name, some in rows.items() if some}
    return Packed(
        articles=articles,
        tables=tables | (signature_tables(articles) if articles else {}),
        loaded=tuple(extraction.article.article_id for extraction in found),
        refused=tuple(result for result in results if isinstance(result, Rejection)),
    )


def tell(extraction: Extraction, signature: Signature, site: str | None = None) -> Told:
    """An article of some site as settling sees it, with the signature of its text."""
    article = extraction.article
    taken = (block.text for block in extraction.removed_blocks if block.reason == REASON)
    return Told(
        article_id=article.article_id,
        document_id=article.document_id,
        outlet=article.outlet,
        title=article.title,
        published_at=article.published_at,
        site=site,
        lines=candidates([*article.text.split("\n"), *taken]) if site else {},
        signature=signature,
        event_reports=extraction.event_reports,
        report_actors=extraction.report_actors,
    )


def signature_tables(articles: Sequence[Told]) -> dict[str, pa.Table]:
    """Rows by table: what later texts are compared with."""
    ids = pa.array([told.article_id for told in articles], pa.string())
    counts = [len(told.signature.bands) for told in articles]
    places = pa.array(np.repeat(np.arange(len(articles)), counts))
    bands = [band for told in articles for band in told.signature.bands]
    return {
        "article_signatures": pa.table(
            {"article_id": ids, "signature": [told.signature.sketches.hex() for told in articles]}
        ),
        "article_bands": pa.table(
            {
                "article_id": ids.take(places),
                "band": pa.array(bands, pa.int64()),
                "published_on": pa.array([told.published_on for told in articles], pa.date32()).take(places),
            }
        ),
    }


def joined(parts: Sequence[Packed], documents: Iterable[Document]) -> Packed:
    """The parts of a batch as one, in the order of its documents."""
    place = {document.document_id: number for number, document in enumerate(documents)}
    last: dict[str, int] = {}
    for part in parts:
        for told in part.articles:
            last[told.article_id] = max(place[told.document_id], last.get(told.article_id, 0))
    kept = []
    for part in parts:
        earlier = {
            told.article_id for told in part.articles if place[told.document_id] < last[told.article_id]
        }
        kept.append(part._without_rows(earlier) if earlier else part)
    names = dict.fromkeys(name for part in kept for name in part.tables)
    return Packed(
        articles=tuple(
            sorted(
                (told for part in kept for told in part.articles), key=lambda told: place[told.document_id]
            )
        ),
        tables={
            name: pa.concat_tables(
                [part.tables[name] for part in kept if name in part.tables]
            ).combine_chunks()
            for name in names
        },
        loaded=tuple(key for part in parts for key in part.loaded),
        refused=tuple(one for part in parts for one in part.refused),
    )
