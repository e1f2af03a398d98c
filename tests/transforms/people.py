"""Small articles for the tests of persons and positions."""

from datetime import UTC, datetime

from transforms.organizations.find import find_organizations
from transforms.persons.find import Persons, find_persons
from transforms.persons.positions import Office, find_offices, make_scene
from transforms.persons.splitting import split_words
from transforms.places.find import find_places
from transforms.records import Article
from transforms.sentences import split_sentences


def article(text: str, title: str | None = None) -> Article:
    return Article(
        article_id="a1", document_id="d1", source_id="s1", origin="x.txt", url=None, outlet=None, title=title,
        authors=(), editors=(), dateline=None, published_at=datetime(2024, 9, 2, tzinfo=UTC),
        published_precision="day", published_basis="record", fetched_at=None, language="id", text=text,
        word_count=len(text.split()),
    )  # fmt: skip


def persons_of(text: str, title: str | None = None) -> Persons:
    this = article(text, title)
    places = find_places(this)
    return find_persons(this, split_sentences(text), places, find_organizations(this, places))


def offices_of(text: str, title: str | None = None) -> list[Office]:
    this = article(text, title)
    places = find_places(this)
    scene = make_scene(this, split_words(text), places, find_organizations(this, places))
    return find_offices(scene)
