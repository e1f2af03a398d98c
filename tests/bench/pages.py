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
from typing import NamedTuple

from flows.ingest.documents import document_of
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
        found = [score(cases, texts) for texts in (_texts(alone, cases), _texts(ours, cases))]
        lines.append(f"{len(cases):,} pages of {name}            precision  recall      F1")
        for who, result in zip(("trafilatura alone", "warta"), found, strict=True):
            lines.append(f"  {who:<40} {result.precision:9.4f} {result.recall:7.4f} {result.f1:7.4f}")
        lines.append(f"  warta's F1 less that of trafilatura alone: {found[1].f1 - found[0].f1:+.4f}")
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
    record = {"html": case.html, "charset": case.charset}
    document = document_of(PATH_SOURCE, "bench", record)
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


def _texts(extract: Callable[[Case], str], cases: Sequence[Case]) -> list[str]:
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(extract, cases, chunksize=8))
