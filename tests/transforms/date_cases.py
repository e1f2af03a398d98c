"""Articles with a day of publication for the tests of dates, and their dates as one line each."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from transforms.dates.find import find_dates
from transforms.elections import find_elections
from transforms.laws.find import find_laws
from transforms.records import Article, DateMention, Span

EMPTY = Article(
    article_id="a", document_id="d", source_id="s", origin="o", url=None, outlet=None, title=None, authors=(),
    editors=(), dateline=None, published_at=None, published_precision=None, published_basis=None,
    fetched_at=None, language="id", text="", word_count=0,
)  # fmt: skip
WIB = timezone(timedelta(hours=7))


def article(published: str, text: str, zone: timezone = WIB) -> Article:
    """An article published on a day, in a month or in a year ("2024-05-22", "2024-05", "2024", "" for unknown)."""
    if not published:
        return dataclasses.replace(EMPTY, text=text)
    whole = published + "-01-01"[len(published) - 4 :] if len(published) <= 10 else published
    precision = {4: "year", 7: "month", 10: "day"}.get(len(published), "minute")
    at = datetime.fromisoformat(whole).replace(tzinfo=zone)
    return dataclasses.replace(EMPTY, text=text, published_at=at, published_precision=precision)


def read(published: str, text: str) -> tuple[DateMention, ...]:
    of = article(published, text)
    masked = [Span(law.start_char, law.end_char) for law in find_laws(of)]
    return find_dates(of, masked, find_elections(of))


def said(rows: Iterable[DateMention]) -> list[str]:
    """Rows as "words = first..last precision basis flag"."""
    out = []
    for row in rows:
        last = f"..{row.date_end}" if row.date_end != row.date_start else ""
        parts = (f"{row.date_start}{last}" if row.date_start else None, row.precision, row.basis, row.flag)
        out.append(f"{row.text} = {' '.join(part for part in parts if part)}")
    return out
