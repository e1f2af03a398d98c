"""Articles that are set on several pages: their further pages, fetched with the manners of every other visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from config.sources import Source
from flows.ingest.documents import document_of
from flows.ingest.http import Failure, Fetched, Fetcher, Request
from flows.ingest.pages import TEXTS, Page
from transforms.cleaning.paging import PAGE_NUMBER, PAGE_OF, further_pages, page_number
from transforms.records import Document
from transforms.urls import canonical_url


@dataclass(slots=True, kw_only=True)
class _Article:
    """An article whose pages are being fetched: what is there, what was asked for, and what has failed."""

    page: Page
    first: Document
    url: str
    there: dict[int, Document] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    failure: Failure | None = None

    def wanted(self, document: Document) -> Iterable[tuple[int, str]]:
        """The pages that a page links to and that were not asked for."""
        html = document.content.decode(document.encoding or "utf-8", "replace")
        for number, url in further_pages(html, self.url).items():
            if number not in self.asked and 0 not in self.asked:
                self.asked.add(number)
                yield number, url


def follow(
    fetcher: Fetcher, sources: Mapping[str, Source], pages: Sequence[Page], now: datetime
) -> list[Page]:
    """Pages, each with the further pages of its article.

    A link whose further page is not to be had for now waits with it for another try, as if its own page had
    failed; after the last try, or where the page is refused for good, the article is taken as far as it goes.

    Args:
        fetcher: the client.
        sources: by id.
        pages: what became of some links.
        now: the time of the run.
    """
    articles = {
        at: _Article(page=page, first=page.input, url=page.input.metadata["url"])
        for at, page in enumerate(pages)
        if isinstance(page.input, Document)
        and page.input.media_type == "text/html"
        and "url" in page.input.metadata
    }
    latest = [(article, article.first) for article in articles.values()]
    while latest:
        requests: dict[str, tuple[_Article, int]] = {}
        for article, document in latest:
            requests |= {url: (article, number) for number, url in article.wanted(document)}
        latest = []
        for request, outcome in fetcher.fetch_all(
            [_request(sources[article.page.before.source_id], url) for url, (article, _) in requests.items()]
        ):
            article, number = requests[request.url]
            if isinstance(outcome, Failure):
                article.failure = article.failure or outcome
            elif page := _further(sources[article.page.before.source_id], article, number, outcome):
                article.there[number] = page
                latest.append((article, page))
    return [_with_pages(articles[at], now) if at in articles else page for at, page in enumerate(pages)]


def _request(source: Source, url: str) -> Request:
    return Request(url=url, accept="page", allow_private=source.allow_private, source_url=source.url)


def _further(source: Source, article: _Article, number: int, outcome: Fetched) -> Document | None:
    """The document of a further page; None where the answer is no page, or another one than was asked for."""
    there = canonical_url(outcome.final_url)
    is_it = there is not None and page_number(canonical_url(article.url) or "", there) == number
    if not is_it or outcome.media_type not in TEXTS - {"text/plain"} or not outcome.content.strip():
        return None
    record = {
        "url": outcome.final_url,
        "charset": outcome.charset,
        "fetched_at": outcome.fetched_at.isoformat(),
        "html": outcome.content,
        PAGE_OF: article.first.document_id,
        PAGE_NUMBER: str(number),
    }
    document = document_of(source, outcome.final_url, record)
    return document if isinstance(document, Document) else None


def _with_pages(article: _Article, now: datetime) -> Page:
    if article.failure:
        later = article.page.before.failed(now, article.failure.code, article.failure.retry_at)
        if later.status == "waiting":
            return replace(article.page, input=None, link=later)
    further = tuple(document for _, document in sorted(article.there.items()))
    return replace(article.page, input=replace(article.first, further=further))
