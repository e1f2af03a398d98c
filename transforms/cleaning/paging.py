"""Articles that are set on several pages: which further pages of its article a page links to."""

import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from itertools import product
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from config.loader import Model, load_toml
from transforms.urls import canonical_url

MOST_PAGES = 20
PAGE_OF, PAGE_NUMBER = "page_of", "page_number"
"""Metadata of a further page: the document_id of its article's first page, and its number (0 for the whole text)."""

_LINK = re.compile(r"<(?:a|link)\b[^<>]{0,2000}?\bhref\s*=\s*[\"']?([^\"'\s<>]{1,2000})", re.IGNORECASE)


class PagingRules(Model):
    """`config/rules/paging.toml`."""

    parameters: tuple[str, ...]
    folders: tuple[str, ...]
    whole: tuple[str, ...]
    whole_parameters: dict[str, str]


class _Marks(NamedTuple):
    """How addresses of further pages end, `ends`; the path with its number; parameters, and those of a whole text."""

    ends: re.Pattern[str]
    path: re.Pattern[str]
    parameters: frozenset[str]
    whole: frozenset[tuple[str, str]]


@cache
def _marks() -> _Marks:
    rules = load_toml(PagingRules, "rules/paging.toml")
    values = "|".join(map(re.escape, sorted({*rules.whole, *rules.whole_parameters.values()})))
    folders = "|".join(map(re.escape, rules.folders))
    return _Marks(
        ends=re.compile(rf"(?:\d|{values})/?(?:[#&].*)?$", re.IGNORECASE),
        path=re.compile(rf"(.+?)/(?:(?:{folders})/)?(\d{{1,2}})/?"),
        parameters=frozenset(rules.parameters),
        whole=frozenset((*product(rules.parameters, rules.whole), *rules.whole_parameters.items())),
    )


def further_pages(html: str, url: str) -> dict[int, str]:
    """The further pages of an article that a page of it links to: number → address, in order.

    A further page has the address of the first with a mark: `?page=2`, `/2`, `/page/2`. Where there is one that
    holds the whole text (`?page=all`), it alone is named, under the number 0.

    Args:
        html: the markup of the first page, or of a further one.
        url: the address of the first.
    """
    first = canonical_url(url)
    path = urlsplit(first or "").path.rstrip("/")
    ends = _marks().ends
    found: dict[int, str] = {}
    for link in map(unescape, dict.fromkeys(_LINK.findall(html) if first else ())):
        if _may_lie_below(link, path) and ends.search(link) and (there := _joined(url, link)):
            number = page_number(first or "", there)
            if number is not None:
                found.setdefault(number, there)
    return {0: found[0]} if 0 in found else dict(sorted(found.items()))


def _may_lie_below(link: str, path: str) -> bool:
    """Whether a link may lead to a path or below it, told without resolving it: a page has hundreds of others."""
    return path in link or "/." in link or not link.startswith(("/", "http"))


def page_number(first: str, url: str) -> int | None:
    """Which further page an address is of the article whose first page has the other; None where it is none.

    Both are canonical. The whole text on one page is number 0.
    """
    one, other = urlsplit(first), urlsplit(url)
    if one.netloc != other.netloc:
        return None
    path, query = one.path.rstrip("/"), parse_qsl(one.query)
    asked, marks = parse_qsl(other.query), _marks()
    if other.path.rstrip("/") == path:
        more = [pair for pair in asked if pair not in query]
        if len(more) != 1 or len(asked) != len(query) + 1:
            return None
        name, value = more[0][0].lower(), more[0][1].lower()
        if (name, value) in marks.whole:
            return 0
        is_first = not marks.parameters & dict(query).keys()
        return _number(value) if name in marks.parameters and is_first else None
    found = marks.path.fullmatch(other.path)
    return _number(found[2]) if found and path and found[1] == path and asked == query else None


def stem_of(url: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What the addresses of one article's pages share: host, path and query without the mark of a further page.

    Other addresses can share it too; `page_number` tells them apart.
    """
    parts, marks = urlsplit(url), _marks()
    numbered = marks.path.fullmatch(parts.path)
    query = tuple(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name.lower() not in marks.parameters and (name.lower(), value.lower()) not in marks.whole
    )
    return parts.netloc, (numbered[1] if numbered else parts.path).rstrip("/"), query


def missing_pages(pages: Iterable[tuple[str, str]], first: str) -> bool:
    """Whether pages of an article, each with its markup and address, link to a further one that is not among them.

    Args:
        pages: markup and address of each, the first one included.
        first: the address of the first.
    """
    there = list(pages)
    numbers = {page_number(canonical_url(first) or "", canonical_url(url) or "") for _, url in there}
    return 0 not in numbers and any(
        number not in numbers for html, _ in there for number in further_pages(html, first)
    )


def _number(digits: str) -> int | None:
    return int(digits) if digits.isdecimal() and 2 <= int(digits) <= MOST_PAGES else None


def _joined(base: str, link: str) -> str | None:
    try:
        return canonical_url(urljoin(base, link))
    except ValueError:
        return None
