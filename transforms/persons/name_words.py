"""Which words a name begins with, and which go on a name that another word began."""

import re
from collections.abc import Set
from functools import lru_cache

from transforms.persons.name_grammar import Grammar, grammar
from transforms.persons.words import BLANKS, Words, is_capital

_STOPPED = frozenset((".", ". ", ".\u00a0", " . "))
_NEAR = 20
_PAIR_REACH = 80
# A word with a possessive is no name: "BKD-nya", "Anggotanya".
_SUFFIXED = re.compile(r"[A-Z]{2,}-?(?:nya|ku|mu|lah|pun)$|[A-Z][a-z]{3,}nya$")
# Verbs of headlines: "Camat Ingatkan Warga".
_HEADLINE_VERB = re.compile(r"[A-Z][a-z]{3,}kan$")
# In a lead set in capitals the verb behind a name is told by its prefix.
_SHOUTED_VERB = re.compile(r"ME(?:M[BFPIEAU]|N[CDJSTYZ]|NG)[A-Z]{4,}$")
_ROMAN = re.compile(r"[IVX]+$")


def joined(text: str, words: Words, index: int) -> bool:
    """Whether the word with this index goes on a name that the word before it belongs to."""
    if index >= len(words.texts) or not is_capital(words.texts[index]):
        return False
    before = words.texts[index - 1]
    gap = text[words.end(index - 1) : words.starts[index]]
    if not gap:  # two words that lost their blank
        return before.casefold() in grammar().known
    if gap in BLANKS:
        return True
    return gap in _STOPPED and (len(before) <= 1 or before in grammar().abbreviations or _is_block(before))


def _is_block(word: str) -> bool:
    return len(word) == 2 and word.isupper()


def may_begin(text: str, words: Words, first: int, stops: Set[int], rules: Grammar) -> bool:
    """Whether a name begins with the word with this index."""
    word = words.texts[first]
    if words.starts[first] in stops or not is_opening(word):
        return False
    if word in rules.months_too and first + 1 < len(words.texts) and words.texts[first + 1].isdigit():
        return words.starts[first + 1] > words.end(first) + 1  # "Juni 2024"
    if word == "I":
        return joined(text, words, first + 1) and words.texts[first + 1] in rules.after_i
    if len(word) <= 2 and word.isupper():
        return joined(text, words, first + 1)
    return True


@lru_cache(maxsize=1 << 13)
def is_opening(word: str) -> bool:
    """Whether a name can begin with a word, by the word alone."""
    rules, folded = grammar(), word.casefold()
    if not is_capital(word) or folded in rules.nowhere or folded in rules.not_first:
        return False
    if (
        folded in rules.passives
        or _SUFFIXED.match(word)
        or _HEADLINE_VERB.match(word)
        or rules.short_office.match(word)
    ):
        return False
    return len(word) == 1 or not _ROMAN.match(word)


def ends_name(word: str) -> bool:
    """Whether a capitalised word ends the name before it, whatever stands behind it."""
    rules, folded = grammar(), word.casefold()
    return (
        folded in rules.affixed
        or folded in rules.nowhere
        or folded in rules.passives
        or folded in rules.rank_words
        or _HEADLINE_VERB.match(word) is not None
    )


def leads_on(text: str, words: Words, index: int, stops: Set[int], rules: Grammar) -> bool:
    """Whether a name word stands behind the word with this index: "Surti Hari Handayani", but "Surti Hari Ini"."""
    return (
        joined(text, words, index + 1)
        and may_begin(text, words, index + 1, stops, rules)
        and words.texts[index + 1].casefold() not in rules.common
    )


def goes_on(text: str, start: int, word: str, shouted: bool, rules: Grammar) -> bool:
    """Whether a capitalised word behind a name word belongs to the name; `start` is where it stands."""
    folded = word.casefold()
    if folded in rules.nowhere or folded in rules.rank_words or folded.isdigit():
        return False
    if folded in rules.openings and text[start + len(word) : start + len(word) + 1] != ",":
        return False
    if (folded in rules.affixed or folded in rules.passives) and not shouted:
        return False
    if _HEADLINE_VERB.match(word):
        return False
    if len(word) > 1 and word.isupper():
        if rules.bare_degree.match(text, start):
            return False
        return (shouted and folded not in rules.not_first and not _SHOUTED_VERB.match(word)) or (
            len(word) == 2 and not _ROMAN.match(word)
        )
    if shouted and len(word) > 1:
        return False
    may_be_degree = len(word) <= 2 or not word[1:].islower()  # "MSi"
    return not (may_be_degree and rules.bare_degree.match(text, start))


def is_second_half(text: str, words: Words, index: int) -> bool:
    """Whether a hyphen joins the last word of a name to it: "Surti Dewi Lubis-Tanaka", but not "Surti Dewi-Budi".

    Of a pair each goes by the own name elsewhere; the second half of a name stands nowhere without the first.
    """
    before, word = words[index - 1], words[index]
    if text[before.end : word.start] != "-" or not is_capital(word.text) or word.text.isupper():
        return False
    if joined(text, words, index + 1):
        return False
    if grammar().pairs.search(text, max(0, word.start - _PAIR_REACH), word.start):
        return False
    return text.count(word.text) == text.count(f"{before.text}-{word.text}")


def in_headline(text: str, words: Words, index: int) -> bool:
    """Whether most words round this one are set in capitals, as in a headline: there a verb looks like a name."""
    start, end = text.rfind("\n", 0, words.starts[index]) + 1, text.find("\n", words.end(index))
    near = words[max(0, index - _NEAR) : index + _NEAR + 1]
    line = [w.text for w in near if w.start >= start and (end < 0 or w.end <= end)]
    return sum(word[0].islower() for word in line) * 3 <= len(line)
