"""The lines of a page set together where they were torn, and sorted, until no more changes."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.cleaning.characters import repair
from transforms.cleaning.furniture import sort_lines
from transforms.cleaning.paragraphs import rejoin, split_links

_MOST_ROUNDS = 5


class Sifted(NamedTuple):
    """A page sifted: its headline and paragraphs, what was removed with reason and rule, and what that told."""

    title: str | None
    body: tuple[str, ...]
    removed: tuple[tuple[str, str, str], ...]
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    stamps: tuple[str, ...]


def sift(lines: Sequence[str], title: str | None) -> Sifted:
    """The paragraphs of an article: a link that stood inside a sentence goes, and the sentence is whole again.

    Args:
        lines: the lines of the page after repair, joined where they were torn.
        title: the headline where it is known from elsewhere.
    """
    first = page = sort_lines(lines, title)
    removed = [(lines[gone.at].strip(), gone.reason, gone.rule_id) for gone in page.removed]
    body = [lines[index].strip() for index in page.kept]
    for _ in range(_MOST_ROUNDS):
        again = rejoin(split_links(body))
        if again == body:
            break
        # What stood on two lines may be one broken character.
        again = rejoin(split_links(repair("\n".join(again)).text.split("\n")))
        page = sort_lines(again, page.title)
        removed += [(again[gone.at].strip(), gone.reason, gone.rule_id) for gone in page.removed]
        body = [again[index].strip() for index in page.kept]
    return Sifted(page.title, tuple(body), tuple(removed), first.authors, first.editors, first.stamps)
