from pathlib import Path

import pytest

from flows import steps
from flows.job import plan_job


@pytest.fixture(scope="session")
def samples_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the main job has run over the sample articles."""
    home = tmp_path_factory.mktemp("samples")
    steps.run(plan_job(home, started="samples", source_ids=("samples",)))
    return home
