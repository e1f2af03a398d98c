"""The areas that stand behind an office: in the gazetteer, outside it, or told by a name alone."""

from collections.abc import Container, Sequence

from config.gazetteers import TitleForm
from transforms.matching import fold
from transforms.persons.known_names import is_known_word
from transforms.persons.name_grammar import grammar
from transforms.persons.position_scene import Scene
from transforms.persons.position_words import position_rules
from transforms.persons.words import BLANKS, COMMAS, is_capital
from transforms.places.index import place_index
from transforms.records import ArticlePlace

_LONGEST_RUN = 8
_TWO = 2


def capital_behind(scene: Scene, index: int, heads: Container[int]) -> bool:
    """Whether a capitalised word that heads no office follows the word with this index directly."""
    word, following = scene.words[index], scene.word(index + 1)
    if following is None or not is_capital(following.text) or following.start in heads:
        return False
    return scene.text[word.end : following.start] in BLANKS


def unlisted_area_end(scene: Scene, index: int, heads: Container[int]) -> int:
    """Where an area ends that the gazetteer lacks: its word, with this index, and what can be its name."""
    last = index
    while capital_behind(scene, last, heads) and last - index < _LONGEST_RUN:
        last += 1
    names = [word.text for word in scene.words[index + 1 : last + 1]]
    count, end = area_length(names), scene.words.end(last)
    closed = count == len(names) - 1 and scene.text[end : end + 1] == ","
    return end if closed else scene.words.end(index + count)


def area_length(words: Sequence[str]) -> int:
    """How many of the capitalised words behind "Desa" are the village's; a person's name may follow directly.

    A village is called by one word; by two where the first is one that such names are put together from and a
    name remains ("Tanjung Harapan Budi Santoso"), or where the second is common and the third a name.
    """
    toponyms, honorifics, count = position_rules().toponyms, grammar().honorific_words, 1
    if len(words) > 1 and not is_known_word(words[1]):
        is_opened, is_common = words[0].casefold() in toponyms, words[1].casefold() in grammar().common
        if len(words) == _TWO:
            count = _TWO if is_opened and is_common else 1
        elif (is_opened and len(words) > _TWO + 1) or (is_common and is_known_word(words[2])):
            count = _TWO
    while count < len(words) and words[count].casefold() in toponyms:
        count += 1
    for at, word in enumerate(words[count:], count):
        if len(word) > 1 and word.casefold() in honorifics:
            return at
    return count


def unmarked_place(scene: Scene, index: int, heads: Container[int], *, has_body: bool) -> ArticlePlace | None:
    """An area told by its name alone where a whole name follows: behind a body ("BKN Aceh Surti Handayani"), or joined to it.

    The blank before the name may be lost: "Gubernur Sulawesi TengahSurti Handayani".
    """
    text, words, ranks = scene.text, scene.words, grammar().rank_words
    if not words.texts[index][0].isupper():
        return None
    for last in range(min(index + 2, len(words) - 3), index - 1, -1):
        follow = slice(last + 1, last + 3)
        is_joined = words.starts[last + 1] == words.end(last)
        if not (has_body or is_joined or words.texts[last + 1].casefold() in ranks) or not all(
            word[0].isupper() and (text[start - 1] in BLANKS or start == words.end(last))
            for word, start in zip(words.texts[follow], words.starts[follow], strict=True)
        ):
            continue
        codes = place_index().codes_by_name.get(fold(text[words.starts[index] : words.end(last)]), ())
        if codes and words.starts[last + 1] not in heads:
            return ArticlePlace(
                article_id="",
                place_code=codes[0] if len(codes) == 1 else None,
                mention=text[words.starts[index] : words.end(last)],
                candidates=codes,
                start_char=words.starts[index],
                end_char=words.end(last),
                rule_id="unmarked",
                reason=None,
            )
    return None


def past_areas(scene: Scene, cursor: int) -> tuple[int, int]:
    """Offset and index behind areas that follow after commas: "Bupati Sigi, Sulawesi Tengah, …"."""
    at = scene.index(cursor)
    starts = scene.words.starts
    while at < len(starts):
        place = scene.places.get(starts[at])
        if place is None or scene.text[cursor : starts[at]] not in COMMAS:
            break
        cursor = place.end_char
        at = scene.index(cursor)
    return cursor, at


def can_have(title: TitleForm, place: ArticlePlace) -> bool:
    """Whether an office can have this place; a village may bear a regency's name."""
    villages = position_rules().village_levels
    return title.level not in villages or place.mention.casefold().startswith(villages)
