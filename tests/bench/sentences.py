"""Sentences: hard cases and speed, beside blingfire."""

import importlib.util
import time
from collections.abc import Callable

from tests.bench.generate import articles
from tests.transforms.sentence_cases import cases
from transforms.sentences import split_sentences


def sentences(count: int) -> list[str]:
    """How many of the hard cases are split right, and how long the texts of `count` articles take."""
    table = cases()
    texts = [article.text() for article in articles(count)]
    lines = [f"{len(table)} hard cases of sentences, and the texts of {count:,} articles"]
    for name, split in (("warta", _ours), ("blingfire", _blingfire())):
        if split is None:
            lines.append(f"  {name:<10} not measured: pip install '.[bench]'")
            continue
        right = sum(tuple(split(case.text)) == case.sentences for case in table)
        began = time.process_time()
        for text in texts:
            split(text)
        spent = 1000 * (time.process_time() - began) / count
        lines.append(f"  {name:<10} {right:4} right  {spent:6.2f} ms an article")
    return lines


def _ours(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def _blingfire() -> Callable[[str], list[str]] | None:
    if importlib.util.find_spec("blingfire") is None:
        return None
    import blingfire

    return lambda text: list(blingfire.text_to_sentences(text).split("\n"))
