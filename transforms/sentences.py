"""Sentences of Indonesian news: where a stop ends one, and where it belongs to a name or a number."""

import re
from functools import cache
from typing import NamedTuple

from config.gazetteers import gazetteers
from config.loader import Model, load_toml

# A stop that may end a sentence, "." between two digits not; in the plain case a small letter is before it and a blank
# and a capital are behind. A class at its begin lets a pattern be looked for without being tried at every character;
# a single sign, which will do in lines without other stops, is found sooner still.
_BEHIND = r"(?:(?<=[a-z]\.)(?P<plain>)(?= [A-Z])|(?!(?<=[^\W_]\.)\d)[.!?…]*)"
_STOP, _FULL_STOP = re.compile(r"[.!?…]" + _BEHIND), re.compile(r"\." + _BEHIND)
_LETTERS = re.compile(r"[^\W\d_]{1,30}")
_TOKEN = re.compile(r"[^\W\d_]{1,30}(?:\.[^\W\d_]{1,30}){0,5}")
# What may stand at the end of a line behind its last sentence: "***", "(san)", "[Red]", "(*/ant)".
_SIGN_OFF = re.compile(r"[(\[][^\s()\[\]]{1,12}(?: [^\s()\[\]]{1,12}){0,2}[)\]]")
_TAIL_CHARS = " \t\r\u00a0*/#|_=~–—-."
_MARK = re.compile(r"[\"“”„‟″«»]")
_CLOSING_BRACKETS = frozenset(")]}’'*")
_LEADING = frozenset("([{‘'*-–—•·>#@")
_LOOK_BACK = 40
_ZONES = frozenset({"wib", "wita", "wit"})


class SentenceWords(Model):
    """The lists of `config/rules/sentences.toml`."""

    never_final: tuple[str, ...]
    before_numbers: tuple[str, ...]
    domains: tuple[str, ...]
    letter_heads: tuple[str, ...]
    openers: tuple[str, ...]


class Sentence(NamedTuple):
    """A sentence: its span without surrounding blanks, and the 0-based line it stands in."""

    start: int
    end: int
    paragraph: int


class _Words(NamedTuple):
    never_final: frozenset[str]
    before_numbers: frozenset[str]
    domains: frozenset[str]
    letter_heads: frozenset[str]
    openers: frozenset[str]
    degrees: frozenset[str]
    shortened: frozenset[str]


