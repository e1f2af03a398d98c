"""What the press calls a penalty, and how it says that one is threatened, recommended, imposed or denied."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

from config.gazetteers import gazetteers
from config.loader import Model, Rule, load_toml
from transforms.matching import fold
from transforms.scanning import Rules

# Every form and cue begins a word; said once, it spares most positions all the alternatives.
_WORD_START = r"(?<!\w)(?=\w)"

ROOT, HEAD = 1, 2

CueKind = Literal["threat", "condition", "past", "impose", "recommend", "request", "demand", "denial", "open"]


class Form(Rule):
    """A form of penalty. Forms of one `family` are one penalty in other words where `is_synonym`.

    A verb (`is_verb`) states the penalty as a fact of its own; a weak form counts only beside "sanksi", a
    level or another form; `needs_criminal` only beside a criminal form, `needs_moral` only beside a moral
    penalty, where it is threatened; `level` is fixed for crimes.
    """

    family: str
    level: str | None = None
    is_synonym: bool = False
    is_verb: bool = False
    is_weak: bool = False
    needs_criminal: bool = False
    needs_moral: bool = False


class CueRule(Rule):
    """Words that tell whether a penalty is threatened, recommended, asked for, demanded, imposed, denied or told only."""

    kind: CueKind


class Words(Model):
    """Lists of words; see the comments in the file."""

    roots: tuple[str, ...]
    heads: tuple[str, ...]
    bare_heads: tuple[str, ...]
    fillers: tuple[str, ...]
    other_graded: tuple[str, ...]
    level_verbs: tuple[str, ...]
    links: tuple[str, ...]
    spreading: tuple[str, ...]
    onward: tuple[str, ...]
    joints: tuple[str, ...]
    plain: frozenset[str]


class Kinds(Model):
    """Kinds of penalty that are no level."""

    words: tuple[str, ...]
    not_before: tuple[str, ...]


class SanctionRules(Model):
    """`config/rules/sanctions.toml`."""

    words: Words
    levels: dict[str, str]
    lawful: dict[str, tuple[str, ...]]
    kinds: Kinds
    forms: tuple[Form, ...]
    tails: tuple[Rule, ...]
    cues: tuple[CueRule, ...]
    not_denial: Rule
    still_open: Rule
    done: Rule
    breaks: Rule
    besides: Rule
    first_person: Rule
    things: Rule
    post: Rule
    other_fines: Rule
    graded_behind: Rule
    apposed: Rule
    contents: Rule
    letter_asks: Rule
    letter_decides: Rule
    named_behind: Rule
    goes_on: Rule
    hearsay: Rule
    authority: Rule
    anaphor: Rule
    another: Rule


class Compiled(NamedTuple):
    """The rules as patterns and sets.

    `roots` are asked of sentences: a sentence without the first, the bit `ROOT`, names no penalty; one without
    another (`HEAD` for a word of penalty, then the forms) only goes on with what the sentence before it says.
    """

    rules: SanctionRules
    roots: Rules[None]
    forms: re.Pattern[str]
    tails: re.Pattern[str]
    cues: re.Pattern[str]
    heads: frozenset[str]
    fillers: frozenset[str]
    bonds: frozenset[str]
    single: dict[str, re.Pattern[str]]


@dataclass(slots=True)
class Item:
    """A level, a kind or a form that a sentence names; offsets are those of the sentence, later of the text."""

    start: int
    end: int
    level: str | None
    form: Form | None = None
    is_kind: bool = False
    is_bound: bool = False
    has_tail: bool = False
    modality: str | None = None
    sentence: int = 0


@cache
def compiled_rules() -> Compiled:
    """The rules, loaded once; phrases of the gazetteer that no form covers are forms of their own.

    Raises:
        ConfigError: where the file does not fit.
    """
    rules = load_toml(SanctionRules, "rules/sanctions.toml")
    forms = [f"(?P<f{n}>{form.pattern})" for n, form in enumerate(rules.forms)]
    known = re.compile("|".join([*(form.pattern for form in rules.forms), *rules.words.heads]))
    extra = [
        fold(row.form)
        for row in gazetteers().sanctions
        if " " in row.form and not known.search(fold(row.form))
    ]
    forms += [rf"(?P<listed>\b(?:{'|'.join(map(re.escape, extra))})\b)"] if extra else []

    def any_of(*words: Iterable[str]) -> str:
        return "|".join(map(re.escape, chain(*words)))

    cues = "|".join(f"(?P<c{n}>{cue.pattern})" for n, cue in enumerate(rules.cues))
    words = rules.words
    singles = (
        "not_denial",
        "still_open",
        "done",
        "breaks",
        "besides",
        "first_person",
        "things",
        "post",
        "other_fines",
        "graded_behind",
        "apposed",
        "contents",
        "letter_asks",
        "letter_decides",
        "named_behind",
        "goes_on",
        "hearsay",
        "authority",
        "anaphor",
        "another",
    )
    return Compiled(
        rules=rules,
        roots=Rules(
            (re.compile(pattern), None)
            for pattern in (any_of(words.roots, extra), any_of(words.heads, words.bare_heads), *forms)
        ),
        forms=re.compile(_WORD_START + f"(?:{'|'.join(forms)})"),
        tails=re.compile("|".join(f"(?:{tail.pattern})" for tail in rules.tails)),
        cues=re.compile(_WORD_START + f"(?:{cues})"),
        heads=frozenset(words.heads),
        fillers=frozenset(words.fillers),
        bonds=frozenset((*words.fillers, *words.links, *words.joints)),
        single={name: re.compile(getattr(rules, name).pattern) for name in singles},
    )
