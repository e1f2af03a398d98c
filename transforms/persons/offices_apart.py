"""Offices that stand apart from their holder: in the next sentence, or as the bench that a judge presides over."""

import re
from collections.abc import Iterator, Sequence

from transforms.persons.beside import opens_sentence
from transforms.persons.clusters import Cast, Person
from transforms.persons.cues import person_cues
from transforms.persons.position_scene import Office, Scene
from transforms.persons.rows import Found

_SENTENCE = re.compile(r"[.!?][”\"]? ")
_REACH = 240
_NONE = frozenset({"role", "candidate"})
_BENCH = "ajelis hakim"


def hold_apart(scene: Scene, offices: Sequence[Office], cast: Cast, found: Sequence[Found]) -> None:
    """Give persons without an office the one that the text tells of them apart from their name."""
    for office in offices:
        person = _named_before(scene, office, found)
        if person is not None and cast.holder(office) is None:
            unit = person_cues().patterns["pointing_end"].sub("", office.unit) if office.unit else None
            person.add_office(office._replace(unit=unit))
    for office, person in _presiding(scene, offices, found):
        person.add_office(office)


def _named_before(scene: Scene, office: Office, found: Sequence[Found]) -> Person | None:
    """The one person of the sentence before an office that points back: "… bagi Surti. Guru SDN 3 Sigi itu …"."""
    text, start = scene.text, office.start
    if not text[start].isupper() or office.title.branch in _NONE or not opens_sentence(scene, start):
        return None
    if not _points(text, office):
        return None
    begin = max(0, start - _REACH, text.rfind("\n", 0, start))
    ends = [match.end() for match in _SENTENCE.finditer(text, begin, start - 2)]
    begin = ends[-1] if ends else begin
    if person_cues().patterns["told_by"].match(text, begin):
        return None
    near = {id(f.person): f.person for f in found if f.person and begin <= f.span.start < start}
    if len(near) != 1:
        return None
    (person,) = near.values()
    return None if any(held.title.branch != "role" for held in person.offices) else person


def _points(text: str, office: Office) -> bool:
    """Whether "itu" or "tersebut" ends an office, or follows it and the name of its unit."""
    patterns = person_cues().patterns
    is_within = patterns["pointing_end"].search(text[office.start : office.behind])
    return bool(is_within or patterns["pointing"].match(text, office.end))


def _presiding(
    scene: Scene, offices: Sequence[Office], found: Sequence[Found]
) -> Iterator[tuple[Office, Person]]:
    """Who presides over a bench: "Majelis hakim Pengadilan Negeri Sigi yang diketuai Surti"."""
    if not offices or _BENCH not in scene.text:
        return
    for match in person_cues().patterns["presiding"].finditer(scene.text):
        bench = next((o for o in offices if match.start() < o.start < match.end()), None)
        named = next((f.person for f in found if f.span.start == match.end() and f.person), None)
        if bench is not None and named is not None and not named.offices:
            yield bench, named
