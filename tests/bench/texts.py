"""Invented news texts by the hundred thousand, some of them copies of others, some only cut to one pattern.

The words are Indonesian roots with their affixes, drawn as often as words of a language are (Zipf), between
real function words; lengths are those of news (a median of some 230 words). Copies have words changed,
are cut, or carry another headline, dateline and tail. Texts of a series (prices, weather, job offers) share
most of their sentences and differ in names, numbers and days: they tell of different things.
"""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple

from config.gazetteers import gazetteers
from config.loader import Model, load_toml

Kind = Literal["own", "series", "changed", "cut", "retitled", "cut and changed"]
COPIES: tuple[Kind, ...] = ("changed", "cut", "retitled", "cut and changed")

_CHANGED = 0.03
_SHORTEST_CUT = 0.5
_SERIES_LENGTH = 40  # texts in a series
_AFFIXES = ("{}", "me{}", "di{}", "ber{}", "ter{}", "pe{}", "{}an", "{}kan", "ke{}an", "pe{}an", "di{}kan", "me{}kan",
            "{}nya", "se{}", "per{}an", "me{}i", "{}i")  # fmt: skip
_NASALS = (("b", "mb"), ("f", "mf"), ("p", "m"), ("c", "nc"), ("d", "nd"), ("j", "nj"), ("t", "n"), ("z", "nz"),
           ("s", "ny"), ("k", "ng"), ("g", "ngg"), ("h", "ngh"), *((vowel, f"ng{vowel}") for vowel in "aeiou"))  # fmt: skip


class WordLists(Model):
    """`words.toml`: what texts are made of."""

    function: tuple[str, ...]
    roots: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]


