"""What a warehouse knows already of documents, texts and reports that come."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from tests.warehouse.rows import NOW, STAMP, article, batch
from tests.warehouse.stored import problems
from transforms.resolving.stories import OF_A_BAND
from warehouse.store import open_writer

DAY = date(2024, 9, 2)


def test_documents_are_known_after_loading(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch(), stamp=STAMP, now=NOW, raw_file="month=2024-11/run-1-00001.parquet")
        assert writer.stored.known_documents(["doc-a1", "doc-x"]) == {"doc-a1": "a1"}
        assert writer.stored.articles_by_origin([("files", "/berita/a1.txt"), ("files", "/x")]) == {
            ("files", "/berita/a1.txt"): ("a1", "doc-a1")
        }
        assert writer.ledger.loaded_files() == {"month=2024-11/run-1-00001.parquet"}
        assert writer.stored.known_documents([]) == {} == writer.stored.articles_by_origin([])


def test_a_copy_is_found_among_more_texts_with_one_notice_than_are_looked_at(home: Path) -> None:
    notice, own = list(range(10)), 777

    def rows(keys: list[str], bands: list[int]) -> dict[str, list[Any]]:
        return {
            "articles": [article(key) for key in keys],
            "article_signatures": [{"article_id": key, "signature": "0a1b"} for key in keys],
            "article_bands": [{"article_id": key, "band": band} for key in keys for band in bands],
        }

    with open_writer(home) as writer:
        writer.load(rows(["z"], [*notice, own]), stamp=STAMP, now=NOW)
        writer.load(rows([f"a{n}" for n in range(OF_A_BAND + 1)], notice), stamp=STAMP, now=NOW)
        found = writer.stored.texts_near([[99], [*notice, own]], [None, None], days=31, most=5)
    assert found["text"].to_pylist() == [1] * 5
    assert "z" in found["article_id"].to_pylist()


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ([DAY], "same, month, undated"),
        ([None], "same, month, later, undated"),
        ([DAY, None], "same, month, undated"),
        ([DAY + timedelta(days=1)], "same, undated"),
    ],
)
def test_texts_are_compared_with_those_of_about_their_time(
    home: Path, new: list[date | None], found: str
) -> None:
    stored = {
        "same": DAY,
        "month": DAY - timedelta(days=31),
        "later": DAY + timedelta(days=400),
        "undated": None,
    }
    with open_writer(home) as writer:
        for key, day in stored.items():
            rows: dict[str, list[Any]] = {
                "articles": [article(key)],
                "article_signatures": [{"article_id": key, "signature": "0a1b"}],
                "article_bands": [{"article_id": key, "band": 7, "published_on": day}],
            }
            writer.load(rows, stamp=STAMP, now=NOW)
        near = writer.stored.texts_near([[7] for _ in new], new, days=31, most=5)
    of_the_first = near.filter(pc.equal(near["text"], 0))["article_id"].to_pylist()
    assert sorted(of_the_first) == sorted(found.split(", "))


def test_reports_that_could_tell_of_the_same_happening_are_found_by_their_blocks(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        found = writer.stored.reports_near({"pledge|15|2024-09", "pledge|15|2024-10"}, ["a2"])
        assert [row["report_id"] for row in found] == ["report-a1"]
        assert found[0]["participants"] == [{"name": "Rangga Wijaya", "role": "leader"}]
        assert writer.stored.reports_near({"pledge|16|2024-09"}) == []
        assert writer.stored.reports_near([]) == []
        known = writer.stored.reports_of_events(["event-a1"])[0]
    assert known["actors"] == ["Rangga Wijaya"]
    assert (known["outlet"], known["published_at"], known["event_id"]) == (
        "contoh.id",
        article().published_at,
        "event-a1",
    )


def test_reports_can_move_to_another_event(home: Path) -> None:
    with open_writer(home) as writer:
        writer.load(batch("a1"), stamp=STAMP, now=NOW)
        writer.load(batch("a2"), stamp=STAMP, now=NOW)
        merged = dict(batch("a2")["events"][0]) | {"superseded_by": "event-a1"}
        writer.load({"events": [merged]}, report_events={"report-a2": "event-a1"}, stamp=STAMP, now=NOW)
        reports = writer.stored.reports_of_events(["event-a1"])
        assert [row["report_id"] for row in reports] == ["report-a1", "report-a2"]
        assert problems(writer) == {}
