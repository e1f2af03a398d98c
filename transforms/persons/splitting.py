"""The words of a text with their spans, their letters and the signs between them."""

import re
from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise, repeat
from operator import add
from typing import NamedTuple

from transforms.blanking import told_apart
from transforms.persons.glued import seams
from transforms.persons.signs import letter_of
from transforms.persons.words import Words

_INNER = "'`´-"  # what may stand within a word
_LONG = 6
_MOST_KEPT, _LONGEST_KEPT = 1 << 16, 64
_WORD = re.compile(
    r"[^\W\d_]++(?!['’‘`ʼ´-])|[^\W\d_]+(?:['’‘`ʼ´][^\W\d_]+"
    r"|-(?:(?=[a-zà-ÿ])|(?<=\b[Aa][ldnrstz]-)|(?<=\b[Aa](?:sy|sh|dh)-)|(?<=\b(?:[Ee]l|[Uu]r)-))[^\W\d_]+)*|\d+"
)
# A run that is no word of its own, and one that is none at all.
_SEVERAL, _NONE = "X", "e"
_NAMED = {" ": " ", "\u00a0": "~", ",": ",", ".": ".", "\n": "\n", "(": "(", "/": "/", "@": "/", "_": "/"}
_GAPS = bytes(ord(_NAMED.get(chr(code), ";")) for code in range(256))
# Gaps of two characters; all other wide ones are ";", but for those that begin with a sign of addresses.
_ADDRESS = re.compile(rf"/(?:{_NONE}\W)+")
_NARROWED = (
    (",e ", ","),
    (".e ", "."),
    (" e ", "="),
    (" e(", "("),
    (",e;", ";"),
    (" e;", ";"),
    (";e ", ";"),
    (".e;", ";"),
)


class _Run(NamedTuple):
    """What a run of characters between blanks is made of: the spans of its words, and their letters with the signs between."""

    spans: tuple[tuple[int, int], ...]
    signs: str


class _Letters(dict[str, str]):
    """The letter of each run met; `X` where it is not one word."""

    def __missing__(self, run: str) -> str:
        if run.isdigit() or (run.isalpha() and not _seams(run)):
            letter = letter_of(run)
        else:
            letter = _SEVERAL if run else _NONE
        if len(run) < _LONGEST_KEPT:
            self[run] = letter
        return letter


_LETTERS = _Letters()


def split_words(text: str) -> Words:
    """Words and numbers of a text, hyphenated and glued capitals apart ("Sari-Budi" is two), in order."""
    if len(_LETTERS) > _MOST_KEPT:
        _LETTERS.clear()
    runs, gaps = told_apart(text, _INNER)
    letters = "".join(map(_LETTERS.__getitem__, runs))
    starts = list(accumulate(map(add, map(len, runs), repeat(1)), initial=0))
    by_turns = bytearray(2 * len(runs) + 1)
    by_turns[1::2] = letters.encode()
    by_turns[::2] = b"\n%b\n" % gaps.translate(_GAPS)
    signs = by_turns.decode()
    if _SEVERAL in letters:
        runs, starts, inner = _taken_apart(text, runs, starts, letters)
        signs = "".join(chain.from_iterable(zip(signs.split(_SEVERAL), inner, strict=True)))
    for wide, narrow in _NARROWED:
        signs = signs.replace(wide, narrow)
    if f"/{_NONE}" in signs:
        signs = _ADDRESS.sub("/", signs)
    if _NONE in signs:
        first, *inner, last = signs.split(_NONE)
        signs = ";".join((first[:-1], *(part[1:-1] for part in inner if len(part) > 1), last[1:]))
    return Words(
        list(filter(None, runs)), list(compress(starts, runs)), signs.replace("=", " ").replace("~", " ")
    )


def _taken_apart(
    text: str, runs: list[str], starts: list[int], letters: str
) -> tuple[list[str], list[int], list[str]]:
    """The runs and their starts with words in place of those that are several, and the signs of each of these, "" last."""
    words: list[str] = []
    begins: list[int] = []
    signs: list[str] = []
    last = 0
    for several in re.finditer(_SEVERAL, letters):
        at = several.start()
        run = _read(runs[at]) if len(runs[at]) < _LONGEST_KEPT else _read.__wrapped__(runs[at])
        words += runs[last:at]
        begins += starts[last:at]
        words += [text[starts[at] + begin : starts[at] + end] for begin, end in run.spans]
        begins += [starts[at] + begin for begin, _ in run.spans]
        signs.append(run.signs)
        last = at + 1
    return words + runs[last:], begins + starts[last:], [*signs, ""]


def _seams(word: str) -> tuple[int, ...]:
    """Where blanks are missing in a word."""
    return seams(word) if len(word) > _LONG and word[0].isupper() else ()


@lru_cache(maxsize=1 << 13)
def _read(run: str) -> _Run:
    spans: list[tuple[int, int]] = []
    signs, last = "", 0
    for word in _WORD.finditer(run):
        for begin, end in pairwise((0, *_seams(word[0]), len(word[0]))):
            start, end = word.start() + begin, word.start() + end
            gap = run[last:start]
            if spans:
                signs += "|" if not gap else gap if gap == "-" else ";"
            elif gap:
                signs += f"{_NONE};"
            signs += letter_of(run[start:end])
            spans.append((start, end))
            last = end
    if last < len(run):
        signs += f";{_NONE}" if spans else f"{_NONE};{_NONE}"
    return _Run(tuple(spans), signs)
