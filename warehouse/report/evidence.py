"""The words behind a report: short passages of an article, cut into marked and unmarked pieces."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

Span = tuple[int, int, str]
"""Start, end and kind ("event", "actor", "date", …) of marked words."""
Piece = tuple[str, str]
"""Text, and the kinds of marks that lie on it, with blanks between them; empty where none does."""

AROUND = 140
"""Characters shown on each side of marked words."""
LONGEST = 2400
"""Characters shown of one article. Whole texts belong to their publishers."""
_BLANK = re.compile(r"\s")


def passages(
    text: str, spans: Iterable[Span], *, around: int = AROUND, longest: int = LONGEST
) -> list[list[Piece]]:
    """Stretches of `text` about the spans, in order; joined they are words of the article and nothing else.

    Spans that lie near each other share a passage. Spans outside the text are left out, and so are the
    last ones once `longest` characters are shown; spans of kind "event" are never the ones left out.
    """
    valid = sorted({s for s in spans if 0 <= s[0] < s[1] <= len(text)}, key=lambda s: (s[2] != "event", s))
    near = [_window(text, span, around) for span in valid]
    windows = _join(near)
    if _length(windows) > longest:
        windows = []
        for span, window in zip(valid, near, strict=True):
            wider = _join([*windows, window])
            if span[2] == "event" or _length(wider) <= longest:
                windows = wider
    return [pieces(text, start, end, valid) for start, end in windows]


def pieces(text: str, start: int, end: int, spans: Iterable[Span]) -> list[Piece]:
    """The stretch of `text` from start to end, cut where marks begin and end; joined it is the stretch."""
    turns: dict[int, list[tuple[str, int]]] = {start: [], end: []}
    for left, right, kind in spans:
        if left < end and right > start:
            turns.setdefault(max(left, start), []).append((kind, 1))
            turns.setdefault(min(right, end), []).append((kind, -1))
    over: Counter[str] = Counter()
    found = []
    for left, right in pairwise(sorted(turns)):
        for kind, change in turns[left]:
            over[kind] += change
        found.append((text[left:right], " ".join(sorted(kind for kind, count in over.items() if count))))
    return found


def _length(windows: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in windows)


def _window(text: str, span: Span, around: int) -> tuple[int, int]:
    """The span with some words on each side, none of them cut."""
    start, end = max(0, span[0] - around), min(len(text), span[1] + around)
    if start:
        blank = _BLANK.search(text, start, span[0])
        start = blank.end() if blank else span[0]
    if end < len(text):
        words = text[span[1] : end]
        end = (
            span[1] + len(words) - len(words.split()[-1])
            if words.strip() and not words[-1].isspace()
            else end
        )
    return start, end


def _join(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
