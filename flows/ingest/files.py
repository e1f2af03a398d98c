"""Reading inputs of every kind from disk into documents, one at a time, or refusing them with a reason."""

import os
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

from config.sources import Source
from flows.ingest.documents import Input, UnreadableError, document_of, rejection_of, storable
from flows.ingest.opening import COMPRESSED, plain_bytes
from flows.ingest.readers import Found, read_html, read_json, read_json_lines, read_text
from flows.ingest.saved_feeds import read_saved_feed
from flows.ingest.tables import read_csv, read_parquet
from flows.ingest.warc import read_warc

# suffix -> (does it hold many records?, reader)
READERS: dict[str, tuple[bool, Callable[[BufferedReader], Found]]] = {
    ".txt": (False, read_text),
    ".html": (False, read_html),
    ".htm": (False, read_html),
    ".xhtml": (False, read_html),
    ".jsonl": (True, read_json_lines),
    ".ndjson": (True, read_json_lines),
    ".json": (True, read_json),
    ".csv": (True, read_csv),
    ".parquet": (True, read_parquet),
    ".warc": (True, read_warc),
    ".arc": (True, read_warc),
    ".xml": (True, read_saved_feed),
    ".rss": (True, read_saved_feed),
    ".atom": (True, read_saved_feed),
}


def files_of(location: Path) -> Iterator[Path]:
    """The files that a path, a folder (with all folders below) or a glob pattern names, in a fixed order.

    Hidden files and folders are passed over; a folder that cannot be listed stands for itself.

    Raises:
        FileNotFoundError: where nothing is there; the message says what was looked for.
    """
    if location.is_dir():
        return _below(str(location))
    if location.exists():
        return iter([location])
    anchor = Path(location.anchor) if location.is_absolute() else Path()
    pattern = str(location.relative_to(location.anchor) if location.is_absolute() else location)
    found = sorted(p for p in anchor.glob(pattern) if p.is_file()) if any(c in pattern for c in "*?[") else []
    if not found:
        raise FileNotFoundError(
            f"{location}: no such file or folder, and no file matches it as a pattern. Check the path."
        )
    return iter(found)


def read_source(source: Source, location: Path) -> Iterator[Input]:
    """Every input below `location` for `source`: a document, or why there is none. Never raises for content."""
    for path in files_of(location.resolve() if location.exists() else location):
        yield from read_file(source, path)


def read_file(source: Source, path: Path) -> Iterator[Input]:
    """The documents of one file; `origin` is its path, with `#n` for the n-th record of a container."""
    origin = storable(os.path.realpath(path) if path.is_symlink() or not path.is_absolute() else str(path))
    number = 0
    try:
        container, reader = _reader(path)
        with plain_bytes(path) as stream:
            for number, record in enumerate(reader(stream), 1):
                yield document_of(source, f"{origin}#{number}" if container else origin, record)
        if not number:
            raise UnreadableError("empty", "The file holds no record.")
    except UnreadableError as error:
        yield rejection_of(source, origin, error.code, _after(number, error.detail))
    except (OSError, EOFError) as error:
        yield rejection_of(source, origin, "unreadable", _after(number, f"The file cannot be read: {error}"))


def _reader(path: Path) -> tuple[bool, Callable[[BufferedReader], Found]]:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    kind = suffixes[-1] if suffixes else ""
    if kind in READERS:
        return READERS[kind]
    if path.is_dir():
        raise UnreadableError("unreadable", "The folder cannot be listed. Check its permissions.")
    raise UnreadableError(
        "unsupported_format",
        f"'{kind or path.name}' files are not read. Give {', '.join(sorted(READERS))}, "
        "plain or compressed as .gz or .zst.",
    )


def _after(number: int, detail: str) -> str:
    """Why a file could not be read on, with how far it was read."""
    return f"{detail} (The {number:,} records before this were read.)" if number else detail


def _below(folder: str) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in listing)
    except OSError:
        yield Path(folder)
        return
    for name, is_folder in entries:
        path = f"{folder}/{name}"
        if name.startswith("."):
            continue
        if is_folder:
            yield from _below(path)
        elif os.path.isfile(path):  # noqa: PTH113 (a Path for each of millions of names costs more)
            yield Path(path)
