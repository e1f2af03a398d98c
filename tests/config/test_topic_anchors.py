"""Whatever a trigger matches holds an anchor of its type: a sentence without one is never looked at."""

import random
import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import pytest

from transforms.events.event_types import EventType
from transforms.events.topics import topics

parser = import_module("re._parser")
_BLANK, _LETTER = " ", "q"
_CLASSES = {"CATEGORY_SPACE": _BLANK, "CATEGORY_WORD": _LETTER, "CATEGORY_DIGIT": "5"}


def words(tree: Iterable[Any], pick: random.Random) -> str:
    """A short text that a parsed pattern may match: optional parts left out, one alternative picked."""
    return "".join(_part(str(name), value, pick) for name, value in tree)


def _part(name: str, value: Any, pick: random.Random) -> str:
    if name == "LITERAL":
        return chr(value)
    if name == "IN":
        kind, first = str(value[0][0]), value[0][1]
        if kind == "NEGATE":
            return _BLANK
        return chr(first) if kind == "LITERAL" else _CLASSES.get(str(first), _LETTER)
    if name == "BRANCH":
        return words(pick.choice(value[1]), pick)
    if name == "SUBPATTERN":
        return words(value[3], pick)
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, inner = value
        gap = str(inner[0][0]) == "IN" and str(inner[0][1][0][0]) == "NEGATE"
        return _BLANK if gap else "".join(words(inner, pick) for _ in range(least))
    return ""


EVENTS = [event for topic in topics() for event in topic.events]


@pytest.mark.parametrize("event", EVENTS, ids=[event.type for event in EVENTS])
def test_every_match_of_a_trigger_holds_an_anchor(event: EventType) -> None:
    pick = random.Random(7)
    for trigger in event.triggers:
        pattern = re.compile(trigger.pattern)
        tree = list(parser.parse(trigger.pattern.removeprefix("(?i)")))
        texts = {words(tree, pick) for _ in range(400)}
        matched = {match[0].lower() for text in texts if (match := pattern.search(text))}
        assert [text for text in matched if not any(anchor in text for anchor in event.anchors)] == []
