"""The same rows over every engine, whatever happens to its workers."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import dask
import pytest

from config.errors import ConfigError
from config.settings import load_settings
from flows import coding, loading, steps
from flows.coding import code_batches, code_each
from flows.engines import cluster as dask_cluster
from flows.engines import engine
from flows.engines.base import EngineError, Here
from flows.engines.cluster import cluster
from flows.engines.pool import pool
from flows.job import plan_job
from flows.packing import Packed
from tests.flows import killing, poison
from tests.flows.dask_cluster import running_dask
from tests.flows.test_learning import PLUG, record
from tests.transforms.pages import document
from transforms import extract
from transforms.cleaning.learned import Furniture, key_of
from transforms.extent import EVERYTHING, Extent
from transforms.records import Document
from warehouse.published import open_published, published

ARTICLES, BATCH = 20, 7
OWN = Extent(Path("no-topics-of-our-own"))


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of one site that print a line of furniture, which is learned in the middle, and files of many kinds."""
    folder = killing.write_inbox(tmp_path_factory.mktemp("engines") / "inbox", 4)
    records = [record(number) for number in range(ARTICLES)]
    (folder / "situs.jsonl").write_text("\n".join(map(json.dumps, records)))
    return folder


@pytest.fixture(scope="module")
def alone(inbox: Path) -> dict[str, str]:
    """What a run in one process gives."""
    home = inbox.parent / "alone"
    _run(home, inbox, f"batch_size = {BATCH}\nprocesses = 1\n")
    with open_published(published(home)) as con:
        taken = con.execute(
            "SELECT count(*) FROM removed_blocks INNER JOIN source_furniture ON rule_id = furniture_id"
        ).fetchall()
    assert 0 < taken[0][0] < ARTICLES
    return killing.content(home)


def _run(home: Path, inbox: Path, settings: str) -> None:
    home.mkdir()
    (home / "warta.toml").write_text(settings)
    steps.run(plan_job(home, started="a", paths=(inbox,)))


