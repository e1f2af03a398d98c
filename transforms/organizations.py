"""Bodies named in an article: one row for each, with its level and place, and every mention of it.

A body that exists in many places is told by the place behind its name ("Bawaslu Sigi"), by a place that it shares
with its neighbour ("KPU dan Bawaslu Sigi"), by the article's other mentions, and last by the place that the
article is about. A class of bodies ("KPU kabupaten/kota") is none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from transforms.gazetteer_places import inside, parents, place_index
from transforms.organization_names import Head, find_heads, kinds, organization_rules, own_acronym, slug
from transforms.places import article_home
from transforms.records import Article, ArticleOrganization, ArticlePlace, Mention, make_id

_BRACKET = re.compile(r"\s?\([^()\n]{2,30}\)")
_GAP = re.compile(r"\s?(?:(?:[Tt]ingkat|[Dd]i|[Pp]erwakilan|[Cc]abang|[Ww]ilayah)\s)?")
_UNIT_NUMBER = re.compile(r"\s?\d{3,4}\s?/\s?")
_LINK = re.compile(r"\s?(?:,|/|dan|serta|&|,\s?dan|maupun|bersama)\s?(?:(?:[Kk]etua|[Aa]nggota|[Pp]ihak|[Kk]antor|[Kk]epala)\s)?")
_OPEN = "unplaced"
_REACH = 48


@dataclass(frozen=True, slots=True)
class Organizations:
    """The bodies of an article, one row each, and every mention of them."""

    rows: tuple[ArticleOrganization, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a body while its place is being settled.

    `place_code` is the body's place, `place_name` its printed name where the code stays open.
    """

    head: Head
    end: int
    place_code: str | None = None
    place_name: str | None = None
    is_national: bool = False
    is_inherited: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether the mention itself, or a neighbour, says which body of its kind is meant."""
        return self.is_national or self.place_code is not None or self.place_name is not None

    @property
    def key(self) -> tuple[str, str]:
        """What tells one body from another within the article."""
        return _base(self), self.place_code or slug(self.place_name or "")


def find_organizations(article: Article, places: Sequence[ArticlePlace]) -> Organizations:
    """The bodies that an article names, each once, in order of first mention, and all their mentions.

    `name` is canonical ("Bawaslu Kabupaten Sigi"), `mention` the fullest form printed. Where the place of a
    local body stays open, its row has a null `place_code` and its id ends in ":unplaced".
    """
    text = article.text
    named = _shared_places(text, [_place_behind(text, head, places) for head in _heads(text)])
    named = [item for item in named if not _is_class(text, item)]
    home = article_home(article, places)
    settled = _settle(text, named, home.place_code if home else None, places)
    groups: dict[tuple[str, str], list[Named]] = {}
    for item in settled:
        groups.setdefault(item.key, []).append(item)
    rows = [_row(article, items) for items in groups.values()]
    mentions = [
        _mention(article, item, row.organization_id)
        for row, items in zip(rows, groups.values(), strict=True)
        for item in items
    ]
    return Organizations(tuple(rows), tuple(sorted(mentions, key=lambda m: m.start_char)))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    rules = organization_rules()
    names = ("national_context", "generic", "elected", "worn")
    return {name: re.compile(getattr(rules, name).pattern) for name in names}


def _heads(text: str) -> list[Head]:
    """The names in a text, with the acronyms that it defines itself, without emblems and elected houses."""
    heads = find_heads(text)
    taken = [(h.start, h.end) for h in heads]
    for head in tuple(heads):
        short = own_acronym(text, head)
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text) if short else ():
            if not any(start <= match.start() < end for start, end in taken):
                heads.append(replace(head, start=match.start(), end=match.end(), form=match[0], rule_id="own-acronym"))
    heads.sort(key=lambda h: h.start)
    return [h for at, h in enumerate(heads) if not _is_no_body(text, h, heads[at + 1] if at + 1 < len(heads) else None)]


def _is_no_body(text: str, head: Head, behind: Head | None) -> bool:
    before = text[max(0, head.start - _REACH) : head.start].rpartition("\n")[2]
    if _patterns()["worn"].search(before):
        return True
    houses = organization_rules().legislatures
    if head.base not in houses:
        return False
    linked = behind is not None and behind.base in houses and _LINK.fullmatch(text, head.end, behind.start)
    return bool(linked) or _patterns()["elected"].search(before) is not None


def _place_behind(text: str, head: Head, places: Sequence[ArticlePlace]) -> Named:
    """Attach the place that stands directly behind a name, with the bracket that may follow it."""
    start = head.end
    number = _UNIT_NUMBER.match(text, start) if head.base in ("KODIM", "KOREM", "KORAMIL") else None
    reach = (number or _GAP.match(text, start) or re.match("", "")).end() if number or _GAP.match(text, start) else start  # type: ignore[union-attr]
    for place in places:
        if place.start_char >= head.start and place.end_char <= head.end and head.is_built:
            continue
        if start <= place.start_char <= reach and place.end_char > start:
            end = place.end_char
            bracket = _BRACKET.match(text, end)
            if bracket and any(p.start_char > end and p.end_char < bracket.end() and p.start_char <= end + 3 for p in places):
                end = bracket.end()
            local = _has_instances(head.base) and not head.is_central
            return Named(
                head,
                end if local else head.end,
                place.place_code if local else None,
                place.mention if local and place.place_code is None else None,
                is_national=not local,
            )
    return Named(head, head.end, is_national=head.is_central or not _has_instances(head.base))


def _has_instances(base: str) -> bool:
    kind = kinds().get(base)
    return kind is None or kind.level != "national" or base in organization_rules().with_instances


def _shared_places(text: str, named: Sequence[Named]) -> list[Named]:
    """In "KPU dan Bawaslu Sigi" the first body stands in the second one's place too."""
    out = list(named)
    for at in range(len(out) - 2, -1, -1):
        here, behind = out[at], out[at + 1]
        if (
            not here.is_settled
            and not here.head.is_built
            and behind.place_code is not None
            and _LINK.fullmatch(text, here.end, behind.head.start)
            and _fits(here.head.base, behind.place_code)
        ):
            out[at] = replace(here, place_code=behind.place_code, is_inherited=True)
    return out


