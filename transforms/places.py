"""Places named in an article, each by its code, with the candidates kept where the text leaves it open.

A name is taken as a place for a reason: an area word, an office or a body before it ("Kabupaten Sigi", "Bupati
Sigi", "Bawaslu Sigi"), a preposition, the dateline, or a place that the article has already established. The
code is then the one candidate that the level word and the article's other places leave.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from transforms.gazetteer_places import Name, PlaceIndex, inside, parents, place_index, regency_of
from transforms.matching import Match, fold
from transforms.place_cues import Cue, cue_before, degree_follows, name_follows, next_word, place_rules
from transforms.records import Article, ArticlePlace, Span

_STRONG = frozenset({"province", "regency", "city", "local", "body", "district", "dateline"})
_LEVELS = {
    "province": ("province",),
    "regency": ("regency",),
    "city": ("city",),
    "local": ("regency", "city"),
    "district": ("district",),
}
_BRACKET = re.compile(r"\s?\(([A-Za-z][A-Za-z .-]{1,14})\)")
_HOME_WEIGHT = {"province": 2, "regency": 2, "city": 2, "local": 2, "body": 2, "dateline": 3, "title": 4}
_AMBIGUOUS = "ambiguous"
_HEAD_LINES = 4
_SHORT = 4


@dataclass(slots=True)
class Found:
    """A name taken as a place, while its code is being settled."""

    start: int
    end: int
    name: Name
    cue: Cue
    candidates: tuple[str, ...]
    rule_id: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the article has settled so far, and where its outlet is at home."""

    settled: frozenset[str]
    outlet: str | None
    level: str | None


def find_places(article: Article) -> tuple[ArticlePlace, ...]:
    """Every mention of a province, regency, city or district, in the order of the text.

    A mention whose code stays open has `place_code` null, its `candidates` in order, and the reason. The span
    takes in an area word that belongs to the name ("Kabupaten Sigi").
    """
    text, index = article.text, place_index()
    if not text:
        return ()
    found = _accept(text, index, _context_of_title(article, index))
    known = _settle(text, found, article, index)
    found += _own_short_names(text, found, known)
    rows = [_row(article, item, known.get((item.start, item.end), ())) for item in found]
    return tuple(sorted(rows, key=lambda row: (row.start_char, row.end_char)))


def article_home(article: Article, places: Sequence[ArticlePlace]) -> ArticlePlace | None:
    """The one province, regency or city that the article is about, or None where several are level.

    Counted are the dateline, the headline, governments and offices named, and plain mentions, each mention
    of a district for its regency. The row returned is the first mention of that place.
    """
    index = place_index()
    weights: Counter[str] = Counter()
    first: dict[str, ArticlePlace] = {}
    for place in places:
        if place.place_code is None:
            continue
        code = regency_of(place.place_code)
        weights[code] += _HOME_WEIGHT.get(place.rule_id.partition(":")[0], 1)
        if code not in first or (place.place_code == code and first[code].place_code != code):
            first[code] = place
    for code in _context_of_title(article, index):
        if code in first:
            weights[code] += _HOME_WEIGHT["title"]
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return first[ranked[0][0]]


def _accept(text: str, index: PlaceIndex, title: frozenset[str]) -> list[Found]:
    """The names taken as places: first those with a strong cue, then those that these make likely."""
    line = _dateline(text)
    district_names = [m for m in index.districts.longest(text) if text[m.start].isupper()]
    districts = _districts_named(text, district_names, index)
    taken = [Span(d.start, d.end) for d in districts]
    matches = [m for m in index.areas.longest(text) if _printed_as_name(m) and not _covered(m, taken)]
    cues = [_cue(text, m, line) for m in matches]
    strong = [
        _found(index, m, c) for m, c in zip(matches, cues, strict=True) if c.kind in _STRONG and c.kind != "district"
    ]
    family = _family([*strong, *districts]) | {up for code in title for up in (code, *parents(code))}
    persons = {m.value.key for m, c in zip(matches, cues, strict=True) if _person_like(text, m, c)}
    out: list[Found] = [*districts]
    before: Found | None = None
    for match, cue in zip(matches, cues, strict=True):
        linked = before is not None and text[before.end : match.start].strip() in place_rules().words.list_links
        if _is_place(text, match, cue, family, persons, linked):
            before = _found(index, match, _inherit(cue, before) if linked else cue)
            out.append(before)
        else:
            before = None
    out += _districts_inside(text, district_names, out)
    return out


def _printed_as_name(match: Match[Name]) -> bool:
    return match.text.isupper() if match.value.is_acronym else match.text[0].isupper()


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
    if line.start <= match.start and match.end <= line.end and cue.kind not in ("regency", "city", "province", "street"):
        return Cue("dateline", match.start, "")
    return cue


def _inherit(cue: Cue, before: Found | None) -> Cue:
    """In "Kabupaten Sigi dan Donggala" the second name stands behind the first one's word."""
    if before is not None and cue.kind in ("stop", "plain", "list", "near"):
        return Cue("list", cue.start, before.cue.kind)
    return cue


