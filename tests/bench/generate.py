"""Invented articles of real length, composed of templates; places, offices, bodies and laws are the gazetteers'.

Persons and outlets are invented. The dirt of real pages is included: missing spaces, mixed quotation marks,
credits, related links, share buttons and notices. The same seed gives the same articles.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from config.gazetteers import Place, gazetteers
from config.loader import Model, load_toml
from tests.bench.texts import prose

FIRST = datetime(2024, 3, 1, 1, tzinfo=UTC)
A_YEAR, MINUTES = 500_000, 5
"""Articles are of one year at least, in minutes; of more where there are so many that one appears each five minutes."""
OF_A_FEED, COPIED = 100, 5
"""Of so many articles of feeds one is on the topic, and each fifth is a copy of one that another site printed before."""
LATER = timedelta(hours=3)
LATE = 6 * 60
"""Minutes after which a feed brings what was published, at most."""


class Manner(NamedTuple):
    """How articles of one origin are written."""

    paragraphs: range
    others: float
    """The share of names that are another person's than the one whom the article is about."""
    furniture: range
    """Lines above the article, and as many below, that are not of it."""


COMPOSED = Manner(paragraphs=range(8, 16), others=0.7, furniture=range(3, 4))
"""Everything that is looked for, in one article."""
GENERAL = COMPOSED._replace(paragraphs=range(6, 10))
OF_THE_PRESS = Manner(paragraphs=range(5, 9), others=0.25, furniture=range(3))
"""As long, and with as many persons, quotes and days, as articles of the press that were counted (docs/decisions/41-what-runs-are-measured-on.md)."""


class Kind(Model):
    """What articles of one kind tell; slots stand in braces."""

    tags: str
    headlines: tuple[str, ...]
    leads: tuple[str, ...]
    paragraphs: tuple[str, ...]
    speeches: tuple[str, ...]


