"""Counts of reports, cases, violators, rulings and recommendations, each with what it counts, where and when."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.matching import fold
from transforms.numerals import Numeral, find_numerals
from transforms.records import Article, ArticlePlace, Figure
from transforms.sentences import Sentence

CARRIED = 2
"""A count is still spoken of so many sentences later ("Dari jumlah itu, dua diteruskan")."""
NEAR = 60
"""A place so many characters behind a count is what it counts in."""
CARDINAL, ORDINAL, OTHER = "#", "@", "§"
_DIGIT = re.compile(r"\d")
_PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b")
_WORD = re.compile(r"[^\W_]+|%")
_LIST = re.compile(r"\s*[,;]\s*(?:dan |serta )?|\s+(?:dan|serta)\s+")
_LISTED = re.compile(r"^(?P<label>[^#@§]{3,60}?)[ :(]*(?:sebanyak |sejumlah |ada |dengan |hanya |tercatat )?(?P<value>#+)(?: (?P<unit>[a-z]+))?[ ).\"”]*$")
_LISTED_IN = re.compile(r"^(?:dan )?(?P<value>#+)(?: (?P<unit>[a-z]+))? (?:di|dari|untuk) (?P<label>[^#@§.]{3,40})[.\"”]?$")
_EACH = re.compile(r"masing-masing[^#,.]{0,30}(?P<value>#+) (?P<unit>[a-z]+)")
_WHAT_ENDS = re.compile(r"[,.;:()\"“”–—]| (?:yang|telah|sudah|dari|di|pada|selama|sejak|dan|dengan|oleh|untuk|masuk|ke|itu|ini|tersebut|sepanjang|dalam|hingga|sampai|saat|baru|kepada|kata|ujar|terdiri|termasuk)\b")
WHAT_WORDS = 6


class Template(Model):
    """A pattern with the lists of the file in place of NUM, ORD, NOUN, PERSON, FATE, FILLER, CLASSIFIER, SCOPE.

    `needs_context`: a count was given before, in the sentence or up to two before it. `needs_noun`: or
    the sentence names what is counted.
    """

    id: str
    template: str
    needs_context: bool = False
    needs_noun: bool = False
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


class FigureRules(Model):
    """`config/rules/figures.toml`."""

    subject: Rule
    words: CountWords
    counts: tuple[Template, ...]
    no_count: Rule
    supposed: Rule
    period: Rule


class _Compiled(NamedTuple):
    words: CountWords
    subject: re.Pattern[str]
    counts: tuple[tuple[Template, re.Pattern[str]], ...]
    no_count: re.Pattern[str]
    supposed: re.Pattern[str]
    period: re.Pattern[str]
    noun: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A count in a sentence; offsets are those of the text. `label` is the item of a list it stands for."""

    start: int
    end: int
    at: int
    value: float
    what: str
    unit: str | None
    rule_id: str
    label: str = ""
    place_code: str | None = None


@cache
def _compiled() -> _Compiled:
    rules = load_toml(FigureRules, "rules/figures.toml")
    words = rules.words
    lists = {"NOUN": words.nouns, "PERSON": words.persons, "FILLER": words.fillers, "CLASSIFIER": words.classifiers,
             "SCOPE": words.scopes}  # fmt: skip
    parts = {name: "(?:" + "|".join(sorted(map(re.escape, row), key=len, reverse=True)) + ")" for name, row in lists.items()}
    parts |= {"FATE": "(?:" + "|".join(words.fates) + ")", "NUM": f"{CARDINAL}+", "ORD": f"{ORDINAL}+"}
    return _Compiled(
        words=words,
        subject=re.compile(rules.subject.pattern),
        counts=tuple(
            (count, re.compile(_PLACEHOLDER.sub(lambda m: parts[m.group()], count.template))) for count in rules.counts
        ),
        no_count=re.compile(rules.no_count.pattern),
        supposed=re.compile(rules.supposed.pattern),
        period=re.compile(rules.period.pattern),
        noun=re.compile(rf"\b{parts['NOUN']}\b"),
    )


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
    compiled = _compiled()
    folded = fold(article.text)
    if not compiled.subject.search(folded):
        return ()
    numerals = find_numerals(folded)
    starts = [numeral.start for numeral in numerals]
    seen: list[_Count] = []
    rows: list[Figure] = []
    last = -CARRIED - 1
    for number, sentence in enumerate(sentences):
        inside = numerals[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if not inside:
            continue
        near = [p for p in places if sentence.start <= p.start_char < sentence.end]
        body = mask(folded[sentence.start : sentence.end], [_shift(n, -sentence.start) for n in inside])
        context = number - last <= CARRIED
        counts = _counts(body, sentence.start, inside, near, context, seen[-1].unit if seen and context else None)
        fresh = [count for count in counts if not _is_repeated(count, seen, body, sentence.start)]
        if counts:
            last = number
        seen += fresh
        rows += [_row(article, count, folded, sentence, near) for count in fresh]
    return tuple(rows)


def mask(body: str, numerals: Sequence[Numeral]) -> str:
    """A sentence in lower case with its cardinals as #, its ordinals as @ and all other digits as §.

    Numbers of laws, dates, money, shares and durations are others. The length does not change.
    """
    words = _compiled().words
    pieces, at = [], 0
    for numeral in numerals:
        before = re.findall(r"[^\W\d_]+", body[max(0, numeral.start - 20) : numeral.start])
        after = _WORD.search(body, numeral.end, numeral.end + 14)
        glued = body[max(0, numeral.start - 1) : numeral.start]
        is_year = numeral.end - numeral.start == 4 and 1945 <= numeral.value <= 2100 and body[numeral.start].isdigit()
        is_other = (
            is_year
            or (before and before[-1] in words.not_after and body[max(0, numeral.start - 2)] not in ",.;)")
            or (after and after.group() in words.not_before and body[numeral.end : after.start()].strip() in ("", "-"))
            or glued in ("(", "/") and body[numeral.end : numeral.end + 1] in (")", "/")
            or numeral.value != int(numeral.value)
        )
        sign = OTHER if is_other else ORDINAL if numeral.is_ordinal else CARDINAL
        pieces += [_DIGIT.sub(OTHER, body[at : numeral.start]), sign * (numeral.end - numeral.start)]
        at = numeral.end
    return "".join([*pieces, _DIGIT.sub(OTHER, body[at:])])


def _shift(numeral: Numeral, by: int) -> Numeral:
    return numeral._replace(start=numeral.start + by, end=numeral.end + by)
