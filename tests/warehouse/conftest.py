import shutil
from pathlib import Path

import pytest

from tests.warehouse.rows import NOW, STAMP, batch
from warehouse.store import open_writer


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an empty warehouse, to be copied: making one takes a third of a second."""
    home = tmp_path_factory.mktemp("empty")
    with open_writer(home):
        pass
    return home


@pytest.fixture
def home(empty_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with an empty warehouse."""
    return Path(shutil.copytree(empty_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse with two articles; not to be changed."""
    with open_writer(tmp_path_factory.mktemp("published")) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        return writer.publish()
