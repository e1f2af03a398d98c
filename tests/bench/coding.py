"""Cleaning and extraction in one process: articles by second of processor time, by stage, by length."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from inspect import isgeneratorfunction
from itertools import islice
from typing import Any, NamedTuple

from config.gazetteers import gazetteers
from flows.engines.base import seldom_collecting
from flows.ingest.documents import document_of
from flows.job import PATH_SOURCE
from tests.bench.generate import Article, articles, general_articles
from transforms import extract
from transforms.cleaning.clean import clean_article
from transforms.cleaning.learned import NONE
from transforms.extract import Annotators
from transforms.lockstep import ABREAST, Steps
from transforms.records import Document, Extraction

STAGES = (
    "clean_in_steps", "split_sentences", "find_laws", "find_elections", "find_dates", "find_places",
    "find_organizations", "find_persons", "find_quotes", "find_topics", "find_events", "find_sanctions", "find_figures",
)  # fmt: skip
STAGED = 1_000
WARMED = 100
LENGTHS = (1, 10, 100)
KB = 1024
ASKED = 2 * KB
"""Bytes of the article whose rate is asked for: those made here are longer."""


class Coded(NamedTuple):
    """What coding articles of one kind took.

    Attributes:
        loaded: how many of them have rows.
        words: of an article, on average.
        size: of an article in bytes, on average.
        rate: articles by second of processor time.
        spent: milliseconds of each stage for an article.
    """

    loaded: int
    words: float
    size: float
    rate: float
    spent: dict[str, float]


def coding(count: int) -> list[str]:
    """Cleaning and extraction in one process, stage by stage, of texts and of pages, beside yardsticks.

    Articles on the topic hold everything that is looked for; a feed is mostly general news, without the topic.
    """
    sample = list(articles(min(count, STAGED), seed=2))
    kinds = (_code(articles, count), _code(general_articles, count))
    pages = [as_document({"url": a.url, "html": a.html().encode()}) for a in sample[: len(sample) // 5 + 1]]
    html = _seconds(clean_article, pages) / len(pages)
    return [
        f"{count:,} articles on the topic and {count:,} of general news, each on one processor",
        f"    {'':<24} {'on the topic':>16}  {'general news':>16}",
        *(
            f"  {name:<26} {''.join(f'{value(kind):16,.{digits}f}  ' for kind in kinds).rstrip()}"
            for name, digits, value in _MEASURES
        ),
        *(
            f"    {stage:<24} {'  '.join(_share(kind, stage) for kind in kinds)}"
            for stage in sorted(STAGES, key=lambda stage: -kinds[0].spent[stage])
        ),
        f"  clean a page of HTML        {1 / html:8,.0f} pages/s, {1000 * html / kinds[0].spent['clean_in_steps']:.1f} times as long as its text",
        *_beside([article.text() for article in sample]),
        *_by_length(sample),
    ]


_MEASURES: tuple[tuple[str, int, Callable[[Coded], float]], ...] = (
    ("coded", 0, lambda kind: kind.loaded),
    ("words", 0, lambda kind: kind.words),
    ("KB", 1, lambda kind: kind.size / KB),
    ("clean + extract, articles/s", 0, lambda kind: kind.rate),
    ("KB/s", 0, lambda kind: kind.rate * kind.size / KB),
    ("of 2 KB each, articles/s", 0, lambda kind: kind.rate * kind.size / ASKED),
)


def _share(kind: Coded, stage: str) -> str:
    """The milliseconds of a stage, and their part of all."""
    return f"{kind.spent[stage]:6.2f} ms {kind.spent[stage] / sum(kind.spent.values()):6.1%}"


def _code(made: Callable[..., Iterator[Article]], count: int) -> Coded:
    """Code `count` articles of a kind, once the first of others have warmed what is kept, and some of them by stages."""
    staged = [as_document(article.record()) for article in made(min(count, STAGED), seed=2)]
    code_abreast(staged[:WARMED])
    with stages_timed() as spent:
        code_abreast(staged)
    loaded = words = size = 0
    seconds = 0.0
    waiting = made(count)
    while documents := [as_document(article.record()) for article in islice(waiting, ABREAST)]:
        words += sum(len(document.content.split()) for document in documents)
        size += sum(len(document.content) for document in documents)
        began = time.process_time()
        coded = code_abreast(documents)
        seconds += time.process_time() - began
        loaded += sum(isinstance(one, Extraction) for one in coded)
    stages = {stage: 1000 * taken / len(staged) for stage, taken in spent.items()}
    return Coded(loaded, words / count, size / count, count / seconds, stages)


def _beside(texts: Sequence[str]) -> Iterator[str]:
    """What libraries take for a part of the work, on the same texts, where they are installed."""
    for name, amount, load in (
        ("dateparser search_dates", 20, search_dates_of),
        ("spaCy with an entity ruler", 500, entity_ruler),
    ):
        try:
            run = load()
        except ImportError:
            yield f"  {name:<27} not installed: pip install 'warta[bench]'"
            continue
        run(texts[0])
        some = texts[:amount]
        yield f"  {name:<27} {len(some) / _seconds(run, some):8,.0f} articles/s"


def search_dates_of() -> Callable[[str], object]:
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=["id"])


def entity_ruler() -> Callable[[str], object]:
    import spacy

    tables = gazetteers()
    phrases = {place.name: "place" for place in tables.places}
    phrases |= {row.alias: "organization" for row in tables.organization_aliases}
    phrases |= {row.form: "title" for row in tables.titles}
    language: Any = spacy.blank("id")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": phrase} for phrase, label in phrases.items()])
    return lambda text: language(text)


def _by_length(sample: Sequence[Article]) -> Iterator[str]:
    """The stages on texts of several articles each: microseconds for each KB, which should stay the same."""
    sample = sample[: LENGTHS[-1] * 2]
    yield f"  microseconds of each stage for a KB of text at {', '.join(f'{times}x' for times in LENGTHS)} the length"
    taken: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for times in LENGTHS:
        most = min(len(sample), max(200, 2 * times)) // times
        groups = (sample[number * times : (number + 1) * times] for number in range(max(most, 1)))
        joined = [as_document({**group[0].record(), "text": _joined(group)}) for group in groups]
        gc.disable()  # one collection of all tables takes as long as a stage of the longest text
        try:
            with stages_timed() as spent:
                for document in joined:
                    extract.code_document(document)
        finally:
            gc.enable()
        size = sum(len(document.content) for document in joined)
        for stage, seconds in spent.items():
            taken[stage].append(1_000_000 * seconds * KB / max(size, 1))
    for stage, costs in taken.items():
        yield f"    {stage:<24} {'  '.join(f'{cost:8,.1f}' for cost in costs)}"


def _joined(group: Sequence[Article]) -> str:
    return "\n".join(line for article in group for line in article.body)


def _seconds(function: Callable[[Any], object], arguments: Sequence[Any]) -> float:
    began = time.process_time()
    for argument in arguments:
        function(argument)
    return time.process_time() - began


def code_abreast(documents: Sequence[Document]) -> list[object]:
    """What documents give, coded as a worker of a run does: so many at a time."""
    calls = (documents[first : first + ABREAST] for first in range(0, len(documents), ABREAST))
    with seldom_collecting():
        return [one for call in calls for one in extract.code_documents(call, [NONE] * len(call))]


def as_document(record: dict[str, Any]) -> Document:
    document = document_of(PATH_SOURCE, "bench", record)
    assert isinstance(document, Document)
    return document


@contextmanager
def stages_timed() -> Iterator[dict[str, float]]:
    """Seconds of processor time spent in each stage while the block runs."""
    spent = dict.fromkeys(STAGES, 0.0)
    plain = {name: getattr(extract, name) for name in STAGES}
    rules = extract.RULES

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] += time.process_time() - began

        return call

    def timed_steps(name: str, function: Callable[..., Steps[Any]]) -> Callable[..., Steps[Any]]:
        def steps(*args: Any, **kwargs: Any) -> Steps[Any]:
            take = timed(name, function(*args, **kwargs).__next__)
            while True:
                try:
                    take()
                except StopIteration as done:
                    return done.value
                yield

        return steps

    try:
        for name, function in plain.items():
            wrap = timed_steps if isgeneratorfunction(function) else timed
            setattr(extract, name, wrap(name, function))
        extract.RULES = Annotators(*(getattr(extract, f"find_{kind}") for kind in Annotators._fields))
        yield spent
    finally:
        extract.RULES = rules
        for name, function in plain.items():
            setattr(extract, name, function)
