"""The ten worked questions: queries of `warehouse/sql/worked` with their titles in both languages, and their page in docs."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from warehouse.report.language import Language
from warehouse.sqlfiles import sql_files

HEAD = """# Ten questions and their queries

Each can be pasted into `warta sql "…"`, into its shell, into the SQL page of `warta explore`, or into any tool that opens
`warehouse.duckdb`; a test runs every one of them. [The dictionary](data-dictionary.md) tells the columns.
"""


class Question(NamedTuple):
    """A question: the key of its title among the texts, its query, and the note in lines."""

    key: str
    sql: str
    note: tuple[str, ...]


@cache
def questions() -> tuple[Question, ...]:
    """The questions in their order."""
    return tuple(_question(file.name, file.text) for file in sql_files("worked"))


def markdown() -> str:
    """`docs/questions.md`."""
    language = Language("en")
    parts = [HEAD]
    for number, question in enumerate(questions(), 1):
        query = "".join(f"    {line}\n" for line in question.sql.splitlines())
        title = f"## {number}. {language.text(f'worked.{question.key}')}\n"
        parts.append(title + "".join(f"{line}\n" for line in question.note) + f"\n{query}")
    return "\n".join(parts)


def _question(name: str, text: str) -> Question:
    lines = text.splitlines()
    note = [line for line in lines if line.startswith("--")]
    return Question(
        name.partition("_")[2],
        "\n".join(lines[len(note) :]),
        tuple(line.removeprefix("--").strip() for line in note),
    )


if __name__ == "__main__":
    Path("docs/questions.md").write_text(markdown(), encoding="utf-8")
