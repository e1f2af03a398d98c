"""Villages that no gazetteer holds, behind the offices of their heads: told by the words before and behind them."""

import re
from collections.abc import Container
from functools import cache

from config.gazetteers import TitleForm
from transforms.persons.cues import person_cues
from transforms.persons.known_names import is_known_word
from transforms.persons.name_grammar import grammar
from transforms.persons.position_areas import capital_behind, unlisted_area_end
from transforms.persons.position_scene import Scene
from transforms.persons.position_words import position_rules
from transforms.persons.words import BLANKS, is_capital

_LONGEST = 3


def village_end(scene: Scene, title: TitleForm, start: int, index: int, heads: Container[int]) -> int | None:
    """Where the village ends that a bare office of its head is followed by, if what stands there is no name.

    It is told by a first word that such names are put together from ("Kades Sumber Agung Surti Handayani"), by a
    district behind it ("Kades Mekarsih, Kecamatan Dolo"), by a word that points ("kades Mekarsih tersebut"), by a
    word or name before the office ("Surti selaku Kades Mekarsih", "Surti Kades Mekarsih").

    Args:
        scene: the article.
        title: the head of the office.
        start: where the office starts.
        index: index of the word behind it.
        heads: where offices begin.
    """
    if title.level not in position_rules().village_levels or not 0 < index < len(scene.words):
        return None
    first = scene.words[index]
    if first.text.casefold() in position_rules().toponyms and capital_behind(scene, index - 1, heads):
        place = scene.places.get(first.start)
        return max(unlisted_area_end(scene, index - 1, heads), place.end_char if place else 0)
    words, text, last = scene.words, scene.text, index
    while last < len(words) and last - index < _LONGEST and _may_name(scene, last):
        if last > index and text[words.end(last - 1) : words.starts[last]] not in BLANKS:
            break
        last += 1
    run = words[index:last]
    if not run or any(word.text.casefold() in grammar().known for word in run):
        return None
    end = run[-1].end
    if _village_follows().match(text, end) or (len(run) == 1 and _is_anothers(scene, start)):
        return end
    return None


def _may_name(scene: Scene, index: int) -> bool:
    word, rules = scene.words.texts[index], grammar()
    folded = word.casefold()
    return is_capital(word) and folded not in rules.nowhere and folded not in rules.honorific_words


def _is_anothers(scene: Scene, start: int) -> bool:
    """Whether the office is that of a name before it: "Surti Kades Mekarsih", "Surti sebagai Kades Mekarsih"."""
    index = scene.index(start) - 1
    if index < 0 or scene.text[scene.words.end(index) : start] not in BLANKS:
        return False
    word, rules = scene.words.texts[index], grammar()
    if word in person_cues().rules.as_words or is_known_word(word):
        return True
    folded = word.casefold()
    return is_capital(word) and not any(
        folded in some for some in (rules.common, rules.nowhere, rules.not_first)
    )


@cache
def _village_follows() -> re.Pattern[str]:
    rules = position_rules()
    pointing = "|".join(sorted({*rules.pointing, *rules.here}))
    return re.compile(
        rf"\s(?:{pointing}|(?:kini |saat ini |sekarang )?dijabat)\b|\s?,?\s(?i:{'|'.join(rules.district_words)})\.?\s[A-Z]"
    )
