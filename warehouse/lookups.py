"""What the pipeline asks the stored tables while it works. Every question is one join with a batch of keys."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.resolving.stories import HEAD, OF_A_BAND
from warehouse.batches import Row, arrow_table, key_numbers
from warehouse.sqlfiles import select, sql_text
from warehouse.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """What is known of an article that is stored."""

    article_id: str
    document_id: str
    source_id: str
    origin: str
    url: str | None
    version: int
    story_id: str | None
    published_at: datetime | None
    coder_version: str
    load_number: int


Given: TypeAlias = pa.Table | pa.RecordBatchReader


@contextmanager
def given(con: duckdb.DuckDBPyConnection, **tables: Given) -> Iterator[None]:
    """Arrow tables that queries inside the block may name; a reader serves one query."""
    try:
        for name, table in tables.items():
            con.register(name, table)
        yield
    finally:
        for name in tables:
            con.unregister(name)


def column(name: str, values: Collection[str]) -> pa.Table:
    """A table of one column of distinct strings."""
    return pa.table({name: pa.array(sorted(set(values)), pa.string())})


def located(name: str, numbers: Mapping[str, int]) -> pa.Table:
    """A table of ids with the loads that wrote their rows: joined by both, only what these loads wrote is searched."""
    return pa.table(
        {
            "load_number": pa.array(list(numbers.values()), pa.int64()),
            name: pa.array(list(numbers), pa.string()),
        }
    )


@dataclass(frozen=True, slots=True)
class Lookups:
    """Questions to an open warehouse."""

    con: duckdb.DuckDBPyConnection

    def known_documents(self, document_ids: Collection[str]) -> dict[str, str]:
        """document_id → article_id of those that the ledger of documents has."""
        rows = self._by_ids("documents", ("document_id", "article_id"), document_ids)
        return {row["document_id"]: row["article_id"] for row in rows}

    def returned_documents(self, places: Mapping[str, tuple[str, str]]) -> set[str]:
        """Those of the documents that gave way to a later one from their place, and are found there again.

        Args:
            places: document_id → (source_id, origin) where it is found now.
        """
        wanted = pa.table(
            {
                "document_id": pa.array(list(places), pa.string()),
                "source_id": pa.array([place[0] for place in places.values()], pa.string()),
                "origin": pa.array([place[1] for place in places.values()], pa.string()),
            }
        )
        with given(self.con, wanted=wanted):
            return {row["document_id"] for row in select(self.con, sql_text("store/returned_documents"))}

    def known_articles(self, article_ids: Collection[str]) -> set[str]:
        """Those of which the ledger of documents has a document."""
        with given(self.con, wanted=column("article_id", article_ids)):
            rows = select(
                self.con,
                "SELECT DISTINCT article_id FROM documents WHERE article_id IN (SELECT article_id FROM wanted)",
            )
        return {row["article_id"] for row in rows}

    def articles_by_origin(
        self, origins: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], tuple[str, str]]:
        """(source_id, origin) → (article_id, document_id) of the latest document taken in there, rejected ones too."""
        pairs = sorted(set(origins))
        wanted = pa.table(
            {
                "source_id": pa.array([pair[0] for pair in pairs], pa.string()),
                "origin": pa.array([pair[1] for pair in pairs], pa.string()),
            }
        )
        with given(self.con, wanted=wanted):
            rows = select(
                self.con,
                "SELECT d.source_id, d.origin, d.article_id, d.document_id "
                "FROM documents AS d INNER JOIN wanted AS w ON d.source_id = w.source_id AND d.origin = w.origin "
                "ORDER BY d.superseded_by_document IS NULL, d.fetched_at NULLS FIRST, d.article_id",
            )
        return {(r["source_id"], r["origin"]): (r["article_id"], r["document_id"]) for r in rows}

    def articles_by_ids(self, article_ids: Collection[str]) -> dict[str, StoredArticle]:
        """article_id → what is stored of it; unknown ids are absent."""
        rows = self._by_ids("articles", [field.name for field in fields(StoredArticle)], article_ids)
        return {row["article_id"]: StoredArticle(**row) for row in rows}

    def rows_of_articles(self, query: str, articles: Mapping[str, StoredArticle]) -> list[dict[str, Any]]:
        """The rows that a query of `warehouse/sql`, as "store/signatures_of", gives for some stored articles."""
        if not articles:
            return []
        numbers = [one.load_number for one in articles.values()]
        return select(self.con, sql_text(query), {"load_numbers": numbers, "article_ids": list(articles)})

    def loads_of_events(self, event_ids: Collection[str]) -> dict[str, int]:
        """event_id → the number of the load that wrote it last; unknown ids are absent."""
        rows = self._by_ids("events", ("event_id", "load_number"), event_ids)
        return {row["event_id"]: row["load_number"] for row in rows}

    def reports_of_events(self, event_ids: Collection[str]) -> list[dict[str, Any]]:
        """All stored reports of these events, with the columns of `reports_near`."""
        with given(self.con, wanted=column("event_id", event_ids)):
            return self._reports(
                "SELECT load_number, report_id FROM event_reports WHERE event_id IN (SELECT event_id FROM wanted)"
            )

    def reports_near(
        self, blocks: Collection[str], excluding_articles: Collection[str] = ()
    ) -> list[dict[str, Any]]:
        """All stored reports of the events of which one could tell of the same happening as a new one.

        Args:
            blocks: what the new reports are looked up by (`transforms.resolving.blocking.wanted_blocks`).
            excluding_articles: articles whose stored reports are about to be replaced.

        Returns:
            One mapping for each report with what comparing needs; `actors` are names, `participants` names with roles.
        """
        with given(
            self.con, wanted=column("block", blocks), excluded=column("article_id", excluding_articles)
        ):
            return self._reports(sql_text("store/reports_near"))

    def texts_near(
        self,
        bands: Sequence[Sequence[int]],
        published: Sequence[date | None],
        *,
        days: int,
        most: int,
        excluding: Mapping[str, StoredArticle] = MappingProxyType({}),
    ) -> pa.Table:
        """The stored texts that new ones may be copies of.

        Args:
            bands: of each new text the keys of its signature; alike texts share one.
            published: the day of each new text. One without a day is compared with all, and a stored one without it with each.
            days: how many may lie between two of them.
            most: how many stored texts to give for a new one: those that share the most.
            excluding: articles that are about to be replaced.

        Returns:
            Rows of `text`, the place of a new text in `bands`, with the `article_id` of a stored one, its `signature`
            in hexadecimal, and the `head` of that as bytes.
        """
        texts = pa.array(np.repeat(np.arange(len(bands)), [len(own) for own in bands]))
        wanted = pa.table(
            {
                "text": texts,
                "band": pa.array([band for own in bands for band in own], pa.int64()),
                "published_on": pa.array(published, pa.date32()).take(texts),
            }
        )
        known = [day for day in published if day is not None]
        since, until = date.min, date.max
        if known and len(known) == len(published):
            since, until = min(known) - timedelta(days), max(known) + timedelta(days)
        replaced = located("article_id", {key: one.load_number for key, one in excluding.items()})
        excluded = replaced.append_column("key_number", key_numbers(replaced["article_id"]))
        with given(self.con, wanted=wanted, excluded=excluded):
            values = {
                "since": since,
                "until": until,
                "days": days,
                "most": most,
                "of_a_band": OF_A_BAND,
                "head": 2 * HEAD,
            }
            return self.con.sql(sql_text("store/alike"), params=values).to_arrow_table()

    def lines_held(self, rows: Sequence[Row], fewest: int) -> list[dict[str, Any]]:
        """The lines of new documents that are furniture of their site, or that so many of its last documents have.

        Args:
            rows: those of `source_lines` for the new documents.
            fewest: how many documents of different stories and headlines have a line that is not known yet.

        Returns:
            `site`, `line_key`, `documents` that have it, `new_documents` of these, `first_seen_at`, `seen` documents of the
            site; of a line that is furniture its `furniture_id`, of another `alike`: `documents`, those of one story or
            headline counted once.
        """
        if not rows:
            return []
        with given(self.con, batch=arrow_table(TABLES["source_lines"], rows)):
            return select(self.con, sql_text("store/lines_held"), {"fewest": fewest})

    def furniture_by_ids(self, furniture_ids: Collection[str]) -> dict[str, dict[str, Any]]:
        """furniture_id → its row in `source_furniture`; unknown ids are absent."""
        with given(self.con, wanted=column("furniture_id", furniture_ids)):
            rows = select(self.con, "SELECT * FROM source_furniture SEMI JOIN wanted USING (furniture_id)")
        return {row["furniture_id"]: row for row in rows}

    def persons_by_ids(self, person_ids: Collection[str]) -> pa.Table:
        """The stored rows of some persons, with the `place` in their table where each stands; unknown ids are absent."""
        return self._rows_by_ids("persons", ("person_id", "name", "aliases", "rowid AS place"), person_ids)

    def _by_ids(self, table: str, columns: Sequence[str], ids: Collection[str]) -> list[dict[str, Any]]:
        return self._rows_by_ids(table, columns, ids).to_pylist() if ids else []

    def _rows_by_ids(self, table: str, columns: Sequence[str], ids: Collection[str]) -> pa.Table:
        """Some columns, the first of them the id, of the rows with these ids."""
        known = pa.array(sorted(set(ids)), pa.string())
        with given(self.con, wanted=pa.table({"key_number": key_numbers(known)})):
            rows = self.con.sql(
                f"SELECT {', '.join(columns)} FROM {table} "
                # Of a table in one file only the numbers are read to find the rows, and of these rows the rest.
                f"WHERE rowid IN (SELECT rowid FROM {table} SEMI JOIN wanted USING (key_number))"
            ).to_arrow_table()
        return rows.filter(pc.is_in(rows[columns[0]], value_set=known))

    def _reports(self, chosen: str) -> list[dict[str, Any]]:
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE chosen_reports AS {chosen}")
        return select(self.con, sql_text("store/report_keys"))
