"""How the press states counts: patterns over a sentence whose numbers are masked."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.figures.numerals import Numeral
from transforms.scanning import Rules

YEARS = (1945, 2100)
"""Four digits between these are a year."""
WORD_LENGTH = 20
CARDINAL, ORDINAL, OTHER = "#", "@", "§"
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+|%")
_PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b")


class Template(Model):
    """A pattern with the lists of the file in place of NUM, ORD, NOUN, PERSON, FATE, FILLER, CLASSIFIER, SCOPE.

    `needs_context`: a count was given before, in the sentence or up to two before it; with `or_noun` it
    is enough that the sentence names what is counted, and with `reaches_back` that the article gave any
    count before. `is_open`: what is counted goes on behind the match.
    `is_coordinate`: the number before or behind in one phrase counts, and no total stands before both
    (a breakdown by occupation is no figure of its own).
    """

    id: str
    template: str
    needs_context: bool = False
    or_noun: bool = False
    reaches_back: bool = False
    is_ordinal: bool = False
    is_open: bool = False
    is_coordinate: bool = False
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class CountWords(Model):
    """Lists of words; see the comments in the file. `fates` are patterns."""

    nouns: tuple[str, ...]
    persons: tuple[str, ...]
    fates: tuple[str, ...]
    fillers: tuple[str, ...]
    classifiers: tuple[str, ...]
    scopes: tuple[str, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    happened: tuple[str, ...]
    what_ends: tuple[str, ...]
    aliases: dict[str, str]


class FigureRules(Model):
    """`config/rules/figures.toml`."""

    words: CountWords
    counts: tuple[Template, ...]
    listed: tuple[Template, ...]
    list_head: Template
    each: Template
    dateline: Rule
    given_before: Rule
    given_behind: Rule
    other_behind: Rule
    no_count: Rule
    supposed: Rule
    period: Rule
    compared: Rule
    district: Rule
    place_before: Rule
    place_stops: Rule


class CountPatterns(NamedTuple):
    """The rules as patterns over masked sentences; `noun` finds what is counted, `what_ends` its end."""

    words: CountWords
    counts: Rules[tuple[Template, re.Pattern[str]]]
    listed: tuple[re.Pattern[str], ...]
    list_head: re.Pattern[str]
    each: re.Pattern[str]
    noun: re.Pattern[str]
    what_ends: re.Pattern[str]
    dateline: re.Pattern[str]
    given_before: re.Pattern[str]
    given_behind: re.Pattern[str]
    other_behind: re.Pattern[str]
    no_count: re.Pattern[str]
    supposed: re.Pattern[str]
    period: re.Pattern[str]
    compared: re.Pattern[str]
    district: re.Pattern[str]
    place_before: re.Pattern[str]
    place_stops: re.Pattern[str]


@cache
def count_patterns() -> CountPatterns:
    """The rules, loaded once.

    Raises:
        ConfigError: where the file does not fit.
    """
    rules = load_toml(FigureRules, "rules/figures.toml")
    words = rules.words

    def one_of(row: Sequence[str]) -> str:
        return "(?:" + "|".join(sorted(map(re.escape, row), key=len, reverse=True)) + ")"

    parts = {
        "NUM": f"{CARDINAL}+",
        "ORD": f"{ORDINAL}+",
        "NOUN": one_of(words.nouns),
        "PERSON": one_of(words.persons),
        "FATE": "(?:" + "|".join(words.fates) + ")",
        "FILLER": one_of(words.fillers),
        "CLASSIFIER": one_of(words.classifiers),
        "SCOPE": one_of(words.scopes),
    }

    def filled(template: Template) -> re.Pattern[str]:
        return re.compile(_PLACEHOLDER.sub(lambda match: parts[match.group()], template.template))

    return CountPatterns(
        words=words,
        counts=Rules(
            (pattern, (template, pattern)) for template in rules.counts for pattern in (filled(template),)
        ),
        listed=tuple(filled(template) for template in rules.listed),
        list_head=filled(rules.list_head),
        each=filled(rules.each),
        noun=re.compile(rf"\b{parts['NOUN']}\b"),
        what_ends=re.compile(rf"[,.;:()\"“”–—]| {one_of(words.what_ends)}\b"),
        dateline=re.compile(rules.dateline.pattern),
        given_before=re.compile(rules.given_before.pattern),
        given_behind=re.compile(rules.given_behind.pattern),
        other_behind=re.compile(rules.other_behind.pattern),
        no_count=re.compile(rules.no_count.pattern),
        supposed=re.compile(rules.supposed.pattern),
        period=re.compile(rules.period.pattern),
        compared=re.compile(rules.compared.pattern),
        district=re.compile(rules.district.pattern),
        place_before=re.compile(rules.place_before.pattern),
        place_stops=re.compile(rules.place_stops.pattern),
    )


def mask(body: str, numerals: Sequence[Numeral]) -> str:
    """A sentence in lower case with its cardinals as #, its ordinals as @ and all other digits as §.

    Numbers of laws, dates, money, shares and durations are others. The length does not change.

    Args:
        body: the sentence in lower case.
        numerals: its numbers, offsets within it.
    """
    pieces, at = [], 0
    for numeral in numerals:
        sign = OTHER if _is_other(body, numeral) else ORDINAL if numeral.is_ordinal else CARDINAL
        pieces += [_DIGIT.sub(OTHER, body[at : numeral.start]), sign * (numeral.end - numeral.start)]
        at = numeral.end
    return "".join([*pieces, _DIGIT.sub(OTHER, body[at:])])


def _is_other(body: str, numeral: Numeral) -> bool:
    """Whether a number counts nothing: a year, a fraction, or by the word before or behind it."""
    words = count_patterns().words
    start, end, value, _ = numeral
    if value != int(value) or (end - start == 4 and YEARS[0] <= value <= YEARS[1] and body[start].isdigit()):
        return True
    before = _LETTERS.findall(body, max(0, start - WORD_LENGTH), start)
    if before and before[-1] in words.not_after and body[start - 2 : start - 1] not in (",", ";", ")"):
        return True
    behind = _WORD.search(body, end, end + WORD_LENGTH)
    if behind is None or behind.group() not in words.not_before:
        return False
    if behind.group() == "kali" and before and before[-1] in words.happened:
        return False
    return body[end : behind.start()].strip() in ("", "-")
