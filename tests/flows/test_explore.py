"""`warta explore` as a command."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from flows.cli import main

COMMAND = [sys.executable, "-m", "flows", "explore", "--no-browser"]


def _run(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        main(["explore", "--no-browser", *arguments])
    return end.value.code


def test_without_a_warehouse_it_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("--home", str(tmp_path)) == 2
    assert "warta run" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named_with_a_way_out(
    samples_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert _run("--home", str(samples_home), "--port", port) == 2
    said = capsys.readouterr().err
    assert port in said and "--port 0" in said


def test_it_serves_on_loopback_until_it_is_interrupted(samples_home: Path) -> None:
    command = [*COMMAND, "--home", str(samples_home), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"COLUMNS": "200"}
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[1]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(f"{address}en/", timeout=30) as page:
                assert "28 events" in page.read().decode()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(15) == 0
