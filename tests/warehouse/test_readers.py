"""Readers that never stop, while the writer loads and publishes: `pytest tests/warehouse/test_readers.py --loads 50`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.rows import NOW, STAMP, batch
from warehouse.store import open_writer
from warehouse.tables import tables_of

ROOT = Path(__file__).parents[2]
READERS = 3
READS = """
import json, sys
from pathlib import Path
from warehouse.published import open_published, published

home, stop, names = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split()
counts = ", ".join(f"(SELECT count(*) FROM {name})" for name in names)
query = f"SELECT (SELECT coalesce(sum(articles), 0) FROM loads), {counts}"
print("ready", flush=True)
seen, last = [], False
while not last:
    last = stop.exists()
    with open_published(published(home)) as con:
        first = con.execute(query).fetchall()[0]
        assert con.execute(query).fetchall()[0] == first, "a reader's tables changed under it"
    assert set(first[1:]) == {first[0]}, f"half a load: {first}"
    assert not seen or first[0] >= seen[-1], f"from {seen[-1]} back to {first[0]}"
    seen.append(int(first[0]))
print(json.dumps(seen))
"""


def test_readers_in_three_processes_see_whole_loads_only_and_no_error(
    home: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    loads = request.config.getoption("--loads")
    names = [table.name for table in (*tables_of("article"), *tables_of("event"))]
    stop = tmp_path / "stop"
    with open_writer(home) as writer:
        writer.load(batch("a0"), stamp=STAMP, now=NOW)
        writer.publish()
    children = [
        subprocess.Popen(
            [sys.executable, "-c", READS, str(home), str(stop), " ".join(names)],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for _ in range(READERS)
    ]  # fmt: skip
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        with open_writer(home) as writer:
            for number in range(1, loads + 1):
                writer.load(batch(f"a{number}"), stamp=STAMP, now=NOW)
                writer.publish()
    finally:
        stop.touch()
        answers = [child.communicate() for child in children]
    for child, (_, errors) in zip(children, answers, strict=True):
        assert child.returncode == 0, errors
    for seen, _ in answers:
        assert json.loads(seen)[-1] == loads + 1
        assert len(set(json.loads(seen))) > 1
