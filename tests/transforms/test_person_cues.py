"""What the lists of words beside names promise of the patterns that are asked only where one of them stands."""

import re
from itertools import product

from transforms.persons.cues import person_cues, words_of_rule


def test_a_phrase_that_brings_a_name_in_ends_with_a_word_that_is_listed() -> None:
    cues = person_cues()
    pattern = cues.patterns["presented"]
    plain = re.sub(r"\[[A-Z]([a-z])\]", r"\1", pattern.pattern).replace(r"\b", " ").replace(r"\s", " ")
    words = ["", *sorted({word for word in re.findall("[a-z]+", plain) if len(word) > 1})]
    texts = [
        f"{first} {second} {third} ".lstrip()
        for first, second, third in product(["", "lain cerita"], words, words)
    ]
    ends = {text.split()[-1] for text in texts if pattern.search(text)}
    assert len(ends) > len(cues.rules.presenting) / 2
    assert {end for end in ends if not end.endswith("nya")} <= cues.rules.presenting


def test_the_words_that_announce_a_nickname_or_a_correction_are_listed() -> None:
    cues = person_cues()
    for rule in ("nickname_behind", "nickname_before", "correction"):
        words = re.findall("[a-z]+", cues.patterns[rule].pattern)
        telling = {word for word in words if any(literal in word for literal in words_of_rule(rule))}
        assert telling
        assert telling <= cues.rules.announcing
