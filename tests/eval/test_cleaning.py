"""On labelled articles: furniture goes, and no sentence of the body goes with it."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from flows.ingest.documents import document_of
from flows.job import PATH_SOURCE
from tests.eval.floors import SETS, LabelledSet
from transforms.cleaning.characters import repair
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.records import Document
from transforms.sentences import split_sentences

READ_BY_RULE_WRITERS = ("samples", "tuning", "validation", "seeds", "development")
FURNITURE_REMOVED = 0.97
SENTENCES_KEPT = 0.995
FEWEST_WORDS = 5  # of a sentence that must be kept


class Measured(NamedTuple):
    furniture: int
    staying: list[str]
    sentences: int
    lost: list[str]


def measure(labelled: LabelledSet) -> Measured:
    furniture = sentences = 0
    staying: list[str] = []
    lost: list[str] = []
    for record, labels in pairs(labelled):
        document = document_of(PATH_SOURCE, "eval", record)
        assert isinstance(document, Document)
        cleaned = clean_article(document)
        if labels.get("boilerplate") is None or not isinstance(cleaned, Cleaned):
            continue
        starts = [start for line in labels["boilerplate"] if len(start := fold(line)[:50]) > 3]
        article = cleaned.article
        kept = [fold(line) for line in article.text.splitlines()]
        furniture += len(starts)
        staying += [start for start in starts if any(is_line(line, start) for line in kept)]
        body = "".join(article.text.split())
        for line in repair(str(record["text"])).text.splitlines():
            if any(is_line(fold(line), start) for start in starts) or fold(line) == fold(article.title or ""):
                continue
            for sentence in split_sentences(line):
                text = line[sentence.start : sentence.end]
                if len(text.split()) >= FEWEST_WORDS:
                    sentences += 1
                    lost += [text] if "".join(text.split()) not in body else []
    return Measured(furniture, staying, sentences, lost)


def pairs(labelled: LabelledSet) -> Iterator[tuple[dict[str, object], dict[str, list[str]]]]:
    """Articles with their labels, found by address, or by the number in the name of a text."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(labelled.labels.glob("*.json"))]
    by_address = {labels["url"]: labels for labels in found if labels.get("url")}
    by_number = {int(labels["id"][1:]): labels for labels in found if not labels.get("url")}
    files = sorted(labelled.articles.iterdir()) if labelled.articles.is_dir() else [labelled.articles]
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".txt" and (labels := by_number.get(int(re.split(r"[-_]", path.stem)[0]))):
            yield {"text": text}, labels
        elif path.suffix == ".jsonl":
            for record in map(json.loads, text.splitlines()):
                if labels := by_address.get(record["url"]):
                    yield {key: record[key] for key in ("url", "title", "text") if key in record}, labels


def fold(text: str) -> str:
    return " ".join(repair(text).text.split()).casefold()


def is_line(line: str, start: str) -> bool:
    return line == start if len(start) < 15 else line.startswith(start)


@pytest.mark.parametrize("name", READ_BY_RULE_WRITERS)
def test_furniture_goes_and_sentences_stay(name: str) -> None:
    labelled = next(one for one in SETS if one.name == name)
    if not labelled.articles.exists():
        pytest.skip(f"{labelled.articles.name} is not shipped")
    found = measure(labelled)
    assert found.furniture and found.sentences
    assert len(found.staying) <= (1 - FURNITURE_REMOVED) * found.furniture, found.staying
    assert len(found.lost) <= (1 - SENTENCES_KEPT) * found.sentences, found.lost
