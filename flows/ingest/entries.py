"""From the entry of a feed or the link of a sitemap to the fields of a record, as any other container gives them."""

import re

from transforms.feeds.model import Feed, FeedDate, FeedEntry, SitemapLink

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,500}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")

Fields = dict[str, str]


def stated_fields(entry: FeedEntry, feed: Feed) -> Fields:
    """What a feed says of an article besides its text. Times are kept as written, with the form they were read by."""
    fields = {
        "url": entry.url,
        "title": entry.title,
        "author": entry.author,
        "language": entry.language or feed.language,
        "guid": entry.guid,
        "tags": ", ".join(entry.tags),
        **_dates(entry.published),
    }
    return {name: value for name, value in fields.items() if value}


def sitemap_fields(link: SitemapLink) -> Fields:
    """What a news sitemap says of an article; of another sitemap only the link, for <lastmod> is no date of issue."""
    fields = {
        "url": link.url,
        "title": link.title,
        "outlet": link.outlet,
        "language": link.language,
        **_dates(link.published),
    }
    return {name: value for name, value in fields.items() if value}


def content_fields(entry: FeedEntry) -> Fields:
    """The text that the feed itself gives, the full one where there is one, as `html` or `text`; {} without any."""
    content = entry.content or entry.summary
    if entry.content and entry.summary and len(entry.summary) > len(entry.content):
        content = entry.summary
    if not content:
        return {}
    return {"html" if _MARKUP.search(content) else "text": content}


def _dates(date: FeedDate | None) -> dict[str, str | None]:
    if date is None:
        return {}
    return {
        "published_at": date.raw,
        "published_basis": "feed",
        "published_how": date.how if date.at else f"refused: {date.problem}",
    }
