"""One writer at a time: its lock, its death, and readers beside it."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.warehouse.rows import NOW, STAMP, batch
from tests.warehouse.stored import content, count
from warehouse import storage_file
from warehouse.published import open_published
from warehouse.storage_file import COPIED_AT_ONCE, _copy_into_place
from warehouse.store import WarehouseLockedError, open_writer

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("size", [0, 3 * 4096, COPIED_AT_ONCE + 3 * 4096, COPIED_AT_ONCE + 77])
def test_the_copy_for_readers_has_every_byte_whatever_the_length(size: int, tmp_path: Path) -> None:
    live, copy = tmp_path / "live", tmp_path / "copy"
    live.write_bytes(random.Random(size).randbytes(size))
    copy.write_bytes(b"the one before")
    _copy_into_place(live, copy)
    assert copy.read_bytes() == live.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "live"]


def test_a_copy_that_took_long_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "live").write_bytes(bytes(4096))
    monkeypatch.setattr(storage_file, "SLOW", -1.0)
    monkeypatch.setattr(storage_file, "SHARE_BLOCKS", 0)  # as where the file system cannot do that
    with caplog.at_level("INFO", "warta.publish"):
        _copy_into_place(tmp_path / "live", tmp_path / "copy")
    assert "XFS or Btrfs" in caplog.text


@pytest.fixture
def xfs(tmp_path: Path) -> Iterator[Path]:
    """A file system whose files can share blocks."""
    if os.geteuid() != 0 or not shutil.which("mkfs.xfs"):
        pytest.skip("making a file system takes root and mkfs.xfs")
    image, folder = tmp_path / "image", tmp_path / "xfs"
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(512 * 1024 * 1024)
    subprocess.run(["mkfs.xfs", "-q", image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, folder], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_where_files_can_share_blocks_publishing_copies_none(xfs: Path) -> None:
    live, published = xfs / "live", xfs / "published"
    live.write_bytes(b"old" + bytes(64 * 1024 * 1024))
    os.sync()
    free = shutil.disk_usage(xfs).free
    _copy_into_place(live, published)
    with published.open("rb") as reader:
        with live.open("r+b") as file:
            file.write(b"new")
        _copy_into_place(live, published)
        assert reader.read(3) == b"old"  # who has the old one open keeps it
    assert published.read_bytes() == live.read_bytes()
    assert free - shutil.disk_usage(xfs).free < 1024 * 1024


def in_a_child(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, str(home)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )


DIES_BEFORE_COMMIT = """
import os, sys
from pathlib import Path
from tests.warehouse.rows import STAMP, NOW, batch
from warehouse import loading
from warehouse.store import open_writer

loading._record_load = lambda *a, **k: os._exit(9)
with open_writer(Path(sys.argv[1])) as writer:
    writer.load(batch("a1", document_id="doc-later") | {"quotes": []}, stamp=STAMP, now=NOW)
"""


def test_a_process_that_dies_while_it_loads_leaves_the_old_rows(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        before = content(writer)
    assert in_a_child(DIES_BEFORE_COMMIT, home).returncode == 9
    with open_writer(home, wait=0) as writer:
        assert content(writer) == before


READS = """
import sys
from pathlib import Path
from warehouse.published import open_published, published
with open_published(published(Path(sys.argv[1]))) as con:
    print(con.execute("SELECT count(*) FROM articles").fetchall()[0][0])
"""
LOCKS = """
import sys
from pathlib import Path
from warehouse.store import WarehouseLockedError, open_writer
try:
    with open_writer(Path(sys.argv[1]), wait=0):
        print("opened")
except WarehouseLockedError as error:
    print(error)
"""


def test_others_read_the_published_file_while_a_writer_is_at_work(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.publish()
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        assert in_a_child(READS, home).stdout.strip() == "1"
        writer.publish()
        assert in_a_child(READS, home).stdout.strip() == "2"


def test_a_reader_keeps_its_file_when_a_new_one_is_published(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        published = writer.publish()
        with open_published(published) as reader:
            writer.load(batch("a2"), stamp=STAMP, now=NOW)
            writer.publish()
            assert reader.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]


def test_a_second_writer_is_told_who_writes(home: Path) -> None:
    with open_writer(home):
        said = in_a_child(LOCKS, home).stdout
    assert f"process {os.getpid()}" in said
    assert "opened" in in_a_child(LOCKS, home).stdout


def test_the_lock_of_a_killed_writer_does_not_stay(home: Path) -> None:
    in_a_child("import os, sys; from pathlib import Path; from warehouse.store import open_writer\n"
               "with open_writer(Path(sys.argv[1])): os._exit(9)", home)  # fmt: skip
    with open_writer(home, wait=0) as writer:
        assert count(writer, "articles") == 0


def test_inside_a_block_the_same_writer_is_given_again(home: Path) -> None:
    with open_writer(home) as outer:
        with open_writer(home, wait=0) as inner:
            assert inner is outer
        outer.load(batch(), stamp=STAMP, now=NOW)
    with open_writer(home) as later:
        assert later is not outer
        assert count(later, "articles") == 1


def test_the_published_warehouse_is_taken_up_where_the_live_file_is_gone(file_home: Path) -> None:
    home = file_home
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW)
        writer.publish()
    (home / "state" / "live.duckdb").unlink()
    with open_writer(home) as writer:
        assert count(writer, "articles") == 1


def test_waiting_for_a_lock_ends(home: Path) -> None:
    with (
        FileLock(home / "state" / "writer.lock"),
        pytest.raises(WarehouseLockedError, match="another process"),
        open_writer(home, wait=0.1),
    ):
        pass


def test_the_writers_database_is_held_to_the_memory_of_the_settings(home: Path) -> None:
    with (home / "warta.toml").open("a", encoding="utf-8") as file:
        file.write(
            "memory_mb = 256\n"
            if home.joinpath("warta.toml").stat().st_size
            else "[warehouse]\nmemory_mb = 256\n"
        )
    with open_writer(home) as writer:
        held = writer.query(
            "SELECT current_setting('memory_limit') AS memory, current_setting('threads') AS n"
        )
    assert held[0]["memory"] == "244.1 MiB"
    assert 1 <= int(held[0]["n"]) <= 2
