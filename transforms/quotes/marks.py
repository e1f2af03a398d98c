"""Where quotations begin and end: quotation marks read in context, whatever their shape.

The marks of an article are a sequence; each opens, closes, nests or is a stray, and a quotation may
run over the end of a paragraph. Every reading of a mark earns what speaks for it (its shape, the
blanks, stops and capitals beside it, a cue word behind it); the sequence with the highest sum wins.
"""

import re
from functools import cache
from typing import NamedTuple

from transforms.lockstep import kept_for_texts
from transforms.quotes.cues import Cues, MarkWeights, cues, quote_rules

_MARKS = re.compile(r"[\"“”„‟«»″'‘’‚‛`´]")
_DOUBLES = frozenset('"“”„‟«»″')
_PAIRED = frozenset("'`‘’")  # printed twice they are one double mark: ''Saya siap,''
_OPENING, _CLOSING = frozenset("“„‟«"), frozenset("”»")
_STOPS = frozenset(".,!?;:…")
_TAIL = 90
_TRIM = "".join(char for char in map(chr, range(0x3001)) if char.isspace())

# States of the reading: outside; in a quotation between double or single marks; in a quotation inside one.
_OUT, _DOUBLE, _SINGLE, _IN_DOUBLE, _IN_SINGLE = range(5)
_STATES = range(5)
# Which evidence of an event a step earns, by its place beside 0.
_NONE, _O, _C = range(3)
_NEVER = float("-inf")


class Quotation(NamedTuple):
    """Text between marks: from the opening mark at `open_at` to behind the closing mark at `close_end`.

    `start` and `end` bound the text without marks and surrounding blanks. `opened` and `closed` say
    whether the mark is printed. `tag_at` is where a tag inside begins if the closing mark was forgotten.
    """

    open_at: int
    start: int
    end: int
    close_end: int
    opened: bool
    closed: bool


class _Event(NamedTuple):
    """A mark or the end of a paragraph, with what speaks for it opening (`o`) and closing (`c`).

    `first`: nothing but blanks stands before it in its line.
    """

    start: int
    end: int
    kind: str  # "double", "single" or "line"
    o: float
    c: float
    first: bool = False


