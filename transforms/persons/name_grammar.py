"""What Indonesian names are made of, compiled once: honorifics, degrees, and the words that no name holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from config.gazetteers import gazetteers
from config.loader import Model, Rule, load_toml, load_words
from transforms.alternation import alternation, atoms

# Common words with an affix: verbs and abstract nouns, which headlines set in capitals ("Bupati Surti Ditahan").
_AFFIXED = re.compile(
    r"(?:me|di|be|te|pe|ke|se).{3,}(?:an|kan|i|nya)|(?:me[mnl]|di|ber|ter|per|pem|pen).{4,}|.{3,}(?:nya|kan)|.{4,}(?:isasi|itas)"
)
# Abbreviations of one or two letters are told apart by their exact case.
_EXACT = 2
# Behind "di" such a common word is a verb in the passive: "Disuap", "Dikorupsi", but not "Dianti".
_STEM = re.compile(r"[b-df-hj-np-tv-z].{3,}")


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
    foreign: tuple[str, ...]
    calendar: tuple[str, ...]
    openings: tuple[str, ...]
    countries: tuple[str, ...]


class NameRules(Model):
    """`config/rules/names.toml`."""

    particles: tuple[str, ...]
    abbreviations: tuple[str, ...]
    inner_too: frozenset[str]
    months_too: frozenset[str]
    no_hajj: frozenset[str]
    pair_words: tuple[str, ...]
    endings: tuple[str, ...]
    own: frozenset[str]
    stuck: frozenset[str]
    spellings: dict[str, str]
    short_office: Rule
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
    inner_too: frozenset[str]
    months_too: frozenset[str]
    pairs: re.Pattern[str]
    no_hajj: frozenset[str]
    short_office: re.Pattern[str]
    after_i: frozenset[str]
    nowhere: frozenset[str]
    not_first: frozenset[str]
    countries: frozenset[str]
    openings: frozenset[str]
    common: frozenset[str]
    known: frozenset[str]
    endings: re.Pattern[str]
    own: frozenset[str]
    stuck: frozenset[str]
    glued_to: frozenset[str]
    affixed: frozenset[str]
    passives: frozenset[str]
    calendar: frozenset[str]
    rank_words: frozenset[str]
    address_words: frozenset[str]
    spellings: dict[str, str]


@cache
def grammar() -> Grammar:
    """The grammar of names from `config/rules/names.toml` and the gazetteers, compiled once."""
    rules = load_toml(NameRules, "rules/names.toml")
    tables, common = gazetteers(), load_words("gazetteers/common_words.txt")
    known = load_words("gazetteers/name_words.txt")
    affixed = frozenset(word for word in common if _AFFIXED.fullmatch(word))
    stems = (word for word in common - affixed if _STEM.match(word))
    passives = frozenset(f"di{word}" for word in stems) | {word for word in affixed if word.startswith("di")}
    forms = {h.form for h in tables.honorifics if not h.part_of_name}
    corps = {h.form for h in tables.honorifics if h.kind == "corps"}
    ranked = _any_of(h.form for h in tables.honorifics if h.kind in ("police", "army"))
    plain = _any_of(form for form in forms - corps if len(form) > _EXACT)
    short = _any_of(form for form in forms - corps if len(form) <= _EXACT)
    of_corps = alternation(atoms(form) for form in (*corps, "Purn", "TNI", "Pol"))
    rank = rf"(?i:{ranked})\.?(?:\s\(?(?i:{of_corps})\)?\.?)*(?:\s?\([A-Z]{{1,3}}\))?"
    subject = rf"(?i:{alternation(map(atoms, _lower(rules.degrees.subjects)))})(?![^\W\d_])"
    dotted = rf"(?:{'|'.join(rules.degrees.grades)})\.\s?{subject}(?:\.\s?{subject})*"
    variants = {d.variant.rstrip(".") for d in tables.degrees}
    stopped, whole = (
        {v for v in variants if "." in v},
        {v for v in variants if "." not in v and len(v) > _EXACT},
    )
    letters = alternation(map(atoms, variants - stopped - whole))
    # A listed degree with full stops must not be the beginning of a longer one ("S.Tr" of "S.Tr.K").
    ends, goes_on = r"(?![\w'’])", rf"(?!\.{subject})"
    exact = [alternation(map(atoms, stopped)) + ends + goes_on, alternation(map(atoms, whole)) + ends]
    loose = [
        alternation(map(atoms, _lower(stopped))) + ends + goes_on,
        alternation(map(atoms, _lower(whole))) + ends,
    ]
    listed = "|".join([*(f"(?i:{pattern})" for pattern in loose), letters + ends])
    bare = "|".join([*exact, letters + ends])
    return Grammar(
        honorific=re.compile(rf"(?:{rank}|(?i:{plain})|{short})(?![^\W_])[. \u00a0]*"),
        honorific_words=frozenset(form.split()[0].casefold() for form in forms),
        degree=re.compile(rf"(?=[A-Z])(?:{listed}|{dotted})\.?"),
        bare_degree=re.compile(rf"(?:{bare}|{dotted})\.?"),
        particles=frozenset(rules.particles),
        abbreviations=frozenset(rules.abbreviations),
        inner_too=rules.inner_too,
        months_too=rules.months_too,
        pairs=re.compile(rf"\b(?:{'|'.join(rules.pair_words)})\b[^.\n]*$"),
        no_hajj=rules.no_hajj,
        short_office=rules.short_office.regex,
        after_i=frozenset(rules.balinese.after_i),
        nowhere=frozenset(
            w.casefold() for w in (*rules.apart.institutions, *rules.apart.foreign, *rules.apart.calendar)
        ),
        not_first=frozenset(w.casefold() for w in (*rules.apart.openings, *rules.apart.countries)),
        countries=frozenset(w.casefold() for w in rules.apart.countries),
        openings=frozenset(w.casefold() for w in rules.apart.openings),
        common=common,
        known=known,
        endings=re.compile(rf"(?i:[^\W\d_]{{2,}}(?:{'|'.join(rules.endings)}))"),
        own=rules.own,
        stuck=rules.stuck,
        glued_to=frozenset(
            word.casefold()
            for words in (
                rules.apart.institutions,
                rules.apart.openings,
                rules.apart.countries,
                (part for place in tables.places if place.level != "district" for part in place.name.split()),
                (part for title in tables.titles for part in title.form.split()),
            )
            for word in words
        ),
        affixed=affixed,
        passives=passives,
        calendar=frozenset(w.casefold() for w in rules.apart.calendar),
        rank_words=frozenset(
            h.form.split()[0].casefold() for h in tables.honorifics if h.kind in ("police", "army")
        ),
        address_words=frozenset(h.form.casefold() for h in tables.honorifics if h.kind == "address"),
        spellings=rules.spellings,
    )


def _any_of(forms: Iterable[str]) -> str:
    """A pattern for any of some forms; short ones keep their case, the parts of a form may be joined by stops."""
    return alternation(_spaced(form if len(form) <= _EXACT else form.lower()) for form in forms)


def _lower(words: Iterable[str]) -> list[str]:
    return [word.lower() for word in words]


def _spaced(form: str) -> list[str]:
    """A form whose parts may be joined by full stops or blanks: "Kombes Pol" is also "Kombes. Pol."."""
    first, *rest = form.split()
    return [*atoms(first), *(atom for part in rest for atom in (r"[.\s]\s?", *atoms(part)))]
