"""What coding gives is the same rows however a batch is cut into parts."""

import pickle
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from flows.coding import code_each
from flows.packing import Coded, Packed, joined, pack
from tests.flows import killing
from tests.transforms.pages import document
from transforms.cleaning.learned import NONE
from transforms.extent import EVERYTHING
from transforms.records import Document, Extraction
from transforms.resolving.stories import Signature, copies_among, heads, may_be_one, sign
from warehouse.batches import BatchError, arrow_table
from warehouse.tables import TABLES

AGAIN = 2
"""The document that is an earlier version of the fourth one's article."""


@pytest.fixture(scope="module")
def batch() -> tuple[list[Document], list[Coded]]:
    """Five documents, of which one is too short and two are versions of one article."""
    texts = [*map(killing.article, range(4)), "Pendek."]
    documents = [
        replace(
            document(text),
            document_id=f"doc-{number}",
            article_id="3" if number == AGAIN else str(number),
            media_type="text/plain",
            metadata={"url": f"https://kabar.example/{number}"},
        )
        for number, text in enumerate(texts)
    ]
    return documents, code_each(documents, EVERYTHING, [NONE] * len(documents))


def _cut(batch: tuple[Sequence[Document], Sequence[Coded]], *ends: int) -> Packed:
    documents, results = batch
    starts = (0, *ends)
    parts = [slice(a, b) for a, b in zip(starts, (*ends, len(documents)), strict=True)]
    packed = [pickle.loads(pickle.dumps(pack(documents[part], results[part]))) for part in parts]
    return joined(packed, documents)


@pytest.mark.parametrize("ends", [(1,), (3,), (1, 2, 3, 4)])
def test_parts_give_what_the_whole_batch_gives(
    batch: tuple[list[Document], list[Coded]], ends: tuple[int, ...]
) -> None:
    whole, cut = _cut(batch), _cut(batch, *ends)
    assert cut == whole
    assert [told.document_id for told in whole.articles] == ["doc-0", "doc-1", "doc-3"]
    assert whole.tables["articles"]["document_id"].to_pylist() == ["doc-0", "doc-1", "doc-3"]
    assert sorted(whole.loaded) == ["0", "1", "3", "3"]
    assert [refused.document_id for refused in whole.refused] == ["doc-4"]


def test_documents_that_are_coded_anew_take_the_place_of_what_they_gave(
    batch: tuple[list[Document], list[Coded]],
) -> None:
    documents, results = batch
    whole = pack(documents, results)
    for some in ([0], [AGAIN, 3], [4]):
        out = [documents[number] for number in some]
        left = whole.without(out)
        for table in left.tables.values():
            assert not {d.article_id for d in out}.intersection(table["article_id"].to_pylist())
        anew = pack(out, [results[number] for number in some])
        mended = joined([left, anew], documents)
        assert mended.articles == whole.articles
        assert sorted(mended.loaded) == sorted(whole.loaded)
        assert mended.refused == whole.refused
        for name, table in whole.tables.items():
            assert sorted(map(repr, mended.tables[name].to_pylist())) == sorted(map(repr, table.to_pylist()))


def test_an_article_keeps_what_settling_asks_of_it(batch: tuple[list[Document], list[Coded]]) -> None:
    documents, results = batch
    told = pack(documents[:1], results[:1]).articles[0]
    found = results[0]
    assert isinstance(found, Extraction)
    assert told.signature == sign(found.article.text)
    assert told.site == "kabar.example"
    assert (told.title, told.event_reports) == (found.article.title, found.event_reports)


def test_rows_packed_without_what_is_required_are_refused_at_load(
    batch: tuple[list[Document], list[Coded]],
) -> None:
    rows = pack(*batch).tables["articles"]
    with pytest.raises(BatchError, match="articles, column coder_version"):
        arrow_table(TABLES["articles"], rows, {"topics": (), "version": 1, "run_id": "r", "story_id": "s"})
    with pytest.raises(BatchError, match="no column mood"):
        arrow_table(TABLES["articles"], rows.append_column("mood", rows["title"]))


def test_texts_are_told_apart_by_the_heads_of_their_signatures_only_where_they_are_not_one() -> None:
    text = killing.article(0)
    signed = [*(sign(killing.article(number)) for number in range(8)), sign(f"{text} Selesai."), sign("a b")]
    signed.append(Signature(b"", ()))
    rows = heads(signed)
    shares = np.array([[one.likeness(other.sketches) for other in signed] for one in signed])
    possible = np.array([may_be_one(np.repeat(row[np.newaxis], len(rows), 0), rows) for row in rows])
    assert shares[8, 0] > 0.9
    assert possible[shares > 0].all()
    assert not possible[0].all()
    alike = {
        (text, earlier)
        for text, earlier, _ in copies_among(dict(enumerate(signed)), dict.fromkeys(range(len(signed))))
    }
    assert alike == {(text, earlier) for text, earlier in np.argwhere(shares > 0).tolist() if earlier < text}