def _found(index: PlaceIndex, match: Match[Name], cue: Cue) -> Found:
    wanted = _LEVELS.get(cue.word if cue.kind == "list" else cue.kind)
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
    if cue.kind in _STRONG:
        return True
    name = match.value
    shouted = match.text.isupper() and name.is_alias
    if cue.kind == "person" and not shouted:
        return False
    single = " " not in match.text
    if single and (degree_follows(text, match.end) or (name_follows(text, match.end) and not shouted)):
        return cue.kind == "preposition" and _place_follows(text, match.end)
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
    return related and not (name.key in persons or _speaks(text, match, cue))


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
        cue = cue_before(text, match.start)
        linked = (
            before is not None
            and cue.kind in ("stop", "plain", "list")
            and text[before.end : match.start].strip() in place_rules().words.list_links
            and match.value.key not in index.codes_by_name
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
    taken = [Span(item.start, item.end) for item in found]
    common = place_rules().words.common
    out: list[Found] = []
    end = -1
    for match in matches:
        if match.value.key in common or _covered(match, taken):
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


def _covered(match: Match[Name], spans: Sequence[Span]) -> bool:
    span = Span(match.start, match.end)
    return any(span.overlaps(other) for other in spans)


def _settle(
    text: str, found: Sequence[Found], article: Article, index: PlaceIndex
) -> dict[tuple[int, int], tuple[str, ...]]:
    """The codes left for each mention, after the article's other places have been asked twice."""
    codes = {(item.start, item.end): item.candidates for item in found}
    ordered = sorted(found, key=lambda item: item.start)
    outlet, level = _outlet_home(article, index), _level_words(text, found)
    for _ in range(2):
        settled = frozenset(left[0] for left in codes.values() if len(left) == 1)
        context = Context(settled | _context_of_title(article, index), outlet, level)
        for at, item in enumerate(ordered):
            left = codes[item.start, item.end]
            if len(left) > 1:
                behind = ordered[at + 1] if at + 1 < len(ordered) else None
                if behind is not None and text[item.end : behind.start].strip() in (",", "(", "-", "", ", "):
                    around = codes[behind.start, behind.end]
                    within = tuple(c for c in left if any(inside(c, a) and c != a for a in around))
                    left = within or left
                codes[item.start, item.end] = _choose(left, context, index)
    return codes


def _choose(candidates: tuple[str, ...], context: Context, index: PlaceIndex) -> tuple[str, ...]:
    """The candidates that the context leaves; the first test that leaves exactly one decides."""
    settled = context.settled
    areas = {up for code in settled for up in parents(code)}
    tests = (
        [c for c in candidates if c in settled],
        [c for c in candidates if c in areas or any(up in settled for up in parents(c))],
        [c for c in candidates if regency_of(c) in areas or (c.split(".")[0] in areas and c not in areas)],
        [c for c in candidates if context.level and index.level(c) == context.level],
        [c for c in candidates if context.outlet and (inside(c, context.outlet) or inside(context.outlet, c))],
    )
    for left in tests:
        if len(left) == 1:
            return (left[0],)
    return candidates


def _outlet_home(article: Article, index: PlaceIndex) -> str | None:
    """Where the outlet is at home: by the table of outlets, or by a government's own address."""
    host = (urlsplit(article.url).hostname or "") if article.url and "//" in article.url else ""
    names = [name for name in (host.removeprefix("www."), (article.outlet or "").casefold()) if name]
    for name in names:
        for domain, code in index.outlets.items():
            if name == domain or name.endswith("." + domain):
                return code
        government = re.search(place_rules().host.pattern, name)
        wanted = {"kab": "regency", "kota": "city", "prov": "province"}.get(government["level"]) if government else None
        for code in index.codes_by_name.get(government["name"] if government else name.partition(".")[0], ()):
            if wanted is None or index.level(code) == wanted:
                return code
    return None


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


@cache
def _title_codes(title: str) -> frozenset[str]:
    index = place_index()
    codes: set[str] = set()
    for match in index.areas.longest(title):
        name = match.value
        cue = cue_before(title, match.start)
        if name.is_seat or name.key in place_rules().words.common or not title[match.start].isupper():
            continue
        item = _found(index, match, cue)
        if cue.kind in (*_STRONG, "preposition", "near") or " " in match.text or name.is_alias:
            codes.update(item.candidates if len(item.candidates) == 1 else ())
    return frozenset(codes)


def _context_of_title(article: Article, index: PlaceIndex) -> frozenset[str]:
    return _title_codes(article.title) if article.title else frozenset()


def _own_short_names(
    text: str, found: Sequence[Found], known: dict[tuple[int, int], tuple[str, ...]]
) -> list[Found]:
    """Short forms that the article itself gives in brackets ("Kabupaten Sigi Raya (KSR)"), wherever printed."""
    out: list[Found] = []
    taken = [Span(item.start, item.end) for item in found]
    learned: dict[str, tuple[str, ...]] = {}
    for item in found:
        codes = known[item.start, item.end]
        bracket = _BRACKET.match(text, item.end, item.end + 20)
        if item.cue.kind != "dateline" and bracket and _abbreviates(bracket[1], text[item.start : item.end]):
            learned.setdefault(bracket[1], codes)
    for short, codes in learned.items():
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
            span = Span(match.start(), match.end())
            same = (span.start, span.end)
            if same in known:
                known[same] = codes
            elif not any(span.overlaps(other) for other in taken):
                known[same] = codes
                cue = Cue("bracket", span.start, "")
                out.append(Found(*span, Name(fold(short), codes, is_alias=True), cue, codes, "bracket"))
    return out


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of a short form stand in the name in that order, from its first or second word on."""
    letters = iter(fold(name))
    return any(word[:1].casefold() == short[:1].casefold() for word in name.split()[:2]) and all(
        letter in letters for letter in fold(short) if letter.isalpha()
    )


def _row(article: Article, item: Found, codes: tuple[str, ...]) -> ArticlePlace:
    single = len(codes) == 1
    return ArticlePlace(
        article_id=article.article_id,
        place_code=codes[0] if single else None,
        mention=article.text[item.start : item.end],
        candidates=() if single else codes,
        start_char=item.start,
        end_char=item.end,
        rule_id=f"place:{item.rule_id}",
        reason=None if single else _AMBIGUOUS,
    )
