from pathlib import Path

import pytest

from tests.warehouse.rows import NOW, STAMP, TEXT, batch
from transforms.records import Rejection
from warehouse.explain import ExplainedArticle, ExplainedRejection, NotFoundError, explain_article
from warehouse.store import Stamp, open_writer


@pytest.mark.parametrize(
    "key", ["a1", "doc-a1", "https://contoh.id/a1", "https://contoh.id/a1/", "a1.txt", "report-a1"]
)
def test_an_article_is_found_by_id_url_or_part_of_its_path(published: Path, key: str) -> None:
    found = explain_article(published, key)
    assert isinstance(found, ExplainedArticle)
    assert found.article["article_id"] == "a1"


def test_everything_found_is_shown_with_its_words_and_rule(published: Path) -> None:
    found = explain_article(published, "a1")
    assert isinstance(found, ExplainedArticle)
    assert found.text == TEXT
    assert all(TEXT[span.start : span.end] == span.text and span.rule_id for span in found.spans)
    assert {span.kind for span in found.spans} == {
        "person",
        "organization",
        "place",
        "date",
        "quote",
        "law",
        "sanction",
        "figure",
        "event",
    }
    date = next(span for span in found.spans if span.kind == "date")
    assert (date.text, date.detail) == ("Senin (2/9/2024)", "2024-09-02, day, explicit")
    assert [block["text"] for block in found.removed_blocks] == ["Baca juga: Panen Raya"]
    assert found.topics[0]["reason"] == "words"
    event = found.events[0]
    assert event.report["place_reason"] == "same sentence"
    assert [actor["name"] for actor in event.actors] == ["Rangga Wijaya"]
    assert event.event is not None
    assert event.event["event_id"] == "event-a1"
    assert event.other_reports == ()


def test_other_reports_of_the_event_and_changes_are_shown(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1", event_id="e"), stamp=STAMP, now=NOW)
        writer.load(batch("a2", event_id="e"), stamp=STAMP, now=NOW)
        writer.load(batch("a2", event_id="e") | {"quotes": []}, stamp=Stamp("run-2", "2"), now=NOW)
        published = writer.publish()
    found = explain_article(published, "a1")
    assert isinstance(found, ExplainedArticle)
    assert [other["article_id"] for other in found.events[0].other_reports] == ["a2"]
    assert isinstance(explain_article(published, "e"), ExplainedArticle)


def test_a_rejected_document_is_explained_too(home: Path) -> None:
    with open_writer(home) as writer:
        writer.ledger.quarantine(
            [Rejection(document_id="d9", origin="/berita/x9.txt", source_id=None, stage="clean", code="too_short",
                       detail="3 words are left")],
            "run-1",
            NOW,
        )  # fmt: skip
        published = writer.publish()
    for key in ("d9", "x9.txt"):
        found = explain_article(published, key)
        assert isinstance(found, ExplainedRejection)
        assert found.rejections[0]["detail"] == "3 words are left"


def test_what_fits_nothing_or_several_articles_is_said(published: Path) -> None:
    with pytest.raises(NotFoundError, match="Nothing in the warehouse"):
        explain_article(published, "no such thing")
    with pytest.raises(NotFoundError, match="2 articles fit"):
        explain_article(published, "/berita/")
