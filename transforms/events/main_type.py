"""The type of event that an article is about by the sum of its words, and the sentence that tells it.

Triggers find what is told in the ways that they know. Words of a type, weighed by where they stand, tell what an
article is about in whatever construction; they decide where they are sure and triggers found nothing, or something else.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.events.event_types import EventType, Trigger
from transforms.events.evidence import MainType
from transforms.events.judging import Hit, judged
from transforms.events.primary import frames
from transforms.events.scene import Scene
from transforms.events.standing import clauses, history
from transforms.events.weighing import Weighed
from transforms.headlines import is_called_untrue

_CONFIDENCE = 0.5
_SENTENCES = 3
"""How many sentences with most of the evidence are looked at for the event itself."""


class MainEvent(NamedTuple):
    """The type that an article is about, and what tells it besides what triggers found."""

    event: EventType
    hits: tuple[Hit, ...] = ()


class _Triggered(NamedTuple):
    """What triggers told.

    Attributes:
        about: the type that the article is about by these.
        early: what they found in title and first sentences.
        is_early: whether these tell `about`, and not only in words that count where nothing else is told.
        others: the further types told, mere numbers aside.
    """

    about: EventType | None
    early: Sequence[Hit]
    is_early: bool
    others: frozenset[str]

    def tells(self, event: EventType) -> bool:
        """Whether a type is told beside the one that the article is about."""
        return self.about is not None and event.type in self.others


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
    told = _triggered(hits, about)
    if told.is_early and not told.others:
        return None  # nothing to choose from
    weighed = Weighed(scene)
    leader = next((event for event in scene.topic.events if _leads(event, scene, main, told, weighed)), None)
    if leader is None:
        return None
    if told.tells(leader):
        return MainEvent(leader)
    hit = next(_by_words(scene, leader, weighed), None)
    return MainEvent(leader, (hit,)) if hit else None


def _triggered(hits: Sequence[Hit], about: EventType | None) -> _Triggered:
    early = [hit for hit in hits if hit.line is None or hit.line.part == "lead"]
    is_early = any(hit.event is about and not hit.trigger.alone for hit in early)
    others = frozenset(hit.event.type for hit in hits if hit.event is not about and not hit.counted)
    return _Triggered(about, early, is_early, others)


def _leads(event: EventType, scene: Scene, main: MainType, told: _Triggered, weighed: Weighed) -> bool:
    """Whether the words for a type, some of them early, lead over those for every other by what it takes."""
    lead = _lead(event, main, told)
    if lead is None:
        return False
    over = {told.about.type: max(lead, main.early)} if told.about and told.is_early else {}
    for other in scene.topic.events:
        if other is not event:
            over.setdefault(other.type, lead)

    def is_ahead(points: int) -> bool:
        return points >= lead and not any(weighed.has_more(other, points - by) for other, by in over.items())

    could = is_ahead(weighed.most(event.type)) and weighed.begins_early(event.type)
    return could and is_ahead(weighed.points(event.type))


def _lead(event: EventType, main: MainType, told: _Triggered) -> int | None:
    """The points by which a type has to lead over the others; None where it cannot be what the article is about."""
    framed = event.framed and any(map(frames, told.early))
    yields = not {hit.event.type for hit in told.early}.isdisjoint(event.yields_to)
    if event is told.about or framed or yields:
        return None
    if told.tells(event):
        return main.late
    return None if told.is_early else max(main.late, main.untold)


def _by_words(scene: Scene, event: EventType, weighed: Weighed) -> Iterator[Hit]:
    """The event as the sentences with most of the evidence tell it, judged as a trigger's match is."""
    past = history(scene)
    lines = [(line, weighed.in_line(event.type, line)) for line in scene.lines if line.number not in past]
    lines.sort(key=lambda told: -sum(one.evidence.weight for one in told[1]))
    trigger = Trigger.model_construct(
        id=f"{event.type}.evidence", pattern="", examples=(), confidence=_CONFIDENCE
    )
    for line, held in lines[:_SENTENCES]:
        if any(scene.rules.is_blocked(blocks, line.bits, line.text) for blocks in (None, event)):
            continue
        for one in held:
            patterns = [scene.topic.group_patterns[group] for group in one.evidence.groups[0].split("|")]
            for clause in clauses(scene, line):
                for pattern in patterns:
                    match = pattern.search(line.text, clause.start, clause.end)
                    if match and (hit := judged(scene, event, trigger, line, clause, match)):
                        yield hit
