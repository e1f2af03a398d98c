"""Compressed bodies, unpacked piece by piece under a limit, so that no bomb ever unfolds in memory."""

import zlib
from collections.abc import Iterable, Iterator

import zstandard

ACCEPTED = "gzip, deflate, zstd"
PIECE = 65_536
# What RFC 9659 lets a server use; a larger window is a way to make the client allocate.
ZSTD_WINDOW = 8 * 1024 * 1024
ZSTD_FEED = 256
_PLAIN = frozenset({"", "identity", "none", "utf-8", "utf8", "binary"})  # the last four are common mistakes
_GZIP, _ZLIB, _RAW = 31, 15, -15


class BodyError(Exception):
    """A body that cannot be taken; `code` is "too_large", "truncated" or "bad_encoding"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def read_body(pieces: Iterable[bytes], encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """The whole body, decompressed.

    Args:
        pieces: the body as it comes from the wire.
        encoding: the value of Content-Encoding.
        limit: how many bytes the result may have.
        cut: give the first `limit` bytes of a longer body instead of refusing it.

    Raises:
        BodyError: where the body is too large, ends early, or is not what its encoding says.
    """
    whole = bytearray()
    for piece in unpacked(pieces, encoding):
        whole += piece
        if len(whole) > limit:
            if cut:
                return bytes(whole[:limit])
            raise BodyError("too_large", f"The document is larger than {limit:,} bytes once decompressed.")
    return bytes(whole)


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body decompressed, in pieces of at most `PIECE` bytes or as they came.

    Raises:
        BodyError: where the encoding is not known, or the body broken or cut short.
    """
    name = encoding.strip().lower()
    if name in _PLAIN:
        return iter(pieces)
    if name in ("gzip", "x-gzip"):
        return _inflated(pieces, _GZIP)
    if name == "deflate":
        return _deflated(pieces)
    if name == "zstd":
        return _zstandard(pieces)
    raise BodyError("bad_encoding", f"The server compressed the answer with '{encoding[:80]}', unasked.")


def _inflated(pieces: Iterable[bytes], window: int) -> Iterator[bytes]:
    """A gzip or deflate body; of gzip also several members in a row, and what follows the last is ignored."""
    inflater, begun, members = zlib.decompressobj(window), False, 0
    for data in pieces:
        while data:
            if inflater.eof:
                if window != _GZIP or not _may_be_gzip(data):
                    return
                inflater, members = zlib.decompressobj(window), members + 1
            begun = True
            try:
                out = inflater.decompress(data, PIECE)
            except zlib.error as error:
                raise BodyError("bad_encoding", f"The compressed body is broken ({error}).") from error
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            if out:
                yield out
    while begun and not inflater.eof:  # output that waits inside, once all input is in
        out = inflater.decompress(b"", PIECE)
        if not out:
            raise BodyError("truncated", "The compressed body ends before its end.")
        yield out


def _may_be_gzip(data: bytes) -> bool:
    return data[:2] == b"\x1f\x8b" or data == b"\x1f"


def _deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A deflate body: with the zlib header that the standard asks for, or raw as some servers send it."""
    source = iter(pieces)
    first = b""
    for piece in source:
        first += piece
        if len(first) >= 2:
            break
    headed = len(first) >= 2 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    yield from _inflated(_chained(first, source), _ZLIB if headed else _RAW)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _zstandard(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A zstd body. Four bytes can stand for 128 KiB, so it is fed a few bytes at a time."""
    frames = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    frame, begun = frames.decompressobj(), False
    for piece in pieces:
        for start in range(0, len(piece), ZSTD_FEED):
            data = piece[start : start + ZSTD_FEED]
            while data:
                if frame.eof:
                    frame = frames.decompressobj()
                begun = True
                try:
                    out = frame.decompress(data)
                except zstandard.ZstdError as error:
                    raise BodyError("bad_encoding", f"The compressed body is broken ({error}).") from error
                data = frame.unused_data if frame.eof else b""
                yield out
    if begun and not frame.eof:
        raise BodyError("truncated", "The compressed body ends before its end.")
