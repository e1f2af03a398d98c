"""`warta sql` on a terminal: questions one after another, with history and completion of names.

Every question goes through the same door as one on the command line. Lines are edited by `readline` of the
standard library; where that is missing, the shell works without history and completion.
"""

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from warehouse import door

PROMPT, MORE = "warta> ", "   ... "
HISTORY_LINES = 2000
NAMES = (
    "SELECT table_schema, table_name, column_name FROM information_schema.columns "
    "WHERE table_schema IN ('main', 'report') ORDER BY ALL"
)
WORDS = [
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP",
    "BY",
    "ORDER",
    "LIMIT",
    "JOIN",
    "LEFT",
    "USING",
    "ON",
    "AND",
    "OR",
    "NOT",
    "NULL",
    "IS",
    "IN",
    "LIKE",
    "ILIKE",
    "BETWEEN",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "AS",
    "DISTINCT",
    "HAVING",
    "UNION",
    "ALL",
    "WITH",
    "DESC",
    "ASC",
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "DESCRIBE",
    "SUMMARIZE",
    "EXPLAIN",
]
HELP = """End a query with ; (it may take several lines). Tab completes names of tables and columns.
.tables           tables and report views
.columns TABLE    the columns of one, with what they mean
.format FORM      table, csv or json
.help             this
.quit             leave (or Ctrl-D)
"""
Reader = Callable[[str], str]


class Shell:
    """Reads questions until told to stop, and writes the answers."""

    def __init__(self, warehouse: Path, limits: door.Limits, write: Callable[[str], object]) -> None:
        self.warehouse, self.limits, self.write = warehouse, limits, write
        self.form = "table"
        self.names = self._names()

    def run(self, read: Reader) -> None:
        """Ask with `read(prompt)` until it raises EOFError; a query that fails is told and forgotten."""
        self.write(f"{self.warehouse}: {len(self.tables())} tables and views. .help tells more.\n")
        lines: list[str] = []
        while True:
            try:
                lines.append(read(MORE if lines else PROMPT))
            except KeyboardInterrupt:
                self.write("\n")
                lines = []
                continue
            except EOFError:
                self.write("\n")
                return
            text = "\n".join(lines).strip()
            if text in (".quit", ".exit", "quit", "exit"):
                return
            if not text or text.startswith(".") or text.endswith(";"):
                lines = []
                self._answer(text)

    def tables(self) -> list[str]:
        """Names of tables, and of views with their schema."""
        return sorted(self.names)

    def complete(self, text: str, before: str) -> list[str]:
        """What a word that begins with `text` may become, `before` being what stands on the line before it.

        Behind `table.` or an alias of a table on the line, its columns; else tables, columns and words of SQL.
        """
        owner, dot, start = text.rpartition(".")
        if dot and owner != "report":
            columns = self.names.get(self._table_of(owner, before), ())
            return [f"{owner}.{column}" for column in columns if column.startswith(start)]
        columns = sorted({column for of_table in self.names.values() for column in of_table})
        found = [name for name in (*self.tables(), *columns) if name.startswith(text)]
        words = [word for word in WORDS if text and word.lower().startswith(text.lower())]
        return list(dict.fromkeys(found + words))

    def _table_of(self, owner: str, before: str) -> str:
        if owner in self.names:
            return owner
        alias = re.search(rf"([\w.]+)\s+(?:as\s+)?{re.escape(owner)}\b", before, re.IGNORECASE)
        return alias[1] if alias else ""

    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for row in door.query(self.warehouse, NAMES, limits=self.limits).rows():
            schema = "" if row["table_schema"] == "main" else f"{row['table_schema']}."
            names.setdefault(schema + row["table_name"], []).append(row["column_name"])
        return names

    def _answer(self, text: str) -> None:
        try:
            if text.startswith("."):
                self._command(*text.rstrip(";").split())
            elif text.strip("; \n"):
                self.write(door.answer(self.warehouse, text, form=self.form, limits=self.limits))
        except door.QueryError as error:
            self.write(f"{error}\n")
        except KeyboardInterrupt:
            self.write("Stopped.\n")

    def _command(self, name: str, *arguments: str) -> None:
        if name == ".tables":
            self.write("\n".join(self.tables()) + "\n")
        elif name == ".columns" and len(arguments) == 1 and arguments[0] in self.names:
            schema, table = f"main.{arguments[0]}".split(".")[-2:]
            query = (
                "SELECT column_name, data_type, comment FROM duckdb_columns() "
                f"WHERE schema_name = '{schema}' AND table_name = '{table}' ORDER BY column_index"
            )
            self.write(door.answer(self.warehouse, query, limits=replace(self.limits, rows_shown=500)))
        elif name == ".format" and arguments in (("table",), ("csv",), ("json",)):
            self.form = arguments[0]
        else:
            self.write(HELP)


def converse(warehouse: Path, limits: door.Limits, history: Path) -> None:
    """Run the shell on this terminal; `history` keeps its lines for the next time."""
    shell = Shell(warehouse, limits, _say)
    try:
        import readline
    except ImportError:
        shell.run(input)
        return
    history.parent.mkdir(parents=True, exist_ok=True)
    if history.exists():
        readline.read_history_file(history)
    readline.set_history_length(HISTORY_LINES)
    readline.set_completer_delims(" \t\n,()=<>;'\"+*/")
    readline.parse_and_bind("tab: complete")
    readline.set_completer(_completer(shell.complete, readline.get_line_buffer))
    try:
        shell.run(input)
    finally:
        history.touch(mode=0o600)
        readline.write_history_file(history)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _completer(
    complete: Callable[[str, str], Iterable[str]], line: Callable[[], str]
) -> Callable[[str, int], str | None]:
    found: list[str] = []

    def step(text: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete(text, line())
        return found[state] if state < len(found) else None

    return step
