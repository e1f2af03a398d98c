"""Records of inputs: documents as they arrived, articles as cleaned, and what was taken out or refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input as it arrived: the bytes and what came with them. The raw store holds these for ever.

    `content` is the text or page itself, as received; `metadata` are the record's own fields under
    their canonical names (url, title, published_at, author, outlet, language, …), values as received.
    `further` are the further pages of an article that is set on several, each a document of its own.
    """

    document_id: str
    article_id: str
    source_id: str
    origin: str
    media_type: str
    encoding: str | None
    content: bytes
    metadata: Mapping[str, str]
    fetched_at: datetime | None
    timezone: str
    further: tuple["Document", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why an input gave no article: a value, and a row of `quarantine`."""

    document_id: str
    origin: str
    source_id: str | None
    stage: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned article. `text` is the body without title and furniture, paragraphs joined by line feeds."""

    article_id: str
    document_id: str
    source_id: str
    origin: str
    url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    dateline: str | None
    published_at: datetime | None
    published_precision: str | None
    published_basis: str | None
    fetched_at: datetime | None
    language: str | None
    text: str
    word_count: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedBlock:
    """A line that was taken out of the body, and why."""

    article_id: str
    seq: int
    text: str
    reason: str
    rule_id: str
