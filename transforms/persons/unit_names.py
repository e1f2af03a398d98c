"""Where the name of an office's unit ends and its holder's begins."""

import re
from collections.abc import Sequence, Set
from functools import cache

from transforms.matching import fold
from transforms.persons.beside import is_place
from transforms.persons.cues import Run, person_cues
from transforms.persons.known_names import is_known_word
from transforms.persons.name_grammar import grammar
from transforms.persons.names import Name, read_name
from transforms.persons.position_areas import area_length
from transforms.persons.position_scene import Office, Scene
from transforms.persons.position_units import unit_word, with_unit_word
from transforms.persons.position_words import is_field_word, position_rules
from transforms.persons.words import BLANKS, COMMAS
from transforms.places.index import inside, place_index

_NEAR = 4000
_WITH_UNIT = 3
_TWO = 2
_BRACKET = re.compile(r"\s?\([^()\n]{2,30}\)")


def past_unit_word(scene: Scene, name: Name, stops: frozenset[int]) -> Name:
    """The name without an area or company that goes before it: "Kakanwil Kemenag Jatim Surti Handayani".

    A company is told by the text: it stands elsewhere without the rest of the name, and that without the company.
    """
    first = name.words[0]
    glued = scene.text[name.end : name.end + 1].isalpha() and name.last + 1 < len(scene.words)
    if glued and fold(name.text) in place_index().codes_by_name:
        return read_name(scene.text, scene.words, name.last + 1, stops) or name
    if name.honorifics or len(name.words) < _WITH_UNIT or len(first) == 1 or is_known_word(first):
        return name
    if first.casefold() in _areas():
        return read_name(scene.text, scene.words, name.first + 1, stops) or name
    for at in range(name.first + 1, name.last):
        word, before = scene.words.texts[at], scene.words.texts[at - 1]
        if is_known_word(word):
            near = scene.text[max(0, name.start - _NEAR) : name.end + _NEAR]
            apart = _stands_without(near, before, after=word) and _stands_without(near, word, before=before)
            return (read_name(scene.text, scene.words, at, stops) or name) if apart else name
    return name


def _stands_without(text: str, word: str, *, before: str = "", after: str = "") -> bool:
    """Whether a word stands somewhere in a text without that neighbour."""
    joined = rf"(?<!{re.escape(before)} )" if before else ""
    follows = rf"(?! {re.escape(after)}\b)" if after else ""
    return re.search(rf"{joined}\b{re.escape(word)}\b{follows}", text) is not None


@cache
def _areas() -> frozenset[str]:
    """The short names of areas in one word, folded, names of persons apart."""
    codes = place_index().codes_by_name
    return frozenset(key for key in codes if " " not in key)


def behind_comma(scene: Scene, name: Name, stops: frozenset[int]) -> Name | None:
    """The name behind a comma, a bracket or "bernama" that follows another: the holder's behind the unit's."""
    index = name.last + 1
    bracket = _BRACKET.match(scene.text, name.end)
    end = bracket.end() if bracket else name.end
    index = scene.index(end) if bracket else index
    if index >= len(scene.words):
        return None
    gap = scene.text[end : scene.words.starts[index]]
    called = person_cues().patterns["called"].match(scene.text, end)
    if called:
        index = scene.index(called.end())
    elif gap not in COMMAS and not (bracket and gap in BLANKS):
        return None
    second = read_name(scene.text, scene.words, index, stops) if index < len(scene.words) else None
    return None if second is None or is_place(scene, second) else second


def body_goes_on(scene: Scene, name: Name) -> bool:
    """Whether a word of institutions follows directly: "Daya Guna" of "Direktur Daya Guna Indonesia"."""
    index = name.last + 1
    if index >= len(scene.words) or scene.text[name.end : scene.words.starts[index]] not in BLANKS:
        return False
    word = scene.words.texts[index]
    folded = word.casefold()
    institution = folded in grammar().nowhere and folded not in grammar().calendar
    return (
        word[0].isupper()
        and (institution or is_field_word(word))
        and scene.words.starts[index] not in scene.bodies
    )


def behind_body(scene: Scene, office: Office, name: Name, stops: frozenset[int]) -> Run | None:
    """The holder behind a body that no table knows, where a comma or bracket closes it."""
    words, last = scene.words, name.last
    while last + 1 < len(words) and words.texts[last + 1][0].isupper():
        if (
            scene.text[words.end(last) : words.starts[last + 1]] not in BLANKS
            or words.starts[last + 1] in stops
        ):
            break
        last += 1
    body = name._replace(
        end=words.end(last), last=last, words=tuple(w.text for w in words[name.first : last + 1])
    )
    second = behind_comma(scene, body, stops)
    return Run(second, "office_before", True, (with_unit(scene, office, body),)) if second else None


def with_number(scene: Scene, name: Name) -> Name | None:
    """The name with the number behind it, as schools have one: "SDN Mekarsih 1"."""
    following = scene.word(name.last + 1)
    if (
        following is None
        or not following.text.isdigit()
        or scene.text[name.end : following.start] not in BLANKS
    ):
        return None
    return name._replace(end=following.end, last=name.last + 1, words=(*name.words, following.text))


