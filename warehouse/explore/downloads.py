"""The chosen events as a file: exactly the rows that the filters leave, in the order of the list."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.door import cell
from warehouse.sqlfiles import text_over_events

FORMATS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
BATCH = 10_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def write_events(con: duckdb.DuckDBPyConnection, form: str, target: Path, *, sort: str) -> int:
    """Write the events of the table `chosen` to a file; returns how many.

    Args:
        con: a cursor in which events were chosen.
        form: "csv" (lists as JSON) or "parquet".
        target: the file to write.
        sort: the order of the list.
    """
    reader = con.sql(text_over_events("explore/download"), params={"sort": sort}).to_arrow_reader(BATCH)
    return _write_parquet(reader, target) if form == "parquet" else _write_csv(reader, target)


def write_table(table: pa.Table, form: str, target: Path) -> int:
    """Write the answer of a query to a file, as `write_events`."""
    reader = table.to_reader(BATCH)
    return _write_parquet(reader, target) if form == "parquet" else _write_csv(reader, target)


def _write_parquet(reader: pa.RecordBatchReader, target: Path) -> int:
    rows = 0
    with pq.ParquetWriter(target, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _write_csv(reader: pa.RecordBatchReader, target: Path) -> int:
    rows = 0
    with target.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_harmless(name) for name in reader.schema.names)
        for batch in reader:
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows([_csv_cell(value) for value in row] for row in zip(*columns, strict=True))
            rows += batch.num_rows
    return rows


def _csv_cell(value: Any) -> str:
    return _harmless(value) if isinstance(value, str) else cell(value)


def _harmless(text: str) -> str:
    """Words of the news, which may be made to be run by who opens the file in a spreadsheet."""
    return f"'{text}" if text.startswith(FORMULA) else text
