"""What the markup of a page says of its article: headline, author, time, address."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.cleaning.markup import blocks_of
from transforms.cleaning.published import Instant, read_instant

_LONGEST_SCRIPT = 500_000  # characters of structured data that are read
_MOST_NODES = 2000  # of structured data that are looked at
_SIGNS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"\s+[-–—|»:·]\s+")


class MetaNames(Model):
    """Names of <meta> elements, in order of trust."""

    published: tuple[str, ...]
    author: tuple[str, ...]
    title: tuple[str, ...]
    site: tuple[str, ...]
    section: tuple[str, ...]


class NoAuthors(Model):
    """Words, small letters, that some pages give for an author: parts of the paper."""

    words: frozenset[str]


class SchemaTypes(Model):
    """Types of schema.org."""

    articles: frozenset[str]


class PageRule(Rule):
    """A page that is no article: `code` is why, if its title or a text of at most `max_words` fits."""

    code: str
    max_words: int


class PageRules(Model):
    """`config/rules/pages.toml`."""

    meta: MetaNames
    no_authors: NoAuthors
    schema_types: SchemaTypes
    page: tuple[PageRule, ...]
    paywall: tuple[Rule, ...]


class Facts(NamedTuple):
    """The article's data as the page's markup gives them, as written there; None where it is silent.

    `body` is the text of the article in the page's structured data, a paragraph a line.
    """

    title: str | None
    author: str | None
    editor: str | None
    published: str | None
    url: str | None
    language: str | None
    body: str | None
    is_free: bool


@cache
def page_rules() -> PageRules:
    """The rules, loaded once."""
    return load_toml(PageRules, "rules/pages.toml")


def read_facts(tree: Any) -> Facts:
    """The facts of a page.

    Args:
        tree: its root element, as lxml.html gives it.
    """
    names = page_rules().meta
    meta = _meta(tree)
    articles = _articles(tree)
    schema = articles[0] if articles else {}
    canonical = next(
        (link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"), ""
    )
    return Facts(
        title=_title(tree, meta, schema),
        author=_named(schema.get("author"), meta) or _named(_first(meta, names.author), meta),
        editor=_named(schema.get("editor"), meta),
        published=_published(_times(tree, meta, schema)) or _date(tree),
        url=canonical.strip() or meta.get("og:url") or None,
        language=(tree.xpath("string(/html/@lang)")[:2].lower() or None),
        body=max((_body(a.get("articleBody")) for a in articles), key=len, default="") or None,
        is_free=all(str(a.get("isAccessibleForFree", "true")).lower() != "false" for a in articles),
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _articles(tree: Any) -> list[Mapping[str, Any]]:
    """The articles of the page's structured data."""
    found = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "")[:_LONGEST_SCRIPT], strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            types = node.get("@type")
            types = types if isinstance(types, list) else [types]
            if any(str(kind).lower() in page_rules().schema_types.articles for kind in types):
                found.append(node)
    return found


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        node, seen = waiting.pop(0), seen + 1
        if isinstance(node, list):
            waiting += node[:_MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [v for v in (node.get("@graph"), node.get("mainEntity")) if v]


def _title(tree: Any, meta: Mapping[str, str], schema: Mapping[str, Any]) -> str | None:
    """The headline: the one <h1> that the page's title repeats, else the structured one, without the site's name."""
    whole = [_text_of(schema.get("headline")), *(meta.get(name) for name in page_rules().meta.title)]
    whole.append(" ".join(tree.xpath("string(//title)").split()) or None)
    titles = [title for title in whole if title]
    for heading in list(tree.iter("h1"))[:5]:
        text = " ".join(str(heading.text_content()).split())
        if len(text.split()) > 2 and any(_letters(text) in _letters(title) for title in titles):
            return text
    if not titles:
        return None
    parts = _PARTS.split(titles[0])
    site = _letters(_first(meta, page_rules().meta.site) or "")
    return (
        titles[0][: -len(parts[-1])].rstrip(" -–—|»:·")
        if len(parts) > 1 and _letters(parts[-1]) == site
        else titles[0]
    )


def _named(value: Any, meta: Mapping[str, str]) -> str | None:
    """The persons that a field names, with commas between them.

    Addresses, accounts, the site itself and parts of the paper are none.
    """
    names = page_rules().meta
    no_person = {_letters(_first(meta, known) or "") for known in (names.site, names.section)}
    found = []
    for one in (value if isinstance(value, list) else [value])[:20]:
        name = _text_of(one.get("name")) if isinstance(one, dict) else _text_of(one)
        if name is None or "://" in name or name.startswith("@"):
            continue
        is_part = " ".join(name.casefold().split()) in page_rules().no_authors.words
        if not is_part and _letters(name) not in no_person:
            found.append(name)
    return ", ".join(found) or None


def _body(value: Any) -> str:
    """A text of the structured data: some hold the markup of their paragraphs, escaped or not."""
    if not isinstance(value, str):
        return ""
    text = unescape(value) if "&lt;" in value else value
    lines = (block.text for line in text.split("\n") for block in blocks_of(line))
    return "\n".join(lines)


def _published(stated: Iterable[str | None]) -> str | None:
    """Of the times that the markup states, in order of trust, the first that can be read.

    Where that is a day alone, a later one that gives the hour of the same day is better.
    """
    found: tuple[str, Instant] | None = None
    for text in filter(None, stated):
        instant = read_instant(text, "Asia/Jakarta")
        if instant and found is None:
            if instant.precision != "day":
                return text
            found = text, instant
        elif instant and found and instant.precision in ("minute", "second"):
            day = found[1].at
            if instant.at.astimezone(day.tzinfo).date() == day.date():
                return text
    return found[0] if found else None


def _times(tree: Any, meta: Mapping[str, str], schema: Mapping[str, Any]) -> Iterator[str | None]:
    """The times of publication that the markup states, in order of trust."""
    yield _text_of(schema.get("datePublished"))
    yield from (meta.get(name) for name in page_rules().meta.published)
    yield _time(tree)


def _time(tree: Any) -> str | None:
    """The first time element that says what it is the time of."""
    found = tree.xpath(
        "string((//time[@datetime][@pubdate or @itemprop='datePublished' or contains(@class, 'publish')"
        " or contains(@class, 'entry-date')]/@datetime | //*[@itemprop='datePublished']/@content)[1])"
    )
    return str(found).strip() or None


def _date(tree: Any) -> str | None:
    """The day that htmldate finds in the markup; it is asked last, and not to search the text."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return find_date(tree, extensive_search=False, original_date=True)
    except Exception:  # the library on markup of any kind; no date is worth an article
        return None


def _text_of(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())
