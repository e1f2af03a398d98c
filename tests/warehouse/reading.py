"""Readers that never stop while something is written, each a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
READERS = 3
_READS = """
import json, sys, time
from pathlib import Path
from warehouse.published import open_published, published

home, stop, query, pause = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])
print("ready", flush=True)
seen, last = [], False
while not last:
    last = stop.exists()
    with open_published(published(home)) as con:
        loaded, wrong = con.execute(query).fetchall()[0]
        assert con.execute(query).fetchall()[0] == (loaded, wrong), "a reader's tables changed under it"
    assert not wrong, f"{wrong} rows do not fit the {loaded} that were loaded"
    assert not seen or loaded >= seen[-1], f"from {seen[-1]} back to {loaded}"
    seen.append(int(loaded))
    if not last:
        time.sleep(pause)
print(json.dumps(seen))
"""


@contextmanager
def readers(home: Path, folder: Path, query: str, pause: float = 0) -> Iterator[list[list[int]]]:
    """Ask a published warehouse from three processes, again and again, until the block ends.

    Args:
        home: whose warehouse.
        folder: where the sign to stop is set up.
        query: gives one row: what is loaded, which must never go back, and how much does not fit it.
        pause: seconds between two questions.

    Yields:
        A list that afterwards holds, for each reader, what it saw loaded, look by look.
    """
    stop = folder / "stop"
    told: list[list[int]] = []
    children = [
        subprocess.Popen(
            [sys.executable, "-c", _READS, str(home), str(stop), query, str(pause)],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for _ in range(READERS)
    ]  # fmt: skip
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        yield told
    finally:
        stop.touch()
        answers = [child.communicate() for child in children]
    for child, (_, errors) in zip(children, answers, strict=True):
        assert child.returncode == 0, errors
    told += [json.loads(seen) for seen, _ in answers]
