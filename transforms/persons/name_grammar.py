"""What Indonesian names are made of, compiled once: honorifics, degrees, and the words that no name holds."""

import re
from dataclasses import dataclass
from functools import cache

from config.gazetteers import gazetteers
from config.loader import Model, load_toml

# Abbreviations of one or two letters are told apart by their exact case.
_EXACT = 2


class Balinese(Model):
    """Words that follow the article "I" of a Balinese name."""

    after_i: tuple[str, ...]


class DegreeGrammar(Model):
    """The parts of a degree: the letter of its grade and the abbreviations of subjects."""

    grades: tuple[str, ...]
    subjects: tuple[str, ...]


class Apart(Model):
    """Capitalised words that are no names: nowhere in a name, and not at its start."""

    institutions: tuple[str, ...]
    calendar: tuple[str, ...]
    openings: tuple[str, ...]
    countries: tuple[str, ...]


class NameRules(Model):
    """`config/rules/names.toml`."""

    particles: tuple[str, ...]
    abbreviations: tuple[str, ...]
    spellings: dict[str, str]
    balinese: Balinese
    degrees: DegreeGrammar
    apart: Apart


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules."""

    honorific: re.Pattern[str]
    honorific_words: frozenset[str]
    degree: re.Pattern[str]
    bare_degree: re.Pattern[str]
    particles: frozenset[str]
    abbreviations: frozenset[str]
    after_i: frozenset[str]
    nowhere: frozenset[str]
    not_first: frozenset[str]
    countries: frozenset[str]
    openings: frozenset[str]
    calendar: frozenset[str]
    rank_words: frozenset[str]
    spellings: dict[str, str]


@cache
def grammar() -> Grammar:
    """The grammar of names from `config/rules/names.toml` and the gazetteers, compiled once."""
    rules = load_toml(NameRules, "rules/names.toml")
    tables = gazetteers()
    forms = sorted({h.form for h in tables.honorifics if not h.part_of_name}, key=len, reverse=True)
    corps = "|".join(re.escape(h.form) for h in tables.honorifics if h.kind == "corps")
    ranked = "|".join(_spaced(h.form) for h in tables.honorifics if h.kind in ("police", "army"))
    plain = "|".join(
        _spaced(form) if len(form) <= _EXACT else f"(?i:{_spaced(form)})"
        for form in forms
        if not any(form == h.form and h.kind == "corps" for h in tables.honorifics)
    )
    rank = rf"(?i:{ranked})\.?(?:\s\(?(?:Purn|TNI|Pol|{corps})\)?\.?)*(?:\s?\([A-Z]{{1,3}}\))?"
    subject = (
        rf"(?i:{'|'.join(sorted(map(re.escape, rules.degrees.subjects), key=len, reverse=True))})(?![^\W\d_])"
    )
    dotted = rf"(?:{'|'.join(rules.degrees.grades)})\.\s?{subject}(?:\.\s?{subject})*"
    # A listed degree with full stops must not be the beginning of a longer one ("S.Tr" of "S.Tr.K").
    whole = rf"(?![\w'’])(?!\.{subject})"
    variants = sorted({d.variant.rstrip(".") for d in tables.degrees}, key=len, reverse=True)
    ends = [whole if "." in v else r"(?![\w'’])" for v in variants]
    exact = [re.escape(v) + end for v, end in zip(variants, ends, strict=True)]
    listed = "|".join(e if len(v) <= _EXACT else f"(?i:{e})" for v, e in zip(variants, exact, strict=True))
    bare = "|".join(exact)
    return Grammar(
        honorific=re.compile(rf"(?:{rank}|{plain})(?![^\W_])[. \u00a0]*"),
        honorific_words=frozenset(form.split()[0].casefold() for form in forms),
        degree=re.compile(rf"(?=[A-Z])(?:{listed}|{dotted})\.?"),
        bare_degree=re.compile(rf"(?:{bare}|{dotted})\.?"),
        particles=frozenset(rules.particles),
        abbreviations=frozenset(rules.abbreviations),
        after_i=frozenset(rules.balinese.after_i),
        nowhere=frozenset(w.casefold() for w in (*rules.apart.institutions, *rules.apart.calendar)),
        not_first=frozenset(w.casefold() for w in (*rules.apart.openings, *rules.apart.countries)),
        countries=frozenset(w.casefold() for w in rules.apart.countries),
        openings=frozenset(w.casefold() for w in rules.apart.openings),
        calendar=frozenset(w.casefold() for w in rules.apart.calendar),
        rank_words=frozenset(
            h.form.split()[0].casefold() for h in tables.honorifics if h.kind in ("police", "army")
        ),
        spellings=rules.spellings,
    )


def _spaced(form: str) -> str:
    """A form whose parts may be joined by full stops or blanks: "Kombes Pol" is also "Kombes. Pol."."""
    return r"[.\s]\s?".join(re.escape(part) for part in form.split())
