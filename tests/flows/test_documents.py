"""What README and guide show is true: their queries run, and README's output is the real one."""

import re
import shlex
from pathlib import Path

import pytest

from flows.cli import main
from warehouse import door
from warehouse.sqlfiles import SqlFile, sql_files

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
QUESTIONS = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
QUERY = re.compile(r"^    (SELECT\b.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
QUERIES = [*QUERY.findall(GUIDE), *QUERY.findall(QUESTIONS)]
SHOWN = re.findall(r"^    \$ warta (sql .*?)\n(.*?)(?=^\S|^    \$|\Z)", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_of_the_guide_runs(samples_home: Path, query: str) -> None:
    assert door.query(samples_home / "warehouse.duckdb", query).rows()


def test_ten_questions_have_a_query_each() -> None:
    sections = re.split(r"^## ", QUESTIONS, flags=re.MULTILINE)[1:]
    assert [int(section.split(".")[0]) for section in sections] == list(range(1, 11))
    assert all(len(QUERY.findall(section)) == 1 for section in sections)


@pytest.mark.parametrize("view", sql_files("views"), ids=lambda view: view.name)
def test_the_example_of_each_view_finds_something(samples_home: Path, view: SqlFile) -> None:
    assert f"FROM report.{view.name}" in view.example
    assert door.query(samples_home / "warehouse.duckdb", view.example).rows()


def test_readme_shows_a_query() -> None:
    assert SHOWN


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_readme_shows_the_real_output(
    samples_home: Path, capsys: pytest.CaptureFixture[str], command: str, output: str
) -> None:
    with pytest.raises(SystemExit) as done:
        main([*shlex.split(command), "--home", str(samples_home)])
    assert not done.value.code
    shown = [line.removeprefix("    ").rstrip() for line in output.rstrip().splitlines()]
    assert capsys.readouterr().out.rstrip().splitlines() == shown
