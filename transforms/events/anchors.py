"""Where the triggers of which types of event can match at all: where a word of theirs stands."""

from functools import cache

import ahocorasick

from transforms.events.scene import Scene
from transforms.events.topics import Topic


def anchored_types(scene: Scene) -> tuple[list[int], dict[int, list[int]]]:
    """The types of which the title holds an anchor, and for each sentence, in their order, those of which it does."""
    found: dict[int, set[int]] = {}
    text = "\n".join([scene.title.text, *(line.text for line in scene.lines)])
    number, end = -1, len(scene.title.text)
    for last, types in _anchors(scene.topic).iter(text) if text.strip() else ():
        while last >= end:
            number += 1
            end += 1 + len(scene.lines[number].text)
        found.setdefault(number, set()).update(types)
    return sorted(found.pop(-1, ())), {number: sorted(types) for number, types in found.items()}


def _anchors(topic: Topic) -> ahocorasick.Automaton:
    """All anchors of a topic at once, each with the numbers of the types it belongs to."""
    return _automaton(tuple(event.anchors for event in topic.events))


@cache
def _automaton(by_type: tuple[tuple[str, ...], ...]) -> ahocorasick.Automaton:
    owners: dict[str, set[int]] = {}
    for number, anchors in enumerate(by_type):
        for anchor in anchors:
            owners.setdefault(anchor, set()).add(number)
    automaton = ahocorasick.Automaton()
    for anchor, numbers in owners.items():
        automaton.add_word(anchor, tuple(numbers))
    if owners:
        automaton.make_automaton()
    return automaton
