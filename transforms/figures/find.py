"""Counts of reports, cases, violators, rulings and recommendations, each with what it counts, where and when."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from transforms.figures.lists import LISTED, WHAT_WORDS, Count, Masked, counted_unit, each_place, listed
from transforms.figures.numerals import Numeral, find_numerals
from transforms.figures.rules import CARDINAL, ORDINAL, Template, count_patterns, mask
from transforms.headlines import is_called_untrue
from transforms.matching import fold
from transforms.records import Article, ArticlePlace, Figure
from transforms.sentences import Sentence
from transforms.subject import is_of_servants

CARRIED = 2
"""A count is still spoken of so many sentences later ("Dari jumlah itu, dua diteruskan")."""
NEAR = 60
"""So many characters on either side of a number are looked at for a place, a denial, a condition."""
LONGEST = 2000
"""So many characters of a sentence are read at once."""
LARGE = 100
"""A number as large as this that comes again counts the same by another name ("165 laporan", "165 pelanggaran")."""
VIOLATORS = ("figure.person-fate", "figure.fate-person", "figure.person-and-person")
_JOINT = re.compile(r"\s*(?:,|,? (?:dan|serta)|&)\s*")
_WORD = re.compile(r"[^\W_]+")
_PREPOSITION = re.compile(r"^(?:pada|sepanjang|selama) (?:tahun )?", re.IGNORECASE)


Told = dict[float, list[tuple[Count, str, str | None]]]
"""By number: the counts told so far, with the words for what they count and the codes of their places."""


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
    if not is_of_servants(article):
        return ()
    folded = fold(article.text)
    numerals = find_numerals(article.text)
    number_at = [numeral.start for numeral in numerals]
    place_at = [place.start_char for place in places]
    told: Told = defaultdict(list)
    rows: list[Figure] = []
    unit, last = None, -CARRIED - 1
    false = _false_values(article.title)
    for number, sentence in enumerate(sentences):
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST)
        inside = numerals[bisect_left(number_at, start) : bisect_left(number_at, end)]
        if not inside:
            continue
        near = places[bisect_left(place_at, start) : bisect_left(place_at, end)]
        body = mask(folded[start:end], [Numeral(n.start - start, n.end - start, *n[2:]) for n in inside])
        if CARDINAL not in body and ORDINAL not in body:
            continue
        here = Masked(
            text=article.text[start:end],
            body=body,
            values={n.start - start: n.value for n in inside},
            places=[(place.start_char - start, place) for place in near],
            is_told=number - last <= CARRIED,
            is_late=bool(rows),
            unit=unit,
        )
        counts = [count for count in _counts(here) if count.value not in false]
        if counts:
            last, unit = number, counts[-1].unit
        coded = [(count, _code(here, count)) for count in counts]
        fresh = [(count, code) for count, code in coded if not _is_repeated(count, code, here.body, told)]
        for count, code in fresh:
            told[count.value].append((count, here.body[slice(*count.what)], code))
            rows.append(_row(article, start, end, count, code))
    return tuple(rows)


def _false_values(title: str | None) -> set[float]:
    """The numbers of a headline that repeats a claim only to call it false ("[SALAH] 40 guru dipecat")."""
    if not is_called_untrue(title):
        return set()
    return {numeral.value for numeral in find_numerals(fold(title or ""))}


def _counts(here: Masked) -> list[Count]:
    """The counts of one sentence in order, each number once."""
    patterns = count_patterns()
    nouns = list(patterns.noun.finditer(here.body))
    found: dict[int, list[Count]] = {}
    is_about_counts = here.is_told or bool(nouns)
    if is_about_counts:
        for count in (*each_place(here), *listed(here, nouns)):
            found.setdefault(count.at, []).append(count)
    for template, pattern in patterns.counts.among(here.body):
        matches = list(pattern.finditer(here.body))
        # A chain ("3 camat, 2 lurah dan 5 guru") may begin at either end.
        for match in [*reversed(matches), *matches] if template.is_coordinate else matches:
            at = match.start("value")
            before = [noun for noun in nouns if noun.start() < at]
            if at not in found and _is_count(here, template, match, before, found):
                found[at] = [_count(here, template, match, before, found)]
    if found and not is_about_counts:
        for count in listed(here, nouns):
            found.setdefault(count.at, [count])
    return [count for at in sorted(found) for count in found[at]]


def _is_count(
    here: Masked,
    template: Template,
    match: re.Match[str],
    nouns: Sequence[re.Match[str]],
    found: Mapping[int, Sequence[Count]],
) -> bool:
    """Whether a match counts: its context is there, and the words before do not deny or suppose it."""
    patterns = count_patterns()
    at = match.start("value")
    is_told = here.is_told or any(start < at for start in found)
    is_told = is_told or (template.or_noun and bool(nouns)) or (template.reaches_back and here.is_late)
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
    here: Masked,
    template: Template,
    match: re.Match[str],
    nouns: Sequence[re.Match[str]],
    found: Mapping[int, Sequence[Count]],
) -> Count:
    at = match.start("value")
    what = _what(here.body, match, nouns, template.is_open)
    end = max(match.end("value"), what[1])
    inherited = next((found[start][0].unit for start in sorted(found, reverse=True) if start < at), here.unit)
    return Count(
        at=at,
        end=end,
        value=here.values[at],
        what=what,
        unit=counted_unit(here, match) or inherited,
        rule_id=template.id,
        place=_place_before(here, at) or _place_behind(here, match.end("value"), end),
    )


def _is_coordinate(body: str, match: re.Match[str], found: Mapping[int, Sequence[Count]]) -> bool:
    """Whether a violator count is joined by "dan" or a comma to another, and nothing else is counted."""
    others = [count for counts in found.values() for count in counts]
    if not all(other.rule_id in VIOLATORS for other in others if other.at < match.end()):
        return False
    gaps = (
        body[match.end() : other.at] if match.end() <= other.at else body[other.end : match.start()]
        for other in others
    )
    return any(_JOINT.fullmatch(gap) for gap in gaps)


def _what(body: str, match: re.Match[str], nouns: Sequence[re.Match[str]], is_open: bool) -> tuple[int, int]:
    """The words that say what is counted: as far as the phrase goes, else the noun before the number."""
    start, end = match.span("what")
    if not match["what"]:
        return nouns[-1].span() if nouns else match.span()
    if not is_open:
        return start, end
    stop = count_patterns().what_ends.search(body, end)
    words = list(_WORD.finditer(body, start, stop.start() if stop else len(body)))[:WHAT_WORDS]
    return start, max(end, words[-1].end()) if words else end


def _is_repeated(count: Count, code: str | None, body: str, told: Told) -> bool:
    """Whether a number was given before: "dari 23", "yang dua", "tujuh perkara itu", or the same again."""
    patterns = count_patterns()
    same = told.get(count.value, [])
    what = body[slice(*count.what)]
    if count.rule_id != LISTED:
        before = body[max(0, count.at - NEAR) : count.at]
        if patterns.given_before.search(before) or patterns.given_behind.match(body[count.end :]):
            return bool(same)
        if patterns.other_behind.match(body[count.end :]) or patterns.other_behind.search(f" {what}"):
            return False
        if count.rule_id in ("figure.noun", "figure.ordinal", "figure.total", "figure.of-whom", *VIOLATORS):
            return any(
                _is_same(old, count) and (old.rule_id != LISTED or code == old_code is not None)
                for old, _, old_code in same
            )
    return any(said == what for _, said, _ in same)


def _is_same(first: Count, second: Count) -> bool:
    """Whether two equal numbers count the same things, in one place as far as the text says."""
    aliases = count_patterns().words.aliases
    units = {aliases.get((count.unit or "").lower(), count.unit) for count in (first, second)}
    if len(units) > 1 and first.value < LARGE:
        return False
    return not (first.place and second.place) or first.place.place_code == second.place.place_code


def _place_before(here: Masked, at: int) -> ArticlePlace | None:
    """The place that stands right before a number ("Ende sebanyak 26", "Ende (3 kasus)")."""
    before = [(start, place) for start, place in here.places if start < at]
    if not before:
        return None
    start, place = before[-1]
    end = start + len(place.mention)
    return place if count_patterns().place_before.match(here.body[end:at]) else None


def _place_behind(here: Masked, begin: int, end: int) -> ArticlePlace | None:
    """The place that stands in the words for what is counted, from `begin` to `end`, or behind them in the same phrase."""
    for start, place in here.places:
        if begin <= start <= end + NEAR:
            said = begin if start < end - 2 else end
            return None if count_patterns().place_stops.search(here.body, said, start) else place
    return None


def _code(here: Masked, count: Count) -> str | None:
    """The code of the place of a count: its own, else the only one before it, but for that of the dateline."""
    if count.place or count.rule_id == LISTED:
        return count.place.place_code if count.place else None
    dateline = count_patterns().dateline.match(here.body)
    begin = dateline.end() if dateline else 0
    codes = {place.place_code for start, place in here.places if begin <= start < count.at}
    return next(iter(codes)) if len(codes) == 1 else None


def _row(article: Article, start: int, end: int, count: Count, code: str | None) -> Figure:
    """The row of a count in the sentence from `start` to `end`; `code` is that of its place."""
    first, last = start + min(count.at, count.what[0]), start + max(count.end, count.what[1])
    return Figure(
        article_id=article.article_id,
        text=article.text[first:last],
        what=article.text[start + count.what[0] : start + count.what[1]].strip(),
        value=count.value,
        unit=count.unit,
        place_code=code,
        period=_period(article.text[start:end], count.at),
        start_char=first,
        end_char=last,
        rule_id=count.rule_id,
    )


def _period(sentence: str, at: int) -> str | None:
    """The period named nearest to a count in its sentence, without its preposition.

    One that the count is only compared with ("lebih sedikit dibandingkan Pilkada 2020") is not its own.
    """
    patterns, folded = count_patterns(), fold(sentence)
    periods = [
        match
        for match in patterns.period.finditer(folded)
        if not patterns.compared.search(folded, at, max(at, match.start()))
    ]
    if not periods:
        return None
    nearest = min(periods, key=lambda match: abs(match.start() - at))
    return _PREPOSITION.sub("", sentence[slice(*nearest.span())])
