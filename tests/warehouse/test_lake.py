"""What only a lake does; that it stores as a file does is proved by the tests that use the fixture `home`."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import ConfigError
from tests.warehouse import homes
from tests.warehouse.rows import NOW, STAMP, batch
from tests.warehouse.test_door import ATTACKS, QUESTIONS, behind_the_door, filled
from warehouse import loading
from warehouse.backup import backup, restore
from warehouse.doctor import examine
from warehouse.door import query
from warehouse.door_child import RefusedError
from warehouse.errors import WarehouseError, told_plainly
from warehouse.lake import Lake, NoLakeError, extensions_missing
from warehouse.migrations import transaction
from warehouse.published import open_published, published
from warehouse.storage_lake import LakeStorage
from warehouse.store import open_writer

MORE_ATTACKS = (
    "SELECT * FROM '{tables}/main/articles/*.parquet'",
    "SELECT * FROM read_parquet('{tables}/**/*.parquet')",
    "SELECT * FROM read_blob('{home}/warta.toml')",
    "SELECT * FROM __ducklake_metadata_warehouse.ducklake_snapshot",
    "SELECT * FROM __ducklake_metadata_warehouse.main.ducklake_data_file",
    "SELECT * FROM ducklake_snapshots('warehouse')",
    "SELECT * FROM warehouse.snapshots()",
    "SELECT * FROM ducklake_list_files('warehouse', 'articles')",
    "SELECT * FROM postgres_query('__ducklake_metadata_warehouse', 'DROP TABLE ducklake_snapshot')",
    "SELECT * FROM sqlite_query('__ducklake_metadata_warehouse', 'SELECT 1')",
    "SELECT * FROM sqlite_scan('{home}/lake/catalog.sqlite', 'ducklake_snapshot')",
    "SELECT * FROM newest.main.articles",
    "CALL ducklake_expire_snapshots('warehouse', older_than => now())",
    "CALL warehouse.set_option('data_path', '/tmp')",
)


@pytest.fixture(scope="module")
def lake_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with two published articles and a third one that is not published."""
    homes.needs_lake()
    home = homes.be_a_lake(tmp_path_factory.mktemp("lake"))
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        writer.publish()
        writer.load(batch("a3"), stamp=STAMP, now=NOW)
    return home


def articles(home: Path) -> list[str]:
    with open_published(published(home)) as con:
        return [row[0] for row in con.execute("SELECT article_id FROM articles ORDER BY 1").fetchall()]


def test_readers_see_what_was_published_and_not_what_is_loaded(lake_home: Path) -> None:
    assert articles(lake_home) == ["a1", "a2"]


def test_a_lake_answers_at_the_door_as_a_file_does(lake_home: Path) -> None:
    path = published(lake_home)
    with behind_the_door(path) as ask:
        for question in QUESTIONS:
            rows = ask(question["sql"])
            assert rows == question["rows"] if "rows" in question else len(rows) >= question["some"], question
    assert query(path, "SELECT count(*) AS n FROM articles").rows() == [{"n": 2}]


