"""Documents as rows of the raw store, and back."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pyarrow as pa

from transforms.cleaning.paging import PAGE_OF
from transforms.records import Document

SCHEMA = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("media_type", pa.string(), nullable=False),
        pa.field("encoding", pa.string()),
        pa.field("content", pa.large_binary(), nullable=False),
        pa.field("metadata", pa.string(), nullable=False),
        pa.field("fetched_at", pa.timestamp("us", "UTC")),
        pa.field("timezone", pa.string(), nullable=False),
        pa.field("run_id", pa.string(), nullable=False),
        pa.field("stored_at", pa.timestamp("us", "UTC"), nullable=False),
    ]
)


def to_arrow(documents: Sequence[Document], run_id: str, now: datetime) -> pa.Table:
    """The rows of documents, each for itself."""
    return pa.Table.from_pylist(
        [
            {
                "document_id": d.document_id,
                "article_id": d.article_id,
                "source_id": d.source_id,
                # A file name may hold bytes that are no UTF-8; JSON escapes them in the metadata.
                "origin": d.origin.encode("utf-8", "replace").decode(),
                "media_type": d.media_type,
                "encoding": d.encoding,
                "content": d.content,
                "metadata": json.dumps(dict(d.metadata)),
                "fetched_at": d.fetched_at,
                "timezone": d.timezone,
                "run_id": run_id,
                "stored_at": now,
            }
            for d in documents
        ],
        SCHEMA,
    )


def with_pages(documents: Sequence[Document]) -> list[Document]:
    """Documents with the further pages that stand among them; those whose first page is not there are left out."""
    further: dict[str, list[Document]] = {}
    for document in documents:
        if first := document.metadata.get(PAGE_OF):
            further.setdefault(first, []).append(document)
    if not further:
        return list(documents)
    return [
        replace(document, further=tuple(further.get(document.document_id, ())))
        for document in documents
        if PAGE_OF not in document.metadata
    ]


def from_arrow(rows: pa.Table | pa.RecordBatch) -> list[Document]:
    """The documents of some rows, each for itself."""

    def document(row: dict[str, Any]) -> Document:
        return Document(
            document_id=row["document_id"],
            article_id=row["article_id"],
            source_id=row["source_id"],
            origin=row["origin"],
            media_type=row["media_type"],
            encoding=row["encoding"],
            content=row["content"],
            metadata=json.loads(row["metadata"]),
            fetched_at=row["fetched_at"],
            timezone=row["timezone"],
        )

    return [document(row) for row in rows.to_pylist()]