@cache
def _words() -> _Words:
    lists = load_toml(SentenceWords, "rules/sentences.toml")
    tables = gazetteers()

    def folded(words: tuple[str, ...]) -> frozenset[str]:
        return frozenset(word.casefold() for word in words)

    # "Komisaris Besar" and "(Laut)" end in plain words: only short forms of titles and corps count.
    titles = {h.form for h in tables.honorifics if h.kind == "academic" and " " not in h.form}
    titles |= {h.form for h in tables.honorifics if h.kind == "corps" and len(h.form) == 3}
    acting = {a.form.rstrip(".") for a in tables.acting if a.form.endswith(".")}
    never_final = folded(lists.never_final) | folded(tuple(titles | acting))
    degrees = frozenset(_bare(d.variant) for d in tables.degrees)
    return _Words(
        never_final=never_final,
        before_numbers=folded(lists.before_numbers),
        domains=folded(lists.domains),
        letter_heads=folded(lists.letter_heads),
        openers=folded(lists.openers),
        degrees=degrees,
        shortened=never_final | degrees,
    )


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split a body into sentences.

    No sentence crosses a line feed, and every character that is not blank lies in exactly one
    sentence. Sentences inside a quotation are sentences of their own; closing marks, "***" and a
    sign-off such as "[Red]" stay with the sentence they follow. A missing blank is seen through
    ("pada 2024.Karena itu"). The cost is linear in the length of the text.

    Args:
        text: paragraphs joined by line feeds.

    Returns:
        The sentences in order, offsets in code points of `text`.
    """
    sentences = []
    offset = 0
    for paragraph, line in enumerate(text.split("\n")):
        start = 0
        for end in _ends(line):
            upto = line[start:end].rstrip()
            if core := upto.lstrip():
                last = offset + start + len(upto)
                sentences.append(Sentence(last - len(core), last, paragraph))
            start = end
        offset += len(line) + 1
    return tuple(sentences)


def opening_marks(line: str) -> dict[int, bool]:
    """The double quotation marks of a line by position, with whether each opens a quotation.

    The shape of a mark is no guide (one big paper prints ” on both sides, others “), so blanks around
    it decide first, then the letters behind it, then its shape, then whether a quotation is open.
    """
    marks: dict[int, bool] = {}
    if line.isascii() and '"' not in line:
        return marks
    is_open = False
    for mark in _MARK.finditer(line):
        at, char = mark.start(), mark.group()
        before = line[at - 1] if at else " "
        after = line[at + 1] if at + 1 < len(line) else " "
        free_before, free_after = before.isspace() or before in "([{", not after.isalnum()
        if free_before and not after.isspace():
            opens = True
        elif free_after and not free_before:
            opens = False
        elif free_before or before not in ",.!?…:;":
            opens = not is_open
        elif after.islower():
            opens = False
        else:
            opens = char in "“„«" or (char != "»" and not is_open)
        marks[at] = is_open = opens
    return marks


def _ends(line: str) -> list[int]:
    """Where sentences end in a line, the end of the line last."""
    marks = opening_marks(line)
    start, tail = 0, _tail(line)
    ends: list[int] = []
    stops = _STOP if any(map(line.__contains__, "!?…")) else _FULL_STOP
    for stop in stops.finditer(line, 0, tail):
        if stop.lastgroup and _ends_plainly(line, start, stop.start()):
            start = stop.end()
            ends.append(start)
            continue
        end = _past_closers(line, stop.end(), marks)
        following = end
        while following < len(line) and line[following].isspace():
            following += 1
        if following < len(line) and marks.get(following) is False:
            end = following = _past_closers(line, following, marks)
            while following < len(line) and line[following].isspace():
                following += 1
        if end >= tail:
            break
        if stop.start() >= start and _is_end(line, start, stop, end, following, marks):
            ends.append(end)
            start = end
    ends.append(len(line))
    return ends


def _ends_plainly(line: str, start: int, stop: int) -> bool:
    """Whether the word before a stop is one that is no short form, the plain case of `_is_end`."""
    word = line[max(start, line.rfind(" ", start, stop) + 1) : stop]
    return len(word) > 1 and word.isalpha() and word.casefold() not in _words().shortened


def _tail(line: str) -> int:
    """Where what follows the last sentence of a line begins: stars, dashes, a sign-off in brackets."""
    at = len(line.rstrip(_TAIL_CHARS))
    if not line.endswith((")", "]"), 0, at):
        return at
    opened = max(line.rfind("(", max(0, at - _LOOK_BACK), at), line.rfind("[", max(0, at - _LOOK_BACK), at))
    if opened >= 0 and _SIGN_OFF.fullmatch(line, opened, at):
        at = len(line[:opened].rstrip(_TAIL_CHARS.replace(".", "")))
    return at


def _past_closers(line: str, at: int, marks: dict[int, bool]) -> int:
    """The position behind the closing marks and brackets that begin at `at`."""
    while at < len(line) and (marks.get(at) is False or line[at] in _CLOSING_BRACKETS):
        if line[at] in "'’" and at + 1 < len(line) and line[at + 1].isupper():
            break
        at += 1
    return at


def _is_end(
    line: str, start: int, stop: re.Match[str], end: int, following: int, marks: dict[int, bool]
) -> bool:
    """Whether the stop ends the sentence that began at `start`; `end` is behind its closing marks."""
    begin, opens_quote = _first_letter(line, following, marks)
    if begin >= len(line):
        return False
    first = line[begin]
    starts = first.isdigit() or (first.isalpha() and not first.islower()) or (opens_quote and first.isalpha())
    if not starts:
        return False
    blank = following > end
    before = line[stop.start() - 1] if stop.start() else " "
    if stop.group() != ".":
        wide_ellipsis = before.isspace() and stop.group()[0] in ".…"
        return not (wide_ellipsis or (not blank and first.isdigit()))
    if before in ",;:":
        return False
    if end > stop.end() or opens_quote:
        return True
    if before.isdigit():
        return _ends_after_number(line, start, stop.start(), begin, blank)
    if not before.isalpha():
        return blank or (before in ")]%" and line[begin + 1 : begin + 2].islower())
    return _ends_after_word(line, start, stop.start(), begin, blank)


def _first_letter(line: str, at: int, marks: dict[int, bool]) -> tuple[int, bool]:
    """The first position that is no opening mark, bracket, dash or bullet, and whether a mark opened."""
    opens_quote = False
    while at < len(line) and (line[at] in _LEADING or line[at].isspace() or marks.get(at)):
        opens_quote = opens_quote or at in marks
        at += 1
    return at, opens_quote


def _ends_after_number(line: str, start: int, stop: int, begin: int, blank: bool) -> bool:
    head = line[max(start, stop - 4) : stop].strip()
    opens_line = not line[start:stop][:-4].strip() if stop - start <= 8 else False
    if opens_line and head.isdigit():
        return False
    if not blank:
        word = _LETTERS.match(line, begin)
        return word is not None and len(word.group()) > 1 and word.group().casefold() not in _ZONES
    # "pukul 09. 30" is a time with a stray blank, "pada 2024. 30 orang" is not.
    two = line[begin : begin + 2].isdigit() and not line[begin + 2 : begin + 3].isdigit()
    return not (two and not line[max(start, stop - 3) : stop].isdigit())


def _ends_after_word(line: str, start: int, stop: int, begin: int, blank: bool) -> bool:
    words = _words()
    floor = max(start, stop - _LOOK_BACK)
    token = line[floor:stop].rpartition(" ")[2]
    chain_start = stop - len(token) if token.isalpha() else stop
    while chain_start > floor and (line[chain_start - 1].isalpha() or line[chain_start - 1] == "."):
        chain_start -= 1
    chain = line[chain_start:stop].lstrip(".")
    word = chain.rpartition(".")[2]
    next_token = _TOKEN.match(line, begin)
    following = next_token.group() if next_token else ""
    opener = following.partition(".")[0].casefold()
    before = line[floor:chain_start].rstrip()
    if len(word) == 1 and (
        chain == word or _bare(chain) not in words.degrees or not before.endswith((",", "."))
    ):
        head = before[before.rfind(" ") + 1 :].casefold()
        return blank and bool(before) and (head in words.letter_heads or opener in words.openers)
    if word.casefold() in words.never_final or chain.casefold() in words.never_final:
        return blank and word.islower() and opener in words.openers
    if word.casefold() in words.before_numbers and line[begin].isdigit():
        return False
    if _is_degree(line, following, begin) and (_bare(chain) in words.degrees or not blank):
        return False
    if blank:
        return True
    if not following or len(opener) < 2 or (word.isupper() and following.isupper()):
        return False
    if opener in words.domains or any(sign in token for sign in ("://", "www.", "@")):
        return False
    if "/" in token and token[0].isdigit():  # the number of a case, "12/Pid.B/2024/PN.Mkr"
        return False
    if _bare(chain + "." + following) in words.degrees:
        return False
    behind = line[begin + len(following) : begin + len(following) + 1]
    unknown_degree = (
        "." in chain and _bare(chain) in words.degrees and len(following) <= 5 and behind in ",.)"
    )
    return not (unknown_degree and opener not in words.openers)


def _is_degree(line: str, token: str, begin: int) -> bool:
    """Whether an academic degree is printed at `begin`, or a capital that begins one ("S. Sos")."""
    behind = line[begin + len(token) : begin + len(token) + 1]
    return _bare(token) in _words().degrees or (len(token) == 1 and behind == ".")


def _bare(degree: str) -> str:
    return degree.replace(".", "").replace(" ", "").casefold()
