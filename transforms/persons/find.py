"""Persons named in an article, with their offices, and every later mention of them.

A name is taken as a person's for a reason that stands beside it: an office before or behind it, an honorific or
degrees, a word of speech, a list of persons that it goes on. Once a person is known, every part of the name, and
the office alone where one person holds it, is a mention.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set

from transforms.organizations.find import Organizations
from transforms.persons.beside import is_place
from transforms.persons.clusters import Cast, Person
from transforms.persons.cues import Run, announces, matches, person_cues
from transforms.persons.evidence import find_runs
from transforms.persons.name_grammar import grammar
from transforms.persons.name_keys import key_of, keys_of
from transforms.persons.names import Name
from transforms.persons.offices_apart import hold_apart
from transforms.persons.positions import Office, Scene, find_offices, is_location, is_of_many, make_scene
from transforms.persons.rows import Found, Persons, make_persons
from transforms.persons.splitting import split_words
from transforms.records import Article, ArticlePlace, Span
from transforms.sentences import Sentence

__all__ = ["Persons", "find_persons"]

_SHORT_FORM = re.compile(r"\s\(([A-Z][A-Za-z]{1,12})\)")
_ORIGIN = re.compile(r"\s(?:dari|asal)\s")


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
    if not words.texts:
        return Persons((), ())
    scene = make_scene(article, words, places, organizations)
    offices = find_offices(scene)
    runs = find_runs(scene, offices)
    cast, told = Cast(), announces(article.text)
    runs, misprints = _corrected(scene, runs) if told else (runs, {})
    nicknames = _nicknames(scene, runs) if told else {}
    found = _meet(scene, runs, cast, nicknames)
    for wrong, right in misprints.items():
        for person in cast.find(right)[:1]:
            person.add_alias(wrong)
    found += _link(scene, runs, cast, {f.span for f in found})
    found += _nicknamed(runs, cast, nicknames, found)
    hold_apart(scene, offices, cast, found)
    found += _offices_alone(scene, offices, cast, found)
    return make_persons(article, cast, found)


def _nicknames(scene: Scene, runs: Sequence[Run]) -> dict[tuple[str, ...], int]:
    """Names that the text announces as nicknames, with the offset of the announcement."""
    announced = {match.end() for match in matches("nickname_behind", scene.text)}
    before = person_cues().patterns["nickname_before"]
    out: dict[tuple[str, ...], int] = {}
    for run in runs:
        if run.name.start in announced or before.match(scene.text, run.name.end):
            out.setdefault(keys_of(run.name.words), run.name.start)
    return out


def _corrected(scene: Scene, runs: list[Run]) -> tuple[list[Run], dict[tuple[str, ...], tuple[str, ...]]]:
    """The runs with names that the text itself corrects set right, and the wrong forms with the right ones."""
    corrections = {match.end() for match in matches("correction", scene.text)}
    out, misprints = list(runs), {}
    for at, run in enumerate(runs):
        if run.name.start not in corrections or at == 0 or not runs[at - 1].creates:
            continue
        wrong = runs[at - 1]
        if "\n" not in scene.text[wrong.name.end : run.name.start]:
            out[at] = run._replace(rule_id="correction", creates=True, offices=wrong.offices)
            out[at - 1] = wrong._replace(creates=False, offices=())
            misprints[keys_of(wrong.name.words)] = keys_of(run.name.words)
    return out, misprints


def _meet(
    scene: Scene, runs: Sequence[Run], cast: Cast, nicknames: Mapping[tuple[str, ...], int]
) -> list[Found]:
    """Let the persons enter: names with a reason of their own, longer ones before single words."""
    found: list[Found] = []
    entering = [
        (run, keys) for run in runs if run.creates and (keys := keys_of(run.name.words)) not in nicknames
    ]
    entering.sort(key=lambda entry: len(entry[1]) == 1)
    for run, keys in entering:
        person = _person_of(run, keys, cast, create=True)
        if person:
            _note(scene, person, run, keys)
            is_open = scene.text[run.name.end + 1 : run.name.end + 2] == "("
            short = _SHORT_FORM.match(scene.text, run.name.end) if is_open else None
            if short and _abbreviates(short[1], run.name.text):
                person.add_alias(keys_of((short[1],)))
        found.append(Found(Span(run.name.start, run.name.end), person, run.rule_id or "part"))
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Whether a word in brackets is made of a name's letters in their order: "(RW)", "(Riwul)"."""
    letters = iter(name.casefold())
    return short[0].casefold() == name[0].casefold() and all(letter in letters for letter in short.casefold())


