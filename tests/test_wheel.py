"""The wheel carries all it needs: it runs the samples from a place that is not the checkout."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_runs_the_samples_outside_the_checkout(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("config", "transforms", "warehouse", "flows"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(build, check=True, capture_output=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("warta-*.whl")
    place = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(place)], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--source", "samples", "--home", str(tmp_path / "home"), "--json"],
        cwd=tmp_path, env={"PYTHONPATH": str(place), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["articles_loaded"] > 12
    assert outcome["documents_in"] == outcome["articles_loaded"] + outcome["duplicates"] + outcome["rejected"]
    where = subprocess.run(
        [sys.executable, "-c", "import config, flows; print(config.__file__, flows.__file__)"],
        cwd=tmp_path, env={"PYTHONPATH": str(place)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.count(str(place)) == 2
