"""The ledgers of ingest: what is known of each source's lists and hosts, and links that wait for their page."""

from warehouse.schema import Table
from warehouse.schema import optional as opt
from warehouse.schema import required as req

INGEST_TABLES = (
    Table(
        name="source_state",
        group="ledger",
        comment="Feeds and sitemaps: what the last visits gave and when the next is due. One row for each address.",
        key=("state_id",),
        columns=(
            req("state_id", "VARCHAR", "Identifies source and address.", "5d6e7f8091a2b3c4"),
            req("source_id", "VARCHAR", "The source.", "radarjambi"),
            req("url", "VARCHAR", "The feed, sitemap, or sitemap of an index.", "https://contoh.id/feed/"),
            opt("etag", "VARCHAR", "The server's mark of the copy that was read last.", 'W/"5e0f"'),
            opt("last_modified", "VARCHAR", "Likewise, its date.", "Mon, 02 Sep 2024 01:15:05 GMT"),
            opt(
                "content_hash",
                "VARCHAR",
                "Hash of that copy and of the rules that read it.",
                "0a1b2c3d4e5f6071",
            ),
            opt("checked_at", "TIMESTAMPTZ", "When it was last asked for.", "2024-09-02 02:00:00+00"),
            opt("succeeded_at", "TIMESTAMPTZ", "When it last answered well.", "2024-09-02 02:00:00+00"),
            opt("changed_at", "TIMESTAMPTZ", "When it last had other content.", "2024-09-02 02:00:00+00"),
            opt("entry_count", "BIGINT", "Entries that it then had.", "20"),
            req("error_streak", "BIGINT", "Visits in a row that failed.", "0"),
            opt("last_code", "VARCHAR", "Why the last visit failed, in one word.", "not_a_feed"),
            opt("last_detail", "VARCHAR", "Likewise, in a sentence.", "It is an HTML page."),
            req("next_due_at", "TIMESTAMPTZ", "When it is to be asked for again.", "2024-09-02 03:00:00+00"),
            opt(
                "moved_to",
                "VARCHAR",
                "The address it says it has moved to for good.",
                "https://contoh.id/rss",
            ),
        ),
    ),
    Table(
        name="source_links",
        group="ledger",
        comment="Articles that feeds and sitemaps announced and whose pages are not, or will never be, taken in.",
        key=("link_id",),
        columns=(
            req("link_id", "VARCHAR", "Identifies source and link.", "6e7f8091a2b3c4d5"),
            req("source_id", "VARCHAR", "The source.", "radarjambi"),
            req(
                "article_id",
                "VARCHAR",
                "The article that the link's canonical form stands for.",
                "9f2c4e1a7b3d5f60",
            ),
            req("url", "VARCHAR", "The link.", "https://contoh.id/berita/asn-netral"),
            req("found_in", "VARCHAR", "The feed or sitemap.", "https://contoh.id/feed/"),
            req("found_at", "TIMESTAMPTZ", "When it was first seen there.", "2024-09-02 02:00:00+00"),
            opt(
                "published_at",
                "TIMESTAMPTZ",
                "The time stated for it, where it can be read.",
                "2024-09-02 01:15:05+00",
            ),
            req("metadata", "VARCHAR", "What was stated of it, as JSON.", '{"title": "ASN Diminta Netral"}'),
            req(
                "status",
                "VARCHAR",
                "waiting, held (for the backfill that found it), moved (taken in under another address) or refused.",
                "waiting",
            ),
            req("attempts", "BIGINT", "Visits that failed.", "0"),
            req(
                "next_try_at",
                "TIMESTAMPTZ",
                "When a waiting link is to be fetched.",
                "2024-09-02 02:00:00+00",
            ),
            opt("code", "VARCHAR", "Why the last visit failed, in one word.", "http_503"),
        ),
    ),
    Table(
        name="host_state",
        group="ledger",
        comment="Hosts: their robots.txt and until when they asked to be left alone.",
        key=("host",),
        columns=(
            req("host", "VARCHAR", "Scheme, name and port.", "https://contoh.id"),
            opt("retry_at", "TIMESTAMPTZ", "Until when nothing may be fetched.", "2024-09-02 02:10:00+00"),
            opt("delay_seconds", "DOUBLE", "The pause between two visits that it asks for.", "10.0"),
            opt("robots_txt", "VARCHAR", "Its robots.txt; empty where it has none.", "User-agent: *"),
            opt("robots_fetched_at", "TIMESTAMPTZ", "When that was read.", "2024-09-02 02:00:00+00"),
        ),
    ),
)
