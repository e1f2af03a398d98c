import base64
import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from config.sources import Source
from flows.ingest.files import read_file
from transforms.records import Document, Rejection

SOURCE = Source(id="arsip", name="Arsip", kind="files", path=".", timezone="Asia/Jakarta")
PAGE = b"<html><body><p>Bupati Makmur membuka apel.</p></body></html>"


def pack(content: bytes) -> bytes:
    """Gzip that is the same at any time, so that the tests have the same names in every process."""
    return gzip.compress(content, mtime=0)


def record(
    *,
    url: str = "https://kabar.example/a",
    body: bytes = PAGE,
    status: str = "200 OK",
    kind: str = "response",
    headers: Mapping[str, str] | None = None,
    warc: Mapping[str, str] | None = None,
    packed: bool = False,
) -> bytes:
    """One record as an archive holds it."""
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **(headers or {})}
    block = body
    if kind == "response":
        block = _head(f"HTTP/1.1 {status}", fields) + body
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    content = _head(
        "WARC/1.0",
        {
            "WARC-Type": kind,
            "WARC-Record-ID": "<urn:uuid:12345678-feed-dead-beef-123456789abc>",
            "WARC-Date": "2024-10-02T01:00:00Z",
            "WARC-Target-URI": url,
            "WARC-Block-Digest": f"sha1:{digest}",
            "Content-Type": "text/html" if kind != "response" else "application/http; msgtype=response",
            "Content-Length": str(len(block)),
            **(warc or {}),
        },
    )
    content += block + b"\r\n\r\n"
    return pack(content) if packed else content


def _head(first: str, fields: Mapping[str, str]) -> bytes:
    return "\r\n".join([first, *(f"{name}: {value}" for name, value in fields.items()), "", ""]).encode()


def read(folder: Path, content: bytes, name: str = "a.warc") -> list[Document | Rejection]:
    (folder / name).write_bytes(content)
    return list(read_file(SOURCE, folder / name))


def codes(found: list[Document | Rejection]) -> list[str]:
    return [item.code if isinstance(item, Rejection) else "page" for item in found]


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_comes_with_its_address_and_time(tmp_path: Path, packed: bool) -> None:
    content = record(kind="warcinfo", packed=packed) + record(packed=packed)
    (page,) = read(tmp_path, content, "a.warc.gz" if packed else "a.warc")
    assert isinstance(page, Document)
    assert page.content == PAGE
    assert page.media_type == "text/html"
    assert page.metadata["url"] == "https://kabar.example/a"
    assert page.fetched_at is not None
    assert page.fetched_at.isoformat() == "2024-10-02T01:00:00+00:00"
    assert page.origin.endswith("#1")


def test_an_archive_packed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    assert codes(read(tmp_path, pack(record() + record()), "a.warc.gz")) == ["page", "page"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (record(body=pack(PAGE), headers={"Content-Encoding": "gzip"}), ["page"]),
        (record(kind="resource"), ["page"]),
        (record(headers={"Content-Type": "image/png"}) + record(), ["page"]),
        (record(status="301 Moved Permanently") + record(), ["page"]),
        (record(status="404 Not Found"), ["http_status"]),
        (record(status="503 Service Unavailable"), ["http_status"]),
        (record(headers={"Content-Encoding": "br"}), ["unsupported_format"]),
        (record(warc={"WARC-Truncated": "length"}), ["truncated"]),
        (record(headers={"Content-Length": "5000"}), ["truncated"]),
        (record().replace(b"apel", b"apem"), ["digest_mismatch"]),
        (record().replace(b"apel", b"apem") + record(), ["digest_mismatch", "page"]),
        (record()[:-30], ["truncated", "unreadable"]),
        (record() + record()[:100], ["page", "broken_record"]),
        (record() + b"no record at all\r\n\r\n" + record(), ["page", "broken_record", "page"]),
        (record().replace(b"WARC/1.0", b"WART/1.0") + record(), ["broken_record", "page"]),
        (b"no archive", ["broken_record"]),
        (b"", ["empty"]),
        (record(kind="warcinfo"), ["empty"]),
    ],
)  # fmt: skip
def test_each_record_is_a_page_or_a_refusal(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    assert codes(read(tmp_path, content)) == expected


def test_a_compressed_archive_that_is_cut_off_is_noticed(tmp_path: Path) -> None:
    content = b"".join(record(url=f"https://kabar.example/{n}", packed=True) for n in range(3))
    assert codes(read(tmp_path, content[:-40], "a.warc.gz")) == ["page", "page", "unreadable"]


def test_a_page_in_chunks_is_put_together(tmp_path: Path) -> None:
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    (page,) = read(tmp_path, record(body=body, headers={"Transfer-Encoding": "chunked"}))
    assert isinstance(page, Document)
    assert page.content == PAGE


def test_the_charset_of_the_answer_is_used_where_the_bytes_agree(tmp_path: Path) -> None:
    headers = {"Content-Type": "text/html; charset=windows-1251"}
    (page,) = read(tmp_path, record(body="<p>Привет".encode("cp1251"), headers=headers))
    assert isinstance(page, Document)
    assert page.encoding == "cp1251"


def test_what_the_library_prints_does_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read(tmp_path, record() + b"x\r\n\r\n" + record())
    assert capsys.readouterr() == ("", "")
