"""A web server on loopback that misbehaves in every way that a news site does, as a tool for tests.

    with RudeServer() as server:
        server.robots = "User-agent: *\\nDisallow: /admin"
        server.add("/feed.xml", page(b"<rss/>", "application/rss+xml"))
        client.fetch(server.url("/drip"))
        server.seen("/drip")

`BEHAVIOURS` lists the ways that every server has ready; `add` gives a path any of them, or one of your own.
"""

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import zstandard

ARTICLE = b"<html><head><title>Warta</title></head><body><p>Kabar pagi dari kota.</p></body></html>"
FEED = (
    b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Kabar</title><item>'
    b"<title>Satu</title><link>https://kabar.example/1</link><guid>1</guid></item></channel></rss>"
)
MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that arrived. `headers` are by lower-case name, `at` is a `time.monotonic()` value."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float


class Visit(BaseHTTPRequestHandler):
    """One request as a behaviour sees it: `query`, `headers`, and ways to answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Server"
    query: dict[str, str]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.owner.requests.append(Seen(parts.path, self.query, headers, time.monotonic()))
        behaviour = self.server.owner.behaviour(parts.path)
        with contextlib.suppress(OSError):  # the client has gone
            behaviour(self)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer. Underscores in header names stand for hyphens."""
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def head(self, status: int, **headers: str) -> None:
        """The status line and headers alone."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def ticks(self, seconds: float) -> Iterator[None]:
        """Forever, at this pace, until the server stops."""
        while not self.server.owner.stopping.wait(seconds):
            yield

    def raw(self, data: bytes) -> None:
        """Bytes as they are, then the end of the connection."""
        self.wfile.write(data)
        self.close_connection = True

    def reset(self) -> None:
        """End the connection with a TCP reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


Behaviour = Callable[[Visit], None]


def page(
    body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Behaviour:
    """An answer as it should be."""
    return lambda visit: visit.answer(status, body, Content_Type=content_type, **headers)


def redirect(to: str, status: int = 302) -> Behaviour:
    """A redirect."""
    return lambda visit: visit.answer(status, Location=to)


def conditional(body: bytes, etag: str = '"v1"', content_type: str = "application/rss+xml") -> Behaviour:
    """A document with an ETag that honours If-None-Match."""

    def behave(visit: Visit) -> None:
        if visit.headers.get("If-None-Match") == etag:
            visit.answer(304, ETag=etag)
        else:
            visit.answer(200, body, Content_Type=content_type, ETag=etag)

    return behave


def drip(visit: Visit) -> None:
    """A body that comes a byte at a time and never ends."""
    visit.head(200, Content_Type="text/html", Content_Length="1000000")
    for _ in visit.ticks(0.05):
        visit.wfile.write(b"x")


def drip_headers(visit: Visit) -> None:
    """Headers that come a byte at a time and never end."""
    visit.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in visit.ticks(0.05):
        visit.wfile.write(b"x")


def silent(visit: Visit) -> None:
    """No answer at all."""
    for _ in visit.ticks(0.05):
        pass


def endless(visit: Visit) -> None:
    """A body without end, as fast as it can be taken."""
    visit.head(200, Content_Type="text/html", Transfer_Encoding="chunked")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for _ in visit.ticks(0):
        visit.wfile.write(chunk)


def endless_headers(visit: Visit) -> None:
    """Headers without end, as fast as they can be taken."""
    visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in visit.ticks(0):
        visit.wfile.write(b"X-More: and more\r\n" * 1000)


def endless_informational(visit: Visit) -> None:
    """Only ever an interim answer."""
    for _ in visit.ticks(0):
        visit.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000)


def gzip_bomb(visit: Visit) -> None:
    """1 GB of zeros as 1 MB of gzip."""
    visit.head(200, Content_Type="text/html", Content_Encoding="gzip", Connection="close")
    packer = zlib.compressobj(9, wbits=31)
    block = bytes(MEGABYTE)
    for _ in range(1024):
        visit.wfile.write(packer.compress(block))
    visit.raw(packer.flush())


def zstd_bomb(visit: Visit) -> None:
    """1 GB of zeros as 32 KB of zstd."""
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    block = bytes(MEGABYTE)
    visit.head(200, Content_Type="text/html", Content_Encoding="zstd", Connection="close")
    for _ in range(1024):
        visit.wfile.write(packer.compress(block))
    visit.raw(packer.flush())


def short(visit: Visit) -> None:
    """Fewer bytes than Content-Length says."""
    visit.head(200, Content_Type="text/html", Content_Length=str(len(ARTICLE) + 500))
    visit.raw(ARTICLE)


def truncated_chunks(visit: Visit) -> None:
    """A chunked body without its last chunk."""
    visit.head(200, Content_Type="text/html", Transfer_Encoding="chunked")
    visit.raw(b"%x\r\n%b\r\n" % (len(ARTICLE), ARTICLE))


