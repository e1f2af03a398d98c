from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse import homes
from tests.warehouse.rows import STAMP, batch
from transforms.records import Document, Rejection
from warehouse.doctor import examine
from warehouse.keeping import Tidied, keep_house
from warehouse.ledger import Ledger
from warehouse.published import open_published, published
from warehouse.raw import JOINED, RawStore
from warehouse.store import Stamp, open_writer

START = datetime(2024, 8, 30, tzinfo=UTC)
DAYS = 6  # from one month into the next


def raw_document(number: int) -> Document:
    return Document(
        document_id=f"{number:016x}",
        article_id=f"{number + 100:016x}",
        source_id="s",
        origin=f"{number}.txt",
        media_type="text/plain",
        encoding=None,
        content=b"words",
        metadata={},
        fetched_at=None,
        timezone="Asia/Jakarta",
    )


def fill(home: Path) -> None:
    """Two documents a day, each day in a file of its own; the last file waits for its load."""
    with open_writer(home) as writer:
        writer.ledger.start_run("run-1", "pipeline", "manual", START, "1.0")
        for day in range(DAYS):
            now = START + timedelta(days=day)
            path = writer.raw.append([raw_document(2 * day), raw_document(2 * day + 1)], f"run-{day}", now)
            assert path is not None
            if day < DAYS - 1:
                writer.load({}, stamp=STAMP, raw_file=path, now=now)
        writer.publish()


def ids(home: Path) -> list[str]:
    return [document.document_id for batch in RawStore(home).scan() for document in batch]


def names(home: Path) -> list[str]:
    return RawStore(home).files()


def tidy(home: Path, settings: str = "", days: int = 40) -> Tidied:
    own = home / "warta.toml"
    before = own.read_text() if own.exists() else ""
    own.write_text(before + settings)
    try:
        return keep_house(home, START + timedelta(days=days), wait=0)
    finally:
        own.write_text(before)


def ledger_status(home: Path) -> tuple[str, str]:
    (found,) = [finding for finding in examine(home, quick=True, now=START) if finding.subject == "ledger"]
    return found.status, found.detail


def test_small_raw_files_of_months_that_are_over_are_joined_in_their_order(home: Path) -> None:
    fill(home)
    before = ids(home)
    done = tidy(home, days=10)
    assert (done.raw_files_before, done.raw_files_after) == (6, 5)  # August's two; September goes on
    assert tidy(home).raw_files_after == 3  # and September's, but for the one that waits
    assert ids(home) == before
    assert names(home)[0].startswith("month=2024-08/20240830T000000.000000Z-joined-")
    assert ledger_status(home) == ("warning", "1 of 3 raw files wait to be loaded.")
    with open_writer(home) as writer:
        assert writer.raw.pending(writer.ledger.loaded_files()) == names(home)[-1:]
        assert set(writer.raw.get(before)) == set(before)
    assert tidy(home).raw_files_after == 3


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("moment", ["noting", "noted", "removing", "renaming"])
def test_joining_that_is_killed_loses_and_doubles_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    fill(home)
    before = ids(home)

    def killed(*_: object, **__: object) -> None:
        raise Killed

    note, unlink, replace = Ledger.rename_raw_files, Path.unlink, Path.replace

    def noted(ledger: Ledger, old: list[str], target: str) -> None:
        note(ledger, old, target)
        raise Killed

    def unlink_one(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        if path.suffix == ".parquet":
            raise Killed

    def replace_but_hidden(path: Path, target: Path) -> Path:
        if path.name.endswith(JOINED):
            raise Killed
        return replace(path, target)

    with monkeypatch.context() as patched:
        if moment in ("noting", "noted"):
            patched.setattr(Ledger, "rename_raw_files", killed if moment == "noting" else noted)
        else:
            patched.setattr(Path, "unlink" if moment == "removing" else "replace",
                            unlink_one if moment == "removing" else replace_but_hidden)  # fmt: skip
        with pytest.raises(Killed):
            tidy(home)
    left = list((home / "lake" / "documents").rglob(f".*{JOINED}"))
    assert left
    assert "left-overs" in {
        finding.subject for finding in examine(home, quick=True) if finding.status == "warning"
    }
    with open_writer(home) as writer:
        assert ids(home) == before
        waiting = writer.raw.pending(writer.ledger.loaded_files())
        assert waiting == names(home)[-1:]
    assert tidy(home).raw_files_after == 3
    assert ids(home) == before
    assert not [path for path in left if path.exists()]


def test_nothing_is_forgotten_unless_it_is_asked_for(home: Path) -> None:
    fill(home)
    with open_writer(home) as writer:
        rejection = Rejection(
            document_id="d1", origin="x", source_id="s", stage="clean", code="no_body", detail=""
        )
        writer.ledger.quarantine([rejection], "run-1", START)
        writer.ledger.keep_ingest_state(resolved=["d1"], now=START)
        for version in ("1.0", "2.0"):
            rows = batch("a1") | ({"figures": []} if version == "2.0" else {})
            writer.load(rows, stamp=Stamp("run-1", version), now=START)
        writer.publish()

    def counts() -> list[int]:
        with open_published(published(home)) as con:
            return [
                int(con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])
                for name in ("changes", "quarantine")
            ]

    held = counts()
    assert min(held) > 0
    assert tidy(home, days=4000).rows_removed == 0
    assert counts() == held
    assert tidy(home, "[keep]\nchanges_days = 30\n", days=29).rows_removed == 0
    assert tidy(home, "[keep]\nchanges_days = 30\nrejections_days = 30\n", days=31).rows_removed == sum(held)
    assert counts() == [0, 0]
    assert ids(home) == [f"{number:016x}" for number in range(2 * DAYS)]


def test_raw_documents_go_only_where_the_settings_say_so_and_never_before_their_load(home: Path) -> None:
    fill(home)
    done = tidy(home, "[keep]\nraw_documents_days = 3\n", days=5)
    assert done.raw_files_removed == 2
    assert ids(home) == [f"{number:016x}" for number in range(4, 2 * DAYS)]
    assert ledger_status(home)[0] == "warning"  # the one that waits, and none that is missed
    done = tidy(home, "[keep]\nraw_documents_days = 1\n", days=400)
    assert ids(home) == [f"{number:016x}" for number in range(2 * DAYS - 2, 2 * DAYS)]


def test_a_lake_merges_its_files_and_lets_go_of_old_states_but_what_readers_have(
    tmp_path: Path, new_home: Callable[[Path], Path], kind: str
) -> None:
    if kind == homes.EMBEDDED:
        pytest.skip("a file has one state")
    home = new_home(tmp_path / "home")
    with open_writer(home) as writer:
        for number in range(5):
            rows = batch(f"a{number}")
            writer.load(rows | {"mentions": rows["mentions"] * 20}, stamp=STAMP, now=START)
        writer.publish()
    with open_published(published(home)) as reader:
        files = len(list((home / "lake" / "tables").rglob("*.parquet")))
        done = keep_house(home, datetime.now(UTC) + timedelta(days=30), wait=0)
        assert done.lake_states_removed > 5
        assert done.lake_files_removed > 0
        assert len(list((home / "lake" / "tables").rglob("*.parquet"))) != files
        assert reader
    with open_published(published(home)) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(5,)]
        assert con.execute("SELECT count(*) FROM mentions").fetchall() == [(100,)]
    again = keep_house(home, datetime.now(UTC), wait=0)
    assert again.lake_states_removed == 0
    with open_writer(home) as writer:
        writer.load(batch("a9"), stamp=STAMP, now=START)
        assert [
            result for result in writer.check() if result.failed and "no_doubles" not in result.name
        ] == []
