"""Words that lost the blank between them: "BaratDedi", "Mulyadimengatakan". The text stays as printed."""

import re
from functools import lru_cache
from itertools import pairwise

from transforms.persons.name_grammar import grammar

_SEAM = re.compile(
    r"(?<=[a-zà-ÿ]{3})(?=[A-Z][a-zà-ÿ]{2})|(?<=[A-Z]{2})(?=[A-Z][a-zà-ÿ]{3})|(?<=[a-zà-ÿ]{3})(?=[A-Z]{2})"
)
_SHORTEST = 8
_HEAD = 5
_LEAST = 3


@lru_cache(maxsize=1 << 14)
def seams(word: str) -> tuple[int, ...]:
    """Where blanks are missing in a word that begins with a capital; empty for words that are whole.

    A seam is taken between a small letter and a capital where a word known of the language stands on one side
    ("BaratDedi", but not "YouTube"), and behind a name that a verb or a particle is stuck to.
    """
    rules = grammar()
    found = [m.start() for m in _SEAM.finditer(word)]
    if found:
        bounds = [0, *found, len(word)]
        parts = [word[a:b] for a, b in pairwise(bounds)]
        words = [_is_word(part) for part in parts]
        found = [seam for at, seam in enumerate(found) if words[at] or words[at + 1]]
    last = found[-1] if found else 0
    tail = word[last:]
    if len(tail) >= _SHORTEST and tail[1:].islower() and not _is_word(tail):
        cut = _stuck(tail.casefold(), rules.known, rules.stuck | rules.affixed)
        found += [last + cut] if cut else []
    return tuple(found)


def _is_word(part: str) -> bool:
    rules, folded = grammar(), part.casefold()
    return len(part) > _LEAST and (
        folded in rules.common or folded in rules.glued_to or folded in rules.known
    )


def _stuck(word: str, heads: frozenset[str], tails: frozenset[str]) -> int:
    """Where a name ends that another word is stuck to, 0 where none is."""
    return next(
        (n for n in range(len(word) - 2, _HEAD - 1, -1) if word[n:] in tails and word[:n] in heads), 0
    )
