import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.config.test_rules import RULES
from transforms.literals import branches_of, branches_within, literals_of
from transforms.matching import fold
from transforms.scanning import Rules


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\bnetral(?:itas)?\b", {"netral"}),
        (r"(?:ke)?(?:tidak)?\s?netral(?:itas|an)?", {"netral"}),
        (r"bawaslu|panwas\w*|kasn", {"bawaslu", "panwas", "kasn"}),
        (r"\bdi\s?laporkan|melapor(?:kan)?", {"laporkan", "melapor"}),
        (r"(?i)BaCa juga", {"baca juga"}),
        (r"[Bb]aca juga", {"baca juga"}),
        (r"(?<!hasil )pilkada(?! lalu)", {"pilkada"}),
        (r"(?=.*\bsanksi).*berat", {"sanksi"}),
        (r"(?:lapor){2,3}", {"lapor"}),
        (r"pe(?:milu|milihan)", {"pemilu", "pemilihan"}),
        (r"(?P<kind>camat|lurah)\s(?P=kind)", {"camat", "lurah"}),
        (r"\w+nya|hal itu", {"nya", "hal itu"}),
        (r"\d{1,2} [A-Z]\w+", set()),
        (r"(?:sanksi)?", set()),
        (r"", set()),
        (r"dibuka\. \((?:[A-Z]+/)?[A-Z]+", {"dibuka. ("}),
        (r"[A-Z]+/[A-Z]+|\(\w+\)", {"/", "("}),
        (r"a|bawaslu", set()),
        (r"é{3}toile", {"toile"}),
    ],
)
def test_the_literals_of_a_pattern_are_in_each_of_its_matches(pattern: str, literals: set[str]) -> None:
    assert literals_of(pattern)[:1] == ((literals,) if literals else ())


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        (r"\b(?:camat|lurah)\b[^.;]{0,30}?\bdilaporkan", [{"dilaporkan"}, {"camat", "lurah"}]),
        (r"camat\s+(?:\w+\s+)?netral|ikrar\s+asn", [{"netral", "ikrar"}, {"camat", "asn"}]),
        (r"(?:panwas|bawaslu)\w*\s+menyurati|surat edaran", [{"menyurati", "surat edaran"}, {"bawaslu", "panwas", "surat edaran"}]),
        (r"ikrar netral", [{"ikrar netral"}]),
        (r"bawaslu\s(?:di\s)?kota|lurah|a", []),
    ],
)  # fmt: skip
def test_a_match_holds_one_literal_of_each_set(pattern: str, sets: list[set[str]]) -> None:
    assert [set(each) for each in literals_of(pattern)] == sets


def test_a_rule_is_asked_only_where_all_its_words_may_stand() -> None:
    rules = Rules([(re.compile(r"\bcamat\b.*\bdilaporkan"), 1), (re.compile("lurah"), 2)])
    assert rules.among("camat dan lurah") == (2,)
    assert rules.among("camat dilaporkan") == (1,)
    assert rules.bits_of_each("camat; dilaporkan", [(0, 5), (5, 17)]) == (1, [0, 0])


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_asked_of_its_own_examples(name: str) -> None:
    rules = Rules([(re.compile(RULES[name]["pattern"]), name)])
    assert [text for text in RULES[name]["examples"] if not rules.among(text)] == []


_WORDS = st.sampled_from(
    ["netral", "sanksi", "ſanksi", "SANKSİ", "KASN", "ıkrar", "Panwaslu", "é", " ", "\n", "di"]
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i)\bsanksi\b", r"(?i)ikrar|kasn", r"netral", r"[Pp]anwas\w+", r"(?i:KASN)", r"(?<=di)\s?netral", r"\w+\s\w+",
        r"(?:netral|sanksi)(?=.*kasn)", r"(?i)(?:di\s)*panwas(?:lu|lih)?", r"(?s)ikrar.*netral",
    )
)  # fmt: skip


@given(st.lists(_WORDS, max_size=12).map("".join))
def test_no_rule_that_matches_is_left_out(text: str) -> None:
    asked = Rules((pattern, pattern) for pattern in _PATTERNS).among(text)
    assert [pattern for pattern in _PATTERNS if pattern.search(text)] == [
        pattern for pattern in asked if pattern.search(text)
    ]


def test_rules_come_in_the_order_in_which_they_were_given() -> None:
    rules = Rules([(re.compile("camat"), 1), (re.compile(r"\w"), 2), (re.compile("lurah"), 3)])
    assert rules.among("lurah dan camat") == (1, 2, 3)
    assert rules.among("guru") == (2,)
    assert Rules[int]([]).among("guru") == ()


@given(st.lists(_WORDS, max_size=24), st.integers(1, 5))
def test_stretches_of_a_text_are_asked_as_they_would_be_alone(words: list[str], size: int) -> None:
    rules = Rules((pattern, pattern) for pattern in _PATTERNS)
    pieces = [fold("".join(words[at : at + size])) for at in range(0, len(words), size)]
    ends = [sum(map(len, pieces[: at + 1])) for at in range(len(pieces))]
    text = "".join(pieces)
    whole, each = rules.bits_of_each(text, [(end - len(p), end) for end, p in zip(ends, pieces, strict=True)])
    assert whole == rules.bits(text)
    assert each == [rules.bits(piece) for piece in pieces]


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        (r"ikrar|camat (?:asn|pns)[|\]]x|\|", (r"ikrar", r"camat (?:asn|pns)[|\]]x", r"\|")),
        (r"\bikrar (?:asn|pns)\b", (r"\bikrar (?:asn|pns)\b",)),
        (r"[^]|]a|[]|]b", (r"[^]|]a", r"[]|]b")),
        (r"(?P<who>camat)|lurah (?P=who)", (r"(?P<who>camat)|lurah (?P=who)",)),
        (r"(?i)camat|lurah", (r"(?i)camat|lurah",)),
        (r"camat \(?(?:asn)|lurah", (r"camat \(?(?:asn)", "lurah")),
    ],
)
def test_a_pattern_is_cut_at_its_own_alternatives_only(pattern: str, branches: tuple[str, ...]) -> None:
    assert branches_of(pattern) == branches


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        (r"\b(?:camat(?! (?:a|b))|asn)\b", (r"\b(?:camat(?! (?:a|b)))\b", r"\b(?:asn)\b")),
        (r"\b(?:camat|lurah) (?:asn|pns)\b", (r"\b(?:camat|lurah) (?:asn|pns)\b",)),
        (r"\b(?:camat|lurah)", (r"\b(?:camat|lurah)",)),
        (r"camat|lurah", (r"camat|lurah",)),
    ],
)
def test_a_pattern_is_cut_within_its_boundaries(pattern: str, branches: tuple[str, ...]) -> None:
    assert branches_within(pattern) == branches


@pytest.mark.parametrize("name", RULES)
def test_the_alternatives_of_a_rule_find_what_it_finds(name: str) -> None:
    pattern = RULES[name]["pattern"]
    for text in (*RULES[name]["examples"], *RULES[name].get("counter_examples", ())):
        found = re.search(pattern, text)
        starts = [m.start() for branch in branches_of(pattern) if (m := re.search(branch, text))]
        assert (found.start() if found else None) == min(starts, default=None)
