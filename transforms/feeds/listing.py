"""A page of a site's archive ("indeks berita"): the articles it lists, and where the list goes on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from tld import get_fld

from transforms.feeds.decoding import clean, decode
from transforms.feeds.model import NotAFeed
from transforms.urls import canonical_url, ingest_rules

MOST_LINKS = 2_000
MOST_BYTES = 20 * 1024 * 1024
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,}")
_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/-]|$)")
SLUG_WORDS, SLUG_WORDS_WITH_NUMBER = 4, 2
"""So many words make the last part of a path a headline; fewer where the path carries a number or a day too."""


@dataclass(frozen=True, slots=True)
class ListedLink:
    """An article of a list, canonical; `day` is the one that its address names, if any."""

    url: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page lists, in its order, and the address of the next one."""

    links: tuple[ListedLink, ...]
    next_url: str | None


def parse_listing(
    content: bytes, *, url: str, charset: str | None = None, pattern: str | None = None
) -> Listing | NotAFeed:
    """Read a page of an archive.

    An article is a link to the same site (its other hosts included) whose address looks like one: it ends in a
    headline, or in a number or day with a shorter one, and lies in no section of tags, authors and the like
    (`config/rules/ingest.toml`). With `pattern`, a regular expression, it is what that is found in instead.

    Args:
        content: the bytes as received.
        url: the address they came from.
        charset: the charset that the transfer named.
        pattern: finds the addresses of articles.
    """
    text = clean(decode(content[:MOST_BYTES], charset).text)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return NotAFeed(detail="There is no page to read links from.", code="not_a_list")
    base = next((urljoin(url, found) for found in root.xpath("//base/@href")), url)
    is_article = re.compile(pattern).search if pattern else looks_like_article
    here = canonical_url(url)
    found: dict[str, ListedLink] = {}
    for link, _ in _links(root, base):
        if link != here and link not in found and same_site(link, url) and is_article(link):
            found[link] = ListedLink(link, day_of(link))
            if len(found) == MOST_LINKS:
                break
    return Listing(tuple(found.values()), _next(root, base, url))


def looks_like_article(url: str) -> bool:
    """Whether an address ends as those of articles do."""
    path = urlsplit(url).path
    segments = [segment for segment in path.lower().split("/") if segment]
    if not segments or any(segment in ingest_rules().archive.sections for segment in segments):
        return False
    slug = max((len(found[0].split("-")) for found in _SLUG.finditer(segments[-1])), default=1)
    is_numbered = bool(_NUMBER.search(path)) or day_of(url) is not None
    return slug >= (SLUG_WORDS_WITH_NUMBER if is_numbered else SLUG_WORDS)


def day_of(url: str) -> date | None:
    """The day that an address names, as in /2024/05/03/."""
    if found := _DAY.search(urlsplit(url).path):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    return None


def same_site(url: str, other: str) -> bool:
    """Whether two addresses are of one site: hosts below the same registered name, or the same host."""
    return _site(url) == _site(other)


def _site(url: str) -> str:
    return get_fld(url, fail_silently=True) or (urlsplit(url).hostname or "").removeprefix("www.")


def _links(root: "html.HtmlElement", base: str) -> Iterator[tuple[str, "html.HtmlElement"]]:
    for element in root.iter("a", "link"):
        try:
            link = canonical_url(urljoin(base, element.get("href") or ""))
        except ValueError:
            continue
        if link:
            yield link, element


def _next(root: "html.HtmlElement", base: str, url: str) -> str | None:
    words = ingest_rules().archive.next
    for link, element in _links(root, base):
        named = "next" in (element.get("rel") or "").lower().split()
        if (named or element.text_content().strip().lower() in words) and same_site(link, url):
            return link if link != canonical_url(url) else None
    return None
