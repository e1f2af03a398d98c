"""What the lists of words beside names promise of the patterns that are asked only where one of them stands."""

import re
from itertools import product

from transforms.persons.cues import announces, person_cues, words_of_rule


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


def test_a_text_announces_a_nickname_or_a_correction_by_a_word_of_the_rules() -> None:
    for rule in ("nickname_behind", "nickname_before", "correction"):
        words = words_of_rule(rule)
        assert words
        assert all(announces(f"Camat Sigi, {word.upper()} Surti, hadir.") for word in words)
    assert not announces("Camat Sigi, Surti Handayani, hadir.")
