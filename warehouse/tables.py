"""All tables of the warehouse by name, in the order of the contract."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from warehouse.schema import Column, Group, Table, required
from warehouse.tables_articles import ARTICLE_TABLES
from warehouse.tables_events import ENTITY_TABLES, EVENT_TABLES, REFERENCE_TABLES
from warehouse.tables_furniture import FURNITURE_TABLES
from warehouse.tables_ingest import INGEST_TABLES
from warehouse.tables_ledger import LEDGER_TABLES
from warehouse.tables_statements import STATEMENT_TABLES

LOAD_NUMBER = required(
    "load_number",
    "BIGINT",
    "The load that wrote the row, in loads; later loads have greater numbers. All rows of an article, as all of an "
    "event, have one.",
    "417",
)


NUMBERED: Mapping[str, str] = MappingProxyType(
    {
        "articles": "article_id",
        "article_signatures": "article_id",
        "article_bands": "article_id",
        "article_persons": "person_id",
        "events": "event_id",
        "persons": "person_id",
        "documents": "document_id",
    }
)
"""Tables that are searched as a whole, each with the ids that are asked for."""


def _key_number(ids: str) -> Column:
    return required(
        "key_number",
        "BIGINT",
        f"The CRC-32 of `{ids}`, by which rows are looked up: a column of numbers is read several times as fast.",
        "3735928559",
    )


def _numbered(table: Table) -> Table:
    """A table with the numbers by which its rows are found, for ids are hashes: they lie anywhere and take long to read."""
    numbers = [LOAD_NUMBER] if table.group in ("article", "event") else []
    if ids := NUMBERED.get(table.name):
        numbers.append(_key_number(ids))
    return replace(
        table,
        numbered=ids,
        columns=(*table.columns, *numbers),
        added=(*table.added, *(column.name for column in numbers)),
    )


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: _numbered(table)
        for group in (
            ARTICLE_TABLES,
            STATEMENT_TABLES,
            EVENT_TABLES,
            ENTITY_TABLES,
            REFERENCE_TABLES,
            LEDGER_TABLES,
            INGEST_TABLES,
            FURNITURE_TABLES,
        )
        for table in group
    }
)

EXTRACTION_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "removed_blocks": "removed_blocks",
        "mentions": "mentions",
        "dates": "dates",
        "places": "article_places",
        "persons": "article_persons",
        "organizations": "article_organizations",
        "elections": "article_elections",
        "law_citations": "law_citations",
        "sanctions": "sanctions",
        "figures": "figures",
        "quotes": "quotes",
        "topics": "article_topics",
        "event_reports": "event_reports",
        "report_actors": "report_actors",
    }
)
"""The table of each field of `transforms.records.Extraction` (its `article` goes to `articles`)."""


def tables_of(group: Group) -> tuple[Table, ...]:
    """The tables of one group."""
    return tuple(table for table in TABLES.values() if table.group == group)
