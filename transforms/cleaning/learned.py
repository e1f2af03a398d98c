"""Furniture learned from a site's own documents: which lines can be it, when one is, and how it is known again."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Literal

from config.loader import Model, load_toml
from transforms.blanking import blanked
from transforms.cleaning.dateline import find_dateline
from transforms.cleaning.lines import is_sentence
from transforms.records import Document, make_id
from transforms.urls import canonical_url

State = Literal["learned", "proposed"]
REASON = "learned_furniture"
Furniture = Mapping[str, str]
"""The key of a line that is a site's furniture -> its id in `source_furniture`, which is its rule's id."""

NONE: Furniture = {}

_DIGITS = re.compile(r"\d\d*")  # begins with a class, which is looked for by a table


class LearningRules(Model):
    """`config/rules/furniture.toml`."""

    window: int
    documents: int
    share: float
    fewest_letters: int
    most_words: int


@cache
def learning_rules() -> LearningRules:
    """The rules, loaded once."""
    return load_toml(LearningRules, "rules/furniture.toml")


def site_of(document: Document) -> str | None:
    """Whose furniture a document has: the host of its address, else its outlet; None where neither is known."""
    url = canonical_url(document.metadata.get("url"))
    host = url.split("/", 3)[2].partition(":")[0].removeprefix("www.") if url else ""
    return host or document.metadata.get("outlet")


def key_of(line: str) -> str:
    """What a line has in common with its like: its words in small letters, and 0 for every number."""
    return _DIGITS.sub("0", " ".join(blanked(line.casefold()).split()))


def furniture_id(site: str, key: str) -> str:
    """The id of a learned line."""
    return f"learned.{make_id('furniture', site, key)}"


def candidates(lines: Iterable[str]) -> dict[str, str]:
    """The lines that can be furniture, by their keys: short ones, without a dateline and without a quotation."""
    most = learning_rules().most_words
    found: dict[str, str] = {}
    for line in lines:
        if line.count(" ") < most and (key := _candidate(line)):
            found.setdefault(key, line.strip())
    return found


@lru_cache(maxsize=1024)  # furniture recurs
def _candidate(line: str) -> str | None:
    """The key of a short line that can be furniture."""
    if '"' in line or "“" in line or "”" in line:
        return None
    key = key_of(line)
    return key if len(key) >= learning_rules().fewest_letters and find_dateline(line) is None else None


def state_of(line: str, alike: int, seen: int) -> State | None:
    """What so many documents with a line make of it; None where they are too few.

    A sentence is proposed only: it may be of the body.

    Args:
        line: as printed.
        alike: how many documents in the window have it; those of one story or one headline count once.
        seen: how many documents are in the window.
    """
    rules = learning_rules()
    if alike < max(rules.documents, rules.share * seen):
        return None
    return "proposed" if is_sentence(line) else "learned"
