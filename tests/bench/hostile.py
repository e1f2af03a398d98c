"""What the steps cost on text made to be costly: the same at twice the length should cost about twice."""

import time
from collections.abc import Callable

from flows.ingest.documents import document_of
from flows.job import PATH_SOURCE
from transforms.cleaning.characters import repair
from transforms.cleaning.furniture import sort_lines
from transforms.extract import code_document
from transforms.records import Document
from transforms.sentences import split_sentences

LENGTH = 200_000
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
