"""Counts of reports, cases, violators, rulings and recommendations, each with what it counts, where and when."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.figure_rules import CARDINAL, Template, count_patterns, mask
from transforms.matching import fold
from transforms.numerals import Numeral, find_numerals
from transforms.records import Article, ArticlePlace, Figure
from transforms.sentences import Sentence

CARRIED = 2
"""A count is still spoken of so many sentences later ("Dari jumlah itu, dua diteruskan")."""
NEAR = 60
"""So many characters on either side of a number are looked at for a place, a denial, a condition."""
LONGEST = 2000
"""So many characters of a sentence are read at once."""
WHAT_WORDS = 6
LISTED = "figure.listed"
_GAP = re.compile(r"(?:\s*[,;:]\s*|\.\s+)(?:dan |serta )?|\s+(?:dan|serta)\s+")
_JOINT = re.compile(r"\s*(?:,|,? (?:dan|serta)|&)\s*")
_WORD = re.compile(r"[^\W_]+")
_PREPOSITION = re.compile(r"^(?:pada|sepanjang|selama) (?:tahun )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A count in a sentence, offsets within it: its number at `at`, and the words that say what it counts."""

    at: int
    end: int
    value: float
    what: tuple[int, int]
    unit: str | None
    rule_id: str
    place: ArticlePlace | None = None


class _Sentence(NamedTuple):
    """A masked sentence with its values by position and its places; `is_told`: a count stands before it."""

    body: str
    values: Mapping[int, float]
    places: Sequence[tuple[int, ArticlePlace]]
    is_told: bool
    unit: str | None


Told = dict[float, list[tuple[_Count, str]]]


def find_figures(
    article: Article, sentences: Sequence[Sentence], places: Sequence[ArticlePlace]
) -> tuple[Figure, ...]:
    """Every count of reports, cases, violators, rulings and recommendations in an article.

    A count that comes again ("Dari 23 kasus itu …") is not a second one. Participants, money, ages,
    dates, law numbers and the like are no counts, neither are vague ones ("puluhan laporan").

    Args:
        article: the cleaned article.
        sentences: its sentences, in order.
        places: its places, in order; a count takes the code of the place it is for, else null.
    """
    folded = fold(article.text)
    if not count_patterns().subject.search(folded):
        return ()
    numerals = find_numerals(folded)
    number_at = [numeral.start for numeral in numerals]
    place_at = [place.start_char for place in places]
    told: Told = defaultdict(list)
    rows: list[Figure] = []
    unit, last = None, -CARRIED - 1
    for number, sentence in enumerate(sentences):
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST)
        inside = numerals[bisect_left(number_at, start) : bisect_left(number_at, end)]
        if not inside:
            continue
        near = places[bisect_left(place_at, start) : bisect_left(place_at, end)]
        here = _Sentence(
            body=mask(folded[start:end], [Numeral(n.start - start, n.end - start, *n[2:]) for n in inside]),
            values={n.start - start: n.value for n in inside},
            places=[(place.start_char - start, place) for place in near],
            is_told=number - last <= CARRIED,
            unit=unit,
        )
        counts = _counts(here)
        if counts:
            last, unit = number, counts[-1].unit
        fresh = [count for count in counts if not _is_repeated(count, here.body, told)]
        for count in fresh:
            told[count.value].append((count, here.body[slice(*count.what)]))
            rows.append(_row(article, start, end, count, {place.place_code for place in near}))
    return tuple(rows)


def _counts(here: _Sentence) -> list[_Count]:
    """The counts of one sentence in order, each number once."""
    patterns = count_patterns()
    nouns = list(patterns.noun.finditer(here.body))
    found: dict[int, list[_Count]] = {}
    if here.is_told or nouns:
        for count in (*_each(here), *_listed(here)):
            found.setdefault(count.at, []).append(count)
    for template, pattern in patterns.counts:
        for match in pattern.finditer(here.body):
            at = match.start("value")
            before = [noun for noun in nouns if noun.start() < at]
            if at not in found and _is_count(here, template, match, before, found):
                found[at] = [_count(here, template, match, before, found)]
    return [count for at in sorted(found) for count in found[at]]


def _is_count(
    here: _Sentence,
    template: Template,
    match: re.Match[str],
    nouns: Sequence[re.Match[str]],
    found: Mapping[int, Sequence[_Count]],
) -> bool:
    """Whether a match counts: its context is there, and the words before do not deny or suppose it."""
    patterns = count_patterns()
    at = match.start("value")
    is_told = here.is_told or any(start < at for start in found) or (template.or_noun and bool(nouns))
    if template.needs_context and not is_told:
        return False
    before = here.body[max(0, at - NEAR) : at]
    value = here.values[at]
    if value < 1 or patterns.no_count.search(before):
        return False
    if value == 1 and (template.is_ordinal or patterns.supposed.search(before)):
        return False
    return not template.is_coordinate or _is_coordinate(here.body, match, found)


