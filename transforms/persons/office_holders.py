"""The person behind an office, and where the name of the office's unit ends and the person's begins."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache

from transforms.matching import fold
from transforms.persons.beside import is_body, word_before
from transforms.persons.cues import Run, person_cues
from transforms.persons.known_names import is_known_word
from transforms.persons.name_grammar import grammar
from transforms.persons.names import Name, read_name
from transforms.persons.position_areas import area_length
from transforms.persons.position_scene import Office, Scene
from transforms.persons.position_words import is_field_word, position_rules
from transforms.persons.words import BLANKS, COMMAS, is_capital
from transforms.places.index import inside, place_index

_HOLDER_REACH = 3
_ACRONYM = 5
_NEAR = 4000
_WITH_UNIT = 3
_TWO = 2
_BRACKET = re.compile(r"\s?\([^()\n]{2,30}\)")


def find_holder(scene: Scene, office: Office, stops: frozenset[int]) -> Run | None:
    """The person behind an office: "Bupati Sigi, Surti", "Lurah Tanah Baru, Surti"."""
    text, words = scene.text, scene.words
    at, name = _first_name(scene, office, stops)
    if name is None or is_place(scene, name):
        return None
    if office.is_open and person_cues().patterns["initials_follow"].match(text, name.end):
        return None  # "Lurah Melati berinisial SH"
    if word_before(scene, name) in person_cues().rules.streets:
        return None  # "warga di Jalan Surti Handayani"
    name = _past_unit_word(scene, name, stops)
    if is_body(scene, name):
        return _behind_body(scene, office, name, stops)
    if _is_of_kin(scene, office, at) or _is_of_the_one_before(scene, office, name):
        return None
    gap = text[office.behind : words[at].start].strip()
    comma = "," in gap
    if _is_bare(scene, office):
        before = scene.index(office.start) - 1
        if comma and words[before].text.casefold() in position_rules().decisions:
            return None  # "Menanggapi putusan hakim, Surti"
        if not comma and office.position in position_rules().led_by and is_capital(words[before].text):
            return Run(
                name, "accompanying", len(name.words) > 1
            )  # "Pengadilan Negeri Sigi pimpinan Surti Handayani"
    adorned = name.honorifics or name.degrees
    glued = text[name.end : name.end + 1].isalpha()
    if (len(name.words) > 1 or glued) and not adorned and fold(name.text) in place_index().codes_by_name:
        return None
    if office.is_open and not comma and not adorned:
        if _body_goes_on(scene, name):
            return _behind_body(scene, office, name, stops)
        second = _behind_comma(scene, name, stops)
        if second and _names_unit(scene, office, name, second):
            return Run(second, "office_before", True, (_with_unit(scene, office, name),))
        if _ends_in_body(scene, office, position_rules().corporate):
            return None
        if office.title.level in position_rules().unit_levels or _ends_in_body(scene, office):
            return _past_unit(scene, office, name, stops)
    # "Warga Gaza", "korban Ebola": a single word behind an occupation may be anything.
    in_full = (
        (comma or not office.is_open)
        and len(name.words) > 1
        and name.words[-1].casefold() not in grammar().common
    )
    if (_is_common(name) and not in_full) or (
        _is_acronym(scene, name) and not adorned and not text[office.start : office.end].isupper()
    ):
        return None
    doubtful = (
        office.is_open and office.title.level == "any" and len(name.words) == 1 and not (gap or adorned)
    )
    return Run(name, "office_before", not doubtful, (office,))


def _is_bare(scene: Scene, office: Office) -> bool:
    """Whether an office is a head alone, in small letters, behind another word: "putusan hakim"."""
    at = scene.index(office.start) - 1
    return at >= 0 and office.is_open and not office.fields and scene.text[office.start].islower()


def _is_of_kin(scene: Scene, office: Office, at: int) -> bool:
    """Whether the name behind a comma is that of somebody's kin: "istri camat itu, Surti"."""
    index = scene.index(office.start) - 1
    behind = scene.text[office.behind : scene.words[at].start]
    return index >= 0 and "," in behind and scene.words[index].text.casefold() in person_cues().rules.kin


