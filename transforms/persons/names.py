"""Names as printed: honorifics, name words and degrees, read from a position of a text."""

import re
from collections.abc import Set
from typing import NamedTuple

from transforms.persons.name_grammar import Grammar, grammar
from transforms.persons.name_words import goes_on, in_headline, is_second_half, joined, leads_on, may_begin
from transforms.persons.words import BLANKS, Words, is_capital

MAX_WORDS = 8
# Certificates behind degrees: "S.E., CSFA".
_CERTIFICATE = re.compile(r"C[A-Z]{2,5}(?![\w'’])")
# Letters and signs of a name that is told by them alone (`transforms.persons.signs`): words that are names and nothing
# else, and behind them what neither goes on a name nor can be a degree.
_PLAIN = re.compile(r"(?:P(?: P){0,7}(?! [PC])|S)(?=[\n(]| [a0BPC]|\|[a0B]|[,.;](?:[a0pPBC]|$))")
_SEPARATOR = re.compile(r"[ \u00a0]?[,.;]+[ \u00a0]?|[ \u00a0]")


class Name(NamedTuple):
    """A name as printed. `first` and `last` index its name words; the span takes in honorifics and degrees."""

    start: int
    end: int
    name_start: int
    name_end: int
    first: int
    last: int
    words: tuple[str, ...]
    honorifics: str | None
    degrees: str | None

    @property
    def text(self) -> str:
        """The name without honorifics and degrees; capitals become title case, initials get a full stop."""
        return " ".join(self.words).replace("- ", "-")