def _fits(base: str, code: str) -> bool:
    """Whether a body of this kind exists at the level of a place."""
    level, want = place_index().level(code), organization_rules().levels.get(base)
    if want:
        return level == want
    kind = kinds().get(base)
    if kind is not None and kind.level == "kabupaten/kota":
        return level in ("regency", "city")
    return level in ("province", "regency", "city")


def _is_class(text: str, item: Named) -> bool:
    """Whether a name without a place stands for all bodies of its kind, or can make no body by itself."""
    if item.place_code or item.place_name or item.head.is_central:
        return False
    return _patterns()["generic"].match(text[item.end : item.end + 60]) is not None


def _settle(text: str, named: Sequence[Named], home: str | None, places: Sequence[ArticlePlace]) -> list[Named]:
    """Give each mention its body: by its own words, by the article's others of the kind, by the home place."""
    rules = organization_rules()
    aceh = any(p.place_code and inside(p.place_code, "11") for p in places)
    own = [item for item in named if item.is_settled]
    out: list[Named] = []
    for item in named:
        base = item.head.base
        if base in rules.only_in and not aceh:
            continue
        if item.is_settled:
            if item.is_national and not item.head.form[0].isupper():
                continue
            out.append(item)
            continue
        same = [o for o in own if o.head.base == base or (_government(base) and _government(o.head.base))]
        if _is_decree(text, item) and base in rules.with_instances:
            out.append(replace(item, is_national=True))
        elif same:
            earlier = [o for o in same if o.head.start < item.head.start]
            model = earlier[-1] if earlier else same[0]
            out.append(replace(item, place_code=model.place_code, place_name=model.place_name, is_national=model.is_national))
        elif item.head.form[0].isupper() and not (base in rules.needs_place or item.head.form in rules.ignored_bare_forms):
            out.append(replace(item, place_code=_home_of(base, home)))
    return out


