"""Which body each name in a text means: the one of the place behind it, of its neighbours, or of the article.

A body that exists in many places is told by the place behind its name ("Bawaslu Sigi"), by a place that it shares
with its neighbour ("KPU dan Bawaslu Sigi"), by the article's other mentions, and last by the place that the
article is about. A class of bodies ("KPU kabupaten/kota") is none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from transforms.organizations.identity import has_instances, is_government
from transforms.organizations.model import Head, kinds, organization_rules
from transforms.organizations.names import find_heads, own_acronym
from transforms.places.find import article_home
from transforms.places.index import inside, parents, place_index
from transforms.places.taken import Taken
from transforms.records import Article, ArticlePlace

_BRACKET = re.compile(r"\s?\([^()\n]{2,30}\)")
_GAP = re.compile(r"\s?(?:(?:[Tt]ingkat|[Pp]erwakilan|[Cc]abang|[Ww]ilayah|[Rr]esor)\s)?")
_UNIT_NUMBER = re.compile(r"\s?\d{3,4}\s?/\s?")
_LINK = re.compile(
    r"\s?(?:,\s?dan|,\s?serta|,|/|dan|serta|&|maupun|bersama)\s?"
    r"(?:(?:[Kk]etua|[Aa]nggota|[Pp]ihak|[Kk]antor|[Kk]epala)\s)?"
)
# "DPD Partai Golkar", "DPD II PAN", "DPD KNPI": a party's or society's regional board, not the senate.
_BRANCH = re.compile(
    r"\s(?!RI\b)(?:I{1,2}\s)?(?:Partai\b|[A-Z]{3,}\b|(?:Golkar|Gerindra|NasDem|Nasdem|Hanura|Demokrat|Perindo)\b)"
)
# The police of a city beside the regency of its name: "Polres Cirebon Kota".
_CITY = re.compile(r"\sKota\b(?!\s[A-Z])")
_REACH = 48
_CAPITAL = "31"
_COUNTRY = "ID"
_MANY_PROVINCES = 4
_SENTENCE_REACH = 400


class Named(NamedTuple):
    """A mention of a body while its place is being settled.

    `place_code` is the body's place, `place_name` its printed name where the code stays open.
    """

    head: Head
    end: int
    place_code: str | None = None
    place_name: str | None = None
    is_national: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether the mention itself, or a neighbour, says which body of its kind is meant."""
        return self.is_national or self.place_code is not None or self.place_name is not None

    @property
    def base(self) -> str:
        """The kind of the body; of the three kinds of government the one that its place has."""
        if is_government(self.head.base) and self.place_code:
            level = place_index().level(self.place_code)
            return organization_rules().governments.get(level, self.head.base)
        return self.head.base


def named_bodies(article: Article, places: Sequence[ArticlePlace]) -> list[Named]:
    """Every mention of a body in the order of the text, each with the place of its body as far as it is settled."""
    text = article.text
    starts = [place.start_char for place in places]
    named = _shared_places(text, [_place_behind(text, head, places, starts) for head in _heads(text)])
    if not named:
        return []
    return _settle(text, named, _home_code(article, places), places)


def _home_code(article: Article, places: Sequence[ArticlePlace]) -> str | None:
    """The code of the article's own place; "Jakarta" without "DKI" stands for the country, whose seat it is."""
    home = article_home(article, places)
    if home is None or home.place_code is None:
        return _COUNTRY if _is_countrywide(places) else None
    governed = any(p.place_code == _CAPITAL and "DKI" in p.mention.upper() for p in places)
    return _COUNTRY if home.place_code == _CAPITAL and not governed else home.place_code


def _is_countrywide(places: Sequence[ArticlePlace]) -> bool:
    """Whether an article names so many provinces, each alone, that it is about the country."""
    index = place_index()
    codes = {p.place_code for p in places if p.place_code and index.level(p.place_code) == "province"}
    regions = {p.place_code for p in places if p.place_code and index.level(p.place_code) != "province"}
    return len(codes) >= _MANY_PROVINCES and len(regions) < len(codes)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    rules = organization_rules()
    names = (
        "joint_decree",
        "beside_national",
        "central",
        "former",
        "generic",
        "elected",
        "worn",
        "instrument",
        "numbered",
    )
    return {name: re.compile(getattr(rules, name).pattern) for name in names}


def _heads(text: str) -> list[Head]:
    """The names in a text, with the acronyms that it defines itself, without emblems and elected houses."""
    heads = find_heads(text)
    named = {short: head for head in reversed(heads) if (short := own_acronym(text, head))}
    if named:
        taken = Taken((h.start, h.end) for h in heads)
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, named))})(?!\w)", text):
            start, end = match.span()
            if not taken.overlaps(start, end):
                head = named[match[0]]._replace(start=start, end=end, form=match[0], rule_id="own-acronym")
                heads.append(head)
        heads.sort(key=lambda h: h.start)
    behind = [*heads[1:], None]
    return [head for head, other in zip(heads, behind, strict=False) if not _is_no_body(text, head, other)]


def _before(text: str, start: int) -> str:
    """The words before a position on its line."""
    return text[max(0, start - _REACH) : start].rpartition("\n")[2]


