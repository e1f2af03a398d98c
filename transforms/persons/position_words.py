"""The words that offices are made of, compiled once: heads, acting status, fields of work."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from config.gazetteers import TitleForm, gazetteers
from config.loader import Model, Rule, load_toml
from transforms.matching import PhraseMatcher
from transforms.persons.name_grammar import grammar

_CIRCUMFIX = re.compile(r"(?:pe|ke|per).{4,}an$|.{3,}isasi$|.{5,}asi$")
_STANDINGS = frozenset({"mantan", "calon"})


class PositionRules(Model):
    """`config/rules/positions.toml`."""

    field_words: frozenset[str]
    connectors: frozenset[str]
    several: frozenset[str]
    origins: frozenset[str]
    joining: frozenset[str]
    small: frozenset[str]
    abbreviated: frozenset[str]
    lettered: frozenset[str]
    only_before: dict[str, str]
    not_before: dict[str, str]
    divisions: frozenset[str]
    factions: frozenset[str]
    deputies: frozenset[str]
    deputy_heads: tuple[str, ...]
    bare_heads: frozenset[str]
    here: frozenset[str]
    pointing: frozenset[str]
    sides: frozenset[str]
    unit_levels: frozenset[str]
    village_levels: tuple[str, ...]
    region_levels: frozenset[str]
    area_words: frozenset[str]
    district_words: tuple[str, ...]
    toponyms: frozenset[str]
    before_offices: frozenset[str]
    agency_kinds: frozenset[str]
    unit_bodies: frozenset[str]
    governments: frozenset[str]
    location_heads: frozenset[str]
    decisions: frozenset[str]
    led_by: frozenset[str]
    general_heads: tuple[str, ...]
    many: frozenset[str]
    kinds_of_offices: frozenset[str]
    unprinted: frozenset[str]
    named_bodies: frozenset[str]
    corporate: frozenset[str]
    universities: tuple[str, ...]
    one_word_bodies: frozenset[str]
    names_too: frozenset[str]
    own_bodies: dict[str, str]
    levels: dict[str, tuple[str, ...]]
    unit_words: dict[str, str]
    regional: Rule
    village: Rule


@cache
def position_rules() -> PositionRules:
    """The rules of offices, read once."""
    return load_toml(PositionRules, "rules/positions.toml")


@cache
def title_matcher() -> PhraseMatcher[TitleForm]:
    """The heads of offices: forms without a body, which is read from the text ("Ketua", not "Ketua KPU")."""
    tables = gazetteers()
    bodies = {o.acronym for o in tables.organizations if o.acronym}
    bodies |= {o.organization_id for o in tables.organizations}
    return PhraseMatcher(
        (title.form, title)
        for title in tables.titles
        if title.form.casefold() not in position_rules().unprinted
        and (title.collective or title.form in bodies or not bodies.intersection(title.form.split()))
    )


@cache
def acting_pattern() -> tuple[re.Pattern[str], Mapping[str, str], tuple[str, ...]]:
    """What stands before an office ("mantan", then "Penjabat (Pj)"), the value of each form, and what it ends with."""
    forms = {a.form.rstrip(".").casefold(): a.acting for a in gazetteers().acting}

    def either(kinds: bool) -> str:
        words = [form for form, acting in forms.items() if (acting in _STANDINGS) is kinds]
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    acting = rf"(?P<acting>{either(False)})[. ]*(?:\((?P<short>[^()\n]{{2,5}})\)\s*)?"
    pattern = rf"(?<![^\W_])(?:(?P<standing>{either(True)})\s+)?(?:{acting})?$"
    return re.compile(pattern, re.IGNORECASE), forms, (")", *forms)


def is_field_word(word: str) -> bool:
    """Whether a word is one that offices are named by: "Kesehatan", "Penanganan", "Umum"."""
    return word.casefold() in position_rules().field_words or is_derived(word)


@lru_cache(maxsize=1 << 13)
def ends_office(word: str) -> bool:
    """Whether a small word is no part of an office, unless a head, a body or a place begins with it."""
    rules = position_rules()
    parts = (
        rules.connectors,
        rules.origins,
        rules.joining,
        rules.only_before,
        rules.divisions,
        rules.here,
        rules.pointing,
        rules.sides,
        rules.area_words,
        rules.unprinted,
        grammar().countries,
    )
    return word.islower() and not is_field_word(word) and not any(word.casefold() in part for part in parts)


@lru_cache(maxsize=1 << 13)
def is_derived(word: str) -> bool:
    """Whether a word has the affix of an abstract noun, as in "Penanganan", "Fasilitasi"; no name is so long and has it."""
    return len(word) >= 8 and _CIRCUMFIX.match(word.casefold()) is not None
