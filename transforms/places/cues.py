"""What stands around a place's name: the word before it, a person's name beside it, a street's head."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from config.gazetteers import gazetteers
from config.loader import Model, Rule, load_toml

_REACH = 90
_TOKEN = re.compile(r"[^\W_]+(?:[/'’&-]+[^\W_]+)*\.?")
_UNIT_NUMBER = re.compile(r"\b\d{3,4}\s?/\s?$")
_BRACKET = re.compile(r"\(([^()\n]{1,30})\)\s?$")
_BESIDE = " \u00a0\"'“”‘’.-)"  # stands between a word and a name, in a bracket or out of it
_NEXT_WORD = re.compile(r"[ \u00a0](?=[^\W\d_])[\w.'’-]+")
_DEGREE_BEHIND = re.compile(r"\s?,?\s?\.?(?:S|M|A|Drs?|Ph)\.[A-Z]|,\s?(?:S[A-Z]{1,3}|M[A-Z]{1,3})\b")
_AREA_WORDS = frozenset(
    [
        "provinsi",
        "propinsi",
        "prov",
        "kabupaten",
        "kab",
        "kota",
        "kotamadya",
        "kodya",
        "kecamatan",
        "kec",
        "distrik",
        "kapanewon",
    ]
)
# The levels of the gazetteer of bodies, as kinds of cues; bodies of other levels are at home anywhere.
_BODY_LEVELS = {"kabupaten/kota": "local", "provinsi": "province", "kecamatan": "district", "desa": "village"}
_LINKING = frozenset({"dan", "&", "serta", "bin", "binti"})


class Levels(Model):
    """Words that fix the level of the name behind them."""

    province: tuple[str, ...]
    regency: tuple[str, ...]
    city: tuple[str, ...]
    local: tuple[str, ...]
    body: tuple[str, ...]
    district: tuple[str, ...]
    village: tuple[str, ...]


class Weak(Model):
    """Words that make a place likely, or unlikely, without a level."""

    prepositions: tuple[str, ...]
    near: tuple[str, ...]
    institutions: tuple[str, ...]
    roles: frozenset[str]
    not_places: tuple[str, ...]


class PlaceWords(Model):
    """Single words that the decisions use."""

    common: frozenset[str]
    speech_before: frozenset[str]
    speech_after: frozenset[str]
    city_only: tuple[str, ...]
    regency_only: tuple[str, ...]
    list_links: frozenset[str]


class PlaceRules(Model):
    """The form of `config/rules/places.toml`."""

    levels: Levels
    weak: Weak
    words: PlaceWords
    dateline: Rule
    host: Rule


class Cue(NamedTuple):
    """How a name is introduced.

    `kind` is a level (province, regency, city, local, body, district, village), "preposition", "near",
    "institution", "street" (part of another name), "person", "plain" (a small word), or "stop" (nothing but
    punctuation or the start of the line). `start` is where an area word that belongs to the name begins.
    """

    kind: str
    start: int
    word: str


@cache
def place_rules() -> PlaceRules:
    """The rules, read once."""
    return load_toml(PlaceRules, "rules/places.toml")


@cache
def _cue_words() -> dict[str, str]:
    rules = place_rules()
    kinds: dict[str, str] = {}
    for kind, words in (
        ("near", rules.weak.near),
        ("preposition", rules.weak.prepositions),
        ("street", rules.weak.not_places),
        *((name, getattr(rules.levels, name)) for name in Levels.model_fields),
    ):
        kinds.update((word, kind) for word in words)
    for title in gazetteers().titles:
        if title.level == "daerah":
            kinds.setdefault(title.form.casefold(), "body")
    levels = {body.organization_id: body.level for body in gazetteers().organizations}
    for alias in gazetteers().organization_aliases:
        level = levels[alias.organization_id]
        if level != "national":
            kinds.setdefault(alias.alias.casefold(), _BODY_LEVELS.get(level, "body"))
    return kinds


@cache
def _heads() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    rules = place_rules()
    titles = {h.form.strip(".").casefold() for h in gazetteers().honorifics}
    return frozenset(rules.weak.institutions), frozenset(rules.weak.not_places), frozenset(titles)


@lru_cache(maxsize=256)
def cue_before(text: str, start: int) -> Cue:
    """Read the words before `start`, on the same line, and say how they introduce a name there."""
    line = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    if "/" in line[-2:] and _UNIT_NUMBER.search(line):
        return Cue("local", start, "")
    left = line.rstrip(" \u00a0\"'“”‘’")
    bracket = _BRACKET.search(left) if ")" in left[-2:] else None
    if bracket:
        kind = _cue_words().get(bracket[1].strip().casefold())
        return Cue(kind, start, bracket[1]) if kind else Cue("stop", start, "")
    if not (left[-1:].isalnum() or left[-1:] in (".", "-")):
        return Cue("stop", start, "")
    tokens = _TOKEN.findall(left)[-9:]
    last = tokens[-1] if tokens else ""
    at = left.rfind(last)
    if not tokens or left[at + len(last) :].strip() not in ("", "-"):
        return Cue("stop", start, "")
    if left.endswith("-"):
        joined = last.casefold() in ("se", "asal", "pro", "kemenag")
        return Cue("preposition" if joined else "list", start, last)
    words = [_plain(token) for token in tokens[-4:]]
    kinds = _cue_words()
    for size in range(len(words), 0, -1):
        kind = kinds.get(" ".join(words[-size:]))
        if kind and not (last.endswith(".") and size == 1 and len(words[-1]) > 4):
            whole = size == 1 and words[-1] in _AREA_WORDS
            own = start - (len(line) - at) if whole else start
            return Cue(kind, own, words[-1])
    if last.endswith(".") and words[-1] not in _heads()[2]:
        return Cue("stop", start, "")
    return Cue(_chain_kind(tokens, words[-1]), start, words[-1])


def may_be(text: str, start: int, kind: str) -> bool:
    """Whether a word stands before `start`, or in a bracket there, with which a cue of this kind can end."""
    return (
        text[max(0, start - _REACH) : start].rstrip().rstrip(_BESIDE).casefold().endswith(_last_words(kind))
    )


@cache
def _last_words(kind: str) -> tuple[str, ...]:
    return tuple({words.split(" ")[-1] for words, of in _cue_words().items() if of == kind})


def _plain(token: str) -> str:
    word = token.strip(".'’-").casefold()
    return word[3:] if word.startswith("se-") else word


def _chain_kind(tokens: list[str], last: str) -> str:
    """Walk back over the capitalised words before a name to the head that says what they are."""
    institutions, not_places, honorifics = _heads()
    if last in honorifics or last in place_rules().weak.roles:
        return "person"
    if not tokens[-1][0].isupper():
        return "near" if tokens[-1][0].isdigit() else "plain"
    for token in reversed(tokens):
        word = _plain(token)
        if word in not_places:
            return "street"
        if word in institutions:
            return "institution"
        if not (token[0].isupper() or word in _LINKING):
            break
    if tokens[-1].isupper() and len(last) > 1:
        return "near"
    return "person"


def name_follows(text: str, end: int) -> bool:
    """Whether a capitalised word follows after a blank alone: a name goes on, or another begins."""
    word = _NEXT_WORD.match(text, end, end + 40)
    return bool(word) and word is not None and word[0][1].isupper()


def next_word(text: str, end: int) -> str:
    """The next word after a blank, in lower case, or nothing."""
    word = _NEXT_WORD.match(text, end, end + 40)
    return word[0][1:].strip(".'’-").casefold() if word else ""


def degree_follows(text: str, end: int) -> bool:
    """Whether an academic degree follows, which only persons have."""
    return _DEGREE_BEHIND.match(text, end, end + 12) is not None
