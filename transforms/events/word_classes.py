"""Classes of words that the patterns of a topic name instead of spelling: `{issue.passive}`, `{letter}`.

A class of verbs is declared by its roots; their forms follow from the grammar: `terbit` is `menerbitkan`
(active), `diterbitkan` (passive) and `penerbitan` (noun). So a rule knows every voice of every verb of a class.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from config.loader import Model
from transforms.alternation import alternation

Voice = Literal["active", "passive", "noun"]

_NAME = re.compile(r"\{([a-z_]+)(?:\.(active|passive|noun))?\}")
_VOICES: tuple[Voice, ...] = ("active", "passive", "noun")
_SHORTEST = 4
"""A word with the prefix "di" is longer."""
_SUFFIXES = ("", "kan", "i")
_OWNED = ("", "nya")
_GAP, _BLANK = r"\s+", r"\s?"
"""Between words; and within a verb of two words or behind "di", where blanks come and go in print."""

_NASALS = (("aeioughk", "ng"), ("pbfv", "m"), ("tcdjzs", "n"))
_MELT = {"k": "ng", "p": "m", "t": "n", "s": "ny"}
"""First sounds that go up in the nasal."""


class WordClass(Model):
    """Verbs by their `roots`, and `words` that are written as they stand, by voice or for any of them.

    A root is the bare stem without affixes ("terbit", "tanda tangan"). `words` are for what the grammar does
    not make: nouns, adjectives, verbs with `ber-` or `ter-`, loans, slang.
    """

    note: str = ""
    roots: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()


def spelled(data: Any, classes: Mapping[str, WordClass]) -> Any:
    """Configuration as read, with the names of classes in its patterns replaced by patterns of their words.

    Raises:
        ValueError: where a pattern names a class that is not declared.
    """
    made: dict[str, str] = {}

    def pattern(match: re.Match[str]) -> str:
        name, voice = match.groups()
        if name not in classes:
            raise ValueError(f"no class of words '{name}' is declared; known: {sorted(classes)}")
        if match[0] not in made:
            made[match[0]] = _pattern(classes[name], [v for v in _VOICES if voice in (None, v)])
        return made[match[0]]

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                key: _NAME.sub(pattern, value) if key == "pattern" and isinstance(value, str) else walk(value)
                for key, value in node.items()
            }
        return [walk(value) for value in node] if isinstance(node, list) else node

    return walk(data)


def _pattern(words: WordClass, voices: Iterable[Voice]) -> str:
    """A pattern of the words of a class in some voices; those that have no voice are in each."""
    written = [_atoms(word, _GAP) for word in words.words]
    for voice in voices:
        written += [_atoms(word, _GAP) for word in getattr(words, voice)]
        written += [_atoms(form, _BLANK) for root in words.roots for form in forms(root, voice)]
    return alternation(written)


def _atoms(word: str, gap: str) -> list[str]:
    """The characters of a word, with `gap` for its blanks; behind the prefix "di" one may stand."""
    out = [gap if char == " " else re.escape(char) for char in word]
    return [*out[:2], _BLANK, *out[2:]] if word.startswith("di") and len(word) > _SHORTEST else out


def forms(root: str, voice: Voice) -> Iterator[str]:
    """The forms of a verb in one voice, with and without `-kan`, `-i` and `-nya`."""
    ends = [suffix + owned for suffix in _SUFFIXES for owned in _OWNED]
    if voice == "active":
        stems = {root, *(prefix + rest for prefix, rest in _nasal(root, "me"))}
        yield from (stem + end for stem in stems for end in ends)
    elif voice == "passive":
        yield from ("di" + root + end for end in ends)
    else:
        stems = {prefix + rest for prefix, rest in _nasal(root, "pe")}
        yield from (stem + "an" + owned for stem in stems for owned in _OWNED)


def _nasal(root: str, prefix: str) -> Iterator[tuple[str, str]]:
    """`me-` or `pe-` before a root with the nasal that its first sound asks for; loans may keep that sound."""
    first = root[0]
    if first in _MELT:
        yield prefix + _MELT[first], root[1:]
    yield prefix + next((nasal for sounds, nasal in _NASALS if first in sounds), ""), root
