"""One batch into the tables, in one transaction: it is there as a whole, or not at all.

Rows that belong to an article are deleted and inserted again, from Arrow: on 60 million rows that takes a
fraction of a second, where MERGE or a primary key takes many. Hence no table has a key that DuckDB
enforces; the checks in `warehouse/sql/checks` prove the keys instead.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from transforms.cleaning.learned import learning_rules
from transforms.records import make_id
from warehouse.batches import BatchError, Row, arrow_table
from warehouse.changes import keep_old_rows, record_changes
from warehouse.derived import derived_rows, ledger_rows
from warehouse.ledger import replace_by_key
from warehouse.lookups import Lookups, StoredArticle, column, given, located
from warehouse.migrations import LAST_LOAD, set_meta, transaction
from warehouse.schema import Table
from warehouse.sqlfiles import select, sql_text
from warehouse.tables import TABLES, tables_of

Rows = Mapping[str, Sequence[Row] | pa.Table]
"""By table: records or mappings, or some of the columns as Arrow."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who loads: goes into the columns run_id and coder_version of every row that has them."""

    run_id: str
    coder_version: str


def load_batch(
    con: duckdb.DuckDBPyConnection,
    rows: Rows,
    *,
    replace_articles: Collection[str],
    withdrawn: Mapping[str, str | None],
    report_events: Mapping[str, str],
    stamp: Stamp,
    raw_file: str | None,
    now: datetime,
) -> int:
    """Write a batch; see `Writer.load`. Returns the number of rows written."""
    unknown = set(rows) - set(TABLES)
    if unknown:
        raise BatchError(f"no such table: {', '.join(sorted(unknown))}; the schema is warehouse/tables.py")
    given_rows = {**rows, "documents": ledger_rows(rows.get("documents", ()))}
    with transaction(con):
        number = _next_load_number(con)
        defaults = {
            "run_id": stamp.run_id,
            "first_run_id": stamp.run_id,
            "coder_version": stamp.coder_version,
            "load_number": number,
            "seen_at": now,
            "merged_at": now,
            "decided_at": now,
            "disagreements": (),
            "topics": (),
            "version": 1,
        }
        batches = {
            name: arrow_table(TABLES[name], some, defaults) for name, some in given_rows.items() if len(some)
        }
        incoming = Counter(batches["articles"]["article_id"].to_pylist() if "articles" in batches else ())
        twice = [article_id for article_id, times in incoming.items() if times > 1]
        if twice:
            raise BatchError(f"articles in one batch twice: {', '.join(twice[:5])}; keep the last of each")
        stored = Lookups(con).articles_by_ids({*incoming, *replace_articles})
        batches |= derived_rows(batches, stored, defaults)
        _refuse_strangers(batches, set(incoming))
        _replace_article_rows(con, batches, stored, stamp, number)
        _replace_event_rows(con, batches, withdrawn, report_events, now)
        for name in ("sources", "organizations", "quarantine", "source_lines", "source_furniture"):
            if name in batches:
                replace_by_key(con, name, batches[name])
        if "source_lines" in batches:
            with given(con, batch=batches["source_lines"].select(["site"])):
                con.execute(sql_text("store/forget_lines"), {"window": learning_rules().window})
        _keep_documents(con, batches, now)
        written = sum(int(batch.num_rows) for batch in batches.values())
        _record_load(con, stamp, raw_file, now, number=number, articles=len(incoming), rows=written)
    return written


def _refuse_strangers(batches: Mapping[str, pa.Table], article_ids: Collection[str]) -> None:
    """Rows come with their article: else replacing the article later would miss them, or they its checks."""
    ids = pa.array(sorted(article_ids), pa.string())
    for table in tables_of("article"):
        if table.name in batches:
            own = pc.is_in(batches[table.name]["article_id"], value_set=ids)
            if not pc.all(own).as_py():
                stranger = batches[table.name]["article_id"].filter(pc.invert(own))[0]
                raise BatchError(f"table {table.name}: rows of article {stranger}, which is not in the batch")


def _replace_article_rows(
    con: duckdb.DuckDBPyConnection,
    batches: Mapping[str, pa.Table],
    stored: Mapping[str, StoredArticle],
    stamp: Stamp,
    number: int,
) -> None:
    named = batches.get("article_persons", TABLES["article_persons"].arrow_schema.empty_table())
    replaced = located("article_id", {article_id: one.load_number for article_id, one in stored.items()})
    compared = False
    con.execute("CREATE OR REPLACE TEMP TABLE losing_persons (person_id VARCHAR, key_number BIGINT)")
    if stored:
        with given(con, replaced=replaced, named=named):
            con.execute(
                "INSERT INTO losing_persons SELECT DISTINCT person_id, key_number FROM ("
                "SELECT person_id, key_number, name FROM article_persons "
                "SEMI JOIN replaced USING (load_number, article_id) "
                "EXCEPT SELECT person_id, key_number, name FROM named)"
            )
            compared = keep_old_rows(con, stamp.coder_version)
            for table in tables_of("article"):
                _delete(con, table, "article_id")
    for table in tables_of("article"):
        if table.name in batches:
            with given(con, batch=batches[table.name]):
                con.execute(f"INSERT INTO {table.name} SELECT * FROM batch")
    if compared:
        record_changes(con, stamp.run_id, stamp.coder_version, number)
    if stored or named.num_rows:
        _name_persons(con, named)


def _delete(con: duckdb.DuckDBPyConnection, table: Table, key: str) -> None:
    """Delete the rows of what the registered table `replaced` names (`located`)."""
    con.execute(
        f"DELETE FROM {table.name} WHERE (load_number, {key}) IN (SELECT load_number, {key} FROM replaced)"
    )


