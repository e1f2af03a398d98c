"""Persons named in an article, with their offices, and every later mention of them.

A name is taken as a person's for a reason that stands beside it: an office before or behind it, an honorific or
degrees, a word of speech, a list of persons that it goes on. Once a person is known, every part of the name, and
the office alone where one person holds it, is a mention.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from transforms.names import Name, key_of, keys_of, split_words
from transforms.organizations import Organizations
from transforms.person_clusters import Cast, Person
from transforms.person_evidence import Run, find_runs, person_cues
from transforms.positions import Office, Scene, find_offices, is_location, is_of_many, make_scene
from transforms.records import (
    Article,
    ArticlePerson,
    ArticlePlace,
    Mention,
    Span,
    make_id,
)
from transforms.sentences import Sentence

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
_ORIGIN = re.compile(r"\s(?:dari|asal)\s")


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of an article: a row for each person and office, and every mention in text order."""

    rows: tuple[ArticlePerson, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before persons have identifiers: whose it is, where that is settled, and why."""

    span: Span
    person: Person | None
    rule_id: str


def find_persons(
    article: Article,
    sentences: Sequence[Sentence],
    places: Sequence[ArticlePlace],
    organizations: Organizations,
) -> Persons:
    """Every person that an article names, with offices held, and all mentions of them.

    Args:
        article: the cleaned article.
        sentences: `split_sentences(article.text)`.
        places: `find_places(article)`.
        organizations: `find_organizations(article, places)`.

    Returns:
        A row for each person and office; `place_code` and `organization_id` are those of the office. Mentions
        have kind "person", or "person_initials" without an entity where only initials are printed.
    """
    words = split_words(article.text)
    if not words:
        return Persons((), ())
    scene = make_scene(article, words, places, organizations)
    offices = find_offices(scene)
    runs = find_runs(scene, offices)
    runs, misprints = _corrected(scene, runs)
    nicknames, cast = _nicknames(scene, runs), Cast()
    found = _meet(scene, runs, cast, nicknames)
    for wrong, right in misprints.items():
        for person in cast.find(right)[:1]:
            person.aliases.append(wrong)
    found += _link(scene, runs, cast, {f.span for f in found})
    found += _nicknamed(runs, cast, nicknames, found)
    found += _offices_alone(scene, offices, cast, found)
    return _records(article, scene, cast, found)


def _nicknames(scene: Scene, runs: Sequence[Run]) -> dict[tuple[str, ...], int]:
    """Names that the text announces as nicknames, with the offset of the announcement."""
    patterns = person_cues().patterns
    announced = {m.end() for m in patterns["nickname_behind"].finditer(scene.text)}
    out: dict[tuple[str, ...], int] = {}
    for run in runs:
        start = run.name.start
        if start in announced or patterns["nickname_before"].match(scene.text, run.name.end):
            out.setdefault(keys_of(run.name.words), start)
    return out


def _corrected(scene: Scene, runs: Sequence[Run]) -> tuple[list[Run], dict[tuple[str, ...], tuple[str, ...]]]:
    """The runs with names that the text itself corrects set right, and the wrong forms with the right ones."""
    corrections = {m.end() for m in person_cues().patterns["correction"].finditer(scene.text)}
    out, misprints = list(runs), {}
    for at, run in enumerate(runs):
        if run.name.start not in corrections or at == 0 or not runs[at - 1].creates:
            continue
        wrong = runs[at - 1]
        if "\n" not in scene.text[wrong.name.end : run.name.start]:
            out[at] = replace(run, rule_id="correction", creates=True, offices=wrong.offices)
            out[at - 1] = replace(wrong, creates=False, offices=())
            misprints[keys_of(wrong.name.words)] = keys_of(run.name.words)
    return out, misprints


def _meet(
    scene: Scene, runs: Sequence[Run], cast: Cast, nicknames: Mapping[tuple[str, ...], int]
) -> list[Found]:
    """Let the persons enter: names with a reason of their own, longer ones before single words."""
    found: list[Found] = []
    for single in (False, True):
        for run in runs:
            keys = keys_of(run.name.words)
            if not run.creates or (len(keys) == 1) is not single or (keys in nicknames and not run.offices):
                continue
            person = _person_of(run, cast, create=True)
            if person:
                _note(scene, person, run)
            found.append(Found(Span(run.name.start, run.name.end), person, run.rule_id or "part"))
    return found


def _person_of(run: Run, cast: Cast, *, create: bool) -> Person | None:
    """The person whom a name means; a new one where nobody fits, None where several do."""
    keys = keys_of(run.name.words)
    candidates = cast.find(keys, run.offices[0] if run.offices else None)
    if len(candidates) == 1:
        return candidates[0]
    if candidates or not create:
        return None
    if len(keys) == 1 and not run.offices:
        shortened = cast.truncated(keys)
        if shortened:
            shortened.aliases.append(keys)
            return shortened
    return cast.add(run.name, run.rule_id or "part")


def _note(scene: Scene, person: Person, run: Run) -> None:
    """Note the form, the offices and the body of origin that a mention adds."""
    person.add_name(run.name, run.rule_id or "part")
    for office in run.offices:
        person.add_office(office)
    origin = _ORIGIN.match(scene.text, run.name.end)
    body = scene.bodies.get(origin.end()) if origin else None
    if body and person.affiliation is None:
        person.affiliation = (scene.text[origin.end() : body[0]], body[1]) if origin else None


def _link(scene: Scene, runs: Sequence[Run], cast: Cast, known: set[Span]) -> list[Found]:
    """Mentions by a name already met, whole or in part."""
    found: list[Found] = []
    for run in runs:
        span = Span(run.name.start, run.name.end)
        if span in known:
            continue
        if _is_place(scene, run.name) and run.rule_id is None:
            continue
        person = _person_of(run, cast, create=False)
        if person is not None:
            _note(scene, person, run)
            found.append(Found(span, person, "part"))
        else:
            found += _parts(scene, run.name, cast)
    return found


def _is_place(scene: Scene, name: Name) -> bool:
    place = scene.places.get(name.name_start)
    return place is not None and place.end_char >= name.name_end


def _parts(scene: Scene, name: Name, cast: Cast) -> Iterator[Found]:
    """Known persons inside a longer run of capitals: "Surti Tegaskan Netralitas"."""
    index = name.first
    while index <= name.last:
        word = scene.words[index]
        owners = cast.find((key_of(word.text),)) if len(word.text) > 2 else ()
        if len(owners) != 1 or word.start in scene.places:
            index += 1
            continue
        last = index
        while last < name.last and key_of(scene.words[last + 1].text) in owners[0].keys:
            last += 1
        yield Found(Span(word.start, scene.words[last].end), owners[0], "part")
        index = last + 1


def _nicknamed(
    runs: Sequence[Run], cast: Cast, nicknames: Mapping[tuple[str, ...], int], found: Sequence[Found]
) -> list[Found]:
    """Mentions by nicknames; a nickname is that of the person named last before it was announced."""
    settled = sorted((f for f in found if f.person), key=lambda f: f.span.start)
    for keys, start in nicknames.items():
        at = bisect_left(settled, start, key=lambda f: f.span.start) - 1
        owner = settled[at].person if at >= 0 else None
        if owner is not None and not cast.find(keys):
            owner.aliases.append(keys)
    known, out = {f.span for f in settled}, []
    for run in runs:
        span, keys = Span(run.name.start, run.name.end), keys_of(run.name.words)
        owners = cast.find(keys) if keys in nicknames and span not in known else ()
        if len(owners) == 1:
            out.append(Found(span, owners[0], "nickname"))
    return out


def _offices_alone(
    scene: Scene, offices: Sequence[Office], cast: Cast, found: Sequence[Found]
) -> list[Found]:
    """Offices without a name, where the article names exactly one holder: "kata Sekda", "Pj Bupati Sigi itu"."""
    named = {office.start for person in cast.persons for office in person.offices}
    taken = sorted(f.span for f in found)
    out: list[Found] = []
    for office in offices:
        if office.start in named or not scene.text[office.start].isupper() or office.title.branch in _UNNAMED:
            continue
        if office.is_open and office.title.level == "any":
            continue
        span = Span(office.start, office.end)
        near = bisect_left(taken, office.start, key=lambda s: s.start)
        beside = [
            s for s in taken[max(0, near - 1) : near + 1] if s.overlaps(span) or _adjoins(scene.text, span, s)
        ]
        if beside or is_location(scene, office) or is_of_many(scene, office):
            continue
        holders = cast.holders(office)
        if len(holders) == 1:
            out.append(Found(span, holders[0], "office_alone"))
    return out


_UNNAMED = frozenset({"occupation", "role", "candidate"})


def _adjoins(text: str, office: Span, name: Span) -> bool:
    """Whether a name stands directly behind an office, which is then part of that mention."""
    return office.end <= name.start and not text[office.end : name.start].strip(" ,:\u00a0")


def _records(article: Article, scene: Scene, cast: Cast, found: Sequence[Found]) -> Persons:
    """Rows and mentions in text order, with identifiers."""
    identifiers = {id(person): _identifier(article, person) for person in cast.persons}
    rows = [row for person in cast.persons for row in _rows(article, person, identifiers[id(person)])]
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


def _rows(article: Article, person: Person, person_id: str) -> Iterator[ArticlePerson]:
    """A row for each office of a person, or one without an office."""
    unit, body = person.affiliation or (None, None)
    for office in person.offices or (None,):
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
            as_of=_as_of(article),
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
    text, patterns = article.text, person_cues().patterns
    said = {match["name"] for match in patterns["initials"].finditer(text)}
    said |= {match["name"] for match in patterns["initials_aged"].finditer(text)}
    if not said:
        return
    pattern = re.compile(
        rf"(?<![\w/.-])(?:{'|'.join(sorted(map(re.escape, said), key=len, reverse=True))})(?![\w/-])"
    )
    for match in pattern.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            yield _mention(article, span, "person_initials", None, "initials")


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