def _count(
    here: _Sentence,
    template: Template,
    match: re.Match[str],
    nouns: Sequence[re.Match[str]],
    found: Mapping[int, Sequence[_Count]],
) -> _Count:
    at = match.start("value")
    what = _what(here.body, match, nouns, template.is_open)
    end = max(match.end("value"), what[1])
    inherited = next((found[start][0].unit for start in sorted(found, reverse=True) if start < at), here.unit)
    return _Count(
        at=at,
        end=end,
        value=here.values[at],
        what=what,
        unit=match["unit"] or inherited,
        rule_id=template.id,
        place=_place_behind(here, end),
    )


def _is_coordinate(body: str, match: re.Match[str], found: Mapping[int, Sequence[_Count]]) -> bool:
    """Whether a violator count is joined by "dan" or a comma to the only other one of the sentence."""
    if len(found) != 1:
        return False
    other = next(iter(found.values()))[0]
    if not other.rule_id.endswith(("person-fate", "fate-person")):
        return False
    gap = body[match.end() : other.at] if match.end() <= other.at else body[other.end : match.start()]
    return _JOINT.fullmatch(gap) is not None


def _what(body: str, match: re.Match[str], nouns: Sequence[re.Match[str]], is_open: bool) -> tuple[int, int]:
    """The words that say what is counted: as far as the phrase goes, else the noun before the number."""
    start, end = match.span("what")
    if start == end:
        return nouns[-1].span() if nouns else match.span()
    if not is_open:
        return start, end
    stop = count_patterns().what_ends.search(body, end)
    words = list(_WORD.finditer(body, start, stop.start() if stop else len(body)))[:WHAT_WORDS]
    return start, max(end, words[-1].end()) if words else end


def _each(here: _Sentence) -> Iterator[_Count]:
    """One count for each place named before ("Karimun dan Bintan masing-masing satu kasus")."""
    for match in count_patterns().each.finditer(here.body):
        at = match.start("value")
        for start, place in here.places:
            if start < match.start():
                yield _Count(
                    at=at,
                    end=match.end(),
                    value=here.values[at],
                    what=match.span("unit"),
                    unit=match["unit"],
                    rule_id="figure.each",
                    place=place,
                )


def _listed(here: _Sentence) -> list[_Count]:
    """The items of a distribution ("Batam sembilan, Karimun empat"); a single one is none."""
    items: list[_Count] = []
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
            _Count(
                at=at,
                end=start + match.end("value"),
                value=here.values[at],
                what=label,
                unit=match["unit"] or here.unit,
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


def _is_repeated(count: _Count, body: str, told: Told) -> bool:
    """Whether a number was given before: "dari 23", "yang dua", "tujuh perkara itu", or the same again."""
    patterns = count_patterns()
    same = told.get(count.value, [])
    what = body[slice(*count.what)]
    if count.rule_id != LISTED:
        before = body[max(0, count.at - NEAR) : count.at]
        if patterns.given_before.search(before) or patterns.given_behind.match(body[count.end :]):
            return bool(same)
        if count.rule_id in ("figure.noun", "figure.person-fate", "figure.fate-person", "figure.ordinal"):
            return any(old.unit == count.unit and _is_one_place(old.place, count.place) for old, _ in same)
    return any(said == what for _, said in same)


def _is_one_place(first: ArticlePlace | None, second: ArticlePlace | None) -> bool:
    return first is None or second is None or first.place_code == second.place_code


def _place_behind(here: _Sentence, end: int) -> ArticlePlace | None:
    """The place that stands behind a count in the same phrase."""
    for start, place in here.places:
        if end - 2 <= start <= end + NEAR:
            return None if any(sign in here.body[end:start] for sign in (*",.;:", CARDINAL)) else place
    return None


def _row(article: Article, start: int, end: int, count: _Count, codes: set[str | None]) -> Figure:
    """The row of a count in the sentence from `start` to `end` that names places with these codes."""
    first, last = start + min(count.at, count.what[0]), start + max(count.end, count.what[1])
    the_only = next(iter(codes)) if len(codes) == 1 and count.rule_id != LISTED else None
    return Figure(
        article_id=article.article_id,
        text=article.text[first:last],
        what=article.text[start + count.what[0] : start + count.what[1]].strip(),
        value=count.value,
        unit=count.unit,
        place_code=count.place.place_code if count.place else the_only,
        period=_period(article.text[start:end], count.at),
        start_char=first,
        end_char=last,
        rule_id=count.rule_id,
    )


def _period(sentence: str, at: int) -> str | None:
    """The period named nearest to a count in its sentence, without its preposition."""
    periods = list(count_patterns().period.finditer(fold(sentence)))
    if not periods:
        return None
    nearest = min(periods, key=lambda match: abs(match.start() - at))
    return _PREPOSITION.sub("", sentence[slice(*nearest.span())])
