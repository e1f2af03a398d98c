"""The one code of each place named: by its level word, its neighbours, the article's other places, the outlet."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.matching import fold
from transforms.persons.known_names import is_known_word
from transforms.places.cues import Cue, name_follows, place_rules
from transforms.places.index import Name, PlaceIndex, inside, parents, place_index, regency_of
from transforms.places.names import Found
from transforms.places.taken import Taken
from transforms.records import Article

Codes = dict[tuple[int, int], tuple[str, ...]]

_HOST = re.compile(r"[A-Za-z]+://([^/?#\s:]+)")
_HOST_LEVELS = {"kab": "regency", "kota": "city", "prov": "province"}
_BRACKET = re.compile(r"\s?\(([A-Za-z][A-Za-z .-]{1,14})\)")
_CAPITAL = "31"


@dataclass(frozen=True, slots=True)
class Context:
    """What the article has settled so far, the areas round that, and where its outlet is at home."""

    settled: frozenset[str]
    areas: frozenset[str]
    outlet: str | None
    level: str | None


def settle_codes(article: Article, found: Sequence[Found], around: frozenset[str]) -> Codes:
    """The codes left for the span of each mention, after the article's other places have been asked twice.

    `around` are the places that headline and dateline name.
    """
    text, index = article.text, place_index()
    is_stray = _stray(found, around)
    # A far district's name is printed otherwise than the gazetteer has it: "Kecamatan Kedung Banteng".
    codes = {(item.start, item.end): () if is_stray(item) else item.candidates for item in found}
    if all(len(left) == 1 for left in codes.values()):
        return codes
    ordered = sorted(found, key=lambda item: item.start)
    outlet, level = _outlet_home(article, index), _level_words(text, found)
    for _ in range(2):
        settled = around.union(left[0] for left in codes.values() if len(left) == 1)
        areas = frozenset(up for code in settled for up in parents(code))
        context = Context(settled, areas, outlet, level)
        for at, item in enumerate(ordered):
            left = codes[item.start, item.end]
            if len(left) > 1:
                behind = ordered[at + 1] if at + 1 < len(ordered) else None
                if behind is not None and text[item.end : behind.start].strip() in (",", "(", "-", "", ", "):
                    outer = codes[behind.start, behind.end]
                    within = tuple(c for c in left if any(inside(c, a) and c != a for a in outer))
                    left = within or left
                codes[item.start, item.end] = _choose(left, context, index)
    return codes


def without_namesakes(text: str, found: Sequence[Found], around: frozenset[str]) -> list[Found]:
    """The mentions but those of far districts that begin a person's name: "Ketua Panwascam Bambang Sutejo" in Jember."""
    is_stray = _stray(found, around)
    return [
        item
        for item in found
        if not (
            is_stray(item) and is_known_word(text[item.start : item.end]) and name_follows(text, item.end)
        )
    ]


def _stray(found: Sequence[Found], around: frozenset[str]) -> Callable[[Found], bool]:
    """Tells districts of which the article names other provinces, and nothing of their own."""
    told = [
        code
        for item in found
        if item.rule_id != "district" and len(item.candidates) == 1
        for code in item.candidates
    ]
    provinces = {code.split(".")[0] for code in (*told, *around)} - {_CAPITAL}
    return lambda item: (
        item.rule_id == "district"
        and bool(provinces)
        and provinces.isdisjoint(code.split(".")[0] for code in item.candidates)
    )


def _choose(candidates: tuple[str, ...], context: Context, index: PlaceIndex) -> tuple[str, ...]:
    """The candidates that the context leaves; the first test that leaves exactly one decides."""
    settled, areas = context.settled, context.areas
    if sum(code in settled for code in candidates) > 1:
        return candidates
    tests = (
        [c for c in candidates if c in settled],
        [c for c in candidates if c in areas or any(up in settled for up in parents(c))],
        [c for c in candidates if regency_of(c) in areas or (c.split(".")[0] in areas and c not in areas)],
        [c for c in candidates if context.level and index.level(c) == context.level],
        [
            c
            for c in candidates
            if context.outlet and (inside(c, context.outlet) or inside(context.outlet, c))
        ],
    )
    for left in tests:
        if len(left) == 1:
            return (left[0],)
    return candidates


def _outlet_home(article: Article, index: PlaceIndex) -> str | None:
    """Where the outlet is at home: by the table of outlets, a government's own address, or a place's subdomain."""
    host = _HOST.match(article.url or "")
    for name in (host[1].casefold() if host else "", (article.outlet or "").casefold()):
        labels = name.removeprefix("www.").split(".")
        domains = (".".join(labels[at:]) for at in range(len(labels) - 1))
        code = next((index.outlets[domain] for domain in domains if domain in index.outlets), None)
        government = _government_host().search(name)
        if code is None and government:
            level = _HOST_LEVELS[government["level"]]
            named = index.codes_by_name.get(government["name"], ())
            code = next((c for c in named if index.level(c) == level), None)
        elif code is None:
            named = index.codes_by_name.get(labels[0], ())
            code = named[0] if len(named) == 1 and len(labels) > 2 else None
        if code:
            return code
    return None


@cache
def _government_host() -> re.Pattern[str]:
    return re.compile(place_rules().host.pattern)


def _level_words(text: str, found: Sequence[Found]) -> str | None:
    """City or regency, where the text uses only one kind of word for them apart from the names it settles."""
    words, folded = place_rules().words, fold(text)
    named = Counter(item.cue.word for item in found if len(item.candidates) == 1)

    def free(forms: tuple[str, ...]) -> int:
        return sum(folded.count(form) - named[form] for form in forms)

    city, regency = free(words.city_only), free(words.regency_only)
    if bool(city > 0) == bool(regency > 0):
        return None
    return "city" if city > 0 else "regency"


def own_short_names(text: str, found: Sequence[Found], known: Codes) -> list[Found]:
    """Short forms that the article itself gives in brackets ("Kabupaten Sigi Raya (KSR)"), wherever printed.

    Their codes are added to `known`.
    """
    learned: dict[str, tuple[str, ...]] = {}
    for item in found:
        bracket = _BRACKET.match(text, item.end, item.end + 20)
        if item.cue.kind != "dateline" and bracket and _abbreviates(bracket[1], text[item.start : item.end]):
            learned.setdefault(bracket[1], known[item.start, item.end])
    if not learned:
        return []
    out: list[Found] = []
    taken = Taken((item.start, item.end) for item in found)
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, learned))})(?!\w)", text):
        span, codes = match.span(), learned[match[0]]
        if span in known:
            known[span] = codes
        elif not taken.overlaps(*span):
            known[span] = codes
            cue = Cue("bracket", span[0], "")
            out.append(Found(*span, Name(fold(match[0]), codes, is_alias=True), cue, codes, "bracket"))
    return out


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of a short form stand in the name in that order, from its first or second word on."""
    letters = iter(fold(name))
    return any(word[:1].casefold() == short[:1].casefold() for word in name.split()[:2]) and all(
        letter in letters for letter in fold(short) if letter.isalpha()
    )
