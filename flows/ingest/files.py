"""Reading inputs of every kind from disk into documents, one at a time, or refusing them with a reason."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, cast
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import zstandard

from config.settings import Source
from transforms.records import Document, Rejection, make_id
from transforms.urls import canonical_url, ingest_rules

Record = Mapping[str, Any]
Input = Document | Rejection

MAX_FIELD = 64 * 1024 * 1024  # bytes of one record; a larger one is refused, not read
COMPRESSED = {".gz", ".zst"}


class UnreadableError(Exception):
    """A file or record that cannot be read; carries the rejection's code and detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def files_of(location: Path) -> list[Path]:
    """The files that a path, a folder (with all folders below) or a glob pattern names, in a fixed order.

    Raises:
        FileNotFoundError: where nothing is there; the message says what was looked for.
    """
    if location.is_dir():
        return sorted(
            path
            for path in location.rglob("*")
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(location).parts)
        )
    if location.exists():
        return [location]
    anchor = Path(location.anchor) if location.is_absolute() else Path()
    pattern = str(location.relative_to(location.anchor) if location.is_absolute() else location)
    found = sorted(p for p in anchor.glob(pattern) if p.is_file()) if any(c in pattern for c in "*?[") else []
    if not found:
        raise FileNotFoundError(
            f"{location}: no such file or folder, and no file matches it as a pattern. Check the path."
        )
    return found


def read_source(source: Source, location: Path) -> Iterator[Input]:
    """Every input below `location` for `source`: a document, or why there is none. Never raises for content."""
    for path in files_of(location):
        yield from read_file(source, path)


def read_file(source: Source, path: Path) -> Iterator[Input]:
    """The documents of one file; `origin` is its path, with `#n` for the n-th record of a container."""
    origin = _storable(str(path.resolve()))
    kind = _kind(path)
    try:
        if kind not in READERS:
            raise UnreadableError(
                "unsupported_format",
                f"'{kind or path.name}' files are not read. Give {', '.join(sorted(READERS))}, "
                "plain or compressed as .gz or .zst.",
            )
        container, reader = READERS[kind]
        with _open(path) as stream:
            for number, record in enumerate(reader(stream), 1):
                where = f"{origin}#{number}" if container else origin
                yield record if isinstance(record, Rejection) else _document(source, where, record)
    except UnreadableError as error:
        yield _rejection(source, origin, error.code, error.detail)
    except (OSError, EOFError, zstandard.ZstdError) as error:
        yield _rejection(source, origin, "unreadable", f"The file cannot be read: {error}")


