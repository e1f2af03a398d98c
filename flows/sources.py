"""`warta sources check` and `add`: look at feeds and sitemaps before, or without, taking anything in."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from config.settings import FetchSettings, load_settings
from config.sources import Source, load_sources
from flows.ingest.feeds import PARSE_MEMORY_MB, PARSE_SECONDS
from flows.ingest.files import files_of
from flows.ingest.guard import Guard, GuardError
from flows.ingest.http import Failure, Fetched, Fetcher, Request
from flows.ingest.lists import read_feed
from flows.job import UsageError
from transforms.feeds.model import Feed, FeedDate, NotAFeed, Outline, Sitemap
from transforms.feeds.opml import parse_opml
from transforms.feeds.sitemap import parse_sitemap
from warehouse.whole import whole_file

_LINK = re.compile(r"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z]+)\s{0,3}=\s{0,3}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_PAGE_READ = 262_144


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a source answered: `code` and `detail` where it is not well."""

    source_id: str
    url: str | None
    is_good: bool
    code: str | None = None
    detail: str | None = None
    format: str | None = None
    title: str | None = None
    entries: int = 0
    linked: int = 0
    dated: int = 0
    newest: datetime | None = None


def check_sources(home: Path, ids: Sequence[str]) -> Iterator[Check]:
    """Ask the named sources, or all that are enabled, what they have; nothing is stored.

    Raises:
        UsageError: no such source.
    """
    known = load_sources(home)
    if unknown := [i for i in ids if i not in known]:
        raise UsageError(f"There is no source '{unknown[0]}'. Known: {', '.join(sorted(known))}.")
    chosen = [known[i] for i in ids] or [source for source in known.values() if source.enabled]
    yield from (_check_files(source) for source in chosen if not source.is_remote)
    remote: dict[Request, list[Source]] = {}
    for source in chosen:
        if source.is_remote:
            remote.setdefault(_request(source), []).append(source)
    settings = load_settings(home).fetch
    with Fetcher(settings) as fetcher, Guard(PARSE_SECONDS, PARSE_MEMORY_MB) as guard:
        for request, outcome in fetcher.fetch_all(remote):
            for source in remote[request]:
                found = _read(guard, source.kind, source.timezone, outcome)
                yield _check(source.id, source.url, found)


def add_sources(home: Path, what: str, *, options: dict[str, Any]) -> list[Source]:
    """Add a feed, a sitemap, or every feed of an OPML file to `home/sources.toml`.

    An address is asked first: what it is and how it is called is taken from its answer; a page that names one
    feed stands for that feed.

    Args:
        home: the folder of all state.
        what: an address, or the path of an OPML file.
        options: fields of the source that are given: id, name, outlet, timezone, every_minutes, …

    Returns:
        The sources that were added; those whose address is known already are not among them.

    Raises:
        UsageError: the address gives neither feed nor sitemap, or the file is no OPML, or the id is taken.
    """
    known = load_sources(home)
    given = {name: value for name, value in options.items() if value is not None}
    if what.lower().startswith(("http://", "https://")):
        settings = load_settings(home).fetch
        found = [_ask(settings, what, given)]
    else:
        found = [_from_outline(outline) | given for outline in _outlines(Path(what))]
    taken = set(known)
    addresses = {source.url for source in known.values()}
    added = []
    for fields in found:
        if fields["url"] in addresses:
            continue
        if fields.get("id") in taken:
            raise UsageError(f"There is a source '{fields['id']}' already. Give another with --id.")
        fields["id"] = fields.get("id") or _free_id(fields["name"], fields["url"], taken)
        try:
            source = Source.model_validate(fields)
        except ValueError as error:
            raise UsageError(f"{fields['url']} cannot be added: {error}") from error
        taken.add(source.id)
        addresses.add(source.url)
        added.append(source)
    _append(home, added)
    return added


def _request(source: Source) -> Request:
    accept = "sitemap" if source.kind == "sitemap" else "feed"
    return Request(url=source.address(), accept=accept, allow_private=source.allow_private)  # type: ignore[arg-type]


def _check_files(source: Source) -> Check:
    try:
        count = sum(1 for _ in files_of(source.location()))
    except (FileNotFoundError, OSError) as error:
        return Check(source_id=source.id, url=None, is_good=False, code="unreadable", detail=str(error))
    return Check(source_id=source.id, url=None, is_good=True, format="files", entries=count)


def _read(
    guard: Guard, kind: str, zone: str, outcome: Fetched | Failure
) -> Feed | Sitemap | NotAFeed | Failure:
    if isinstance(outcome, Failure):
        return outcome
    options = {
        "url": outcome.final_url,
        "charset": outcome.charset,
        "zone": zone,
        "fetched_at": outcome.fetched_at,
    }
    try:
        if kind == "sitemap":
            return guard.call(parse_sitemap, outcome.content, **options)  # type: ignore[arg-type]
        return read_feed(guard, outcome.content, **options)
    except GuardError as error:
        return NotAFeed(detail=str(error), code="unreadable")


