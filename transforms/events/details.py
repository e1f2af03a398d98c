"""When and where a reported event took place, each only from words that are bound to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from config.gazetteers import gazetteers
from transforms.events.scene import Line, Scene, event_rules
from transforms.events.topics import EventType, compiled
from transforms.matching import fold
from transforms.places.find import article_home
from transforms.places.index import inside, place_index, regency_of
from transforms.records import ArticlePlace, DateMention

OCCASION_LINES = 8
"""How far into an article the day and place of the occasion it reports may stand."""

_NO_DAY = "not_stated"
_CAPITAL = "31"
_BACK = 8


@dataclass(frozen=True, slots=True)
class When:
    """The day or days of an event; open ones have `start` None, the words if any, and the reason."""

    start: date | None = None
    end: date | None = None
    precision: str | None = None
    basis: str | None = None
    text: str | None = None
    reason: str | None = _NO_DAY


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an event: regency, city, province or country; open ones have the candidates."""

    code: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str | None = _NO_DAY


# When ------------------------------------------------------------------------------------------------------


def own_date(scene: Scene, event: EventType, line: Line, at: int) -> When | None:
    """The day in the sentence of a trigger, else in the next sentence on the same matter.

    A day named for the vote, a deadline or the statement to the press is not the event's.
    """
    mentions = [m for m in _usable(scene, event, line) if not _of_conduct(scene, event, m, at)]
    if mentions:
        return _when(
            min(
                mentions,
                key=lambda m: (m.precision not in ("day", None), m.start_char < at, abs(m.start_char - at)),
            )
        )
    for follower in scene.lines[line.number + 1 : line.number + 3]:
        if follower.paragraph != line.paragraph:
            break
        if compiled(event_rules().event_date.pattern).search(follower.text[:60]):
            later = _usable(scene, event, follower)
            if later:
                return _when(later[0])
    return None


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


def held_date(scene: Scene, event: EventType, lines: Sequence[Line], elsewhere: set[int]) -> When | None:
    """The day of the occasion that the article is about, from its first sentences.

    For what is held, any day there; for an act or a step of a case, one bound to it by a word for it; for
    a statement, the day of the words. `elsewhere` are the numbers of the sentences that tell of other events.
    """
    rule = compiled(event_rules().event_date.pattern)
    numbers = {line.number for line in lines}
    for line in scene.lines[:OCCASION_LINES]:
        mentions = _usable(scene, event, line)
        if not mentions:
            continue
        bound = line.number in numbers or event.nature in ("held", "statement")
        if event.nature == "case" and line.number not in elsewhere:
            bound = bound or line.number == 0 or bool(rule.search(line.text))
        if event.nature == "act":
            bound = bound or (any(a in line.text for a in event.anchors) and bool(rule.search(line.text)))
        if bound:
            return _when(mentions[0])
    return None


def _usable(scene: Scene, event: EventType, line: Line) -> list[DateMention]:
    """The dates of a sentence that may be an event's, those of a day first."""
    found = [m for m in scene.dates.get(line.number, ()) if _may_date(scene, event, line, m)]
    return sorted(found, key=lambda m: m.precision not in ("day", None))


def _may_date(scene: Scene, event: EventType, line: Line, mention: DateMention) -> bool:
    rules = event_rules()
    if mention.precision == "year" or scene.quoted(mention.start_char, mention.end_char):
        return False
    if mention.date_start is not None and mention.date_start in _voting_days():
        return False
    before = line.text[: mention.start_char - line.start]
    after = fold(scene.article.text[mention.end_char : mention.end_char + 30])
    if compiled(rules.not_event_date.pattern).search(before[-90:]) or compiled(
        rules.date_after.pattern
    ).match(after):
        return False
    if mention.text.lower().endswith(("mendatang", "nanti")):
        return False
    return event.nature == "statement" or not compiled(rules.statement_date.pattern).search(before[-200:])


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


# Where -----------------------------------------------------------------------------------------------------


def own_places(scene: Scene, event: EventType, line: Line, at: int) -> tuple[str, ...]:
    """The regencies, cities or provinces named with a trigger, nearest first, the most specific only.

    Without one in the sentence, the last one named before it in the paragraph, but for what a body issues. The dateline names none.
    """
    for number in range(line.number, max(-1, line.number - _BACK), -1):
        if scene.lines[number].paragraph != line.paragraph or (
            event.nature == "act" and number < line.number
        ):
            break
        named = [
            (abs(p.start_char - at), regency_of(p.place_code))
            for p in scene.places.get(number, ())
            if p.place_code and not _is_dateline(p)
        ]
        if named:
            codes = list(dict.fromkeys(code for _, code in sorted(named)))
            return tuple(c for c in codes if not any(o.startswith(c + ".") for o in codes))
    return ()


def listed_places(scene: Scene, line: Line) -> tuple[str, ...]:
    """The regencies and cities named in a sentence, in its order."""
    codes = [regency_of(p.place_code) for p in scene.places.get(line.number, ()) if p.place_code]
    return tuple(dict.fromkeys(code for code in codes if "." in code))


