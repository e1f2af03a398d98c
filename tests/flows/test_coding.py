from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows import coding
from flows.coding import code_each, is_suspicious
from flows.ingest.guard import Guard
from tests.transforms.pages import BODY, PARAGRAPHS, document, page
from transforms.cleaning.learned import NONE
from transforms.extent import EVERYTHING
from transforms.records import Extraction, Rejection


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    """A guard with little patience."""
    with Guard(seconds=20, memory_mb=1000) as guard:
        monkeypatch.setattr(coding, "_guard", lambda: guard)
        yield guard


def test_only_documents_of_odd_size_or_shape_are_suspicious() -> None:
    text = replace(document(" ".join(PARAGRAPHS * 100)), media_type="text/plain")
    assert not is_suspicious(text)
    assert not is_suspicious(document(page()))
    assert is_suspicious(replace(text, content=text.content * 50))
    assert is_suspicious(document(page("<div>" * 1000 + BODY)))


def test_a_suspicious_document_is_coded_in_the_guard(guard: Guard) -> None:
    (found,) = code_each([document(page("<div>" * 1000 + BODY))], EVERYTHING, [NONE])
    assert isinstance(found, Extraction)
    assert "suspected_loss" in found.article.flags


@pytest.mark.parametrize(("seconds", "memory_mb", "code"), [(0.05, 1000, "timeout"), (8, 1, "memory")])
def test_a_document_that_takes_too_much_costs_itself_alone(
    guard: Guard, seconds: float, memory_mb: int, code: str
) -> None:
    guard.seconds, guard.memory_mb = seconds, memory_mb
    (refused,) = code_each([document(page(BODY * 3000))], EVERYTHING, [NONE])
    assert isinstance(refused, Rejection)
    assert (refused.stage, refused.code) == ("extract", code)
    assert refused.detail.endswith("The document is kept.")
