"""Measure the rules on labelled articles and hold them to the floors pinned in `floors.toml`.

`python -m tests.eval.floors` codes each labelled set into a warehouse of its own, prints the table, and ends
with status 1 where a measure fell below its floor.
"""

import argparse
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from flows import steps
from flows.job import plan_job
from warehouse import evaluate

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = HERE / "floors.toml"


@dataclass(frozen=True)
class LabelledSet:
    """Articles with their labels. `shared` ones are not part of the project and may be absent."""

    name: str
    articles: Path
    labels: Path
    shared: bool = True


SETS = (
    LabelledSet("samples", ROOT / "config/samples/articles", ROOT / "config/samples/labels", shared=False),
    LabelledSet("tuning", HERE / "tuning/articles.jsonl", HERE / "tuning/labels", shared=False),
    LabelledSet("validation", HERE / "validation/articles.jsonl", HERE / "validation/labels", shared=False),
    # Written by others who knew no rule, in the manner of many outlets; rules may be developed on them.
    LabelledSet("fresh", HERE / "fresh/articles.jsonl", HERE / "fresh/labels", shared=False),
    LabelledSet("fresh 2", HERE / "fresh2/articles.jsonl", HERE / "fresh2/labels", shared=False),
    LabelledSet("fresh 3", HERE / "fresh3/articles.jsonl", HERE / "fresh3/labels", shared=False),
    LabelledSet("fresh 4", HERE / "fresh4/articles.jsonl", HERE / "fresh4/labels", shared=False),
    LabelledSet("fresh 5", HERE / "fresh5/articles.jsonl", HERE / "fresh5/labels", shared=False),
    LabelledSet("fresh 6", HERE / "fresh6/articles.jsonl", HERE / "fresh6/labels", shared=False),
    LabelledSet("fresh 7", HERE / "fresh7/articles.jsonl", HERE / "fresh7/labels", shared=False),
    LabelledSet("fresh 8", HERE / "fresh8/articles.jsonl", HERE / "fresh8/labels", shared=False),
    LabelledSet("fresh 9", HERE / "fresh9/articles.jsonl", HERE / "fresh9/labels", shared=False),
    LabelledSet("fresh 10", HERE / "fresh10/articles.jsonl", HERE / "fresh10/labels", shared=False),
    # Nobody who writes rules reads them: they say what to expect of articles that nobody has seen.
    LabelledSet("held out", HERE / "heldout/articles.jsonl", HERE / "heldout/labels", shared=False),
    LabelledSet("held out 9", HERE / "heldout9/articles.jsonl", HERE / "heldout9/labels", shared=False),
    LabelledSet(
        "korupsi samples",
        ROOT / "config/samples/korupsi/articles.jsonl",
        ROOT / "config/samples/korupsi/labels",
        shared=False,
    ),
    LabelledSet("korupsi", HERE / "korupsi/articles.jsonl", HERE / "korupsi/labels", shared=False),
    LabelledSet("seeds", ROOT.parent / "shared/seeds", ROOT.parent / "shared/gold/seeds"),
    LabelledSet(
        "development", ROOT.parent / "shared/gold/dev/articles.jsonl", ROOT.parent / "shared/gold/dev/labels"
    ),
)


def measure(labelled: LabelledSet) -> evaluate.Evaluation:
    """Code the articles of a set in a fresh home and compare with its labels."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        steps.run(plan_job(home, started=labelled.name, paths=(labelled.articles,), trigger="manual"))
        return evaluate.evaluate(home / "warehouse.duckdb", labelled.labels)


def below(values: dict[str, float], floors: dict[str, float]) -> list[str]:
    """What fell under its floor, or is no longer measured."""
    return [
        f"{name}: {values.get(name, 'not measured')} is below the floor {floor}"
        for name, floor in floors.items()
        if values.get(name, -1.0) < floor
    ]


def main() -> int:
    """Print all tables; the exit status says whether every floor holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.floors", description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="show also what was not found, and what was too much"
    )
    parser.add_argument(
        "--pin",
        action="store_true",
        help="write the floors anew from what is measured; one that falls needs its reason in the commit",
    )
    chosen = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    pinned, fallen = {}, []
    for labelled in SETS:
        if not labelled.articles.exists():
            sys.stdout.write(
                f"\n{labelled.name}: not here, skipped ({labelled.articles.name} is not shipped)\n"
            )
            pinned[labelled.name] = floors.get(labelled.name, {})
            continue
        result = measure(labelled)
        values = evaluate.values(result)
        sys.stdout.write(f"\n{labelled.name}\n{evaluate.as_text(result, misses=chosen.misses)}\n")
        fallen += [f"{labelled.name}: {line}" for line in below(values, floors.get(labelled.name, {}))]
        pinned[labelled.name] = values
    if chosen.pin:
        FLOORS.write_text(_as_toml(pinned), encoding="utf-8")
    elif fallen:
        sys.stdout.write("\n" + "\n".join(fallen) + "\n")
        return 1
    return 0


def _as_toml(sets: dict[str, dict[str, float]]) -> str:
    lines = [
        "# Floors of `make eval`: F1 or accuracy by labelled set. Written by `python -m tests.eval.floors --pin`."
    ]
    for name, values in sets.items():
        lines += ["", f'["{name}"]', *(f'"{measure}" = {value}' for measure, value in values.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