def report_place(
    scene: Scene, event: EventType, lines: Sequence[Line], codes: tuple[str, ...], at: int, primary: bool
) -> Place:
    """Where the event was held; else the region of the body that acts; else the article's home."""
    where = next(_held_at(scene, event, lines, primary), None)
    if where is not None:
        return Place(where, (), None)
    if _nationwide(scene, event):
        return Place("ID", (), None)
    speaker = _speaker_region(scene, at)
    for code in (speaker, codes[0] if codes else None, _acting_region(scene)):
        if code is not None:
            return Place(
                _dateline_within(scene, code) if event.nature == "held" and primary else code, (), None
            )
    home = article_home(scene.article, scene.all_places)
    if home is not None and home.place_code is not None:
        return Place(regency_of(home.place_code), (), None)
    return _open_place(scene)


def _held_at(scene: Scene, event: EventType, lines: Sequence[Line], primary: bool) -> Iterator[str]:
    """Places that stand behind the venue, or behind "held in", in the sentences of the event."""
    rules = event_rules()
    tail = compiled(rules.venue_tail.pattern)
    if event.nature in ("act", "statement"):
        return
    for line in _occasion(scene, event, lines, primary):
        found = _venues(scene, line)
        for place in scene.places.get(line.number, ()):
            if place.place_code is None or _is_dateline(place):
                continue
            before = line.text[: place.start_char - line.start]
            venues = [m.end("venue") for m in found if m.start("venue") <= len(before)]
            behind_venue = any(end > len(before) or tail.fullmatch(before, end) for end in venues)
            if event.nature == "case":
                behind_venue = behind_venue and bool(compiled(rules.held_at.pattern).search(f"{before} di "))
            if "." in place.place_code and (behind_venue or compiled(rules.held_at.pattern).search(before)):
                yield regency_of(place.place_code)


def _occasion(scene: Scene, event: EventType, lines: Sequence[Line], primary: bool) -> Iterable[Line]:
    """The sentences of an event; for the one the article is about, its first sentences too."""
    numbers = {line.number for line in lines}
    if primary:
        numbers |= set(range(min(OCCASION_LINES, len(scene.lines))))
    return [line for line in scene.lines if line.number in numbers]


def _speaker_region(scene: Scene, at: int) -> str | None:
    """The region of the office of whoever is quoted at a position."""
    for quote in scene.quotes:
        if quote.is_direct and quote.start_char <= at < quote.end_char and quote.person_id in scene.people:
            code = scene.people[quote.person_id].place_code
            return regency_of(code) if code else None
    return None


def _dateline_within(scene: Scene, region: str) -> str:
    """Where what a province holds is told from one of its cities, that city."""
    for place in scene.all_places[:2]:
        if (
            _is_dateline(place)
            and place.place_code
            and "." not in region
            and inside(place.place_code, region)
        ):
            return regency_of(place.place_code)
    return region


def _acting_region(scene: Scene) -> str | None:
    """The region first named in the first sentences, outside the dateline, the most specific of those beside it."""
    for line in scene.lines[:3]:
        codes = [
            regency_of(p.place_code)
            for p in scene.places.get(line.number, ())
            if p.place_code and not _is_dateline(p)
        ]
        if codes:
            return next((c for c in codes if c.startswith(codes[0] + ".")), codes[0])
    return None


def _open_place(scene: Scene) -> Place:
    """No place is settled: the candidates of the first one named, if any."""
    named = next((place for place in scene.all_places if place.candidates), None)
    return Place() if named is None else Place(None, named.candidates, named.reason)


def _nationwide(scene: Scene, event: EventType) -> bool:
    """Whether a national body acts and no place is named but the capital, where it sits."""
    national = {row.organization_id for row in scene.organizations.rows if row.level == "national"}
    first = next((m for line in scene.lines[:2] for m in scene.bodies.get(line.number, ())), None)
    if first is None or first.entity_id not in national:
        return False
    said = event.nature != "held"
    return all(inside(p.place_code or "", _CAPITAL) and (said or _is_dateline(p)) for p in scene.all_places)


def _is_dateline(place: ArticlePlace) -> bool:
    return "dateline" in place.rule_id


def venue_of(scene: Scene, lines: Sequence[Line]) -> str | None:
    """The words that name the building or ground, without the place behind them."""
    wanted = {line.number for line in lines} | {line.number + 1 for line in lines}
    for line in scene.lines[: OCCASION_LINES + 4]:
        if line.number not in wanted:
            continue
        for match in _venues(scene, line):
            start = line.start + match.start("venue")
            if not scene.quoted(start, start + 1) and not _names_place_only(match["venue"]):
                return match["venue"].rstrip(" ,.-")
    return None


def _venues(scene: Scene, line: Line) -> list[re.Match[str]]:
    """The venues in a sentence as printed: capitals tell how far a proper name goes."""
    rules, printed = event_rules(), scene.article.text[line.start : line.end]
    return [m for rule in (rules.venue, rules.named_venue) for m in compiled(rule.pattern).finditer(printed)]


def _names_place_only(venue: str) -> bool:
    """Whether the words after `di` are an area, with or without its level ("Kota Bima")."""
    found = place_index().areas.longest(venue)
    return bool(found) and found[-1].end == len(venue) and len(venue[: found[0].start].split()) < 2
