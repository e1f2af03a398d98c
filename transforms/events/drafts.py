"""Reports in the making: which hits tell of one happening, and its time and place.

Sentences on the same happening make one draft: of one type and status, at compatible places and days.
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from transforms.events.event_types import EventType, compiled
from transforms.events.judging import Hit
from transforms.events.line_rules import event_rules
from transforms.events.scene import Line, Scene
from transforms.events.when import When, day_beside, held_date, own_date
from transforms.events.where import Place, listed_places, own_places, report_place

_MANY = 3
_OWN_DAY = 0.3
"""How much surer a day is that stands in the clause of a trigger, on the scale of confidences."""


@dataclass(slots=True)
class Draft:
    """A report in the making: the hits on one happening."""

    event: EventType
    status: str
    hits: list[Hit]
    when: When | None = None
    place: Place | None = None
    codes: tuple[str, ...] = ()
    is_primary: bool = False
    lines: list[Line] = field(default_factory=list)
    dated_by: float = 0.0


class Told(NamedTuple):
    """A hit in a sentence with the regions named with it and the day in it."""

    hit: Hit
    codes: tuple[str, ...]
    when: When | None


def tell(scene: Scene, hits: Sequence[Hit]) -> list[Told]:
    """The hits in sentences, each with place and day; once for each place where the same is told of several."""
    out: list[Told] = []
    for hit in hits:
        if hit.line is None:
            continue
        planned = hit.status == "planned"
        said = hit.event.nature == "statement" and not is_told_apart(hit)
        when = None if said else own_date(scene, hit.event, hit.line, hit.start, hit.clause, planned)
        listed = listed_places(scene, hit.line)
        if len(listed) > 1 and scene.rules.search(event_rules().each_of, hit.line.bits, hit.line.text):
            out += [Told(hit, (code,), when) for code in listed]
        else:
            out.append(Told(hit, own_places(scene, hit.event, hit.line, hit.start)[:1], when))
    return out


def is_told_apart(hit: Hit) -> bool:
    """Whether what is told beside other events is a statement of a day of its own."""
    return hit.event.framed and hit.own and hit.dated and hit.line is not None and hit.line.part == "body"


def round_up(scene: Scene, told: Sequence[Told]) -> list[Told]:
    """What a round-up tells: what has a day and a regency of its own, if of three regencies at least.

    The day may stand in another sentence of the paragraph, if nothing else there has one.
    """
    items = [t for t in told if t.hit.event.nature != "statement" and t.codes and "." in t.codes[0]]
    dated = {t.hit.line.paragraph for t in items if t.when and t.hit.line is not None}
    cases = [t if t.when else t._replace(when=_day_beside(scene, t.hit, dated)) for t in items]
    cases = [t for t in cases if t.when]
    cases = [t for t in cases if t.hit.dated or not any(_goes_further(other, t) for other in cases)]
    return cases if len({t.codes[0] for t in cases}) >= _MANY else []


def _day_beside(scene: Scene, hit: Hit, dated: Collection[int]) -> When | None:
    if hit.line is None or hit.line.paragraph in dated or hit.status != "occurred":
        return None
    return day_beside(scene, hit.event, hit.line)


def _goes_further(one: Told, other: Told) -> bool:
    """Whether a hit tells a later step of a case than another in its paragraph."""
    lines = one.hit.line, other.hit.line
    beside = lines[0] is not None and lines[1] is not None and lines[0].paragraph == lines[1].paragraph
    return beside and one.hit.event.stage > other.hit.event.stage


def group(scene: Scene, hits: Sequence[Hit], told: Sequence[Told]) -> list[Draft]:
    """Drafts from the hits in sentences: the same type, status and compatible place and day are one."""
    drafts: list[Draft] = []
    for hit, codes, when in told:
        home = next((draft for draft in drafts if _joins(draft, hit, codes, when)), None)
        if home is None:
            home = Draft(hit.event, hit.status, [], codes=codes)
            drafts.append(home)
        home.hits.append(hit)
        if hit.line is not None:
            home.lines.append(hit.line)
        home.codes = home.codes or codes
        sure = hit.trigger.confidence + (_OWN_DAY if hit.dated else 0.0)
        goes_on = hit.trigger.follows and home.when is not None
        if when is not None and sure > home.dated_by and not goes_on:
            home.when, home.dated_by = when, sure
    for hit in hits:
        if hit.line is None and not any(draft.event is hit.event for draft in drafts):
            drafts.append(Draft(hit.event, hit.status, [hit], lines=list(scene.lines[:1])))
    return drafts


def _joins(draft: Draft, hit: Hit, codes: tuple[str, ...], when: When | None) -> bool:
    if draft.event is not hit.event or draft.status != hit.status:
        return False
    if "place" in draft.event.split and draft.codes and codes and not related(draft.codes[0], codes[0]):
        return False
    if hit.trigger.follows and not hit.own and not (hit.dated and _is_before(when, draft.when)):
        return True
    if "date" not in draft.event.split or draft.when is None or when is None:
        return not hit.own or all(
            other.trigger is hit.trigger and other.own for other in draft.hits if not other.trigger.follows
        )
    return draft.when.start is None or when.start is None or draft.when.start == when.start


def _is_before(one: When | None, other: When | None) -> bool:
    return bool(one and other and one.start and other.start and one.start < other.start)


def related(one: str, other: str) -> bool:
    """Whether two place codes are of one area, or one lies in the other."""
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


def stands(scene: Scene, draft: Draft, primary: Draft) -> bool:
    """Whether a further event stands beside the primary one.

    An earlier step of the same case is told only where it has a day or a place of its own, or is a ruling.
    """
    if draft.event.nature == "case" and primary.event.nature == "case":
        own = any(hit.own for hit in draft.hits)
        elsewhere = bool(draft.codes and primary.codes and not related(draft.codes[0], primary.codes[0]))
        told = {line.number for line in primary.lines}
        later = any(hit.own and hit.dated for hit in draft.hits) and draft.when != primary.when
        if (
            draft.event.stage < primary.event.stage
            and not later
            and all(line.number in told for line in draft.lines)
        ):
            return False
        if draft.event.stage < primary.event.stage:
            ruled = draft.event.decides and any(not _in_quotation(scene, hit) for hit in draft.hits)
            return own or elsewhere or ruled or draft.when is not None
        if draft.event is primary.event:
            dates = (
                draft.when is not None and primary.when is not None and draft.when.start != primary.when.start
            )
            return own or elsewhere or dates
    return True


def _in_quotation(scene: Scene, hit: Hit) -> bool:
    return hit.line is not None and scene.quoted(hit.start, hit.start + 1)


def same(draft: Draft, primary: Draft) -> bool:
    """Whether what looked like two events turns out as one when place and day are settled."""
    if draft.event is not primary.event or draft.status != primary.status:
        return False
    one, other = draft.place, primary.place
    if one and other and one.code and other.code and not related(one.code, other.code):
        return False
    if draft.when and primary.when and draft.when.start and primary.when.start:
        return draft.when.start == primary.when.start or "date" not in draft.event.split
    return not any(hit.own for hit in draft.hits)


def settle(scene: Scene, draft: Draft, primary: Draft | None, elsewhere: set[int]) -> None:
    """Date and place of a draft; a further event takes those of the occasion it belongs to."""
    occasion = (
        primary is not None
        and draft.event.nature == "held" == primary.event.nature
        and not any(hit.own for hit in draft.hits)
    )
    if draft.when is None:
        if occasion and primary is not None and draft.status == primary.status:
            draft.when = primary.when
        elif primary is None and draft.status == "occurred":
            when = held_date(scene, draft.event, draft.lines, elsewhere)
            told_before = draft.event.nature == "case" and when is not None and _lies_ahead(scene, when)
            draft.when = None if told_before else when
        elif primary is None and draft.event.nature == "held":
            when = held_date(scene, draft.event, draft.lines, elsewhere, planned=True)
            draft.when = when if when is not None and _lies_ahead(scene, when) else None
    shares = occasion and primary is not None and (not draft.codes or draft.codes == primary.codes)
    draft.place = (
        primary.place
        if shares and primary
        else report_place(scene, draft.event, draft.lines, draft.codes, draft.hits[0].start, primary is None)
    )
    published = scene.article.published_at
    if draft.when is not None and draft.when.start is not None and draft.status == "occurred":
        today = _last_day(scene.article.published_precision, published) if published else None
        if today is None and primary is not None and primary.when is not None and _begins(draft):
            today = primary.when.end or primary.when.start
        if today is None and scene.article.fetched_at is not None:
            today = scene.article.fetched_at.date()
        if today is not None and draft.when.start > today and draft.event.future == "planned":
            draft.status = "planned"


def _lies_ahead(scene: Scene, when: When) -> bool:
    """Whether a day is known to lie behind publication."""
    published = scene.article.published_at
    return published is not None and when.start is not None and when.start > published.date()


def _last_day(precision: str | None, published: datetime) -> date:
    """The last day on which an article may have been published."""
    if precision == "year":
        return date(published.year, 12, 31)
    if precision == "month":
        return date(published.year, published.month, monthrange(published.year, published.month)[1])
    return published.date()


def _begins(draft: Draft) -> bool:
    rule = compiled(event_rules().starts_later.pattern)
    return any(rule.search(line.text) for line in draft.lines)
