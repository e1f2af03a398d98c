"""The language of a text, with care: Indonesian is assumed only where its own words say so."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from config.loader import Model, load_toml
from transforms.blanking import blanked
from transforms.matching import words_of

_OPENING = '“"„'
_SAMPLE = 4000  # characters that are looked at
_IDENTIFIED = 600  # of them, that the identifier looks at
_FEWEST_WORDS = 8  # outside quotations, for these to be left out
_TELLING = 0.06  # share of a language's words from which they tell it
_AHEAD = 1.5  # how many times as many words as Indonesian another language must have
_DISTINCT = 2  # words of Malay that must be there
_NEAR = frozenset(("id", "ms", "jv"))  # languages the identifier takes for one another
_KNOWN = (
    "id",
    "ms",
    "jv",
    "en",
    "nl",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "tl",
    "vi",
    "ar",
    "zh",
    "ja",
    "ko",
    "th",
)


class LanguageWords(Model):
    """A language: its telling words, and those which of two close ones only it uses."""

    code: str
    words: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


class LanguagesFile(Model):
    """`config/rules/languages.toml`."""

    language: tuple[LanguageWords, ...]


class _Lists(NamedTuple):
    """The languages that are told by their words, which of them each word tells, and what sets two close ones apart."""

    codes: tuple[str, ...]
    telling: frozenset[str]
    told_by: Mapping[str, tuple[str, ...]]
    indonesian: frozenset[str]
    malay: frozenset[str]


def find_language(text: str) -> str | None:
    """The code (ISO 639-1, else 639-3) of the language of a text; None where it has no words.

    An article speaks in its own voice, so what is said in quotation marks is left out where enough is left.
    Numbers are words too, and of "anak-anak" each half is one.
    """
    lists, sample = _lists(), text[:_SAMPLE]
    words = words_of(sample)
    count, tally = len(words) - words.count(""), Counter(filter(lists.telling.__contains__, words))
    marks = "".join(filter(sample.__contains__, _OPENING))
    quoted = blanked(" ".join(_quoted(marks).findall(sample)), small=True).split() if marks else ()
    if quoted and count - len(quoted) >= _FEWEST_WORDS:
        count -= len(quoted)
        tally -= Counter(filter(lists.telling.__contains__, quoted))
    if not tally and not any(map(str.isalpha, sample)):
        return None
    counts = dict.fromkeys(lists.codes, 0)
    for word, times in tally.items():
        for code in lists.told_by[word]:
            counts[code] += times
    code, most = max(counts.items(), key=lambda item: item[1])
    if most < _AHEAD * counts["id"]:
        code, most = "id", counts["id"]
    if most < _TELLING * count:
        found = str(_identifier().classify(sample[:_IDENTIFIED])[0])
        code = "id" if found in _NEAR and counts["id"] else found
    return "ms" if code in ("id", "ms") and _is_malay(tally) else code


@cache
def _quoted(marks: str) -> re.Pattern[str]:
    """What is quoted in a text with these opening marks, of which a single one is found sooner than one of several."""
    return re.compile(rf"[{marks}][^“”\"„\n]{{1,1000}}[”\"]")


def _is_malay(tally: Counter[str]) -> bool:
    """Whether words that only Malay uses, of the two, outnumber those that only Indonesian uses."""
    lists = _lists()
    malay = lists.malay.intersection(tally)
    if len(malay) < _DISTINCT:
        return False
    return sum(tally[w] for w in malay) > 2 * sum(tally[w] for w in lists.indonesian.intersection(tally))


@cache
def _lists() -> _Lists:
    languages = {
        language.code: language for language in load_toml(LanguagesFile, "rules/languages.toml").language
    }
    told_by: dict[str, tuple[str, ...]] = {}
    for code, language in languages.items():
        for word in dict.fromkeys(language.words):
            told_by[word] = (*told_by.get(word, ()), code)
    malay, indonesian = frozenset(languages["ms"].own), frozenset(languages["id"].own)
    return _Lists(
        codes=tuple(code for code, language in languages.items() if language.words),
        telling=malay.union(indonesian, told_by),
        told_by=dict.fromkeys(malay | indonesian, ()) | told_by,
        indonesian=indonesian,
        malay=malay,
    )


@cache
def _identifier() -> Any:
    """The identifier, loaded once and only when a text needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_KNOWN)
    return identifier