def test_a_lake_refuses_at_the_door_what_a_file_does_and_its_catalog(lake_home: Path) -> None:
    path = published(lake_home)
    others = [sql for group in ATTACKS.values() for sql in group["sql"]]
    with behind_the_door(path) as ask:
        for sql in (*MORE_ATTACKS, *others):
            given = filled(sql, lake_home, path).replace("{tables}", f"{lake_home}/lake/tables")
            with pytest.raises(RefusedError):
                pytest.fail(f"{given} was answered: {ask(given.replace('{home}', str(lake_home)))}")
    assert articles(lake_home) == ["a1", "a2"]


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_home_grows_into_a_lake_with_all_it_has(file_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    homes.needs_lake()
    with open_writer(file_home) as writer:
        writer.load(batch("a1"), stamp=STAMP, raw_file="month=2024-09/a.parquet", now=NOW)
        writer.publish()
    homes.be_a_lake(file_home)
    with monkeypatch.context() as killed:
        killed.setattr(LakeStorage, "_take_over", _dies)
        with pytest.raises(KeyboardInterrupt), open_writer(file_home):
            pass
    assert articles(file_home) == ["a1"]
    with open_writer(file_home) as writer:
        assert writer.ledger.loaded_files() == {"month=2024-09/a.parquet"}
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        assert [result for result in writer.check() if result.rows] == []
        assert articles(file_home) == ["a1"]
        writer.publish()
    assert articles(file_home) == ["a1", "a2"]
    assert not (file_home / "warehouse.duckdb").exists()


def test_a_home_with_a_lake_can_be_moved(lake_home: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(lake_home, tmp_path / "moved"))
    with open_writer(moved) as writer:
        writer.load(batch("a4"), stamp=STAMP, now=NOW)
        writer.publish()
    assert articles(moved) == ["a1", "a2", "a3", "a4"]
    assert articles(lake_home) == ["a1", "a2"]


def test_a_lake_is_looked_over(lake_home: Path, tmp_path: Path) -> None:
    found = {finding.subject: finding for finding in examine(lake_home)}
    assert (found["schema"].status, found["tables"].status) == ("ok", "ok")
    assert found["live"].status == "ok"  # the third article came with no run of its own
    broken = Path(shutil.copytree(lake_home, tmp_path / "broken"))
    (broken / "lake" / "catalog.sqlite").write_bytes(b"no catalog")
    Lake.of(broken, "", "").write(broken / "warehouse.lake")  # the copied one names the other lake's catalog
    assert {finding.subject for finding in examine(broken) if finding.status == "error"} == {
        "live",
        "published",
    }


def test_a_backup_of_a_lake_can_be_restored_as_a_file_and_as_a_lake(lake_home: Path, tmp_path: Path) -> None:
    backup(lake_home, tmp_path / "a.tar.zst", wait=0)
    homes_made = {name: tmp_path / name for name in ("file", "lake")}
    for name, home in homes_made.items():
        restore(tmp_path / "a.tar.zst", home)
        if name == "file":
            (home / "warta.toml").unlink()
        assert articles(home) == ["a1", "a2"]
        backup(home, tmp_path / "again.tar.zst", wait=0)
        with open_writer(home, wait=0) as writer:
            assert [result for result in writer.check() if result.rows] == []
            writer.load(batch("a5"), stamp=STAMP, now=NOW)
            writer.publish()
        assert articles(home) == ["a1", "a2", "a5"]
        assert (home / "warehouse.lake").exists() == (name == "lake")


@pytest.mark.slow
def test_a_commit_waits_for_who_reads_the_catalog(lake_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(lake_home, tmp_path / "home"))
    holds = (
        "import sqlite3, sys, time; con = sqlite3.connect(sys.argv[1], isolation_level=None); con.execute('BEGIN'); "
        "con.execute('SELECT * FROM ducklake_snapshot').fetchall(); print('reading', flush=True); time.sleep(7)"
    )
    with open_writer(home, wait=0) as writer:
        command = [sys.executable, "-c", holds, str(home / "lake" / "catalog.sqlite")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "reading\n"
            writer.load(batch("a5"), stamp=STAMP, now=NOW)
        writer.publish()
    assert articles(home) == ["a1", "a2", "a3", "a5"]


def test_of_two_machines_that_load_at_a_time_one_is_told_to_run_again(
    tmp_path: Path, postgres: homes.Server
) -> None:
    homes.needs_lake()
    home = homes.be_a_lake(tmp_path / "home", postgres.catalog(postgres.database()))
    with open_writer(home):
        pass
    with homes.tables_of(home) as one, homes.tables_of(home) as other:
        with pytest.raises(WarehouseError, match="Another machine"), told_plainly(home), transaction(one):
            for con in (one, other):  # the other one commits at once
                loading._record_load(con, STAMP, None, NOW, number=1, articles=0, rows=0)
        assert other.execute("SELECT count(*) FROM loads").fetchall() == [(1,)]


def test_where_the_extensions_are_missing_a_lake_says_what_to_install(tmp_path: Path) -> None:
    if extensions_missing() is None:
        pytest.skip("they are installed here")
    with (
        pytest.raises(NoLakeError, match=r"pip install 'warta\[lake\]'"),
        open_writer(homes.be_a_lake(tmp_path)),
    ):
        pass


@pytest.mark.parametrize(
    ("catalog", "why"),
    [
        ("mysql:host=db", "sqlite:PATH"),
        ("postgres:host=db password=x", "password"),
        ("sqlite:", "sqlite:PATH"),
    ],
)
def test_a_catalog_that_cannot_be_is_refused(catalog: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=why):
        Lake(catalog=catalog, tables=str(tmp_path))


def test_a_catalog_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    homes.needs_lake()
    home = homes.be_a_lake(tmp_path, f"postgres:host={tmp_path} dbname=none")
    with pytest.raises(WarehouseError, match=r"catalog .* can be reached"), open_writer(home):
        pass


def test_a_file_that_tells_of_no_lake_is_named(tmp_path: Path) -> None:
    for text in ("", "[]", json.dumps({"catalog": "sqlite:a"})):
        (tmp_path / "warehouse.lake").write_text(text)
        with pytest.raises(WarehouseError, match="does not tell where a lake is"):
            Lake.read(tmp_path / "warehouse.lake")