def _name_persons(con: duckdb.DuckDBPyConnection, named: pa.Table) -> None:
    """Write the entity rows of persons anew that articles name otherwise than before, or name no more."""
    losing = {row["person_id"] for row in select(con, "SELECT person_id FROM losing_persons")}
    ids = {*named["person_id"].to_pylist(), *losing}
    known = Lookups(con).persons_by_ids(ids)
    with given(con, batch_persons=named.select(["person_id", "name"]), known_persons=known):
        changed = con.sql(sql_text("store/persons")).to_arrow_table()
    gone = {*changed["person_id"].to_pylist(), *losing}
    rows = known.filter(pc.is_in(known["person_id"], value_set=pa.array(gone, pa.string())))
    if rows.num_rows:
        with given(con, gone=rows.select(["place"])):
            con.execute("DELETE FROM persons WHERE rowid IN (SELECT place FROM gone)")
    if changed.num_rows:
        with given(con, batch=arrow_table(TABLES["persons"], changed)):
            con.execute("INSERT INTO persons SELECT * FROM batch")


def _replace_event_rows(
    con: duckdb.DuckDBPyConnection,
    batches: Mapping[str, pa.Table],
    withdrawn: Mapping[str, str | None],
    report_events: Mapping[str, str],
    now: datetime,
) -> None:
    if report_events:
        moved = pa.table({"report_id": list(report_events), "event_id": list(report_events.values())})
        with given(con, moved=moved):
            con.execute(
                "UPDATE event_reports SET event_id = moved.event_id FROM moved "
                "WHERE event_reports.report_id = moved.report_id"
            )
    written = batches["events"]["event_id"].to_pylist() if "events" in batches else []
    leaving = set(withdrawn)
    if withdrawn:
        gone = pa.table(
            {"event_id": list(withdrawn), "became": pa.array(list(withdrawn.values()), pa.string())}
        )
        with given(con, gone=gone):
            con.execute(sql_text("store/withdraw_events"), {"now": now})
            merged = "SELECT event_id FROM events WHERE superseded_by IN (SELECT event_id FROM gone)"
            leaving |= {row["event_id"] for row in select(con, merged)}
    if stored := Lookups(con).loads_of_events({*written, *leaving}):  # of a new one no table is searched
        with given(con, replaced=located("event_id", stored)):
            for table in tables_of("event"):
                _delete(con, table, "event_id")
    for table in (*tables_of("event"), TABLES["event_decisions"]):
        if table.name in batches:
            with given(con, batch=batches[table.name]):
                con.execute(f"INSERT INTO {table.name} SELECT * FROM batch")
    if written:
        with given(con, alive=column("event_id", written)):
            con.execute("DELETE FROM withdrawn_events WHERE event_id IN (SELECT event_id FROM alive)")


def _keep_documents(con: duckdb.DuckDBPyConnection, batches: Mapping[str, pa.Table], now: datetime) -> None:
    """Add documents to the ledger, mark the ones they supersede, and resolve what was in quarantine."""
    if "documents" in batches:
        known = Lookups(con).known_documents(batches["documents"]["document_id"].to_pylist())
        with given(con, batch=batches["documents"], known=column("document_id", known)):
            con.execute(
                "INSERT INTO documents SELECT DISTINCT ON (document_id) batch.* "
                "FROM batch ANTI JOIN known USING (document_id)"
            )
    if "articles" not in batches:
        return
    articles = batches["articles"].select(["article_id", "document_id", "version"])
    newer = articles.filter(pc.field("version") > 1)
    if newer.num_rows:
        with given(con, newer=newer):
            con.execute(
                "UPDATE documents SET superseded_by_document = newer.document_id FROM newer "
                "WHERE documents.article_id = newer.article_id "
                "AND documents.document_id <> newer.document_id AND documents.superseded_by_document IS NULL"
            )
            con.execute(  # one that had given way and came back
                "UPDATE documents SET superseded_by_document = NULL "
                "WHERE superseded_by_document IS NOT NULL AND document_id IN (SELECT document_id FROM newer)"
            )
    with given(con, loaded=articles):
        con.execute(
            "UPDATE quarantine SET resolved_at = $now "
            "WHERE resolved_at IS NULL AND document_id IN (SELECT document_id FROM loaded)",
            {"now": now},
        )


def _next_load_number(con: duckdb.DuckDBPyConnection) -> int:
    found = select(con, "SELECT coalesce(max(load_number), 0) + 1 AS number FROM loads")
    return int(found[0]["number"])


def _record_load(
    con: duckdb.DuckDBPyConnection,
    stamp: Stamp,
    raw_file: str | None,
    now: datetime,
    *,
    number: int,
    articles: int,
    rows: int,
) -> None:
    load_id = make_id(stamp.run_id, raw_file, now)
    # Two machines that load into one lake at a time would both commit what they only add: this row, which
    # each changes, makes the later one fail, and its next run loads again.
    set_meta(con, LAST_LOAD, load_id)
    con.execute(
        "INSERT INTO loads (load_id, load_number, run_id, raw_file, batch, loaded_at, articles, row_count) "
        "SELECT $load_id, $number, $run_id, $raw_file, count(*) + 1, $now, $articles, $rows FROM loads WHERE run_id = $run_id",
        {
            "load_id": load_id,
            "number": number,
            "run_id": stamp.run_id,
            "raw_file": raw_file,
            "now": now,
            "articles": articles,
            "rows": rows,
        },
    )
