"""When a reported event took place, only from words that are bound to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from config.gazetteers import gazetteers
from config.loader import Rule
from transforms.events.event_types import EventType, compiled
from transforms.events.line_rules import event_rules
from transforms.events.scene import OCCASION_LINES, Line, Scene
from transforms.events.topics import LEAD_SENTENCES
from transforms.matching import fold
from transforms.records import DateMention, Span

_HOUR = re.compile(r"\b\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\b|\b(?:wib|wita|wit|pukul|jam)\b")
_HOUR_OF_ENTRY = re.compile(r"\W*\d{1,2}[.:]\d{2}\b")
_PLACE_OF_WRITING = re.compile(r"[^.;()]{2,40}[(,]\s*")
_DASH = re.compile(r"\)?\s*[-–—:]\s")
_NO_DAY = "not_stated"
_FAR_BACK = 200
_NEAR = 60
_RECOMMENDED = 3
"""The stage of a case at which a penalty is recommended; its day is not that of the penalty."""
_ENTRY = 5
"""Sentences up to which the entry of a chronicle goes."""
_WEEKS = 40
"""Days up to which a stretch of time may be that of an event."""


@dataclass(frozen=True, slots=True)
class When:
    """The day or days of an event; open ones have `start` None, the words if any, and the reason."""

    start: date | None = None
    end: date | None = None
    precision: str | None = None
    basis: str | None = None
    text: str | None = None
    reason: str | None = _NO_DAY


def own_date(scene: Scene, event: EventType, line: Line, at: int, clause: Span, planned: bool) -> When | None:
    """The day in the clause of a trigger, else in the next sentence on the same matter.

    A day named for the vote, a deadline or the statement to the press is not the event's. What is said in a
    quotation has its day in the quotation.
    """
    mentions = days_of(scene, event, line, at, clause, planned)
    nearest = min(
        mentions,
        key=lambda m: (m.precision not in ("day", None), m.start_char < at, abs(m.start_char - at)),
        default=None,
    )
    if nearest is not None and nearest.date_start is not None and not _in_dateline(line, nearest):
        return _when(nearest)
    entry = entry_day(scene, line)
    if entry is not None:
        return _when(entry)
    if that_day := _that_day(scene, event, line, at):
        return that_day
    for follower in scene.lines[line.number + 1 : line.number + 3]:
        if follower.paragraph != line.paragraph:
            break
        if line.is_heading or compiled(event_rules().event_date.pattern).search(follower.text[:60]):
            later = _usable(scene, event, follower, planned)
            later = [m for m in later if not (planned and _lies_behind(scene, m))]
            if later:
                return _when(later[0])
    return None if nearest is None else _when(nearest)


def _that_day(scene: Scene, event: EventType, line: Line, at: int) -> When | None:
    """The day of the sentence before, where the words before a trigger point back to it ("on that day")."""
    before = scene.lines[line.number - 1] if line.number else line
    if before.paragraph != line.paragraph or before is line:
        return None
    if not compiled(event_rules().that_day.pattern).search(line.text, 0, max(0, at - line.start)):
        return None
    days = [m for m in _usable(scene, event, before) if m.precision == "day"]
    return _when(days[-1]) if days else None


def day_beside(scene: Scene, event: EventType, line: Line) -> When | None:
    """The day in the sentences of a paragraph: the nearest before one, else behind it."""
    low, high = max(0, line.number - _ENTRY), line.number + _ENTRY
    for other in (*reversed(scene.lines[low : line.number]), *scene.lines[line.number + 1 : high]):
        days = _usable(scene, event, other) if other.paragraph == line.paragraph else []
        if days:
            return _when(days[0])
    return None


def entry_day(scene: Scene, line: Line) -> DateMention | None:
    """The day that stands alone before a sentence, as in a chronicle: "3 June. The head was reported.".

    On a page told live it is that of the page, for what stands behind an hour.
    """
    for number in range(line.number - 1, max(-1, line.number - _ENTRY), -1):
        before = scene.lines[number]
        if before.paragraph != line.paragraph:
            break
        for mention in scene.dates.get(number, ()):
            alone = mention.end_char - mention.start_char >= len(before.text.strip(" .:-–—")) - 1
            if alone and mention.precision == "day":
                return mention
    if scene.page_day is None:
        return None
    opening = next(other for other in scene.lines if other.paragraph == line.paragraph)
    return scene.page_day if _HOUR_OF_ENTRY.match(opening.text) else None


def days_of(
    scene: Scene, event: EventType, line: Line, at: int, clause: Span, planned: bool
) -> list[DateMention]:
    """The dates in a clause that may be those of the event at a position, days first."""
    return [
        m
        for m in _usable(scene, event, line, planned, scene.quoted(at, at + 1), at)
        if clause.start <= m.start_char < clause.end
        and not (planned and _lies_behind(scene, m))
        and not _of_conduct(scene, event, m, at)
        and not _of_relative_clause(scene, event, m, at)
    ]


def _lies_behind(scene: Scene, mention: DateMention) -> bool:
    """Whether a date is known to lie before publication, so that nothing planned is on it."""
    published = scene.article.published_at
    return published is not None and mention.date_end is not None and mention.date_end < published.date()


def _of_conduct(scene: Scene, event: EventType, mention: DateMention, at: int) -> bool:
    """Whether a day behind a step of a case is that of the conduct: it is told without its weekday."""
    rules = event_rules()
    if (
        event.stage < 2
        or mention.start_char < at
        or compiled(rules.weekday.pattern).search(fold(mention.text))
    ):
        return False
    return bool(compiled(rules.conduct.pattern).search(fold(scene.article.text[at : mention.start_char])))


def _of_relative_clause(scene: Scene, event: EventType, mention: DateMention, at: int) -> bool:
    """Whether a day before a step of a case is that of something else told in a relative clause."""
    if event.nature != "case" or mention.start_char > at:
        return False
    before = fold(scene.article.text[max(0, mention.start_char - _NEAR) : mention.start_char])
    return bool(compiled(event_rules().of_relative_clause.pattern).search(before))


def held_date(
    scene: Scene, event: EventType, lines: Sequence[Line], elsewhere: set[int], planned: bool = False
) -> When | None:
    """The day of the occasion that the article is about, from its first sentences.

    For what is held, any day there; for an act or a step of a case, one bound to it by a word for it; for
    a statement, the day of the words. `elsewhere` are the numbers of the sentences that tell of other events.
    """
    rule = event_rules().event_date
    numbers = {line.number for line in lines}
    early = [(line, _usable(scene, event, line, planned)) for line in scene.lines[:OCCASION_LINES]]
    early.sort(key=lambda told: bool(told[1]) and _in_dateline(told[0], told[1][0]))
    for line, mentions in early:
        if not mentions:
            continue
        bound = line.number in numbers or event.nature in ("held", "statement")
        if event.nature == "case" and line.number not in elsewhere:
            leads_up = line.number + 1 in numbers and line.paragraph == scene.lines[line.number + 1].paragraph
            bound = (
                bound or line.number == 0 or leads_up or bool(scene.rules.search(rule, line.bits, line.text))
            )
        if event.nature == "act":
            bound = bound or (
                any(a in line.text for a in event.anchors)
                and bool(scene.rules.search(rule, line.bits, line.text))
            )
        if bound:
            return _when(mentions[0])
    return None


def _usable(
    scene: Scene,
    event: EventType,
    line: Line,
    planned: bool = False,
    quoted: bool = False,
    at: int | None = None,
) -> list[DateMention]:
    """The dates of a sentence that may be an event's, those of a day first."""
    found = [
        m
        for m in scene.dates.get(line.number, ())
        if scene.quoted(m.start_char, m.end_char) == quoted and _may_date(scene, event, line, m, planned, at)
    ]
    return sorted(found, key=lambda m: (m.precision not in ("day", None), _in_dateline(line, m)))


