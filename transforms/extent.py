"""How much is read of articles."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Extent:
    """What is looked for, and in which articles.

    `own_topics` is the folder of the user's own topics. With `on_topic_only`, of an article that no topic is about
    nothing is read but that: it has its text, and why each topic is not its own.
    """

    own_topics: Path | None = None
    on_topic_only: bool = False


EVERYTHING = Extent()
