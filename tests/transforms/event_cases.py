"""Articles of our own making for the tests of topics and events, and the stages that come before these."""

from datetime import UTC, datetime

from transforms.dates.find import find_dates
from transforms.elections import find_elections
from transforms.events.find import Events, find_events
from transforms.events.relevance import find_topics
from transforms.events.scene import Scene, set_scene
from transforms.events.topics import Topic, topics
from transforms.organizations.find import find_organizations
from transforms.persons.find import find_persons
from transforms.places.find import find_places
from transforms.quotes.find import find_quotes
from transforms.records import Article, TopicDecision
from transforms.sentences import split_sentences

ASN = tuple(topic for topic in topics() if topic.id == "asn_neutrality")


def article(
    title: str | None, text: str, published: str | None = None, article_id: str = "a", precision: str = "day"
) -> Article:
    when = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    return Article(
        article_id=article_id,
        document_id=article_id,
        source_id="s",
        origin=article_id,
        url=None,
        outlet="warta.example",
        title=title,
        authors=(),
        editors=(),
        dateline=None,
        published_at=when,
        published_precision=precision if when else None,
        published_basis=None,
        fetched_at=None,
        language="id",
        text=text,
        word_count=len(text.split()),
    )


def topics_of(given: Article) -> tuple[TopicDecision, ...]:
    return find_topics(given, split_sentences(given.text), ASN)


def is_relevant(title: str | None, text: str) -> bool:
    (decision,) = topics_of(article(title, text))
    return decision.is_relevant


def events_of(given: Article) -> Events:
    """The events of an article, by all stages that they need."""
    sentences = split_sentences(given.text)
    elections = find_elections(given)
    dates = find_dates(given, [], elections)
    places = find_places(given)
    organizations = find_organizations(given, places)
    persons = find_persons(given, sentences, places, organizations)
    quotes = find_quotes(given, sentences, persons)
    decisions = find_topics(given, sentences, ASN)
    return find_events(
        given, sentences, decisions, dates, places, organizations, persons, quotes, elections, ASN
    )


def scene_of(given: Article, topic: Topic) -> Scene:
    sentences = split_sentences(given.text)
    places = find_places(given)
    organizations = find_organizations(given, places)
    persons = find_persons(given, sentences, places, organizations)
    quotes = find_quotes(given, sentences, persons)
    dates = find_dates(given, [], [])
    return set_scene(given, topic, sentences, dates, places, organizations, persons, quotes, [])
