"""A feed of any kind from bytes to records: RSS 0.9x to 2.0, RDF, Atom and JSON Feed.

feedparser reads the XML kinds. It reads each entry alone, wrapped in the feed's own root element, because one
entry that it raises on would otherwise lose the feed. Its dates, its sanitising and its notion of well-formedness
are not used: dates are read from the strings, and whether something is a feed is told by its root element.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

import feedparser

from transforms.feeds.dates import read_feed_date
from transforms.feeds.decoding import clean, decode
from transforms.feeds.json_feed import parse_json_feed
from transforms.feeds.model import Feed, FeedDate, FeedEntry, NotAFeed, Refused
from transforms.feeds.splitting import Parts, split_entries, tamed

MOST_ENTRIES = 20_000
LONGEST_ENTRY = 8 * 1024 * 1024  # characters
_HEAD = 65_536  # characters before the root element: warnings of a broken site stand there
_HEAD_SHOWN = 262_144  # characters of the part outside the entries that are read
_ROOT = re.compile(
    r"<!--.*?-->|<(?P<name>(?:[\w-]+:)?(?:rss|rdf|feed|channel|entry|html|urlset|sitemapindex|opml))"
    r"(?P<attributes>(?:\s[^<>]*?)?)(?P<empty>/?)>|<!doctype\s+(?P<doctype>html)",
    re.IGNORECASE | re.DOTALL,
)
_ENTRY_OF = {"rss": "item", "rdf": "item", "channel": "item", "feed": "entry", "entry": "entry"}
_OTHERS = {
    "html": "an HTML page",
    "urlset": 'a sitemap (give the source kind = "sitemap")',
    "sitemapindex": 'an index of sitemaps (give the source kind = "sitemap")',
    "opml": "a list of feeds (take it in with: warta sources add FILE)",
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HTML_TYPES = {"text/html", "application/xhtml+xml"}


def parse_feed(
    content: bytes,
    *,
    url: str | None = None,
    charset: str | None = None,
    zone: str = "Asia/Jakarta",
    fetched_at: datetime | None = None,
    only: range | None = None,
) -> Feed | NotAFeed:
    """Read a feed. Never raises for content.

    Args:
        content: the bytes as received.
        url: the address they came from, which relative links are read against.
        charset: the charset that the transfer named.
        zone: IANA name of the zone of times without one.
        fetched_at: when they were received; later times are refused.
        only: the places of the entries to read, from 0; all with None. For whoever must find the one entry
            that takes too long.
    """
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"):
        return NotAFeed(detail=f"There is nothing in it ({len(content)} bytes).")
    text, encoding = decode(content, charset)
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return parse_json_feed(text, encoding, url=url, zone=zone, fetched_at=fetched_at, only=only)
    text = clean(text)
    root = _root(text)
    if root is None:
        first = re.search(r"<[A-Za-z][\w:.-]*", text[:_HEAD])
        what = f"its first element is {first[0]}>" if first else f"it begins with {text.strip()[:60]!r}"
        return NotAFeed(detail=f"No root element of a feed: {what}.")
    name = (root["name"] or root["doctype"]).rpartition(":")[2].lower()
    if name not in _ENTRY_OF:
        return NotAFeed(detail=f"It is {_OTHERS[name]}.")
    parts = _parts(text, root, name)
    if (
        name == "rdf"
        and not parts.entries
        and not re.search(r"<(?:\w+:)?channel\b", parts.rest, re.IGNORECASE)
    ):
        return NotAFeed(detail="It is RDF without a channel or an item.")
    return _read(parts, root, name, encoding, url, zone, fetched_at, only)


def _root(text: str) -> re.Match[str] | None:
    """The first tag of a known root element; a page that only speaks of feeds begins with its own."""
    return next((found for found in _ROOT.finditer(text[:_HEAD]) if found[0][:4] != "<!--"), None)


def _parts(text: str, root: re.Match[str], name: str) -> Parts:
    if root["empty"]:
        return Parts(text, (), False)
    document, own = text[root.start() :], _ENTRY_OF[name]
    parts = split_entries(document, root["name"], own)
    if not parts.entries:  # some write <item> in Atom, or <entry> in RSS
        parts = split_entries(document, root["name"], "item" if own == "entry" else "entry")
    return parts


def _read(
    parts: Parts,
    root: re.Match[str],
    name: str,
    encoding: str,
    url: str | None,
    zone: str,
    fetched_at: datetime | None,
    only: range | None,
) -> Feed:
    opening, closing = (root[0], f"</{root['name']}>") if _ENTRY_OF[name] != name else ("", "")
    channel = re.search(r"<(?:\w+:)?channel\s[^<>]{1,2000}(?<!/)>", parts.rest, re.IGNORECASE)
    if channel and name == "rss":
        opening, closing = opening + channel[0], f"</{channel[0].split()[0][1:]}>" + closing
    head = _ask(tamed(parts.rest[:_HEAD_SHOWN]), url)
    own = head.get("feed", {}) if head else {}
    entries: list[FeedEntry] = []
    refused: list[Refused] = []
    kind = str((head or {}).get("version") or "")
    count = len(parts.entries)
    for place in range(count) if only is None else only:
        if place >= count:
            break
        position = place + 1
        if place >= MOST_ENTRIES:
            why = f"Only the first {MOST_ENTRIES:,} of {count:,} entries are read."
            refused.append(Refused(position=position, code="too_many", detail=why))
            break
        entry = parts.entries[place]
        if parts.is_truncated and position == count and not re.search(r"</[\w:.-]+>\s*$", entry[-200:]):
            why = "The feed breaks off within this entry."
            refused.append(Refused(position=position, code="truncated", detail=why))
        elif len(entry) > LONGEST_ENTRY:
            why = f"The entry has {len(entry):,} characters, more than {LONGEST_ENTRY:,}."
            refused.append(Refused(position=position, code="too_large", detail=why))
        else:
            found = _ask(f"{opening}{tamed(entry)}{closing}", url)
            if found is None or not found.get("entries"):
                refused.append(Refused(position=position, code="broken_entry", detail="It cannot be parsed."))
                continue
            kind = kind or str(found.get("version") or "")
            entries.append(_entry(position, found["entries"][0], url, zone, fetched_at))
    return Feed(
        kind=kind or name,
        encoding=encoding,
        title=_line(own.get("title")),
        home_url=_link(own.get("link"), url),
        language=_line(own.get("language")),
        entries=tuple(entries),
        entry_count=count,
        refused=tuple(refused),
        is_truncated=parts.is_truncated,
        ttl_minutes=_ttl(own),
        skip_hours=_skip_hours(parts.rest),
        skip_days=_skip_days(parts.rest),
    )


def _ask(xml: str, url: str | None) -> Mapping[str, Any] | None:
    """What feedparser makes of some XML; None where it raises."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url or ""}
    document = ('<?xml version="1.0" encoding="utf-8"?>' + xml).encode("utf-8", "replace")
    try:
        # BytesIO: given bytes or a string, feedparser opens files and addresses.
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(document), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception:  # it raises errors of many kinds on odd input; each means the same here
        return None
    return found