def _is_of_the_one_before(scene: Scene, office: Office, name: Name) -> bool:
    """Whether the office is that of the name before it: "A sebagai Ketua, B sebagai Sekretaris"."""
    words, as_words = scene.words, person_cues().rules.as_words
    before, behind = scene.index(office.start) - 1, scene.index(name.end)
    if behind + 1 < len(words) and words[behind].text in person_cues().rules.adverbs:
        behind += 1
    return (
        before >= 0
        and behind < len(words)
        and words[before].text in as_words
        and words[behind].text in as_words
        and scene.text[words[before].end : office.start] in BLANKS
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
        name = read_name(scene.text, scene.words, at, stops) if at < len(scene.words) else None
        if name is not None:
            return at, name
    holder = patterns["holder"]
    for at in range(office.at, min(office.at + _HOLDER_REACH, len(scene.words))):
        if not holder.fullmatch(scene.text, office.behind, scene.words[at].start):
            break
        if _opens(scene.words[at].text):
            name = read_name(scene.text, scene.words, at, stops, common_too=True)
            if name is not None:
                return at, name
    return office.at, None


def _past_unit_word(scene: Scene, name: Name, stops: frozenset[int]) -> Name:
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
        word, before = scene.words[at].text, scene.words[at - 1].text
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


def _opens(word: str) -> bool:
    return is_capital(word) or word in grammar().honorific_words


def _behind_comma(scene: Scene, name: Name, stops: frozenset[int]) -> Name | None:
    index = name.last + 1
    bracket = _BRACKET.match(scene.text, name.end)
    end = bracket.end() if bracket else name.end
    index = scene.index(end) if bracket else index
    if index >= len(scene.words):
        return None
    gap = scene.text[end : scene.words[index].start]
    called = person_cues().patterns["called"].match(scene.text, end)
    if called:
        index = scene.index(called.end())
    elif gap not in COMMAS and not (bracket and gap in BLANKS):
        return None
    second = read_name(scene.text, scene.words, index, stops) if index < len(scene.words) else None
    return None if second is None or is_place(scene, second) else second


def _body_goes_on(scene: Scene, name: Name) -> bool:
    """Whether a word of institutions follows directly: "Daya Guna" of "Direktur Daya Guna Indonesia"."""
    index = name.last + 1
    if index >= len(scene.words) or scene.text[name.end : scene.words[index].start] not in BLANKS:
        return False
    word = scene.words[index].text
    folded = word.casefold()
    institution = folded in grammar().nowhere and folded not in grammar().calendar
    return (
        word[0].isupper()
        and (institution or is_field_word(word))
        and scene.words[index].start not in scene.bodies
    )


def _behind_body(scene: Scene, office: Office, name: Name, stops: frozenset[int]) -> Run | None:
    """The holder behind a body that no table knows, where a comma or bracket closes it."""
    words, last = scene.words, name.last
    while last + 1 < len(words) and words[last + 1].text[0].isupper():
        if (
            scene.text[words[last].end : words[last + 1].start] not in BLANKS
            or words[last + 1].start in stops
        ):
            break
        last += 1
    body = name._replace(
        end=words[last].end, last=last, words=tuple(w.text for w in words[name.first : last + 1])
    )
    second = _behind_comma(scene, body, stops)
    return Run(second, "office_before", True, (_with_unit(scene, office, body),)) if second else None


def _names_unit(scene: Scene, office: Office, first: Name, second: Name) -> bool:
    """Whether of two names behind an office, "Lurah A, B", the first is its unit."""
    if office.title.level in position_rules().unit_levels or _ends_in_body(scene, office):
        return True
    if first.words[0].casefold() in position_rules().toponyms:
        return True
    if any(scene.words[index].start in scene.places for index in range(first.first + 1, first.last + 1)):
        return True
    if office.title.level != "any" or len(first.words) > 3:
        return False
    known = any(word.casefold() in position_rules().toponyms or is_field_word(word) for word in first.words)
    if office.fields and len(first.words) > 1 and not known:
        return False
    goes_on = person_cues().patterns["list_goes_on"].match(scene.text, second.end)
    return known or (not goes_on and (len(second.words) > 1 or second.degrees is not None))


def _ends_in_body(scene: Scene, office: Office, bodies: Set[str] | None = None) -> bool:
    """Whether an office ends with a body that has a name of its own: "Kepala Puskesmas"."""
    index = scene.index(office.end) - 1
    if scene.words[index].text.isdigit():
        index -= 1
    return scene.words[index].text.casefold() in (bodies or position_rules().named_bodies)


def _past_unit(scene: Scene, office: Office, name: Name, stops: frozenset[int]) -> Run | None:
    """The holder where the unit's name may stand before his without a comma, or None where only a unit stands."""
    words, count = name.words, 0
    toponyms = position_rules().toponyms
    for length in range(len(words), 0, -1):
        unit = " ".join(words[:length])
        if _area_codes(unit) or _is_area_elsewhere(scene, words[:length], name.name_start):
            count = length
            break
    if count == 0 and len(words) > 1 and position_rules().village.regex.match(words[0]):
        count = 1
    if count < _TWO and len(words) > _WITH_UNIT:
        length = area_length(words)
        count = length if length >= _TWO else count
    while count < len(words) and words[count].casefold() in toponyms:
        count += 1
    if count == 0:
        second = _titled_behind(scene, name, stops)
        if second is not None:
            return Run(second, "office_before", True, (_with_unit(scene, office, name),))
        return None if _is_common(name) else Run(name, "office_before", True, (office,))
    rest = read_name(scene.text, scene.words, name.first + count, stops) if count < len(words) else None
    if rest is None:
        return None
    return Run(rest, "office_before", True, (_with_unit(scene, office, name._replace(words=words[:count])),))


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


def _is_common(name: Name) -> bool:
    """Whether a name opens with a common word, so that it is a village's or a body's rather than a person's."""
    return name.honorifics is None and name.words[0].casefold() in grammar().common


def _is_acronym(scene: Scene, name: Name) -> bool:
    """Whether the name is a single short word in capitals."""
    return (
        len(name.words) == 1
        and len(name.words[0]) <= _ACRONYM
        and scene.text[name.name_start : name.name_end].isupper()
    )


def _area_codes(name: str) -> tuple[str, ...]:
    """The codes of the districts, regencies and cities of this name."""
    index = place_index()
    matches = (*index.districts.longest(name), *index.areas.longest(name))
    return tuple(code for m in matches if m.text == name for code in m.value.codes)


def _with_unit(scene: Scene, office: Office, unit: Name) -> Office:
    """The office with a unit that only the text knows; a district of the article's own place gets its code."""
    word = position_rules().unit_words.get(office.title.canonical)
    codes = [c for c in _area_codes(unit.text) if scene.home and inside(c, scene.home)]
    code = codes[0] if len(codes) == 1 else None
    if word and code and place_index().level(code) == "district":
        return office._replace(unit=place_index().local_name(code), place_code=code, is_open=False)
    return office._replace(unit=f"{word} {unit.text}" if word else unit.text, place_code=code, is_open=False)


def is_place(scene: Scene, name: Name) -> bool:
    """Whether a place covers the name."""
    return scene.in_place(name.name_start, name.name_end)
