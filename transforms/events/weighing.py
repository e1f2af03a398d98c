"""How much the words of an article speak for each type of event; they are looked for where the answer hangs on them."""

from collections.abc import Iterable

from transforms.events.evidence import Asked, Found
from transforms.events.scene import Line, Scene
from transforms.events.units import BODY, Held, Units


class Weighed:
    """The evidence of an article for the types of a topic, by their names.

    What a type has at `most` is told by the literals of the patterns, with none of them run; its `points` by running
    them. Both are nought at least.
    """

    def __init__(self, scene: Scene) -> None:
        rules = scene.topic.main_rules
        units = Units(scene.article, scene.lines)
        self._may, of_each = rules.bits_of_each(units.folded, units.spans)
        self._held = Held(rules, units, of_each)
        self._asked = {event.type: asked for event, asked in scene.topic.main_asked}
        self._possible: dict[str, list[Found]] = {}
        self._found: dict[str, list[Found]] = {}

    def most(self, event: str) -> int:
        """The points that a type can have."""
        return _sum(self._possible_for(event))

    def points(self, event: str) -> int:
        """The points that a type has."""
        return _sum(self._found_for(event))

    def has_more(self, event: str, points: int) -> bool:
        """Whether a type has more than so many points."""
        return points < 0 or (self.most(event) > points and self.points(event) > points)

    def begins_early(self, event: str) -> bool:
        """Whether anything that speaks for a type begins in the title or the first sentences."""
        return self._is_early(self._possible_for(event)) and self._is_early(self._found_for(event))

    def in_line(self, event: str, line: Line) -> list[Asked]:
        """The evidence for a type that stands in a sentence or begins there, the weightiest first."""
        held = (one for one in self._asked[event] if one.held(line.number + 1, self._held.stands))
        return sorted(held, key=lambda one: -one.evidence.weight)

    def _possible_for(self, event: str) -> list[Found]:
        """The evidence that an article can have."""
        possible = self._possible.get(event)
        if possible is None:
            asked = [one for one in self._asked[event] if one.may(self._may)]
            each = (one.found(self._held.parts, self._held.reaching(one.evidence.sentences)) for one in asked)
            possible = self._possible[event] = [one for one in each if one]
        return possible

    def _found_for(self, event: str) -> list[Found]:
        """The evidence that it has."""
        found = self._found.get(event)
        if found is None:
            asked = [one.asked for one in self._possible_for(event)]
            held = self._held
            each = (
                one.found(held.parts, held.reaching(one.evidence.sentences), held.stands) for one in asked
            )
            found = self._found[event] = [one for one in each if one]
        return found

    def _is_early(self, found: Iterable[Found]) -> bool:
        return any(self._held.parts[one.units[0]] != BODY for one in found)


def _sum(found: Iterable[Found]) -> int:
    return sum(one.points for one in found if one.points > 0)