def _is_no_body(text: str, head: Head, behind: Head | None) -> bool:
    """Whether a name is an emblem's, part of a law's, or that of a house one is elected to."""
    before = _before(text, head.start)
    if _patterns()["worn"].search(before):
        return True
    law = _patterns()["instrument"].search(before)
    if law:
        return bool(law["law"] or _patterns()["numbered"].match(text[head.end : head.end + 30]))
    houses = organization_rules().legislatures
    if head.base not in houses:
        return False
    if head.base == "DPD" and _BRANCH.match(text, head.end):
        return True
    linked = behind is not None and behind.base in houses and _LINK.fullmatch(text, head.end, behind.start)
    return bool(linked) or _patterns()["elected"].search(before) is not None


def _place_behind(text: str, head: Head, places: Sequence[ArticlePlace], starts: list[int]) -> Named:
    """Attach the place in a built name or directly behind any, with the bracket that may follow it.

    `starts` are where the `places` begin, in order.
    """
    if head.is_central or not has_instances(head.base):
        return Named(head, head.end, is_national=True)
    gap = (_UNIT_NUMBER.match(text, head.end) if head.base.startswith("KO") else None) or _GAP.match(
        text, head.end
    )
    reach = gap.end() if gap else head.end
    first = bisect_left(starts, head.start)
    for at in range(first, bisect_right(starts, reach)):
        place = places[at]
        if place.mention.casefold().startswith("se-"):
            continue
        within = head.is_built and head.start < place.start_char and place.end_char <= head.end
        if within or (head.start < place.start_char <= reach and place.end_char > head.end):
            end = max(place.end_char, head.end)
            bracket = _BRACKET.match(text, end)
            if bracket and any(
                end < p.start_char <= end + 3 and p.end_char < bracket.end() for p in places[at + 1 : at + 2]
            ):
                end = bracket.end()
            city = _CITY.match(text, end) if head.base in ("POLRES", "POLSEK") else None
            if city:
                codes = place_index().codes_by_name.get(place.mention.casefold(), ())
                cities = [code for code in codes if place_index().level(code) == "city"]
                return Named(
                    head, city.end(), cities[0] if len(cities) == 1 else None, f"{place.mention} Kota"
                )
            return Named(head, end, place.place_code, None if place.place_code else place.mention)
    kind = kinds().get(head.base)
    return Named(head, head.end, is_national=kind is not None and kind.kind == "ministry")


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
            out[at] = here._replace(place_code=behind.place_code)
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


def _settle(
    text: str, named: Sequence[Named], home: str | None, places: Sequence[ArticlePlace]
) -> list[Named]:
    """Give each mention its body: by its own words, by the article's others of the kind, by the home place."""
    rules = organization_rules()
    in_aceh = any(p.place_code and inside(p.place_code, "11") for p in places)
    models: dict[str, Named] = {}
    for item in reversed(named):
        if item.is_settled:
            models[_family(item)] = item
    out: list[Named] = []
    for item in named:
        base, printed = item.head.base, item.head.form[0].isupper()
        if base in rules.only_in and not in_aceh:
            continue
        if item.is_settled:
            models[_family(item)] = item
            if not item.is_national or (printed and _stands_alone(text, item)):
                out.append(item)
            continue
        if _patterns()["generic"].match(text[item.end : item.end + 60]):
            continue
        model = models.get(_family(item))
        if base in rules.with_instances and _speaks_of_centre(text, item):
            out.append(item._replace(is_national=True))
        elif model is not None:
            out.append(_like(item, model))
        elif printed and _stands_alone(text, item):
            out.append(_at_home(item, home))
    return out


def _like(item: Named, model: Named) -> Named:
    """The same body as an earlier mention's."""
    return Named(item.head, item.end, model.place_code, model.place_name, model.is_national)


def _family(item: Named) -> str:
    """What an unplaced mention shares with the placed one it repeats: its kind, governments being one."""
    return "government" if is_government(item.head.base) else item.head.base


def _stands_alone(text: str, item: Named) -> bool:
    """Whether a name without a place makes a body by itself, and not a class or a person's former office."""
    rules = organization_rules()
    if item.head.base in rules.needs_place or item.head.form in rules.ignored_bare_forms:
        return False
    return _patterns()["former"].search(_before(text, item.head.start)) is None


def _speaks_of_centre(text: str, item: Named) -> bool:
    """Whether the sentence is on the centre, or lists the body among the makers of a joint decree."""
    at, patterns = item.head.start, _patterns()
    before = text[max(0, at - _SENTENCE_REACH) : at].rpartition("\n")[2].rpartition(". ")[2]
    behind = text[at : at + _SENTENCE_REACH].partition("\n")[0].partition(". ")[0]
    sentence = before + behind
    if patterns["central"].search(sentence):
        return True
    return bool(
        patterns["joint_decree"].search(sentence) and patterns["beside_national"].search(_before(text, at))
    )


def _at_home(item: Named, home: str | None) -> Named:
    """Place a local body at the article's own place or province, at the level where its kind exists."""
    kind = kinds().get(item.head.base)
    if item.head.is_built and not _is_department(item.head):
        return item
    if kind is not None and kind.level in ("any", "national") and kind.kind != "election":
        return item._replace(is_national=True)
    of_capital = home is not None and inside(home, _CAPITAL) and home != _CAPITAL
    if (home == _COUNTRY or of_capital) and item.head.base in organization_rules().with_instances:
        return item._replace(is_national=True)
    codes = (home, *parents(home)) if home else ()
    return item._replace(place_code=next((code for code in codes if _fits(item.head.base, code)), None))


def _is_department(head: Head) -> bool:
    """Whether a built name is a local government's department, which stands where its government does."""
    return head.label.casefold().startswith("dinas") or "Daerah" in head.label
