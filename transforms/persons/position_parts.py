"""Which words are parts of an office's own name: fields of work, divisions, numbers, words in capitals."""

import re
from functools import lru_cache

from config.gazetteers import TitleForm
from transforms.persons.name_grammar import grammar
from transforms.persons.position_scene import Scene
from transforms.persons.position_words import is_derived, is_field_word, position_rules
from transforms.persons.words import BLANKS, COMMAS, Word

MAX_PARTS = 16
_ROMAN = re.compile(r"[IVX]{1,5}$")
# "Kadisdik", "Kadinkes": the agency is a part of the word.
_SHORT_AGENCY = re.compile(r"kadi[sn]([a-z]{2,})")


def is_part(scene: Scene, index: int, title: TitleForm, *, is_open: bool) -> bool:
    """Whether a word is a further part of an office's own name.

    Args:
        scene: the article.
        index: index of the word.
        title: the head of the office.
        is_open: whether no body of the office was read yet; then common words go on its name.
    """
    texts, rules = scene.words.texts, position_rules()
    word, following = texts[index], texts[index + 1] if index + 1 < len(texts) else None
    folded = word.casefold()
    if _ROMAN.match(word):
        return word != "I" or following is None or following not in grammar().after_i
    behind = following.casefold() if following else None
    if behind is not None and rules.not_before.get(folded) == behind:
        return False
    if folded in rules.only_before:
        return rules.only_before[folded] == behind
    if is_field_word(word):
        return not (title.level in rules.village_levels and folded in rules.toponyms)
    is_common = word.istitle() and folded in grammar().common
    before = texts[index - 1]
    if is_common and before.islower() and is_field_word(before) and folded not in grammar().nowhere:
        return False  # "Asisten bidang administrasi umum Tunggul Raharjo"
    if is_common and folded not in grammar().passives and is_open and title.level not in rules.unit_levels:
        return folded not in grammar().rank_words  # "Danramil Kapten Inf Agus Wibisana"
    if len(word) == 1 and word.isupper():
        return before.casefold() in rules.lettered
    if len(word) < 3 or not word.isupper() or folded in grammar().honorific_words:
        return False
    return not _is_shouted(scene, scene.words[index], scene.word(index + 1))


def _is_shouted(scene: Scene, word: Word, following: Word | None) -> bool:
    """Whether capitals go on behind a word in capitals, as in a name or a lead set in capitals."""
    if following is None or scene.text[word.end : following.start] not in BLANKS:
        return False
    return len(following.text) >= 3 and following.text.isupper() and following.start not in scene.places


def division_end(scene: Scene, at: int) -> int:
    """The index behind a member's division that word `at` opens: "Divisi Hukum dan Pengawasan"."""
    words, joining, end = scene.words, position_rules().joining, at + 1
    while end < len(words) and end - at < MAX_PARTS:
        gap, word = scene.text[words.end(end - 1) : words.starts[end]], words.texts[end]
        is_field = word[0].isupper() and is_field_word(word)
        if gap not in BLANKS and not (gap in COMMAS and is_field):
            break
        if not is_field and word not in joining:
            break
        end += 1
    while words.texts[end - 1] in joining:
        end -= 1
    return end


def joins_fields(scene: Scene, index: int, *, is_headed: bool) -> bool:
    """Whether "dan" or the like, the word with this index, joins two fields of work set alike.

    Behind the head itself (`is_headed`) only a word of fields is one; behind that whatever was taken for one.
    """
    before, behind = scene.words.texts[index - 1], scene.words.texts[index + 1]
    is_field = is_field_word(before) or not is_headed
    return is_field and behind[0].isupper() == before[0].isupper() and is_field_word(behind)


def fields_of(printed: str, title: TitleForm) -> frozenset[str]:
    """What tells an office from others of its head: "Kabag Hukum" and "Kepala Bagian Hukum" have {"hukum"}."""
    return _fields_of(printed.casefold(), title.canonical.casefold())


@lru_cache(maxsize=8192)
def _fields_of(printed: str, canonical: str) -> frozenset[str]:
    head, *rest = (word.strip(",") for word in printed.split())
    short = _SHORT_AGENCY.match(head)
    common = {*canonical.split(), *position_rules().small}
    return frozenset({*rest, *(short.groups() if short else ())} - common)


def goes_on_behind_comma(scene: Scene, index: int, title: TitleForm, *, is_open: bool) -> bool:
    """In "Kordiv Hukum, Pencegahan dan Humas" a comma stands inside the office; `index` is the word behind it."""
    before, word, following = scene.words.texts[index - 1], scene.words.texts[index], scene.word(index + 1)
    if not (word[0].isupper() and before[0].isupper() and is_field_word(word) and is_field_word(before)):
        return False
    if is_derived(word) or following is None:
        return is_derived(word)
    return following.text in position_rules().joining or is_part(scene, index + 1, title, is_open=is_open)


def is_personal(inner: str) -> bool:
    """Whether a bracket behind an office holds a person's name or age, and no short form of a body."""
    words = inner.split()
    if not words or words[0][0].isdigit():
        return True
    return len(words) >= 2 and all(word[0].isupper() and not word.isupper() for word in words)
