"""The rules of `config/rules/cleaning.toml`, compiled: which lines of a page are no part of its article."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.literals import branches_of
from transforms.scanning import Rules

LONGEST_LINE = 900  # characters; a longer line is a paragraph whatever it holds
_SHORT = 100  # characters of a line that may be on many pages
Finder = Callable[[str], re.Match[str] | None]
Zone = Literal["any", "head", "inner", "tail", "edge"]


class LineRule(Rule):
    """A kind of line that is no article text.

    `zone` is where it may stand; `takes_next` says that the label's text may stand on the next line,
    `opens_list` that headlines of other articles follow, `before_dateline` that it is one only where the
    article begins behind it.
    """

    reason: str
    zone: Zone = "any"
    max_words: int = 40
    takes_next: bool = False
    opens_list: bool = False
    before_dateline: bool = False


class SplitRule(Rule):
    """Where a line is cut: behind the first group of the match. Such a line holds one of the words of `holds`."""

    holds: tuple[str, ...]


class CleaningFile(Model):
    """`config/rules/cleaning.toml`."""

    newsrooms: tuple[str, ...]
    author_roles: tuple[str, ...]
    editor_roles: tuple[str, ...]
    other_roles: tuple[str, ...]
    plain_roles: tuple[str, ...]
    columnist_words: tuple[str, ...]
    columnist_roles: tuple[str, ...]
    particles: tuple[str, ...]
    split: tuple[SplitRule, ...]
    between: tuple[Rule, ...]
    line: tuple[LineRule, ...]


class CleaningRules(NamedTuple):
    """The file's lists, and its line rules compiled.

    `fitting` says which of them hold in each place of a page for a line of so many words, as bits.
    """

    newsrooms: frozenset[str]
    author_roles: tuple[str, ...]
    editor_roles: tuple[str, ...]
    other_roles: tuple[str, ...]
    plain_roles: frozenset[str]
    columnist_words: frozenset[str]
    columnist_roles: tuple[str, ...]
    particles: frozenset[str]
    splits: tuple[SplitRule, ...]
    between: tuple[Rule, ...]
    rules: Rules[tuple[Finder, LineRule]]
    fitting: Mapping[str, Sequence[int]]
    counts: Finder
    tags: Finder

    def find(self, zone: Zone, line: str) -> LineRule | None:
        """The first rule of a zone that the line fits."""
        return _known(zone, line) if len(line) <= _SHORT else self.read(zone, line)

    def read(self, zone: Zone, line: str) -> LineRule | None:
        """The same, of a line that is not kept."""
        words, fitting = line.count(" ") + 1, self.fitting[zone]
        if words >= len(fitting) or len(line) > LONGEST_LINE:
            return None
        for finds, rule in self.rules.of(_bits(line) & fitting[words]):
            if finds(line):
                return rule
        return None


@lru_cache(maxsize=4096)  # the furniture of a site is on all of its pages
def _known(zone: Zone, line: str) -> LineRule | None:
    return cleaning_rules().read(zone, line)


@lru_cache(maxsize=32)  # asked for each zone in which a line may stand
def _bits(line: str) -> int:
    return cleaning_rules().rules.bits(line)


@cache
def cleaning_rules() -> CleaningRules:
    """The rules, loaded and compiled once."""
    file = load_toml(CleaningFile, "rules/cleaning.toml")
    # An alternative alone is looked for by its own literals and its own first sign.
    branches = [(re.compile(branch), rule) for rule in file.line for branch in branches_of(rule.pattern)]
    longest = max(rule.max_words for rule in file.line)
    fitting = {zone: [0] * (longest + 1) for zone in ("any", "head", "inner", "tail")}
    for number, (_, rule) in enumerate(branches):
        for zone in ("head", "tail") if rule.zone == "edge" else (rule.zone,):
            for words in range(rule.max_words + 1):
                fitting[zone][words] |= 1 << number
    return CleaningRules(
        newsrooms=frozenset(file.newsrooms),
        author_roles=file.author_roles,
        editor_roles=file.editor_roles,
        other_roles=file.other_roles,
        plain_roles=frozenset(file.plain_roles),
        columnist_words=frozenset(file.columnist_words),
        columnist_roles=file.columnist_roles,
        particles=frozenset(file.particles),
        splits=file.split,
        between=file.between,
        rules=Rules((pattern, (_finder(pattern), rule)) for pattern, rule in branches),
        fitting=fitting,
        counts=_finder_of(file, "clean.share.counts"),
        tags=_finder_of(file, "clean.tags.label"),
    )


def _finder_of(file: CleaningFile, rule_id: str) -> Finder:
    return _finder(re.compile(next(rule.pattern for rule in file.line if rule.id == rule_id)))


def _finder(pattern: re.Pattern[str]) -> Finder:
    """How a pattern is looked for; one that is bound to the line's begin is not tried further on."""
    return pattern.match if pattern.pattern.startswith(("^", "(?i)^")) else pattern.search
