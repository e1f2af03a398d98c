"""Readers of text files, pages, JSON Lines and JSON: streams of bytes to records, one at a time.

A reader yields records, or an `UnreadableError` for one that is broken, and goes on behind it. It raises
`UnreadableError` only where nothing more can be read. None holds more than one record.
"""

import json
import re
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import Any

from flows.ingest.documents import MAX_RECORD, Record, UnreadableError, encoding_of
from flows.ingest.opening import as_utf8

Found = Iterator[Record | UnreadableError | Any]

_CHUNK = 256 * 1024
_OUTSIDE = re.compile(rb'["{}\[\],]')
_INSIDE = re.compile(rb'["\\]')


def read_text(stream: BufferedReader) -> Found:
    """A text file is one record."""
    yield {"text": whole(stream)}


def read_html(stream: BufferedReader) -> Found:
    """A page is one record."""
    yield {"html": whole(stream)}


def read_json_lines(stream: BufferedReader) -> Found:
    """A record a line; blank lines are none."""
    for line in lines(as_utf8(stream)):
        if isinstance(line, UnreadableError):
            yield line
        elif line.strip():
            yield parse_json(line)


def read_json(stream: BufferedReader) -> Found:
    """The records of a JSON file: of a list, of one object, or of objects one behind the other.

    An object without text that holds one list of objects (as interfaces answer: {"articles": […]}) gives the
    records of that list.
    """
    for value in split_values(as_utf8(stream)):
        record = value if isinstance(value, UnreadableError) else parse_json(value)
        if isinstance(record, Mapping) and (inner := _only_list(record)) is not None:
            yield from inner
        else:
            yield record


def whole(stream: BufferedReader) -> bytes:
    """The stream's content.

    Raises:
        UnreadableError: it is longer than a record may be.
    """
    content = stream.read(MAX_RECORD + 1)
    if len(content) > MAX_RECORD:
        raise UnreadableError("too_large", f"More than {MAX_RECORD:,} bytes in one document.")
    return content


def lines(stream: BufferedReader) -> Iterator[bytes | UnreadableError]:
    """The lines with their ends; one that is too long is passed over, a piece at a time."""
    while line := stream.readline(MAX_RECORD + 1):
        if len(line) <= MAX_RECORD:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield UnreadableError("too_large", f"A line of more than {MAX_RECORD:,} bytes.")


def parse_json(content: bytes) -> Any:
    """A JSON value, or why it is none. Bytes that are no UTF-8 are read in the encoding that is found for them."""
    try:
        try:
            return json.loads(content)
        except UnicodeDecodeError:
            encoding = encoding_of(content)
            record = json.loads(content.decode(encoding, "replace"))
            return {**record, "record_encoding": encoding} if isinstance(record, dict) else record
    except (ValueError, RecursionError) as error:
        return UnreadableError("broken_record", f"Not valid JSON: {error}")


def split_values(stream: BufferedReader) -> Iterator[bytes | UnreadableError]:
    """The outermost JSON values of a stream, those inside an outermost list one by one.

    Brackets and quotation marks are counted and nothing is parsed, so that a broken value costs itself alone
    as long as its brackets match.
    """
    splitter = _Splitter()
    while chunk := stream.read1(_CHUNK):
        yield from splitter.feed(chunk)
    yield from splitter.end()


class _Splitter:
    """What `split_values` knows between two chunks."""

    def __init__(self) -> None:
        self._value = bytearray()
        self._size = 0  # of the value, also where it is too large to be kept
        self._depth = 0  # of brackets round the place reached, without the outermost list
        self._in_list = self._in_string = self._escaped = False

    def feed(self, chunk: bytes) -> Iterator[bytes | UnreadableError]:
        """The values that end within the chunk."""
        at = kept = 0
        if self._escaped:
            at, self._escaped = 1, False
        while found := (_INSIDE if self._in_string else _OUTSIDE).search(chunk, at):
            sign, at = found.group(), found.end()
            if sign == b"\\":
                if at == len(chunk):
                    self._escaped = True
                at += 1
            elif sign == b'"':
                self._in_string = not self._in_string
            elif (
                sign == b"["
                and not self._in_list
                and not self._depth
                and self._is_blank(chunk[kept : at - 1])
            ):
                self._in_list, kept = True, at
            elif sign in b"[{":
                self._depth += 1
            elif self._depth and sign in b"]}":
                self._depth -= 1
                if not self._depth and not self._in_list:
                    yield from self._take(chunk[kept:at])
                    kept = at
            elif not self._depth and self._in_list and sign in b",]":
                yield from self._take(chunk[kept : at - 1])
                kept, self._in_list = at, sign == b","
        self._keep(chunk[kept:])

    def end(self) -> Iterator[bytes | UnreadableError]:
        """What is left when nothing more comes."""
        cut = UnreadableError("broken_record", "The file ends inside a value: it is cut off.")
        if self._depth or self._in_string:
            yield cut
            return
        yield from self._take(b"")
        if self._in_list:
            yield cut

    def _is_blank(self, rest: bytes) -> bool:
        return not self._value.strip() and not rest.strip()

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size <= MAX_RECORD:
            self._value += piece
        else:
            self._value.clear()

    def _take(self, piece: bytes) -> Iterator[bytes | UnreadableError]:
        self._keep(piece)
        if self._size > MAX_RECORD:
            yield UnreadableError("too_large", f"A value of more than {MAX_RECORD:,} bytes.")
        elif value := bytes(self._value).strip():
            yield value
        self._value, self._size = bytearray(), 0


def _only_list(record: Record) -> list[Any] | None:
    """The one list of objects in an object that is no record itself."""
    if any(isinstance(record.get(name), str) for name in ("text", "html", "content", "body", "isi")):
        return None
    lists = [v for v in record.values() if isinstance(v, list) and v and all(isinstance(r, dict) for r in v)]
    return lists[0] if len(lists) == 1 else None
