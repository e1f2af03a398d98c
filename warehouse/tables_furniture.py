"""Furniture learned from the sites' own documents, and the lines that it is learned from."""

from warehouse.schema import Table
from warehouse.schema import optional as opt
from warehouse.schema import required as req

FURNITURE_TABLES = (
    Table(
        name="source_furniture",
        group="ledger",
        comment="Lines that many documents of a site share; cleaning takes out those learned or accepted.",
        key=("furniture_id",),
        columns=(
            req(
                "furniture_id",
                "VARCHAR",
                "Identifies the line; it stands as rule_id in removed_blocks.",
                "learned.0a1b2c3d4e5f6071",
            ),
            req("site", "VARCHAR", "The site: a host, else an outlet.", "contoh.id"),
            req("line", "VARCHAR", "The line as one of them printed it.", "Simak berita lain di Contoh"),
            req(
                "line_key",
                "VARCHAR",
                "What is compared: small letters, 0 for numbers.",
                "simak berita lain di contoh",
            ),
            req(
                "state", "VARCHAR", "learned; proposed, where it reads as a sentence; accepted or refused, where a person decided.", "learned"
            ),
            req("documents", "BIGINT", "Documents that had it.", "12"),
            req("first_seen_at", "TIMESTAMPTZ", "When the first of them was loaded.", "2024-09-02 02:00:10+00"),
            req("last_seen_at", "TIMESTAMPTZ", "When the last of them was.", "2024-09-09 02:00:10+00"),
            opt("decided_at", "TIMESTAMPTZ", "When a person accepted or refused it.", "2024-09-10 02:00:10+00"),
            opt("decided_by", "VARCHAR", "Who.", "rina"),
        ),
    ),
    Table(
        name="source_lines",
        group="ledger",
        comment="The short lines of each site's last documents, from which its furniture is learned; older ones go.",
        key=("article_id",),
        columns=(
            req("article_id", "VARCHAR", "The document's article.", "9f2c4e1a7b3d5f60"),
            req("site", "VARCHAR", "The site.", "contoh.id"),
            req("story_id", "VARCHAR", "Its story: copies count once.", "b2c3d4e5f6071829"),
            req("title_key", "VARCHAR", "Its headline, as lines are compared.", "asn diminta netral"),
            req("lines", "VARCHAR[]", "The lines, as they are compared.", "[simak berita lain di contoh]"),
            req("seen_at", "TIMESTAMPTZ", "When it was loaded.", "2024-09-02 02:00:10+00"),
        ),
    ),
)  # fmt: skip