def _person_of(run: Run, keys: tuple[str, ...], cast: Cast, *, create: bool) -> Person | None:
    """The person whom a name with these keys means; a new one where nobody fits, None where several do."""
    candidates = cast.find(keys, run.offices[0] if run.offices else None)
    if len(candidates) == 1:
        return candidates[0]
    if candidates or not create:
        return None
    if len(keys) == 1:
        office = run.offices[0] if run.offices else None
        shortened = (cast.truncated(keys) if office is None else None) or cast.blended(keys, office)
        if shortened:
            shortened.add_alias(keys)
            return shortened
    return cast.add(run.name, keys, run.rule_id or "part")


def _note(scene: Scene, person: Person, run: Run, keys: tuple[str, ...]) -> None:
    """Note the form, the offices and the body of origin that a mention adds."""
    person.add_name(run.name, keys, run.rule_id or "part")
    for office in run.offices:
        person.add_office(office)
    origin = _ORIGIN.match(scene.text, run.name.end) if scene.bodies else None
    body = scene.bodies.get(origin.end()) if origin else None
    if body and person.affiliation is None:
        person.affiliation = (scene.text[origin.end() : body[0]], body[1]) if origin else None


def _link(scene: Scene, runs: Sequence[Run], cast: Cast, known: Set[tuple[int, int]]) -> list[Found]:
    """Mentions by a name already met, whole or in part."""
    found: list[Found] = []
    common = grammar().common
    for run in runs if cast.persons else ():
        if (run.name.start, run.name.end) in known:
            continue
        keys = keys_of(run.name.words)
        if not (run.name.honorifics or cast.may_know(keys)):
            continue
        if is_place(scene, run.name) and run.rule_id is None:
            continue
        is_headline = run.rule_id is None and any(word.casefold() in common for word in run.name.words)
        person = None if is_headline else _person_of(run, keys, cast, create=False)
        if person is not None:
            _note(scene, person, run, keys)
            found.append(Found(Span(run.name.start, run.name.end), person, "part"))
        else:
            found += _parts(scene, run.name, cast)
    return found


def _parts(scene: Scene, name: Name, cast: Cast) -> Iterator[Found]:
    """Known persons inside a longer run of capitals: "Surti Tegaskan Netralitas"."""
    index = name.first
    while index <= name.last:
        word, start = scene.words.texts[index], scene.words.starts[index]
        owners = cast.find((key_of(word),)) if len(word) > 2 else ()
        if len(owners) != 1 or start in scene.places:
            index += 1
            continue
        last = index
        while last < name.last and key_of(scene.words.texts[last + 1]) in owners[0].keys:
            last += 1
        yield Found(Span(start, scene.words.end(last)), owners[0], "part")
        index = last + 1


def _nicknamed(
    runs: Sequence[Run], cast: Cast, nicknames: Mapping[tuple[str, ...], int], found: Sequence[Found]
) -> list[Found]:
    """Mentions by nicknames; a nickname is that of the person named last before it was announced."""
    if not nicknames:
        return []
    settled = sorted((f for f in found if f.person), key=lambda f: f.span.start)
    titled = {keys_of(run.name.words): run.offices[0] for run in runs if run.offices}
    for keys, start in nicknames.items():
        at = bisect_left(settled, start, key=lambda f: f.span.start) - 1
        owner = settled[at].person if at >= 0 else None
        if keys in titled:
            owner = cast.holder(titled[keys]) or owner
        if owner is not None and not cast.find(keys):
            owner.add_alias(keys)
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
    """Offices without a name, where the article names exactly one holder: "kata sekda", "Pj Bupati Sigi itu"."""
    named = {office.start for person in cast.persons for office in person.offices}
    taken = sorted(f.span for f in found)
    out: list[Found] = []
    for office in offices:
        if office.start in named or office.title.branch in _UNNAMED or not _is_meant(scene, office):
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
        holder = cast.holder(office)
        if holder is not None:
            out.append(Found(span, holder, "office_alone"))
    return out


_UNNAMED = frozenset({"occupation", "role", "candidate"})


def _is_meant(scene: Scene, office: Office) -> bool:
    """Whether an office can mean its holder: it is set with a capital, or said to speak."""
    if scene.text[office.start].isupper():
        return True
    at = scene.index(office.start) - 1
    if at < 0 or scene.text[scene.words.end(at) : office.start].strip(" \u00a0"):
        return False
    rule_id, _ = person_cues().before.get(scene.words.texts[at].casefold(), ("", 0))
    return rule_id == "speech"


def _adjoins(text: str, office: Span, name: Span) -> bool:
    """Whether a name stands directly behind an office, which is then part of that mention."""
    return office.end <= name.start and not text[office.end : name.start].strip(" ,:\u00a0")
