"""The literals of a regular expression: sets of strings, of each of which every match holds one.

They are read from the parse tree, so a rule's author need not name them. What the parse tree cannot say
for certain is left open: then the pattern has no literals, and nothing may be concluded from a text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple

_parser = import_module("re._parser")  # private, and the same from Python 3.11 on
_LITERAL = _parser.LITERAL

_MOST_EXACT = 64  # strings that are followed at once; beyond, what is known so far is kept
_MOST = 800  # literals of one pattern
_LEAST_LENGTH = 3
_ALPHABET = 8  # letters are about as telling as one of eight characters at random
_RARE = frozenset(";©|«»‹›<>@#→←⟶⟵⇒⇐►◄▶◀[]{}+=~^_\\")  # characters that a sentence hardly ever holds
_SELDOM = frozenset("()/")  # characters that one in ten sentences holds
_WORST = 0.35  # patterns whose literals are in every other sentence are not worth asking for them
_MOST_SETS = 3  # sets of one pattern: a verb, its object, who acts

_ASCII = 128

# What a pattern is cut up into: an escaped character, a class, or a single one.
_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_BOUND = re.compile(
    r"\\[1-9]|\(\?P=|(?<!\\)\(\?\(|\(\?[a-z]+\)"
)  # references, and flags for all of a pattern

_Strings = frozenset[str]
_NOTHING: _Strings = frozenset(("",))


class _Read(NamedTuple):
    """What is known of a part: all strings that it can be, if they are few, and sets of literals in it, the best first."""

    exact: _Strings | None
    sets: tuple[_Strings, ...]


def literals_of(pattern: str, flags: int = 0) -> tuple[frozenset[str], ...]:
    """Sets of strings in lower case; every match of a pattern holds one of each set, in any mixture of cases.

    Args:
        pattern: a regular expression as for `re.compile`.
        flags: its flags.

    Returns:
        The rarest sets found, up to three; none where none is known, or where their strings are too common to help.
    """
    sets = _sequence(list(_parser.parse(pattern, flags)), _NOTHING).sets
    return tuple(_shortest(one) for one in sets if len(one) <= _MOST and _commonness(one) <= _WORST)


def strings_of(pattern: str) -> frozenset[str]:
    """All strings in lower case that a pattern can match, in any mixture of cases.

    Raises:
        ValueError: where they are too many, or cannot be told.
    """
    exact = _sequence(list(_parser.parse(pattern)), _NOTHING).exact
    if exact is None:
        raise ValueError(f"A pattern for a few words is needed here, this can match others: {pattern!r}.")
    return exact


def _commonness(strings: Iterable[str]) -> float:
    """How often the strings may be met by chance: less is better."""
    return sum(map(_chance, strings))


def _chance(string: str) -> float:
    if not _RARE.isdisjoint(string):
        return float(_ALPHABET**-_LEAST_LENGTH)
    if len(string) >= _LEAST_LENGTH:
        return float(_ALPHABET ** -min(len(string), 12))
    return 1.0 if _SELDOM.isdisjoint(string) else 0.1


def branches_of(pattern: str) -> tuple[str, ...]:
    """The alternatives of a pattern, if it has several and each can stand alone; else the pattern itself."""
    if _BOUND.search(pattern):
        return (pattern,)
    pieces, depth, begin = [], 0, 0
    for part in _PARTS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(part[0], 0)
        if part[0] == "|" and depth == 0:
            pieces.append(pattern[begin : part.start()])
            begin = part.end()
    return (*pieces, pattern[begin:])


def branches_within(pattern: str) -> tuple[str, ...]:
    r"""The alternatives of a pattern `\b(?:A|B)\b`, each between word boundaries of its own; else the pattern itself."""
    head, tail = r"\b(?:", r")\b"
    inner = pattern.removeprefix(head).removesuffix(tail)
    try:
        re.compile(inner)  # not where the first bracket closes before the end
    except re.error:
        return (pattern,)
    is_whole = len(pattern) == len(head) + len(inner) + len(tail)
    return tuple(f"{head}{branch}{tail}" for branch in branches_of(inner)) if is_whole else (pattern,)


def _best(sets: Iterable[_Strings]) -> tuple[_Strings, ...]:
    """The rarest sets, without those that another says already."""
    kept: list[_Strings] = []
    for one in sorted(sets, key=_commonness):
        if len(kept) < _MOST_SETS and one != _NOTHING and not any(_implies(other, one) for other in kept):
            kept.append(one)
    return tuple(kept)


def _implies(one: _Strings, other: _Strings) -> bool:
    """Whether every string of one set holds one of another."""
    return all(any(short in long for short in other) for long in one)


def _shortest(strings: _Strings) -> _Strings:
    """Without those that hold another."""
    kept: list[str] = []
    for string in sorted(strings, key=len):
        if not any(short in string for short in kept):
            kept.append(string)
    return frozenset(kept)


def _sequence(nodes: Sequence[Any], before: _Strings) -> _Read:
    """What is known of parts that follow one another, behind one of the strings `before`."""
    sets: list[_Strings] = []
    exact, is_whole = before, True
    for plain, node in _runs(nodes):
        part = _behind(exact, frozenset((plain,))) if plain else _node(node, exact)
        sets += part.sets
        if part.exact is None:
            sets.append(exact)
            exact, is_whole = _NOTHING, False
        else:
            exact = part.exact
    return _Read(exact if is_whole else None, _best((*sets, exact)))


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
            return _Read(before, ())
        case "ASSERT":
            ahead, inner = value
            return _Read(before, _sequence(list(inner), _NOTHING).sets if ahead > 0 else ())
        case "SUBPATTERN":
            return _sequence(list(value[3]), before)
        case "ATOMIC_GROUP":
            return _sequence(list(value), before)
        case "BRANCH":
            return _branches([_sequence(list(branch), before) for branch in value[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(value, before)
    return _Read(None, ())


def _behind(before: _Strings, strings: _Strings | None) -> _Read:
    if strings is None or len(before) * len(strings) > _MOST_EXACT:
        return _Read(None, ())
    return _Read(frozenset(a + b for a in before for b in strings), ())


def _branches(branches: Sequence[_Read]) -> _Read:
    """What is known of alternatives: of each set that all of them have, a branch with fewer gives its last again."""
    exact = [branch.exact for branch in branches if branch.exact is not None]
    joined = frozenset().union(*exact) if len(exact) == len(branches) else None
    if joined is not None and len(joined) > _MOST_EXACT:
        joined = None
    if not all(branch.sets for branch in branches):
        return _Read(joined, ())
    most = max(len(branch.sets) for branch in branches)
    each = [[branch.sets[min(number, len(branch.sets) - 1)] for branch in branches] for number in range(most)]
    return _Read(joined, _best(frozenset().union(*sets) for sets in each))


def _repeated(count: tuple[int, Any, Any], before: _Strings) -> _Read:
    least, most, inner = count
    once = _sequence(list(inner), before)
    if least == 0:
        if most == 1 and once.exact is not None and len(once.exact | before) <= _MOST_EXACT:
            return _Read(once.exact | before, ())
        return _Read(None, ())
    return once if least == 1 == most else _Read(None, once.sets)


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
