"""How well a warehouse agrees with hand-labelled articles: one label file for each article.

A label file is a JSON object; every key but `id` may be absent, and what is absent is not measured. An
article is found by its `url`, else by the file name that its origin ends with (`source`, else `id`.txt). Its
`relevant` and `events` are those of one topic, `topic`, by default that of civil servants' neutrality.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from warehouse.comparison import Comparison, compare_groups
from warehouse.measures import Measure, Row
from warehouse.published import open_published


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The table of measures, and every disagreement as article, measure, kind and what it is about."""

    articles: int
    not_found: int
    measures: tuple[Measure, ...]
    misses: tuple[str, ...]


def evaluate(warehouse: Path, labels: Path) -> Evaluation:
    """Compare the warehouse with every `*.json` in the folder `labels`.

    Raises:
        FileNotFoundError: where the folder holds no label.
        ValueError: where a file holds no label; the message names it.
    """
    files = sorted(labels.glob("*.json"))
    if not files:
        raise FileNotFoundError(f"{labels}: no label files (*.json) are here")
    with open_published(warehouse) as con:
        run = Comparison(con)
        for path in files:
            run.compare(_label(path))
        compare_groups(run.tally, run.groups)
    return Evaluation(
        articles=len(files),
        not_found=run.not_found,
        measures=run.tally.measures(),
        misses=tuple(run.tally.misses),
    )


def as_dict(result: Evaluation) -> dict[str, Any]:
    """The result for programs; of each measure the numbers that it has."""
    measures = {
        m.name: {k: v for k, v in asdict(m).items() if k in (_FINDING if m.tp is not None else _CHECKING)}
        for m in result.measures
    }
    return {"articles": result.articles, "not_found": result.not_found, "measures": measures}


def values(result: Evaluation) -> dict[str, float]:
    """Each measure as one number, F1 or accuracy; a measure that nothing was asked of is left out."""
    found = ((m.name, m.f1 if m.tp is not None else m.accuracy) for m in result.measures)
    return {name: value for name, value in found if value is not None}


def as_text(result: Evaluation, *, misses: bool = False) -> str:
    """The result for people, a line for each measure."""
    lines = [f"{result.articles} labelled articles, {result.not_found} not found in the warehouse"]
    for m in result.measures:
        if m.tp is not None:
            lines.append(
                f"{m.name:42} P {m.precision}  R {m.recall}  F1 {m.f1}   "
                f"({m.tp} right, {m.fp} spurious, {m.fn} missed)"
            )
        else:
            lines.append(f"{m.name:42} {m.accuracy}   ({m.right} of {m.asked})")
    return "\n".join([*lines, *(result.misses if misses else ())])


_FINDING = ("tp", "fp", "fn", "precision", "recall", "f1")
_CHECKING = ("right", "asked", "accuracy")


def _label(path: Path) -> Row:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: not valid JSON: {error}") from error
    if not isinstance(found, dict) or "id" not in found:
        raise ValueError(f"{path}: a label is a JSON object with an id")
    return found
