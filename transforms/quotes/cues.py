"""The words that report speech: tags (kata, ujarnya), verbs (mengatakan), passives (dikatakan)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from config.loader import Model, Rule, load_toml
from transforms.alternation import alternation, atoms


class MarkWeights(Model):
    """What speaks for a quotation mark opening or closing; see the comments in `config/rules/quotes.toml`."""

    glyph: float
    open_at_line_start: float
    open_after_blank: float
    open_after_colon: float
    open_after_letter: float
    open_after_stop: float
    open_before_letter: float
    open_before_capital: float
    open_before_blank: float
    open_before_stop: float
    open_at_line_end: float
    close_after_stop: float
    close_after_letter: float
    close_after_blank: float
    close_at_line_start: float
    close_at_line_end: float
    close_before_blank: float
    close_before_stop: float
    close_before_letter: float
    close_before_cue: float
    close_near_cue: float
    ignore_double: float
    ignore_single: float
    single_quotation: float
    mixed_pair: float
    nested: float
    restart: float
    reopened: float
    lost_opening: float
    unclosed: float
    unclosed_after_tag: float
    continued: float
    continued_mid_sentence: float


class QuoteRules(Model):
    """`config/rules/quotes.toml`."""

    said: tuple[str, ...]
    said_also_other: tuple[str, ...]
    said_back: tuple[str, ...]
    said_nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    requests: tuple[str, ...]
    no_clause: tuple[str, ...]
    passives: tuple[str, ...]
    pronouns: tuple[str, ...]
    not_said: tuple[str, ...]
    before_name: tuple[str, ...]
    circumstances: tuple[str, ...]
    tag_fillers: tuple[str, ...]
    conjunctions: tuple[str, ...]
    governors: tuple[str, ...]
    unnamed: tuple[str, ...]
    one_person: tuple[str, ...]
    weights: MarkWeights
    not_utterance: tuple[Rule, ...]
    not_utterance_behind: tuple[Rule, ...]
    initials: Rule
    attendance: Rule
    said_later: Rule
    pointing_back: Rule
    read_for_absent: Rule
    descriptive: Rule
    byname: Rule
    spoken_by: Rule
    by_deed: Rule


class Cues(NamedTuple):
    """Compiled patterns; all are matched at or searched from a position.

    `after`: a tag or verb directly behind a closing mark. `near`: one to two words further.
    `trailing_tag`: the tag at the end of a line whose closing mark was forgotten.
    """

    after: re.Pattern[str]
    near: re.Pattern[str]
    trailing_tag: re.Pattern[str]
    no_clause: frozenset[str]


@cache
def quote_rules() -> QuoteRules:
    """The rules of direct and indirect speech.

    Raises:
        ConfigError: where the file does not fit.
    """
    return load_toml(QuoteRules, "rules/quotes.toml")


@cache
def cues() -> Cues:
    """The compiled cue patterns."""
    rules = quote_rules()
    nouns = rf"(?:demikian|begitu)(?:lah)?\s+(?:{_any(rules.said_nouns)})(?:nya)?"
    tag = rf"(?:(?:{_any(rules.said)})(?:\s?nya)?|{_any(rules.said_back)}|{nouns})"
    verb, request, passive = _any(rules.verbs), _any(rules.requests), _any(_split_prefix(rules.passives))
    any_cue = rf"(?:{tag}|{verb}|{request}|menurut(?:\s?nya)?|{passive})"
    blank = r"[\s,.;:!?…)*\-–—]{0,4}+"
    ends = r"(?-i:(?![a-z\d_]))"  # a capital may follow at once: "kataBudi"
    word = r"[^\W\d_][\w'’.\-]{0,30}"
    return Cues(
        after=re.compile(rf"{blank}(?P<cue>{any_cue}){ends}", re.IGNORECASE),
        near=re.compile(rf"{blank}(?P<lead>{word}[ ,]+(?:{word}[ ,]+)?)(?P<cue>{any_cue})(?!\w)"),
        trailing_tag=re.compile(rf"[,.!?](?<![\"“”„’'].)\s*(?P<cue>{tag})(?!\w)"),
        no_clause=frozenset(rules.no_clause),
    )


def cue_phrases() -> Iterator[tuple[str, str]]:
    """Every cue as printed outside marks, with what it is: verb, request, menurut, passive or tag."""
    rules = quote_rules()
    for stem in rules.said:
        yield stem, "tag"
        if stem not in rules.said_also_other:
            yield from ((form, "tag") for form in (f"{stem}nya", f"{stem} nya"))
    yield from ((form, "tag") for form in rules.said_back)
    yield from ((form, "menurut") for form in ("menurut", "menurutnya", "menurut nya"))
    yield from ((form, "passive") for form in _split_prefix(rules.passives))
    yield from ((form, "request") for form in rules.requests)
    yield from ((form, "verb") for form in rules.verbs)


def points_back(cue: str) -> bool:
    """Whether a cue holds its own pronoun: "ujarnya", "menurutnya", but not "tanya"."""
    word = cue.lower()
    return word.endswith("nya") and word not in quote_rules().said


def _any(words: Iterable[str]) -> str:
    return alternation(map(atoms, words))


def _split_prefix(words: Iterable[str]) -> list[str]:
    """Passives with the prefix printed apart too ("di katakan")."""
    return [form for word in words for form in (word, f"di {word[2:]}")]
