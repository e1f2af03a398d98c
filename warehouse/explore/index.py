"""The index of words: a file of SQLite beside the warehouse, which follows what is published and can always be made again.

FTS5 holds the stems of each article (`transforms.stems`), not its text, which stays in the warehouse. What it costs to
follow a publication is what runs have written since: a run whose articles are the same as before is not looked at, and
an article that was coded again with the same words is not stemmed again.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from transforms.stems import tokens
from warehouse.explore.reader import Reader
from warehouse.sqlfiles import select, sql_text

BATCH = 500
FORMAT = "1"
DEAD_SHARE = 0.5
"""So many replaced articles, to one that is held, may leave their words in the index before it is made anew."""
TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run_id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS docs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL,
    digest BLOB NOT NULL, published TEXT, source_id TEXT, outlet TEXT
);
CREATE TABLE IF NOT EXISTS dead (number INTEGER PRIMARY KEY);
CREATE INDEX IF NOT EXISTS docs_of_run ON docs (run_id);
CREATE VIRTUAL TABLE IF NOT EXISTS words
    USING fts5(title, body, content='', tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER IF NOT EXISTS bury AFTER DELETE ON docs BEGIN INSERT INTO dead VALUES (old.number); END;
"""
PUT = """
INSERT INTO docs (article_id, run_id, digest, published, source_id, outlet) VALUES (?, ?, ?, ?, ?, ?)
"""


class BusyError(Exception):
    """Another process is writing the index."""


class Stopped(Exception):  # noqa: N818 - no error: the work is to be taken up again
    """The work was left before its end."""


class Index:
    """The index at one path, with days of publication in one time zone. Who updates it holds a lock, readers need none."""

    def __init__(self, path: Path, zone: str) -> None:
        self.path = path
        self.zone = zone

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection for one search; None where there is no index yet."""
        if not self.path.exists():
            yield None
            return
        with closing(sqlite3.connect(f"file:{_quoted(self.path)}?mode=ro", uri=True)) as db:
            yield db if _kind(db) == self._format() else None

    def update(
        self, reader: Reader, *, stop: Callable[[], bool] = lambda: False, told: Callable[[int, int], None]
    ) -> None:
        """Make the index say what the published warehouse holds.

        Args:
            reader: the warehouse.
            stop: asked after each batch; the work so far is kept.
            told: is given how many articles were looked at, of how many.

        Raises:
            BusyError: another process does it.
            Stopped: `stop` said so, or another warehouse was published meanwhile.
            OSError, sqlite3.Error: the file cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.path.with_suffix(".lock"), timeout=0):
                if self._is_worn():
                    self._remove()
                with closing(sqlite3.connect(self.path)) as db:
                    _set_up(db, self._format())
                    _follow(db, reader, self.zone, stop, told)
        except Timeout as error:
            raise BusyError from error

    def _format(self) -> str:
        return f"{FORMAT} {version('PySastrawi')} {self.zone}"

    def _is_worn(self) -> bool:
        try:
            with self.reading() as db:
                if db is None:
                    return self.path.exists()
                held, dead = (
                    db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("docs", "dead")
                )
        except sqlite3.DatabaseError:
            return True
        return bool(dead > 1000 + DEAD_SHARE * held)

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def _kind(db: sqlite3.Connection) -> str | None:
    try:
        found = db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.DatabaseError:  # damaged, or a writer has made the file and not the tables yet
        return None
    return str(found[0]) if found else None


def _set_up(db: sqlite3.Connection, wanted: str) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.executescript(TABLES)
    with db:
        db.execute("INSERT OR IGNORE INTO meta VALUES ('format', ?)", [wanted])


def _follow(
    db: sqlite3.Connection,
    reader: Reader,
    zone: str,
    stop: Callable[[], bool],
    told: Callable[[int, int], None],
) -> None:
    with reader.cursor() as cursor:
        published = select(cursor, sql_text("explore/runs"))
    known = dict(db.execute("SELECT run_id, fingerprint FROM runs"))
    changed = [run for run in published if known.get(run["run_id"]) != run["fingerprint"]]
    total, seen = sum(run["articles"] for run in changed), 0
    for run in changed:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS seen (article_id TEXT PRIMARY KEY)")
        db.execute("DELETE FROM seen")
        with reader.cursor(seconds=None) as cursor:
            found = cursor.execute(
                sql_text("explore/articles_of_run"), {"run_id": run["run_id"], "zone": zone}
            )
            while rows := found.fetchmany(BATCH):
                with db:
                    _take(db, run["run_id"], rows)
                seen += len(rows)
                told(seen, total)
                if stop() or reader.is_stale():
                    raise Stopped
        with db:
            db.execute(
                "DELETE FROM docs WHERE run_id = ? AND article_id NOT IN (SELECT article_id FROM seen)",
                [run["run_id"]],
            )
            db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", [run["run_id"], run["fingerprint"]])
    with db:
        for run_id in known.keys() - {run["run_id"] for run in published}:
            db.execute("DELETE FROM docs WHERE run_id = ?", [run_id])
            db.execute("DELETE FROM runs WHERE run_id = ?", [run_id])


def _take(db: sqlite3.Connection, run_id: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for article_id, title, text, *facts in rows:
        digest = hashlib.blake2b(f"{title}\0{text}".encode("utf-8", "replace"), digest_size=16).digest()
        db.execute("INSERT OR IGNORE INTO seen VALUES (?)", [article_id])
        held = db.execute("SELECT digest FROM docs WHERE article_id = ?", [article_id]).fetchone()
        if held and held[0] == digest:
            db.execute(
                "UPDATE docs SET run_id = ?, published = ?, source_id = ?, outlet = ? WHERE article_id = ?",
                [run_id, *facts, article_id],
            )
            continue
        # The old words stay in the index, under a number that is then among the dead.
        db.execute("DELETE FROM docs WHERE article_id = ?", [article_id])
        number = db.execute(PUT, [article_id, run_id, digest, *facts]).lastrowid
        db.execute(
            "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", [number, _stems(title), _stems(text)]
        )


def _stems(text: str) -> str:
    return " ".join(token.stem for token in tokens(text))


def _quoted(path: Path) -> str:
    return path.resolve().as_uri().removeprefix("file://")
