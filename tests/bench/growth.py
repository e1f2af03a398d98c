"""How the time of cleaning grows with the length of a page: ten times the page should take ten times as long."""

import time
from dataclasses import replace

from flows.ingest.documents import document_of
from flows.job import PATH_SOURCE
from tests.bench.generate import articles
from transforms.cleaning.clean import clean_article
from transforms.records import Document, Rejection
from transforms.resolving.stories import sign
from transforms.sentences import split_sentences

TIMES = (1, 10, 100)


def growth(repeats: int = 5) -> list[str]:
    """Microseconds for each thousand characters, of pages of one, ten and a hundred articles."""
    made = list(articles(TIMES[-1]))
    lines = ["text of one article, of ten and of a hundred: microseconds for each 1,000 characters"]
    pages = [_page("\n".join(article.text() for article in made[:times])) for times in TIMES]
    for name, work in (("clean", clean_article), ("sentences", _split), ("signature", _sign)):
        spent = [min(_timed(work, page) for _ in range(repeats)) for page in pages]
        share = [1e9 * seconds / len(page.content) for seconds, page in zip(spent, pages, strict=True)]
        lines.append(f"  {name:<12}" + "".join(f"{value:10,.0f}" for value in share))
    return lines


def _page(text: str) -> Document:
    document = document_of(PATH_SOURCE, "bench", {"text": text})
    assert isinstance(document, Document)
    return replace(document, content=text.encode())


def _split(page: Document) -> object:
    return split_sentences(page.content.decode())


def _sign(page: Document) -> object:
    return sign(page.content.decode())


def _timed(work: object, page: Document) -> float:
    assert callable(work)
    began = time.process_time()
    assert not isinstance(work(page), Rejection)
    return time.process_time() - began
