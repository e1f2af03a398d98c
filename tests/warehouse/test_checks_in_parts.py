"""Checks look at a few loads at a time, so that what they hold does not grow with a run."""

from pathlib import Path

import pytest

from tests.warehouse.homes import tables_of
from tests.warehouse.rows import NOW, STAMP, batch
from warehouse import checks
from warehouse.store import open_writer


@pytest.mark.parametrize("at_a_time", [1, 2, 1_000])
@pytest.mark.parametrize("run_id", [STAMP.run_id, None])
def test_what_breaks_a_rule_is_found_once_however_many_loads_are_looked_at_together(
    at_a_time: int, run_id: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "AT_A_TIME", at_a_time)
    with open_writer(tmp_path) as writer:
        for number in range(5):
            writer.load(batch(f"a{number}"), stamp=STAMP, now=NOW)
    with tables_of(tmp_path) as con:
        assert not any(result.failed for result in checks.run_checks(con, run_id))
        con.execute("INSERT INTO mentions SELECT * FROM mentions WHERE article_id = 'a3'")  # of a late load
        con.execute("INSERT INTO sources SELECT * FROM sources")  # of no load
        found = {result.name: result.rows for result in checks.run_checks(con, run_id) if result.failed}
        doubled = con.execute("SELECT count(*) FROM mentions WHERE article_id = 'a3'").fetchall()[0][0] // 2
        sources = con.execute("SELECT count(DISTINCT source_id) FROM sources").fetchall()[0][0]
    assert doubled and sources
    assert found["no_doubles"] == doubled + sources