class Text(NamedTuple):
    """A text, how it came about, and the number of the text it is a copy of (else its own)."""

    number: int
    kind: Kind
    original: int
    text: str


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """`count` texts: of ten, six stand alone, one is of a series, and three are copies of one just before."""
    own: list[int] = []
    for number in range(count):
        rng = random.Random(f"{seed}-{number}")
        place = number % 10
        if place in (3, 6, 9):
            kind = COPIES[(number // 10 * 3 + place // 3) % len(COPIES)]
            original = own[-1 - rng.randrange(min(len(own), 3))]
            yield Text(number, kind, original, _copy(_own(original, seed), kind, rng))
        elif place == 1:
            yield Text(number, "series", number, _of_series(number, seed, rng))
        else:
            own.append(number)
            yield Text(number, "own", number, _own(number, seed))


def prose(rng: random.Random, place: str, people: Sequence[str]) -> str:
    """A paragraph on no matter, of words as often as words of a language are; as many names as the press prints."""
    return " ".join(_sentence(rng, people, place, named=0.45) for _ in range(rng.randrange(1, 4)))


def twins(found: list[Text]) -> set[tuple[int, int]]:
    """The pairs of numbers that are copies of one text, the lower first."""
    families: dict[int, list[int]] = {}
    for text in found:
        families.setdefault(text.original, []).append(text.number)
    return {(a, b) for family in families.values() for a in family for b in family if a < b}


@cache
def _lists() -> WordLists:
    return load_toml(WordLists, Path(__file__).with_name("words.toml"))


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words with their cumulated weights."""
    words = list(dict.fromkeys(_affixed(affix, root) for affix in _AFFIXES for root in _lists().roots))
    random.Random(0).shuffle(words)
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def _affixed(affix: str, root: str) -> str:
    """The root in its affix, with the nasal that "me-" and "pe-" bring: "tulis" → "menulis"."""
    if affix.startswith(("me", "pe{")):
        nasal = next((nasal for first, nasal in _NASALS if root.startswith(first)), root[0])
        root = nasal + root[1:]
    return affix.format(root)


@cache
def _places() -> list[str]:
    return [place.name for place in gazetteers().places if place.level in ("regency", "city", "district")]


def _own(number: int, seed: int) -> str:
    rng = random.Random(f"{seed}-own-{number}")
    people, place = [_name(rng) for _ in range(4)], rng.choice(_places())
    length = min(max(round(rng.lognormvariate(5.45, 0.5)), 60), 1500)
    return "\n".join([_lead(rng, place), *_paragraphs(rng, length, people, place)])


def _lead(rng: random.Random, place: str) -> str:
    outlet = "KABAR" + rng.choice(_lists().roots).upper()
    return rng.choice((f"{place.upper()}, {outlet} -", f"{outlet}.COM, {place} –", f"{place} -"))


def _paragraphs(rng: random.Random, length: int, people: Sequence[str], place: str) -> list[str]:
    made: list[str] = []
    words = 0
    while words < length:
        sentences = [_sentence(rng, people, place) for _ in range(rng.randrange(1, 4))]
        made.append(" ".join(sentences))
        words += made[-1].count(" ") + 1
    return made


def _sentence(rng: random.Random, people: Sequence[str], place: str, named: float = 1.0) -> str:
    vocabulary, weights = _vocabulary()
    count = rng.randrange(7, 24)
    words = rng.choices(vocabulary, cum_weights=weights, k=count)
    for at in range(2, count, 3):
        words[at] = rng.choice(_lists().function)
    for at in range(count):
        chance = rng.random() / named
        if chance < 0.05:
            words[at] = rng.choice(people)
        elif chance < 0.08:
            words[at] = rng.choice((place, rng.choice(_places())))
        elif chance < 0.11:
            words[at] = _number(rng)
        elif chance < 0.12:
            words[at] = _day(rng)
    words[0] = words[0][:1].upper() + words[0][1:]
    text = " ".join(words)
    return f"“{text},” kata {rng.choice(people)}." if rng.random() < 0.2 else text + "."


def _of_series(number: int, seed: int, rng: random.Random) -> str:
    """A text of a newsroom's series: sentences of the series with slots filled anew, and a few of its own."""
    series = number // 10 // _SERIES_LENGTH
    pattern = random.Random(f"{seed}-series-{series}")
    vocabulary, weights = _vocabulary()
    people, place, day = [_name(rng) for _ in range(3)], rng.choice(_places()), _day(rng)
    made = [_lead(pattern, place)]
    for _ in range(pattern.randrange(8, 18)):
        words = pattern.choices(vocabulary, cum_weights=weights, k=pattern.randrange(10, 26))
        for at in pattern.sample(range(len(words)), pattern.choice((0, 1, 1, 2, 2, 3))):
            words[at] = rng.choice((people[0], people[1], place, day, _number(rng), _number(rng)))
        words[0] = words[0][:1].upper() + words[0][1:]
        made.append(" ".join(words) + ".")
    made += [_sentence(rng, people, place) for _ in range(pattern.randrange(0, 5))]
    return "\n".join(made)


def _copy(text: str, kind: Kind, rng: random.Random) -> str:
    if "cut" in kind:
        words = text.split(" ")
        text = " ".join(words[: max(40, round(len(words) * rng.uniform(_SHORTEST_CUT, 0.9)))])
    if "changed" in kind:
        text = _changed(text, rng)
    if kind == "retitled":
        lead, _, body = text.partition("\n")
        headline = _sentence(rng, [_name(rng)], rng.choice(_places())).rstrip(".").title()
        tail = f"Baca juga: {_sentence(rng, [_name(rng)], rng.choice(_places()))}\nEditor: {_name(rng)}"
        text = f"{headline}\n{_lead(rng, lead.split()[0])}\n{body}\n{tail}"
    return text


def _changed(text: str, rng: random.Random) -> str:
    """The text with some words replaced, left out or put in."""
    vocabulary, weights = _vocabulary()
    words = text.split(" ")
    for at in range(len(words)):
        if rng.random() < _CHANGED:
            new = rng.choices(vocabulary, cum_weights=weights)[0]
            words[at] = rng.choice((new, new, f"{words[at]} {new}", ""))
    return " ".join(word for word in words if word)


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_lists().first)} {rng.choice(_lists().last)}"


def _number(rng: random.Random) -> str:
    return rng.choice((str(rng.randrange(2, 100)), f"{rng.randrange(1, 999)}.{rng.randrange(100, 999)}",
                       f"Rp{rng.randrange(1, 99)} juta", f"{rng.randrange(1, 99)},{rng.randrange(1, 9)} persen"))  # fmt: skip


def _day(rng: random.Random) -> str:
    day, month = rng.randrange(1, 29), rng.randrange(1, 13)
    return rng.choice(
        (f"{rng.choice(_lists().days)} ({day}/{month}/2024)", f"{day} {_lists().months[month - 1]} 2024")
    )