def _entry(position: int, entry: Any, url: str | None, zone: str, fetched_at: datetime | None) -> FeedEntry:
    own = dict(entry)  # the mapping itself answers "updated" with "published", with a warning
    published = _first_date((own.get("published"), own.get("created")), zone, fetched_at)
    updated = _first_date((own.get("updated"),), zone, fetched_at)
    contents = [c for c in own.get("content", ()) if c.get("value")]
    contents.sort(key=lambda c: (c.get("type") not in _HTML_TYPES, -len(c["value"])))
    return FeedEntry(
        position=position,
        url=_entry_link(own, url),
        guid=_line(own.get("id")),
        title=_line(_plain(own.get("title"))),
        author=_line(_author(own)),
        published=published or updated,
        updated=updated,
        summary=_text(own.get("summary")),
        content=_text(contents[0]["value"]) if contents else None,
        language=_line(next((c.get("language") for c in contents if c.get("language")), None)),
        tags=tuple(
            dict.fromkeys(term for tag in own.get("tags", ())[:50] if (term := _line(tag.get("term"))))
        ),
    )


def _entry_link(own: Mapping[str, Any], url: str | None) -> str | None:
    """The article's address: what a redirecting service names as the original, the link, a GUID that is one."""
    candidates = [own.get("feedburner_origlink"), own.get("pheedo_origlink"), own.get("link")]
    candidates += [
        link.get("href") for link in own.get("links", ()) if link.get("rel", "alternate") == "alternate"
    ]
    candidates.append(own.get("id"))
    return next((found for candidate in candidates if (found := _link(candidate, None))), None) or _link(
        own.get("link"), url
    )


