import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.warehouse.homes import EMBEDDED
from tests.warehouse.rows import NOW, STAMP, batch
from warehouse.store import open_writer


@pytest.fixture
def home(new_home: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A home of one's own with an empty warehouse."""
    return new_home(tmp_path / "home")


@pytest.fixture
def file_home(empty_home_of: Callable[[str], tuple[Path, str]], tmp_path: Path) -> Path:
    """As `home`, and always one whose warehouse is a DuckDB file."""
    return Path(shutil.copytree(empty_home_of(EMBEDDED)[0], tmp_path / "file-home"))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published DuckDB file with two articles; not to be changed."""
    with open_writer(tmp_path_factory.mktemp("published")) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        return writer.publish()
