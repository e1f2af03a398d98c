"""What README and guide show is true: their queries run, and README's output is the real one."""

import re
import shlex
from pathlib import Path

import pytest

from flows.cli import main
from warehouse import door

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^    (SELECT .*?)(?=^\S|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
SHOWN = re.findall(r"^    \$ warta (sql .*?)\n(.*?)(?=^\S|^    \$|\Z)", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_of_the_guide_runs(samples_home: Path, query: str) -> None:
    assert door.query(samples_home / "warehouse.duckdb", query).rows()


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
