"""Readers of CSV and Parquet: rows to records, one at a time, each broken row for itself."""

import csv
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.ingest.documents import MAX_RECORD, UnreadableError, encoding_of
from flows.ingest.opening import as_utf8, seekable
from flows.ingest.readers import Found, lines

ROWS = 256  # of a Parquet file that are held at a time
_PAGE = 1024 * 1024  # bytes of a column that are read at a time


def read_csv(stream: BufferedReader) -> Found:
    """The rows of a table whose first line names its columns; separated by comma, semicolon, tab or bar.

    A row with more or fewer fields than columns is broken, save empty fields at its end. Where a quotation
    mark that is never closed makes one row of many lines, only the first line is given up.
    """
    csv.field_size_limit(MAX_RECORD)
    source = _Lines(as_utf8(stream))
    header = next((line for line in source if line.strip() and not line.lower().startswith("sep=")), "")
    delimiter = max(",;\t|", key=header.count)
    try:
        names = _distinct(next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter), []))
    except csv.Error as error:
        raise UnreadableError("broken_record", f"The header cannot be read: {error}") from error
    while True:
        source.begin_row()
        try:
            row = next(csv.reader(source, delimiter=delimiter), None)
        except csv.Error as error:
            yield source.give_up(str(error))
            continue
        except UnreadableError as error:
            yield error
            continue
        if row is None:
            return
        if len(row) > len(names) and not any(row[len(names) :]):
            row = row[: len(names)]
        if len(row) == len(names):
            yield dict(zip(names, row, strict=True))
        elif row:
            yield source.give_up(f"{len(row)} fields, the header has {len(names)}")


def read_parquet(stream: BufferedReader) -> Found:
    """The rows of a Parquet file, a few at a time however large its row groups are."""
    with seekable(stream) as file:
        try:
            table = pq.ParquetFile(file, buffer_size=_PAGE, pre_buffer=False)
        except (ValueError, OSError, MemoryError) as error:
            raise UnreadableError("unreadable", f"Not a readable Parquet file: {error}") from error
        with table:
            for group in range(table.num_row_groups):
                try:
                    for batch in table.iter_batches(ROWS, row_groups=[group]):
                        yield from _rows(batch)
                except (ValueError, OSError, MemoryError) as error:
                    yield UnreadableError("unreadable", f"Row group {group + 1} cannot be read on: {error}")


class _Lines:
    """The lines of a table as text, which can be gone back to behind the first line of the last row."""

    def __init__(self, stream: BufferedReader) -> None:
        self._lines = lines(stream)
        self._again: list[str] = []  # the next ones, last first
        self._row: list[str] = []
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.pop()
        else:
            content = next(self._lines)
            if isinstance(content, UnreadableError):
                raise content
            line = _text(content)
        self._row.append(line)
        self._number += 1
        return line

    def begin_row(self) -> None:
        """What is read from here on is one row."""
        self._row = []

    def give_up(self, why: str) -> UnreadableError:
        """The row is broken: go back to its second line, and say which line is lost."""
        first = self._number - len(self._row) + 1
        self._again += reversed(self._row[1:])
        self._number = first
        return UnreadableError("broken_record", f"Line {first}: {why}.")


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(encoding_of(line), "replace")


def _distinct(names: list[str]) -> list[str]:
    """Column names, each once: a second column of one name gets a number, so that no value is lost."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        number = seen[name]
        while number > 1 and f"{name}_{number}" in seen:
            number += 1
        if number > 1:
            seen[f"{name}_{number}"] = 1
    return list(seen)


def _rows(batch: pa.RecordBatch) -> Iterator[Any]:
    batch = pa.RecordBatch.from_arrays(
        [_in_range(column) for column in batch.columns], _distinct(batch.schema.names)
    )
    try:
        yield from batch.to_pylist()
        return
    except (ValueError, OverflowError, pa.ArrowException):
        pass
    for number in range(batch.num_rows):  # one of them is broken: each by itself
        try:
            yield {name: _value(batch[name][number]) for name in batch.schema.names}
        except (ValueError, OverflowError, pa.ArrowException) as error:
            yield UnreadableError("broken_record", f"A value cannot be read: {error}")


def _in_range(column: pa.Array) -> pa.Array:
    """A column that Python can hold: its times know microseconds, not nanoseconds."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _value(scalar: pa.Scalar) -> Any:
    """A value; text that is no UTF-8 as its bytes."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        if isinstance(scalar, pa.StringScalar | pa.LargeStringScalar):
            return scalar.as_buffer().to_pybytes()
        raise
