"""One request and its answer, within a budget of time and bytes, over kept connections."""

import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import httpcore2

from flows.ingest.addresses import AddressError, Resolve
from flows.ingest.bodies import BodyError, read_body
from flows.ingest.targets import Target
from flows.ingest.wire import Budget, BudgetedBackend, TooLongError, TooMuchError

KEEP_SECONDS = 15.0
TAKEN = frozenset({200, 203})
BODILESS = frozenset({204, 304})
DRAINED_BYTES, DRAINED_SECONDS = 16_384, 0.5
# Headers of which the first counts where a server sends several.
ONCE = frozenset({"location", "content-type", "content-length", "etag", "last-modified", "retry-after"})


class ExchangeError(Exception):
    """No usable answer; `code` is a short word, `detail` a sentence for a person."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered. Header names are in lower case; only documents (200, 203) have content."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Exchanger:
    """Holds the connections of a client.

    Those that were opened by permission to private addresses are kept apart, so that no other request can
    slip through one.
    """

    def __init__(
        self, *, resolve: Resolve, connections: int, ssl_context: ssl.SSLContext | None = None
    ) -> None:
        self._backend = BudgetedBackend(resolve)
        context = ssl_context or httpcore2.default_ssl_context()
        self._pools = {
            private_allowed: httpcore2.ConnectionPool(
                ssl_context=context,
                max_connections=connections,
                keepalive_expiry=KEEP_SECONDS,
                network_backend=self._backend,
            )
            for private_allowed in (False, True)
        }

    def get(
        self, target: Target, headers: Mapping[str, str], budget: Budget, *, limit: int, cut: bool = False
    ) -> Answer:
        """Get a document.

        Args:
            target: what to get.
            headers: beside Host.
            budget: time and bytes on the wire; what is used is taken off.
            limit: how many bytes the decompressed document may have.
            cut: take the first `limit` bytes of a larger document instead of refusing it.

        Raises:
            ExchangeError: where there is no whole answer within the limits.
        """
        self._backend.budget = budget
        budget.reused = True
        try:
            return self._try(target, headers, limit, cut)
        except _StaleError as stale:
            if not budget.reused:
                raise stale.error from stale
        try:  # the server had closed a kept connection just when it was used again
            return self._try(target, headers, limit, cut)
        except _StaleError as stale:
            raise stale.error from stale

    def cut(self) -> None:
        """End all connections under those who use them."""
        self._backend.cut()

    def close(self) -> None:
        """Let go of all connections, once nobody uses any."""
        for pool in self._pools.values():
            pool.close()

    def _try(self, target: Target, headers: Mapping[str, str], limit: int, cut: bool) -> Answer:
        budget, answered = self._backend.budget, False
        url = httpcore2.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=target.path.encode(),
        )
        sent = [(b"Host", target.netloc.encode()), *((k.encode(), v.encode()) for k, v in headers.items())]
        wait = {"timeout": {"pool": budget.connect_seconds}}
        try:
            with self._pools[budget.private_allowed].stream(
                "GET", url, headers=sent, extensions=wait
            ) as response:
                answered = True
                return self._answer(response, limit, cut)
        except AddressError as error:
            raise ExchangeError(error.code, error.detail) from error
        except BodyError as error:
            raise ExchangeError(error.code, error.detail) from error
        except TooLongError as error:
            raise ExchangeError("timeout", "The whole document did not come within its time.") from error
        except TooMuchError as error:
            raise ExchangeError(
                "too_large", "More bytes came over the wire than one document may have."
            ) from error
        except httpcore2.TimeoutException as error:
            raise ExchangeError("timeout", f"No connection to {target.netloc} in time.") from error
        except httpcore2.ConnectError as error:
            raise _connect_error(target, error) from error
        except httpcore2.LocalProtocolError as error:
            raise ExchangeError("bad_url", f"The request cannot be written as HTTP ({error}).") from error
        except (httpcore2.NetworkError, httpcore2.RemoteProtocolError) as error:
            wrong = _broken(error, answered)
            raise (wrong if answered else _StaleError(wrong)) from error

    def _answer(self, response: httpcore2.Response, limit: int, cut: bool) -> Answer:
        headers: dict[str, str] = {}
        for raw_name, raw_value in response.headers:
            name, value = raw_name.decode("latin-1").lower(), _text(raw_value).strip()
            if name not in headers:
                headers[name] = value
            elif name not in ONCE:
                headers[name] += f", {value}"
        content = b""
        if response.status in TAKEN:
            pieces: Iterator[bytes] = response.iter_stream()
            content = read_body(pieces, headers.get("content-encoding", ""), limit, cut=cut)
        else:
            self._drain(response, headers)
        return Answer(status=response.status, headers=headers, content=content)

    def _drain(self, response: httpcore2.Response, headers: Mapping[str, str]) -> None:
        """Read a small body that nobody wants, so that its connection can be kept; it may take no time."""
        length = headers.get("content-length", "")
        small = length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= DRAINED_BYTES
        if not (small or response.status in BODILESS):
            return
        budget = self._backend.budget
        budget.deadline = min(budget.deadline, time.monotonic() + DRAINED_SECONDS)
        with suppress(httpcore2.NetworkError, httpcore2.ProtocolError, TooLongError, TooMuchError):
            for _ in response.iter_stream():
                pass


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


class _StaleError(Exception):
    def __init__(self, error: ExchangeError) -> None:
        super().__init__(error.detail)
        self.error = error


def _connect_error(target: Target, error: Exception) -> ExchangeError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return ExchangeError("tls", f"No trusted connection to {target.netloc} ({cause}).")
        cause = cause.__cause__ or cause.__context__
    return ExchangeError("connect", f"No connection to {target.netloc} ({error}).")


def _broken(error: Exception, answered: bool) -> ExchangeError:
    """What a broken exchange means. The library tells its cases apart by their texts alone."""
    text = str(error)
    if answered and (isinstance(error, httpcore2.NetworkError) or "peer closed connection" in text):
        return ExchangeError("truncated", f"The connection ended before the document did ({text}).")
    if (
        isinstance(error, httpcore2.NetworkError)
        or "disconnected" in text
        or "peer closed connection" in text
    ):
        return ExchangeError("connect", f"The server closed the connection without an answer ({text}).")
    if "too long" in text:
        return ExchangeError("too_large", "The headers of the answer have no end.")
    return ExchangeError("protocol", f"What came is not HTTP ({text}).")
