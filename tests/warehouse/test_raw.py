from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.warehouse.rows import NOW, document
from warehouse.raw import RawStore
from warehouse.store import open_writer

STRANGE = replace(
    document("b"),
    encoding=None,
    content=b"\x00\xff\xfe not utf-8 \x80",
    metadata={"title": "Berita \ud800 \U0001f600", "judul asli": ""},
    fetched_at=None,
)


def test_documents_come_back_as_they_were_stored(tmp_path: Path) -> None:
    raw = RawStore(tmp_path)
    raw.append([document("a"), STRANGE], "run-1", NOW)
    assert list(raw.scan(batch_size=1)) == [[document("a")], [STRANGE]]
    assert raw.get(["doc-b", "doc-x"]) == {"doc-b": STRANGE}
    assert raw.get([]) == {}


def test_every_call_adds_a_file_in_the_folder_of_its_month(tmp_path: Path) -> None:
    raw = RawStore(tmp_path)
    raw.append([document("a")], "run-1", NOW)
    raw.append([document("b")], "run-1", NOW)
    raw.append([document("c")], "run-2", datetime(2024, 12, 1, tzinfo=UTC))
    assert raw.append([], "run-2", NOW) is None
    names = raw.files()
    assert names == [
        f"month=2024-11/{NOW:%Y%m%dT%H%M%S.%fZ}-run-1-00001.parquet",
        f"month=2024-11/{NOW:%Y%m%dT%H%M%S.%fZ}-run-1-00002.parquet",
        "month=2024-12/20241201T000000.000000Z-run-2-00003.parquet",
    ]
    assert raw.count(raw.files()) == 3
    assert [d.document_id for batch in raw.scan() for d in batch] == ["doc-a", "doc-b", "doc-c"]


def test_the_order_of_files_is_the_order_of_their_storing(tmp_path: Path) -> None:
    for second, run_id in enumerate(["run-b", "run-a", "run-c"]):
        RawStore(tmp_path).append([document(run_id)], run_id, NOW + timedelta(seconds=second))
    assert [d.document_id for batch in RawStore(tmp_path).scan() for d in batch] == [
        "doc-run-b",
        "doc-run-a",
        "doc-run-c",
    ]


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    RawStore(tmp_path).append([document("a")], "run-1", NOW)
    RawStore(tmp_path).append([document("b")], "run-1", NOW)
    assert [d.document_id for batch in RawStore(tmp_path).scan() for d in batch] == ["doc-a", "doc-b"]


def test_files_that_no_load_has_taken_are_pending(tmp_path: Path) -> None:
    raw = RawStore(tmp_path)
    first = raw.append([document("a")], "run-1", NOW)
    second = raw.append([document("b")], "run-2", NOW)
    assert first is not None
    assert second is not None
    assert raw.pending(set()) == [first, second]
    assert raw.pending({first}) == [second]
    with raw.waiting({first}) as waiting:
        assert waiting.documents(["doc-a", "doc-b"]) == {"doc-b"}
        assert waiting.articles(["a", "b"]) == {"b"}
        places = [("files", "/berita/a.txt"), ("files", "/berita/b.txt")]
        assert waiting.articles_by_origin(places) == {("files", "/berita/b.txt"): "b"}
    assert raw.is_of(second, "run-2")
    assert not raw.is_of(second, "run-1")
    assert raw.read(second) == [document("b")]


def test_a_file_left_half_written_is_ignored_and_removed_by_the_next_writer(home: Path) -> None:
    raw = RawStore(home)
    raw.append([document("a")], "run-1", NOW)
    left = Path(raw.place) / "month=2024-11" / ".run-1-00002.parquet.tmp"
    left.write_bytes(b"PAR1 and then the power went")
    assert [d.document_id for batch in raw.scan() for d in batch] == ["doc-a"]
    with open_writer(home) as writer:
        assert not left.exists()
        assert len(writer.raw.files()) == 1
