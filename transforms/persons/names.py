"""Names as printed: honorifics, name words and degrees, read from a position of a text."""

import re
from collections.abc import Callable, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.persons.glued import seams
from transforms.persons.name_grammar import Grammar, grammar

MAX_WORDS = 8
_NEAR = 20
_LONG = 6
_WORD = re.compile(
    r"[^\W\d_]++(?!['’‘`ʼ´-])|[^\W\d_]+(?:['’‘`ʼ´][^\W\d_]+"
    r"|-(?:(?=[a-zà-ÿ])|(?<=\b[Aa][ldnrstz]-)|(?<=\b[Aa](?:sy|sh|dh)-)|(?<=\b(?:[Ee]l|[Uu]r)-))[^\W\d_]+)*|\d+"
)
_BLANK = frozenset((" ", "\u00a0", "  "))
_STOPPED = frozenset((".", ". ", ".\u00a0", " . "))


class Word(NamedTuple):
    """A word or number of the text with its span."""

    start: int
    end: int
    text: str


_made: Callable[[type[Word], tuple[int, int, str]], Word] = tuple.__new__  # in half the time of Word()


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


def split_words(text: str) -> list[Word]:
    """Words and numbers of a text, hyphenated and glued capitals apart ("Sari-Budi" is two), in order."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        if end - start > _LONG and word[0].isupper() and (cuts := seams(word)):
            bounds = [0, *cuts, end - start]
            words += [Word(start + a, start + b, word[a:b]) for a, b in pairwise(bounds)]
        else:
            words.append(_made(Word, (start, end, word)))
    return words


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, an Arabic article before it aside ("al-Habsyi")."""
    return word[0].isupper() or (len(word) > 3 and word[:3].count("-") == 1 and word[3].isupper())


def read_name(
    text: str, words: Sequence[Word], at: int, stops: Set[int] = frozenset(), *, common_too: bool = False
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
    rules = grammar()
    start, first = words[at].start, _skip_honorifics(text, words, at)
    if first >= len(words):
        return None
    honorific_end = name_start = words[first].start
    if _hajj(text, words, first):
        name_start += 1
        honorific_end = name_start
    last = _last_word(text, words, first, stops, rules)
    is_common = first == at and not common_too and words[first].text.casefold() in rules.common
    if last is None or is_common:
        return None
    printed = [words[k].text for k in range(first, last + 1)]
    printed[0] = printed[0][name_start - words[first].start :]
    if sum(map(len, printed)) < 3 or all(len(word) == 1 for word in printed):
        return None
    name_end = words[last].end
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
            _shown(text, words[first + n], word, first + n < last, ".-" if n else ".")
            for n, word in enumerate(printed)
        ),
        honorifics=honorifics or None,
        degrees=text[name_end:end].strip(" ,;\u00a0").lstrip(".") or None,
    )


def _skip_honorifics(text: str, words: Sequence[Word], at: int) -> int:
    """The index of the first word behind the honorifics that begin at word `at`."""
    rules, index = grammar(), at
    while index < len(words) and words[index].text.casefold() in rules.honorific_words:
        found = rules.honorific.match(text, words[index].start)
        if found is None:
            break
        following = index + 1
        while following < len(words) and words[following].start < found.end():
            following += 1
        if following >= len(words) or words[following].start != found.end():
            break
        gap = text[words[index].end : words[following].start]
        if "." in gap and words[index].text in rules.address_words:
            break  # a sentence ends there: "jadi ibu. Surti juga senang"
        if (
            not is_capital(words[following].text)
            and words[following].text.casefold() not in rules.honorific_words
        ):
            break
        index = following
    return index


def _hajj(text: str, words: Sequence[Word], first: int) -> bool:
    """Whether a word is the written-together "HM" of "HM Rusdi": a hajj and an initial."""
    word = words[first].text
    if len(word) != 2 or word[0] != "H" or not word[1].isupper() or word == "HP":
        return False
    return _joined(text, words, first + 1)


