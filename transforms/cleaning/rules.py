"""The rules of `config/rules/cleaning.toml`, compiled: which lines of a page are no part of its article."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.scanning import Rules

LONGEST_LINE = 900  # characters; a longer line is a paragraph whatever it holds
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


class CleaningFile(Model):
    """`config/rules/cleaning.toml`."""

    newsrooms: tuple[str, ...]
    author_roles: tuple[str, ...]
    editor_roles: tuple[str, ...]
    other_roles: tuple[str, ...]
    plain_roles: tuple[str, ...]
    columnist_words: tuple[str, ...]
    line: tuple[LineRule, ...]


class CleaningRules(NamedTuple):
    """The file's lists, and its line rules compiled for each place in a page."""

    newsrooms: frozenset[str]
    author_roles: tuple[str, ...]
    editor_roles: tuple[str, ...]
    other_roles: tuple[str, ...]
    plain_roles: frozenset[str]
    columnist_words: frozenset[str]
    by_zone: Mapping[str, Rules[tuple[Finder, LineRule]]]
    counts: Finder
    tags: Finder
    longest: int

    def find(self, zone: Zone, line: str) -> LineRule | None:
        """The first rule of a zone that the line fits."""
        words = line.count(" ") + 1
        if words > self.longest or len(line) > LONGEST_LINE:
            return None
        for finds, rule in self.by_zone[zone].among(line):
            if words <= rule.max_words and finds(line):
                return rule
        return None


@cache
def cleaning_rules() -> CleaningRules:
    """The rules, loaded and compiled once."""
    file = load_toml(CleaningFile, "rules/cleaning.toml")
    by_zone: dict[str, list[tuple[re.Pattern[str], tuple[Finder, LineRule]]]] = {
        zone: [] for zone in ("any", "head", "inner", "tail")
    }
    for rule in file.line:
        pattern = re.compile(rule.pattern)
        for zone in ("head", "tail") if rule.zone == "edge" else (rule.zone,):
            by_zone[zone].append((pattern, (_finder(pattern), rule)))
    return CleaningRules(
        newsrooms=frozenset(file.newsrooms),
        author_roles=file.author_roles,
        editor_roles=file.editor_roles,
        other_roles=file.other_roles,
        plain_roles=frozenset(file.plain_roles),
        columnist_words=frozenset(file.columnist_words),
        by_zone={zone: Rules(rules) for zone, rules in by_zone.items()},
        counts=_finder_of(file, "clean.share.counts"),
        tags=_finder_of(file, "clean.tags.label"),
        longest=max(rule.max_words for rule in file.line),
    )


def _finder_of(file: CleaningFile, rule_id: str) -> Finder:
    return _finder(re.compile(next(rule.pattern for rule in file.line if rule.id == rule_id)))


def _finder(pattern: re.Pattern[str]) -> Finder:
    """How a pattern is looked for; one that is bound to the line's begin is not tried further on."""
    return pattern.match if pattern.pattern.startswith(("^", "(?i)^")) else pattern.search
