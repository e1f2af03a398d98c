"""The printed names of bodies in a text: known forms from the gazetteer, and names built on a head word."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from config.gazetteers import OrganizationKind, gazetteers
from transforms.matching import Match, PhraseMatcher
from transforms.organizations.identity import label_of
from transforms.organizations.model import BUILT, Head, kinds, organization_rules, slug
from transforms.persons.name_grammar import grammar
from transforms.places.index import place_index

_REACH = 80
_BRACKET = re.compile(r"\s?\(\s?([^()\n]{2,40}?)\s?\)")
_CENTRAL = re.compile(r"\s(?:RI|Republik Indonesia|Pusat)\b")
_KANREG = re.compile(
    r"\b(?:Kantor Regional|Kanreg|Regional)\s(?:[IVXL]+\b)?\s?(?:BKN|Badan Kepegawaian Negara)?(?<=[IVXLNa])\b"
    r"(?:\s(?P<seat>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?))?"
)
_AREA_BEHIND = re.compile(
    r", (?:Kabupaten|Kab\.?|Kota|Kecamatan|Kec\.?|Distrik|[Dd]rg?\b|Hj?\b|Ns\b|Bidan\b|apt\b)"
)
_PARTY_WORD = re.compile(r"\b(?:Partai|DP[CDPW]|PAC|Fraksi|[Pp]olitisi|[Kk]ader)\s$")


@cache
def _forms() -> PhraseMatcher[tuple[str, str]]:
    rules = organization_rules()
    forms = {a.alias: a.organization_id for a in gazetteers().organization_aliases}
    for row in gazetteers().organizations:
        forms.setdefault(row.name, row.organization_id)
        if row.acronym:
            forms.setdefault(row.acronym, row.organization_id)
        if row.kind == "party" and row.acronym:
            forms.setdefault(f"Partai {row.acronym}", row.organization_id)
    return PhraseMatcher((form, (form, base)) for form, base in forms.items() if base not in rules.ignored)


@cache
def _built() -> tuple[tuple[str, PhraseMatcher[None], re.Pattern[str]], ...]:
    """Names built on a head, with subjects ("Dinas Pertanian") or open ("Universitas Lambung"): heads and pattern."""
    rules = organization_rules()
    words = {form for word in rules.sectors for form in (word, word.upper())}
    subjects = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    heads = "|".join(f"{h}|{h.upper()}" for h in rules.sector_heads)
    open_heads, loose_heads = (
        "|".join(sorted(map(re.escape, heads_of), key=len, reverse=True))
        for heads_of in (rules.open_heads, rules.loose_heads)
    )
    village, school, toponyms = map("|".join, (rules.village_heads, rules.school_heads, rules.toponyms))
    capital = r"(?!(?:Kabupaten|Kota|Provinsi|Kecamatan|Kab|Prov)\b)[A-Z][\w’'&-]*"
    inner = rf"(?!(?:{'|'.join((*rules.named_after, *rules.sector_heads, *rules.study_stops))})\b){capital}(?<=[a-z])"
    patterns = (
        (
            "subject",
            rules.sector_heads,
            rf"\b(?:{heads})(?:(?:,? (?:dan|DAN) |,? ?& ?|, ?| )(?:{subjects})\b)+",
        ),
        (
            "open",
            rules.open_heads,
            rf"\b(?:{open_heads})(?: \([A-Z][A-Za-z]{{1,9}}\))?(?: (?:(?:dan|untuk|&) )?{capital}){{1,7}}",
        ),
        (
            "open",
            rules.loose_heads,
            rf"\b(?:{loose_heads})(?: (?:(?:dan|untuk|&) )?{capital}){{2,7}}",
        ),
        (
            "village",
            rules.village_heads,
            rf"\b(?:{village})(?: (?:{toponyms}))? {capital}(?: {capital})?",
        ),
        (
            "study",
            rules.study_heads,
            rf"\b(?:{'|'.join(rules.study_heads)})(?: (?:(?:dan|untuk|&) )?(?:{inner})){{2,6}}(?! (?:dan )?[A-Z])",
        ),
        (
            "school",
            rules.school_heads,
            rf"\b(?:{school})(?: Satap)? \d{{1,3}}(?: (?:{toponyms}))? {capital}(?: {capital})?",
        ),
    )
    return tuple(
        (rule_id, PhraseMatcher((head, None) for head in heads_of), re.compile(pattern))
        for rule_id, heads_of, pattern in patterns
    )


def find_heads(text: str) -> list[Head]:
    """All names of bodies in a text, without overlap, left to right; brackets with their acronym taken in."""
    found = [*_known(text), *_regional(text), *_composed(text)]
    found.sort(key=lambda h: (h.start, h.start - h.end, h.is_built))
    chosen: list[Head] = []
    for head in found:
        if not chosen or head.start >= chosen[-1].end:
            chosen.append(head)
        elif chosen[-1].is_built and not head.is_built and head.start == chosen[-1].start:
            kind = kinds().get(head.base)
            if kind is not None and kind.kind == "party":
                chosen[-1] = head
        elif head.end > chosen[-1].end and chosen[-1].is_built and not head.is_built:
            chosen[-1] = head
    return _merge_brackets(text, chosen)


def _known(text: str) -> Iterator[Head]:
    rules = organization_rules()
    matches = _forms().longest(text)
    elsewhere = _meant_otherwise(text, matches)
    for match in matches:
        form, base = match.value
        kind = kinds().get(base)
        if form in elsewhere or not _case_fits(form, match.text, kind) or _is_person(text, match.start, form):
            continue
        before = text[max(0, match.start - 12) : match.start]
        if form in rules.after_party_word and base.startswith("PARTY_") and not _PARTY_WORD.search(before):
            continue
        whole = rules.part_of.get(base, base)
        yield Head(
            match.start, match.end, whole, label_of(whole), match.text, "known-form", is_part=whole != base
        )


def _case_fits(form: str, printed: str, kind: OrganizationKind | None) -> bool:
    """Short acronyms only in capitals, parties, societies and universities with a capital, other forms in any case."""
    if form.isupper() and len(form) <= organization_rules().capitals_only_up_to:
        return printed == form
    if kind is not None and kind.kind == "university" and form.isupper():
        return printed == form
    if kind is not None and kind.kind in ("party", "civil", "university"):
        return printed[0].isupper()
    return True


def _is_person(text: str, start: int, form: str) -> bool:
    """Two letters are a degree behind a name (", MA"), a school ("SMA/MA"), and a person behind "inisial"."""
    before = text[max(0, start - 12) : start].rstrip()
    if len(form) == 2 and before.endswith("/"):
        return True
    return len(form) < 4 and (before.endswith("inisial") or (form == "MA" and before.endswith((",", "."))))


def _meant_otherwise(text: str, matches: Sequence[Match[tuple[str, str]]]) -> set[str]:
    """Acronyms that the text itself gives to something else: "Pajak Kendaraan Bermotor (PKB)"."""
    ends = {match.end: match.value[1] for match in matches}
    out: set[str] = set()
    for match in matches:
        form, base = match.value
        if not (
            form.isupper()
            and text[match.start - 1 : match.start] == "("
            and text[match.end : match.end + 1] == ")"
        ):
            continue
        before = text[max(0, match.start - _REACH) : match.start - 1].rstrip()
        words = [word for word in before.split() if word not in ("dan", "untuk", "di")][-len(form) :]
        if "".join(word[0] for word in words).upper() == form and ends.get(match.start - 2) != base:
            out.add(form)
    return out


def _regional(text: str) -> Iterator[Head]:
    if "Regional" not in text and "Kanreg" not in text:
        return
    for match in _KANREG.finditer(text):
        seat, end = match["seat"], match.end()
        while seat and seat.casefold() not in place_index().codes_by_name:
            seat = seat.rpartition(" ")[0]
            end = match.start("seat") + len(seat) if seat else match.start("seat") - 1
        form = text[match.start() : end]
        yield Head(match.start(), end, "BKN", "BKN", form, "regional-office", is_part=True)


def _composed(text: str) -> Iterator[Head]:
    no_name, two_words = organization_rules().no_name_after, organization_rules().two_words_after
    for rule_id, heads, pattern in _built():
        past = 0
        for start in sorted(head.start for head in heads.all(text)):
            match = pattern.match(text, start) if start >= past else None
            if match is None:
                continue
            past = match.end()
            words = match[0].split(" ")
            if rule_id == "open":
                words = _before_honorific(words)
                words = words[: _without_person(words)]
            elif rule_id == "village" and not _is_village(words, text, match):
                words = words[:-1]
            elif rule_id == "school":
                words = _school(words)
            elif rule_id == "study" and any(word.casefold() in grammar().known for word in words[2:]):
                continue
            if len(words) > (2 if words[0] in two_words else 1) and words[1] not in no_name:
                name = " ".join(words)
                yield Head(
                    match.start(),
                    match.start() + len(name),
                    f"{BUILT}{slug(name)}",
                    name,
                    name,
                    "built-village" if rule_id == "school" else f"built-{rule_id}",
                )


def _before_honorific(words: list[str]) -> list[str]:
    """A name of a body ends where a person's begins with an academic title: "Universitas Jambi Prof. Rini"."""
    for at in range(2, len(words)):
        if words[at] in organization_rules().academic:
            return words[:at]
    return words


