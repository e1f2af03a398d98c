"""Files as they really come: broken, cut off, mislabelled or built to do harm. Each is rows or refusals."""

import gzip
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.sources import Source
from flows.ingest import opening, readers
from flows.ingest.documents import encoding_of
from flows.ingest.files import READERS, files_of, read_file, read_source
from transforms.records import Document, Rejection

SOURCE = Source(id="kabar", name="Kabar", kind="files", path=".", timezone="Asia/Makassar")
TEXT = "Bupati Makmur, Sya’rani, membuka apel di halaman kantor."
ROWS = [{"url": f"https://kabar.example/{n}", "text": f"Isi {n}."} for n in range(5)]
BROKEN = "broken_record"


def pack(content: bytes) -> bytes:
    """Gzip that is the same at any time, so that the tests have the same names in every process."""
    return gzip.compress(content, mtime=0)


def read(folder: Path, name: str, content: bytes) -> list[str]:
    """What a file gives: the text of each document, the code of each refusal, in order."""
    path = folder / name
    path.write_bytes(content)
    return [outcome(item) for item in read_file(SOURCE, path)]


def outcome(item: Document | Rejection) -> str:
    if isinstance(item, Rejection):
        assert item.stage == "ingest"
        assert item.detail
        item.detail.encode()
        return item.code
    assert item.encoding
    return item.content.decode(item.encoding, "replace")


def parquet(rows: Sequence[Mapping[str, object]], **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, **options)
    return out.getvalue()


def lines(*rows: object) -> bytes:
    return b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)


