import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from config.sources import Source
from flows.ingest.documents import encoding_of, in_batches
from flows.ingest.files import files_of, read_file, read_source
from transforms.records import Document, Rejection

SOURCE = Source(id="kabar", name="Kabar", kind="files", path=".", timezone="Asia/Makassar")
RECORDS = [
    {"url": "https://kabar.example/a?utm_source=x", "judul": "Satu", "isi": "Isi satu."},
    {"url": "https://kabar.example/b", "judul": "Dua", "isi": "Isi dua.", "tanggal": "2024-10-02"},
]


def documents(path: Path) -> list[Document]:
    found = list(read_source(SOURCE, path))
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def rejections(path: Path) -> list[Rejection]:
    return [item for item in read_source(SOURCE, path) if isinstance(item, Rejection)]


def write(path: Path) -> None:
    text = "\n".join(json.dumps(record) for record in RECORDS)
    match path.suffixes:
        case [".jsonl"] | [".ndjson"]:
            path.write_text(text)
        case [".json"]:
            path.write_text(json.dumps(RECORDS))
        case [".csv"]:
            path.write_text(
                "url;judul;isi;tanggal\n"
                + "\n".join(";".join([r["url"], r["judul"], r["isi"], r.get("tanggal", "")]) for r in RECORDS)
            )
        case [".parquet"]:
            pq.write_table(pa.Table.from_pylist([{"tanggal": None, **r} for r in RECORDS]), path)
        case [".jsonl", ".gz"]:
            path.write_bytes(gzip.compress(text.encode()))
        case [".jsonl", ".zst"]:
            path.write_bytes(zstandard.compress(text.encode()))


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.ndjson", "a.json", "a.csv", "a.parquet", "a.jsonl.gz", "a.jsonl.zst"]
)
def test_every_container_gives_the_same_documents(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(path)
    first, second = documents(path)
    assert first.origin == f"{path}#1"
    assert first.content == b"Isi satu."
    assert dict(first.metadata) == {"title": "Satu", "url": "https://kabar.example/a?utm_source=x"}
    assert second.metadata["published_at"] == "2024-10-02"
    assert second.timezone == "Asia/Makassar"


def test_identity_is_the_canonical_link_and_the_content(tmp_path: Path) -> None:
    one, two, three = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "3.jsonl"
    one.write_text(json.dumps({"url": "https://Kabar.example/a?utm_source=x#top", "text": "Isi."}))
    two.write_text(json.dumps({"url": "https://kabar.example/a", "text": "Isi yang lain."}))
    three.write_text(json.dumps({"url": "https://kabar.example/b", "text": "Isi."}))
    a, b, c = (documents(path)[0] for path in (one, two, three))
    assert a.article_id == b.article_id != c.article_id
    assert len({a.document_id, b.document_id, c.document_id}) == 3


def test_the_same_text_file_in_another_folder_is_the_same_document(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Isi.")
    x, y = documents(tmp_path)
    assert x.document_id == y.document_id


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"x", "unsupported_format"),
        ("noname", b"x", "unsupported_format"),
        ("a.jsonl", b'{"text": "Isi."', "broken_record"),
        ("a.jsonl", b'"only a word"', "broken_record"),
        ("a.jsonl", b'{"title": "Tanpa isi"}', "no_text"),
        ("a.json", b"[" * 200_000, "broken_record"),
        ("a.txt", b"", "no_text"),
        ("a.csv", b"url,text\na,b,c,d\n", "broken_record"),
        ("a.parquet", b"PAR1 but not really PAR1", "unreadable"),
        ("a.txt.gz", gzip.compress(b"Isi " * 1000, mtime=0)[:-20], "unreadable"),
        ("a.txt.gz", b"no gzip", "unreadable"),
        ("a.txt.zst", b"no zstd", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (only,) = rejections(tmp_path)
    assert (only.stage, only.code) == ("ingest", code)
    assert only.detail


def test_a_broken_record_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Satu."}\n{broken\n{"text": "Tiga."}\n')
    found = list(read_file(SOURCE, path))
    assert [type(item) for item in found] == [Document, Rejection, Document]
    assert [item.origin.rpartition("#")[2] for item in found] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Sya’rani".encode(), "utf-8"),
        ("\ufeffIsi".encode(), "utf-8-sig"),
        ("Isi berita".encode("utf-16"), "utf-16"),
        ("Isi berita".encode("utf-16-le"), "utf-16-le"),
        ("Isi berita".encode("utf-16-be"), "utf-16-be"),
        ("Sya’rani".encode("cp1252"), "cp1252"),
    ],
)
def test_encoding_is_found_in_a_fixed_order(content: bytes, encoding: str) -> None:
    assert encoding_of(content) == encoding


