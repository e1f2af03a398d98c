"""An object store on loopback for tests: moto's S3 server, as a process of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.flows.killing import environment

BUCKET = "warta"


@contextmanager
def object_server() -> Iterator[dict[str, str]]:
    """Run a server with one bucket; gives the environment by which it is reached. The test is skipped without moto."""
    beside = Path(sys.executable).with_name("moto_server")
    command = str(beside) if beside.exists() else shutil.which("moto_server")
    if command is None:
        pytest.skip("moto is not installed here: pip install 'warta[objects]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    reached = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "warta",
        "AWS_SECRET_ACCESS_KEY": "a secret of the tests",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with subprocess.Popen(
        [command, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as server:
        try:
            _make_bucket(port)
            yield reached
        finally:
            server.kill()


def _make_bucket(port: int) -> None:
    request = f"PUT /{BUCKET} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    end = time.monotonic() + 60
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                connection.sendall(request.encode())
                assert b" 200 " in connection.recv(64)
                return
        except ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def environ_with(reached: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the environment of this process so that the server is the object store."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in reached.items():
        monkeypatch.setenv(name, value)
