"""Which documents wait in the raw store for their load: an index on disk, so that memory stays the same for millions."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from types import TracebackType
from typing import Self

Pair = tuple[str, str]

_CACHE_KB = 16_000  # of pages in memory; the rest lies in a temporary file that vanishes with the process


class Waiting:
    """Stored documents that no load has taken, with their articles and the last article of each origin."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            f"""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE_KB};
            CREATE TABLE documents (document_id TEXT PRIMARY KEY, article_id TEXT NOT NULL) WITHOUT ROWID;
            CREATE INDEX of_article ON documents (article_id);
            CREATE TABLE origins (
                source_id TEXT, origin TEXT, article_id TEXT NOT NULL, PRIMARY KEY (source_id, origin)
            ) WITHOUT ROWID;
            """
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, documents: Iterable[Pair], origins: Iterable[tuple[str, str, str]] = ()) -> None:
        """Take up documents.

        Args:
            documents: (document_id, article_id) of each.
            origins: (source_id, origin, article_id), the latest last.
        """
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?)", documents)
        self._db.executemany("INSERT OR REPLACE INTO origins VALUES (?, ?, ?)", origins)
        self._db.execute("COMMIT")

    def documents(self, document_ids: Collection[str]) -> set[str]:
        """Those of the documents that wait."""
        return self._among("document_id", document_ids)

    def articles(self, article_ids: Collection[str]) -> set[str]:
        """Those of the articles of which a document waits."""
        return self._among("article_id", article_ids)

    def articles_by_origin(self, origins: Sequence[Pair]) -> dict[Pair, str]:
        """(source_id, origin) → article_id of the document that was stored last from there."""
        rows = self._db.execute(
            "SELECT source_id, origin, article_id FROM json_each(?) "
            "JOIN origins ON source_id = value ->> 0 AND origin = value ->> 1",
            [json.dumps(origins)],
        )
        return {(source_id, origin): article_id for source_id, origin, article_id in rows}

    def _among(self, column: str, ids: Collection[str]) -> set[str]:
        rows = self._db.execute(
            f"SELECT DISTINCT {column} FROM documents WHERE {column} IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {found for (found,) in rows}
