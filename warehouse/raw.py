"""The raw store: every document as it arrived, append-only, in Parquet.

Files stand under `HOME/lake/documents/month=YYYY-MM/`, one or more for each run, and are named
`TIME-RUN-NUMBER.parquet`, so that the order of names is the order of storing. A file is written under a
temporary name, synced and renamed, so that a reader sees whole files only. Nothing is ever changed or
removed; whatever else Warta stores can be made again from here.
"""

import itertools
import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.cleaning.paging import PAGE_OF
from transforms.records import Document
from warehouse.waiting import Waiting

SCHEMA = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("media_type", pa.string(), nullable=False),
        pa.field("encoding", pa.string()),
        pa.field("content", pa.large_binary(), nullable=False),
        pa.field("metadata", pa.string(), nullable=False),
        pa.field("fetched_at", pa.timestamp("us", "UTC")),
        pa.field("timezone", pa.string(), nullable=False),
        pa.field("run_id", pa.string(), nullable=False),
        pa.field("stored_at", pa.timestamp("us", "UTC"), nullable=False),
    ]
)
ROW_GROUP = 256
"""Documents a row group: small enough that looking one up reads a few megabytes."""

JOINED = ".joined"
"""Ends the hidden name of a file that is about to take the place of others, and names the list of them in it."""

KEYS = ("document_id", "article_id", "source_id", "origin")


class RawStore:
    """The documents under one home. One writer at a time; any number of readers."""

    def __init__(self, home: Path) -> None:
        self.root = home / "lake" / "documents"
        self._number = 0

    def remove_unfinished(self) -> int:
        """Remove what a crashed writer left half-written. Only for who holds the writer's lock."""
        left = list(self.root.glob("month=*/.*.tmp"))
        for path in left:
            path.unlink()
        return len(left)

    def append(self, documents: Sequence[Document], run_id: str, now: datetime) -> Path | None:
        """Store documents durably; the path of the new file, or None where there are none.

        The further pages of an article stand behind its first, each a row of its own.
        """
        if not documents:
            return None
        target = self._next_name(run_id, now.astimezone(UTC))
        folder = target.parent
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{target.name}.tmp"
        try:
            with temporary.open("wb") as file:
                pq.write_table(
                    _to_arrow([page for d in documents for page in (d, *d.further)], run_id, now),
                    file,
                    compression="zstd",
                    row_group_size=ROW_GROUP,
                    write_page_checksum=True,
                )
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        for directory in (folder, self.root):
            sync_directory(directory)
        return target

    def join(self, paths: Sequence[Path], note: Callable[[list[str], str], None]) -> Path:
        """Put one file in the place of several neighbours, so that a kill at any instant loses and doubles nothing.

        Args:
            paths: finished files, in their order.
            note: is told the names that end and the one that takes their place, for the ledger of loads.

        Returns:
            The new file. Until it has its name, it stands beside under a hidden one; `finish_joining` goes on from there.
        """
        target = self._name_of_joined(paths[0])
        hidden = target.with_name(f".{target.name}{JOINED}")
        names = [self.name_of(path) for path in paths]
        temporary = target.with_name(f".{target.name}.tmp")
        try:
            with temporary.open("wb") as file:
                schema = SCHEMA.with_metadata({JOINED: json.dumps(names)})
                with pq.ParquetWriter(file, schema, compression="zstd", write_page_checksum=True) as out:
                    for path in paths:
                        with pq.ParquetFile(path) as old:
                            for group in range(old.num_row_groups):
                                out.write_table(old.read_row_group(group).cast(SCHEMA), ROW_GROUP)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(hidden)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_directory(target.parent)
        note(names, self.name_of(target))
        return self._put_joined(hidden)

    def finish_joining(self, loaded: Callable[[], Collection[str]]) -> None:
        """Finish what a killed `join` had noted, and undo what it had not. Only for who holds the writer's lock."""
        for hidden in self.root.glob(f"month=*/.*{JOINED}"):
            if self.name_of(_without_hiding(hidden)) in loaded():
                self._put_joined(hidden)
            else:
                hidden.unlink()

    def _put_joined(self, hidden: Path) -> Path:
        for name in json.loads(pq.read_schema(hidden).metadata[JOINED.encode()]):
            (self.root / name).unlink(missing_ok=True)
        sync_directory(hidden.parent)
        target = hidden.replace(_without_hiding(hidden))
        sync_directory(target.parent)
        return target

    def _name_of_joined(self, first: Path) -> Path:
        """A name that sorts where the first of the joined files stood."""
        stamp = first.name.partition("-")[0]
        return next(
            path
            for number in itertools.count(1)
            if not (path := first.with_name(f"{stamp}-joined-{number:05d}.parquet")).exists()
        )

    def _next_name(self, run_id: str, now: datetime) -> Path:
        """A name that no file has; its cost does not grow with the number of files."""
        while True:
            self._number += 1
            name = f"{now:%Y%m%dT%H%M%S.%fZ}-{run_id}-{self._number:05d}.parquet"
            if not (target := self.root / f"month={now:%Y-%m}" / name).exists():
                return target

    def scan(self, batch_size: int = 250) -> Iterator[list[Document]]:
        """All documents, file by file in the order of their storing."""
        for path in self.files():
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size):
                    yield _from_arrow(batch)

    def get(self, document_ids: Collection[str]) -> dict[str, Document]:
        """The documents with these ids; ids that are not stored are absent from the answer."""
        wanted = pa.array(sorted(set(document_ids)), pa.string())
        found: dict[str, Document] = {}
        for path in reversed(self.files()):
            if len(found) == len(wanted):
                break
            with pq.ParquetFile(path) as file:
                for group in range(file.num_row_groups):
                    ids = file.read_row_group(group, ["document_id"])["document_id"]
                    here = pc.is_in(ids, value_set=wanted)
                    if pc.any(here).as_py():
                        rows = file.read_row_group(group).filter(here)
                        found |= {document.document_id: document for document in _from_arrow(rows)}
        return found

    def pending(self, loaded: Collection[str]) -> list[Path]:
        """The files that are not among those `loaded`, by the names that `name_of` gives."""
        return [path for path in self.files() if self.name_of(path) not in loaded]

    def waiting(self, loaded: Collection[str]) -> Waiting:
        """What the pending files hold; to be closed by the caller."""
        waiting = Waiting()
        for path in self.pending(loaded):
            rows = pq.read_table(path, columns=list(KEYS), schema=SCHEMA)
            document_ids, article_ids, source_ids, origins = (rows[name].to_pylist() for name in KEYS)
            waiting.add(
                zip(document_ids, article_ids, strict=True),
                zip(source_ids, origins, article_ids, strict=True),
            )
        return waiting

    def name_of(self, path: Path) -> str:
        """The name by which the ledger of loads knows a file."""
        return path.relative_to(self.root).as_posix()

    def is_of(self, path: Path, run_id: str) -> bool:
        """Whether a run has stored this file."""
        return path.name.partition("-")[2].rpartition("-")[0] == run_id

    def count(self, paths: Sequence[Path]) -> int:
        """The number of documents in some files."""
        return sum(pq.read_metadata(path).num_rows for path in paths)

    def read(self, path: Path, document_ids: Collection[str] | None = None) -> list[Document]:
        """The documents of one file, all or those with some ids, in their order, each with its further pages."""
        with pq.ParquetFile(path) as file:
            rows = file.read()
        if document_ids is not None:
            named = pc.is_in(rows["document_id"], value_set=pa.array(document_ids, pa.string()))
            rows = rows.filter(pc.or_(named, pc.match_substring(rows["metadata"], f'"{PAGE_OF}"')))
        return _with_pages(_from_arrow(rows))

    def files(self) -> list[Path]:
        """The finished files, in the order of their storing."""
        return sorted(self.root.glob("month=*/*.parquet"))