A, B = {"text": "Satu."}, {"text": "Dua."}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        # JSON Lines
        ("a.jsonl", lines(A, b"{broken", B), ["Satu.", BROKEN, "Dua."]),
        ("a.jsonl", lines(A, b"", b"  ", B), ["Satu.", "Dua."]),
        ("a.jsonl", lines(A, b"[" * 100_000, B), ["Satu.", BROKEN, "Dua."]),
        ("a.jsonl", lines(A, b'{"text": ' + b"9" * 5000 + b"}", B), ["Satu.", BROKEN, "Dua."]),
        ("a.jsonl", lines(A, b'{"text": NaN}', B), ["Satu.", "no_text", "Dua."]),
        ("a.jsonl", lines({"text": {"p": 1}}, {"text": 5}, {"text": []}), [BROKEN, BROKEN, "no_text"]),
        ("a.jsonl", lines({"text": ["Satu.", "Dua."]}), ["Satu.\nDua."]),
        ("a.jsonl", b'{"text": "Isi caf\xe9."}\n' + lines(B), ["Isi café.", "Dua."]),
        ("a.jsonl", b"\xef\xbb\xbf" + lines(A, B), ["Satu.", "Dua."]),
        ("a.jsonl", lines(A, B).decode().encode("utf-16"), ["Satu.", "Dua."]),
        ("a.jsonl", lines(A, B).decode().encode("utf-16-le"), ["Satu.", "Dua."]),
        ("a.jsonl", lines(A, B).decode().encode("utf-32"), ["Satu.", "Dua."]),
        ("a.jsonl", lines(A) + b"\r\n" + lines(B) + b"\r\n", ["Satu.", "Dua."]),
        ("a.jsonl", b'{"text": "Isi \\u0000 dengan nol."}', ["Isi \0 dengan nol."]),
        ("a.jsonl", b'{"text": "Isi \\ud800."}', ["Isi ���."]),
        ("a.jsonl", b"", ["empty"]),
        ("a.jsonl", b"\n \n", ["empty"]),
        # JSON
        ("a.json", json.dumps([A, B]).encode(), ["Satu.", "Dua."]),
        ("a.json", json.dumps([A, B], indent=2).encode("utf-16"), ["Satu.", "Dua."]),
        ("a.json", json.dumps({"status": "ok", "articles": [A, B]}).encode(), ["Satu.", "Dua."]),
        ("a.json", json.dumps({**A, "tags": [{"t": 1}]}).encode(), ["Satu."]),
        ("a.json", lines(A, B), ["Satu.", "Dua."]),
        ("a.json", lines(A) + lines(B), ["Satu.", "Dua."]),
        ("a.json", b'[{"text": "Satu."}, {"text" "x"}, {"text": "Dua."}]', ["Satu.", BROKEN, "Dua."]),
        ("a.json", b'[{"text": "Satu."}, {"text": "Dua."', ["Satu.", BROKEN]),
        ("a.json", b'[{"text": "Satu."}', ["Satu.", BROKEN]),
        ("a.json", b'[{"text": "Satu [ \\" ] }."}, 7, ["x"]]', ['Satu [ " ] }.', BROKEN, BROKEN]),
        ("a.json", b'{"text": "Satu."}}}]', ["Satu.", BROKEN]),
        ("a.json", b'{"a":' * 100_000, [BROKEN]),
        ("a.json", b'"' + b"x" * 1000, [BROKEN]),
        ("a.json", b"[]", ["empty"]),
        # CSV
        ("a.csv", b"text;url\nSatu.;x\nDua;y;z\nTiga.;z\n", ["Satu.", BROKEN, "Tiga."]),
        ("a.csv", b'text,url\n"Satu,\ndua.",x\n', ["Satu,\ndua."]),
        ("a.csv", b'text,url\n"Satu.,x\nDua.,y\nTiga.,z\n', [BROKEN, "Dua.", "Tiga."]),
        ("a.csv", b"text\turl\r\nSatu.\tx\r\n", ["Satu."]),
        ("a.csv", b"sep=;\ntext;url\nSatu.;x\n", ["Satu."]),
        ("a.csv", b"text,url,,\nSatu.,x,,\nDua.,y,,,,\n", ["Satu.", "Dua."]),
        ("a.csv", b"text,url\nCaf\xe9.,x\n", ["Café."]),
        ("a.csv", "text,url\nSatu.,x\n".encode("utf-16"), ["Satu."]),
        ("a.csv", b"text,url\nSa\0tu.,x\nDua.,y\n", ["Sa\0tu.", "Dua."]),
        ("a.csv", b"text,url\nSatu.\rsisa,x\nDua.,y\n", [BROKEN, "Dua."]),
        ("a.csv", b"text,url\n" + b"x" * 3_000_000 + b",y\n", ["x" * 3_000_000]),
        ("a.csv", b"text\n", ["empty"]),
        ("a.csv", b"", ["empty"]),
        # Text and pages
        ("a.txt", TEXT.encode("utf-16-le"), [TEXT]),
        ("a.txt", TEXT.encode("cp1252"), [TEXT]),
        ("a.txt", TEXT.encode()[:-1] + b"\xe2\x80", [TEXT[:-1] + "�"]),
        ("a.txt", b"Isi \x81\xe9.", ["Isi \x81é."]),
        ("a.txt", b"Isi\0dengan\0nol.", ["Isi\0dengan\0nol."]),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ["not_text"]),
        ("a.txt", bytes(range(1, 32)) * 50, ["not_text"]),
        ("a.html", b"%PDF-1.7 x", ["not_text"]),
        ("a.html", '<meta charset="windows-1251"><p>Привет'.encode("cp1251"), ['<meta charset="windows-1251"><p>Привет']),
        ("a.html", b'<meta charset="iso-8859-1"><p>Sya\x92rani', ['<meta charset="iso-8859-1"><p>Sya’rani']),
        ("a.html", '<script charset="utf-8"></script><meta content="text/html; charset=gb2312"><p>鎔鎔基'.encode("gbk"),
         ['<script charset="utf-8"></script><meta content="text/html; charset=gb2312"><p>鎔鎔基']),
        ("a.html", b'<meta charset="utf-8"><p>Caf\xe9', ['<meta charset="utf-8"><p>Café']),
        ("a.html", b'<meta charset="unicode_escape"><p>Caf\xe9', ['<meta charset="unicode_escape"><p>Café']),
        # Compressed
        ("a.txt.gz", pack(b"Satu.") + pack(b" Dua."), ["Satu. Dua."]),
        ("a.txt.zst", zstandard.compress(b"Satu.") + zstandard.compress(b" Dua."), ["Satu. Dua."]),
        ("a.txt", pack(b"Satu."), ["Satu."]),
        ("a.jsonl", zstandard.compress(lines(A, B)), ["Satu.", "Dua."]),
        ("a.parquet.zst", zstandard.compress(parquet([A, B])), ["Satu.", "Dua."]),
        ("a.jsonl.gz", pack(lines(A, B, b"")) + b"garbage behind it", ["Satu.", "Dua.", "unreadable"]),
        ("a.jsonl.gz", pack(lines(*ROWS * 2000))[:-9], None),
        ("a.txt.zst", zstandard.compress(random.Random(1).randbytes(9999))[:-9], ["unreadable"]),
        ("a.txt.gz", b"", ["no_text"]),
        # Parquet
        ("a.parquet", parquet([A, B])[:-30], ["unreadable"]),
        ("a.parquet", b"", ["unreadable"]),
        ("a.parquet", parquet([{"text": b"Caf\xe9."}]), ["Café."]),
        ("a.parquet", parquet([{"text": 1.5}, {"text": float("nan")}]), [BROKEN, "no_text"]),
    ],
)  # fmt: skip
def test_every_record_becomes_a_row_or_a_refusal(
    tmp_path: Path, name: str, content: bytes, expected: list[str] | None
) -> None:
    found = read(tmp_path, name, content)
    if expected is None:  # cut off: what came before is kept, and the cut is noticed
        assert found[0] == "Isi 0."
        assert found[-1] == "unreadable"
        assert set(found[1:-1]) <= {row["text"] for row in ROWS} | {BROKEN}
    else:
        assert found == expected