def read_name(
    text: str, words: Words, at: int, stops: Set[int] = frozenset(), *, common_too: bool = False
) -> Name | None:
    """Read a name with its honorifics and degrees from the word with index `at`.

    Args:
        text: the text that `words` were split from.
        words: `split_words(text)`.
        at: index of the first word, which may be an honorific.
        stops: offsets at which something else begins (an office, a body): a name ends before them.
        common_too: whether the name may open with a common word, as those of villages do.

    Returns:
        The name, or None where no name stands there.
    """
    plain = _PLAIN.match(words.signs, 2 * at + 1)
    if plain:
        return _plain_name(words, at, plain.end() // 2, stops)
    rules = grammar()
    start, first = words.starts[at], _skip_honorifics(text, words, at)
    if first >= len(words.texts):
        return None
    honorific_end = name_start = words.starts[first]
    if words.texts[first][0] == "H" and _hajj(text, words, first):
        name_start += 1
        honorific_end = name_start
    last = _last_word(text, words, first, stops, rules)
    is_common = first == at and not common_too and words.texts[first].casefold() in rules.common
    if last is None or is_common:
        return None
    printed = [words.texts[k] for k in range(first, last + 1)]
    printed[0] = printed[0][name_start - words.starts[first] :]
    if sum(map(len, printed)) < 3 or max(map(len, printed)) == 1:
        return None
    name_end = words.end(last)
    end = _degrees_end(text, name_end, rules)
    honorifics = text[start:honorific_end].rstrip(" ,\u00a0")
    return Name(
        start=start,
        end=end,
        name_start=name_start,
        name_end=name_end,
        first=first,
        last=last,
        words=tuple(
            _shown(
                word,
                text[words.end(at) : words.end(at) + 1] if at < last else "",
                ".-" if at > first else ".",
            )
            for at, word in enumerate(printed, first)
        ),
        honorifics=honorifics or None,
        degrees=text[name_end:end].strip(" ,;\u00a0").lstrip(".") or None,
    )


def _plain_name(words: Words, first: int, end: int, stops: Set[int]) -> Name | None:
    """A name of the words from `first` up to `end`, or up to the first of `stops` before that."""
    if not stops.isdisjoint(words.starts[first:end]):
        end = next(at for at in range(first, end) if words.starts[at] in stops)
        if end == first:
            return None
    start, stop = words.starts[first], words.end(end - 1)
    is_shouted = words.signs[2 * first + 1] == "S"
    printed = (words.texts[first].capitalize(),) if is_shouted else tuple(words.texts[first:end])
    return Name(start, stop, start, stop, first, end - 1, printed, None, None)


def _skip_honorifics(text: str, words: Words, at: int) -> int:
    """The index of the first word behind the honorifics that begin at word `at`."""
    rules, index = grammar(), at
    while index < len(words.texts) and words.texts[index].casefold() in rules.honorific_words:
        found = rules.honorific.match(text, words.starts[index])
        if found is None:
            break
        following = index + 1
        while following < len(words.texts) and words.starts[following] < found.end():
            following += 1
        if following >= len(words.texts) or words.starts[following] != found.end():
            break
        gap = text[words.end(index) : words.starts[following]]
        if "." in gap and words.texts[index] in rules.address_words:
            break  # a sentence ends there: "jadi ibu. Surti juga senang"
        if (
            not is_capital(words.texts[following])
            and words.texts[following].casefold() not in rules.honorific_words
        ):
            break
        index = following
    return index


def _hajj(text: str, words: Words, first: int) -> bool:
    """Whether a word is the written-together "HM" of "HM Rusdi": a hajj and an initial."""
    word = words.texts[first]
    if len(word) != 2 or not word[1].isupper() or word in grammar().no_hajj:
        return False
    return joined(text, words, first + 1)


def _last_word(text: str, words: Words, first: int, stops: Set[int], rules: Grammar) -> int | None:
    """The index of the last word of a name that begins at word `first`, or None."""
    opening = words.texts[first]
    if not may_begin(text, words, first, stops, rules):
        return None
    shouted = len(opening) > 2 and opening.isupper()
    if shouted or (len(opening) <= 2 and opening.isupper()):
        following = first + 1
        shouted = shouted or (
            joined(text, words, following)
            and len(words.texts[following]) > 2
            and words.texts[following].isupper()
        )
    last, index = first, first + 1
    while index < len(words.texts) and index - first < MAX_WORDS:
        word = words.texts[index]
        inner = word.casefold() in rules.inner_too and leads_on(text, words, index, stops, rules)
        if words.starts[index] in stops and not inner:
            break
        if (
            word in rules.particles
            and joined(text, words, index + 1)
            and text[words.end(index - 1) : words.starts[index]] in BLANKS
        ):
            index += 1
            continue
        hyphen = index == first + 1 and text[words.end(first) : words.starts[index]] == "-"
        if not (hyphen or joined(text, words, index) or is_second_half(text, words, index)):
            break
        is_common = word.casefold() in rules.common and opening.casefold() not in rules.common
        verb_like = is_common and not shouted and not inner and joined(text, words, index + 1)
        if verb_like and in_headline(text, words, index):
            break  # a verb of a headline: "Surti Pecat Lurah"
        if not (inner or goes_on(text, words.starts[index], word, shouted, rules)):
            break
        last = index
        index += 1
    if text[words.end(last) : words.end(last) + 1] in ("/", "@", "_"):
        return None
    return last


def _degrees_end(text: str, end: int, rules: Grammar) -> int:
    """Where the degrees behind a name end; `end` itself where there are none."""
    position = end
    while True:
        gap = _SEPARATOR.match(text, position)
        at = gap.end() if gap else position
        if not gap and text[position - 1 : position] != ".":
            return position
        if not text[at : at + 1].isupper():
            return position
        loose = position != end or (gap is not None and "," in gap.group())
        found = (rules.degree if loose else rules.bare_degree).match(text, at)
        if found is None and position != end:
            found = _CERTIFICATE.match(text, at)
        if found is None:
            return position
        inner = found.group().rstrip(".")
        stop = found.end() if "." in inner else at + len(inner)
        if stop != found.end() and rules.degree.match(text, found.end()):
            stop = found.end()
        position = stop


def _shown(word: str, behind: str, marks: str) -> str:
    """A name word as stored: title case, and the sign behind it kept where it is one of the marks."""
    if len(word) > 2 and word.isupper():
        word = "-".join(part.capitalize() for part in word.split("-"))
    return word + behind if behind and behind in marks else word
