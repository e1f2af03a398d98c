"""Paragraphs that a page of nested or unclosed blocks prints more than once."""

from collections.abc import Sequence

from transforms.cleaning.rules import cleaning_rules

_SHORTEST = 60  # characters of a paragraph that nobody prints twice on purpose


def repeats(lines: Sequence[str]) -> list[int]:
    """The places of lines whose words are printed elsewhere too.

    A line that holds the next two, as one does whose block was never closed, goes in favour of these; so does
    one that is the end of the line kept before it. A paragraph that is merely printed twice stays.
    """
    lines = [line.strip() for line in lines]
    gone = [
        place
        for place, (line, first, rest) in enumerate(zip(lines, lines[1:], lines[2:], strict=False))
        if line.startswith(first) and _is_whole(line, first, rest)
    ]
    is_nested, wholes, before = bool(gone), set(gone), ""
    for place, line in enumerate(lines):
        if place in wholes or len(line) < _SHORTEST:
            continue
        if before.endswith(line) and (is_nested or before != line):
            gone.append(place)
        else:
            before = line
    return gone


def _is_whole(line: str, first: str, rest: str) -> bool:
    """Whether a line that begins with another is it and a third, with no more between them than a link to another article."""
    if len(line) < max(len(first) + len(rest), _SHORTEST) or not (first and rest):
        return False
    if not line.endswith(rest):
        return False
    between = line[len(first) : len(line) - len(rest)].strip()
    return not between or any(rule.regex.search(between) for rule in cleaning_rules().between)
