"""Credit lines of a page: who wrote and edited it, and the lines that hold nothing but that and a time."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from config.gazetteers import gazetteers
from transforms.cleaning.published import beside_moments, has_clock, is_stamp, may_have_clock, published_rules
from transforms.cleaning.rules import cleaning_rules

_LONGEST = 160
_SEPARATOR = re.compile(r"\s*[|·•‧]\s*|\s+[-–—]{1,3}\s+")
_COLON = re.compile(r"[:：]")
_ASIDE = re.compile(r"\([^)]*(?:\)|$)|[*@]")
_BETWEEN_NAMES = re.compile(r"\s*(?:[/&;|+]|,|\bdan\b|\band\b)\s*")
_BETWEEN_ROLES = re.compile(r"\s*(?:/|&|,|\bdan\b)\s*")
_BETWEEN_WORDS = re.compile(r"[\s,/&()*]+")
_NO_NAME = re.compile(r"[?!:;]|[a-z]{3}\.$")


class Credit(NamedTuple):
    """What a credit line says. `stays` where it belongs to the piece (a columnist's own byline)."""

    reason: str
    rule_id: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    stays: bool = False
    takes_next: bool = False


class _Label(NamedTuple):
    role: str
    has_colon: bool
    value: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = cleaning_rules()
    roles = _alternatives((*rules.author_roles, *rules.editor_roles, *rules.other_roles))
    both = rf"(?:{roles})(?:\s*(?:/|&|,|dan)\s*(?:{roles}))?"
    label = rf"(?P<role>{both})(?:\s*(?P<colon>[:：])\s*|\s+|$)(?P<value>.*)"
    again = rf"(?<=[\w.)])(?:\s*;\s*|,?\s+/?\s*|,)(?=(?:{both})\s*[:：])"
    return re.compile(label, re.IGNORECASE), re.compile(again, re.IGNORECASE)


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def read_credit(line: str, *, at_edge: bool) -> Credit | None:
    """What a line says if it is made of credits, names and time stamps only; None for any other line.

    Args:
        line: a line of the page, without leading bullets.
        at_edge: whether it stands before the first or behind the last paragraph, where a role needs
            no colon and a name may stand beside a time stamp.
    """
    if len(line) > _LONGEST or "“" in line:
        return None
    if not (at_edge or ":" in line or "：" in line or may_have_clock(line)):
        return None
    return _read_credit(line, at_edge)


@lru_cache(maxsize=4096)  # those who write for a site are named on many of its pages
def _read_credit(line: str, at_edge: bool) -> Credit | None:
    # A star behind a name refers to a note on the author: it stays for `is_columnist`.
    starred = line.rstrip().endswith("*") and not line.lstrip().startswith("*")
    line = line.strip(" ()[]*-–—_") + "*" * starred
    has_time = has_clock(line)
    if not (at_edge or has_time or (_COLON.search(line) and _patterns()[0].match(line))):
        return None
    if is_stamp(line) and (at_edge or has_time):
        return Credit("timestamp", "clean.timestamp", (), ())
    credit = _read(_segments(line), at_edge=at_edge, is_stamped=False, has_time=has_time)
    if credit is None and (beside := beside_moments(line)) is not None:
        segments = [segment for piece in beside for segment in _segments(piece)]
        credit = _read(segments, at_edge=at_edge, is_stamped=True, has_time=has_time)
    return credit


def _read(segments: list[str], *, at_edge: bool, is_stamped: bool, has_time: bool) -> Credit | None:
    """The credit that all segments of a line make together; None where one of them is something else."""
    authors: list[str] = []
    editors: list[str] = []
    credits = others = 0
    takes_next = stays = False
    for segment in segments:
        if is_stamp(segment) or cleaning_rules().counts(segment):
            is_stamped = True
        elif cleaning_rules().tags(segment):
            continue
        elif (label := _label(segment)) and _is_credit(label, at_edge):
            credits += 1
            role = label.role.casefold()
            takes_next = takes_next or not label.value
            if _has_role(role, cleaning_rules().author_roles):
                authors += names_in(label.value)
            if _has_role(role, cleaning_rules().editor_roles):
                editors += names_in(label.value)
            stays = stays or (_has_role(role, cleaning_rules().columnist_roles) and is_columnist(label.value))
        elif at_edge and _is_name(segment, most=4):
            others += 1
        else:
            return None
    if credits:
        return Credit("byline", "clean.byline", tuple(authors), tuple(editors), stays, takes_next)
    if is_stamped and others <= 2 and (at_edge or has_time):
        return Credit("timestamp", "clean.timestamp", (), ())
    return None


def names_in(value: str) -> list[str]:
    """The persons named after a role, as printed; newsrooms and addresses are none."""
    names: list[str] = []
    degrees = _degrees()
    for piece in _BETWEEN_NAMES.split(_ASIDE.sub(" ", value)):
        name = " ".join(piece.split()).strip(" -–—:")
        bare = name.replace(".", "").replace(" ", "").casefold()
        if names and bare in degrees:
            names[-1] += f", {name}"
        elif (
            name
            and not _address().search(name)
            and name.casefold().rstrip(".") not in cleaning_rules().newsrooms
        ):
            words = name.split()
            if words[0].casefold() in cleaning_rules().newsrooms and len(words) > 1:
                name = " ".join(words[1:])
            if any(c.isalpha() for c in name) and not is_stamp(name):
                names.append(name)
    return names


def is_columnist(value: str) -> bool:
    """Whether a byline goes on to say who the author is, as those of opinion pieces do."""
    behind = re.split(r"[,(*]", value, maxsplit=1)[1:]
    words = re.findall(r"[a-z]+", behind[0].casefold()) if behind else []
    return "*" in value or any(word in cleaning_rules().columnist_words for word in words)


def _segments(line: str) -> list[str]:
    parts = _SEPARATOR.split(line)
    if ":" in line or "：" in line:
        parts = [piece for part in parts for piece in _patterns()[1].split(part)]
    return [part for part in parts if part.strip()]


def _label(segment: str) -> _Label | None:
    found = _patterns()[0].match(segment.strip())
    if found is None:
        return None
    return _Label(found["role"], found["colon"] is not None, found["value"].strip(" :-–—"))


def _has_role(role: str, roles: tuple[str, ...]) -> bool:
    return role in roles or any(part in roles for part in _BETWEEN_ROLES.split(role))


def _is_credit(label: _Label, at_edge: bool) -> bool:
    value = label.value.rstrip(".") if label.has_colon else label.value
    words = value.split()
    if not words:
        return label.has_colon or (at_edge and label.role.casefold() in cleaning_rules().plain_roles)
    columnist = label.role.casefold() in cleaning_rules().columnist_roles and is_columnist(label.value)
    if label.has_colon:
        few = len(words) <= 3 and not value.endswith(("?", "!", ","))
        return few or columnist or _is_name(value, most=9) or _is_described(label.role.casefold(), value)
    return (
        at_edge
        and label.role.casefold() in cleaning_rules().plain_roles
        and (columnist or _is_name(label.value, most=6))
    )


def _is_described(role: str, value: str) -> bool:
    """Whether an author's name goes on to say who he is, in a few words: "Kontributor: Rini Wati, warga Makmur"."""
    name, comma, rest = value.partition(",")
    is_author = _has_role(role, cleaning_rules().author_roles) and bool(comma)
    return is_author and _is_name(name, most=4) and len(rest.split()) <= 6 and value[-1] not in ".?!"


def _is_name(value: str, most: int) -> bool:
    """Whether a value reads as one or more names: few words, nearly all with a capital, no sentence."""
    words = [word for word in _BETWEEN_WORDS.split(value) if word]
    if not 0 < len(words) <= most or _NO_NAME.search(value):
        return False
    named = [w[0].isupper() or w[0].isdigit() or w.casefold().strip("().") in _accepted() for w in words]
    return all(named) and any(w[0].isalpha() for w in words)


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"\w\.(?:{_alternatives(published_rules().domains.endings)})\b", re.IGNORECASE)


@cache
def _accepted() -> frozenset[str]:
    rooms = {part for room in cleaning_rules().newsrooms for part in room.split()}
    return cleaning_rules().particles | rooms | {h.form.casefold() for h in gazetteers().honorifics}


@cache
def _degrees() -> frozenset[str]:
    return frozenset(d.variant.replace(".", "").replace(" ", "").casefold() for d in gazetteers().degrees)
