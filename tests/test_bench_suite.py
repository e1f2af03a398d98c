"""The suite of the bench says what became slower, and only that."""

from dataclasses import asdict

import pytest

from tests.bench.coding import as_document
from tests.bench.generate import COPIED, feed_articles
from tests.bench.sizes import STAGES, Cost, Growth
from tests.bench.suite import Measure, slower_than
from transforms.cleaning.learned import NONE
from transforms.extract import code_documents
from transforms.records import Extraction
from transforms.resolving.stories import sign

WORK = "a page of HTML to its article"
BEFORE = {
    "measures": [asdict(Measure(WORK, {"warta": 10.0, "trafilatura": 10.0, "news-please": None}))],
    "slopes": {"code": 1.0, "load": 1.1},
}


@pytest.mark.parametrize(
    ("ours", "theirs", "load", "told"),
    [
        (12.0, 10.0, 1.0, []),
        (30.0, 30.0, 1.3, []),  # a slower machine
        (13.0, 10.0, 1.0, [f"{WORK}, beside trafilatura: 1.30, was 1.00"]),
        (10.0, 10.0, 1.5, ["load grows with 1.50, was 1.10"]),
    ],
)
def test_what_takes_more_of_a_peers_time_or_grows_faster_is_told(
    ours: float, theirs: float, load: float, told: list[str]
) -> None:
    now = [
        Measure(WORK, {"warta": ours, "trafilatura": theirs, "news-please": 500.0}),
        Measure("new", {"warta": 1.0}),
    ]
    assert list(slower_than(now, {"code": 1.0, "load": load, "publish": None}, BEFORE)) == told


def test_growth_is_the_slope_of_the_logarithms() -> None:
    runs = Growth([Cost(size, dict.fromkeys(STAGES, size**1.5)) for size in (100, 1_000, 10_000)])
    assert runs.slopes == pytest.approx(dict.fromkeys(STAGES, 1.5))
    assert Growth(runs.costs[:1]).slopes == dict.fromkeys(STAGES)
    assert any("1.50" in line for line in runs.lines())


def test_each_fifth_article_of_feeds_is_a_copy_of_an_earlier_one_and_no_other_is() -> None:
    signed = [sign("\n".join(article.body)) for article in feed_articles(60)]
    copies = [
        number
        for number, own in enumerate(signed)
        if any(own.likeness(earlier.sketches) for earlier in signed[:number])
    ]
    assert copies == list(range(COPIED - 1, 60, COPIED))


def test_articles_of_feeds_hold_about_as_much_as_those_of_the_press() -> None:
    counted = {
        "characters": 1623,
        "persons": 1.8,
        "places": 1.9,
        "dates": 2.2,
        "quotes": 2.8,
        "mentions": 9.8,
    }
    documents = [as_document(article.record()) for article in feed_articles(200)]
    coded = code_documents(documents, [NONE] * len(documents))
    found = [one for one in coded if isinstance(one, Extraction)]
    held = {
        name: sum(len(getattr(one, name)) for one in found) / len(found)
        for name in counted
        if name != "characters"
    } | {"characters": sum(len(one.article.text) for one in found) / len(found)}
    assert held == pytest.approx(counted, rel=0.55)
