from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.desk import Desk
from tests.flows.prefect_server import PrefectServer, prefect_server
from tests.flows.rude_server import RudeServer
from warehouse.store import open_writer


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """One Prefect server for all tests that need one."""
    with prefect_server(tmp_path_factory.mktemp("prefect")) as running:
        yield running


@pytest.fixture
def server() -> Iterator[RudeServer]:
    """A web server that can misbehave."""
    with RudeServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: RudeServer) -> Iterator[Desk]:
    """A home with one source at the server."""
    made = Desk(tmp_path / "home", server)
    with open_writer(made.home):  # held, for opening one takes a third of a second
        yield made