def _is_village(words: Sequence[str], text: str, match: re.Match[str]) -> bool:
    """Whether the last word belongs to the village that a body is named after: "Puskesmas Poto Tano".

    It does where a district has the name, where the area or a titled person follows behind a comma, and where
    the two words stand elsewhere in the text without the body.
    """
    name = " ".join(words[-2:])
    if words[-1] in organization_rules().toponyms or len(words) < 3:
        return True
    if any(m.text == name for m in place_index().districts.all(name)) or _AREA_BEHIND.match(
        text, match.end()
    ):
        return True
    return text.count(name) > text.count(f"{words[-3]} {name}")


def _school(words: list[str]) -> list[str]:
    """A school with its number and the place it is named after, or nothing where a person's name may follow instead."""
    at = next(n for n, word in enumerate(words) if word.isdigit()) + 1
    if words[at] in organization_rules().toponyms:
        return words[: at + 2]
    for end in (len(words), at + 1):
        name = " ".join(words[at:end])
        known = name.casefold() in place_index().codes_by_name
        if known or any(m.text == name for m in place_index().districts.all(name)):
            return words[:end]
    return words if len(words) == at + 1 and words[at].casefold() not in grammar().known else words[:1]


def _without_person(words: Sequence[str]) -> int:
    """How many words a name built on a head has, where a person's name follows its place or known form.

    "Universitas Jambi Rini Handayani" ends with Jambi; what follows is a person's where two or more words
    are left and none of them is a common word or one of the names of bodies.
    """
    if words[0] not in organization_rules().named_after:
        return len(words)
    names, person = place_index().codes_by_name, grammar()
    for count in range(len(words) - 2, 1, -1):
        rest = [word.casefold() for word in words[count:]]
        if any(word in person.nowhere or word in person.common or not word.isalpha() for word in rest):
            break
        known = " ".join(words[:count])
        if any(m.start == 0 and m.end == len(known) for m in _forms().all(known)) or any(
            " ".join(words[at:count]).casefold() in names for at in range(1, count)
        ):
            return count
    return len(words)


