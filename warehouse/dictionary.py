"""The data dictionary, as Markdown and as one HTML page that needs nothing else.

`python -m warehouse.dictionary` writes `docs/data-dictionary.md` and `docs/data-dictionary.html` from the
declarations of the tables and the comments of the views.
"""

from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import duckdb

from warehouse.migrations import migrate
from warehouse.schema import Column, Group, Table
from warehouse.sqlfiles import SqlFile, select, sql_files
from warehouse.tables import tables_of

TARGET = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
PAGE = TARGET.with_suffix(".html")

INTRODUCTION = (
    "Written by `python -m warehouse.dictionary` from the declarations in `warehouse/tables*.py`; do not edit it.",
    (
        "All tables stand in the schema `main`, the reporting views in the schema `report`. Character offsets count "
        "Unicode code points of `articles.text`, start inclusive, end exclusive. Where a row has a `text` (or `mention`) "
        "and a span, the two agree: `substr(articles.text, start_char + 1, end_char - start_char) = text`. A null says "
        "that the article leaves the value open. Timestamps are points in time (TIMESTAMPTZ); dates are days as the "
        "article says them."
    ),
)
GROUPS: Mapping[Group, str] = MappingProxyType(
    {
        "article": "Articles and what they say",
        "event": "Events across articles",
        "entity": "Sources, persons and bodies",
        "reference": "References",
        "ledger": "Ledgers",
    }
)
VIEWS = "Reporting views"
HEAD = ("column", "type", "null", "meaning", "example")


class Entry(NamedTuple):
    """A table or view: its name, what is said of it, a query of it, and the cells of its columns."""

    name: str
    sentences: tuple[str, ...]
    example: str
    rows: tuple[tuple[str, ...], ...]


def entries() -> dict[str, list[Entry]]:
    """Everything that the dictionary tells, by section."""
    found = {title: [_of_table(table) for table in tables_of(group)] for group, title in GROUPS.items()}
    with duckdb.connect() as con:
        migrate(con)
        found[VIEWS] = [_of_view(con, view) for view in sql_files("views")]
    return found


def markdown(sections: Mapping[str, list[Entry]]) -> str:
    """The dictionary as Markdown."""
    parts = ["# Data dictionary", *INTRODUCTION]
    for title, tables in sections.items():
        parts.append(f"## {title}")
        for entry in tables:
            head = HEAD if len(entry.rows[0]) == len(HEAD) else HEAD[:2]
            lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
            lines += [f"| {' | '.join(_cell(*pair) for pair in enumerate(row))} |" for row in entry.rows]
            parts += [f"### `{entry.name}`", *entry.sentences]
            parts += [f"    {entry.example}"] if entry.example else []
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def page(sections: Mapping[str, list[Entry]]) -> str:
    """The dictionary as one HTML page: it can be searched, and loads nothing from anywhere."""
    body, contents = [], []
    for title, tables in sections.items():
        contents.append(f"<h2>{escape(title)}</h2><ul>{''.join(_link(entry) for entry in tables)}</ul>")
        body.append(f"<h2>{escape(title)}</h2>")
        body += [_section(entry) for entry in tables]
    template = (files("warehouse") / "dictionary.html").read_text(encoding="utf-8")
    introduction = "".join(f"<p>{_marked(text)}</p>" for text in INTRODUCTION[1:])
    for name, text in (("introduction", introduction), ("contents", contents), ("body", body)):
        template = template.replace(f"<!-- {name} -->", text if isinstance(text, str) else "\n".join(text))
    return template


def _of_table(table: Table) -> Entry:
    sentences = [table.comment]
    if table.key:
        sentences.append("One row for each " + ", ".join(f"`{name}`" for name in table.key) + ".")
    if table.record:
        added = [f"`{name}`" for name in table.added]
        also = f"; {', '.join(added)} {'are' if len(added) > 1 else 'is'} added at load" if added else ""
        module = table.record.__module__.replace(".", "/")
        sentences.append(f"Made from the record `{table.record.__name__}` of `{module}.py`{also}.")
    return Entry(table.name, tuple(sentences), "", tuple(_of_column(column) for column in table.columns))


def _of_column(column: Column) -> tuple[str, ...]:
    return (
        column.name,
        column.type,
        "yes" if column.nullable else "no",
        column.comment,
        column.example,
    )


def _of_view(con: duckdb.DuckDBPyConnection, view: SqlFile) -> Entry:
    name = f"report.{view.name}"
    columns = select(con, f"DESCRIBE {name}")
    rows = (
        (row["column_name"], row["column_type"].replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"))
        for row in columns
    )
    return Entry(name, (view.comment,), view.example, tuple(rows))


def _cell(place: int, text: str) -> str:
    return f"`{text}`" if place == 0 else text.replace("|", "\\|")


def _link(entry: Entry) -> str:
    return f'<li><a href="#{entry.name}">{entry.name}</a></li>'


def _section(entry: Entry) -> str:
    head = HEAD if len(entry.rows[0]) == len(HEAD) else HEAD[:2]
    told = "".join(f"<p>{_marked(sentence)}</p>" for sentence in entry.sentences)
    query = f"<pre>{escape(entry.example)}</pre>" if entry.example else ""
    columns = "".join(f"<th>{name}</th>" for name in head)
    rows = "\n".join(f"<tr>{''.join(_html_cells(row))}</tr>" for row in entry.rows)
    return (
        f'<section id="{entry.name}"><h3>{entry.name}</h3>{told}{query}'
        f"<table><thead><tr>{columns}</tr></thead>\n<tbody>{rows}</tbody></table></section>"
    )


def _html_cells(row: tuple[str, ...]) -> Iterator[str]:
    yield f"<th scope=row><code>{escape(row[0])}</code></th>"
    yield from (f"<td>{escape(text)}</td>" for text in row[1:])


def _marked(text: str) -> str:
    """Escaped, with what stands between backticks as code."""
    parts = escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))


if __name__ == "__main__":
    told = entries()
    TARGET.write_text(markdown(told), encoding="utf-8")
    PAGE.write_text(page(told), encoding="utf-8")
