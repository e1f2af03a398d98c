"""Indonesian numerals in running text: "tujuh belas", "1.028", "1,2 juta", "1 (satu)", "ketiga", "ke-3"."""

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from config.loader import Model, load_toml
from transforms.matching import fold, words_of

TEEN = "belas"
LARGEST = 1e15
_DIGITS = re.compile(r"[0-9.,]+")
"""Longer runs of digits are no counts but registers, telephone numbers and the like."""


class NumeralWords(Model):
    """The words of `config/rules/numerals.toml` with their values."""

    units: dict[str, int]
    fused: dict[str, int]
    small_scales: dict[str, int]
    large_scales: dict[str, int]


class Numeral(NamedTuple):
    """A number in a text: its span, its value, and whether it is an ordinal ("ketiga", "ke-3")."""

    start: int
    end: int
    value: float
    is_ordinal: bool


class _Grammar(NamedTuple):
    words: NumeralWords
    pattern: re.Pattern[str]
    beginnings: frozenset[str]


@cache
def _grammar() -> _Grammar:
    words = load_toml(NumeralWords, "rules/numerals.toml")
    numerals = [*words.fused, *words.units, *words.small_scales, *words.large_scales, TEEN]
    word = "(?:" + "|".join(sorted(numerals, key=len, reverse=True)) + ")"
    large = "|".join(sorted(words.large_scales, key=len, reverse=True))
    # A run of numeral words, written apart or together ("dua puluh tiga", "duapuluh tiga").
    run = rf"{word}(?:[ \-\u00a0]?{word})*"
    digits = rf"(?:[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?(?: ?(?:{large}))?"
    return _Grammar(
        words,
        re.compile(
            rf"(?<![^\W_])(?:(?P<ordinal>ke-? ?)?(?P<run>{run})|(?:(?P<ke>ke-)|(?<![0-9])(?<![0-9][.,/:-]))(?P<digits>{digits}))"
            r"(?![^\W_]|[.,:]\d|[/-][^\W_])(?P<gloss> ?\((?P<inner>[a-z \-]{3,40}|[0-9]{1,9})\))?"
        ),
        frozenset(("ke", *(form[:3] for form in numerals), *(f"ke{form[0]}" for form in numerals))),
    )


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Every number in a text, in order and without overlap.

    A number and its gloss in brackets are one ("1 (satu)"). Vague runs such as "dua tiga" and
    derived words ("puluhan", "seorang", "keduanya") are no numerals, neither are dates with slashes,
    times, or registers such as "007/PL/X".

    Args:
        text: any text; offsets of the result are its code points.
    """
    grammar = _grammar()
    folded, words, past = fold(text), words_of(text), 0
    found = []
    for number, (word, letters) in enumerate(zip(words, accumulate(map(len, words)), strict=True)):
        if not ((head := word[:3]) in grammar.beginnings or head[:1].isdecimal()):
            continue
        start = letters - len(word) + number
        if start < past or not (match := grammar.pattern.match(folded, start)):
            continue
        past = match.end()
        run, digits = match["run"], match["digits"]
        value = words_value(run) if run else digits_value(digits)
        if value is None:
            continue
        end = match.end()
        if match["gloss"]:
            inner = match["inner"]
            gloss = digits_value(inner) if inner[0].isdigit() else words_value(inner)
            if gloss != value:
                end = match.start("gloss")
        found.append(Numeral(match.start(), end, value, bool(match["ordinal"] or match["ke"])))
    return tuple(found)


def words_value(run: str) -> float | None:
    """The value of numeral words in lower case, or None where they do not make one number.

    >>> words_value("dua ribu tiga ratus empat belas")
    2314.0
    """
    words = _grammar().words
    total = group = 0.0
    pending: float | None = None
    ceiling, group_ceiling = float("inf"), float("inf")
    for token in _tokens(run):
        if token in words.units:
            if pending is not None or group % 10:
                return None
            pending = float(words.units[token])
        elif token in words.fused and words.fused[token] <= 11:
            if pending is not None or group % 100:
                return None
            group += words.fused[token]
            group_ceiling = 0
        elif token == TEEN:
            if pending is None or pending < 2 or group % 100:
                return None
            group, pending, group_ceiling = group + pending + 10, None, 0
        elif token in words.small_scales or (token in words.fused and words.fused[token] == 100):
            scale = float(words.small_scales.get(token, 100))
            factor = 1.0 if token in words.fused else pending
            if factor is None or (token in words.fused and pending is not None) or scale >= group_ceiling:
                return None
            group, pending, group_ceiling = group + factor * scale, None, scale
        else:
            fused = token in words.fused
            scale = float(words.fused[token] if fused else words.large_scales[token])
            factor = 1.0 if fused else group + (pending or 0.0)
            if not factor or scale >= ceiling or (fused and (group or pending is not None)):
                return None
            total, group, pending = total + factor * scale, 0.0, None
            ceiling, group_ceiling = scale, float("inf")
    if pending is not None and group_ceiling == 0:
        return None
    return total + group + (pending or 0.0)


def digits_value(printed: str) -> float | None:
    """The value of printed digits with Indonesian separators and an optional scale ("1.028", "1,2 juta")."""
    match = _DIGITS.match(printed)
    if match is None or len(match.group()) > 20:
        return None
    scale = printed[match.end() :].strip()
    try:
        number = float(match.group().replace(".", "").replace(",", "."))
    except ValueError:
        return None
    value = number * (_grammar().words.large_scales[scale] if scale else 1)
    return value if value < LARGEST else None


@cache
def _splitter() -> re.Pattern[str]:
    words = _grammar().words
    names = [*words.fused, *words.units, *words.small_scales, *words.large_scales, TEEN]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


def _tokens(run: str) -> list[str]:
    pieces = _splitter().findall(run)
    return pieces if sum(map(len, pieces)) == len(re.sub(r"[\s\-]", "", run)) else ["nol", "nol"]
