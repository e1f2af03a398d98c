"""Web addresses as a client must see them: parsed once, so that what is checked is what is connected to."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 8_000
_HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?", re.ASCII)
_BRACKETED = re.compile(r"\[[^\]]*\](:[0-9]*)?")
_PATH_SAFE = "!$&'()*+,;=:@/%~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]|"


class BadUrlError(ValueError):
    """An address that cannot or must not be fetched; `code` is "bad_url" or "bad_scheme"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. `host` is in ASCII (punycode), an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host, and the port where it is not the scheme's own: the unit of manners."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """As the Host header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, in ASCII, without its fragment."""
        return self.origin + self.path

    def at(self, path: str) -> "Target":
        """Another path of the same origin."""
        return Target(self.scheme, self.host, self.port, path)

    def joined(self, location: str) -> "Target":
        """The target that a Location header names, seen from here.

        Raises:
            BadUrlError: where it is none that may be fetched.
        """
        try:
            return parse_target(urljoin(self.url, location.strip()))
        except ValueError as error:
            if isinstance(error, BadUrlError):
                raise
            raise BadUrlError(
                "bad_url", f"The redirect to '{location[:200]}' is no valid address."
            ) from error


def parse_target(url: str) -> Target:
    """Parse an absolute http or https address.

    International names become punycode and other characters percent-encoded, as a browser would have them.

    Raises:
        BadUrlError: where the address is of another scheme, has no host, carries a user name or is malformed.
    """
    shown = url[:200]
    if len(url) > LONGEST_URL:
        raise BadUrlError("bad_url", f"The address is longer than {LONGEST_URL} characters.")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise BadUrlError("bad_url", f"'{shown}' is no valid address: {error}.") from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise BadUrlError("bad_scheme", f"'{shown}' is not http or https; nothing else is ever fetched.")
    if "@" in parts.netloc:
        raise BadUrlError(
            "bad_url", "The address carries a user name or password; such addresses are not fetched."
        )
    if port == 0:
        raise BadUrlError("bad_url", f"'{shown}' names port 0.")
    return Target(scheme, _host(parts, shown), port or DEFAULT_PORTS[scheme], _path(parts))


def _host(parts: SplitResult, shown: str) -> str:
    host = (parts.hostname or "").rstrip(".")
    if parts.netloc.startswith("["):
        try:
            if not _BRACKETED.fullmatch(parts.netloc):
                raise ValueError
            return str(ipaddress.IPv6Address(host.partition("%")[0]))
        except ValueError as error:
            raise BadUrlError("bad_url", f"'{shown}' has no valid IPv6 address as its host.") from error
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise BadUrlError("bad_url", f"The host of '{shown}' is no valid name: {error}.") from error
    if len(host) > 253 or not _HOST_NAME.fullmatch(host):
        raise BadUrlError("bad_url", f"'{shown}' has no valid host.")
    return host


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_PATH_SAFE, errors="replace")
    if not parts.query:
        return path
    return f"{path}?{quote(parts.query, safe=_QUERY_SAFE, errors='replace')}"
