"""The levels and kinds of penalties that a sentence names: "sanksi sedang", "hukuman ringan hingga berat"."""

import re
from collections.abc import Iterator

from transforms.sanctions.rules import Item, compiled_rules

REACH = 12
"""So many filling words may stand between "sanksi" and its level."""
_SUPPOSED = frozenset({"kalau", "jika", "bila", "apabila", "untuk", "bagi"})
_BETWEEN = frozenset(
    {",", "dan", "atau", "hingga", "sampai", "maupun", "serta", "disiplin", "sanksi", "hukuman"}
)
"""What may stand between the levels of a list."""
_ALL = 3
_THREAT = frozenset({"ada", "ancaman", "terancam", "diancam", "kena"})
_OFFENCES = frozenset({"umum", "khusus", "pemilu", "pemilihan", "korupsi", "lain"})
_BREACH = "pelanggaran"
_ITS_PENALTY = frozenset({"sanksinya", "hukumannya"})
_TO_OR = frozenset({"atau", "hingga", "sampai", "dan"})
_FROM, _TO = frozenset({"mulai", "dari", "antara"}), frozenset({"hingga", "sampai", "ke", "dan"})


def find_levels(
    body: str, tokens: list[re.Match[str]], heads: list[int], *, is_headed: bool
) -> Iterator[Item]:
    """Levels and kinds that a word for penalty governs, alone or in a list; `is_headed` by what stands around."""
    compiled = compiled_rules()
    rules, words = compiled.rules, [token.group() for token in tokens]
    bare = [n for n, word in enumerate(words) if word in rules.words.bare_heads and n not in heads]
    seen: set[int] = set()
    for head in (*heads, *bare):
        if head in bare and (head and words[head - 1] in (*compiled.heads, *rules.words.other_graded)):
            continue
        gap = 0
        for n in range(head + 1, len(words)):
            word = words[n]
            gap += 1
            if _is_level(words, n):
                seen.add(n)
                gap = 0
            elif word in rules.kinds.words:
                if _is_kind(words, n):
                    begin = (
                        tokens[head].start() if n - head <= 2 and words[n - 1] != "," else tokens[n].start()
                    )
                    yield Item(begin, tokens[n].end(), None, is_kind=True)
                elif not _is_level(words, n + 1):
                    break
                gap = 0
            elif word not in compiled.fillers or gap > (1 if head in bare else REACH):
                break
    if heads or is_headed:
        seen |= {n for n in range(len(words)) if n not in seen and _stands_alone(words, n)}
    for n in sorted(seen):
        begin = n - 1 if n and words[n - 1] in ("paling", *compiled.heads) else n
        yield Item(tokens[begin].start(), tokens[n].end(), rules.levels[words[n]])


def _is_level(words: list[str], n: int) -> bool:
    """Whether the word is a level here: "sedang" may be "just now", "pidana" part of a form."""
    rules = compiled_rules().rules
    word, following = words[n], words[n + 1] if n + 1 < len(words) else ""
    if word not in rules.levels or (n and words[n - 1] in rules.words.other_graded):
        return word in rules.levels and _grades_penalty(words, n)
    if n > 1 and words[n - 2 : n] == ["tindak", "pidana"]:
        return False  # "tindak pidana ringan" grades the offence
    if word == "sedang":
        progressive = (
            following.startswith(("di", "me", "ber", "ter", "dalam"))
            and following not in rules.words.level_verbs
        )
        return not (progressive or following == "dalam")
    if word == "pidana":
        return following not in ("penjara", "kurungan", "denda", "dengan")
    return not (word == "berat" and following[:1].isdigit())


def _is_kind(words: list[str], n: int) -> bool:
    rules = compiled_rules().rules
    following = words[n + 1] if n + 1 < len(words) else ""
    return following not in rules.kinds.not_before and following not in rules.levels


def _stands_alone(words: list[str], n: int) -> bool:
    """Whether a level without its head is meant: in a list, before "berupa", in brackets, "paling berat"."""
    rules = compiled_rules().rules
    previous = words[n - 1] if n else ""
    following = words[n + 1] if n + 1 < len(words) else ""
    if words[n] == "pidana" and previous in _THREAT:
        return following not in _OFFENCES
    if not _is_level(words, n) or rules.levels[words[n]] in ("moral", "pidana"):
        return False
    if previous == "paling" or words[n].startswith("ter"):
        return True
    if following in (",", "hingga", "sampai") and previous in _SUPPOSED:
        return True
    for lower in (n, n - 2):  # "mulai sedang hingga berat"
        span = words[max(0, lower - 1) : lower + 3]
        if (
            len(span) == 4
            and span[0] in _FROM
            and span[2] in _TO
            and {span[1], span[3]} <= rules.levels.keys()
        ):
            return True
    in_brackets = previous == "(" and following == ")"
    graded = _is_graded(words, n) or (previous == "yang" and words[n] != "sedang")
    graded = graded or _is_of_those(words, n) or _grades_penalty(words, n)
    if n > 1 and previous in _TO_OR and words[n - 2] in rules.levels:  # "tingkat sedang atau berat"
        graded = graded or _is_graded(words, n - 2)
    return _listed(words, n) >= _ALL or in_brackets or graded or following in rules.words.links


def _grades_penalty(words: list[str], n: int) -> bool:
    """Whether a grade of breach is that of its penalty, told next: "untuk pelanggaran ringan, sanksinya teguran"."""
    behind = next((word for word in words[n + 1 : n + 3] if word != ","), "")
    return n > 1 and words[n - 1] == _BREACH and words[n - 2] in _SUPPOSED and behind in _ITS_PENALTY


def _is_of_those(words: list[str], n: int) -> bool:
    """Whether a breach of a grade is meant, its word told before: "untuk yang sedang"."""
    return n > 1 and words[n - 1] == "yang" and words[n - 2] in _SUPPOSED


def _is_graded(words: list[str], n: int) -> bool:
    """Whether the word before says that a level follows: "tingkat sedang", "kategori berat"."""
    return n > 0 and words[n - 1] in ("kategori", "tingkat", "tingkatan")


def _listed(words: list[str], n: int) -> int:
    """How many levels stand in the list that a level belongs to."""
    levels = compiled_rules().rules.levels
    found = {words[n]}
    for step in (-1, 1):
        at = n + step
        while 0 <= at < len(words) and (words[at] in levels or words[at] in _BETWEEN):
            found |= {words[at]} & levels.keys()
            at += step
    return len(found)