def test_half_a_surrogate_pair_does_not_stop_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Isi \\ud800.", "title": "Judul \\udfff"}')
    (only,) = documents(tmp_path)
    only.metadata["title"].encode("utf-8")


def test_folders_are_read_in_a_fixed_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text("Isi.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.txt").write_text("Isi.")
    assert [path.name for path in files_of(tmp_path)] == ["a.txt", "b.txt"]


def test_a_pattern_names_files(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_text("Isi.")
    assert [path.name for path in files_of(tmp_path / "*.txt")] == ["a.txt"]


def test_nothing_at_the_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.txt: no such file"):
        files_of(tmp_path / "none.txt")


def test_batches_hold_at_most_their_size(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(f"Isi {n}.")
    assert [len(batch) for batch in in_batches(read_source(SOURCE, tmp_path), 2)] == [2, 2, 1]


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Kabar</title><language>id</language>
<item><title>Satu</title><link>https://kabar.example/a</link><pubDate>Wed, 02 Oct 2024 08:00:00 +0700</pubDate>
<description>Isi satu.</description></item>
<item><title>Dua</title><link>https://kabar.example/b</link><description>&lt;p&gt;Isi dua.&lt;/p&gt;</description></item>
<item><title>Tiga</title><link>https://kabar.example/c</link></item>"""


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.xml.gz"])
def test_a_saved_feed_gives_the_entries_that_hold_a_text(tmp_path: Path, name: str) -> None:
    content = f"{RSS}</channel></rss>".encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    first, second, third = read_file(SOURCE, tmp_path / name)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Rejection)
    assert (first.content, first.media_type) == (b"Isi satu.", "text/plain")
    assert first.metadata["published_at"] == "Wed, 02 Oct 2024 08:00:00 +0700"
    assert (second.content, second.media_type) == (b"<p>Isi dua.</p>", "text/html")
    assert third.code == "no_text"


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (RSS.encode(), ["no_text", "truncated"]),
        (b"<html><body>Tidak ada</body></html>", ["not_a_feed"]),
        (b"", ["not_a_feed"]),
    ],
)
def test_a_saved_feed_that_is_cut_off_or_none_is_noticed(
    tmp_path: Path, content: bytes, codes: list[str]
) -> None:
    (tmp_path / "a.xml").write_bytes(content)
    assert [item.code for item in rejections(tmp_path)] == codes


def test_a_saved_page_is_known_by_the_address_it_names(tmp_path: Path) -> None:
    page = '<html><head><link href="https://kabar.example/a?utm_source=x" rel="canonical"></head><p>Isi.'
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b.html").write_text(page.replace("/a?utm_source=x", "/"))
    a, b = documents(tmp_path)
    assert a.metadata["url"] == "https://kabar.example/a"
    assert "url" not in b.metadata
    assert a.media_type == "text/html"


def test_lists_of_names_become_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps(
            {"items": [{"content_text": "Isi.", "authors": [{"name": "Rini"}, {"name": "Joko"}], "n": [1]}]}
        )
    )
    (only,) = documents(tmp_path)
    assert (only.metadata["author"], only.metadata["n"]) == ("Rini, Joko", "[1]")
