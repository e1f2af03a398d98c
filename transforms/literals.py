"""The literals of a regular expression: strings of which every match holds one.

They are read from the parse tree, so a rule's author need not name them. What the parse tree cannot say
for certain is left open: then the pattern has no literals, and nothing may be concluded from a text.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple

_parser = import_module("re._parser")  # private, and the same from Python 3.11 on
_LITERAL = _parser.LITERAL

_MOST_EXACT = 64  # strings that are followed at once; beyond, what is known so far is kept
_MOST = 800  # literals of one pattern
_LEAST_LENGTH = 3
_ALPHABET = 8  # letters are about as telling as one of eight characters at random
_WORST = 0.35  # patterns whose literals are in every other sentence are not worth asking for them

_ASCII = 128

_Strings = frozenset[str]
_NOTHING: _Strings = frozenset(("",))


class _Read(NamedTuple):
    """What is known of a part: all strings that it can be, if they are few, and the best literals in it."""

    exact: _Strings | None
    best: _Strings | None


def literals_of(pattern: str, flags: int = 0) -> frozenset[str]:
    """Strings in lower case of which every match of a pattern holds one, in any mixture of cases.

    Args:
        pattern: a regular expression as for `re.compile`.
        flags: its flags.

    Returns:
        The rarest set found; empty where none is known, or where its strings are too common to help.
    """
    best = _sequence(list(_parser.parse(pattern, flags)), _NOTHING).best
    if best is None or len(best) > _MOST or _commonness(best) > _WORST:
        return frozenset()
    return _shortest(best)


def _commonness(strings: Iterable[str]) -> float:
    """How often the strings may be met by chance: less is better."""
    return sum(
        _ALPHABET ** -min(len(string), 12) if len(string) >= _LEAST_LENGTH else 1 for string in strings
    )


def _better(one: _Strings | None, other: _Strings | None) -> _Strings | None:
    if one is None or other is None:
        return one if other is None else other
    return one if _commonness(one) <= _commonness(other) else other


def _shortest(strings: _Strings) -> _Strings:
    """Without those that hold another."""
    kept: list[str] = []
    for string in sorted(strings, key=len):
        if not any(short in string for short in kept):
            kept.append(string)
    return frozenset(kept)


def _sequence(nodes: Sequence[Any], before: _Strings) -> _Read:
    """What is known of parts that follow one another, behind one of the strings `before`."""
    exact, is_whole, best = before, True, None
    for plain, node in _runs(nodes):
        part = _behind(exact, frozenset((plain,))) if plain else _node(node, exact)
        best = _better(best, part.best)
        if part.exact is None:
            best = _better(best, exact)
            exact, is_whole = _NOTHING, False
        else:
            exact = part.exact
    best = _better(best, exact)
    return _Read(exact if is_whole else None, best)


def _runs(nodes: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The parts of a sequence, ASCII letters that follow one another as one string in lower case."""
    plain = ""
    for node in nodes:
        if node[0] is _LITERAL and node[1] < _ASCII:
            plain += chr(node[1])
            continue
        if plain:
            yield plain.lower(), None
            plain = ""
        yield "", node
    if plain:
        yield plain.lower(), None


def _node(node: Any, before: _Strings) -> _Read:
    """What is known of one part with one of the strings `before` directly in front of it.

    `exact` of the answer includes those strings; it is None where the part can be too many.
    """
    name, value = str(node[0]), node[1]
    match name:
        case "LITERAL":
            return _behind(before, _letters([value]))
        case "IN":
            return _behind(before, _class(value))
        case "AT" | "ASSERT_NOT":
            return _Read(before, None)
        case "ASSERT":
            ahead, inner = value
            return _Read(before, _sequence(list(inner), _NOTHING).best if ahead > 0 else None)
        case "SUBPATTERN":
            return _sequence(list(value[3]), before)
        case "ATOMIC_GROUP":
            return _sequence(list(value), before)
        case "BRANCH":
            return _branches([_sequence(list(branch), before) for branch in value[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(value, before)
    return _Read(None, None)


def _behind(before: _Strings, strings: _Strings | None) -> _Read:
    if strings is None or len(before) * len(strings) > _MOST_EXACT:
        return _Read(None, None)
    return _Read(frozenset(a + b for a in before for b in strings), None)


def _branches(branches: Sequence[_Read]) -> _Read:
    exact = [branch.exact for branch in branches if branch.exact is not None]
    best = [branch.best for branch in branches if branch.best is not None]
    joined = frozenset().union(*exact) if len(exact) == len(branches) else None
    if joined is not None and len(joined) > _MOST_EXACT:
        joined = None
    return _Read(joined, frozenset().union(*best) if len(best) == len(branches) else None)


def _repeated(count: tuple[int, Any, Any], before: _Strings) -> _Read:
    least, most, inner = count
    once = _sequence(list(inner), before)
    if least == 0:
        if most == 1 and once.exact is not None and len(once.exact | before) <= _MOST_EXACT:
            return _Read(once.exact | before, None)
        return _Read(None, None)
    return once if least == 1 == most else _Read(None, once.best)


def _class(members: Sequence[Any]) -> _Strings | None:
    """The characters of a class in lower case, if they are few and all named."""
    codes: list[int] = []
    for member in members:
        name, value = str(member[0]), member[1]
        if name == "LITERAL":
            codes.append(value)
        elif name == "RANGE" and value[1] - value[0] < _ALPHABET:
            codes.extend(range(value[0], value[1] + 1))
        else:
            return None
    return _letters(codes)


def _letters(codes: Iterable[int]) -> _Strings | None:
    """Characters in lower case; None where one is a letter whose cases are not plain."""
    chars = frozenset(chr(code) for code in codes)
    if all(char.isascii() or char.lower() == char == char.upper() for char in chars):
        return frozenset(char.lower() for char in chars)
    return None
