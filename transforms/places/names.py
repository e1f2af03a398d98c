"""Which names in a text are taken as places, by the words around them and by what the text has established."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from transforms.matching import Match
from transforms.places.cues import (
    Cue,
    cue_before,
    degree_follows,
    may_be,
    name_follows,
    next_word,
    place_rules,
)
from transforms.places.index import Name, PlaceIndex, parents, place_index, regency_of
from transforms.places.taken import Taken
from transforms.records import Span

_STRONG = frozenset({"province", "regency", "city", "local", "body", "district", "dateline"})
_LEVELS = {
    "province": ("province",),
    "regency": ("regency",),
    "city": ("city",),
    "local": ("regency", "city"),
    "district": ("district",),
}
_HEAD_LINES = 4
_SHORT = 4
_FIRST = 4


@dataclass(slots=True)
class Found:
    """A name taken as a place, while its code is being settled."""

    start: int
    end: int
    name: Name
    cue: Cue
    candidates: tuple[str, ...]
    rule_id: str


def named_places(text: str, title: frozenset[str]) -> list[Found]:
    """The names taken as places: first those with a strong cue, then those that these and `title` make likely."""
    index, line = place_index(), _dateline(text)
    district_names = [m for m in index.districts.longest(text) if text[m.start].isupper()]
    districts = _districts_named(text, district_names, index)
    taken = Taken((d.start, d.end) for d in districts)
    matches = [
        m for m in index.areas.longest(text) if _printed_as_name(m) and not taken.overlaps(m.start, m.end)
    ]
    cues = [_cue(text, m, line) for m in matches]
    strong = [
        _found(text, index, m, c)
        for m, c in zip(matches, cues, strict=True)
        if c.kind in _STRONG and _is_place(text, m, c, frozenset(), set(), False)
    ]
    family = _family([*strong, *districts]) | {up for code in title for up in (code, *parents(code))}
    persons = {m.value.key for m, c in zip(matches, cues, strict=True) if _person_like(text, m, c)}
    out: list[Found] = [*districts]
    before: Found | None = None
    for match, cue in zip(matches, cues, strict=True):
        linked = (
            before is not None and text[before.end : match.start].strip() in place_rules().words.list_links
        )
        if _is_place(text, match, cue, family, persons, linked):
            before = _found(text, index, match, _inherit(cue, before) if linked else cue)
            out.append(before)
        else:
            before = None
    out += _list_beginnings(text, index, matches, cues, out)
    return out + _districts_inside(text, district_names, out)


def _printed_as_name(match: Match[Name]) -> bool:
    return match.text.isupper() if match.value.is_acronym else match.text[0].isupper()


def _list_beginnings(
    text: str, index: PlaceIndex, matches: Sequence[Match[Name]], cues: Sequence[Cue], found: Sequence[Found]
) -> list[Found]:
    """Bare names that a list ties to a place taken: "Palu, Sigi dan Parigi Moutong"."""
    links, common = place_rules().words.list_links - {""}, place_rules().words.common
    starts = {item.end: item.start for item in found}
    out: list[Found] = []
    behind: Span | None = None
    goes_on = False
    for match, cue in zip(reversed(matches), reversed(cues), strict=True):
        link = text[match.end : behind.start].strip() if behind else ""
        # "Selo, Boyolali" alone is a place in another; only a list that goes on, or an "and", joins equals.
        joined = link in links and (goes_on or link.strip(",").isalpha())
        if match.end in starts:
            behind, goes_on = Span(starts[match.end], match.end), link in links
        elif joined and cue.kind in ("stop", "plain", "list", "near") and match.value.key not in common:
            out.append(_found(text, index, match, Cue("list", match.start, "")))
            behind, goes_on = Span(match.start, match.end), True
        else:
            behind = None
    return out


def _dateline(text: str) -> Span:
    """The place line at the head of one of the first lines, empty without one."""
    start = 0
    for _ in range(_HEAD_LINES):
        match = _dateline_pattern().match(text[start : start + 160])
        if match:
            return Span(start, start + match.end("zone"))
        start = text.find("\n", start) + 1
        if start == 0:
            break
    return Span(0, 0)


@cache
def _dateline_pattern() -> re.Pattern[str]:
    return re.compile(place_rules().dateline.pattern)


def _cue(text: str, match: Match[Name], line: Span) -> Cue:
    cue = cue_before(text, match.start)
    within = line.start <= match.start and match.end <= line.end
    # Behind a place an ordinary word is the outlet's: "AROSUKA, METRO -".
    first = match.value.key not in place_rules().words.common or match.start - line.start < _FIRST
    if within and first and cue.kind not in ("regency", "city", "province", "street"):
        return Cue("dateline", match.start, "")
    return cue


def _inherit(cue: Cue, before: Found | None) -> Cue:
    """In "Kabupaten Sigi dan Donggala" the second name stands behind the first one's word."""
    if before is not None and cue.kind in ("stop", "plain", "list", "near"):
        return Cue("list", cue.start, before.cue.kind)
    return cue


def _found(text: str, index: PlaceIndex, match: Match[Name], cue: Cue) -> Found:
    wanted = _LEVELS.get(cue.word if cue.kind == "list" else cue.kind)
    if cue.kind in ("local", "body") and next_word(text, match.end) == "kota":
        wanted = ("city",)
    codes = match.value.codes
    fitting = tuple(c for c in codes if wanted is None or index.level(c) in wanted)
    rule = "seat" if match.value.is_seat else cue.kind
    if match.value.is_seat and cue.kind in _STRONG:
        rule = f"{cue.kind}:seat"
    return Found(cue.start, match.end, match.value, cue, fitting or codes, rule)


