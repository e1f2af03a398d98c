"""Searching articles by words in any of their forms, and showing where they stand."""

import re
import sqlite3
from dataclasses import dataclass

from transforms.stems import Token, tokens
from warehouse.report.evidence import Piece, passages

PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')
LONGEST_QUERY = 300
MOST_PARTS = 20
READ = 100_000
"""Characters of an article that an extract is looked for in."""
MARKS = 8
AROUND = 110
EXTRACT = 480
FOUND = "FROM words WHERE words MATCH :match AND +rowid NOT IN (SELECT number FROM dead)"
FOUND_AMONG = """
FROM words CROSS JOIN docs ON docs.number = words.rowid
WHERE words MATCH :match
    AND (:start IS NULL OR docs.published >= :start)
    AND (:end IS NULL OR docs.published <= :end)
    AND (:source IS NULL OR docs.source_id = :source)
    AND (:outlet IS NULL OR docs.outlet = :outlet)
"""
RANKED = 100_000
"""So many articles are put in order at most, those that came last; more hold only words that all of them hold."""
TITLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched.

    Attributes:
        match: the question in FTS5's language; empty where the text holds no word.
        stems: the stems that are marked in what is found.
    """

    match: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """A page of what was found: how many articles in all, and the ids of these, the best first."""

    total: int
    article_ids: tuple[str, ...]


def read_query(text: str) -> Query:
    """A question as people type it: all words must be there, "words in quotes" in a row, and -words not.

    Every text is a question; signs other than quotes and a leading minus part words and mean nothing.
    """
    wanted, unwanted, stems = [], [], set[str]()
    for found in list(PART.finditer(text[:LONGEST_QUERY]))[:MOST_PARTS]:
        minus, quoted, word = found.groups()
        if word is not None and word.startswith("-"):
            minus, word = "-", word[1:]
        parts = [token.stem for token in tokens(word if word is not None else quoted)]
        if not parts:
            continue
        phrase = f'"{" ".join(parts)}"'
        if minus:
            unwanted.append(phrase)
        else:
            wanted.append(phrase)
            stems.update(parts)
    if not wanted:
        return Query("", frozenset())
    match = " AND ".join(wanted)
    return Query(" NOT ".join([f"({match})", *unwanted]), frozenset(stems))


def search(
    db: sqlite3.Connection, query: Query, *, first: int, size: int, start: str | None = None, end: str | None = None,
    source: str | None = None, outlet: str | None = None,
) -> Hits:  # fmt: skip
    """Articles that hold the words, the closest first (BM25; a word in the title counts four times).

    Args:
        db: the index.
        query: what is searched.
        first: number of the first one to give, from 0.
        size: how many to give.
        start: first day of publication, as 2024-09-02.
        end: last day of publication.
        source: id of a source.
        outlet: domain of an outlet.
    """
    if not query.match:
        return Hits(total=0, article_ids=())
    chosen = {"start": start, "end": end, "source": source, "outlet": outlet}
    found = FOUND_AMONG if any(chosen.values()) else FOUND
    values = {"match": query.match, **chosen}
    total = db.execute(f"SELECT count(*) {found}", values).fetchone()[0]
    rows = db.execute(
        f"""
        SELECT docs.article_id
        FROM (
            SELECT number FROM (
                SELECT words.rowid AS number, bm25(words, {TITLE_WEIGHT}, 1.0) AS score {found}
                ORDER BY words.rowid DESC LIMIT {RANKED}
            )
            ORDER BY score, number LIMIT :size OFFSET :first
        ) AS best INNER JOIN docs ON docs.number = best.number
        """,
        values | {"size": size, "first": first},
    )
    return Hits(total=total, article_ids=tuple(row[0] for row in rows))


def all_found(db: sqlite3.Connection, query: Query) -> list[str]:
    """The ids of all articles that hold the words, in no order."""
    if not query.match:
        return []
    found = (
        "SELECT docs.article_id FROM words CROSS JOIN docs ON docs.number = words.rowid WHERE words MATCH ?"
    )
    return [row[0] for row in db.execute(found, [query.match])]


def extract(text: str, stems: frozenset[str]) -> list[list[Piece]]:
    """Passages of a text about the first places where its words have these stems, which are marked; else its beginning."""
    spans = [(at.start, at.end, "found") for at in _places(text, stems)]
    if not spans:
        return [[(text[:EXTRACT], "")]] if text else []
    return passages(text, spans, around=AROUND, longest=EXTRACT)


def marked(text: str, stems: frozenset[str]) -> list[Piece]:
    """A short text as a whole, with the words of these stems marked."""
    pieces: list[Piece] = []
    at = 0
    for token in tokens(text):
        if token.stem in stems:
            pieces += [(text[at : token.start], ""), (text[token.start : token.end], "found")]
            at = token.end
    return [piece for piece in [*pieces, (text[at:], "")] if piece[0]]


def _places(text: str, stems: frozenset[str]) -> list[Token]:
    """The first words of these stems; each stem has its turn before one comes again."""
    firsts: dict[str, Token] = {}
    others: list[Token] = []
    for token in tokens(text[:READ]):
        if token.stem not in stems:
            continue
        if token.stem not in firsts:
            firsts[token.stem] = token
        elif len(others) < MARKS:
            others.append(token)
        if len(firsts) == len(stems) and len(others) >= MARKS:
            break
    return sorted([*firsts.values(), *others][: max(MARKS, len(firsts))])
