"""The language of a text, with care: Indonesian is assumed only where its own words say so."""

import re
from functools import cache
from typing import Any

from transforms.cleaning.rules import cleaning_rules

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1500  # characters that are looked at
_SURE = 0.08  # share of function words above which a text is Indonesian without a further guess
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


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text; None where it has no words.

    Malay and Javanese are told from Indonesian only by words that Indonesian does not use.
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    if not words:
        return None
    rules = cleaning_rules()
    share = sum(word in rules.function_words for word in words) / len(words)
    is_malay = len(rules.malay_words.intersection(words)) > 1
    if share >= _SURE and not is_malay:
        return "id"
    found = str(_identifier().classify(text[:_SAMPLE])[0])
    if found in _NEAR:
        return "ms" if is_malay else "id" if share >= _SURE / 2 else found
    return found


@cache
def _identifier() -> Any:
    """The identifier, loaded once and only when a text needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_KNOWN)
    return identifier
