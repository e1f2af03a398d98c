"""The canonical form of a page's address: what makes two links one article."""

import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from config.loader import Model, load_toml

DEFAULT_PORTS = {"http": 80, "https": 443}
# An address that is canonical as it stands, as most are: small letters, a path, nothing behind it.
_CANONICAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w./~%+,=&:;@!$'()*-]*", re.ASCII)


class Tracking(Model):
    """Query parameters that are no part of a page's identity."""

    parameters: tuple[str, ...]


class Archive(Model):
    """How pages of a site's archive are read."""

    sections: tuple[str, ...]
    next: tuple[str, ...]


class IngestRules(Model):
    """`config/rules/ingest.toml`: field aliases, tracking parameters and pages of archives."""

    aliases: dict[str, tuple[str, ...]]
    tracking: Tracking
    archive: Archive


@cache
def ingest_rules() -> IngestRules:
    """The rules for recognising inputs, loaded once."""
    return load_toml(IngestRules, "rules/ingest.toml")


@lru_cache(maxsize=128)  # asked several times of the documents at hand
def canonical_url(url: str | None) -> str | None:
    """The address without fragment, tracking parameters, default port and capitals in its host.

    The order of the other parameters and the path are kept as they are: they can matter. Returns None for
    what is no http(s) address.
    """
    if _CANONICAL.fullmatch(url or ""):
        return url
    try:
        parts = urlsplit((url or "").strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not host:
        return None
    netloc = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not any(fnmatchcase(key.lower(), pattern) for pattern in ingest_rules().tracking.parameters)
    ]
    return urlunsplit((scheme, netloc, parts.path or "/", urlencode(query), ""))
