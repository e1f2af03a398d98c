"""The rows and mentions of the persons of an article, with their identifiers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from transforms.persons.clusters import Cast, Person
from transforms.persons.cues import matches
from transforms.persons.position_scene import Office
from transforms.records import Article, ArticlePerson, Mention, Span, make_id

_CONFIDENCE = {
    "office_before": 0.98,
    "degree": 0.97,
    "honorific": 0.95,
    "apposition": 0.95,
    "speech": 0.92,
    "naming": 0.92,
    "part": 0.9,
    "nickname": 0.85,
    "office_alone": 0.8,
}
_OTHERWISE = 0.85
_AGED = re.compile(r"\((?:(?<=[A-Z]\()|(?<=[A-Z]\s\())\d\d[ )]")  # the bracket first, which is found fast
# Signs that join initials to what stands behind them, and to what stands before.
_JOINING = frozenset("/-_")
_NO_EDGE = _JOINING | {"."}


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of an article: a row for each person and office, and every mention in text order."""

    rows: tuple[ArticlePerson, ...]
    mentions: tuple[Mention, ...]


class Found(NamedTuple):
    """A mention before persons have identifiers: whose it is, where that is settled, and why."""

    span: Span
    person: Person | None
    rule_id: str


def make_persons(article: Article, cast: Cast, found: Sequence[Found]) -> Persons:
    """Rows and mentions in text order, with identifiers."""
    identifiers, as_of = (
        {id(person): _identifier(article, person) for person in cast.persons},
        _as_of(article),
    )
    rows = [row for person in cast.persons for row in _rows(article, person, identifiers[id(person)], as_of)]
    mentions = [
        _mention(article, f.span, "person", identifiers[id(f.person)] if f.person else None, f.rule_id)
        for f in found
    ]
    mentions += _initials(article, [f.span for f in found])
    return Persons(
        tuple(sorted(rows, key=lambda row: row.start_char)),
        tuple(sorted(mentions, key=lambda m: (m.start_char, m.end_char))),
    )


def _identifier(article: Article, person: Person) -> str:
    """One name with one office's place or body is one person in all articles; else it is this article's."""
    keys = " ".join(person.keys)
    for office in person.offices:
        if office.place_code or office.organization_id:
            return make_id("person", keys, office.place_code or office.organization_id)
    body = person.affiliation[1] if person.affiliation else None
    return make_id("person", keys, (body and (body.place_code or body.organization_id)) or article.article_id)


def _rows(article: Article, person: Person, person_id: str, as_of: date | None) -> Iterator[ArticlePerson]:
    """A row for each office of a person, or one without an office, as for who is only something in a case."""
    unit, body = person.affiliation or (None, None)
    offices = person.offices
    held = [office for office in offices if office.title.branch != "role"] if offices else offices
    for office in held or offices[:1] or (None,):
        yield ArticlePerson(
            article_id=article.article_id,
            person_id=person_id,
            name=person.name.text,
            honorifics=person.name.honorifics,
            degrees=person.name.degrees,
            position=_position(office),
            acting=office.acting if office else None,
            unit=office.unit if office else unit,
            organization_id=office.organization_id if office else (body.organization_id if body else None),
            place_code=office.place_code if office else (body.place_code if body else None),
            as_of=as_of,
            start_char=person.name.start,
            end_char=person.name.end,
            rule_id=f"person:{person.rule_id}",
        )


def _position(office: Office | None) -> str | None:
    """The office as printed; what somebody is in a case ("pelapor", "saksi") is none."""
    if office is None or office.title.branch == "role":
        return None
    return office.position


def _as_of(article: Article) -> date | None:
    """The day of publication, if the day is known."""
    if article.published_at is None or article.published_precision not in _DAYS:
        return None
    return article.published_at.date()


_DAYS = frozenset({"day", "hour", "minute", "second", "time", None})


def _initials(article: Article, taken: Sequence[Span]) -> Iterator[Mention]:
    """Persons named by initials only: mentions without an entity."""
    text = article.text
    rules = ("initials", "initials_aged") if _AGED.search(text) else ("initials",)
    said = {match["name"] for rule in rules for match in matches(rule, text)}
    spans = sorted((span for name in said for span in _standing(text, name)), key=lambda s: (s.start, -s.end))
    end = 0
    for span in spans:
        if span.start < end:
            continue
        end = span.end
        if not any(span.overlaps(other) for other in taken):
            yield _mention(article, span, "person_initials", None, "initials")


def _standing(text: str, name: str) -> Iterator[Span]:
    """Where initials stand by themselves."""
    at = text.find(name)
    while at >= 0:
        span = Span(at, at + len(name))
        before, behind = text[max(0, at - 1) : at], text[span.end : span.end + 1]
        if not (before.isalnum() or behind.isalnum() or before in _NO_EDGE or behind in _JOINING):
            yield span
        at = text.find(name, at + 1)


def _mention(article: Article, span: Span, kind: str, entity: str | None, rule_id: str) -> Mention:
    return Mention(
        mention_id=make_id(article.article_id, kind, span.start, span.end),
        article_id=article.article_id,
        kind=kind,
        start_char=span.start,
        end_char=span.end,
        text=article.text[span.start : span.end],
        entity_id=entity,
        rule_id=f"person:{rule_id}",
        confidence=_CONFIDENCE.get(rule_id, _OTHERWISE),
    )
