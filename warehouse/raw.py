"""The raw store: every document as it arrived, append-only, in Parquet.

Files stand under `HOME/lake/documents/month=YYYY-MM/`, or in the bucket that `warehouse.documents` names, one or
more for each run, and are named `TIME-RUN-NUMBER.parquet`, so that the order of names is the order of storing.
Nothing is ever changed or removed; whatever else Warta stores can be made again from here.
"""

import itertools
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from config.settings import load_settings
from transforms.cleaning.paging import PAGE_OF
from transforms.records import Document
from warehouse.objects import S3
from warehouse.raw_files import raw_files
from warehouse.raw_rows import SCHEMA, from_arrow, to_arrow, with_pages
from warehouse.waiting import Waiting
from warehouse.whole import TEMPORARY

ROW_GROUP = 256
"""Documents a row group: small enough that looking one up reads a few megabytes."""

JOINED = ".joined"
"""Ends the hidden name of a file that is about to take the place of others, and names the list of them in it."""

PLACES = pa.schema(
    [(name, pa.string()) for name in ("document_id", "article_id", "path")] + [("row_number", pa.int64())]
)
KEYS = ("document_id", "article_id", "source_id", "origin")


class RawStore:
    """The documents of one home, in files known by their names. One writer at a time; any number of readers."""

    def __init__(self, home: Path) -> None:
        self._files = raw_files(home, load_settings(home).warehouse.documents)
        self._number = 0

    @property
    def place(self) -> str:
        """The folder or address that the files are below."""
        return self._files.place

    @property
    def is_remote(self) -> bool:
        """Whether the files are not part of the home."""
        return self.place.startswith(S3)

    def remove_unfinished(self) -> int:
        """Remove what a crashed writer left half-written. Only for who holds the writer's lock."""
        left = [name for name in self.left_over() if name.endswith(TEMPORARY)]
        self._files.remove(left)
        return len(left)

    def left_over(self) -> list[str]:
        """The files that a killed writer left unfinished."""
        hidden = (name for name in self._files.names() if _last(name).startswith("."))
        return [name for name in hidden if name.endswith((TEMPORARY, JOINED))]

    def append(self, documents: Sequence[Document], run_id: str, now: datetime) -> str | None:
        """Store documents durably; the name of the new file, or None where there are none.

        The further pages of an article stand behind its first, each a row of its own.
        """
        if not documents:
            return None
        rows = to_arrow([page for d in documents for page in (d, *d.further)], run_id, now)

        def write(file: Any) -> None:
            pq.write_table(rows, file, compression="zstd", row_group_size=ROW_GROUP, write_page_checksum=True)

        name = self._next_name(run_id, now.astimezone(UTC))
        self._files.put(name, write)
        return name

    def join(self, names: Sequence[str], note: Callable[[list[str], str], None]) -> str:
        """Put one file in the place of several neighbours, so that a kill at any instant loses and doubles nothing.

        Args:
            names: finished files, in their order.
            note: is told the names that end and the one that takes their place, for the ledger of loads.

        Returns:
            The new file. Until it has its name, it stands beside under a hidden one; `finish_joining` goes on from there.
        """

        def write(file: Any) -> None:
            schema = SCHEMA.with_metadata({JOINED: json.dumps(list(names))})
            with pq.ParquetWriter(file, schema, compression="zstd", write_page_checksum=True) as out:
                for name in names:
                    with self.open(name) as old:
                        for group in range(old.num_row_groups):
                            out.write_table(old.read_row_group(group).cast(SCHEMA), ROW_GROUP)

        target = PurePosixPath(self._name_of_joined(names[0]))
        hidden = str(target.with_name(f".{target.name}{JOINED}"))
        self._files.put(hidden, write)
        note(list(names), str(target))
        return self._put_joined(hidden)

    def finish_joining(self, loaded: Callable[[], Collection[str]]) -> None:
        """Finish what a killed `join` had noted, and undo what it had not. Only for who holds the writer's lock."""
        for hidden in self.left_over():
            if _without_hiding(hidden) in loaded():
                self._put_joined(hidden)
            else:
                self._files.remove([hidden])

    def _put_joined(self, hidden: str) -> str:
        with self.open(hidden) as file:
            names = json.loads(file.schema_arrow.metadata[JOINED.encode()])
        self._files.remove(names)
        target = _without_hiding(hidden)
        self._files.rename(hidden, target)
        return target

    def _name_of_joined(self, first: str) -> str:
        """A name that sorts where the first of the joined files stood."""
        path = PurePosixPath(first)
        stamp = path.name.partition("-")[0]
        return next(
            name
            for number in itertools.count(1)
            if not self._files.exists(name := f"{path.parent}/{stamp}-joined-{number:05d}.parquet")
        )

    def _next_name(self, run_id: str, now: datetime) -> str:
        """A name that no file has; its cost does not grow with the number of files."""
        while True:
            self._number += 1
            name = f"month={now:%Y-%m}/{now:%Y%m%dT%H%M%S.%fZ}-{run_id}-{self._number:05d}.parquet"
            if not self._files.exists(name):
                return name

    @contextmanager
    def open(self, name: str, *, verify: bool = False) -> Iterator[pq.ParquetFile]:
        """A file as Parquet; `verify` holds each page against its checksum."""
        with (
            self._files.open(name) as source,
            pq.ParquetFile(source, page_checksum_verification=verify, pre_buffer=self.is_remote) as file,
        ):
            yield file

    def scan(self, batch_size: int = 250) -> Iterator[list[Document]]:
        """All documents, file by file in the order of their storing."""
        for name in self.files():
            with self.open(name) as file:
                for batch in file.iter_batches(batch_size):
                    yield from_arrow(batch)

    def get(self, document_ids: Collection[str]) -> dict[str, Document]:
        """The documents with these ids; ids that are not stored are absent from the answer."""
        wanted = pa.array(sorted(set(document_ids)), pa.string())
        found: dict[str, Document] = {}
        for name in reversed(self.files()):
            if len(found) == len(wanted):
                break
            with self.open(name) as file:
                for group in range(file.num_row_groups):
                    ids = file.read_row_group(group, ["document_id"])["document_id"]
                    here = pc.is_in(ids, value_set=wanted)
                    if pc.any(here).as_py():
                        rows = file.read_row_group(group).filter(here)
                        found |= {document.document_id: document for document in from_arrow(rows)}
        return found

    def places(self) -> pa.RecordBatchReader:
        """Where each document stands (`PLACES`), file by file as it is read: for a query, once."""

        def rows() -> Iterator[pa.RecordBatch]:
            for name in self.files():
                with self.open(name) as file:
                    found = file.read(["document_id", "article_id"])
                ids = [found[column].combine_chunks() for column in found.column_names]
                numbers = pa.array(range(found.num_rows), pa.int64())
                yield pa.RecordBatch.from_arrays(
                    [*ids, pa.repeat(name, found.num_rows), numbers], schema=PLACES
                )

        return pa.RecordBatchReader.from_batches(PLACES, rows())

    def pending(self, loaded: Collection[str]) -> list[str]:
        """The files that are not among those `loaded`."""
        return [name for name in self.files() if name not in loaded]

    def waiting(self, loaded: Collection[str]) -> Waiting:
        """What the pending files hold; to be closed by the caller."""
        waiting = Waiting()
        for name in self.pending(loaded):
            with self.open(name) as file:
                rows = file.read(list(KEYS))
            document_ids, article_ids, source_ids, origins = (rows[key].to_pylist() for key in KEYS)
            waiting.add(
                zip(document_ids, article_ids, strict=True),
                zip(source_ids, origins, article_ids, strict=True),
            )
        return waiting

    def is_of(self, name: str, run_id: str) -> bool:
        """Whether a run has stored this file."""
        return _last(name).partition("-")[2].rpartition("-")[0] == run_id

    def count(self, names: Sequence[str]) -> int:
        """The number of documents in some files."""
        total = 0
        for name in names:
            with self.open(name) as file:
                total += file.metadata.num_rows
        return total

    def size(self, name: str) -> int:
        """The bytes of a file."""
        return self._files.size(name)

    def remove(self, names: Sequence[str]) -> None:
        """Remove files: what is gone can never be coded again."""
        self._files.remove(names)

    def read(self, name: str, document_ids: Collection[str] | None = None) -> list[Document]:
        """The documents of one file, all or those with some ids, in their order, each with its further pages."""
        with self.open(name) as file:
            rows = file.read()
        if document_ids is not None:
            named = pc.is_in(rows["document_id"], value_set=pa.array(document_ids, pa.string()))
            rows = rows.filter(pc.or_(named, pc.match_substring(rows["metadata"], f'"{PAGE_OF}"')))
        return with_pages(from_arrow(rows))

    def files(self) -> list[str]:
        """The finished files, in the order of their storing."""
        names = self._files.names()
        return [name for name in names if name.endswith(".parquet") and not _last(name).startswith(".")]


def stored_at(name: str) -> datetime | None:
    """When a raw file was stored, by its name; None where that does not tell."""
    try:
        return datetime.strptime(_last(name).partition("-")[0], "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _last(name: str) -> str:
    """A name without its folder."""
    return name.rpartition("/")[2]


def _without_hiding(hidden: str) -> str:
    path = PurePosixPath(hidden)
    return str(path.with_name(path.name.removeprefix(".").removesuffix(JOINED)))
