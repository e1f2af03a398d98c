"""The dashboard on a port of this machine, as `warta explore` serves it, for the tests."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import uvicorn

from warehouse.door import Limits
from warehouse.explore.app import Place, dashboard

WITHIN = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Served:
    """A dashboard that runs: its port, and requests to it."""

    port: int
    home: Path
    warnings: list[str] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address; of `Host` and the like a test may give its own."""
        con = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            con.request(method, quote(path, safe="/?=&%+:"), headers=names)
            answer = con.getresponse()
            return Answer(
                answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
            )
        finally:
            con.close()

    def search(self, words: str, path: str = "/articles") -> str:
        """A page that needs the index, once that has followed the warehouse."""
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            text = self.get(f"{path}?q={quote(words)}").text
            if "Indeks kata sedang dibuat" not in text:
                return text
            time.sleep(0.05)
        raise AssertionError("the index of words was not made")


@contextmanager
def served(
    published: Path, home: Path, *, host: str = "127.0.0.1", names: tuple[str, ...] = ()
) -> Iterator[Served]:
    """Serve a published warehouse while the block lasts; the index lies in the home."""
    place = Place(
        published=published,
        index=home / "state" / "search.sqlite",
        host=host,
        names=names,
        limits=Limits(rows_shown=20),
        timezone="Asia/Jakarta",
    )
    config = uvicorn.Config(
        dashboard(place),
        host="127.0.0.1",
        port=0,
        log_config=None,
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        end = time.monotonic() + WITHIN
        while not server.started and time.monotonic() < end:
            time.sleep(0.01)
        yield Served(server.servers[0].sockets[0].getsockname()[1], home)
    finally:
        server.should_exit = True
        thread.join()
