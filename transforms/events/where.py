"""Where a reported event took place, only from words that are bound to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transforms.events.event_types import EventType, compiled
from transforms.events.line_rules import event_rules
from transforms.events.scene import OCCASION_LINES, Line, Scene
from transforms.places.index import inside, place_index, regency_of
from transforms.records import ArticlePlace

_NOT_STATED = "not_stated"
_CAPITAL = "31"
_BACK = 8
_MANY = 3
_DASH = re.compile(r"\s*(?:\([^()\n]{1,30}\)\s*)?[-–—|]\s")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an event: regency, city, province or country; open ones have the candidates."""

    code: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str | None = _NOT_STATED


def own_places(scene: Scene, event: EventType, line: Line, at: int) -> tuple[str, ...]:
    """The regencies, cities or provinces named with a trigger, nearest first, the most specific only.

    Of something held or issued beside three or more, none: they are where those come from who meet.
    Without one in the sentence, the last one named before it in the paragraph; of what a body issues only where
    the sentence goes on from the one before. The dateline names none.
    """
    goes_on = event.nature != "act" or scene.rules.search(event_rules().told_before, line.bits, line.text)
    for number in range(line.number, max(-1, line.number - (_BACK if goes_on else 1)), -1):
        if scene.lines[number].paragraph != line.paragraph:
            break
        named = [
            (abs(p.start_char - at), regency_of(p.place_code))
            for p in scene.places.get(number, ())
            if p.place_code and not _is_dateline(scene, p) and not _is_address(scene, p)
        ]
        if named:
            codes = list(dict.fromkeys(code for _, code in sorted(named)))
            codes = [c for c in codes if not any(o.startswith(c + ".") for o in codes)]
            if event.nature == "case":  # a case lies where the accused serve, not where the agencies sit
                codes = [c for c in codes if not inside(c, _CAPITAL)] if _elsewhere(scene) else codes
            if not codes:
                continue
            return () if event.nature in ("held", "act") and len(codes) >= _MANY else tuple(codes)
    return ()


def _elsewhere(scene: Scene) -> bool:
    """Whether the article is at home outside the capital."""
    return scene.home is not None and not inside(scene.home, _CAPITAL)


def listed_places(scene: Scene, line: Line) -> tuple[str, ...]:
    """The regencies and cities named in a sentence, in its order."""
    codes = [regency_of(p.place_code) for p in scene.places.get(line.number, ()) if p.place_code]
    return tuple(dict.fromkeys(code for code in codes if "." in code))


def report_place(
    scene: Scene, event: EventType, lines: Sequence[Line], codes: tuple[str, ...], at: int, primary: bool
) -> Place:
    """Where the event was held; else the region of the body that acts; else the article's home."""
    held = list(_held_at(scene, event, lines, primary))
    if held:
        return Place(next((code for code in held if "." in code), held[0]), (), None)
    rule = event_rules().everywhere
    told_of_all = any(scene.rules.search(rule, line.bits, line.text) for line in lines)
    addressed = event.nature in ("act", "statement") and told_of_all and not _elsewhere(scene)
    if addressed or _nationwide(scene, event):
        return Place("ID", (), None)
    told = (_speaker_region(scene, at), codes[0] if codes else None, _acting_region(scene))
    region = next((code for code in told if code is not None), None)
    code = region or scene.home
    if code is None:
        return _open_place(scene)
    if event.nature in ("act", "case") and inside(code, _CAPITAL) and _acts_nationally(scene):
        return Place("ID", (), None)
    return Place(
        _dateline_within(scene, code) if region and event.nature == "held" and primary else code, (), None
    )


