"""Reader of web archives (WARC and ARC): the pages in them, with their length and digest checked."""

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from flows.ingest.documents import MAX_RECORD, UnreadableError
from flows.ingest.readers import Found

PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
DECODED = ("", "identity", "gzip", "deflate")  # content encodings that are undone
_KINDS = ("response", "resource", "conversion")
_RESTARTS = 20  # times that a broken record is passed over by looking for the next one


def read_warc(stream: io.BufferedReader) -> Found:
    """The pages and texts of an archive.

    Requests, metadata, redirects, revisits and files that are no text belong to the archive and are no
    records. A page that was not answered with status 2xx, was cut off, or does not have the digest that was
    written with it is refused.
    """
    for _ in range(_RESTARTS):
        archive = ArchiveIterator(_Pieces(stream), check_digests=True)
        try:
            yield from _pages(archive)
            return
        except (EOFError, OSError, UnreadableError):
            raise
        except Exception as error:  # the library raises many kinds on broken archives
            yield UnreadableError(
                "broken_record", f"No readable WARC record: {error or type(error).__name__}"
            )
        if (line := _next_start(archive)) is None:
            return
        stream = io.BufferedReader(_Behind(line, archive.reader))
    raise UnreadableError("unreadable", f"More than {_RESTARTS} broken records; the rest is not read.")


def _pages(archive: Any) -> Iterator[Any]:
    records = iter(archive)
    while True:
        with contextlib.redirect_stderr(io.StringIO()):  # the library prints there what it finds odd
            record = next(records, None)
        if record is None:
            return
        if record.rec_type in _KINDS and (page := _page(record)) is not None:
            yield page
        _exhaust(record)
        if record.raw_stream.limit > 0:
            raise EOFError("the archive ends inside a record")


def _page(record: Any) -> dict[str, Any] | UnreadableError | None:
    headers, http = record.rec_headers, record.http_headers
    url = headers.get_header("WARC-Target-URI") or headers.get_header("uri")
    status = http.get_statuscode() if http else "200"
    declared = (http.get_header("Content-Type") if http else record.content_type) or ""
    media_type, _, parameters = declared.partition(";")
    field = PAGES.get(media_type.strip().lower())
    if field is None or status.startswith("3"):
        return None
    if not status.startswith("2"):
        return UnreadableError("http_status", f"{url}: the archive holds an answer with status {status}.")
    if cut := headers.get_header("WARC-Truncated"):
        return UnreadableError("truncated", f"{url}: the page was cut off when it was archived ({cut}).")
    coding = (http.get_header("Content-Encoding") if http else None) or ""
    if coding.strip().lower() not in DECODED:
        return UnreadableError("unsupported_format", f"{url}: the content encoding {coding!r} is not read.")
    content = record.content_stream().read(MAX_RECORD + 1)
    if len(content) > MAX_RECORD:
        return UnreadableError("too_large", f"{url}: more than {MAX_RECORD:,} bytes in one page.")
    _exhaust(record)
    if problem := _problem(record, http):
        return UnreadableError(problem[0], f"{url}: {problem[1]}")
    page = {field: content, "url": url, "fetched_at": headers.get_header("WARC-Date")}
    if "charset=" in parameters.lower():
        page["charset"] = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return page


def _problem(record: Any, http: Any) -> tuple[str, str] | None:
    """What is wrong with a record that has been read: shorter than announced, or not what was archived."""
    if record.raw_stream.limit > 0:
        return "truncated", "the archive ends inside the record"
    announced = http.get_header("Content-Length") if http else None
    if announced and announced.isdigit() and 0 <= record.payload_length < int(announced):
        return "truncated", f"{record.payload_length:,} bytes of {announced} were archived"
    problems = [str(problem) for problem in record.digest_checker.problems if "failed" in str(problem)]
    has_block = record.rec_headers.get_header("WARC-Block-Digest") is not None
    # Some writers compute the payload's digest in another way; that of the whole block is unambiguous.
    if problems and (not has_block or any("block" in problem for problem in problems)):
        return "digest_mismatch", problems[0]
    return None


def _exhaust(record: Any) -> None:
    while record.raw_stream.read(65536):
        pass


def _next_start(archive: Any) -> bytes | None:
    """The line with which the next record begins."""
    while line := archive.reader.readline(65536):
        if line.startswith(b"WARC/"):
            return bytes(line)
    return None


class _Pieces:
    """A stream of which each read gives what is there, so that nothing before a cut is lost with the rest."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.read = stream.read1


class _Behind(io.RawIOBase):
    """A line that was read ahead, and what comes behind it."""

    def __init__(self, line: bytes, rest: Any) -> None:
        self._line, self._rest = line, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._line[: len(view)] or self._rest.read(len(view))
        self._line = self._line[len(piece) :]
        view[: len(piece)] = piece
        return len(piece)
