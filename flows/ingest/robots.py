"""What a host's robots.txt allows, by RFC 9309; the rules themselves are read by Protego."""

import logging
import math
import re
from collections.abc import Iterator
from functools import lru_cache

from protego import Protego

LOG = logging.getLogger("warta.robots")
# RFC 9309 asks for at least 500 KiB to be read; what follows is not looked at.
LARGEST = 512 * 1024
PATH = "/robots.txt"
_AGENT_LINE = re.compile(r"[ \t]*user[ -]?agent[ \t]*[: \t][ \t]*([^#\r\n]*)", re.IGNORECASE)
_PRODUCT = re.compile(r"[A-Za-z_-]+")


def decode_robots(content: bytes) -> str:
    """The text of a robots.txt, of which a line cut off by the size limit is dropped."""
    if len(content) >= LARGEST:
        content = content[:LARGEST].rpartition(b"\n")[0]
    return content.decode("utf-8-sig", errors="replace").replace("\x00", "")


def allows(robots_txt: str, url: str, token: str) -> bool:
    """Whether the client named `token` may fetch `url`."""
    return _parsed(robots_txt, token).can_fetch(url, token)


def crawl_delay(robots_txt: str, token: str) -> float | None:
    """The seconds between two requests that the host asks of us, if it does, by Crawl-delay or Request-rate."""
    rules = _parsed(robots_txt, token)
    asked, rate = rules.crawl_delay(token), rules.request_rate(token)
    if rate is not None and rate.requests > 0 and rate.start_time is None:
        asked = max(asked or 0.0, rate.seconds / rate.requests)
    return asked if asked is not None and math.isfinite(asked) and asked > 0 else None


@lru_cache(maxsize=256)
def _parsed(robots_txt: str, token: str) -> Protego:
    try:
        return Protego.parse("\n".join(_concerning(robots_txt, token)))
    except Exception:  # the file is the server's; whatever it holds, it may not end a run
        LOG.warning("a robots.txt could not be read and counts as empty: %r", robots_txt[:200])
        return Protego.parse("")


def _concerning(robots_txt: str, token: str) -> Iterator[str]:
    """The lines with the names of other clients made one.

    Product tokens are compared whole, as the RFC has it, and a file with thousands of names for thousands of
    rules costs no more than any other: Protego keeps each rule for each name.
    """
    in_names, named = False, set[str]()
    for line in robots_txt.splitlines():
        found = _AGENT_LINE.match(line)
        if not found:
            if line.strip() and not line.lstrip().startswith("#"):
                in_names, named = False, set()
            yield line
            continue
        value = found.group(1).strip()
        product = _PRODUCT.match(value)
        name = "*" if value == "*" else "other-client"
        if product and product.group().lower() == token.lower():
            name = token
        if not in_names or name not in named:
            yield f"User-agent: {name}"
        in_names = True
        named.add(name)
