"""A client for tests: quick, small limits, allowed to loopback."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from config.settings import FetchSettings, load_settings
from flows.ingest.http import Failure, Fetched, Fetcher, HostState, Outcome, Request
from tests.flows.rude_server import RudeServer


def fetch_settings(**changes: Any) -> FetchSettings:
    """The shipped settings, made quick."""
    quick = {
        "seconds": 10,
        "connect_seconds": 5,
        "host_delay_seconds": 0,
        "wire_bytes": 3_000_000,
        "content_bytes": 5_000_000,
        "max_workers": 4,
    }
    shipped = load_settings(Path("no-such-home")).fetch
    return FetchSettings.model_validate({**shipped.model_dump(), **quick, **changes})


def client(
    hosts: Iterable[HostState] = (), names: dict[str, list[str]] | None = None, **changes: Any
) -> Fetcher:
    """A client with these changes to the quick settings, that knows only these names beside loopback."""
    return Fetcher(fetch_settings(**changes), hosts, resolve=resolver(names or {}))


def resolver(names: dict[str, list[str]]) -> Callable[[str, int], list[str]]:
    """A resolver that asks nobody."""
    known = {"127.0.0.1": ["127.0.0.1"], "localhost": ["127.0.0.1"], **names}

    def resolve(host: str, port: int) -> list[str]:
        if host not in known:
            raise OSError("Name or service not known")
        return known[host]

    return resolve


def state_of(server: RudeServer, **values: Any) -> HostState:
    """What was learned of a server by an earlier run."""
    return HostState(host=server.origin, **values)


def asked(url: str, **more: Any) -> Request:
    """A request that may go to loopback."""
    return Request(url=url, allow_private=True, **more)


def document(outcome: Outcome) -> Fetched:
    """The document that must have come."""
    assert isinstance(outcome, Fetched), outcome
    return outcome


def failure(outcome: Outcome) -> Failure:
    """The failure that must have come."""
    assert isinstance(outcome, Failure), outcome
    return outcome