class Templates(Model):
    """`templates.toml`: what articles are composed of, those on the topic and general news."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    months: tuple[str, ...]
    days: tuple[str, ...]
    topic: Kind
    general: Kind
    furniture_head: tuple[str, ...]
    furniture_inner: tuple[str, ...]
    furniture_tail: tuple[str, ...]


class Article(NamedTuple):
    """An article as its page prints it: headline, head, paragraphs with what stands between them, tail."""

    number: int
    url: str
    title: str
    published_at: str
    head: tuple[str, ...]
    body: tuple[str, ...]
    tail: tuple[str, ...]

    def text(self) -> str:
        """The page as plain text, as a careless scraper keeps it."""
        return "\n".join([self.title, *self.head, *self.body, *self.tail])

    def html(self) -> str:
        """The page as HTML, with some hundred lines of navigation and scripts round it."""
        links = "".join(f'<li><a href="/rubrik/{n}">Rubrik nomor {n}</a></li>' for n in range(60))
        cards = "".join(
            f'<div class="card"><a href="/b/{n}"><h3>Berita Lain Nomor {n} Hari Ini</h3></a></div>'
            for n in range(30)
        )
        lines = "".join(f"<p>{line}</p>\n" for line in (*self.body, *self.tail))
        schema = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": self.title,
                  "datePublished": self.published_at}  # fmt: skip
        return (
            f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{self.title} - Kabar</title>'
            f'<link rel="canonical" href="{self.url}"><script type="application/ld+json">{json.dumps(schema)}</script>'
            f"<script>{'var iklan = 1; ' * 400}</script><style>{'.a { color: red } ' * 200}</style></head>"
            f'<body><header><nav><ul>{links}</ul></nav></header><main><article class="post"><h1>{self.title}</h1>'
            f'<div class="meta">{" | ".join(self.head)}</div><div class="entry-content">{lines}</div></article>'
            f"<aside>{cards}</aside></main><footer><ul>{links}</ul></footer></body></html>"
        )

    def record(self) -> dict[str, str]:
        """The page as a record of JSON Lines."""
        return {
            "url": self.url,
            "title": self.title,
            "text": self.text(),
            "date": self.published_at,
            "media": "Kabar",
        }


def articles(count: int, seed: int = 1, manner: Manner = COMPOSED) -> Iterator[Article]:
    """`count` different articles on the topic; twice as many tell of twice as long a time, of a year at least."""
    return _articles(templates().topic, count, seed, manner)


def general_articles(count: int, seed: int = 1) -> Iterator[Article]:
    """`count` different articles of general news, without the topic."""
    return _articles(templates().general, count, seed, GENERAL)


def feed_articles(count: int, seed: int = 1) -> Iterator[Article]:
    """`count` articles as feeds bring them, one a minute: general news, some on the topic, some printed by several.

    Half the paragraphs are invented prose, so that articles differ as those of the press do. A copy has its site's
    own lines round it, often a headline of its own, and often lacks the last paragraphs. They come in the order of
    time, each some minutes or hours after it was published.
    """
    for number in range(count):
        rng = random.Random(f"{seed}-{number}")
        if number % COPIED != COPIED - 1:
            yield _of_feed(number, rng)
        else:
            first = max(number - 1 - COPIED * rng.randrange(40), COPIED - 2)
            yield _copy(_of_feed(first, random.Random(f"{seed}-{first}")), number, rng)


def _of_feed(number: int, rng: random.Random) -> Article:
    kind = templates().topic if number % OF_A_FEED == COPIED - 2 else templates().general
    published = FIRST + timedelta(minutes=number - rng.randrange(LATE))
    regency = rng.choice(_regencies())
    person = _name(rng)
    made = _article(kind, number, rng, OF_THE_PRESS, published, regency, person)
    names = [person, _short(person), _short(person)]
    return made._replace(
        body=tuple(prose(rng, regency.name, names) if n % 2 else told for n, told in enumerate(made.body))
    )


def _copy(first: Article, number: int, rng: random.Random) -> Article:
    published = datetime.fromisoformat(first.published_at) + LATER * rng.random()
    own = _article(
        templates().general, number, rng, OF_THE_PRESS, published, rng.choice(_regencies()), _name(rng)
    )
    kept = len(first.body) - rng.choice((0, 0, 1, 2))
    return first._replace(
        number=number,
        url=own.url,
        title=rng.choice(("{}", "{}, Ini Penjelasannya", "Terkini: {}")).format(first.title),
        published_at=own.published_at,
        head=own.head,
        body=first.body[:kept],
        tail=own.tail,
    )


def _url(number: int, published: datetime) -> str:
    return f"https://kabar{number % 97}.example/{published:%Y/%m/%d}/berita-{number}"


def _articles(kind: Kind, count: int, seed: int, manner: Manner) -> Iterator[Article]:
    minutes = max(count * MINUTES, A_YEAR)
    for number in range(count):
        rng = random.Random(f"{seed}-{number}")
        regency = rng.choice(_regencies())
        published = FIRST + timedelta(minutes=rng.randrange(minutes))
        yield _article(kind, number, rng, manner, published, regency, _name(rng))


@cache
def templates() -> Templates:
    return load_toml(Templates, Path(__file__).with_name("templates.toml"))


@cache
def _regencies() -> tuple[Place, ...]:
    return tuple(place for place in gazetteers().places if place.level in ("regency", "city"))


@cache
def _districts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place in gazetteers().places:
        if place.level == "district" and place.parent_code:
            found.setdefault(place.parent_code, []).append(place.name)
    return found


@cache
def _phrases() -> tuple[list[str], list[str], list[str]]:
    tables = gazetteers()
    titles = [
        t.canonical for t in tables.titles if t.level in ("regency", "regency/city") and not t.collective
    ]
    laws = [
        f"{law.kind} Nomor {law.number} Tahun {law.year}" for law in tables.laws if law.number and law.year
    ]
    return titles or ["Bupati", "Sekretaris Daerah"], [o.name for o in tables.organizations], laws


def _article(
    kind: Kind,
    number: int,
    rng: random.Random,
    manner: Manner,
    published: datetime,
    regency: Place,
    person: str,
) -> Article:
    titles, bodies, laws = _phrases()

    def fill(template: str) -> str:
        held = published - timedelta(days=rng.randrange(4))
        speech = rng.choice(kind.speeches)
        text = template
        for slot, value in (
            ("{dateline}", rng.choice((f"{regency.name.upper()}, KABAR – ", f"KABAR.ID, {regency.name} - ", ""))),
            ("{office}", rng.choice(titles)),
            ("{place}", regency.name),
            ("{full}", regency.full_name),
            ("{district}", "Kecamatan " + rng.choice(_districts().get(regency.place_code, [regency.name]))),
            ("{date}", rng.choice((f"{templates().days[held.weekday()]} ({held.day}/{held.month}/{held.year})",
                                   f"{held.day} {templates().months[held.month - 1]} {held.year}", templates().days[held.weekday()]))),
            ("{stamp}", f"{published:%d/%m/%Y, %H:%M}"),
            ("{speech_small}", speech if speech[:2].isupper() else speech[0].lower() + speech[1:]),
            ("{speech}", speech),
            ("{short}", _short(person)),
            ("{tags}", kind.tags),
        ):  # fmt: skip
            text = text.replace(slot, value)
        for slot, choices in (("{body}", bodies), ("{law}", laws)):
            while slot in text:
                text = text.replace(slot, rng.choice(choices), 1)
        while "{person}" in text:
            text = text.replace("{person}", _name(rng) if rng.random() < manner.others else person, 1)
        return text.replace("{n}", str(rng.randrange(2, 900))).replace("{m}", str(rng.randrange(2, 40)))

    body = [fill(rng.choice(kind.leads))]
    for template in rng.choices(kind.paragraphs, k=rng.choice(manner.paragraphs)):
        body.append(fill(template))
        if rng.random() < 0.15:
            body.append(fill(rng.choice(templates().furniture_inner)))
    return Article(
        number=number,
        url=_url(number, published),
        title=fill(rng.choice(kind.headlines)),
        published_at=published.isoformat(),
        head=tuple(
            fill(line) for line in rng.sample(templates().furniture_head, rng.choice(manner.furniture))
        ),
        body=tuple(body),
        tail=tuple(
            fill(line) for line in rng.sample(templates().furniture_tail, rng.choice(manner.furniture))
        ),
    )


def _name(rng: random.Random) -> str:
    name = f"{rng.choice(templates().first)} {rng.choice(templates().last)}"
    return (
        f"{rng.choice(('Drs', 'H', 'Dr', 'Hj'))} {name}, {rng.choice(('M.Si', 'SH', 'SE', 'S.Sos'))}"
        if rng.random() < 0.3
        else name
    )


def _short(person: str) -> str:
    """What a person is called once he or she has been introduced."""
    return person.partition(",")[0].split()[-1]
