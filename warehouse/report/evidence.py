"""The words behind a report: short passages of an article, cut into marked and unmarked pieces."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int, str]
"""Start, end and kind ("event", "actor", "date", …) of marked words."""
Piece = tuple[str, str]
"""Text, and the kinds of marks that lie on it, with blanks between them; empty where none does."""

AROUND = 140
"""Characters shown on each side of marked words."""
LONGEST = 2400
"""Characters shown of one article. Whole texts belong to their publishers."""


def passages(
    text: str, spans: Iterable[Span], *, around: int = AROUND, longest: int = LONGEST
) -> list[list[Piece]]:
    """Stretches of `text` about the spans, in order; joined they are words of the article and nothing else.

    Spans that lie near each other share a passage. Spans outside the text are left out, and so are the
    last ones once `longest` characters are shown; spans of kind "event" are never the ones left out.
    """
    valid = sorted({s for s in spans if 0 <= s[0] < s[1] <= len(text)}, key=lambda s: (s[2] != "event", s))
    chosen: list[Span] = []
    windows: list[tuple[int, int]] = []
    for span in valid:
        wider = _join([*windows, _window(text, span, around)])
        if windows and sum(end - start for start, end in wider) > longest:
            continue
        windows = wider
        chosen.append(span)
    return [_pieces(text, start, end, chosen) for start, end in windows]


def _window(text: str, span: Span, around: int) -> tuple[int, int]:
    start, end = max(0, span[0] - around), min(len(text), span[1] + around)
    if start:
        start = next((i + 1 for i in range(start, span[0]) if text[i].isspace()), span[0])
    if end < len(text):
        end = next((i for i in range(end, span[1], -1) if text[i - 1].isspace()), span[1])
    return start, end


def _join(windows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> list[Piece]:
    inside = [s for s in spans if s[0] < end and s[1] > start]
    cuts = sorted({start, end, *(max(s[0], start) for s in inside), *(min(s[1], end) for s in inside)})
    pieces = []
    for left, right in pairwise(cuts):
        kinds = sorted({kind for s, e, kind in inside if s <= left and right <= e})
        pieces.append((text[left:right], " ".join(kinds)))
    return pieces
