"""Sitemaps (sitemaps.org), their indexes, news sitemaps and plain lists of addresses, from bytes to records."""

import re
import zlib
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from transforms.feeds.dates import read_feed_date
from transforms.feeds.decoding import clean, decode
from transforms.feeds.model import NotAFeed, Refused, Sitemap, SitemapLink
from transforms.feeds.splitting import split_entries

MOST_LINKS = 50_000  # the protocol's own limit
MOST_BYTES = 50 * 1024 * 1024  # likewise, unpacked
_LONGEST_LINK = 65_536
_HEAD = 65_536
_ROOT = re.compile(
    r"<!--.*?-->|<(?P<name>(?:[\w-]+:)?(?P<local>urlset|sitemapindex|rss|rdf|feed|html|opml))"
    r"(?P<attributes>(?:\s[^<>]*?)?)(?P<empty>/?)>|<!doctype\s+(?P<doctype>html)",
    re.IGNORECASE | re.DOTALL,
)
_OTHERS = {
    "html": "an HTML page",
    "rss": 'a feed (give the source kind = "feed")',
    "rdf": 'a feed (give the source kind = "feed")',
    "feed": 'a feed (give the source kind = "feed")',
    "opml": "a list of feeds (take it in with: warta sources add FILE)",
}


def parse_sitemap(
    content: bytes,
    *,
    url: str | None = None,
    charset: str | None = None,
    zone: str = "Asia/Jakarta",
    fetched_at: datetime | None = None,
) -> Sitemap | NotAFeed:
    """Read a sitemap or an index of sitemaps, plain or gzipped, in XML or as one address a line.

    Never raises for content. At most 50,000 links and 50 MB unpacked are read, the limits of the protocol; what
    lies beyond is refused. A link that breaks off, or names no address, costs itself alone.

    Args:
        content: the bytes as received.
        url: the address they came from.
        charset: the charset that the transfer named.
        zone: IANA name of the zone of times without one.
        fetched_at: when they were received; later times are refused.
    """
    is_cut = False
    if content[:2] == b"\x1f\x8b":
        content, is_cut = _unpacked(content)
    if not content.strip():
        return NotAFeed(detail="There is nothing in it.", code="not_a_sitemap")
    text, encoding = decode(content[:MOST_BYTES], charset)
    is_cut = is_cut or len(content) > MOST_BYTES
    if text.lstrip()[:1] != "<":
        return _plain_list(text, encoding, is_cut)
    text = clean(text)
    root = next((found for found in _ROOT.finditer(text[:_HEAD]) if found[0][:4] != "<!--"), None)
    name = (root["local"] or root["doctype"]).lower() if root else ""
    if root is None or name in _OTHERS:
        what = f"It is {_OTHERS[name]}." if name else "No root element of a sitemap in it."
        return NotAFeed(detail=what, code="not_a_sitemap")
    is_index = name == "sitemapindex"
    if root["empty"]:
        entries: tuple[str, ...] = ()
    else:
        parts = split_entries(text[root.start() :], root["name"], "sitemap" if is_index else "url")
        entries, is_cut = parts.entries, is_cut or parts.is_truncated
    links: list[SitemapLink] = []
    refused: list[Refused] = []
    for position, entry in enumerate(entries, 1):
        if position > MOST_LINKS:
            why = f"Only the first {MOST_LINKS:,} of {len(entries):,} links are read."
            refused.append(Refused(position=position, code="too_many", detail=why))
            break
        found = _link(position, entry, url, zone, fetched_at)
        (links if isinstance(found, SitemapLink) else refused).append(found)  # type: ignore[arg-type]
    return Sitemap(
        kind=name,
        encoding=encoding,
        is_index=is_index,
        links=tuple(links),
        refused=tuple(refused),
        is_truncated=is_cut,
    )


def _unpacked(content: bytes) -> tuple[bytes, bool]:
    """What a gzip file holds, at most one byte more than is read; whether its end is missing or broken."""
    unpacker = zlib.decompressobj(wbits=31)
    found = bytearray()
    for at in range(0, len(content), 65_536):
        try:
            found += unpacker.decompress(content[at : at + 65_536], MOST_BYTES + 1 - len(found))
        except zlib.error:
            return bytes(found), True
        if unpacker.eof or len(found) > MOST_BYTES:
            break
    return bytes(found), not unpacker.eof


def _plain_list(text: str, encoding: str, is_cut: bool) -> Sitemap | NotAFeed:
    lines = [line.strip() for line in text.splitlines()]
    stated = [(number, line) for number, line in enumerate(lines, 1) if line]
    good = [(number, line) for number, line in stated if _is_address(line)]
    if len(good) * 2 < len(stated) or not good:
        return NotAFeed(detail="It is neither XML nor a list of addresses.", code="not_a_sitemap")
    bad = [number for number, line in stated if not _is_address(line)]
    return Sitemap(
        kind="text",
        encoding=encoding,
        is_index=False,
        links=tuple(
            SitemapLink(position=number, url=line, modified=None) for number, line in good[:MOST_LINKS]
        ),
        refused=tuple(
            Refused(position=number, code="no_link", detail="The line is no address.")
            for number in bad[:1000]
        ),
        is_truncated=is_cut,
    )


def _is_address(line: str) -> bool:
    return line.lower().startswith(("http://", "https://")) and " " not in line and len(line) <= 4096


def _link(
    position: int, entry: str, url: str | None, zone: str, fetched_at: datetime | None
) -> SitemapLink | Refused:
    if len(entry) > _LONGEST_LINK:
        why = f"The entry has {len(entry):,} characters, more than {_LONGEST_LINK:,}."
        return Refused(position=position, code="too_large", detail=why)
    fields = _fields(entry)
    location = "".join(fields.get("loc", "").split())
    try:
        address = urljoin(url, location) if url and location else location
    except ValueError:
        address = ""
    if not _is_address(address):
        return Refused(position=position, code="no_link", detail="The entry names no http address.")
    return SitemapLink(
        position=position,
        url=address,
        modified=read_feed_date(fields.get("lastmod"), zone, fetched_at),
        published=read_feed_date(fields.get("publication_date"), zone, fetched_at),
        title=fields.get("title"),
        outlet=fields.get("name"),
        language=fields.get("language"),
    )


def _fields(entry: str) -> dict[str, str]:
    """The texts of an entry's own fields and of its news fields, by local name; pictures have a <loc> too."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(entry.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return {}
    fields: dict[str, str] = {}
    for element in root.iter(etree.Element) if root is not None else ():
        name, parents = _local(element), [_local(one) for one in element.iterancestors()]
        own = len(parents) == 1 and name in ("loc", "lastmod")
        news = "news" in parents and name in ("publication_date", "title", "name", "language")
        if (own or news) and name not in fields:
            text = " ".join("".join(element.itertext()).split())
            if text:
                fields[name] = text[:4096]
    return fields


def _local(element: "etree._Element") -> str:
    name = str(element.tag).rpartition("}")[2].rpartition(":")[2]
    return name.lower()
