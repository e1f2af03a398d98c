"""Distributions of a count ("Batam sembilan, Karimun empat") and counts that several places share."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.figures.rules import CARDINAL, count_patterns
from transforms.records import ArticlePlace

LISTED = "figure.listed"
WHAT_WORDS = 6
_CLAUSE = re.compile(r"[;.]\s|\b(?:sementara|sedangkan|adapun|namun)\b")
_GAP = re.compile(r"(?:\s*[,;:]\s*|\.\s+)(?:dan |serta )?|\s+(?:dan|serta)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count in a sentence, offsets within it: its number at `at`, and the words that say what it counts."""

    at: int
    end: int
    value: float
    what: tuple[int, int]
    unit: str | None
    rule_id: str
    place: ArticlePlace | None = None


class Masked(NamedTuple):
    """A sentence as printed and masked, with its values by position and its places.

    `is_told`: a count stands shortly before it; `is_late`: one stands anywhere before it.
    """

    text: str
    body: str
    values: Mapping[int, float]
    places: Sequence[tuple[int, ArticlePlace]]
    is_told: bool
    is_late: bool
    unit: str | None


def each_place(here: Masked) -> Iterator[Count]:
    """One count for each place named before ("Karimun dan Bintan masing-masing satu kasus")."""
    for match in count_patterns().each.finditer(here.body):
        at = match.start("value")
        begin = max((gap.end() for gap in _CLAUSE.finditer(here.body, 0, match.start())), default=0)
        for start, place in here.places:
            if begin <= start < match.start():
                yield Count(
                    at=at,
                    end=match.end(),
                    value=here.values[at],
                    what=match.span("unit"),
                    unit=counted_unit(here, match),
                    rule_id="figure.each",
                    place=place,
                )


def listed(here: Masked, nouns: Sequence[re.Match[str]]) -> list[Count]:
    """The items of a distribution ("Batam sembilan, Karimun empat"); a single one is none."""
    items: list[Count] = []
    total = 0
    for start, match in _items(here.body):
        total += 1
        at, label = start + match.start("value"), (start + match.start("label"), start + match.end("label"))
        inside = [(p, place) for p, place in here.places if label[0] <= p < label[1]]
        is_bracketed = here.body[at - 1 : at] == "("
        if not inside and (match["unit"] or is_bracketed or len(match["label"].split()) > WHAT_WORDS):
            continue
        if inside:
            label = (inside[-1][0], inside[-1][0] + len(inside[-1][1].mention))
        items.append(
            Count(
                at=at,
                end=start + match.end("value"),
                value=here.values[at],
                what=label,
                unit=counted_unit(here, match, start) or (nouns[0].group() if nouns else here.unit),
                rule_id=LISTED,
                place=inside[-1][1] if inside else None,
            )
        )
    return items if total > 1 else []


def _items(body: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The stretches between commas that end in a number or begin with one, with where they begin."""
    start = 0
    for end, following in (*(gap.span() for gap in _GAP.finditer(body)), (len(body), len(body))):
        piece = body[start:end]
        if CARDINAL in piece:
            matches = (pattern.match(piece) for pattern in count_patterns().listed)
            if match := next(filter(None, matches), None):
                yield start, match
        start = following


def counted_unit(here: Masked, match: re.Match[str], offset: int = 0) -> str | None:
    """The word that is counted, in lower case unless it is an acronym; the match begins at `offset`."""
    printed = here.text[offset + match.start("unit") : offset + match.end("unit")] if match["unit"] else ""
    return (printed if printed.isupper() else printed.lower()) or None