def _kind(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _open(path: Path) -> BinaryIO:
    match path.suffix.lower():
        case ".gz":
            return cast(BinaryIO, gzip.open(path, "rb"))
        case ".zst":
            return io.BufferedReader(cast(io.RawIOBase, zstandard.open(path, "rb")))
        case _:
            return path.open("rb")


def _text_file(stream: BinaryIO) -> Iterator[Record]:
    content = stream.read(MAX_FIELD + 1)
    if len(content) > MAX_FIELD:
        raise UnreadableError("too_large", f"More than {MAX_FIELD:,} bytes in one text file.")
    yield {"text": content}


def _json_lines(stream: BinaryIO) -> Iterator[Record | Any]:
    while line := stream.readline(MAX_FIELD + 1):
        if len(line) > MAX_FIELD:
            raise UnreadableError("too_large", f"A line of more than {MAX_FIELD:,} bytes.")
        if line.strip():
            yield _json(line)


def _json_file(stream: BinaryIO) -> Iterator[Record | Any]:
    content = _json(stream.read())
    yield from content if isinstance(content, list) else [content]


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        return UnreadableError("broken_record", f"Not valid JSON: {error}")


def _csv_file(stream: BinaryIO) -> Iterator[Record | Any]:
    csv.field_size_limit(MAX_FIELD)
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        header = text.readline()
        delimiter = max(",;\t|", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        rows = csv.reader(text, delimiter=delimiter)
        try:
            for row in rows:
                if len(row) == len(names):
                    yield dict(zip(names, row, strict=True))
                elif row:
                    at = f"Line {rows.line_num + 1} has {len(row)} fields, the header {len(names)}."
                    yield UnreadableError("broken_record", at)
        except csv.Error as error:
            raise UnreadableError("broken_record", f"Line {rows.line_num + 1}: {error}") from error


def _parquet_file(stream: BinaryIO) -> Iterator[Record]:
    try:
        with pq.ParquetFile(stream) as file:
            for batch in file.iter_batches(batch_size=256):
                yield from batch.to_pylist()
    except (ValueError, OSError) as error:
        raise UnreadableError("unreadable", f"Not a readable Parquet file: {error}") from error


# suffix -> (does it hold many records?, reader)
READERS: dict[str, tuple[bool, Callable[[BinaryIO], Iterator[Any]]]] = {
    ".txt": (False, _text_file),
    ".jsonl": (True, _json_lines),
    ".ndjson": (True, _json_lines),
    ".json": (True, _json_file),
    ".csv": (True, _csv_file),
    ".parquet": (True, _parquet_file),
}


@cache
def _canonical_names() -> dict[str, str]:
    return {
        _plain(alias): name for name, aliases in ingest_rules().aliases.items() for alias in reversed(aliases)
    }


def _plain(key: str) -> str:
    return key.lower().replace("-", "").replace("_", "").replace(" ", "")


def _document(source: Source, origin: str, record: Any) -> Input:
    try:
        return _make_document(source, origin, record)
    except UnreadableError as error:
        return _rejection(source, origin, error.code, error.detail)


def _make_document(source: Source, origin: str, record: Any) -> Document:
    if isinstance(record, UnreadableError):
        raise record
    if not isinstance(record, Mapping):
        raise UnreadableError("broken_record", "The record is no object of names and values.")
    fields = _canonical_fields(record)
    content, media_type = fields.pop("text", None), "text/plain"
    if not content:
        content, media_type = fields.pop("html", None), "text/html"
    if not content:
        raise UnreadableError("no_text", "The record has neither text nor html under any name that is known.")
    if isinstance(content, bytes):
        encoding = encoding_of(content)
    else:
        content, encoding = str(content).encode("utf-8", "surrogatepass"), "utf-8"
    metadata = {name: _as_text(value) for name, value in sorted(fields.items()) if value not in (None, "")}
    fetched_at = parse_instant(metadata.pop("fetched_at", None), source.timezone)
    if source.outlet:
        metadata.setdefault("outlet", source.outlet)
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


def is_unlinked(document: Document) -> bool:
    """Whether the document came without a link, so that only its path can say what it is a version of."""
    return document.article_id == make_id("article", document.document_id)


def _canonical_fields(record: Record) -> dict[str, Any]:
    """Fields under canonical names; of several for one name the most trusted wins, others keep their own."""
    names = _canonical_names()
    fields: dict[str, Any] = {}
    for key, value in record.items():
        name = names.get(_plain(str(key)), str(key))
        if value in (None, ""):
            continue
        if name in fields and _plain(str(key)) != _plain(ingest_rules().aliases.get(name, ("",))[0]):
            fields[str(key)] = value
        else:
            fields[name] = value
    return fields


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return _storable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def _storable(text: str) -> str:
    """Text that every store accepts: lone surrogates become the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def encoding_of(content: bytes) -> str:
    """The encoding of a text, found in a fixed order: byte order mark, UTF-8, UTF-16 by its NULs, Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    head = content[:1000]
    if len(head) > 3 and head.count(0) > len(head) / 3:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return "utf-8"


def parse_instant(value: str | None, timezone: str) -> datetime | None:
    """An ISO time as an aware datetime; one without a zone is of `timezone`. None for anything else."""
    if not value:
        return None
    try:
        instant = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(timezone))


def _rejection(source: Source, origin: str, code: str, detail: str) -> Rejection:
    return Rejection(
        document_id=make_id("input", source.id, origin),
        origin=origin,
        source_id=source.id,
        stage="ingest",
        code=code,
        detail=detail,
    )


def in_batches(inputs: Iterable[Input], size: int) -> Iterator[list[Input]]:
    """Lists of at most `size` inputs, without ever holding more than one of them."""
    batch: list[Input] = []
    for item in inputs:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