def test_the_encoding_that_a_broken_record_was_read_in_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "Caf\xe9."}')
    (only,) = read_file(SOURCE, tmp_path / "a.jsonl")
    assert isinstance(only, Document)
    assert only.metadata["record_encoding"] == "cp1252"


def test_a_line_that_is_too_long_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_RECORD", 100_000)
    long = {"text": "x" * 2_000_000}
    assert read(tmp_path, "a.jsonl", lines(A, long, B)) == ["Satu.", "too_large", "Dua."]
    assert read(tmp_path, "a.json", json.dumps([A, long, B]).encode()) == ["Satu.", "too_large", "Dua."]
    assert read(tmp_path, "a.csv", b"text,url\nSatu.,x\n" + b"y" * 300_000 + b"\nDua.,z\n") == [
        "Satu.", "too_large", "Dua.",
    ]  # fmt: skip
    assert read(tmp_path, "a.txt", b"x" * 100_001) == ["too_large"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", pack), ("a.jsonl.zst", zstandard.ZstdCompressor(19).compress)],
)
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(opening, "FREE_BYTES", 1_000_000)
    assert read(tmp_path, name, pack(b"\n" * 20_000_000)) == ["too_large"]


def test_a_broken_group_of_rows_costs_itself_alone(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"text": f"Isi berita nomor {n}."} for n in range(300)]
    content = bytearray(parquet(rows, row_group_size=100, compression="none", use_dictionary=False))
    at = content.find(b"Isi berita nomor 150.")
    content[at - 4 : at] = b"\xff\xff\xff\x7f"  # the length before a value
    found = read(tmp_path, "a.parquet", bytes(content))
    assert "unreadable" in found
    assert {"Isi berita nomor 5.", "Isi berita nomor 250."} <= set(found)


