"""The bodies that cleaning finds in pages, beside trafilatura alone, on sets of pages that others have labelled.

The sets are not ours to hand on, so the user fetches them; each is measured as its makers measure it.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import mean
from time import process_time
from typing import NamedTuple

from flows.ingest.documents import Input, document_of
from flows.job import PATH_SOURCE
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.records import Document

PHRASES = Path("trafilatura/tests")
BODIES = Path("article-extraction-benchmark")
HOW_TO_FETCH = (
    "Clone github.com/adbar/trafilatura and github.com/scrapinghub/article-extraction-benchmark into one folder, "
    "and name that folder."
)
_SHINGLE = 4  # words
_WARMING = 30  # pages
_WORD = re.compile(r"\w+")


class Case(NamedTuple):
    """A page, and what its set says of its text: phrases it has and has not, or the whole body."""

    html: bytes
    charset: str | None
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    body: str = ""


class Score(NamedTuple):
    """Precision and recall, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """2PR / (P + R)."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def pages(folder: Path) -> list[str]:
    """The report; where a set is missing, what to fetch."""
    lines = []
    sets: tuple[tuple[str, Callable[[Path], Iterator[Case]], Callable[..., Score]], ...] = (
        (PHRASES.parts[0], phrase_cases, score_phrases),
        (BODIES.name, body_cases, score_bodies),
    )
    for name, read, score in sets:
        try:
            cases = list(read(folder))
        except FileNotFoundError as error:
            lines.append(f"{name}: {error.filename} is missing. {HOW_TO_FETCH}")
            continue
        texts, seconds = _texts(cases)
        found = [score(cases, of_one) for of_one in texts]
        lines.append(f"{len(cases):,} pages of {name}            precision  recall      F1")
        for who, result in zip(("trafilatura alone", "warta"), found, strict=True):
            lines.append(f"  {who:<40} {result.precision:9.4f} {result.recall:7.4f} {result.f1:7.4f}")
        lines.append(f"  warta's F1 less that of trafilatura alone: {found[1].f1 - found[0].f1:+.4f}")
        lines.append(
            f"  CPU seconds: trafilatura alone {seconds[0]:.2f}, warta {seconds[1]:.2f}, "
            f"{seconds[1] / seconds[0]:.2f} times as many"
        )
    return lines


def alone(case: Case) -> str:
    """The text as trafilatura gives it, with the options that its makers measure it with; none where it raises."""
    import trafilatura

    html = case.html.decode(case.charset) if case.charset else case.html
    try:
        return trafilatura.extract(html, include_comments=False, include_formatting=False) or ""
    except Exception:
        return ""


def ours(case: Case) -> str:
    """The text of the article that cleaning makes of the page; none where it is refused."""
    return _cleaned(_document(case))


def _document(case: Case) -> Input:
    return document_of(PATH_SOURCE, "bench", {"html": case.html, "charset": case.charset})


def _cleaned(document: Input) -> str:
    cleaned = clean_article(document) if isinstance(document, Document) else None
    return cleaned.article.text if isinstance(cleaned, Cleaned) else ""


def phrase_cases(folder: Path) -> Iterator[Case]:
    """Trafilatura's set: a few phrases of each page."""
    root = folder / PHRASES
    for _, entry in sorted(json.loads((root / "evaldata.json").read_text("utf-8")).items()):
        places = [root / name / entry["file"] for name in ("cache", "eval")]
        path = next((place for place in places if place.is_file()), places[-1])
        yield Case(path.read_bytes(), None, tuple(entry["with"]), tuple(entry["without"]))


def body_cases(folder: Path) -> Iterator[Case]:
    """ScrapingHub's set: the whole body of each page."""
    root = folder / BODIES
    for key, entry in sorted(json.loads((root / "ground-truth.json").read_text("utf-8")).items()):
        html = gzip.decompress((root / "html" / f"{key}.html.gz").read_bytes())
        yield Case(html, "utf-8", body=entry["articleBody"])


def score_phrases(cases: Sequence[Case], texts: Sequence[str]) -> Score:
    """Over all phrases: of those found, the share that belongs there; of those that belong there, the share found."""
    hits = misses = wrong = 0
    for case, text in zip(cases, map(_one_line, texts), strict=True):
        there = sum(_one_line(phrase) in text for phrase in case.having)
        hits, misses = hits + there, misses + len(case.having) - there
        wrong += sum(_one_line(phrase) in text for phrase in case.lacking)
    return Score(hits / max(hits + wrong, 1), hits / max(hits + misses, 1))


def score_bodies(cases: Sequence[Case], texts: Sequence[str]) -> Score:
    """Means over the pages of the shares of runs of four words; a page without any text counts in recall only."""
    precisions, recalls = [], []
    for case, text in zip(cases, texts, strict=True):
        true, found = _shingles(case.body), _shingles(text)
        shared = (true & found).total()
        if found:
            precisions.append(shared / found.total())
        if true:
            recalls.append(shared / true.total())
    return Score(mean(precisions), mean(recalls))


def _shingles(text: str) -> "Counter[tuple[str, ...]]":
    words = _WORD.findall(text)
    runs = (tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(run for run in runs if run)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _texts(cases: Sequence[Case]) -> tuple[list[tuple[str, ...]], list[float]]:
    """The texts of all cases, and the CPU seconds that they took: of trafilatura alone, and ours."""
    with ProcessPoolExecutor(2, initializer=_warm_up, initargs=(cases[:_WARMING],)) as pool:
        results = list(pool.map(_both, cases, chunksize=8))
    texts = [tuple(both[nth][0] for both in results) for nth in (0, 1)]
    return texts, [sum(both[nth][1] for both in results) for nth in (0, 1)]


def _warm_up(cases: Sequence[Case]) -> None:
    """Load what both load once, models of languages among it: that is no page's time."""
    for case in cases:
        _both(case)


def _both(case: Case) -> list[tuple[str, float]]:
    """What each makes of a page and how long it takes: in turns the one first, so that neither finds the page known.

    The time is that from the page as it is stored to the cleaned article: its id is made before.
    """
    document = _document(case)
    calls = [lambda: alone(case), lambda: _cleaned(document)]
    found = {}
    for nth in (0, 1) if len(case.html) % 2 else (1, 0):
        start = process_time()
        text = calls[nth]()
        found[nth] = text, process_time() - start
    return [found[0], found[1]]
