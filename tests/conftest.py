from pathlib import Path

import pytest

from flows import steps
from flows.job import plan_job


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=6, help="how often runs are killed in tests/flows/test_kill.py"
    )


@pytest.fixture(scope="session")
def samples_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the main job has run over the sample articles."""
    home = tmp_path_factory.mktemp("samples")
    steps.run(plan_job(home, started="samples", source_ids=("samples",)))
    return home