@kept_for_texts
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Everything that stands between quotation marks, in order, without overlap; nested ones are left out.

    Args:
        text: paragraphs joined by line feeds.

    Returns:
        The quotations, scare quotes and titles among them, offsets in code points of `text`.
    """
    events = _events(text)
    if not events:
        return ()
    return _joined(text, _quotations(text, events, _best_reading(events)))


def _events(text: str) -> list[_Event]:
    weights, compiled = quote_rules().weights, cues()
    both_shapes = all(any(map(text.__contains__, shape)) for shape in (_OPENING, _CLOSING))
    events: list[_Event] = []
    line_start = read_to = 0
    for line in text.split("\n"):
        line_end = line_start + len(line)
        for found in _MARKS.finditer(text, line_start, line_end) if _has_marks(line) else ():
            start, end, mark = found.start(), found.end(), found.group()
            if start < read_to:
                continue
            if mark in _PAIRED and text[end : end + 1] == mark:
                end += 1
            read_to = end
            kind = "double" if mark in _DOUBLES or end - start > 1 else "single"
            if kind == "single" and text[start - 1 : start].isalnum() and text[end : end + 1].isalnum():
                continue
            opening, closing = _evidence(text, start, end, both_shapes, weights, compiled)
            first = not (events and events[-1].end > line_start) and not text[line_start:start].strip()
            if first and start > line_start:
                opening += weights.open_at_line_start - weights.open_after_blank
                closing += weights.close_at_line_start - weights.close_after_blank
            events.append(_Event(start, end, kind, opening, closing, first))
        if events:
            events.append(_line_end(text, line_start, events[-1].end, line_end, weights, compiled))
        line_start = line_end + 1
    return events


def _has_marks(line: str) -> bool:
    """Whether a line may hold quotation marks."""
    return not line.isascii() or '"' in line or "'" in line or "`" in line


def _evidence(
    text: str, start: int, end: int, both_shapes: bool, w: MarkWeights, compiled: Cues
) -> tuple[float, float]:
    """What speaks for the mark at `start` opening, and for it closing."""
    mark = text[start:end]
    before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    opening = closing = 0.0
    if both_shapes or mark in "‘’":
        if mark[0] in "“„‟«‘":
            opening, closing = w.glyph, -w.glyph
        elif mark[0] in "”»’":
            opening, closing = -w.glyph, w.glyph
    if before == "\n":
        opening, closing = opening + w.open_at_line_start, closing + w.close_at_line_start
    elif before.isspace() or before in "([{–—-/":
        opening, closing = opening + w.open_after_blank, closing + w.close_after_blank
        if start > 1 and text[start - 2] in _STOPS:
            opening += w.open_after_colon
    elif before in _STOPS:
        opening, closing = opening + w.open_after_stop, closing + w.close_after_stop
    else:
        opening, closing = opening + w.open_after_letter, closing + w.close_after_letter
    cue = compiled.after.match(text, end)
    if cue and (cue["cue"][0].islower() or before in _STOPS):
        closing += w.close_before_cue
    elif compiled.near.match(text, end):
        closing += w.close_near_cue
    if after == "\n":
        opening, closing = opening + w.open_at_line_end, closing + w.close_at_line_end
    elif after.isspace():
        opening, closing = opening + w.open_before_blank, closing + w.close_before_blank
    elif after.isalnum():
        opening += w.open_before_letter + (0.0 if after.islower() else w.open_before_capital)
        closing += 0.0 if cue and cue.start("cue") == end else w.close_before_letter
    elif after in _STOPS or after in ")]}":
        opening, closing = opening + w.open_before_stop, closing + w.close_before_stop
    return opening, closing


def _line_end(text: str, line_start: int, last_mark: int, at: int, w: MarkWeights, compiled: Cues) -> _Event:
    """The end of a paragraph: `o` is the cost of going on in the next one, `c` that of ending unclosed.

    `last_mark` is the end of the last mark before: a tag behind it is one whose closing mark was forgotten.
    """
    tail = text[max(last_mark, line_start, at - _TAIL) : at].rstrip()
    if compiled.trailing_tag.search(tail):
        return _Event(at, at + 1, "line", 2 * w.continued, w.unclosed_after_tag)
    ended = tail[-1:] in ".!?…"
    going_on = w.continued if ended else w.continued_mid_sentence
    return _Event(at, at + 1, "line", _NEVER if at >= len(text) else going_on, w.unclosed)


@cache
def _steps(kind: str, first: bool) -> tuple[tuple[int, int, str, int, float], ...]:
    """The ways to read an event: from state, to state, what it does, which evidence it earns and what besides."""
    w = quote_rules().weights
    if kind == "line":
        return (
            (_OUT, _OUT, "", _NONE, 0.0),
            (_DOUBLE, _DOUBLE, "", _O, 0.0),
            (_DOUBLE, _OUT, "unclosed", _C, 0.0),
            (_SINGLE, _OUT, "unclosed", _NONE, 2 * w.unclosed),
            (_IN_DOUBLE, _DOUBLE, "", _O, w.unclosed),
            (_IN_DOUBLE, _OUT, "unclosed", _C, w.unclosed),
            (_IN_SINGLE, _OUT, "unclosed", _NONE, 3 * w.unclosed),
        )
    if kind == "single":
        return (
            *((state, state, "", _NONE, w.ignore_single) for state in _STATES),
            (_OUT, _SINGLE, "open", _O, w.single_quotation),
            (_SINGLE, _OUT, "close", _C, 0.0),
            (_DOUBLE, _OUT, "close", _C, w.mixed_pair),
            (_DOUBLE, _IN_DOUBLE, "", _O, w.nested),
            (_IN_DOUBLE, _DOUBLE, "", _C, 0.0),
        )
    return (
        *((state, state, "", _NONE, w.ignore_double) for state in _STATES),
        (_OUT, _DOUBLE, "open", _O, 0.0),
        (_OUT, _OUT, "lost", _C, w.lost_opening),
        (_DOUBLE, _OUT, "close", _C, 0.0),
        (_DOUBLE, _DOUBLE, "restart", _O, w.reopened if first else w.restart),
        (_DOUBLE, _IN_DOUBLE, "", _O, w.nested),
        (_IN_DOUBLE, _DOUBLE, "", _C, 0.0),
        (_SINGLE, _IN_SINGLE, "", _O, w.nested),
        (_IN_SINGLE, _SINGLE, "", _C, 0.0),
        (_SINGLE, _OUT, "close", _C, w.mixed_pair),
    )


def _best_reading(events: list[_Event]) -> list[str]:
    """What each event does in the reading with the highest sum (Viterbi over five states)."""
    scores = [0.0, *[_NEVER] * 4]
    history: list[list[tuple[int, str]]] = []
    for event in events:
        evidence = (0.0, event.o, event.c)
        best = [_NEVER] * 5
        came: list[tuple[int, str]] = [(0, "")] * 5
        for source, target, action, which, besides in _steps(event.kind, event.first):
            score = scores[source] + (evidence[which] + besides)
            if score > best[target]:
                best[target], came[target] = score, (source, action)
        scores = best
        history.append(came)
    state = max(_STATES, key=lambda s: scores[s])
    actions = []
    for came in reversed(history):
        state, action = came[state]
        actions.append(action)
    return actions[::-1]


def _quotations(text: str, events: list[_Event], actions: list[str]) -> list[Quotation]:
    """The quotations of a reading, each within its marks or, where one is missing, within its paragraph."""
    found: list[Quotation] = []
    opened: _Event | None = None
    floor = 0
    for event, action in zip(events, actions, strict=True):
        if event.kind == "line" and opened is None:
            floor = event.end
        if action == "open":
            opened = event
        elif action == "lost":
            line_start = text.rfind("\n", floor, event.start) + 1 or floor
            if not found or found[-1].close_end <= line_start:
                found.append(_trimmed(text, line_start, line_start, event.start, event.end, False, True))
        elif opened and action in ("close", "restart", "unclosed"):
            closed = action == "close"
            until = event.end if closed else event.start
            found.append(_trimmed(text, opened.start, opened.end, event.start, until, True, closed))
            opened = event if action == "restart" else None
            floor = event.end
    return [quotation for quotation in found if quotation.start < quotation.end]


def _trimmed(
    text: str, open_at: int, start: int, end: int, close_end: int, opened: bool, closed: bool
) -> Quotation:
    if not closed and (tag := _tag_inside(text, start, end)) is not None:
        end = close_end = tag
        closed = True
    while start < end and (text[start] in _TRIM or text[start] in '"“”„«»'):
        start += 1
    while start < end and (text[end - 1] in _TRIM or text[end - 1] in '"“”„«»'):
        end -= 1
    return Quotation(open_at, start, end, close_end, opened, closed)


def _tag_inside(text: str, start: int, end: int) -> int | None:
    """Where the utterance ends if its closing mark was forgotten before a tag: “…, ujar Budi."""
    floor = max(start, end - 2 * _TAIL)
    tags = list(cues().trailing_tag.finditer(text, floor, end))
    return tags[-1].start() + 1 if tags else None


def _joined(text: str, quotations: list[Quotation]) -> tuple[Quotation, ...]:
    """Quotations of several paragraphs as one: never closed, and the next begins right behind."""
    joined: list[Quotation] = []
    for quotation in quotations:
        last = joined[-1] if joined else None
        if last and not last.closed and not text[last.close_end : quotation.open_at].strip(_TRIM):
            joined[-1] = last._replace(
                end=quotation.end, close_end=quotation.close_end, closed=quotation.closed
            )
        else:
            joined.append(quotation)
    return tuple(joined)