def _may_date(
    scene: Scene, event: EventType, line: Line, mention: DateMention, planned: bool, at: int | None
) -> bool:
    rules = event_rules()

    def found(rule: Rule, part: str) -> re.Match[str] | None:
        return scene.rules.search(rule, line.bits, part)

    if _is_stamp(scene, line, mention):
        return False
    if mention.precision == "year" and not _is_short(mention):
        return False
    if mention.date_start is not None and mention.date_start in _voting_days():
        return False
    before = line.text[: mention.start_char - line.start]
    apart = before.rstrip().endswith(",") and compiled(rules.weekday.pattern).match(fold(mention.text))
    if not apart and found(rules.not_event_date, before[-90:]):
        return False
    if event.nature == "act" and found(rules.takes_effect, before[-40:]):
        return False
    if event.stage > _RECOMMENDED and found(rules.of_recommendation, before[-90:]):
        return False
    if event.stage > 1 and found(rules.of_complaint, before[-120:]):
        return False
    counted_over = event.nature == "statement" or (event.nature == "case" and not event.decides)
    if counted_over and found(rules.since, before[-30:]):
        return False
    behind = line.text[mention.end_char - line.start - len("mendatang") : mention.end_char - line.start + 30]
    if not planned and found(rules.date_ahead, behind):
        return False
    if event.nature == "statement":
        return True
    said = found(rules.statement_date, before[-_FAR_BACK:])
    if said is None:
        return True
    start = max(0, len(before) - _FAR_BACK) + said.start()
    if event.nature == "held" and scene.rules.search(rules.said_at_it, line.bits, before, start):
        return True
    return at is not None and line.start + start < at < mention.start_char


def _in_dateline(line: Line, mention: DateMention) -> bool:
    """Whether a date stands in brackets behind the place of writing: the event's only where nothing else is."""
    start, end = mention.start_char - line.start, mention.end_char - line.start
    return bool(_PLACE_OF_WRITING.fullmatch(line.text, 0, start) and _DASH.match(line.text, end))


def _is_stamp(scene: Scene, line: Line, mention: DateMention) -> bool:
    """Whether a line near the top holds nothing but the day, and hour, of publication."""
    published = scene.article.published_at
    if line.number >= LEAD_SENTENCES or published is None or mention.date_start != published.date():
        return False
    at = mention.start_char - line.start
    rest = line.text[:at] + line.text[at + len(mention.text) :]
    return not _HOUR.sub("", rest).strip(" .,|:-–—/()\n")


def _is_short(mention: DateMention) -> bool:
    """Whether a date is a few weeks, as "last week" is over the turn of a month."""
    start, end = mention.date_start, mention.date_end
    return start is not None and end is not None and (end - start).days < _WEEKS


@cache
def _voting_days() -> frozenset[date]:
    return frozenset(date.fromisoformat(row.voting_date) for row in gazetteers().elections)


def _when(mention: DateMention) -> When:
    if mention.date_start is None:
        return When(text=mention.text, reason=mention.flag or "no_anchor")
    return When(
        start=mention.date_start,
        end=mention.date_end,
        precision=mention.precision,
        basis=mention.basis,
        text=mention.text,
        reason=None,
    )
