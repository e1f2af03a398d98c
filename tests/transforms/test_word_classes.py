"""Classes of words in the patterns of a topic."""

import re

import pytest

from transforms.events.word_classes import WordClass, forms, spelled

CLASSES = {
    "issue": WordClass(roots=("terbit", "tanda tangan"), passive=("beredar",)),
    "letter": WordClass(words=("surat edaran", "diktum")),
}


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(spelled({"pattern": text}, CLASSES)["pattern"])


@pytest.mark.parametrize(
    ("root", "voice", "form"),
    [
        ("terbit", "active", "menerbitkan"),
        ("terbit", "active", "terbitkan"),
        ("terbit", "passive", "diterbitkan"),
        ("terbit", "noun", "penerbitan"),
        ("kirim", "active", "mengirimkannya"),
        ("sosialisasi", "active", "menyosialisasikan"),
        ("sosialisasi", "active", "mensosialisasikan"),
        ("periksa", "noun", "pemeriksaan"),
        ("perketat", "active", "memperketat"),
        ("awas", "active", "mengawasi"),
        ("awas", "noun", "pengawasannya"),
        ("bentuk", "noun", "pembentukan"),
        ("jatuh", "active", "menjatuhkan"),
        ("lapor", "active", "melaporkan"),
        ("gelar", "active", "menggelar"),
    ],
)
def test_forms_of_a_verb(root: str, voice: str, form: str) -> None:
    assert form in set(forms(root, voice))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("edaran itu diterbitkan kemarin", "diterbitkan"),
        ("surat di tandatangani bupati", "di tandatangani"),
        ("video beredar", "beredar"),
        ("bupati menerbitkan edaran", None),
    ],
)
def test_voice_of_a_class(text: str, found: str | None) -> None:
    match = pattern(r"\b{issue.passive}\b").search(text)
    assert (match and match[0]) == found


@pytest.mark.parametrize(
    "text", ["bupati menerbitkan surat  edaran", "penerbitan diktum", "ditandatanganinya diktum"]
)
def test_any_voice_and_words_without_voice(text: str) -> None:
    assert pattern(r"\b{issue}\b.*\b{letter}\b").search(text)


def test_quantifiers_are_left_alone() -> None:
    assert spelled({"pattern": "a{0,5}", "note": "{issue}"}, CLASSES) == {
        "pattern": "a{0,5}",
        "note": "{issue}",
    }


def test_a_class_that_is_not_declared_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no class of words 'letters'.*'issue', 'letter'"):
        spelled({"events": [{"pattern": "{letters}"}]}, CLASSES)
