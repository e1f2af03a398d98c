"""Articles that are set on several pages, in files: the pages that lie together in a batch become one document."""

from collections.abc import Sequence
from dataclasses import replace

from transforms.cleaning.paging import PAGE_NUMBER, PAGE_OF, further_pages, page_number, stem_of
from transforms.records import Document
from transforms.urls import canonical_url


def joined(documents: Sequence[Document]) -> list[Document]:
    """Documents of which each article of several pages is one, as if its further pages had been fetched.

    A page is joined where its address and a link of the first page, or of another one joined, say so, and where
    none before it is missing. A page without its first stays a document of its own.
    """
    groups: dict[tuple[object, ...], dict[str, Document]] = {}
    for item in documents:
        if item.media_type != "text/html" or item.further:
            continue
        if url := canonical_url(item.metadata.get("url")):
            groups.setdefault((item.source_id, *stem_of(url)), {}).setdefault(url, item)
    whole: dict[str, Document] = {}
    gone: set[str] = set()
    for group in groups.values():
        if len(group) == 1:
            continue
        url = min(group, key=len)  # that of the first page: those of the others have a mark more
        if pages := _further_pages(url, group):
            first = group[url]
            gone |= {page.document_id for page in pages.values()}
            further = tuple(_page_of(first, number, page) for number, page in sorted(pages.items()))
            whole[first.document_id] = replace(first, further=further)
    return [whole.get(one.document_id, one) for one in documents if one.document_id not in gone]


def _further_pages(url: str, group: dict[str, Document]) -> dict[int, Document]:
    """The further pages of the one with an address in its group, by number; none where one of them is missing."""
    numbered = {
        number: page for there, page in group.items() if (number := page_number(url, there)) is not None
    }
    found: dict[int, Document] = {}
    waiting = [group[url]] if numbered else []
    while waiting:
        page = waiting.pop()
        html = page.content.decode(page.encoding or "utf-8", "replace")
        for number in further_pages(html, url).keys() & numbered.keys() - found.keys():
            found[number] = numbered[number]
            waiting.append(numbered[number])
    is_whole = found.keys() - {0} == set(range(2, 2 + len(found.keys() - {0})))
    return found if is_whole else {}


def _page_of(first: Document, number: int, page: Document) -> Document:
    place = {PAGE_OF: first.document_id, PAGE_NUMBER: str(number)}
    return replace(page, metadata={**page.metadata, **place})
