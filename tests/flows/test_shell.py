"""The SQL shell: in memory, and on a real terminal."""

import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.cli import main
from flows.shell import Shell
from tests.flows import killing
from warehouse.door import Limits


@pytest.fixture(scope="module")
def shell(samples_home: Path) -> Shell:
    return Shell(samples_home / "warehouse.duckdb", Limits(), lambda text: None)


def typed(shell: Shell, *lines: str | BaseException) -> str:
    said: list[str] = []
    shell.write = said.append
    left = [*lines, EOFError()]

    def read(prompt: str) -> str:
        line = left.pop(0)
        if isinstance(line, BaseException):
            raise line
        return line

    shell.run(read)
    return "".join(said)


def test_a_query_may_take_several_lines_and_ends_with_a_semicolon(shell: Shell) -> None:
    assert "(1 row)" in typed(shell, "SELECT count(*)", "FROM articles", ";")


def test_an_error_is_told_and_the_next_query_is_answered(shell: Shell) -> None:
    said = typed(shell, "SELECT * FROM nothing;", "DELETE FROM articles;", "SELECT 42 AS answer;")
    assert "nothing does not exist" in said
    assert "Only SELECT and EXPLAIN" in said
    assert "42" in said


def test_a_line_that_is_given_up_is_forgotten(shell: Shell) -> None:
    assert "42" in typed(shell, "SELECT nonsense", KeyboardInterrupt(), "SELECT 42;")


def test_commands_of_the_shell(shell: Shell) -> None:
    assert "report.officials" in typed(shell, ".tables")
    assert "Headline." in typed(shell, ".columns articles")
    assert "position" in typed(shell, ".columns report.officials")
    assert '"x": 1' in typed(shell, ".format json", "SELECT 1 AS x;", ".format table")
    assert ".tables" in typed(shell, ".nothing") == typed(shell, ".help")
    assert typed(shell, ".quit", "SELECT 42;") == typed(shell)[:-1]


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("law_c", "SELECT * FROM law_c", ["law_citations"]),
        ("report.off", "FROM report.off", ["report.officials"]),
        ("quotes.spea", "SELECT quotes.spea", ["quotes.speaker", "quotes.speaker_reason", "quotes.speaker_text"]),
        ("q.cu", "FROM quotes AS q WHERE q.cu", ["q.cue"]),
        ("o.pos", "FROM report.officials o WHERE o.pos", ["o.position"]),
        ("sel", "sel", ["SELECT"]),
        ("x.y", "SELECT x.y", []),
    ],
)  # fmt: skip
def test_names_are_completed(shell: Shell, text: str, before: str, expected: list[str]) -> None:
    assert shell.complete(text, before) == expected


def test_a_terminal_gives_a_shell_with_completion_and_history(samples_home: Path, tmp_path: Path) -> None:
    home = killing.copy_home(samples_home, tmp_path / "home")
    _converse(home, "SELECT count(*) AS laws_cited FROM law_c\t;\n", r"laws_cited\s+-+\s+\d+")
    assert "law_citations" in (home / "state" / "sql_history").read_text()
    _converse(home, "\x1b[A\n", r"laws_cited\s+-+\s+\d+")  # arrow up: the last query again


def _converse(home: Path, text: str, expected: str) -> None:
    """Type on a pseudo-terminal until the expected answer stands there, then leave."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "flows", "sql", "--home", str(home)],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=killing.ROOT,
        env={**os.environ, "TERM": "xterm", "INPUTRC": "/dev/null"},
    ) as child:  # fmt: skip
        os.close(theirs)
        said = _read(ours, "", lambda said: "warta> " in said)
        os.write(ours, text.encode())
        said = _read(ours, "", lambda said: re.search(expected, said) is not None)
        os.write(ours, b".quit\n")
        _read(ours, said, lambda said: child.poll() is not None)
        assert child.wait(10) == 0, said
    os.close(ours)


def _read(terminal: int, said: str, is_enough: Callable[[str], bool]) -> str:
    end = time.monotonic() + 30
    while not is_enough(said):
        assert time.monotonic() < end, said
        try:
            os.set_blocking(terminal, False)
            said += os.read(terminal, 4096).decode(errors="replace")
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:  # the other end is closed
            break
    return said


def test_queries_from_a_file_and_answers_to_a_file(
    samples_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def sql(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as done:
            main(["sql", *arguments, "--home", str(samples_home)])
        said = capsys.readouterr()
        return int(str(done.value.code)), said.out + said.err

    query = tmp_path / "query.sql"
    query.write_text("SELECT article_id, topics\nFROM articles -- all\n")
    assert sql("--file", str(query), "--format", "csv")[1].startswith("article_id,topics\n")
    target = tmp_path / "answer.parquet"
    assert sql("--file", str(query), "--format", "parquet", "-o", str(target))[0] == 0
    assert pq.read_table(target).num_rows == 18
    assert sql("SELECT 1 AS x", "--format", "json", "-o", str(tmp_path / "a.json"))[0] == 0
    assert (tmp_path / "a.json").read_text() == '[\n {\n  "x": 1\n }\n]\n'
    assert "--output" in sql("SELECT 1", "--format", "parquet")[1]
    assert sql("SELECT 1", "--file", str(query))[0] == 2
    status, said = sql(
        "SELECT * FROM range(200000)", "--format", "parquet", "-o", str(tmp_path / "b.parquet")
    )
    assert (status, "100,000 rows" in said) == (2, True)
    assert "cut off" in sql("SELECT * FROM range(200000)", "--format", "csv")[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "answer.parquet", "query.sql"]
