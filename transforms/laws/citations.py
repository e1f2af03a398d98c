"""Citations by their parts: those of amendments reach over the law they amend, and each instrument is cited once."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.laws.table import law_table, subject_words
from transforms.laws.words import law_grammar


class Citation(NamedTuple):
    """A citation by its parts. `title` is the short title or the subject that identifies one without a number."""

    start: int
    end: int
    table_kind: str
    number: str | None = None
    year: int | None = None
    subject: str | None = None
    title: str | None = None
    rule_id: str = "law.number"


def with_amended(text: str, citations: list[Citation]) -> list[Citation]:
    """The citations, those of amendments with the law they amend: "UU … tentang Perubahan atas UU … tentang …"."""
    g, out = law_grammar(), citations[-1:]
    for citation, amended in reversed(list(pairwise(citations))):
        words = (citation.subject or "").split(maxsplit=1)
        is_amending = bool(words) and words[0].casefold() in g.amending
        if is_amending and g.subject_rest.fullmatch(text, citation.end, amended.start):
            citation = citation._replace(end=out[-1].end)
        out.append(citation)
    return out[::-1]


def once_each(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """Citations without a number or its year once for each instrument, and not beside the same one cited in full."""
    g, table = law_grammar(), law_table()
    in_full = {(c.table_kind, c.number) for c in citations if c.number and c.year}
    numbered = {c.table_kind for c in citations if c.number}
    linked = {table.by_citation(c.table_kind, c.number, c.year, "") for c in citations if c.number and c.year}
    described = {c.table_kind for c in citations if not c.number and c.title}
    seen: set[tuple[str, object]] = set()
    kept = []
    for c in citations:
        if c.number and not c.year:
            if (c.table_kind, c.number) in in_full:
                continue
            in_full.add((c.table_kind, c.number))
        if not c.number:
            is_joint = c.table_kind in g.rules.kinds.joint
            if (c.title is None or is_joint) and c.table_kind in numbered:
                continue
            if c.title is None and c.table_kind in described:
                continue
            meant = table.titled(c.table_kind, text[c.start : c.end], c.title) if c.title else frozenset()
            if any(law.law_id in linked for law in meant):
                continue
            key = (c.table_kind, None if is_joint or c.title is None else subject_words(c.title))
            if key in seen:
                continue
            seen.add(key)
        kept.append(c)
    return kept