def stored_at(path: Path) -> datetime | None:
    """When a raw file was stored, by its name; None where that does not tell."""
    try:
        return datetime.strptime(path.name.partition("-")[0], "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _without_hiding(hidden: Path) -> Path:
    return hidden.with_name(hidden.name.removeprefix(".").removesuffix(JOINED))


def sync_directory(path: Path) -> None:
    """Make renames in a directory durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _to_arrow(documents: Sequence[Document], run_id: str, now: datetime) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "document_id": d.document_id,
                "article_id": d.article_id,
                "source_id": d.source_id,
                # A file name may hold bytes that are no UTF-8; JSON escapes them in the metadata.
                "origin": d.origin.encode("utf-8", "replace").decode(),
                "media_type": d.media_type,
                "encoding": d.encoding,
                "content": d.content,
                "metadata": json.dumps(dict(d.metadata)),
                "fetched_at": d.fetched_at,
                "timezone": d.timezone,
                "run_id": run_id,
                "stored_at": now,
            }
            for d in documents
        ],
        SCHEMA,
    )


def _with_pages(documents: Sequence[Document]) -> list[Document]:
    """Documents with the further pages that stand among them; those whose first page is not there are left out."""
    further: dict[str, list[Document]] = {}
    for document in documents:
        if first := document.metadata.get(PAGE_OF):
            further.setdefault(first, []).append(document)
    if not further:
        return list(documents)
    return [
        replace(document, further=tuple(further.get(document.document_id, ())))
        for document in documents
        if PAGE_OF not in document.metadata
    ]


def _from_arrow(rows: pa.Table | pa.RecordBatch) -> list[Document]:
    def document(row: dict[str, Any]) -> Document:
        return Document(
            document_id=row["document_id"],
            article_id=row["article_id"],
            source_id=row["source_id"],
            origin=row["origin"],
            media_type=row["media_type"],
            encoding=row["encoding"],
            content=row["content"],
            metadata=json.loads(row["metadata"]),
            fetched_at=row["fetched_at"],
            timezone=row["timezone"],
        )

    return [document(row) for row in rows.to_pylist()]
