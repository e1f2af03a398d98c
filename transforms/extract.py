"""From a cleaned article to everything that it says: the stages in the order in which each needs the last."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from transforms.cleaning.clean import Cleaned, clean_in_steps
from transforms.cleaning.learned import NONE, Furniture
from transforms.dates.find import find_dates
from transforms.elections import find_elections
from transforms.events.find import Events, find_events
from transforms.events.relevance import find_topics
from transforms.events.topics import topics
from transforms.extent import EVERYTHING, Extent
from transforms.figures.find import find_figures
from transforms.laws.find import find_laws
from transforms.lockstep import Steps, at_once, in_lockstep
from transforms.organizations.find import Organizations, find_organizations
from transforms.persons.find import Persons, find_persons
from transforms.places.find import find_places
from transforms.quotes.find import find_quotes
from transforms.records import (
    Article,
    ArticleElection,
    ArticlePlace,
    DateMention,
    Document,
    EventReport,
    Extraction,
    Figure,
    LawCitation,
    Mention,
    Quote,
    Rejection,
    Sanction,
    Span,
    make_id,
)
from transforms.sanctions.find import find_sanctions
from transforms.sentences import Sentence, split_sentences

UNSAFE_FOR_EVENTS = frozenset({"not_indonesian", "paywall", "suspected_loss"})
"""Flags of a text that is not Indonesian, or not all of what the page says: no event is read from it."""


class Located(Protocol):
    """A row with a span and the rule that made it."""

    @property
    def start_char(self) -> int:
        """Where the span begins."""

    @property
    def end_char(self) -> int:
        """Where it ends, exclusive."""

    @property
    def rule_id(self) -> str:
        """The rule that found it."""


class Annotators(NamedTuple):
    """Who finds what an article names and says: one function for each kind of record.

    Any function that takes the same and yields the same records may stand for that of the rules, a model's for
    one: `RULES._replace(persons=by_model)`. What comes later, speakers and actors of events, builds on its records.
    Spans are code points of `Article.text`, and a mention's `text` is what stands there.
    """

    laws: Callable[[Article], tuple[LawCitation, ...]]
    elections: Callable[[Article], tuple[ArticleElection, ...]]
    dates: Callable[[Article, Sequence[Span], Sequence[ArticleElection]], tuple[DateMention, ...]]
    places: Callable[[Article], tuple[ArticlePlace, ...]]
    organizations: Callable[[Article, Sequence[ArticlePlace]], Organizations]
    persons: Callable[[Article, Sequence[Sentence], Sequence[ArticlePlace], Organizations], Persons]
    quotes: Callable[[Article, Sequence[Sentence], Persons], tuple[Quote, ...]]
    sanctions: Callable[[Article, Sequence[Sentence]], tuple[Sanction, ...]]
    figures: Callable[[Article, Sequence[Sentence], Sequence[ArticlePlace]], tuple[Figure, ...]]


RULES = Annotators(
    find_laws,
    find_elections,
    find_dates,
    find_places,
    find_organizations,
    find_persons,
    find_quotes,
    find_sanctions,
    find_figures,
)


def code_document(
    document: Document,
    extent: Extent = EVERYTHING,
    furniture: Furniture = NONE,
    annotators: Annotators | None = None,
) -> Extraction | Rejection:
    """Clean one document and extract what it reports; a document that is no article is a rejection.

    Args:
        document: as it arrived.
        extent: how much is read.
        furniture: what was learned of the document's site.
        annotators: who finds what the article names; the rules, unless given.
    """
    return at_once(_coding(document, extent, furniture, annotators or RULES))


def code_documents(
    documents: Sequence[Document], furniture: Sequence[Furniture], extent: Extent = EVERYTHING
) -> list[Extraction | Rejection | Exception]:
    """Code documents side by side, which takes two thirds of the time of one after another.

    Args:
        documents: as they arrived.
        furniture: what was learned of the site of each.
        extent: how much is read.

    Returns:
        What each gave, in order; where the rules failed, their exception.
    """
    pairs = zip(documents, furniture, strict=True)
    return in_lockstep([_coding(document, extent, learned, RULES) for document, learned in pairs])


def extract_article(
    cleaned: Cleaned, extent: Extent = EVERYTHING, annotators: Annotators | None = None
) -> Extraction:
    """Every row that one article yields, before it is compared with others."""
    return at_once(_extraction(cleaned, extent, annotators or RULES))


def _coding(
    document: Document, extent: Extent, furniture: Furniture, find: Annotators
) -> Steps[Extraction | Rejection]:
    cleaned = yield from clean_in_steps(document, furniture)
    if isinstance(cleaned, Rejection):
        return cleaned
    yield
    return (yield from _extraction(cleaned, extent, find))


def _extraction(cleaned: Cleaned, extent: Extent, find: Annotators) -> Steps[Extraction]:
    article = cleaned.article
    sentences = split_sentences(article.text)
    yield
    known = topics(extent.own_topics)
    decisions = find_topics(article, sentences, known)
    yield
    if extent.on_topic_only and not any(decision.is_relevant for decision in decisions):
        return Extraction(article=article, removed_blocks=cleaned.removed_blocks, topics=decisions)
    laws = find.laws(article)
    yield
    elections = find.elections(article)
    yield
    dates = find.dates(article, [Span(law.start_char, law.end_char) for law in laws], elections)
    yield
    places = find.places(article)
    yield
    organizations = find.organizations(article, places)
    yield
    persons = find.persons(article, sentences, places, organizations)
    yield
    quotes = find.quotes(article, sentences, persons)
    yield
    whole = not UNSAFE_FOR_EVENTS & set(article.flags)
    events = (
        find_events(
            article, sentences, decisions, dates, places, organizations, persons, quotes, elections, known
        )
        if whole
        else Events(reports=(), actors=())
    )
    yield
    sanctions = _linked(find.sanctions(article, sentences), events.reports)
    yield
    figures = find.figures(article, sentences, places)
    yield
    return Extraction(
        article=article,
        removed_blocks=cleaned.removed_blocks,
        mentions=(
            *persons.mentions,
            *organizations.mentions,
            *_mentions(article, "place", ((p, p.place_code) for p in places)),
            *_mentions(article, "law", ((law, law.law_id) for law in laws)),
            *_mentions(article, "date", ((d, None) for d in dates)),
        ),
        dates=dates,
        places=places,
        persons=persons.rows,
        organizations=organizations.rows,
        elections=elections,
        law_citations=laws,
        sanctions=sanctions,
        figures=figures,
        quotes=quotes,
        topics=decisions,
        event_reports=events.reports,
        report_actors=events.actors,
    )


def _linked(sanctions: Iterable[Sanction], reports: Iterable[EventReport]) -> tuple[Sanction, ...]:
    """Sanctions with the event whose reporting sentence names them."""
    held = [(Span(report.start_char, report.end_char), report.report_id) for report in reports]

    def event_of(sanction: Sanction) -> str | None:
        span = Span(sanction.start_char, sanction.end_char)
        return next((report_id for sentence, report_id in held if sentence.contains(span)), None)

    return tuple(replace(sanction, report_id=event_of(sanction)) for sanction in sanctions)


def _mentions(article: Article, kind: str, rows: Iterable[tuple[Located, str | None]]) -> Iterable[Mention]:
    """The rows of another table as mentions of `kind`; an entity that is settled counts as certain."""
    for row, entity_id in rows:
        yield Mention(
            mention_id=make_id("mention", article.article_id, kind, row.start_char, row.end_char),
            article_id=article.article_id,
            kind=kind,
            start_char=row.start_char,
            end_char=row.end_char,
            text=article.text[row.start_char : row.end_char],
            entity_id=entity_id,
            rule_id=row.rule_id,
            confidence=1.0 if entity_id else 0.5,
        )
