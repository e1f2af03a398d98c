"""Which network addresses may be connected to, and the resolving of names into checked addresses."""

import ipaddress
import socket
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


def _networks(*names: str) -> Networks:
    return tuple(ipaddress.ip_network(name) for name in names)


# The user's own machine and network, which a source may be allowed to use.
_OWN = _networks(
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"
)  # fmt: skip
# Where clouds hand out credentials, beside 169.254.169.254: Alibaba, Azure, Oracle, Amazon, Google.
_METADATA = _networks(
    "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "fd00:ec2::254/128", "fd20:ce::254/128"
)  # fmt: skip
# Special purposes (IANA's registries) that not every Python's `ipaddress` knows of.
_SPECIAL = _networks("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
# IPv6 addresses that carry one of IPv4 in their last 32 bits: mapped, translated (RFC 4291, 6052), compatible.
_CARRIERS = _networks("::ffff:0:0/96", "64:ff9b::/96", "::/96")
_UNSPECIFIED_AND_LOOPBACK = (0, 1)
_UNICAST = ipaddress.IPv6Network("2000::/3")


class AddressError(Exception):
    """A name that may not be connected to or has no address; `code` is "forbidden_address" or "dns"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet. An IPv4 address wrapped in IPv6 counts as itself."""
    inner = _unwrapped(address)
    if inner.is_multicast or not inner.is_global or _within(inner, _METADATA) or _within(inner, _SPECIAL):
        return False
    return inner.version == 4 or inner in _UNICAST


def is_own(address: Address) -> bool:
    """Whether an address is of the user's own machine or network, which a source may be allowed to use.

    Metadata services, link-local, unspecified, multicast and reserved addresses are neither this nor public.
    """
    inner = _unwrapped(address)
    return _within(inner, _OWN) and not _within(inner, _METADATA)


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order, each once. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(
    host: str, port: int, *, private_allowed: bool, resolve: Resolve, seconds: float
) -> list[str]:
    """Resolve a host once and check every address that it has.

    One forbidden address refuses the host, for a name that mixes public and private ones is a trick.

    Raises:
        AddressError: "forbidden_address" or "dns".
    """
    addresses = [host] if _is_address(host) else _resolved(host, port, resolve, seconds)
    for text in addresses:
        try:
            address = ipaddress.ip_address(text)
        except ValueError as error:
            raise AddressError("dns", f"{host} resolves to '{text}', which is no address.") from error
        if is_public(address) or (private_allowed and is_own(address)):
            continue
        advice = " If the source is your own, set allow_private = true for it." if is_own(address) else ""
        raise AddressError(
            "forbidden_address", f"{host} is at {text}, which is not an address of the open internet.{advice}"
        )
    return addresses


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _within(address: Address, networks: Networks) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _unwrapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address) or int(address) in _UNSPECIFIED_AND_LOOPBACK:
        return address
    plain = ipaddress.IPv6Address(int(address))  # without a zone
    return ipaddress.IPv4Address(int(plain) & 0xFFFFFFFF) if _within(plain, _CARRIERS) else plain


def _resolved(host: str, port: int, resolve: Resolve, seconds: float) -> list[str]:
    """Ask the resolver in a thread of its own, for nothing else can stop waiting for one that is silent."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except Exception as error:  # handed over to the caller
            answers.put(error)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise AddressError("dns", f"The name {host} was not resolved within {seconds:.0f} s.") from None
    if isinstance(answer, Exception):
        raise AddressError("dns", f"The name {host} has no address ({answer}).") from answer
    if not answer:
        raise AddressError("dns", f"The name {host} has no address.")
    return answer
