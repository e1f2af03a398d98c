"""From a record of any container to a document: fields under their canonical names, content, encoding, identity."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from config.sources import Source
from transforms.records import Document, Rejection, make_id
from transforms.urls import canonical_url, ingest_rules

Record = Mapping[str, Any]
Input = Document | Rejection

MAX_RECORD = 64 * 1024 * 1024  # bytes of one record; a larger one is refused, not read
BATCH_BYTES = 32 * 1024 * 1024  # of documents, after which a batch is closed
YEARS = range(1990, 2101)  # of a fetch; what lies outside is a broken clock

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How files begin that are no text whatever their name says: pictures, PDF, archives, programs.
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x7fELF", b"RIFF", b"OggS")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^<>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
_LINKS = re.compile(rb"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_CANONICAL = re.compile(rb"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s*=\s*(["']?)(https?://[^"'\s<>]+)\1""", re.IGNORECASE)
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_SINGLE_OR_ASIAN = re.compile(r"(?:iso|latin|cp|windows|koi8|gb|big5|euc|shift|mac|tis)", re.IGNORECASE)


class UnreadableError(Exception):
    """A file or record that cannot be read; carries the rejection's code and detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def document_of(source: Source, origin: str, record: Any) -> Input:
    """The document that a record makes, or why it makes none.

    Args:
        source: whose record it is.
        origin: the path or address it was read from, with `#n` for the n-th record of a container.
        record: a mapping of field names to values, or the `UnreadableError` that reading it gave. `text` and
            `html` are text, or bytes whose encoding is found (`charset` is what the sender said it is).
    """
    try:
        return _make_document(source, origin, record)
    except UnreadableError as error:
        return rejection_of(source, origin, error.code, error.detail)


def rejection_of(source: Source, origin: str, code: str, detail: str) -> Rejection:
    """The refusal of an input; the same input refused again has the same id."""
    return Rejection(
        document_id=make_id("input", source.id, origin),
        origin=origin,
        source_id=source.id,
        stage="ingest",
        code=code,
        detail=storable(detail),
    )


def is_unlinked(document: Document) -> bool:
    """Whether the document came without a link, so that only its path can say what it is a version of."""
    return document.article_id == make_id("article", document.document_id)


def in_batches(inputs: Iterable[Input], size: int) -> Iterator[list[Input]]:
    """Lists of at most `size` inputs and some 32 MB, without ever holding more than one of them."""
    batch: list[Input] = []
    held = 0
    for item in inputs:
        batch.append(item)
        held += len(item.content) if isinstance(item, Document) else 0
        if len(batch) == size or held >= BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def storable(text: str) -> str:
    """Text that every store accepts: lone surrogates become the replacement character."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def encoding_of(content: bytes, declared: str | None = None) -> str:
    """The encoding of a text, found in a fixed order.

    Byte order mark; UTF-16 by its NULs; UTF-8, also where a few bytes of it are broken; what the sender or
    the page itself declares, if the bytes agree; Windows-1252; Latin-1.
    """
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return marked
    head = content[:1000]
    if len(head) > 3 and head.count(0) > len(head) / 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    if _is_mostly_utf8(content):
        return "utf-8"
    for name in (declared, _declared_in(content), "cp1252"):
        if name and (codec := _codec(name)) and _decodes(content, codec):
            return codec
    return "latin-1"


def parse_instant(value: str | None, timezone: str) -> datetime | None:
    """An ISO time as an aware datetime; one without a zone is of `timezone`. None for anything else."""
    if not value:
        return None
    try:
        instant = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if instant.year not in YEARS:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(timezone))


def _make_document(source: Source, origin: str, record: Any) -> Document:
    if isinstance(record, UnreadableError):
        raise record
    if not isinstance(record, Mapping):
        raise UnreadableError("broken_record", "The record is no object of names and values.")
    fields = _canonical_fields(record)
    content, media_type = fields.pop("text", None), "text/plain"
    if content is None:
        content, media_type = fields.pop("html", None), "text/html"
    if content is None:
        raise UnreadableError("no_text", "The record has neither text nor html under any name that is known.")
    metadata = {name: _as_text(value) for name, value in sorted(fields.items())}
    content, encoding = _as_bytes(content, metadata.get("charset"))
    fetched_at = parse_instant(metadata.get("fetched_at"), source.timezone)
    if fetched_at:
        del metadata["fetched_at"]
    if source.outlet:
        metadata.setdefault("outlet", source.outlet)
    if media_type == "text/html" and "url" not in metadata and (link := _canonical_link(content)):
        metadata["url"] = link
    url = canonical_url(metadata.get("url"))
    document_id = make_id("document", url, content, *metadata.items())
    return Document(
        document_id=document_id,
        article_id=make_id("url", url) if url else make_id("article", document_id),
        source_id=metadata.get("source_id", source.id),
        origin=origin,
        media_type=media_type,
        encoding=encoding,
        content=content,
        metadata=metadata,
        fetched_at=fetched_at,
        timezone=source.timezone,
    )


