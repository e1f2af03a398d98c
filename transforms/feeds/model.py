"""What a feed, a sitemap or a list of feeds says, as records."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class FeedDate(NamedTuple):
    """A time that a feed states: as written, what it was read as, and by which form.

    `how` names the form ("rfc822", "iso8601", "written", "numeric", "epoch_s", "epoch_ms"), with "_local" where
    the time has no zone and the source's was taken. Where `at` is None, `problem` says why: zero,
    before_1990, future, ambiguous, unknown_zone or unreadable.
    """

    raw: str
    at: datetime | None
    precision: str | None
    how: str | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article as a feed announces it; `position` counts from 1. Text fields are as the feed has them."""

    position: int
    url: str | None
    guid: str | None
    title: str | None
    author: str | None
    published: FeedDate | None
    updated: FeedDate | None
    summary: str | None
    content: str | None
    language: str | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An entry that could not be read, and why."""

    position: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAFeed:
    """Content that is no feed (sitemap, list of feeds): what it is instead, as a sentence."""

    detail: str
    code: str = "not_a_feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that was read.

    `kind` is the format with its version (rss20, atom10, rss10, json11, …). `is_truncated` says that its end is
    missing. `entry_count` counts all entries, read or not. `ttl_minutes`, `skip_hours` (0 to 23, GMT) and `skip_days` (0 = Monday) are the publisher's wishes.
    """

    kind: str
    encoding: str
    title: str | None
    home_url: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    entry_count: int
    refused: tuple[Refused, ...] = ()
    is_truncated: bool = False
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapLink:
    """A page of a sitemap, or a sitemap of an index; the news fields are those of a news sitemap."""

    position: int
    url: str
    modified: FeedDate | None
    published: FeedDate | None = None
    title: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap that was read; `is_index` where its links are further sitemaps."""

    kind: str
    encoding: str
    is_index: bool
    links: tuple[SitemapLink, ...]
    refused: tuple[Refused, ...] = ()
    is_truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed of an OPML list, with the names of the folders it lies in."""

    url: str
    title: str | None
    home_url: str | None
    folders: tuple[str, ...] = field(default=())
