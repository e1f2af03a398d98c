"""The reference tables: the gazetteers of `config/` and the types of events of all topics, stored again whenever they have changed."""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from config.gazetteers import gazetteers
from config.loader import Model
from transforms.events.topics import topics
from warehouse.batches import arrow_table
from warehouse.migrations import get_meta, set_meta, transaction
from warehouse.schema import Table
from warehouse.tables import TABLES

Rows = list[dict[str, object]]


class Reference(NamedTuple):
    """The rows of a table as the gazetteers have them, and a digest of their content."""

    rows: Rows
    digest: str


def load_references(con: duckdb.DuckDBPyConnection, own_topics: Path | None = None) -> tuple[str, ...]:
    """Replace the reference tables whose content differs from what is stored; their names."""
    changed = []
    for name, (rows, digest) in references(own_topics).items():
        if get_meta(con, f"reference:{name}") != digest:
            with transaction(con):
                _replace(con, TABLES[name], arrow_table(TABLES[name], rows))
                set_meta(con, f"reference:{name}", digest)
            changed.append(name)
    return tuple(changed)


@cache
def references(own_topics: Path | None = None) -> dict[str, Reference]:
    """What the reference tables should hold, by name of the table; `own_topics` is the folder of the user's own."""
    tables = gazetteers()
    wanted: dict[str, Rows] = {
        "places": _rows(TABLES["places"], tables.places),
        "laws": _rows(TABLES["laws"], tables.laws),
        "elections": [
            row | {"voting_date": date.fromisoformat(str(row["voting_date"]))}
            for row in _rows(TABLES["elections"], tables.elections)
        ],
        "organizations": _rows(TABLES["organizations"], tables.organizations),
        "event_types": [
            {"topic": topic.id, "topic_name": topic.name, "event_type": event.type} | row
            for topic in topics(own_topics)
            for event, row in zip(topic.events, _rows(TABLES["event_types"], topic.events), strict=True)
        ],
    }
    return {
        name: Reference(rows, hashlib.sha256(repr(rows).encode()).hexdigest())
        for name, rows in wanted.items()
    }


def _replace(con: duckdb.DuckDBPyConnection, table: Table, batch: pa.Table) -> None:
    con.register("batch", batch)
    # Beside the bodies of the gazetteer, organizations holds the local ones that articles name.
    key = table.key[0]
    only = "" if table.group == "reference" else f" WHERE {key} IN (SELECT {key} FROM batch)"
    con.execute(f"DELETE FROM {table.name}{only}")
    con.execute(f"INSERT INTO {table.name} SELECT * FROM batch")
    con.unregister("batch")


def _rows(table: Table, models: Iterable[Model]) -> Rows:
    return [{n: getattr(model, n) for n in table.column_names if hasattr(model, n)} for model in models]
