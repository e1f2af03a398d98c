"""Connections that keep to a budget: only to checked addresses, up to a deadline, up to a number of bytes.

The HTTP client below (httpcore2) does all its reading and writing through the two classes here, so what they
refuse cannot happen, in whatever state of the protocol a peer stalls or floods.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

import httpcore2

from flows.ingest.addresses import Resolve, checked_addresses

SMALLEST_WAIT = 0.001


class TooLongError(Exception):
    """The deadline of a document has passed."""


class TooMuchError(Exception):
    """More bytes came than a document may have."""


@dataclass(slots=True)
class Budget:
    """What one exchange may still use. `deadline` is a `time.monotonic()` value."""

    deadline: float
    connect_seconds: float
    bytes_left: int
    private_allowed: bool
    reused: bool = field(default=True)

    def seconds_left(self) -> float:
        """How long an operation may still take.

        Raises:
            TooLongError: where the deadline has passed.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TooLongError
        return max(left, SMALLEST_WAIT)


class BudgetedBackend(httpcore2.NetworkBackend):
    """Opens connections on behalf of the exchange that the current thread is busy with."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._system = httpcore2.SyncBackend()
        self._current = threading.local()
        self._open: WeakSet[BudgetedStream] = WeakSet()
        self._lock = threading.Lock()
        self._closed = False

    @property
    def budget(self) -> Budget:
        """The budget of the current thread's exchange."""
        budget: Budget = self._current.budget
        return budget

    @budget.setter
    def budget(self, budget: Budget) -> None:
        self._current.budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to one of the checked addresses of `host`, never to the name again.

        Raises:
            AddressError: where the name has no address or a forbidden one.
        """
        budget = self.budget
        budget.reused = False
        seconds = min(budget.seconds_left(), budget.connect_seconds)
        addresses = checked_addresses(
            host, port, private_allowed=budget.private_allowed, resolve=self._resolve, seconds=seconds
        )
        for number, address in enumerate(addresses, 1):
            try:
                return self._connect(address, port, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore2.ConnectError(f"{host} has no address")

    def _connect(
        self,
        address: str,
        port: int,
        local_address: str | None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> "BudgetedStream":
        seconds = min(self.budget.seconds_left(), self.budget.connect_seconds)
        stream = BudgetedStream(
            self._system.connect_tcp(address, port, seconds, local_address, socket_options), self
        )
        self.track(stream)
        return stream

    def track(self, stream: "BudgetedStream") -> None:
        """Remember an open connection, to be cut when the client is closed."""
        with self._lock:
            self._open.add(stream)
            closed = self._closed
        if closed:
            stream.close()
            raise httpcore2.ConnectError("the client is closed")

    def cut(self) -> None:
        """End every connection at once and open none any more, so that no thread goes on waiting for its peer."""
        with self._lock:
            self._closed = True
            streams = list(self._open)
        for stream in streams:
            stream.cut()


class BudgetedStream(httpcore2.NetworkStream):
    """A connection whose every read and write is held to the budget of the exchange that uses it."""

    def __init__(self, stream: httpcore2.NetworkStream, backend: BudgetedBackend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come.

        Raises:
            TooLongError: at the deadline.
            TooMuchError: once more bytes came than the budget has.
        """
        budget = self._backend.budget
        try:
            data = self._stream.read(max_bytes, budget.seconds_left())
        except httpcore2.ReadTimeout as error:
            raise TooLongError from error
        budget.bytes_left -= len(data)
        if budget.bytes_left < 0:
            raise TooMuchError
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send; a peer that does not take it in before the deadline raises TooLongError."""
        try:
            self._stream.write(buffer, self._backend.budget.seconds_left())
        except httpcore2.WriteTimeout as error:
            raise TooLongError from error

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def cut(self) -> None:
        """End the connection under a thread that may be waiting on it."""
        with suppress(OSError):
            self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection with TLS over it."""
        budget = self._backend.budget
        seconds = min(budget.seconds_left(), budget.connect_seconds)
        secured = BudgetedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._backend)
        self._backend.track(secured)
        return secured

    def get_extra_info(self, info: str) -> Any:
        """Whatever the connection below says."""
        return self._stream.get_extra_info(info)