def _joined(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether the word with this index goes on a name that the word before it belongs to."""
    if index >= len(words) or not is_capital(words[index].text):
        return False
    before = words[index - 1]
    gap = text[before.end : words[index].start]
    if not gap:  # two words that lost their blank
        return before.text.casefold() in grammar().known
    if gap in _BLANK:
        return True
    return gap in _STOPPED and (
        len(before.text) <= 1 or before.text in grammar().abbreviations or _is_block(before.text)
    )


def _is_block(word: str) -> bool:
    return len(word) == 2 and word.isupper()


def _last_word(text: str, words: Sequence[Word], first: int, stops: Set[int], rules: Grammar) -> int | None:
    """The index of the last word of a name that begins at word `first`, or None."""
    opening = words[first].text
    if not _may_begin(text, words, first, stops, rules):
        return None
    shouted = len(opening) > 2 and opening.isupper()
    if shouted or (len(opening) <= 2 and opening.isupper()):
        following = first + 1
        shouted = shouted or (
            _joined(text, words, following)
            and len(words[following].text) > 2
            and words[following].text.isupper()
        )
    last, index = first, first + 1
    while index < len(words) and index - first < MAX_WORDS:
        word = words[index].text
        inner = word.casefold() in rules.inner_too and _leads_on(text, words, index, stops, rules)
        if words[index].start in stops and not inner:
            break
        if (
            word in rules.particles
            and _joined(text, words, index + 1)
            and text[words[index - 1].end : words[index].start] in _BLANK
        ):
            index += 1
            continue
        hyphen = index == first + 1 and text[words[first].end : words[index].start] == "-"
        if not (hyphen or _joined(text, words, index) or _is_second_half(text, words, index)):
            break
        is_common = word.casefold() in rules.common and opening.casefold() not in rules.common
        verb_like = is_common and not shouted and not inner and _joined(text, words, index + 1)
        if verb_like and _in_headline(text, words, index):
            break  # a verb of a headline: "Surti Pecat Lurah"
        if not (inner or _goes_on(text, words[index], shouted, rules)):
            break
        last = index
        index += 1
    if text[words[last].end : words[last].end + 1] in ("/", "@", "_"):
        return None
    return last


def _is_second_half(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether a hyphen joins the last word of a name to it: "Surti Dewi Lubis-Tanaka", but not "Surti Dewi-Budi".

    Of a pair each goes by the own name elsewhere; the second half of a name stands nowhere without the first.
    """
    before, word = words[index - 1], words[index]
    if text[before.end : word.start] != "-" or not is_capital(word.text) or word.text.isupper():
        return False
    if _joined(text, words, index + 1):
        return False
    return text.count(word.text) == text.count(f"{before.text}-{word.text}")


def _in_headline(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether most words round this one are set in capitals, as in a headline: there a verb looks like a name."""
    start, end = text.rfind("\n", 0, words[index].start) + 1, text.find("\n", words[index].end)
    near = words[max(0, index - _NEAR) : index + _NEAR + 1]
    line = [w.text for w in near if w.start >= start and (end < 0 or w.end <= end)]
    return sum(word[0].islower() for word in line) * 3 <= len(line)


def _may_begin(text: str, words: Sequence[Word], first: int, stops: Set[int], rules: Grammar) -> bool:
    word = words[first]
    if word.start in stops or not _is_opening(word.text):
        return False
    if word.text in _MONTHS_TOO and first + 1 < len(words) and words[first + 1].text.isdigit():
        return words[first + 1].start > word.end + 1  # "Juni 2024"
    if word.text == "I":
        return _joined(text, words, first + 1) and words[first + 1].text in rules.after_i
    if len(word.text) <= 2 and word.text.isupper():
        return _joined(text, words, first + 1)
    return True


@lru_cache(maxsize=1 << 13)
def _is_opening(word: str) -> bool:
    """Whether a name can begin with a word, by the word alone."""
    rules, folded = grammar(), word.casefold()
    if not is_capital(word) or folded in rules.nowhere or folded in rules.not_first:
        return False
    if _SUFFIXED.match(word) or _HEADLINE_VERB.match(word) or _SHORT_OFFICE.match(word):
        return False
    return len(word) == 1 or not _ROMAN.match(word)


def _leads_on(text: str, words: Sequence[Word], index: int, stops: Set[int], rules: Grammar) -> bool:
    """Whether a name word stands behind the word with this index: "Surti Hari Handayani", but "Surti Hari Ini"."""
    return (
        _joined(text, words, index + 1)
        and _may_begin(text, words, index + 1, stops, rules)
        and words[index + 1].text.casefold() not in rules.common
    )


def _goes_on(text: str, word: Word, shouted: bool, rules: Grammar) -> bool:
    """Whether a capitalised word behind a name word belongs to the name."""
    folded = word.text.casefold()
    if folded in rules.nowhere or folded in rules.rank_words or folded.isdigit():
        return False
    if folded in rules.openings and text[word.end : word.end + 1] != ",":
        return False
    if folded in rules.affixed and not shouted:
        return False
    if _HEADLINE_VERB.match(word.text):
        return False
    if len(word.text) > 1 and word.text.isupper():
        if rules.bare_degree.match(text, word.start):
            return False
        return (shouted and folded not in rules.not_first and not _SHOUTED_VERB.match(word.text)) or (
            len(word.text) == 2 and not _ROMAN.match(word.text)
        )
    if shouted and len(word.text) > 1:
        return False
    may_be_degree = len(word.text) <= 2 or not word.text[1:].islower()  # "MSi"
    return not (may_be_degree and rules.bare_degree.match(text, word.start))


# A word with a possessive is no name: "BKD-nya", "Anggotanya".
_SUFFIXED = re.compile(r"[A-Z]{2,}-?(?:nya|ku|mu|lah|pun)$|[A-Z][a-z]{4,}nya$")
# Short forms of offices and bodies, which the press makes faster than tables grow: "Kapuspen", "Kemenperin".
_SHORT_OFFICE = re.compile(
    r"(?:Ka(?:bid|sub|dis|pus|div|kan|kor|log)|Wa(?:dir|ka|men)(?=[b-df-hj-np-tv-z])|Dir(?:res|lan|pol|sam|nar|int|kri)"
    r"|Jam(?:pid|dat|bin|was|intel)|Bin(?:pres|mas)|As(?:pid|intel)|Dir(?:tut|dik)|Kemen|Dit(?:res|lan|pol|sam|nar|int|kri)|Sat(?:res|lan|gas|rek|nar)|Bares|Kor(?:lan|bri|sa)|Pus(?:pen|kes|dik))[a-z]{2,}$"
    r"|(?:Dirtut|Dirdik|Dirut|Binpres|Binmas|Men(?:ko|lu|han|keu|kes|sos|hub|dag|perin|kum|ham|pora|tan|hut|pan|bud|dik|diknas|dikbud|pare|parekraf|ves|inves|kop|kopukm|pu|aker|naker|trans|desa|kominfo|komdigi|ristek|ag|seg|sesneg)$)"
)
# Verbs of headlines: "Camat Ingatkan Warga".
_HEADLINE_VERB = re.compile(r"[A-Z][a-z]{3,}kan$")
# Months that persons are called by.
_MONTHS_TOO = frozenset({"April", "Mei", "Juni", "Juli"})
_ROMAN = re.compile(r"[IVX]+$")
# In a lead set in capitals the verb behind a name is told by its prefix.
_SHOUTED_VERB = re.compile(r"ME(?:M[BFPIEAU]|N[CDJSTYZ]|NG)[A-Z]{4,}$")
# Certificates behind degrees: "S.E., CSFA".
_CERTIFICATE = re.compile(r"C[A-Z]{2,5}(?![\w'’])")
_SEPARATOR = re.compile(r"[ \u00a0]?[,.;]+[ \u00a0]?|[ \u00a0]")


def _degrees_end(text: str, end: int, rules: Grammar) -> int:
    """Where the degrees behind a name end; `end` itself where there are none."""
    position = end
    while True:
        gap = _SEPARATOR.match(text, position)
        at = gap.end() if gap else position
        if not gap and text[position - 1 : position] != ".":
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


def _shown(text: str, place: Word, word: str, goes_on: bool, marks: str) -> str:
    """A name word as stored: title case, and those of the marks behind it kept where the name goes on."""
    if len(word) > 2 and word.isupper():
        word = "-".join(part.capitalize() for part in word.split("-"))
    behind = text[place.end : place.end + 1]
    return word + behind if goes_on and behind and behind in marks else word
