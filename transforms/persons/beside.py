"""What stands beside a run of capitalised words: cues, verbs, lists, the beginnings of sentences."""

import re
from collections.abc import Set

from transforms.persons.cues import person_cues
from transforms.persons.known_names import has_known_word, is_known_word, is_own
from transforms.persons.name_grammar import grammar
from transforms.persons.names import Name
from transforms.persons.positions import Scene
from transforms.persons.words import BLANKS, COMMAS

_ADVERBS = 2
_ATTENDS_REACH = 120
_PRESENTED_REACH = 80
_BEFORE_BLANK = frozenset(",:")  # what may stand between a phrase that presents and the blank behind it
_SENTENCE_ENDS = frozenset('.!?\n"”')
_ACRONYM = re.compile(r"\s?\(([A-Z]{2,8})\)")
# Signs of gaps: ";" may be any of several characters.
_BLANK_OR_COMMA = frozenset(" ,;")
_BLANK_OR_STOP = frozenset(" .|;")
_OPENING_QUOTE = "\"”“'’‘,.!?"


def word_before(scene: Scene, at: int) -> str:
    """The word directly before the one with index `at`, folded; empty where a mark stands between."""
    sign = scene.words.signs[2 * at]
    if at == 0 or sign not in _BLANK_OR_STOP:
        return ""
    words = scene.words
    if sign == ";" and scene.text[words.end(at - 1) : words.starts[at]].strip(" .\u00a0"):
        return ""
    return words.texts[at - 1].casefold()


def sign_behind(scene: Scene, name: Name) -> str:
    """The sign of the gap behind a name, as `transforms.persons.signs` has them; ";" where degrees end it."""
    return ";" if name.degrees else scene.words.signs[2 * name.last + 2]


def cue_before(scene: Scene, name: Name, previous: str) -> str | None:
    """The rule of the word before a name, if it is a cue that a name of this length needs."""
    cues = person_cues()
    found = cues.before.get(previous)
    if found is None:
        return None
    rule_id, least = found
    if len(name.words) < least or (previous in cues.rules.accompanying_too and not has_known_word(name)):
        return None
    index = scene.index(name.start) - 1
    if "." in scene.text[scene.words.end(index) : name.start]:
        return None
    if previous in cues.doubtful:
        lead = (
            scene.text[: scene.words.starts[index]].rstrip(" \u00a0")
            if index == 0
            else scene.text[scene.words.end(index - 1) : scene.words.starts[index]]
        )
        if not any(mark in lead for mark in _OPENING_QUOTE):
            return None
    return rule_id


def attends(scene: Scene, name: Name) -> str | None:
    """The rule by which a name opens the list of those present: "Turut hadir dalam acara itu Surti Handayani"."""
    if len(name.words) < 2:
        return None
    before = scene.text[max(0, name.start - _ATTENDS_REACH) : name.start]
    if "adir" not in before:
        return None
    return "accompanying" if person_cues().patterns["attends"].search(before) else None


def is_presented(scene: Scene, name: Name, previous: str) -> str | None:
    """The rule by which a sentence without a verb brings a name in: "Lain cerita Surti Handayani."."""
    if len(name.words) < 2:
        return None
    cues = person_cues()
    if previous and previous not in cues.rules.presenting and not previous.endswith("nya"):
        return None
    if (
        not (last := scene.text[max(0, name.start - 2) : name.start - 1]).isalpha()
        and last not in _BEFORE_BLANK
    ):
        return None
    before = scene.text[max(0, name.start - _PRESENTED_REACH) : name.start]
    return "presented" if cues.patterns["presented"].search(before) else None


def is_of_body(scene: Scene, name: Name) -> bool:
    """Whether the body that somebody comes from follows: "Surti Handayani dari Bawaslu"."""
    return scene.text.startswith(" dari ", name.end) and name.end + len(" dari ") in scene.bodies


def opens_sentence(scene: Scene, start: int) -> bool:
    """Whether a sentence begins at an offset."""
    before = scene.text[max(0, start - 2) : start].rstrip(" \u00a0")
    return start == 0 or before[-1:] in _SENTENCE_ENDS


def acts(scene: Scene, name: Name, verbs: Set[str]) -> bool:
    """Whether one of these verbs, all of `Cues.behind`, follows, adverbs aside."""
    if sign_behind(scene, name) not in _BLANK_OR_COMMA:
        return False
    first = scene.index(name.end) if name.degrees else name.last + 1
    words, cues, end = scene.words, person_cues(), name.end
    if first >= len(words.texts) or words.texts[first].casefold() not in cues.leading:
        return False
    for at in range(first, min(first + _ADVERBS + 1, len(words.texts))):
        gap = scene.text[end : words.starts[at]]
        if gap not in BLANKS and gap not in COMMAS:
            return False
        folded = words.texts[at].casefold()
        if folded in verbs:
            return True
        if folded not in cues.rules.adverbs:
            return False
        end = words.end(at)
    return False


def linked(scene: Scene, before: Name, name: Name) -> bool:
    """Whether a comma, "dan" or the like joins two names to a list."""
    gap = scene.text[before.end : name.start]
    return "\n" not in gap and gap.strip(" \u00a0").casefold() in person_cues().rules.links


def stands_alone(scene: Scene, name: Name) -> bool:
    """Whether a name is one by its own words: of two or more, or one that acts, and no part of a longer name."""
    if is_own(name):
        return True
    if len(name.words) == 1:
        if acts(scene, name, person_cues().speaking):
            return True
        if name.words[0].casefold() not in grammar().known or _is_set_off(scene, name):
            return False
    elif not (is_known_word(name.words[0]) or is_known_word(name.words[-1])):
        return False
    index = scene.index(name.start) - 1
    if index < 0 or scene.text[scene.words.end(index) : name.start] not in BLANKS:
        return True
    before = scene.words.texts[index]
    folded, rules = before.casefold(), grammar()
    if before[0].islower() or folded in rules.openings:
        return True
    return folded in rules.common and opens_sentence(scene, scene.words.starts[index])


def _is_set_off(scene: Scene, name: Name) -> bool:
    """Whether a single word stands in brackets or behind a hyphen: a sign-off "(Budi)", a double name."""
    before, behind = scene.text[max(0, name.start - 1) : name.start], scene.text[name.end : name.end + 1]
    return before == "-" or (before == "(" and behind == ")")


def is_body(scene: Scene, name: Name) -> bool:
    """Whether an acronym of the words follows, as bodies have one: "Laskar Pena Utara (LPU)"."""
    acronym = _ACRONYM.match(scene.text, name.end)
    if acronym is None or has_known_word(name):
        return False
    return acronym[1] == "".join(word[0] for word in name.words)


def is_place(scene: Scene, name: Name) -> bool:
    """Whether a place covers the name."""
    return scene.in_place(name.name_start, name.name_end)
