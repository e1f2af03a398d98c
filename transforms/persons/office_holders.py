"""The person behind an office."""

import re
from collections.abc import Iterator

from transforms.matching import fold
from transforms.persons.beside import is_body, is_place, word_before
from transforms.persons.cues import Run, person_cues
from transforms.persons.known_names import is_known_word
from transforms.persons.name_grammar import grammar
from transforms.persons.names import Name, read_name
from transforms.persons.position_scene import Office, Scene
from transforms.persons.position_words import position_rules
from transforms.persons.unit_names import (
    behind_body,
    behind_comma,
    body_goes_on,
    ends_in_body,
    is_common,
    names_unit,
    past_unit,
    past_unit_word,
    with_number,
    with_unit,
)
from transforms.persons.words import BLANKS, is_capital
from transforms.places.index import place_index

_HOLDER_REACH = 3
_SHORT = 2
_ACRONYM = 5
# Letters of words with which a holder's name can begin, those of villages and the like among them.
_OPENING = re.compile("[PSHKIBCU]")


def find_holder(scene: Scene, office: Office, stops: frozenset[int]) -> Run | None:
    """The person behind an office: "Bupati Sigi, Surti", "Lurah Tanah Baru, Surti"."""
    text, words = scene.text, scene.words
    at, name = _first_name(scene, office, stops)
    if name is None or is_place(scene, name):
        return None
    if office.is_open and person_cues().patterns["initials_follow"].match(text, name.end):
        return None  # "Lurah Melati berinisial SH"
    if word_before(scene, scene.index(name.start)) in person_cues().rules.streets:
        return None  # "warga di Jalan Surti Handayani"
    name = past_unit_word(scene, name, stops)
    if is_body(scene, name):
        return behind_body(scene, office, name, stops)
    if _is_pair(scene, name):  # "Wakil Ketua TKN Surti-Budi, Ratna"
        second = behind_comma(scene, name, stops)
        return Run(second, "office_before", True, (office,)) if second else None
    if office.is_open and ends_in_body(scene, office) and (numbered := with_number(scene, name)):
        second = behind_comma(scene, numbered, stops)
        return Run(second, "office_before", True, (with_unit(scene, office, numbered),)) if second else None
    if _is_of_kin(scene, office, at) or _is_of_the_one_before(scene, office, name):
        return None
    gap = text[office.behind : words.starts[at]].strip()
    comma = "," in gap
    if comma and (_is_pointed_at(scene, office) or _is_of_name_before(scene, office)):
        return None
    if _is_bare(scene, office):
        before = scene.index(office.start) - 1
        if comma and words.texts[before].casefold() in position_rules().decisions:
            return None  # "Menanggapi putusan hakim, Surti"
        if not comma and office.position in position_rules().led_by and is_capital(words.texts[before]):
            # "Pengadilan Negeri Sigi pimpinan Surti Handayani"
            return Run(name, "accompanying", len(name.words) > 1)
    adorned = name.honorifics or name.degrees
    glued = text[name.end : name.end + 1].isalpha()
    if (len(name.words) > 1 or glued) and not adorned and fold(name.text) in place_index().codes_by_name:
        return None
    if office.is_open and not comma and not adorned:
        if body_goes_on(scene, name):
            return behind_body(scene, office, name, stops)
        second = behind_comma(scene, name, stops)
        if second and names_unit(scene, office, name, second):
            return Run(second, "office_before", True, (with_unit(scene, office, name),))
        if ends_in_body(scene, office, position_rules().corporate):
            return None
        if office.title.level in position_rules().unit_levels or ends_in_body(scene, office):
            return past_unit(scene, office, name, stops)
    # "Warga Gaza", "korban Ebola": a single word behind an occupation may be anything.
    in_full = (
        (comma or not office.is_open or len(office.fields) > 1)
        and len(name.words) > 1
        and name.words[-1].casefold() not in grammar().common
    )
    if (is_common(name) and not in_full) or (
        _is_acronym(scene, name) and not adorned and not text[office.start : office.end].isupper()
    ):
        return None
    doubtful = (
        office.is_open and office.title.level == "any" and len(name.words) == 1 and not (gap or adorned)
    )
    return Run(name, "office_before", not doubtful, (office,))