def _held_at(scene: Scene, event: EventType, lines: Sequence[Line], primary: bool) -> Iterator[str]:
    """Places behind the venue, or behind "held in", in the sentences of the event; provinces only behind the latter."""
    rules = event_rules()
    tail = compiled(rules.venue_tail.pattern)
    if event.nature == "act":
        return
    if event.nature == "statement":
        yield from _spoken_at(scene) if primary else ()
        return
    for line in _occasion(scene, event, lines, primary):
        found: list[re.Match[str]] | None = None
        # Beside a case other things are told that were held somewhere, as what somebody is accused of.
        held_at = rules.heard_at if event.nature == "case" and line not in lines else rules.held_at
        for place in scene.places.get(line.number, ()):
            if place.place_code is None or _is_dateline(scene, place):
                continue
            if event.nature != "held" and "." not in place.place_code:
                continue  # cases are heard, and papers issued, in no province at large
            before = line.text[: place.start_char - line.start]
            found = _venues(scene, line) if found is None else found
            venues = [m.end("venue") for m in found if m.start("venue") <= len(before)]
            behind_venue = any(end > len(before) or tail.fullmatch(before, end) for end in venues)
            if event.nature == "case":
                behind_venue = behind_venue and bool(compiled(held_at.pattern).search(f"{before} di "))
            is_venue = behind_venue and "." in place.place_code
            if is_venue or scene.rules.search(held_at, line.bits, before):
                yield regency_of(place.place_code)


def _spoken_at(scene: Scene) -> Iterator[str]:
    """Places behind the room or meeting in which somebody spoke, in the first sentences."""
    rule = event_rules().spoken_at
    for line in scene.lines[:OCCASION_LINES]:
        for place in scene.places.get(line.number, ()):
            before = line.text[: place.start_char - line.start]
            if place.place_code and "." in place.place_code and scene.rules.search(rule, line.bits, before):
                yield regency_of(place.place_code)


def _occasion(scene: Scene, event: EventType, lines: Sequence[Line], primary: bool) -> Iterable[Line]:
    """The sentences of an event; for the one the article is about, its first sentences too."""
    numbers = {line.number for line in lines}
    if primary:
        numbers |= set(range(min(OCCASION_LINES, len(scene.lines))))
    return [scene.lines[number] for number in sorted(numbers) if number >= 0]


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
            _is_dateline(scene, place)
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
            if p.place_code and not _is_dateline(scene, p)
        ]
        if codes:
            within = {c for c in codes if c.startswith(codes[0] + ".")}
            return within.pop() if len(within) == 1 else codes[0]
    return None


def _open_place(scene: Scene) -> Place:
    """No place is settled: the candidates of the first one named, if any."""
    named = next((place for place in scene.all_places if place.candidates), None)
    return Place() if named is None else Place(None, named.candidates, named.reason)


def _nationwide(scene: Scene, event: EventType) -> bool:
    """Whether a national body acts and no place is named but the capital, where it sits."""
    if not _acts_nationally(scene):
        return False
    said = event.nature != "held"
    return all(
        inside(p.place_code or "", _CAPITAL) and (said or _is_dateline(scene, p)) for p in scene.all_places
    )


def _acts_nationally(scene: Scene) -> bool:
    """Whether the first body that an article names is a national one."""
    national = {row.organization_id for row in scene.organizations.rows if row.level == "national"}
    first = next((m for line in scene.lines[:2] for m in scene.bodies.get(line.number, ())), None)
    return first is not None and first.entity_id in national


def _is_address(scene: Scene, place: ArticlePlace) -> bool:
    """Whether a place is where something is sent to."""
    before = scene.article.text[max(0, place.start_char - 60) : place.start_char].lower()
    return bool(compiled(event_rules().addressed.pattern).search(before))


def _is_dateline(scene: Scene, place: ArticlePlace) -> bool:
    """Whether a place only says where the article was written; the line may stand below others."""
    if "dateline" in place.rule_id:
        return True
    text = scene.article.text
    heads = place.start_char == 0 or text[place.start_char - 1] == "\n"
    return heads and _DASH.match(text, place.end_char) is not None


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
    may = [rule for rule in (rules.venue, rules.named_venue) if scene.rules.may(rule, line.bits)]
    return [match for rule in may for match in compiled(rule.pattern).finditer(printed)]


def _names_place_only(venue: str) -> bool:
    """Whether the words after `di` are an area, with or without its level ("Kota Bima")."""
    found = place_index().areas.longest(venue)
    return bool(found) and found[-1].end == len(venue) and len(venue[: found[0].start].split()) < 2