def _check(source_id: str, url: str | None, found: Feed | Sitemap | NotAFeed | Failure) -> Check:
    match found:
        case Feed():
            links = [entry.url for entry in found.entries]
            dates: list[FeedDate | None] = [entry.published for entry in found.entries]
            named, title = found.kind, found.title
        case Sitemap():
            links = [link.url for link in found.links]
            dates = [link.published or link.modified for link in found.links]
            named, title = found.kind, None
        case _:
            return Check(source_id=source_id, url=url, is_good=False, code=found.code, detail=found.detail)
    read = [date.at for date in dates if date and date.at]
    return Check(
        source_id=source_id,
        url=url,
        is_good=bool(links),
        code=None if links else "no_entries",
        detail=None if links else "It has no entries.",
        format=named,
        title=title,
        entries=len(links) + len(found.refused),
        linked=sum(1 for link in links if link),
        dated=len(read),
        newest=max(read, default=None),
    )


def _ask(settings: FetchSettings, url: str, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a source at an address, by what it answers."""
    private = bool(given.get("allow_private"))
    zone = str(given.get("timezone", "Asia/Jakarta"))
    with Fetcher(settings) as fetcher, Guard(PARSE_SECONDS, PARSE_MEMORY_MB) as guard:
        answer = fetcher.fetch(Request(url=url, accept="any", allow_private=private))
        if isinstance(answer, Failure):
            raise UsageError(f"{url} cannot be had: {answer.detail}")
        for kind in (given["kind"],) if "kind" in given else ("feed", "sitemap"):
            found = _read(guard, kind, zone, answer)
            if isinstance(found, Feed | Sitemap):
                title = found.title if isinstance(found, Feed) else None
                name = title or urlsplit(url).hostname or url
                return {"kind": kind, "url": answer.moved_to or url, "name": name, **given}
    feeds = _feeds_of_page(answer)
    if len(feeds) == 1:
        return _ask(settings, feeds[0], given)
    why = (
        "It names these feeds, add one of them: " + ", ".join(feeds) if feeds else "It names no feed either."
    )
    raise UsageError(f"{url} is neither a feed nor a sitemap. {why}")


def _feeds_of_page(answer: Fetched) -> list[str]:
    """The feeds that a page names in its head, other than itself."""
    text = answer.content[:_PAGE_READ].decode("utf-8", "replace")
    found: dict[str, None] = {}
    for tag in _LINK.findall(text):
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}
        is_feed = attributes.get("type", "").lower().strip() in _FEED_TYPES
        if is_feed and "alternate" in attributes.get("rel", "").lower() and attributes.get("href"):
            found[urljoin(answer.final_url, attributes["href"])] = None
    return [url for url in found if url not in (answer.url, answer.final_url)]


def _outlines(path: Path) -> tuple[Outline, ...]:
    try:
        found = parse_opml(path.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}). Give an address (https://…) or an OPML file."
        ) from error
    if isinstance(found, NotAFeed):
        raise UsageError(f"{path} is no OPML list of feeds. {found.detail}")
    if not found:
        raise UsageError(f"{path}: no feed is in this list.")
    return found


def _from_outline(outline: Outline) -> dict[str, Any]:
    host = urlsplit(outline.url).hostname
    return {"kind": "feed", "url": outline.url, "name": outline.title or host or outline.url}


def _free_id(name: str, url: str, taken: Collection[str]) -> str:
    """An id from the name, or the host where the name has no Latin letters; numbered where it is taken."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    slug = _slug(name) or _slug(host) or "source"
    numbers: Iterable[str] = (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3)))
    return next(one for one in numbers if one not in taken)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _append(home: Path, sources: Sequence[Source]) -> None:
    """Add sources to the user's file, in one step: it is there whole, before or after."""
    if not sources:
        return
    home.mkdir(parents=True, exist_ok=True)
    path = home / "sources.toml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    blocks = "".join(f"\n[[source]]\n{_toml(source)}" for source in sources)
    with whole_file(path) as temporary:
        temporary.write_text((before.rstrip("\n") + "\n" + blocks).lstrip("\n"), encoding="utf-8")


def _toml(source: Source) -> str:
    """The fields that are not the default, as TOML."""
    fields = source.model_dump(exclude_defaults=True)
    # A JSON value of these kinds is a TOML value, but for the one control character that JSON leaves bare.
    said = {name: json.dumps(value, ensure_ascii=False) for name, value in fields.items()}
    return "".join(f"{name} = {value}\n" for name, value in said.items()).replace("\x7f", "\\u007f")
