"""All records that one article yields."""

from dataclasses import dataclass

from transforms.records.documents import Article, RemovedBlock
from transforms.records.events import EventReport, ReportActor, TopicDecision
from transforms.records.names import (
    ArticleElection,
    ArticleOrganization,
    ArticlePerson,
    ArticlePlace,
    DateMention,
    Mention,
)
from transforms.records.statements import Figure, LawCitation, Quote, Sanction


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that one article yields, before it is compared with other articles."""

    article: Article
    removed_blocks: tuple[RemovedBlock, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[ArticlePlace, ...] = ()
    persons: tuple[ArticlePerson, ...] = ()
    organizations: tuple[ArticleOrganization, ...] = ()
    elections: tuple[ArticleElection, ...] = ()
    law_citations: tuple[LawCitation, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    topics: tuple[TopicDecision, ...] = ()
    event_reports: tuple[EventReport, ...] = ()
    report_actors: tuple[ReportActor, ...] = ()