@cache
def _canonical_names() -> dict[str, tuple[str, int]]:
    """Every known name of a field, without signs and in small letters -> its canonical name, its rank of trust."""
    return {
        _plain(alias): (name, rank)
        for name, aliases in ingest_rules().aliases.items()
        for rank, alias in reversed(list(enumerate(aliases)))
    }


@lru_cache(maxsize=1000)
def _plain(key: str) -> str:
    return key.lower().replace("-", "").replace("_", "").replace(" ", "")


def _canonical_fields(record: Record) -> dict[str, Any]:
    """Fields under canonical names; of several for one name the most trusted wins, others keep their own."""
    names = _canonical_names()
    fields: dict[str, Any] = {}
    taken: dict[str, tuple[int, str]] = {}
    for key, value in record.items():
        key = str(key)
        if value is None or value in ("", b"") or value != value:  # the last: a NaN stands for nothing
            continue
        name, rank = names.get(_plain(key), (key, 0))
        if name in taken and taken[name][0] <= rank:
            fields[_free(fields, key)] = value
            continue
        if name in taken:
            fields[_free(fields, taken[name][1])] = fields.pop(name)
        fields[name] = value
        taken[name] = (rank, key)
    return fields


def _free(fields: Record, key: str) -> str:
    """A name that no field has yet: nothing that came is overwritten."""
    while key in fields:
        key += "_"
    return key


def _as_bytes(content: Any, charset: str | None) -> tuple[bytes, str]:
    if isinstance(content, bytes):
        if _is_binary(content):
            raise UnreadableError("not_text", "The content is no text but a picture, an archive or the like.")
        return content, encoding_of(content, charset)
    if isinstance(content, list) and all(isinstance(part, str) for part in content):
        content = "\n".join(content)
    if not isinstance(content, str):
        raise UnreadableError("broken_record", f"The text of the record is no text but {content!r:.60}.")
    if not content:
        raise UnreadableError("no_text", "The text of the record is empty.")
    return content.encode("utf-8", "surrogatepass"), "utf-8"


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return storable(value.decode(encoding_of(value), "replace"))
    if isinstance(value, list) and value and all(isinstance(_name(part), str) for part in value):
        return storable(", ".join(map(_name, value)))
    return storable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def _name(part: Any) -> Any:
    """A part of a list: of an object with a name, such as an author, the name."""
    return part.get("name") if isinstance(part, dict) else part


def _canonical_link(page: bytes) -> str | None:
    """The address that a saved page gives as its own; that of a whole site is none."""
    for tag in _LINKS.findall(page, 0, 200_000):
        if _CANONICAL.search(tag) and (found := _HREF.search(tag)):
            link = canonical_url(unescape(found[2].decode("utf-8", "replace")))
            return link if link and urlsplit(link).path != "/" else None
    return None


def _is_binary(content: bytes) -> bool:
    if content.startswith(_SIGNATURES):
        return True
    head = content[:4000]
    return len(_CONTROLS.findall(head)) > len(head) * 0.05 and not encoding_of(head).startswith("utf-16")


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8, a text of several bytes a letter with no more broken than whole letters included."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        return len(text) - len(text.encode("ascii", "ignore")) >= 2 * broken
    return True


def _declared_in(content: bytes) -> str | None:
    found = _DECLARED.search(content, 0, 4096)
    return found[1].decode("ascii") if found else None


def _codec(name: str) -> str | None:
    """Python's name of an encoding of texts; Latin-1 means Windows-1252, GB 2312 GB 18030, as in every browser."""
    if not _SINGLE_OR_ASIAN.match(name):
        return None
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _MEANT.get(found, found)


def _decodes(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
