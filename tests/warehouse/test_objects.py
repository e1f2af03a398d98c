"""Raw documents and a lake's tables in an object store: a real server that speaks S3, on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse import homes
from tests.warehouse.object_server import BUCKET, environ_with, object_server
from tests.warehouse.rows import NOW, STAMP, batch, document
from warehouse.backup import backup
from warehouse.doctor import examine
from warehouse.door import query
from warehouse.keeping import keep_house
from warehouse.objects import ObjectStore, ObjectStoreError
from warehouse.published import published
from warehouse.raw import JOINED, RawStore
from warehouse.raw_files import raw_files
from warehouse.store import open_writer


@pytest.fixture(scope="module")
def reached() -> Iterator[dict[str, str]]:
    with object_server() as found:
        yield found


@pytest.fixture
def address(reached: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of the test's own in the bucket."""
    environ_with(reached, monkeypatch)
    return f"s3://{BUCKET}/{tmp_path.name}"


@pytest.fixture
def home(address: str, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "warta.toml").write_text(f'[warehouse]\ndocuments = "{address}/documents"\n')
    return home


def test_documents_are_stored_and_found_in_a_bucket(home: Path) -> None:
    raw = RawStore(home)
    assert (raw.files(), raw.is_remote) == ([], True)
    first, second = (raw.append([document(name)], "run-1", NOW) for name in "ab")
    assert first is not None
    assert raw.files() == [first, second]
    assert raw.pending({first}) == [second]
    assert (raw.count(raw.files()), raw.read(first)) == (2, [document("a")])
    assert list(raw.scan()) == [[document("a")], [document("b")]]
    assert raw.get(["doc-b"]) == {"doc-b": document("b")}
    assert [row["path"] for row in raw.places().read_all().to_pylist()] == [first, second]
    assert not (home / "lake").exists()


def test_a_file_whose_writing_fails_is_not_in_the_bucket(address: str, tmp_path: Path) -> None:
    files = raw_files(tmp_path, address)

    def half(file: object) -> None:
        file.write(b"half a file")  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.put("month=2024-11/a.parquet", half)
    assert files.names() == []


def test_small_files_of_a_bucket_are_joined_and_a_join_that_was_killed_is_finished(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_writer(home) as writer:
        for name in "abc":
            path = writer.raw.append([document(name)], "run-1", NOW)
            writer.load({}, stamp=STAMP, raw_file=path, now=NOW)
        with monkeypatch.context() as patched:
            patched.setattr(RawStore, "_put_joined", _die)
            with pytest.raises(KeyboardInterrupt):
                writer.raw.join(writer.raw.files()[:2], writer.ledger.rename_raw_files)
        assert [name.endswith(JOINED) for name in writer.raw.left_over()] == [True]
    with open_writer(home) as writer:
        assert (len(writer.raw.files()), writer.raw.left_over()) == (2, [])
        assert writer.raw.pending(writer.ledger.loaded_files()) == []
    tidied = keep_house(home, NOW + timedelta(days=60))
    assert (tidied.raw_files_before, tidied.raw_files_after) == (2, 1)
    assert [d.document_id for some in RawStore(home).scan() for d in some] == ["doc-a", "doc-b", "doc-c"]


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_lake_keeps_its_tables_in_a_bucket_and_answers_at_the_door(home: Path, address: str) -> None:
    homes.needs_lake()
    (home / "warta.toml").write_text(
        f'[warehouse]\nhome = "lake"\ndocuments = "{address}/documents"\ntables = "{address}/tables"\n'
    )
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.publish()
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        assert [result for result in writer.check() if result.rows] == []
    path = published(home)
    assert query(path, "SELECT article_id FROM articles").rows() == [{"article_id": "a1"}]
    assert "a secret" not in path.read_text()
    assert not list(home.rglob("*.parquet"))
    assert [finding for finding in examine(home) if finding.status == "error"] == []


def test_a_backup_leaves_documents_where_they_are(home: Path, tmp_path: Path) -> None:
    with open_writer(home) as writer:
        writer.raw.append([document("a")], "run-1", NOW)
        writer.publish()
    assert backup(home, tmp_path / "a.tar.zst").raw_files == 0


def test_an_object_store_that_does_not_do_what_is_asked_is_named(
    home: Path, reached: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "warta.toml").write_text('[warehouse]\ndocuments = "s3://no-such-bucket/a"\n')
    with pytest.raises(ObjectStoreError, match=r"no-such-bucket.*AWS_ENDPOINT_URL.*the bucket is there"):
        RawStore(home).append([document("a")], "run-1", datetime(2024, 11, 1, tzinfo=UTC))


def test_the_secret_of_a_store_follows_the_environment_and_quotes_what_it_says() -> None:
    own = ObjectStore("http://127.0.0.1:9000", "id-1", "key", "it's", "")
    assert own.as_secret() == (
        "CREATE SECRET (TYPE s3, KEY_ID 'key', SECRET 'it''s', REGION 'id-1', "
        "ENDPOINT '127.0.0.1:9000', URL_STYLE 'path', USE_SSL False)"
    )
    assert ObjectStore("", "", "", "", "").as_secret() == "CREATE SECRET (TYPE s3)"
    assert "it's" not in repr(own)