def names_unit(scene: Scene, office: Office, first: Name, second: Name) -> bool:
    """Whether of two names behind an office, "Lurah A, B", the first is its unit."""
    if office.title.level in position_rules().unit_levels or ends_in_body(scene, office):
        return True
    if first.words[0].casefold() in position_rules().toponyms:
        return True
    if any(scene.words.starts[index] in scene.places for index in range(first.first + 1, first.last + 1)):
        return True
    if office.title.level != "any" or len(first.words) > 3:
        return False
    known = any(word.casefold() in position_rules().toponyms or is_field_word(word) for word in first.words)
    if office.fields and len(first.words) > 1 and not known:
        return False
    goes_on = person_cues().patterns["list_goes_on"].match(scene.text, second.end)
    return known or (not goes_on and (len(second.words) > 1 or second.degrees is not None))


def ends_in_body(scene: Scene, office: Office, bodies: Set[str] | None = None) -> bool:
    """Whether an office ends with a body that has a name of its own: "Kepala Puskesmas"."""
    index = scene.index(office.end) - 1
    if scene.words.texts[index].isdigit():
        index -= 1
    return scene.words.texts[index].casefold() in (bodies or position_rules().named_bodies)


def past_unit(scene: Scene, office: Office, name: Name, stops: frozenset[int]) -> Run | None:
    """The holder where the unit's name may stand before his without a comma, or None where only a unit stands."""
    words, count = name.words, 0
    toponyms = position_rules().toponyms
    for length in range(len(words), 0, -1):
        unit = " ".join(words[:length])
        if _codes_near(scene, unit) or _is_area_elsewhere(scene, words[:length], name.name_start):
            count = length
            break
    if count == 0 and len(words) > 1 and position_rules().village.regex.match(words[0]):
        count = 1
    if (
        count == 0 and ends_in_body(scene, office) and not _titled_behind(scene, name, stops)
    ):  # "SDN Mekarsih Palu Surti"
        count = max(
            (at + 1 for at in range(len(words) - 1) if words[at].casefold() in _areas()), default=count
        )
    if count < _TWO and len(words) > _WITH_UNIT:
        length = area_length(words)
        count = length if length >= _TWO else count
    while count < len(words) and words[count].casefold() in toponyms:
        count += 1
    if count == 0 and _opens_with_village(scene, office, name):
        count = 1
    if count == 0:
        second = _titled_behind(scene, name, stops)
        if second is not None:
            return Run(second, "office_before", True, (with_unit(scene, office, name),))
        return None if is_common(name) else Run(name, "office_before", True, (office,))
    index = name.first + count
    if " ".join(w.text for w in scene.words[index : index + _TWO]).casefold() in place_index().codes_by_name:
        index += _TWO  # "Pesantren Mekarsih Rembang Jawa Tengah KH Surti"
    rest = read_name(scene.text, scene.words, index, stops) if count < len(words) else None
    if rest is None:
        return None
    return Run(rest, "office_before", True, (with_unit(scene, office, name._replace(words=words[:count])),))


def _opens_with_village(scene: Scene, office: Office, name: Name) -> bool:
    """Whether a village goes before the name of its head: "Lurah Mekarsih Surti Handayani", and nobody is called Mekarsih."""
    is_head = office.title.level in position_rules().village_levels and unit_word(office.title)
    if not is_head or len(name.words) < _WITH_UNIT:
        return False
    first, second = name.words[:_TWO]
    if not is_known_word(second) or is_known_word(first) or name.words[-1].casefold() in grammar().common:
        return False  # "Lurah Desak Surti Mundur" is a headline
    return len(first) > 1 and not _stands_without(scene.text, first, after=second)


def _titled_behind(scene: Scene, name: Name, stops: frozenset[int]) -> Name | None:
    """A name with an honorific that follows another directly: "Lurah Melati Kiai Sulaiman"."""
    following = scene.word(name.last + 1)
    if following is None or scene.text[name.end : following.start] not in BLANKS:
        return None
    second = read_name(scene.text, scene.words, name.last + 1, stops)
    return second if second and second.honorifics else None


def _is_area_elsewhere(scene: Scene, unit: Sequence[str], here: int) -> bool:
    """Whether the text calls something a village or district of this name at another position."""
    name = " ".join(unit).casefold()
    return any(
        at != here and scene.text[at : at + len(name)].casefold() == name
        for at in scene.areas.get(unit[0].casefold(), ())
    )


def is_common(name: Name) -> bool:
    """Whether a name opens with a common word, so that it is a village's or a body's rather than a person's."""
    return name.honorifics is None and name.words[0].casefold() in grammar().common


def _area_codes(name: str) -> tuple[str, ...]:
    """The codes of the districts, regencies and cities of this name."""
    index = place_index()
    matches = (*index.districts.longest(name), *index.areas.longest(name))
    return tuple(code for m in matches if m.text == name for code in m.value.codes)


def _codes_near(scene: Scene, name: str) -> list[str]:
    """The codes of areas of this name; of one that persons bear those of districts in the article's province only."""
    province = scene.home.split(".")[0] if scene.home and is_known_word(name) else None
    return [
        code
        for code in _area_codes(name)
        if province is None or inside(code, province) or place_index().level(code) != "district"
    ]


def with_unit(scene: Scene, office: Office, unit: Name) -> Office:
    """The office with a unit that only the text knows; a district of the article's own place gets its code."""
    codes = [c for c in _area_codes(unit.text) if scene.home and inside(c, scene.home)]
    code = codes[0] if len(codes) == 1 else None
    if code and unit_word(office.title) and place_index().level(code) == "district":
        return office._replace(unit=place_index().local_name(code), place_code=code, is_open=False)
    return office._replace(unit=with_unit_word(office.title, unit.text), place_code=code, is_open=False)
