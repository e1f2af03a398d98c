"""Builds the article and the persons that the tests of quotations need."""

import re
from collections.abc import Mapping

from transforms.persons.find import Persons
from transforms.records import Article, ArticlePerson, Mention, make_id


def article(text: str) -> Article:
    """An article with nothing but a text."""
    return Article(
        article_id="a",
        document_id="d",
        source_id="s",
        origin="o",
        url=None,
        outlet=None,
        title=None,
        authors=(),
        editors=(),
        dateline=None,
        published_at=None,
        published_precision=None,
        published_basis=None,
        fetched_at=None,
        language="id",
        text=text,
        word_count=0,
    )


def persons(text: str, people: Mapping[str, tuple[str, ...]]) -> Persons:
    """Persons by full name; every occurrence of the name or of one of its forms is a mention."""
    mentions: dict[tuple[int, int], str] = {}
    forms = [(form, name) for name, short in people.items() for form in (name, *short)]
    for form, name in sorted(forms, key=lambda pair: -len(pair[0])):
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if all(found.end() <= start or end <= found.start() for start, end in mentions):
                mentions[found.span()] = name
    return Persons(
        rows=tuple(_row(name) for name in people),
        mentions=tuple(
            Mention(
                mention_id=make_id("mention", start),
                article_id="a",
                kind="person",
                start_char=start,
                end_char=end,
                text=text[start:end],
                entity_id=make_id("person", name),
                rule_id="test",
                confidence=1.0,
            )
            for (start, end), name in sorted(mentions.items())
        ),
    )


def _row(name: str) -> ArticlePerson:
    return ArticlePerson(
        article_id="a",
        person_id=make_id("person", name),
        name=name,
        honorifics=None,
        degrees=None,
        position=None,
        acting=None,
        unit=None,
        organization_id=None,
        place_code=None,
        as_of=None,
        start_char=0,
        end_char=0,
        rule_id="test",
    )