def _link(value: object, base: str | None) -> str | None:
    """An http(s) address, made absolute; None for anything else."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = "".join(unescape(value).split())
    try:
        joined = urljoin(base, text) if base else text
    except ValueError:
        return None
    return joined[:4096] if joined.lower().startswith(("http://", "https://")) else None


def _first_date(candidates: Sequence[object], zone: str, fetched_at: datetime | None) -> FeedDate | None:
    read = [read_feed_date(raw, zone, fetched_at) for raw in candidates if isinstance(raw, str)]
    stated = [date for date in read if date]
    return next((date for date in stated if date.at), stated[0] if stated else None)


def _author(own: Mapping[str, Any]) -> str | None:
    names = [str(author.get("name") or "").strip() for author in own.get("authors", ())[:20]]
    return ", ".join(dict.fromkeys(filter(None, names))) or own.get("author")


def _ttl(own: Mapping[str, Any]) -> int | None:
    """Minutes for which the feed asks to be left alone: <ttl>, or the period of RSS 1.0's syndication module."""
    ttl = str(own.get("ttl") or "").strip()
    if re.fullmatch(r"[0-9]{1,6}", ttl):
        return int(ttl) or None
    periods = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
    period = periods.get(str(own.get("sy_updateperiod") or "").strip().lower())
    frequency = str(own.get("sy_updatefrequency") or "1").strip()
    if period is None or not re.fullmatch(r"[1-9][0-9]{0,4}", frequency):
        return None
    return max(1, period // int(frequency))


def _skip_hours(rest: str) -> tuple[int, ...]:
    block = _block(rest, "skiphours")
    hours = {int(hour) % 24 for hour in re.findall(r"<hour>\s*(\d{1,2})\s*</hour>", block, re.IGNORECASE)}
    return tuple(sorted(hours)) if len(hours) < 24 else ()


def _skip_days(rest: str) -> tuple[int, ...]:
    named = re.findall(r"<day>\s*(\w{6,9})\s*</day>", _block(rest, "skipdays"), re.IGNORECASE)
    days = {_WEEKDAYS.index(day.lower()) for day in named if day.lower() in _WEEKDAYS}
    return tuple(sorted(days)) if len(days) < 7 else ()


def _block(rest: str, name: str) -> str:
    found = re.search(rf"<{name}>.{{0,4000}}?</{name}>", rest[:_HEAD_SHOWN], re.IGNORECASE | re.DOTALL)
    return found[0] if found else ""


def _plain(value: object) -> str | None:
    """A title without tags and entities, for titles are often escaped twice."""
    if not isinstance(value, str):
        return None
    return unescape(re.sub(r"</?[a-zA-Z][^<>]{0,500}>", "", unescape(value)))


def _line(value: object) -> str | None:
    return " ".join(value.split())[:2000] or None if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
