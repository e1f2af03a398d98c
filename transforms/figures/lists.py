"""Distributions of a count ("Batam sembilan, Karimun empat") and counts that several places share."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.figures.rules import CARDINAL, count_patterns
from transforms.records import ArticlePlace

LISTED = "figure.listed"
WHAT_WORDS = 6
KINDS = 3
"""So many kinds with their counts in brackets are a distribution ("kehadiran (39), unggahan (22), ajakan (19)")."""
_KIND = re.compile(r"[a-z] \(\d{1,6}\)")
_CLAUSE = re.compile(r"[;.]\s|\b(?:sementara|sedangkan|adapun|namun)\b")
_AND = re.compile(r"\b(?:dan|serta)\b")
_GAP = re.compile(
    r"(?:\s*[,;:]\s*|\.\s+)(?:dan |serta )?|\s+(?:dan|serta|yakni|yaitu|ialah|di ?antaranya|antara lain"
    r"|(?:dengan )?(?:rincian|perincian|sebaran)(?:nya)?|terdiri (?:dari|atas))\s+"
)


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
    """The items of a distribution ("Batam sembilan, Karimun empat"); a single one is none.

    A number behind two places ("Batam dan Karimun empat") is for both, or for each: its place stays open.
    """
    items: list[Count] = []
    total, is_beside_places = 0, len(here.places) > 1
    has_kinds = (here.is_told or bool(nouns)) and len(_KIND.findall(here.text)) >= KINDS
    for before, start, match in _items(here.body):
        total += 1
        at, label = start + match.start("value"), (start + match.start("label"), start + match.end("label"))
        is_district = count_patterns().district.match(match["label"]) is not None
        inside = [] if is_district else [(p, place) for p, place in here.places if label[0] <= p < label[1]]
        is_bracketed = here.body[at - 1 : at] == "("
        is_kind = has_kinds and is_bracketed and _KIND.match(here.text, at - len("k ("))
        is_loose = match["unit"] or is_bracketed or len(match["label"].split()) > WHAT_WORDS
        is_name = all(word[0].isupper() for word in here.text[slice(*label)].split())
        if not (inside or is_district or is_kind) and is_loose and not (is_name and is_beside_places):
            continue
        beside = [p for p, _ in here.places if before <= p < start]
        if inside:
            label = (
                beside[-1] if beside else inside[-1][0],
                inside[-1][0] + len(inside[-1][1].mention),
            )
        items.append(
            Count(
                at=at,
                end=start + match.end("value"),
                value=here.values[at],
                what=label,
                unit=counted_unit(here, match, start) or (nouns[0].group() if nouns else here.unit),
                rule_id=LISTED,
                place=inside[-1][1] if inside and not beside else None,
            )
        )
    is_begun = bool(items) and count_patterns().list_head.search(here.body, 0, items[0].at) is not None
    return items if total > 1 or is_begun else []


def _items(body: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """The stretches between commas that end in a number or begin with one, with where they begin.

    Before that stands where the stretch without a number begins that "dan" joins to it, else the same.
    """
    before = start = 0
    for end, following in (*(gap.span() for gap in _GAP.finditer(body)), (len(body), len(body))):
        piece = body[start:end]
        if CARDINAL in piece:
            matches = (pattern.match(piece) for pattern in count_patterns().listed)
            if match := next(filter(None, matches), None):
                yield before, start, match
        is_joined = CARDINAL not in piece and _AND.search(body, end, following)
        before, start = start if is_joined else following, following


def counted_unit(here: Masked, match: re.Match[str], offset: int = 0) -> str | None:
    """The word that is counted, in lower case unless it is an acronym; the match begins at `offset`."""
    printed = here.text[offset + match.start("unit") : offset + match.end("unit")] if match["unit"] else ""
    return (printed if printed.isupper() else printed.lower()) or None
