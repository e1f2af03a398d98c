"""Tables of cases beside the tests: one case a line, its cells apart by "|"; `#` opens a remark or a heading."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet


def table(name: str, cells: int) -> list[ParameterSet]:
    """The cases of a table: so many cells each, the last of which is the text and names the case."""
    found = []
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            case = [cell.strip() for cell in line.split("|", cells - 1)]
            found.append(pytest.param(*case, id=case[-1]))
    return found
