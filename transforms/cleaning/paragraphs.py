"""Paragraphs that a page's markup has torn: links and names left on lines of their own are set back in."""

import re
from functools import lru_cache

from transforms.cleaning.bylines import read_credit
from transforms.cleaning.dateline import find_dateline
from transforms.cleaning.lines import is_title_case
from transforms.cleaning.rules import cleaning_rules

_TORN = re.compile(r"\n(?:[a-z]|[,.;)%]|[-–—]{1,2}(?:\n|\s))|[-–—][ \u00a0]?\n")
_DASHES = frozenset("-–—")
_TORN_FROM = _DASHES | frozenset("abcdefghijklmnopqrstuvwxyz,.;)%")
_GOES_ON = re.compile(r"[,;)%]|\.(?![.\d])")
_LOWER = re.compile(r"(?!id\s|[a-z][.)]\s)[a-z][a-z'’-]*(?=[\s,.;:]|$)(?!\.[a-z])")
_FINISHED = re.compile(r"[.!?:;…][\"“”’')\]*]*\s?(?:[(\[][^()\[\]]{1,30}[)\]])?[\s*]*$")
_ATTRIBUTED = re.compile(r"[\"“”],?\s?[a-z]+$")
_DASH = re.compile(r"[-–—]{1,2}$")
_LAST_WORD = re.compile(r"([^\W\d_])[\w'’-]*[,(]?$")


def split_links(lines: list[str]) -> list[str]:
    """Lines with a link or a plug at their end apart: "… kata dia. Baca juga: Panen Raya" is two."""
    text = "\n".join(lines)
    for rule in cleaning_rules().splits:
        if any(map(text.__contains__, rule.holds)) and any(
            rule.regex.search(line) for line in lines if any(map(line.__contains__, rule.holds))
        ):
            cut = (rule.regex.sub(r"\1\n", line, count=2) for line in lines)
            lines = [piece for line in cut for piece in line.split("\n")]
    return lines


def rejoin(lines: list[str]) -> list[str]:
    """Join lines that the markup tore apart inside a sentence; blank lines are never crossed.

    A line goes on the one before it where it begins with a comma, a closing bracket or a small letter
    and that one is unfinished. A name or link between two such lines goes with both. Labels, credits
    and other furniture are left alone.
    """
    if not any(
        line[:1] in _TORN_FROM or line[-2:-1] in _DASHES or line[-1:] in _DASHES for line in lines if line
    ):
        return lines
    if not _TORN.search("\n" + "\n".join(lines)):
        return lines
    joined: list[str] = []
    for at, line in enumerate(lines):
        before = joined[-1] if joined else ""
        after = lines[at + 1] if at + 1 < len(lines) else ""
        if before and line and _belongs(before, line, after) and not _is_headline(joined, line):
            joined[-1] = before + line if _GOES_ON.match(line) else f"{before} {line}"
        else:
            joined.append(line)
    return joined


def _is_headline(joined: list[str], line: str) -> bool:
    """Whether what was joined so far is the headline, which no line goes on."""
    alone = not any(joined[:-1]) and is_title_case(joined[-1]) and line[0].isalpha()
    return alone and find_dateline(joined[-1]) is None


def _belongs(before: str, line: str, after: str) -> bool:
    """Whether `line` goes on the line before it."""
    if _FINISHED.search(before):
        return False
    if _GOES_ON.match(line):
        return True
    if _DASH.fullmatch(line):
        return _is_place(before) and bool(after)
    if _DASH.search(before) or (line[0] in "-–—" and _is_place(before)):
        return find_dateline(f"{before} {line}"[:120] + " Xx") is not None
    last = _LAST_WORD.search(before)
    is_said = _ATTRIBUTED.search(before) is not None
    is_small = _LOWER.match(line) is not None and not is_said
    # A name or link between two pieces: the line before is open, and this one is not finished either.
    is_held = before.endswith((",", "("))
    is_open = last is not None and (last[1].islower() or is_held) and not is_said
    leads_on = _GOES_ON.match(after) is not None
    is_between = is_open and not _FINISHED.search(line) and (leads_on or _LOWER.match(after) is not None)
    if not (is_small or is_held or is_between) or _is_furniture(before):
        return False
    if is_between and (is_small or leads_on):
        return True
    if cleaning_rules().find("any", line):
        return False
    return is_held or read_credit(line, at_edge=True) is None


def _is_place(line: str) -> bool:
    """Whether a line can be the dateline whose dash was torn off."""
    is_short = len(line.split()) <= 5 and line[:1].isupper()
    return is_short and find_dateline(f"{line} - Xx") is not None and not _is_furniture(line)


@lru_cache(maxsize=1000)
def _is_furniture(line: str) -> bool:
    return cleaning_rules().find("any", line) is not None or read_credit(line, at_edge=True) is not None
