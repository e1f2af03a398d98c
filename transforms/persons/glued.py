"""Words that lost the blank between them: "BaratDedi", "Mulyadimengatakan". The text stays as printed."""

import re
from functools import lru_cache
from itertools import pairwise

from transforms.persons.name_grammar import grammar

_SEAM = re.compile(
    r"(?<=[a-zà-ÿ]{3})(?=[A-Z][a-zà-ÿ])|(?<=[A-Z]{2})(?=[A-Z][a-zà-ÿ]{3})|(?<=[a-zà-ÿ]{3})(?=[A-Z]{2})"
)
_VERB = re.compile(r"(?:me|ber|di|ter)[a-z]{4,}")
_HEAD = 5
_TELLING = 5
_LEAST = 3


@lru_cache(maxsize=1 << 14)
def seams(word: str) -> tuple[int, ...]:
    """Where blanks are missing in a word that begins with a capital; empty for words that are whole.

    A seam is taken between a small letter and a capital where a word known of the language stands on one side
    ("BaratDedi", but not "YouTube"), and behind a name that a verb or a particle is stuck to.
    """
    if word[1:].islower():
        cut = 0 if _is_word(word) else _stuck(word.casefold())
        return (cut,) if cut else ()
    bounds = [0, *(m.start() for m in _SEAM.finditer(word)), len(word)]
    found: list[int] = []
    for start, end in pairwise(bounds):
        part = word[start:end]
        cut = _stuck(part.casefold()) if part[1:].islower() and not _is_word(part) else 0
        if cut:
            found.append(start + cut)
        if end < len(word) and (cut or _is_word(part) or _is_word(word[end : _next(bounds, end)])):
            found.append(end)
    return tuple(found)


def _next(bounds: list[int], at: int) -> int:
    return bounds[bounds.index(at) + 1]


def _is_word(part: str) -> bool:
    rules, folded = grammar(), part.casefold()
    return len(part) > _LEAST and (
        folded in rules.common or folded in rules.glued_to or folded in rules.known
    )


def _stuck(word: str) -> int:
    """Where a name ends that another word is stuck to, 0 where none is."""
    rules = grammar()
    stuck, affixed = rules.stuck, rules.affixed
    for cut in range(_LEAST, len(word) - 1):
        tail = word[cut:]
        if tail in stuck:
            head, telling = word[:cut], len(tail) >= _TELLING
            listed = head in rules.known or head in rules.glued_to or head in rules.own
            if (telling or listed) and len(head) >= (_HEAD - 1 if telling and listed else _HEAD):
                return cut
        elif tail in affixed and (_VERB.fullmatch(tail) or word[:cut] in rules.known):
            return cut
    return 0
