"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read with forbearance: what is of the wrong type is as if absent."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from transforms.feeds.dates import read_feed_date
from transforms.feeds.model import Feed, FeedDate, FeedEntry, NotAFeed, Refused

MOST_ENTRIES = 20_000
_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/([\d.]+)/?")
_ITEMS = re.compile(r'"items"\s{0,100}:\s{0,100}\[\s{0,100}')
_NEXT = re.compile(r"\}\s{0,100},\s{0,100}(?=\{)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_json_feed(
    text: str,
    encoding: str,
    *,
    url: str | None,
    zone: str,
    fetched_at: datetime | None,
    only: range | None = None,
) -> Feed | NotAFeed:
    """Read a JSON feed from its text. Never raises for content; arguments as in `parse_feed`.

    Where the whole is no valid JSON, its items are read one by one, and those that are broken refused.
    """
    data: Any
    is_truncated = False
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        named = _VERSION.search(text[:4096])
        if named is None:
            return NotAFeed(detail=f"It begins like JSON, and is not: {error}.")
        salvaged, is_truncated = _salvaged(text)
        data = {"version": named[0], "items": salvaged}
    if not isinstance(data, dict):
        return NotAFeed(detail="It is JSON, but no JSON Feed: not an object.")
    version = _VERSION.fullmatch(str(data.get("version", "")).strip())
    items = data.get("items")
    if version is None or not isinstance(items, list):
        return NotAFeed(
            detail="It is JSON, but no JSON Feed: no 'version' of jsonfeed.org, or no list 'items'."
        )
    entries: list[FeedEntry] = []
    refused: list[Refused] = []
    for place, item in enumerate(items[:MOST_ENTRIES]):
        if only is not None and place not in only:
            continue
        if isinstance(item, dict):
            entries.append(_entry(place + 1, item, data, url, zone, fetched_at))
        elif isinstance(item, Refused):
            refused.append(Refused(position=place + 1, code=item.code, detail=item.detail))
        else:
            refused.append(Refused(position=place + 1, code="broken_entry", detail="It is no JSON object."))
    return Feed(
        kind="json" + version[1].replace(".", ""),
        encoding=encoding,
        title=_line(data.get("title")),
        home_url=_link(data.get("home_page_url"), url),
        language=_line(data.get("language")),
        entries=tuple(entries),
        entry_count=len(items),
        refused=tuple(refused),
        is_truncated=is_truncated,
    )


def _salvaged(text: str) -> tuple[list[Any], bool]:
    """The items of broken JSON, with a `Refused` in the place of each that is broken; whether the end is missing."""
    found = _ITEMS.search(text)
    items: list[Any] = []
    at = found.end() if found else len(text)
    decoder = json.JSONDecoder(strict=False)
    while at < len(text) and len(items) < MOST_ENTRIES:
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            items.append(Refused(position=0, code="broken_entry", detail=f"Not valid JSON: {error}."))
            gap = _NEXT.search(text, max(at + 1, getattr(error, "pos", at) - 1))
            if gap is None:
                return items, not text.rstrip().endswith("}")
            at = gap.end()
            continue
        items.append(item)
        comma = re.compile(r"\s*,\s*").match(text, at)
        if comma is None:
            return items, not text.rstrip().endswith("}")
        at = comma.end()
    return items, True


def _entry(
    position: int,
    item: Mapping[str, Any],
    feed: Mapping[str, Any],
    url: str | None,
    zone: str,
    fetched_at: datetime | None,
) -> FeedEntry:
    guid = item.get("id")
    updated = _date(item.get("date_modified"), zone, fetched_at)
    return FeedEntry(
        position=position,
        url=_link(item.get("url"), url) or _link(item.get("external_url"), url) or _link(guid, None),
        guid=_line(str(guid)) if isinstance(guid, str | int | float) and guid != "" else None,
        title=_line(item.get("title")),
        author=_authors(item) or _authors(feed),
        published=_date(item.get("date_published"), zone, fetched_at) or updated,
        updated=updated,
        summary=_text(item.get("summary")),
        content=_text(item.get("content_html")) or _text(item.get("content_text")),
        language=_line(item.get("language")),
        tags=tuple(dict.fromkeys(tag for t in _list(item.get("tags"))[:50] if (tag := _line(t)))),
    )


def _authors(holder: Mapping[str, Any]) -> str | None:
    people = [*_list(holder.get("authors")), holder.get("author")][:20]
    names = [_line(person.get("name")) for person in people if isinstance(person, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _date(value: object, zone: str, fetched_at: datetime | None) -> FeedDate | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return read_feed_date(_sound(str(value)), zone, fetched_at)


def _link(value: object, base: str | None) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    text = "".join(_sound(value).split())
    try:
        joined = urljoin(base, text) if base else text
    except ValueError:
        return None
    return joined[:4096] if joined.lower().startswith(("http://", "https://")) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _line(value: object) -> str | None:
    return " ".join(_sound(value).split())[:2000] or None if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return _sound(value).strip() or None if isinstance(value, str) else None


def _sound(text: str) -> str:
    """Text in which half a surrogate pair, which JSON can escape, has become the replacement character."""
    return _SURROGATE.sub("\ufffd", text)