def test_a_dask_cluster_gives_the_same_rows_though_a_worker_is_killed(
    tmp_path: Path, inbox: Path, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[int] = []
    load = loading.load_batch

    with running_dask(tmp_path, 2) as dask_:

        def load_and_kill(*args: Any, **kwargs: Any) -> tuple[int, int]:
            loads.append(len(loads))
            if len(loads) == 2:
                dask_.workers[0].send_signal(signal.SIGKILL)
            return load(*args, **kwargs)

        monkeypatch.setattr(steps, "load_batch", load_and_kill)
        _run(
            tmp_path / "home", inbox,
            f'batch_size = {BATCH}\npool_from = 1\n[execution]\nbackend = "dask"\nscheduler = "{dask_.address}"\n',
        )  # fmt: skip
        assert dask_.workers[0].wait(5) == -signal.SIGKILL
        assert killing.content(tmp_path / "home") == alone

        monkeypatch.setattr(dask_cluster, "LOOK_SECONDS", 0.1)
        with cluster(dask_.address, 0, 60) as workers:
            workers._wait_seconds = 0.1
            take = workers.submit(os._exit, 9)
            with pytest.raises(EngineError, match=r"lost all its workers.*Start some"):
                take()
        with pytest.raises(EngineError, match=f"dask worker {dask_.address}"), cluster(dask_.address, 0, 2):
            pass


def test_a_scheduler_that_has_gone_or_never_was_ends_the_run_with_what_to_do(tmp_path: Path) -> None:
    with running_dask(tmp_path, 1) as dask_, cluster(dask_.address, 0, 60) as workers:
        take = workers.submit(time.sleep, 60)
        dask_.scheduler.kill()
        with pytest.raises(EngineError, match=r"scheduler has gone.*run again"):
            take()
    # In a process of its own: a client that cannot connect leaves a thread behind, and DuckDB tells of it at the end.
    unreachable = f"from flows.engines.cluster import cluster\nwith cluster('{dask_.address}', 0, 0.1): pass"
    done = subprocess.run(
        [sys.executable, "-c", unreachable], cwd=killing.ROOT, capture_output=True, text=True, check=False
    )
    assert "EngineError: No Dask scheduler answers" in done.stderr


@pytest.mark.parametrize("backend", ["processes", "dask"])
def test_a_document_that_kills_its_workers_is_rejected_and_no_other_one(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # else every worker compiles everything anew
    monkeypatch.setattr(coding, "code_some", poison.code_some_or_die)
    monkeypatch.setattr(extract, "code_document", poison.code_document_or_die)
    documents = [replace(_article(0), content=poison.POISON), _article(1)]
    with ExitStack() as stack:
        if backend == "processes":
            workers: Any = stack.enter_context(pool(1))
        else:
            stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
            workers = stack.enter_context(cluster("", 1, 60))
        ((_, _, found),) = code_batches(workers, [("both", documents)], OWN, _nothing_learned)
        assert workers.submit(len, "abc")() == 3
    assert found.loaded == (documents[1].article_id,)
    assert [(r.document_id, r.code) for r in found.refused] == [(documents[0].document_id, "crash")]


class AtOnce:
    """An engine that does each call when it is submitted, and counts what is under way."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.under_way = self.most = 0

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Callable[[], Any]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        result = function(*args, **kwargs)

        def take() -> Any:
            self.under_way -= 1
            return result

        return take


def test_what_is_learned_of_a_site_while_a_batch_is_under_way_counts_for_it() -> None:
    documents = [replace(_article(number), content=f"{killing.article(number)}\n{PLUG}".encode()) for number in range(6)]  # fmt: skip
    learned: list[Furniture] = [{}]
    rows: dict[type, list[Packed]] = {}
    for workers in (Here(), AtOnce(2)):
        learned[:] = [{}]
        rows[type(workers)] = []
        for key, _, packed in code_batches(
            workers, enumerate([d] for d in documents), OWN, lambda some: learned[-1:] * len(some)
        ):
            rows[type(workers)].append(packed)
            if key == 2:
                learned.append({key_of(PLUG): "furniture-1"})
    assert rows[Here] == rows[AtOnce]
    bodies = [text for packed in rows[Here] for text in packed.tables["articles"]["text"].to_pylist()]
    assert [PLUG in body for body in bodies] == [True] * 3 + [False] * 3


def test_only_as_much_is_under_way_as_keeps_the_engine_busy() -> None:
    workers = AtOnce(2)
    read = []

    def batches() -> Iterator[tuple[int, list[Document]]]:
        for number in range(40):
            read.append(number)
            yield number, [_article(number)]

    for done, _ in enumerate(code_batches(workers, batches(), OWN, _nothing_learned)):
        assert len(read) - done <= 2 * workers.width + 1
    assert len(read) == 40
    assert workers.most <= 2 * workers.width + 1


def test_a_worker_with_other_rules_is_told() -> None:
    with pytest.raises(ConfigError, match="same release on all machines"):
        coding.code_some([], OWN, [], "other")


def test_a_small_run_does_without_an_engine(tmp_path: Path) -> None:
    (tmp_path / "warta.toml").write_text('[execution]\nbackend = "dask"\nscheduler = "tcp://127.0.0.1:1"\n')
    settings = load_settings(tmp_path)
    with engine(settings, settings.pool_from - 1) as workers:
        assert isinstance(workers, Here)
        asked = [_article(1)], EVERYTHING, _nothing_learned([_article(1)])
        assert workers.submit(code_each, *asked)() == code_each(*asked)


def _article(number: int) -> Document:
    return replace(
        document(killing.article(number)), document_id=f"doc-{number}", article_id=f"{number}", media_type="text/plain"
    )  # fmt: skip


def _nothing_learned(documents: Sequence[Document]) -> list[Furniture]:
    return [{}] * len(documents)
