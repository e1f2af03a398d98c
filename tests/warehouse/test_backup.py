import io
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import IO, cast

import pytest
import zstandard

from flows import steps
from flows.job import plan_job
from tests.flows.killing import article, content
from warehouse.backup import BackupError, BackupUsageError, backup, restore, verify
from warehouse.doctor import examine
from warehouse.store import WarehouseLockedError, open_writer


@pytest.fixture(scope="module")
def archive(samples_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "warta.tar.zst"
    backup(samples_home, path)
    return path


def test_a_restored_home_has_everything_and_works(samples_home: Path, archive: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    found = restore(archive, home)
    assert found.raw_files == len(list((samples_home / "lake").rglob("*.parquet")))
    assert content(home) == content(samples_home)
    assert {finding.status for finding in examine(home)} == {"ok"}
    (tmp_path / "a.txt").write_text(article(4))
    again = steps.run(plan_job(home, started="b", paths=(tmp_path / "a.txt",)))
    assert (again.articles_loaded, again.duplicates) == (1, 0)
    known = steps.run(plan_job(home, started="c", source_ids=("samples",)))
    assert (known.articles_loaded, known.duplicates) == (0, 19)


def test_what_was_read_and_not_loaded_is_saved_too(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "a.txt"
    path.write_text(article(4))
    job = plan_job(home, started="a", paths=(path,))
    with pytest.raises(KeyboardInterrupt), steps.running(job):
        steps.ingest(job)
        raise KeyboardInterrupt
    (home / "warta.toml").write_text("batch_size = 7\n")
    backup(home, tmp_path / "b.tar.zst")
    restore(tmp_path / "b.tar.zst", tmp_path / "new")
    assert (tmp_path / "new" / "warta.toml").read_text() == "batch_size = 7\n"
    path.write_text("Pendek.")
    outcome = steps.run(plan_job(tmp_path / "new", started="b", paths=(path,)))
    assert outcome.articles_loaded == 1


@pytest.mark.parametrize("fault", ["altered", "cut", "cut short", "no archive"])
def test_a_damaged_archive_is_refused_and_leaves_nothing(archive: Path, tmp_path: Path, fault: str) -> None:
    whole = archive.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "altered": whole[:middle]
        + bytes(byte ^ 0x5A for byte in whole[middle : middle + 64])
        + whole[middle + 64 :],
        "cut": whole[: len(whole) // 2],
        "cut short": whole[:-10],
        "no archive": b"years of work",
    }[fault]
    (tmp_path / "x.tar.zst").write_bytes(damaged)
    with pytest.raises(BackupError, match=r"damaged|cut off"):
        restore(tmp_path / "x.tar.zst", tmp_path / "home")
    assert [path.name for path in tmp_path.iterdir()] == ["x.tar.zst"]


@pytest.mark.parametrize("name", ["../evil", "/evil", "lake/documents/../../../evil", "state/live.duckdb"])
def test_an_archive_cannot_write_elsewhere(tmp_path: Path, name: str) -> None:
    with (
        zstandard.open(tmp_path / "x.tar.zst", "wb") as packed,
        tarfile.open(fileobj=cast(IO[bytes], packed), mode="w|") as tar,
    ):
        for member, text in ((name, b"x"), ("MANIFEST.json", json.dumps({"warta_backup": 1}).encode())):
            info = tarfile.TarInfo(member)
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text))
    with pytest.raises(BackupError, match="no backup of warta does"):
        restore(tmp_path / "x.tar.zst", tmp_path / "home")
    assert [path.name for path in tmp_path.iterdir()] == ["x.tar.zst"]


def test_a_home_that_holds_something_is_never_overwritten(archive: Path, samples_home: Path) -> None:
    before = content(samples_home)
    with pytest.raises(BackupUsageError, match="not empty"):
        restore(archive, samples_home)
    assert content(samples_home) == before


def test_wishes_that_cannot_be_met(samples_home: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupUsageError, match=r"\.tar\.zst"):
        backup(samples_home, tmp_path / "x.zip")
    with pytest.raises(BackupUsageError, match="nothing to save"):
        backup(tmp_path / "none", tmp_path / "x.tar.zst")
    with pytest.raises(BackupUsageError, match="no such file"):
        restore(tmp_path / "x.tar.zst", tmp_path / "home")
    with pytest.raises(BackupUsageError, match="inside"):
        backup(samples_home, samples_home / "lake" / "x.tar.zst")


def test_an_earlier_archive_stays_where_a_new_one_fails(archive: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(archive, tmp_path / "x.tar.zst"))
    with open_writer(tmp_path / "busy") as writer:
        writer.publish()
    busy = _in_another_process(tmp_path / "busy")
    try:
        with pytest.raises(WarehouseLockedError):
            backup(tmp_path / "busy", path, wait=0)
    finally:
        busy.kill()
        busy.communicate()
    assert verify(path).files > 1


def _in_another_process(home: Path) -> "subprocess.Popen[bytes]":
    script = "import sys, time; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire(); print(1, flush=True); time.sleep(60)"
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(home / "state" / "writer.lock")], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.readline()
    return child