def _is_place(
    text: str, match: Match[Name], cue: Cue, family: frozenset[str], persons: set[str], linked: bool
) -> bool:
    """Whether a name is taken as a place, by its cue and by what the article has established."""
    if cue.kind in ("village", "street", "district"):
        return False
    name = match.value
    if name.key in place_rules().words.common and _place_follows(text, match.end):
        return False
    if cue.kind in _STRONG:
        if name.key not in place_rules().words.common:
            return True
        if cue.kind in _LEVELS:
            return _level_exists(match, cue)
        # "Badan Kepegawaian Negara" is no body of the town of Negara.
        return cue.kind == "dateline" or not name.is_seat
    shouted = match.text.isupper() and name.is_alias
    if cue.kind == "person" and not shouted:
        return False
    single = " " not in match.text
    if single and (degree_follows(text, match.end) or (name_follows(text, match.end) and not shouted)):
        shouted_on = match.text.isupper() and text[match.end + 1 : match.end + 3].isupper()
        return cue.kind == "preposition" and (shouted_on or _place_follows(text, match.end))
    related = any(code in family or code.split(".")[0] in family for code in name.codes)
    common = name.key in place_rules().words.common
    if linked:
        return not common or related
    if cue.kind == "preposition":
        return not (common and name.is_seat) or related
    if common:
        return any(code in family for code in name.codes) and cue.kind in ("near", "institution")
    if cue.kind in ("near", "institution"):
        return not name.is_seat or related
    if name.is_seat:
        return any(code in family for code in name.codes)
    if not single or (name.is_alias and len(match.text) > _SHORT):
        return True
    if name.is_acronym and _is_province(name):
        return True
    return related and not (name.key in persons or _speaks(text, match, cue))


def _is_province(name: Name) -> bool:
    return all(place_index().level(code) == "province" for code in name.codes)


def _level_exists(match: Match[Name], cue: Cue) -> bool:
    """Whether the word before an ordinary word's name fits a place so named: "Kota Batu", not "Ibu Kota Negara"."""
    index = place_index()
    return not match.value.is_seat and any(
        index.level(code) in _LEVELS[cue.kind] for code in match.value.codes
    )


def _place_follows(text: str, end: int) -> bool:
    index = place_index()
    following = text[end + 1 : end + 40].split("\n", 1)[0]
    return any(m.start == 0 for m in index.areas.all(following)) or next_word(text, end) in (
        "provinsi", "kabupaten", "kota", "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu",
    )  # fmt: skip


def _person_like(text: str, match: Match[Name], cue: Cue) -> bool:
    """Whether a name stands here as part of a person's: beside another name, an honorific or a degree."""
    if " " in match.text or cue.kind in _STRONG or match.text.isupper():
        return False
    if cue.kind == "person" or degree_follows(text, match.end):
        return True
    return cue.kind in ("stop", "plain") and name_follows(text, match.end)


def _speaks(text: str, match: Match[Name], cue: Cue) -> bool:
    words = place_rules().words
    return cue.word in words.speech_before or next_word(text, match.end) in words.speech_after


def _family(found: Iterable[Found]) -> frozenset[str]:
    """The unambiguous places and the areas they lie in."""
    settled = {item.candidates[0] for item in found if len(item.candidates) == 1}
    return frozenset(settled | {up for code in settled for up in parents(code)})


def _districts_named(text: str, matches: Sequence[Match[Name]], index: PlaceIndex) -> list[Found]:
    """Districts behind their own word, and those listed after one."""
    out: list[Found] = []
    before: Found | None = None
    for match in matches:
        if before is None and not may_be(text, match.start, "district"):
            continue
        cue = cue_before(text, match.start)
        linked = (
            before is not None
            and cue.kind in ("stop", "plain", "list")
            and text[before.end : match.start].strip() in place_rules().words.list_links
            and match.value.key not in index.codes_by_name
            and match.value.key not in place_rules().words.common
        )
        if cue.kind == "district" or linked:
            before = Found(cue.start, match.end, match.value, cue, match.value.codes, "district")
            out.append(before)
        else:
            before = None
    return out


def _districts_inside(text: str, matches: Sequence[Match[Name]], found: Sequence[Found]) -> list[Found]:
    """Bare district names with a preposition, or listed, where their regency is already named."""
    settled = {item.candidates[0] for item in found if len(item.candidates) == 1}
    homes = {regency_of(code) for code in settled if "." in code}
    taken = Taken((item.start, item.end) for item in found)
    common = place_rules().words.common
    out: list[Found] = []
    end = -1
    for match in matches:
        if match.value.key in common or taken.overlaps(match.start, match.end):
            continue
        codes = tuple(c for c in match.value.codes if regency_of(c) in homes)
        if not codes or name_follows(text, match.end) or degree_follows(text, match.end):
            continue
        cue = cue_before(text, match.start)
        linked = text[end : match.start].strip() in place_rules().words.list_links if end >= 0 else False
        if cue.kind == "preposition" or (linked and cue.kind in ("stop", "plain", "list")):
            out.append(Found(match.start, match.end, match.value, cue, codes, "district-inside"))
            end = match.end
    return out


@lru_cache(maxsize=4096)
def places_of_line(title: str) -> frozenset[str]:
    """The places that a headline or a dateline names without a doubt."""
    index = place_index()
    codes: set[str] = set()
    for match in index.areas.longest(title):
        name = match.value
        cue = cue_before(title, match.start)
        if name.is_seat or name.key in place_rules().words.common or not title[match.start].isupper():
            continue
        item = _found(title, index, match, cue)
        if cue.kind in (*_STRONG, "preposition", "near") or " " in match.text or name.is_alias:
            codes.update(item.candidates if len(item.candidates) == 1 else ())
    return frozenset(codes)
