"""References to the articles of a law: "Pasal 188 juncto Pasal 71 ayat (1)" as printed."""

import re
from typing import NamedTuple

_UNIT = (
    r"(?:\s*,?\s*(?:ayat|huruf|angka|butir)\s*(?:\(\s*\w{1,4}\s*\)|\w{1,3}\b)"
    r"(?:\s*(?:,|dan|atau|serta|[-–]|sampai(?:\s+dengan)?)\s*(?:(?:ayat|huruf|angka)\s*)?\(\s*\w{1,4}\s*\))*"
    r"|\s*,?\s*ke-?\s?\d{1,2}\b(?:\s*(?:,|dan|atau|dan/atau)\s*ke-?\s?\d{1,2}\b)*)"
)
_LINK = r"\s*,?\s*(?:,|dan|serta|atau|jo\b\.?|juncto|junto|yo\b\.?|hingga|sampai(?:\s+dengan)?|[-–/])\s*"
_NEXT = r"(?=\s*(?:,|dan\b|jo\b|juncto|ayat\b|huruf\b|UU\b|undang|PP\b|per[a-z]|KUH|[.;)]|$))"
_REFERENCE = re.compile(
    rf"\bpasal\s+\d+[A-Z]?\b{_UNIT}{{0,4}}(?:{_LINK}(?:pasal\s+\d+[A-Z]?\b|\d+[A-Z]?\b{_NEXT}){_UNIT}{{0,4}}){{0,12}}",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(pasal|ayat|huruf|angka|butir)|ke-?\s?\d+|(\()?\s*(\d+[A-Za-z]?)\b|(jo\b|juncto|junto|yo\b)",
    re.IGNORECASE,
)


class ArticleReference(NamedTuple):
    """A chain of articles: its span, the numbers of its articles and of its paragraphs as printed."""

    start: int
    end: int
    article_no: str
    paragraph_no: str | None


def find_article_references(text: str) -> list[ArticleReference]:
    """Every "Pasal …" with what is joined to it, in order."""
    return [_parse(m) for m in _REFERENCE.finditer(text)]


def _parse(match: re.Match[str]) -> ArticleReference:
    """Sort the numbers of a chain: one in brackets or right behind "ayat" is a paragraph's."""
    articles: list[str] = []
    paragraphs: list[str] = []
    unit, fresh = "pasal", False
    for part in _PART.finditer(match[0]):
        word, bracket, number, link = part.groups()
        if word:
            unit, fresh = word.lower(), True
        elif link:
            unit, fresh = "pasal", True
        elif not number:
            continue  # "ke-1" counts the cases of a paragraph
        elif unit == "ayat" and (bracket or fresh):
            paragraphs.append(number)
            fresh = False
        elif not bracket and (unit == "pasal" or not fresh):
            articles.append(number)
            fresh = False
    return ArticleReference(
        match.start(),
        match.end(),
        ", ".join(dict.fromkeys(articles)),
        ", ".join(dict.fromkeys(paragraphs)) or None,
    )
