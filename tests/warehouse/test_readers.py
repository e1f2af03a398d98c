"""Readers that never stop, while the writer loads and publishes: `pytest tests/warehouse/test_readers.py --loads 50 -s`.

`-s` prints how often they looked.
"""

import sys
from pathlib import Path

import pytest

from tests.warehouse.reading import readers
from tests.warehouse.rows import NOW, STAMP, batch
from warehouse.store import open_writer
from warehouse.tables import tables_of


def test_readers_in_three_processes_see_whole_loads_only_and_no_error(
    home: Path, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    loads = request.config.getoption("--loads")
    tables = [table.name for table in (*tables_of("article"), *tables_of("event"))]
    misfits = " + ".join(f"((SELECT count(*) FROM {name}) <> loaded)::INT" for name in tables)
    query = f"SELECT loaded, {misfits} FROM (SELECT coalesce(sum(articles), 0) AS loaded FROM loads)"
    with open_writer(home) as writer:
        writer.load(batch("a0"), stamp=STAMP, now=NOW)
        writer.publish()
    with readers(home, tmp_path, query) as told, open_writer(home) as writer:
        for number in range(1, loads + 1):
            writer.load(batch(f"a{number}"), stamp=STAMP, now=NOW)
            writer.publish()
    for seen in told:
        assert seen[-1] == loads + 1
        assert len(set(seen)) > 1
    looks = [len(seen) for seen in told]
    sys.stdout.write(
        f"{kind}: {sum(looks)} looks of {len(looks)} readers during {loads} loads, none with an error\n"
    )
