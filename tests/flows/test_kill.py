"""Exactly once, proved: the real command is killed at random and at chosen instants, and run again.

In the ordinary run six times; `pytest tests/flows/test_kill.py --kills 60` goes on for longer, in cases of six
kills, prints what they hit, and fills small disks. `-n 2` shares the cases out.
"""

import os
import random
import resource
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import steps
from flows.job import plan_job
from tests.flows import killing
from tests.flows.killing import Moment, content, finish, kill_at, raw_ids, runs, write_inbox
from tests.warehouse.homes import EMBEDDED, LAKE, LAKE_ON_A_SERVER
from warehouse.store import CheckResult, Writer, open_writer

ORDINARY = 6
CHOSEN: tuple[Moment, ...] = (
    killing.storing,
    killing.loading,
    killing.publishing,
    killing.stored,
)
"""Beside random instants: half a raw file, half of the raw files, a transaction, half a copy for readers."""

CHOSEN_OF_A_LAKE = (killing.storing, killing.loading, killing.handing_over, killing.stored)
"""Its publishing is over before it could be seen from outside: the log tells when it is near."""

SOON, MEANWHILE = 0.02, 1.0
"""Seconds after a chosen moment until the kill, at most; checking and publishing take longer than a file or a copy."""

SMALL_DISKS = {
    EMBEDDED: (6_000, 10_000, 15_000, 18_000, 20_000, 22_000),
    LAKE: (300, 700, 1_000, 1_500, 2_000, 3_000, 4_000),
    LAKE_ON_A_SERVER: (50, 100, 200, 400, 600, 800, 1_000),
}
"""Kilobytes: too small for the first raw file, the tables, their copy, and just about enough."""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_inbox(tmp_path_factory.mktemp("kill") / "inbox")


@pytest.fixture(scope="module")
def settings(inbox: Path) -> Path:
    path = inbox.parent / "settings.toml"
    path.write_text(f"batch_size = {killing.BATCH}\nprocesses = 1\n")
    return path


@pytest.fixture(scope="module")
def undisturbed(
    inbox: Path, settings: Path, kind: str, bare_home: Callable[[Path], Path]
) -> tuple[Path, float]:
    """A home whose one run nobody killed, and how long it took."""
    home = bare_home(inbox.parent / f"undisturbed-{kind}")
    began = time.monotonic()
    done = finish("run", inbox, "--home", home, "--config", settings)
    assert done.returncode == 3, done.stderr
    assert len(list((home / "lake" / "documents").glob("month=*/*.parquet"))) == killing.FILES
    return home, time.monotonic() - began


def assert_same_rows(home: Path, other: Path) -> None:
    """All but the ledger of loads, for which another division into batches is another number."""
    assert content(home) | {"loads": ""} == content(other) | {"loads": ""}
    assert len(raw_ids(home)) == len(set(raw_ids(home)))