def _is_pair(scene: Scene, name: Name) -> bool:
    """Whether a hyphen joins two names of one word each, as those of a pair of candidates."""
    first, last = scene.words[name.first], scene.words[name.last]
    return (
        name.last == name.first + 1 and scene.text[first.end : last.start] == "-" and len(last.text) > _SHORT
    )


def _is_pointed_at(scene: Scene, office: Office) -> bool:
    """Whether the office was spoken of before, so that the clause ends there: "Usai memeriksa camat itu, Surti pulang"."""
    last = scene.words.texts[office.at - 1]
    return last in position_rules().pointing and not is_capital(scene.text[office.start])


def _is_of_name_before(scene: Scene, office: Office) -> bool:
    """Whether a name stands directly before the office, which is then its own: "Surti Anggota Satpol PP Sigi, Budi"."""
    at = scene.index(office.start) - 1
    if at < 0 or scene.text[scene.words.end(at) : office.start] not in BLANKS:
        return False
    word = scene.words[at]
    return is_known_word(word.text) and word.text.istitle() and not scene.in_place(word.start, word.end)


def _is_bare(scene: Scene, office: Office) -> bool:
    """Whether an office is a head alone, in small letters, behind another word: "putusan hakim"."""
    at = scene.index(office.start) - 1
    return at >= 0 and office.is_open and not office.fields and scene.text[office.start].islower()


def _is_of_kin(scene: Scene, office: Office, at: int) -> bool:
    """Whether the name behind a comma is that of somebody's kin: "istri camat itu, Surti"."""
    index = scene.index(office.start) - 1
    behind = scene.text[office.behind : scene.words.starts[at]]
    return index >= 0 and "," in behind and scene.words.texts[index].casefold() in person_cues().rules.kin


def _is_of_the_one_before(scene: Scene, office: Office, name: Name) -> bool:
    """Whether the office is that of the name before it: "A sebagai Ketua, B sebagai Sekretaris"."""
    words, as_words = scene.words, person_cues().rules.as_words
    before, behind = scene.index(office.start) - 1, scene.index(name.end)
    if behind + 1 < len(words) and words.texts[behind] in person_cues().rules.adverbs:
        behind += 1
    return (
        before >= 0
        and behind < len(words)
        and words.texts[before] in as_words
        and words.texts[behind] in as_words
        and scene.text[words.end(before) : office.start] in BLANKS
        and all(gap in BLANKS for gap in _gaps(scene, name.end, behind))
    )


def _gaps(scene: Scene, start: int, last: int) -> Iterator[str]:
    """What stands between an offset and each of the words up to the one with index `last`."""
    for word in scene.words[scene.index(start) : last + 1]:
        yield scene.text[start : word.start]
        start = word.end


def _first_name(scene: Scene, office: Office, stops: frozenset[int]) -> tuple[int, Name | None]:
    """The name behind an office, where only a comma or words like "terpilih" stand between."""
    patterns = person_cues().patterns
    clause = patterns["holder_clause"].match(scene.text, office.behind)
    if clause:
        at = scene.index(clause.end())
        found = (
            read_name(scene.text, scene.words, at, stops, common_too=True) if at < len(scene.words) else None
        )
        if found is not None:
            return at, found
    holder = patterns["holder"]
    for opening in _OPENING.finditer(scene.words.signs, 2 * office.at, 2 * (office.at + _HOLDER_REACH)):
        at = opening.start() // 2
        if holder.fullmatch(scene.text, office.behind, scene.words.starts[at]):
            name = read_name(scene.text, scene.words, at, stops, common_too=True)
            if name is not None:
                return at, name
    return office.at, None


def _is_acronym(scene: Scene, name: Name) -> bool:
    """Whether the name is a single short word in capitals."""
    return (
        len(name.words) == 1
        and len(name.words[0]) <= _ACRONYM
        and scene.text[name.name_start : name.name_end].isupper()
    )
