"""The records that flow through the stages: one frozen class for each table of the contract.

Field names and order are those of the tables; `warehouse/schema.py` declares types and comments and
refuses to load where the two differ. Offsets count Unicode code points of `Article.text`, start
inclusive, end exclusive, and `Article.text[start_char:end_char] == text` wherever a row has a `text`
with a span (a row whose `text` is composed carries its words in another column).
"""

from transforms.records.base import Span, make_id
from transforms.records.documents import Article, Document, Rejection, RemovedBlock
from transforms.records.events import EventReport, ReportActor, TopicDecision
from transforms.records.extraction import Extraction
from transforms.records.names import (
    ArticleElection,
    ArticleOrganization,
    ArticlePerson,
    ArticlePlace,
    DateMention,
    Mention,
)
from transforms.records.statements import Figure, LawCitation, Quote, Sanction

__all__ = [
    "Article",
    "ArticleElection",
    "ArticleOrganization",
    "ArticlePerson",
    "ArticlePlace",
    "DateMention",
    "Document",
    "EventReport",
    "Extraction",
    "Figure",
    "LawCitation",
    "Mention",
    "Quote",
    "Rejection",
    "RemovedBlock",
    "ReportActor",
    "Sanction",
    "Span",
    "TopicDecision",
    "make_id",
]
