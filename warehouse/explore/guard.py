"""Who may ask: pages on a local port must not be reached through a reader's browser by the pages of others."""

from collections.abc import Collection
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("", "0.0.0.0", "::")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Answers to its own names alone, not to what other sites' pages ask, and says what pages may do.

    A page of another site can make a browser ask a local port, by an address of its own that it lets point
    here (DNS rebinding). Such a request has that page's name in `Host`. On a port that is open to a network an
    address of numbers is answered too, for nobody can let that point elsewhere.
    """

    def __init__(self, app: ASGIApp, host: str, names: Collection[str]) -> None:
        self.app = app
        self.is_open = host in EVERYWHERE
        self.names = {name.lower().rstrip(".") for name in (*LOOPBACK, host, *names) if name}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        headers = Headers(scope=scope)
        name = _name(headers.get("host", ""))
        if not self._is_ours(name):
            refusal = PlainTextResponse(
                f'warta explore does not answer to the name "{name[:100]}". Open it by the address that it printed, '
                "or name this one under [explore] in warta.toml: names = [...]\n",
                status_code=421,
            )
            await refusal(scope, receive, send_guarded)
        elif headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            await PlainTextResponse("Not for pages of other sites.\n", status_code=403)(
                scope, receive, send_guarded
            )
        else:
            await self.app(scope, receive, send_guarded)

    def _is_ours(self, name: str) -> bool:
        if name in self.names:
            return True
        try:
            return self.is_open and bool(ip_address(name))
        except ValueError:
            return False


def _name(host: str) -> str:
    """The name in a `Host` header, without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")
