import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from warehouse.doctor import examine
from warehouse.findings import Finding
from warehouse.store import open_writer


@pytest.fixture
def well(samples_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(samples_home, tmp_path / "home"))


def findings(home: Path, **options: object) -> dict[str, Finding]:
    return {finding.subject: finding for finding in examine(home, **options)}  # type: ignore[arg-type]


def bad(home: Path, **options: object) -> dict[str, str]:
    return {name: f.status for name, f in findings(home, **options).items() if f.status != "ok"}


def raw_file(home: Path) -> Path:
    return sorted((home / "lake").rglob("*.parquet"))[0]


def test_a_home_that_is_well(well: Path) -> None:
    before = sorted(path for path in well.rglob("*"))
    found = findings(well)
    assert {finding.status for finding in found.values()} == {"ok"}
    assert set(found) == {
        "versions", "disk", "lock", "left-overs", "ledger", "live", "clock", "schema", "tables", "raw store",
    }  # fmt: skip
    assert "19 documents" in found["raw store"].detail
    assert sorted(path for path in well.rglob("*")) == before


def test_before_the_first_run(tmp_path: Path) -> None:
    assert findings(tmp_path / "home")["warehouse"].advice == "warta run PATH"
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("column", ["content", "metadata", "origin"])
def test_a_byte_that_changed_in_the_raw_store_is_found(well: Path, column: str) -> None:
    content = bytearray(raw_file(well).read_bytes())
    with pq.ParquetFile(raw_file(well)) as file:
        group = file.metadata.row_group(0)
        (chunk,) = [c for n in range(group.num_columns) if (c := group.column(n)).path_in_schema == column]
        end = (chunk.dictionary_page_offset or chunk.data_page_offset) + chunk.total_compressed_size
    content[end - 2] ^= 0xFF
    raw_file(well).write_bytes(content)
    assert bad(well) == {"raw store": "error"}
    assert bad(well, quick=True) == {}


def test_a_raw_file_that_is_gone_is_found(well: Path) -> None:
    raw_file(well).unlink()
    assert bad(well)["ledger"] == "error"


def test_what_a_killed_run_left_is_a_warning(well: Path) -> None:
    (raw_file(well).parent / ".x.parquet.tmp").write_bytes(b"PAR1")
    (well / ".warehouse.duckdb.1.tmp").write_bytes(b"half a copy")
    shutil.copy(raw_file(well), raw_file(well).with_name("20990101T000000.000000Z-x-00001.parquet"))
    now = datetime(2099, 1, 2, tzinfo=UTC)
    assert bad(well, now=now, quick=True) == {"left-overs": "warning", "ledger": "warning"}


def test_what_readers_do_not_see_yet_is_a_warning(well: Path) -> None:
    with open_writer(well) as writer:
        writer.ledger.start_run("later", "pipeline", "manual", datetime.now(UTC), "rules")
    found = findings(well, quick=True)["live"]
    assert found.status == "warning"
    assert "later, is running" in found.detail


def test_another_writer_is_named_and_not_disturbed(well: Path) -> None:
    with open_writer(well) as writer:
        assert "writes since" in findings(well, quick=True)["lock"].detail
        assert "live" not in findings(well, quick=True)
        writer.publish()


def test_a_clock_behind_the_store_is_an_error(well: Path) -> None:
    assert bad(well, now=datetime.now(UTC) - timedelta(days=400), quick=True) == {"clock": "error"}


def test_tables_that_break_a_rule_and_files_that_are_damaged(well: Path) -> None:
    with duckdb.connect(str(well / "warehouse.duckdb")) as con:
        con.execute("DELETE FROM articles")
    assert bad(well)["tables"] == "error"
    (well / "warehouse.duckdb").write_bytes(b"no database")
    assert bad(well)["published"] == "error"


def test_a_warehouse_of_a_newer_release_is_an_error(well: Path) -> None:
    with duckdb.connect(str(well / "warehouse.duckdb")) as con:
        con.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    assert bad(well, quick=True)["schema"] == "error"
