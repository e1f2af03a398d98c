import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from flows import steps
from flows.job import plan_job
from tests.warehouse import homes
from tests.warehouse.homes import EMBEDDED, LAKE_ON_A_SERVER, Server, be_a_lake, needs_lake, postgres_server
from warehouse.store import open_writer

TOLD = "told"
"""The property of a test (`record_property`) that is printed at the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=6, help="how often runs are killed in tests/flows/test_kill.py"
    )
    parser.addoption(
        "--loads",
        type=int,
        default=4,
        help="how often readers are read past in tests/warehouse/test_readers.py",
    )
    parser.addoption(
        "--slow",
        action="store_true",
        help="also run what takes minutes: outages, PostgreSQL, workers, the long soak",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; run it with --slow"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == TOLD:
                terminalreporter.write_line(str(text))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; tests that need one are skipped where it cannot run."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session", params=homes.KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """What kind of home a test runs on; those that use it run on each."""
    if request.param != EMBEDDED:
        needs_lake()
    return str(request.param)


@pytest.fixture(scope="session")
def empty_home_of(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], tuple[Path, str]]:
    """Gives a home of a kind with an empty warehouse, to be copied, and the database of its catalog."""

    @cache
    def make(kind: str) -> tuple[Path, str]:
        home = tmp_path_factory.mktemp(f"empty-{kind}")
        database = ""
        if kind == LAKE_ON_A_SERVER:
            server: Server = request.getfixturevalue("postgres")
            database = server.database()
            be_a_lake(home, server.catalog(database))
        elif kind != EMBEDDED:
            be_a_lake(home)
        with open_writer(home):
            pass
        return home, database

    return make


@pytest.fixture(scope="session")
def bare_home(kind: str, request: pytest.FixtureRequest) -> Callable[[Path], Path]:
    """Makes a home at a path that has its settings and nothing else."""

    def make(path: Path) -> Path:
        if kind == LAKE_ON_A_SERVER:
            server: Server = request.getfixturevalue("postgres")
            return be_a_lake(path, server.catalog(server.database()))
        if kind != EMBEDDED:
            return be_a_lake(path)
        path.mkdir(parents=True, exist_ok=True)
        return path

    return make


@pytest.fixture
def new_home(
    kind: str, empty_home_of: Callable[[str], tuple[Path, str]], request: pytest.FixtureRequest
) -> Callable[[Path], Path]:
    """Makes a home with an empty warehouse at a path: a copy, for making one takes up to two seconds."""

    def make(path: Path) -> Path:
        empty, database = empty_home_of(kind)
        home = Path(shutil.copytree(empty, path))
        if database:
            server: Server = request.getfixturevalue("postgres")
            be_a_lake(home, server.catalog(server.database(template=database)))
        return home

    return make


@pytest.fixture(scope="session")
def samples_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the main job has run over the sample articles."""
    home = tmp_path_factory.mktemp("samples")
    steps.run(plan_job(home, started="samples", source_ids=("samples",)))
    return home
