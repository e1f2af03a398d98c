"""Many words as one regular expression that compiles and matches fast: alternatives share their beginnings."""

import re
from collections.abc import Iterable, Sequence

_Trie = dict[str, "_Trie"]  # the atom "" marks the end of a word


def alternation(words: Iterable[Sequence[str]]) -> str:
    """A pattern for any of `words`, the longest first.

    Args:
        words: each a sequence of atoms, which are patterns of one character or separator; `atoms` makes
            them from a string.

    Returns:
        A group without a name; it matches nothing where there are no words.
    """
    root: _Trie = {}
    for word in sorted(map(tuple, words)):
        node = root
        for atom in word:
            node = node.setdefault(atom, {})
        node[""] = {}
    return _pattern(root) if root else "(?!)"


def atoms(word: str) -> list[str]:
    """The characters of a word, each as a pattern."""
    return [re.escape(char) for char in word]


def _pattern(node: _Trie) -> str:
    """The pattern of a subtree; a chain of single children is written without groups."""
    branches = []
    for atom, child in node.items():
        if atom:
            piece = atom
            while len(child) == 1 and "" not in child:
                following, child = next(iter(child.items()))
                piece += following
            branches.append(piece + ("" if list(child) == [""] else _pattern(child)))
    body = "|".join(branches)
    optional = "?" if "" in node else ""
    return f"(?:{body}){optional}" if len(branches) > 1 or optional else body
