"""What is asked of the HTTP client and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.ingest.targets import DEFAULT_PORTS, Target

Accept = Literal["feed", "page", "sitemap", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A document to fetch. `etag` and `last_modified` are what the server said of the copy that is known.

    `allow_private` lets one host (and its port) be at a private or loopback address: that of `source_url`, the
    address that the permission was given for, or else that of `url` itself. So neither a redirect nor a link in
    a feed of one's own can lead to any other private host.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: Accept = "any"
    allow_private: bool = False
    source_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document, or the word that it has not changed (`not_modified`, status 304, no content).

    `headers` are by lower-case name. `charset` is what Content-Type says, unchecked. `moved_to` is the address
    that permanent redirects ask to be used from now on. Times are UTC. `content` is as the server means it: a
    sitemap.xml.gz is still gzip, which its reader undoes.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    fetched_at: datetime
    not_modified: bool
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No document: `code` a short word, `detail` a sentence for a person, `retry_at` when to ask again (UTC)."""

    url: str
    code: str
    detail: str
    retry_at: datetime | None = None


Outcome = Fetched | Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A request under way: where it goes next, and what it has used up so far."""

    request: Request
    permitted: Target
    target: Target
    seconds_left: float
    hops: int = 0
    moved_to: str | None = None
    temporary: bool = False

    def private_allowed(self) -> bool:
        """Whether the next hop may be to a private address: only at the host and port that permission is for."""
        same_host = self.target.host == self.permitted.host
        same_port = self.target.port in (self.permitted.port, *DEFAULT_PORTS.values())
        return self.request.allow_private and same_host and same_port

    def failed(self, code: str, detail: str, retry_at: datetime | None = None) -> Failure:
        """The failure of this request."""
        return Failure(url=self.request.url, code=code, detail=detail, retry_at=retry_at)