def truncated_gzip(visit: Visit) -> None:
    """Half of a gzip body, with a Content-Length that fits the half."""
    whole = gzip.compress(ARTICLE * 50)
    visit.answer(200, whole[: len(whole) // 2], Content_Type="text/html", Content_Encoding="gzip")


def until_close(visit: Visit) -> None:
    """A body of no said length, which ends with the connection."""
    visit.head(200, Content_Type="text/html", Connection="close")
    visit.raw(ARTICLE)


def reset_midway(visit: Visit) -> None:
    """A connection that is reset in the middle of the body."""
    visit.head(200, Content_Type="text/html", Content_Length="100000")
    visit.wfile.write(ARTICLE)
    visit.wfile.flush()
    time.sleep(0.05)
    visit.reset()


def redirect_to(visit: Visit) -> None:
    """A redirect to the address in `?to=`, with the status in `?status=`."""
    visit.answer(int(visit.query.get("status", "302")), Location=visit.query["to"])


def hops(visit: Visit) -> None:
    """`?left=N` redirects, then an article."""
    left = int(visit.query["left"])
    if left:
        visit.answer(301, Location=f"/hops?left={left - 1}")
    else:
        visit.answer(200, ARTICLE, Content_Type="text/html")


def busy(visit: Visit) -> None:
    """The status in `?status=`, with the Retry-After in `?after=` if there is one."""
    status = int(visit.query.get("status", "429"))
    if "after" in visit.query:
        visit.answer(status, Retry_After=visit.query["after"])
    else:
        visit.answer(status)


BEHAVIOURS: dict[str, Behaviour] = {
    "/article": page(ARTICLE),
    "/feed.xml": page(FEED, "application/rss+xml; charset=utf-8"),
    "/drip": drip,
    "/drip-headers": drip_headers,
    "/silent": silent,
    "/endless": endless,
    "/endless-headers": endless_headers,
    "/endless-informational": endless_informational,
    "/gzip-bomb": gzip_bomb,
    "/zstd-bomb": zstd_bomb,
    "/loop": redirect("/loop"),
    "/hops": hops,
    "/redirect": redirect_to,
    "/redirect-nowhere": lambda visit: visit.answer(302),
    "/unasked-304": lambda visit: visit.answer(304),
    "/busy": busy,
    "/short": short,
    "/truncated-chunks": truncated_chunks,
    "/truncated-gzip": truncated_gzip,
    "/reset": lambda visit: visit.reset(),
    "/reset-midway": reset_midway,
    "/hang-up": lambda visit: visit.raw(b""),
    "/no-http": lambda visit: visit.raw(b"SSH-2.0-OpenSSH_9.6\r\n" + bytes(range(256)) + b"\r\n\r\n"),
    "/gzip": page(gzip.compress(ARTICLE), Content_Encoding="gzip"),
    "/gzip-only-said": page(ARTICLE, Content_Encoding="gzip"),
    "/deflate": page(zlib.compress(ARTICLE), Content_Encoding="deflate"),
    "/deflate-raw": page(zlib.compress(ARTICLE, wbits=-15), Content_Encoding="deflate"),
    "/zstd": page(zstandard.compress(ARTICLE), Content_Encoding="zstd"),
    "/brotli": page(b"\x0b\x02\x80hello\x03", Content_Encoding="br"),
    "/wrong-charset": page("Kabar — “pagi”".encode("cp1252"), "text/html; charset=utf-8"),
    "/html-as-feed": page(ARTICLE, "text/html; charset=utf-8"),
    "/empty": page(b"", "application/rss+xml"),
    "/gone": page(b"", status=410),
    "/broken": page(b"", status=500),
    "/no-content": lambda visit: visit.head(204),
    "/until-close": until_close,
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    owner: "RudeServer"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are the subject here."""


class RudeServer:
    """The server. `requests` is what arrived; `robots` is served as robots.txt, and None as 404."""

    def __init__(self, host: str = "127.0.0.1", ssl_context: ssl.SSLContext | None = None) -> None:
        self.requests: list[Seen] = []
        self.robots: str | Behaviour | None = None
        self.stopping = threading.Event()
        self._behaviours = dict(BEHAVIOURS)
        self._server = _Server((host, 0), Visit)
        self._server.owner = self
        self._scheme, self._host = ("https" if ssl_context else "http"), host
        if ssl_context:
            self._server.socket = ssl_context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.socket.close()

    @property
    def port(self) -> int:
        """The port that the server has."""
        return int(self._server.server_address[1])

    @property
    def origin(self) -> str:
        """The address without a path."""
        return self.origin_as(self._host)

    def origin_as(self, host: str) -> str:
        """The origin under another name of this machine."""
        return f"{self._scheme}://{host}:{self.port}"

    def url(self, path: str, host: str | None = None) -> str:
        """The address of a path, under another host name if given."""
        return self.origin_as(host or self._host) + path

    def add(self, path: str, behaviour: Behaviour) -> None:
        """Give a path a behaviour."""
        self._behaviours[path] = behaviour

    def behaviour(self, path: str) -> Behaviour:
        """What a path does."""
        if path == "/robots.txt":
            if callable(self.robots):
                return self.robots
            if self.robots is not None:
                return page(self.robots.encode(), "text/plain")
        return self._behaviours.get(path, page(b"", status=404))

    def seen(self, path: str) -> list[Seen]:
        """The requests that came for a path."""
        return [request for request in self.requests if request.path == path]