def _merge_brackets(text: str, heads: Sequence[Head]) -> list[Head]:
    """Take the bracket behind a name into it: "Komisi Aparatur Sipil Negara (KASN)", and "RI" behind either."""
    out: list[Head] = []
    for head in heads:
        if out and head.start < out[-1].end:
            continue
        end, central = head.end, head.form.endswith((" RI", " Pusat", "Republik Indonesia"))
        bracket = _BRACKET.match(text, end)
        if bracket and _same_body(head, bracket[1]):
            end = bracket.end()
        after = _CENTRAL.match(text, end)
        if after:
            end, central = after.end(), True
        out.append(head._replace(end=end, is_central=central))
    return out


def _same_body(head: Head, inner: str) -> bool:
    """Whether a bracket holds another form of the same body, or an acronym of a name that is not known."""
    rules = organization_rules()
    for match in _forms().longest(inner):
        if match.start == 0 and rules.part_of.get(match.value[1], match.value[1]) == head.base:
            return True
    letters = iter(head.form.casefold())
    if " " in inner or not (head.is_built or inner.isupper()):
        return False
    coined = head.is_built and inner.isupper() and not inner.isalpha()
    return coined or all(letter in letters for letter in inner.casefold() if letter.isalnum())


def own_acronym(text: str, head: Head) -> str | None:
    """The acronym that the text gives in brackets to a name that stands in no gazetteer."""
    bracket = _BRACKET.search(text, head.start, head.end)
    return bracket[1] if bracket and head.is_built else None
