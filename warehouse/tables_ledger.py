"""The ledgers: what was taken in, run, loaded, refused, changed and decided. Their rows are kept for ever."""

from warehouse.schema import Table
from warehouse.schema import optional as opt
from warehouse.schema import required as req

RUN_ID = req("run_id", "VARCHAR", "The run, in runs.", "20241127T060000-1f3a")

LEDGER_TABLES = (
    Table(
        name="documents",
        group="ledger",
        comment="Every document ever taken in; its bytes stand in the raw store.",
        key=("document_id",),
        columns=(
            req("document_id", "VARCHAR", "Identifies the bytes received.", "c3a1d2e4f5061728"),
            req("article_id", "VARCHAR", "The article that it is a version of.", "9f2c4e1a7b3d5f60"),
            req("source_id", "VARCHAR", "The source.", "radarjambi"),
            req("origin", "VARCHAR", "Path or URL read.", "berita.jsonl#12"),
            opt("url", "VARCHAR", "Address that came with it.", "https://contoh.id/berita/asn-netral"),
            req("media_type", "VARCHAR", "What the bytes are.", "text/html"),
            opt("encoding", "VARCHAR", "Their character encoding, where said.", "utf-8"),
            req("byte_count", "BIGINT", "Their number.", "48211"),
            opt(
                "fetched_at", "TIMESTAMPTZ", "When they were read from the source.", "2024-09-03 02:00:00+00"
            ),
            req("first_run_id", "VARCHAR", "The run that took it in first.", "20241127T060000-1f3a"),
            opt("superseded_by_document", "VARCHAR", "The next version of the article.", "a9b8c7d6e5f40312"),
        ),
    ),
    Table(
        name="runs",
        group="ledger",
        comment="Runs. documents_in = articles_loaded + duplicates + rejected, always.",
        key=("run_id",),
        columns=(
            req("run_id", "VARCHAR", "Identifies the run.", "20241127T060000-1f3a"),
            req("flow", "VARCHAR", "Which job.", "run"),
            req("trigger", "VARCHAR", "What started it: command, schedule or backfill.", "command"),
            req("started_at", "TIMESTAMPTZ", "When it began.", "2024-11-27 06:00:00+00"),
            opt(
                "finished_at",
                "TIMESTAMPTZ",
                "When it ended; null while it goes on or where it died.",
                "2024-11-27 06:03:12+00",
            ),
            req("status", "VARCHAR", "running, completed, failed or crashed.", "completed"),
            opt("documents_in", "BIGINT", "Documents taken in.", "250"),
            opt("articles_loaded", "BIGINT", "Articles written.", "241"),
            opt("duplicates", "BIGINT", "Documents known before, or twice in the run.", "7"),
            opt("rejected", "BIGINT", "Documents put into quarantine.", "2"),
            req("coder_version", "VARCHAR", "The version of the rules.", "0.1.0+3fa2c1"),
            opt("parameters", "VARCHAR", "How it was called, as JSON.", '{"paths": ["berita.jsonl"]}'),
            opt("error", "VARCHAR", "Why it failed.", "ChecksFailedError: spans_quote_their_text"),
        ),
    ),
    Table(
        name="loads",
        group="ledger",
        comment="Batches committed by the runs.",
        key=("load_id",),
        columns=(
            req("load_id", "VARCHAR", "Identifies the batch.", "0718293a4b5c6d7e"),
            req("load_number", "BIGINT", "Number of the batch in the warehouse, from 1.", "417"),
            RUN_ID,
            opt(
                "raw_file",
                "VARCHAR",
                "The file of the raw store that it holds, under lake/documents.",
                "month=2024-11/x-00001.parquet",
            ),
            req("batch", "BIGINT", "Number of the batch in its run, from 1.", "4"),
            req("loaded_at", "TIMESTAMPTZ", "When it was committed.", "2024-11-27 06:02:41+00"),
            req("articles", "BIGINT", "Articles written.", "250"),
            req("row_count", "BIGINT", "Rows written, all tables together.", "6120"),
        ),
    ),
    Table(
        name="quarantine",
        group="ledger",
        comment="Documents that gave no article, and why.",
        key=("document_id",),
        columns=(
            req("document_id", "VARCHAR", "The document.", "c3a1d2e4f5061728"),
            req("origin", "VARCHAR", "Path or URL read.", "berita.jsonl#13"),
            opt("source_id", "VARCHAR", "The source.", "radarjambi"),
            req("stage", "VARCHAR", "Where it failed: ingest, clean, extract or load.", "clean"),
            req("code", "VARCHAR", "The reason in one word.", "too_short"),
            req("detail", "VARCHAR", "The reason in a sentence.", "12 words are left after cleaning"),
            req("seen_at", "TIMESTAMPTZ", "When it was last rejected.", "2024-11-27 06:01:02+00"),
            opt("resolved_at", "TIMESTAMPTZ", "When it gave an article after all.", "2024-12-01 06:01:02+00"),
            RUN_ID,
        ),
    ),
    Table(
        name="changes",
        group="ledger",
        comment="What coding again by other rules changed, value by value.",
        columns=(
            req("run_id", "VARCHAR", "The run that coded again.", "20241201T060000-7b1c"),
            req("table_name", "VARCHAR", "The table.", "event_reports"),
            req("row_key", "VARCHAR", "The key of the row.", "d4e5f60718293a4b"),
            req("column_name", "VARCHAR", "The column; * where the whole row came or went.", "event_date"),
            opt("old_value", "VARCHAR", "The value before.", "2024-09-02"),
            opt("new_value", "VARCHAR", "The value now.", "2024-09-03"),
            opt("from_version", "VARCHAR", "coder_version before.", "0.1.0+3fa2c1"),
            req("to_version", "VARCHAR", "coder_version now.", "0.1.1+90be77"),
        ),
    ),
    Table(
        name="event_decisions",
        group="ledger",
        comment="What people decided by warta events split or merge: each report of the events concerned, moved or not.",
        columns=(
            req(
                "decision_id",
                "VARCHAR",
                "Identifies the decision; one may move several reports.",
                "0a1b2c3d4e5f6071",
            ),
            req("decided_at", "TIMESTAMPTZ", "When.", "2024-09-09 02:00:10+00"),
            req("decided_by", "VARCHAR", "Who.", "rina"),
            req("action", "VARCHAR", "split or merge.", "split"),
            opt("note", "VARCHAR", "Why, in their words.", "two pacts on one day"),
            req("from_event_id", "VARCHAR", "The event that the report belonged to.", "e5f60718293a4b5c"),
            req(
                "to_event_id",
                "VARCHAR",
                "The event that it belongs to since; the same where it stayed.",
                "f60718293a4b5c6d",
            ),
            req("report_id", "VARCHAR", "The report, as it was then.", "d4e5f60718293a4b"),
            req(
                "article_id",
                "VARCHAR",
                "Its article: reports of it that are coded again follow the decision.",
                "9f2c4e1a7b3d5f60",
            ),
            req("topic", "VARCHAR", "The report's topic.", "asn_neutrality"),
            req("event_type", "VARCHAR", "The report's type.", "pledge"),
        ),
    ),
    Table(
        name="withdrawn_events",
        group="ledger",
        comment="Events that no article reports any more, so that every id that was ever given out still resolves.",
        key=("event_id",),
        columns=(
            req("event_id", "VARCHAR", "The event.", "e5f60718293a4b5c"),
            opt(
                "became",
                "VARCHAR",
                "The event that its articles report in its place, where it is one.",
                "f60718293a4b5c6d",
            ),
            req("summary", "VARCHAR", "What it was.", "Ratusan ASN menandatangani pakta."),
            req("withdrawn_at", "TIMESTAMPTZ", "When.", "2024-09-09 02:00:10+00"),
        ),
    ),
    Table(
        name="meta",
        group="ledger",
        comment="What the program keeps about the warehouse itself: its version, hashes of views and references.",
        key=("key",),
        columns=(
            req("key", "VARCHAR", "What is kept.", "schema_version"),
            req("value", "VARCHAR", "Its value.", "1"),
        ),
    ),
)