def _government(base: str) -> bool:
    return base in organization_rules().governments.values()


def _is_decree(text: str, item: Named) -> bool:
    """Whether the sentence names the makers of a joint decree, or the whole country."""
    start = max(text.rfind("\n", 0, item.head.start), text.rfind(". ", 0, item.head.start)) + 1
    ends = [e for e in (text.find("\n", item.end), text.find(". ", item.end)) if e >= 0]
    sentence = text[max(start, item.head.start - 400) : min([*ends, item.end + 400])]
    return _patterns()["national_context"].search(sentence) is not None


def _home_of(base: str, home: str | None) -> str | None:
    """The article's own place, or its province, if a body of this kind exists at that level."""
    kind = kinds().get(base)
    if home is None or (kind is not None and kind.level in ("any", "regional", "national") and base not in (
        "KPU", "BAWASLU", "GAKKUMDU",
    )):  # fmt: skip
        return None
    return next((code for code in (home, *parents(home)) if _fits(base, code)), None)


def _base(item: Named) -> str:
    """The kind of the body; of the three kinds of government the one that its place has."""
    base = item.head.base
    if _government(base) and item.place_code:
        return organization_rules().governments.get(place_index().level(item.place_code), base)
    return base


def _row(article: Article, items: Sequence[Named]) -> ArticleOrganization:
    """One body from all its mentions; the longest printed form stands for it, offices of it last."""
    text = article.text
    fullest = max(items, key=lambda i: (not i.head.is_part, i.end - i.head.start, -i.head.start))
    base, code = _base(fullest), fullest.place_code
    kind = kinds().get(base)
    return ArticleOrganization(
        article_id=article.article_id,
        organization_id=_identifier(base, fullest),
        name=_name(base, fullest),
        mention=text[fullest.head.start : fullest.end],
        start_char=fullest.head.start,
        end_char=fullest.end,
        acronym=kind.acronym if kind else own_acronym(text, fullest.head),
        kind=kind.kind if kind else "other",
        level=place_index().level(code) if code else ("national" if fullest.is_national else None),
        place_code=code,
        rule_id=f"organization:{fullest.head.rule_id}",
    )


def _identifier(base: str, item: Named) -> str:
    if item.place_code:
        return f"{base}:{item.place_code}"
    if item.place_name:
        return f"{base}:{slug(item.place_name)}"
    return base if item.is_national or item.head.is_built else f"{base}:{_OPEN}"


def _name(base: str, item: Named) -> str:
    kind, index = kinds().get(base), place_index()
    label = item.head.label if item.head.is_built or kind is None else _labels(base)
    if item.place_code is None:
        return f"{label} {item.place_name}" if item.place_name else label
    bare = base in organization_rules().bare_place or _government(base)
    place = index.by_code[item.place_code].name if bare else index.local_name(item.place_code)
    return label if item.head.is_built and place in label else f"{label} {place}"


@cache
def _labels(base: str) -> str:
    rules, kind = organization_rules(), kinds()[base]
    if base in rules.own_names:
        return rules.own_names[base]
    return kind.name if base in rules.spelled_out or not kind.acronym else kind.acronym


def _mention(article: Article, item: Named, organization_id: str) -> Mention:
    start = item.head.start
    return Mention(
        mention_id=make_id(article.article_id, "organization", start, item.end),
        article_id=article.article_id,
        kind="organization",
        start_char=start,
        end_char=item.end,
        text=article.text[start : item.end],
        entity_id=organization_id,
        rule_id=f"organization:{item.head.rule_id}",
        confidence=1.0 if item.is_settled else 0.8,
    )
