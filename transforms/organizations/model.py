"""The rules of bodies' names, the kinds of bodies, and a name as found in a text."""

import re
from functools import cache
from typing import NamedTuple

from config.gazetteers import OrganizationKind, gazetteers
from config.loader import Model, Rule, load_toml

BUILT = "ORG:"
"""What the base of a body begins with that stands in no gazetteer."""
_SLUG = re.compile(r"[\W_]+")


class OrganizationRules(Model):
    """The form of `config/rules/organizations.toml`."""

    with_instances: frozenset[str]
    governments: dict[str, str]
    part_of: dict[str, str]
    only_in: dict[str, str]
    ignored: frozenset[str]
    needs_place: frozenset[str]
    ignored_bare_forms: frozenset[str]
    capitals_only_up_to: int
    after_party_word: frozenset[str]
    bare_place: frozenset[str]
    spelled_out: frozenset[str]
    spelled_out_kinds: frozenset[str]
    own_names: dict[str, str]
    legislatures: frozenset[str]
    levels: dict[str, str]
    sectors: tuple[str, ...]
    sector_heads: tuple[str, ...]
    kinds_of_heads: dict[str, str]
    open_heads: tuple[str, ...]
    loose_heads: tuple[str, ...]
    village_heads: tuple[str, ...]
    study_heads: tuple[str, ...]
    study_stops: tuple[str, ...]
    school_heads: tuple[str, ...]
    toponyms: tuple[str, ...]
    named_after: frozenset[str]
    academic: frozenset[str]
    national_heads: tuple[str, ...]
    no_name_after: frozenset[str]
    two_words_after: frozenset[str]
    joint_decree: Rule
    beside_national: Rule
    central: Rule
    former: Rule
    generic: Rule
    elected: Rule
    worn: Rule
    instrument: Rule
    numbered: Rule


class Head(NamedTuple):
    """A body's name in the text, without its place. `base` is the kind's id or, for others, "ORG:<slug>".

    `label` is the name as it goes into a canonical name, `form` the printed name without its bracket.
    """

    start: int
    end: int
    base: str
    label: str
    form: str
    rule_id: str
    is_central: bool = False
    is_part: bool = False

    @property
    def is_built(self) -> bool:
        """Whether the name is built on a head word and stands in no gazetteer."""
        return self.base.startswith(BUILT)


@cache
def organization_rules() -> OrganizationRules:
    """The rules, read once."""
    return load_toml(OrganizationRules, "rules/organizations.toml")


@cache
def kinds() -> dict[str, OrganizationKind]:
    """The bodies and kinds of bodies of the gazetteer by their id."""
    return {row.organization_id: row for row in gazetteers().organizations}


def slug(name: str) -> str:
    """A name in lower case with hyphens, for an identifier."""
    return _SLUG.sub("-", name.casefold()).strip("-")