def assert_as_undisturbed(home: Path, other: Path) -> None:
    assert content(home) == content(other)
    assert len(raw_ids(home)) == len(set(raw_ids(home)))
    ended = runs(home)
    assert ended[-1][0] == "completed"
    assert {status for status, *_ in ended} <= {"completed", "crashed"}
    for status, documents_in, loaded, known, rejected in ended:
        if status == "completed":
            assert documents_in == (loaded or 0) + (known or 0) + (rejected or 0)
    assert not list(home.rglob("*.tmp"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--kills")
        metafunc.parametrize("case", range(-(-wanted // ORDINARY)))


def test_a_run_killed_at_any_instant_and_started_again_loads_everything_once(
    tmp_path: Path,
    inbox: Path,
    settings: Path,
    undisturbed: tuple[Path, float],
    kind: str,
    case: int,
    bare_home: Callable[[Path], Path],
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    whole, seconds = undisturbed
    is_ordinary = request.config.getoption("--kills") <= ORDINARY
    moments = CHOSEN if kind == EMBEDDED else CHOSEN_OF_A_LAKE
    hits: Counter[str] = Counter()
    pick = random.Random(case)
    number = 0
    tries = case * ORDINARY
    while hits.total() < ORDINARY:
        home, number = bare_home(tmp_path / str(number)), number + 1
        command = ("run", inbox, "--home", home, "--config", settings)
        times = ORDINARY if is_ordinary else pick.randint(2, ORDINARY)
        for _ in range(min(times, ORDINARY - hits.total())):
            chosen, tries = tries % 2 == 0, tries + 1
            moment = moments[tries // 2 % len(moments)] if chosen else killing.started
            longest = seconds * 0.6 if not chosen else MEANWHILE if moment is killing.handing_over else SOON
            killed = kill_at(moment, pick.uniform(0, longest), home, *command)
            if killed.killed:
                hits[f"{killed.stage}, {moment.__name__ if chosen else 'at random'}"] += 1
        done = finish(*command)
        assert done.returncode == 3, done.stderr
        assert_as_undisturbed(home, whole)
    if not is_ordinary:
        record_property(
            "told", f"{kind}, case {case}: {hits.total()} kills over {number} homes: {dict(hits)}"
        )


def test_a_killed_run_is_called_crashed_by_the_next(tmp_path: Path, inbox: Path, settings: Path) -> None:
    job = plan_job(tmp_path, started="a", paths=(inbox / "000.txt",), settings_file=settings)
    with open_writer(tmp_path) as writer:
        writer.ledger.start_run(job.run_id, "pipeline", "manual", datetime.now(UTC), "rules")
    steps.run(plan_job(tmp_path, started="b", paths=(inbox / "000.txt",), settings_file=settings))
    assert [status for status, *_ in runs(tmp_path)] == ["crashed", "completed"]


def test_a_run_whose_checks_fail_is_not_completed_and_not_published(
    tmp_path: Path, inbox: Path, bare_home: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_home(tmp_path)
    steps.run(plan_job(tmp_path, started="a", paths=(inbox / "000.txt",)))
    good = content(tmp_path)
    broken = CheckResult("spans", "error", "Spans quote their text.", 1, ({},))
    with monkeypatch.context() as patched:
        patched.setattr(Writer, "check", lambda *_: (broken,))
        with pytest.raises(steps.ChecksFailedError, match="Spans quote"):
            steps.run(plan_job(tmp_path, started="b", paths=(inbox / "001.txt",)))
    assert content(tmp_path) == good
    steps.run(plan_job(tmp_path, started="c", paths=(inbox / "001.txt",)))
    assert runs(tmp_path) == [
        ("completed", 1, 1, 0, 0),
        ("failed", None, None, None, None),
        ("completed", 1, 0, 1, 0),
    ]
    assert content(tmp_path)["articles"].startswith("2 rows")


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path, inbox: Path) -> None:
    pool = tmp_path / "pool.toml"
    pool.write_text("batch_size = 4\nprocesses = 2\npool_from = 1\n")
    home = tmp_path / "home"
    with subprocess.Popen(
        killing.command("run", inbox, "--home", home, "--config", pool),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=killing.ROOT, env=killing.environment(),
    ) as child:  # fmt: skip
        while child.poll() is None and not (workers := _children(child.pid)):
            time.sleep(0.005)
        time.sleep(0.3)
        workers = _children(child.pid)
        child.kill()
    assert workers
    end = time.monotonic() + 10
    while (left := [pid for pid in workers if Path(f"/proc/{pid}").exists()]) and time.monotonic() < end:
        time.sleep(0.02)
    assert not left


def _children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def test_a_full_disk_ends_a_run_plainly_and_the_next_one_finishes_the_work(
    tmp_path: Path, inbox: Path, settings: Path, undisturbed: tuple[Path, float], kind: str
) -> None:
    """A limit on the size of files stands for the disk: writing beyond it fails in the same places."""
    if kind != EMBEDDED:
        pytest.skip("no file of a lake grows as a warehouse in one file does; its disk is really full below")
    steps.run(plan_job(tmp_path, started="a", paths=(inbox / "000.txt",), settings_file=settings))
    published = tmp_path / "warehouse.duckdb"
    good, size = published.read_bytes(), published.stat().st_size
    command = ("run", inbox, "--home", tmp_path, "--config", settings)
    for limit in (2_000, 100_000, size):  # too small for a raw file, for a transaction, for the tables
        done = _limited(limit, *command)
        assert done.returncode == 1, done.stderr
        said = " ".join(done.stderr.split())
        assert f"warta: The disk of {tmp_path} is full" in said
        assert "Traceback" not in said
        assert published.read_bytes() == good
        assert content(tmp_path)["articles"].startswith("1 rows")
    done = finish(*command)
    assert done.returncode == 3, done.stderr
    assert_same_rows(tmp_path, undisturbed[0])


def _limited(limit: int, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        killing.command(*arguments), capture_output=True, text=True, cwd=killing.ROOT, check=False,
        env=killing.environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_disk_that_is_really_full(
    tmp_path: Path,
    inbox: Path,
    settings: Path,
    undisturbed: tuple[Path, float],
    kind: str,
    bare_home: Callable[[Path], Path],
    request: pytest.FixtureRequest,
) -> None:
    if request.config.getoption("--kills") <= ORDINARY:
        pytest.skip("part of the long run: --kills 60")
    full = 0
    for number, kilobytes in enumerate(SMALL_DISKS[kind]):
        home = tmp_path / str(number)
        home.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(home)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("mounting is not allowed here")
        try:
            bare_home(home)
            command = ("run", inbox, "--home", home, "--config", settings)
            done = finish(*command)
            assert (done.returncode, "Traceback" in done.stderr) in ((1, False), (3, False)), done.stderr
            assert (done.returncode == 1) == ("is full" in " ".join(done.stderr.split())), done.stderr
            full += done.returncode == 1
            subprocess.run(["mount", "-o", "remount,size=200m", str(home)], check=True)
            done = finish(*command)
            assert done.returncode == 3, done.stderr
            assert_same_rows(home, undisturbed[0])
        finally:
            subprocess.run(["umount", "--lazy", str(home)], check=True)
    assert full >= 3
