"""The type of event that an article is about by the sum of its words, and the sentence that tells it.

Triggers find what is told in the ways that they know. Words of a type, weighed by where they stand, tell what an
article is about in whatever construction; they decide where they are sure and triggers found nothing, or something else.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.events.event_types import EventType, Trigger
from transforms.events.evidence import Asked, Found
from transforms.events.judging import Hit, judged
from transforms.events.primary import frames
from transforms.events.scene import Line, Scene
from transforms.events.standing import clauses, history
from transforms.events.units import BODY, Held, Units
from transforms.headlines import is_called_untrue

_CONFIDENCE = 0.5
_SENTENCES = 3
"""How many sentences with most of the evidence are looked at for the event itself."""


class MainEvent(NamedTuple):
    """The type that an article is about, and what tells it besides what triggers found."""

    event: EventType
    hits: tuple[Hit, ...] = ()


def main_event(scene: Scene, hits: Sequence[Hit], about: EventType | None) -> MainEvent | None:
    """What an article is about by its words, where these are sure of another type than triggers found.

    Args:
        scene: the article.
        hits: what triggers found.
        about: the type that the article is about by these.
    """
    main = scene.topic.main
    if main is None or not scene.topic.events or is_called_untrue(scene.article.title):
        return None
    early = [hit for hit in hits if hit.line is None or hit.line.part == "lead"]
    told_early = any(hit.event is about and not hit.trigger.alone for hit in early)
    others = {hit.event.type for hit in hits if hit.event is not about and not hit.counted}
    if told_early and not others:
        return None  # nothing to choose from
    units = Units(scene.article, scene.lines)
    held = Held(
        scene.topic.main_rules, units, scene.topic.main_rules.bits_of_each(units.folded, units.spans)[1]
    )
    found = {event.type: _found(asked, held, units) for event, asked in scene.topic.main_asked}
    points = {name: sum(one.points for one in of_type) for name, of_type in found.items()}
    best, asked = max(scene.topic.main_asked, key=lambda of_type: points[of_type[0].type])
    if best is about or all(units.parts[one.units[0]] == BODY for one in found[best.type]):
        return None
    if (best.framed and any(map(frames, early))) or {hit.event.type for hit in early} & set(best.yields_to):
        return None
    following = max((value for name, value in points.items() if name != best.type), default=0)
    if points[best.type] - following < main.late:
        return None
    if about and best.type in others:
        sure = not told_early or points[best.type] - points[about.type] >= main.early
        return MainEvent(best) if sure else None
    if told_early or points[best.type] - following < main.untold:
        return None
    hit = next(_told(scene, best, asked, held), None)
    return MainEvent(best, (hit,)) if hit else None


def _found(asked: Sequence[Asked], held: Held, units: Units) -> list[Found]:
    """The evidence of a type that an article has."""
    found = (one.found(units.parts, held.reaching(one.evidence.sentences), held.stands) for one in asked)
    return [one for one in found if one]


def _told(scene: Scene, event: EventType, asked: Sequence[Asked], held: Held) -> Iterator[Hit]:
    """The event as the sentences with most of the evidence tell it, judged as a trigger's match is."""
    past = history(scene)
    weighed = [(_weight(asked, held, line), line) for line in scene.lines if line.number not in past]
    weighed.sort(key=lambda one: (-one[0], one[1].number))
    trigger = Trigger.model_construct(
        id=f"{event.type}.evidence", pattern="", examples=(), confidence=_CONFIDENCE
    )
    for weight, line in weighed[:_SENTENCES]:
        blocked = scene.rules.is_blocked(None, line.bits, line.text)
        if not weight or blocked or scene.rules.is_blocked(event, line.bits, line.text):
            continue
        for one in sorted(asked, key=lambda one: -one.evidence.weight):
            if not one.held(line.number + 1, held.stands):
                continue
            patterns = [scene.topic.group_patterns[group] for group in one.evidence.groups[0].split("|")]
            for clause in clauses(scene, line):
                for pattern in patterns:
                    match = pattern.search(line.text, clause.start, clause.end)
                    if match and (hit := judged(scene, event, trigger, line, clause, match)):
                        yield hit


def _weight(asked: Sequence[Asked], held: Held, line: Line) -> int:
    return sum(one.evidence.weight for one in asked if one.held(line.number + 1, held.stands))
