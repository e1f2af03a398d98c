"""What follows from a batch: topics and versions of its articles, local bodies, the ledger's rows of its documents."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from config.gazetteers import gazetteers
from transforms.records import Document
from warehouse.batches import Row, arrow_table
from warehouse.lookups import StoredArticle
from warehouse.tables import TABLES


def derived_rows(
    batches: Mapping[str, pa.Table], stored: Mapping[str, StoredArticle], defaults: Mapping[str, object]
) -> dict[str, pa.Table]:
    """What follows from the batch itself: topics and versions of articles, local bodies."""
    derived = {}
    if "articles" in batches:
        derived["articles"] = _with_topics_and_version(
            batches["articles"], batches.get("article_topics"), stored
        )
    if "article_organizations" in batches:
        named = batches["article_organizations"]
        known = pc.is_in(named["organization_id"], value_set=_known_organizations())
        local = {row["organization_id"]: row for row in named.filter(pc.invert(known)).to_pylist()}
        if local:
            rows = [_organization_row(row) for row in local.values()]
            made = arrow_table(TABLES["organizations"], rows, defaults)
            given_ones = [batches["organizations"]] if "organizations" in batches else []
            derived["organizations"] = pa.concat_tables([*given_ones, made])
    return derived


def _with_topics_and_version(
    articles: pa.Table, decisions: pa.Table | None, stored: Mapping[str, StoredArticle]
) -> pa.Table:
    topics: dict[str, list[str]] = {}
    if decisions is not None:
        relevant = decisions.filter(decisions["is_relevant"])
        for article_id, topic in zip(
            relevant["article_id"].to_pylist(), relevant["topic"].to_pylist(), strict=True
        ):
            topics.setdefault(article_id, []).append(topic)
    ids, document_ids = articles["article_id"].to_pylist(), articles["document_id"].to_pylist()
    versions = [
        _version(stored.get(key), document_id) for key, document_id in zip(ids, document_ids, strict=True)
    ]
    for name, values in (("topics", [topics.get(key, []) for key in ids]), ("version", versions)):
        field = articles.schema.field(name)
        place = articles.schema.get_field_index(name)
        articles = articles.set_column(place, field, pa.array(values, field.type))
    return articles


def _version(stored: StoredArticle | None, document_id: str) -> int:
    return stored.version + (stored.document_id != document_id) if stored else 1


def ledger_rows(documents: Sequence[Row] | pa.Table) -> Sequence[Row] | pa.Table:
    """The ledger's rows of documents, with their further pages."""
    if isinstance(documents, pa.Table):
        return documents
    return [
        _document_row(page) if isinstance(page, Document) else page
        for row in documents
        for page in ((row, *row.further) if isinstance(row, Document) else (row,))
    ]


def _document_row(document: Document) -> dict[str, object]:
    return {
        "document_id": document.document_id,
        "article_id": document.article_id,
        "source_id": document.source_id,
        "origin": document.origin,
        "url": document.metadata.get("url"),
        "media_type": document.media_type,
        "encoding": document.encoding,
        "byte_count": len(document.content),
        "fetched_at": document.fetched_at,
    }


@cache
def _known_organizations() -> pa.Array:
    return pa.array([body.organization_id for body in gazetteers().organizations], pa.string())


def _organization_row(row: Mapping[str, Any]) -> dict[str, object]:
    parent = row["organization_id"].partition(":")[0]
    known = pc.is_in(pa.scalar(parent), value_set=_known_organizations()).as_py()
    names = ("organization_id", "name", "acronym", "kind", "level", "place_code")
    return {name: row[name] for name in names} | {"parent_id": parent if known else None}
