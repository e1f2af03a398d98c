"""The data dictionary, `docs/data-dictionary.md`: written from the declarations by `python -m warehouse.dictionary`."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import duckdb

from warehouse.migrations import migrate
from warehouse.schema import Group
from warehouse.sqlfiles import SqlFile, select, sql_files
from warehouse.tables import tables_of

TARGET = Path(__file__).parent.parent / "docs" / "data-dictionary.md"

INTRODUCTION = """# Data dictionary

Written by `python -m warehouse.dictionary` from the declarations in `warehouse/tables*.py`; do not edit it.

All tables stand in the schema `main` of `warehouse.duckdb`. Character offsets count Unicode code points of
`articles.text`, start inclusive, end exclusive. Where a row has a `text` (or `mention`) and a span, the two
agree: `substr(articles.text, start_char + 1, end_char - start_char) = text`. A null says that the article
leaves the value open. Timestamps are points in time (TIMESTAMPTZ); dates are days as the article says them.
"""

GROUPS: Mapping[Group, str] = MappingProxyType(
    {
        "article": "Articles and what they say",
        "event": "Events across articles",
        "entity": "Sources, persons and bodies",
        "reference": "References",
        "ledger": "Ledgers",
    }
)


def data_dictionary() -> str:
    """The whole dictionary as Markdown."""
    parts = [INTRODUCTION]
    for group, title in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [table.markdown for table in tables_of(group)]
    parts.append("## Reporting views\n\nThey stand in the schema `report`.\n")
    with duckdb.connect() as con:
        migrate(con)
        parts += [_view(con, view) for view in sql_files("views")]
    return "\n".join(parts)


def _view(con: duckdb.DuckDBPyConnection, view: SqlFile) -> str:
    columns = select(con, f"DESCRIBE report.{view.name}")
    listed = ", ".join(f"`{column['column_name']}` {column['column_type']}" for column in columns)
    types = listed.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
    return f"### `report.{view.name}`\n\n{view.comment}\n\nColumns: {types}.\n"


if __name__ == "__main__":
    TARGET.write_text(data_dictionary(), encoding="utf-8")
