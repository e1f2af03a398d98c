"""`warta explore`: the published warehouse as pages to ask, on a local port."""

import contextlib
import logging
import socket
import threading
import time
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from config.settings import load_settings
from flows.console import OUT
from flows.job import UsageError
from flows.options import HERE, Config, Home
from warehouse.published import published

INDEX = Path("state") / "search.sqlite"
STARTED_WITHIN = 30.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explore)


def explore(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen at; default 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65_535, help="Port; 0 takes any that is free. Default 8500."),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the first page.")] = True,
    config: Config = None,
    home: Home = HERE,
) -> None:
    """Explore events and articles in a browser: filters, full-text search, downloads, the SQL door. Read-only."""
    import uvicorn

    from warehouse.door import Limits
    from warehouse.explore.app import Place, dashboard

    warehouse, settings = published(home), load_settings(home, config)
    chosen = settings.explore.host if host is None else host
    with _listening(chosen, settings.explore.port if port is None else port) as listener:
        place = Place(
            published=warehouse,
            index=home / INDEX,
            host=chosen,
            names=settings.explore.names,
            limits=Limits(**settings.sql.model_dump()),
            timezone=settings.timezone,
        )
        server = uvicorn.Server(
            uvicorn.Config(
                dashboard(place),
                log_level=logging.WARNING,
                log_config=None,
                access_log=False,
                ws="none",
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=3,
            )
        )
        address = _address(listener)
        OUT.print(f"Open  {address}   (Ctrl-C ends)", soft_wrap=True)
        if browser:
            threading.Thread(target=_open_browser, args=(server, address), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):  # the usual way to end it
            server.run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        UsageError: the port is taken, or the address is not of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except BaseException:
            listener.close()
            raise
    except OSError as error:
        raise UsageError(
            f"{host}:{port} cannot be listened at ({error.strerror}). Another program may have the port: "
            "choose one by --port, or let one be found: --port 0"
        ) from error
    return listener


def _address(listener: socket.socket) -> str:
    name, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _open_browser(server: object, address: str) -> None:
    end = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < end and not getattr(server, "started", False):
        time.sleep(0.1)
    webbrowser.open(address)
