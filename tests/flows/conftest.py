from collections.abc import Iterator

import pytest

from tests.flows.prefect_server import PrefectServer, prefect_server


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """One Prefect server for all tests that need one."""
    with prefect_server(tmp_path_factory.mktemp("prefect")) as running:
        yield running
