"""Words before a position are found as their pattern finds them."""

import re

import pytest

from transforms.dates.before import Before


@pytest.mark.parametrize(
    "text",
    [
        "sejak ",
        "SEJAK\u00a0 ",
        "(sejak\n",
        "sejak",
        "kesejak ",
        "ſejak ",
        "sampai  dengan ",
        "dengan ",
        "mulai \t",
        "",
        " ",
        "dia ",
    ],
)
def test_words_before_a_position_are_found_as_their_pattern_finds_them(text: str) -> None:
    pattern = r"(?:sampai\s+dengan|sejak|mulai)"
    found = Before(pattern, ["sampai dengan", "sejak", "mulai"]).search(text, 0, len(text))
    plain = re.compile(rf"(?<!\w){pattern}\s+\Z", re.IGNORECASE).search(text, 0, len(text))
    assert (found and found.span()) == (plain and plain.span())