def test_values_that_python_cannot_hold_cost_their_row_alone(tmp_path: Path) -> None:
    times = pa.array([0, 2**62, 1_700_000_000_123_456], pa.timestamp("us"))
    texts = pa.array([b"Satu.", b"Dua.", b"Caf\xe9."], pa.binary()).cast(pa.string(), safe=False)
    table = pa.table({"text": texts, "date": times})
    pq.write_table(table, tmp_path / "a.parquet")
    assert [outcome(item) for item in read_file(SOURCE, tmp_path / "a.parquet")] == ["Satu.", BROKEN, "Café."]


def test_times_in_nanoseconds_are_read(tmp_path: Path) -> None:
    table = pa.table({"text": ["Isi."], "date": pa.array([1_700_000_000_123_456_789], pa.timestamp("ns"))})
    pq.write_table(table, tmp_path / "a.parquet")
    (only,) = read_file(SOURCE, tmp_path / "a.parquet")
    assert isinstance(only, Document)
    assert only.metadata["published_at"] == "2023-11-14T22:13:20.123456"


def test_no_value_is_lost_where_names_coincide(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("isi,text,text,text_2,Title,judul\na,b,c,d,e,f\n")
    (only,) = read_file(SOURCE, tmp_path / "a.csv")
    assert isinstance(only, Document)
    assert only.content == b"b"
    assert set(only.metadata.values()) == {"a", "c", "d", "e", "f"}
    assert only.metadata["title"] == "e"


@pytest.mark.parametrize("value", ["0000-00-00", "0001-01-01T00:00:00+14:00", "9999-12-31", "kemarin"])
def test_an_impossible_time_of_fetch_is_kept_as_it_came(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Isi.", "fetched_at": value}))
    (only,) = read_file(SOURCE, tmp_path / "a.jsonl")
    assert isinstance(only, Document)
    assert only.fetched_at is None
    assert only.metadata["fetched_at"] == value


def test_a_time_of_fetch_is_read_in_the_zone_of_its_source(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Isi.", "fetched_at": "2024-10-02T08:00:00"}))
    (only,) = read_file(SOURCE, tmp_path / "a.jsonl")
    assert isinstance(only, Document)
    assert only.fetched_at == datetime(2024, 10, 2, tzinfo=UTC)


def test_files_are_read_in_the_order_of_their_names_folder_by_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "a/z.txt", "a/.hidden/x.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Isi.")
    (tmp_path / "a" / "round").symlink_to(tmp_path)
    found = list(files_of(tmp_path))
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["B.txt", "a/z.txt", "a.txt", "b.txt"]


def test_one_bad_file_does_not_stop_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(A, b"{"))
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    (tmp_path / "c.txt").write_text("Isi.")
    assert [outcome(item) for item in read_source(SOURCE, tmp_path)] == [
        "Satu.",
        BROKEN,
        "unreadable",
        "Isi.",
    ]


@given(
    content=st.binary(max_size=300),
    name=st.sampled_from(sorted(READERS)),
    packed=st.sampled_from(["", ".gz", ".zst"]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_under_any_name_are_read_or_refused(
    tmp_path: Path, content: bytes, name: str, packed: str
) -> None:
    packers: dict[str, Callable[[bytes], bytes]] = {
        "": bytes,
        ".gz": gzip.compress,
        ".zst": zstandard.compress,
    }
    assert read(tmp_path, f"a{name}{packed}", packers[packed](content))


@given(content=st.binary(max_size=200))
def test_any_bytes_have_an_encoding_that_python_knows(content: bytes) -> None:
    content.decode(encoding_of(content), "replace")


@given(
    values=st.lists(
        st.recursive(st.text() | st.integers(), lambda v: st.lists(v) | st.dictionaries(st.text(), v))
    )
)
@settings(max_examples=40, deadline=None)
def test_splitting_a_list_gives_its_values_wherever_chunks_end(values: list[object]) -> None:
    content = json.dumps(values).encode()
    splitter = readers._Splitter()
    found = [v for at in range(len(content)) for v in splitter.feed(content[at : at + 1])]
    found += splitter.end()
    assert [json.loads(v) for v in found if isinstance(v, bytes)] == values
