"""What the steps cost on text made to be costly: the same at twice the length should cost about twice."""

import math
import time
from collections.abc import Callable

from flows.ingest.documents import document_of
from flows.job import PATH_SOURCE
from tests.bench.coding import stages_timed
from tests.bench.generate import articles
from transforms.cleaning.characters import repair
from transforms.cleaning.furniture import sort_lines
from transforms.extract import code_document
from transforms.records import Document
from transforms.sentences import split_sentences

LENGTH = 200_000
SHORTER, REPEATS = 10, 2
UNITS = (
    "â€ ", "&amp;", "Ã¢â‚¬Å“", "e\u0301", ". ", ".", "A.", '."', "… ", "S.Sos.", '"', "a''", '"a," kata Budi. ',
    "kepada Bupati ", "\n“", "(rin) ", "| ", "1 2 ", "Foto: x (", "Baca juga ", "tiga ASN diproses, ",
    "sanksi berat, ", "Bupati Sigi, Rina Wulandari, S.Sos., M.Si., hadir bersama Ketua KPU Sumarno Hadi. ",
)  # fmt: skip


def hostile(length: int = LENGTH) -> list[str]:
    """Seconds of each step on its costliest unit, and how they grow from half the length to the whole."""
    return [
        f"hostile text of {length:,} characters: seconds, and growth from half of it (2 is linear)",
        *(
            f"  {name:<24} {seconds:6.2f} s  {growth:4.1f} times  on {unit!r}"
            for name, (seconds, growth, unit) in (
                (name, _worst(step, length)) for name, step in STEPS.items()
            )
        ),
    ]


def powers(length: int) -> list[str]:
    """How each stage of coding grows with the text: the power of the length that its seconds follow, 1 being linear.

    Prose is that of generated articles; a unit is repeated. Each is coded at a tenth of `length` and at `length`,
    in seconds of one processor; stages below a hundredth of a second there are left out.
    """
    prose = "\n".join(line for article in articles(length // 2_000 + 1, seed=3) for line in article.body)
    of_prose = _powers(prose[: length // SHORTER], prose[:length])
    worst: dict[str, tuple[float, str]] = {}
    for unit in UNITS:
        times = max(length // len(unit), SHORTER)
        for stage, power in _powers(unit * (times // SHORTER), unit * times).items():
            worst[stage] = max(worst.get(stage, (0.0, "")), (power, unit))
    return [
        f"growth of each stage from {length // SHORTER:,} to {length:,} characters: the power of the length (1 is linear)",
        *(
            f"  {stage:<24} prose {of_prose.get(stage, 0.0):5.2f}   hostile at most {power:5.2f}  on {unit!r}"
            for stage, (power, unit) in worst.items()
        ),
    ]


def _powers(short: str, long: str) -> dict[str, float]:
    """The power by which each stage, and coding as a whole, grows from one text to the other."""
    spent = []
    for text in (short, long):
        best: dict[str, float] = {}
        for _ in range(REPEATS):
            with stages_timed() as stages:
                began = time.process_time()
                _code(text)
                whole = time.process_time() - began
            for stage, seconds in {**stages, "code_document": whole}.items():
                best[stage] = min(seconds, best.get(stage, seconds))
        spent.append(best)
    few, many = spent
    by = math.log(len(long) / len(short))
    return {
        stage: math.log(seconds / max(few[stage], 1e-6)) / by
        for stage, seconds in many.items()
        if seconds >= 0.01
    }


def _worst(step: Callable[[str], object], length: int) -> tuple[float, float, str]:
    def seconds(unit: str, size: int) -> float:
        text = unit * (size // len(unit))
        began = time.perf_counter()
        step(text)
        return time.perf_counter() - began

    for unit in UNITS:
        step(unit * 3)  # what is loaded at the first call is loaded
    slowest, unit = max((seconds(unit, length // 2), unit) for unit in UNITS)
    whole = seconds(unit, length)
    return whole, whole / max(slowest, 1e-6), unit


def _code(text: str) -> object:
    lead = "Bawaslu Kabupaten Sigi memeriksa tiga ASN yang tidak netral pada Pilkada 2024.\n"
    record = {"url": "https://kabar.example/1", "text": lead + text}
    document = document_of(PATH_SOURCE, "bench", record)
    assert isinstance(document, Document)
    return code_document(document)


STEPS: dict[str, Callable[[str], object]] = {
    "repair": repair,
    "split_sentences": split_sentences,
    "sort_lines": lambda text: sort_lines([text[:20_000]] * max(len(text) // 20_000, 1), None),
    "code_document": _code,
}
