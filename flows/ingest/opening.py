"""Opening a file as a stream of its plain bytes: decompressed by its content, with an eye on bombs and cuts."""

import codecs
import gzip
import io
import shutil
import tempfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard

from flows.ingest.documents import UnreadableError

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
COMPRESSED = {".gz", ".gzip", ".zst", ".zstd"}
FREE_BYTES = 32 * 1024 * 1024  # that a file may grow to without a question asked
MOST_GROWTH = 250  # times its size that a larger one may grow; news compresses 3 to 20 times, a bomb 1000
_ZSTD_STEP = 2048  # compressed bytes at a time: at the very worst they become 64 MB
_BUFFER = 256 * 1024


@contextmanager
def plain_bytes(path: Path) -> Iterator[io.BufferedReader]:
    """The content of a file as a stream, decompressed if it is gzip or Zstandard, whatever its name says.

    What stands before a cut can be read by `read1`, `peek` and `readline`; `read` gives all it is asked for or raises.

    Raises:
        UnreadableError: it is cut off or broken, is no compressed file where its name says so, or is a bomb.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.peek(4)[:4]
        try:
            if start.startswith(GZIP):
                yield _buffered(_Growing(gzip.GzipFile(fileobj=file).read1, file))
            elif start == ZSTD:
                yield _buffered(_Growing(_Zstd(file).piece, file))
            elif path.suffix.lower() in COMPRESSED and start:
                raise UnreadableError(
                    "unreadable", f"The name ends in {path.suffix}, the content is not that."
                )
            else:
                yield file
        except (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
            raise UnreadableError(
                "unreadable", f"The compressed file is cut off or broken: {error}"
            ) from error


@contextmanager
def seekable(stream: io.BufferedReader) -> Iterator[BinaryIO]:
    """A stream that can be sought: itself where it is a plain file, else a copy on disk."""
    if not isinstance(stream.raw, _Growing):
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, _BUFFER)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream without a byte order mark, and in UTF-8 where it was UTF-16 or UTF-32."""
    head = stream.peek(4)[:4]
    if head.startswith(codecs.BOM_UTF8):
        stream.read(3)
        return stream
    if head.startswith(codecs.BOM_UTF32_LE):
        return _buffered(_Recoded(stream, "utf-32"))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _buffered(_Recoded(stream, "utf-16"))
    if len(head) == 4 and head.count(0) == 2:
        return _buffered(_Recoded(stream, "utf-16-be" if head[0] == 0 else "utf-16-le"))
    return stream


def _buffered(raw: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(raw, _BUFFER)


class _Filtered(io.RawIOBase, ABC):
    """A stream made from another, piece by piece."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        piece = self.piece(len(view))
        view[: len(piece)] = piece
        return len(piece)

    @abstractmethod
    def piece(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""


class _Growing(_Filtered):
    """A decompressed stream that is watched: what grows out of all proportion is a bomb."""

    def __init__(self, unpack: Callable[[int], bytes], packed: BinaryIO) -> None:
        self._unpack, self._packed, self._size = unpack, packed, 0

    def piece(self, size: int) -> bytes:
        try:
            piece = self._unpack(size)
        except (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
            raise UnreadableError(
                "unreadable", f"The compressed file is cut off or broken: {error}"
            ) from error
        self._size += len(piece)
        if self._size > FREE_BYTES and self._size > MOST_GROWTH * self._packed.tell():
            raise UnreadableError(
                "too_large",
                f"The file grows to more than {MOST_GROWTH} times its size, as only a decompression bomb does.",
            )
        return piece


class _Zstd:
    """Zstandard frames one behind the other; one that is cut off is an error (the library's reader says nothing)."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._left = b""  # compressed, behind the end of a frame
        self._ready = memoryview(b"")

    def piece(self, size: int) -> bytes:
        while not self._ready:
            packed = self._left or self._packed.read(_ZSTD_STEP)
            self._left = b""
            if not packed:
                if self._frame is not None:
                    raise EOFError("the last frame does not end")
                return b""
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            self._ready = memoryview(self._frame.decompress(packed))
            if self._frame.eof:
                self._left, self._frame = self._frame.unused_data, None
        piece, self._ready = bytes(self._ready[:size]), self._ready[size:]
        return piece


class _Recoded(_Filtered):
    """A text stream of another encoding, in UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def piece(self, size: int) -> bytes:
        while not self._ready:
            content = self._stream.read1(_BUFFER)
            self._ready = self._decoder.decode(content, final=not content).encode("utf-8", "replace")
            if not content and not self._ready:
                return b""
        piece, self._ready = self._ready[:size], self._ready[size:]
        return piece
