"""The index of words and what is asked of it."""

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.rows import NOW, STAMP, batch, changed
from transforms.stems import tokens
from warehouse.explore.filters import Filters
from warehouse.explore.index import BusyError, Index, Stopped
from warehouse.explore.reader import Reader
from warehouse.explore.search import all_found, extract, marked, read_query, search
from warehouse.published import published
from warehouse.store import Stamp, open_writer

LATER = Stamp("run-2", "1.0")


@pytest.fixture
def reader(home: Path) -> Reader:
    _load(home, {"a1": "Warga memilih bupati.", "a2": "Pemilihan ditunda; warga menunggu."})
    return Reader(published(home))


def _load(home: Path, texts: dict[str, str], stamp: Stamp = STAMP) -> None:
    with open_writer(home) as writer:
        for key, text in texts.items():
            rows = changed(
                batch(key), "articles", text=f"{text}\n{batch(key)['articles'][0].text}", title=key
            )
            writer.load(rows, stamp=stamp, now=NOW)
        writer.publish()


def _update(index: Index, reader: Reader) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    index.update(reader, told=lambda done, total: told.append((done, total)))
    return told


def _find(index: Index, words: str) -> list[str]:
    with index.reading() as db:
        assert db is not None
        query = read_query(words)
        hits = search(db, query, first=0, size=10)
        assert sorted(hits.article_ids) == sorted(all_found(db, query)) and hits.total == len(
            hits.article_ids
        )
        return sorted(hits.article_ids)


def test_the_index_follows_what_is_published_and_looks_at_nothing_twice(reader: Reader, home: Path) -> None:
    """On a home of each kind."""
    index = Index(home / "state" / "search.sqlite", "Asia/Jakarta")
    assert _update(index, reader)[-1] == (2, 2)
    assert _find(index, "dipilih") == ["a1", "a2"]
    assert _update(index, reader) == []
    reader.close()
    _load(home, {"a2": "Rapat selesai.", "a3": "Gubernur dilantik."}, LATER)
    again = Reader(published(home))
    assert _update(index, again)[-1][0] == 3  # what is left of the first run, and the second one's two
    assert _find(index, "memilih") == ["a1"]
    assert _find(index, "pelantikan") == ["a3"]
    assert _find(index, "menunggu") == []
    again.close()


def test_an_index_that_is_damaged_or_of_another_kind_is_made_again(reader: Reader, home: Path) -> None:
    index = Index(home / "state" / "search.sqlite", "Asia/Jakarta")
    index.path.parent.mkdir(exist_ok=True)
    index.path.write_bytes(b"no index " * 1000)
    with index.reading() as found:
        assert found is None
    _update(index, reader)
    assert _find(index, "memilih") == ["a1", "a2"]
    with sqlite3.connect(index.path) as db:
        db.execute("UPDATE meta SET value = 'older'")
    db.close()
    with index.reading() as found:
        assert found is None
    assert _update(index, reader)[-1] == (2, 2)
    reader.close()


def test_work_that_was_stopped_goes_on_and_one_at_a_time_does_it(reader: Reader, home: Path) -> None:
    index = Index(home / "state" / "search.sqlite", "Asia/Jakarta")
    with pytest.raises(Stopped):
        index.update(reader, stop=lambda: True, told=lambda done, total: None)
    held, free = threading.Event(), threading.Event()

    def wait() -> bool:
        held.set()
        free.wait(10)
        return False

    thread = threading.Thread(target=lambda: index.update(reader, stop=wait, told=lambda done, total: None))
    thread.start()
    assert held.wait(10)
    with pytest.raises(BusyError):
        _update(index, reader)
    free.set()
    thread.join()
    assert _find(index, "memilih") == ["a1", "a2"]
    reader.close()


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ("memilih bupati", '"pilih" AND "bupati"'),
        ('"pakta integritas" ASN', '"pakta integritas" AND "asn"'),
        ("bupati -dipecat", '("bupati") NOT "pecat"'),
        ('bupati -"pakta integritas"', '("bupati") NOT "pakta integritas"'),
        ("anak-anak", '"anak anak"'),
        ("-bupati", ""),
        ('NEAR(" * ^ :', '"near"'),
        ("AND OR NOT", '"and" AND "or" AND "not"'),
    ],
)
def test_questions_are_read_as_people_type_them(asked: str, match: str) -> None:
    found = read_query(asked).match
    assert found.removeprefix("(").removesuffix(")") == match.removeprefix("(").removesuffix(")")


@given(st.text(max_size=400))
def test_every_text_is_a_question_that_can_be_asked(text: str) -> None:
    query = read_query(text)
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, content='')")
    if query.match:
        db.execute("SELECT rowid FROM words WHERE words MATCH ?", [query.match]).fetchall()
    db.close()


def test_an_extract_shows_each_word_that_was_asked_for() -> None:
    text = (
        "Apel pagi. "
        + "Warga bekerja seperti biasa. " * 200
        + "Bupati dipilih lagi. "
        + "Cuaca cerah. " * 200
    )
    found = extract(text, frozenset(("apel", "pilih")))
    words = [word for passage in found for word, kinds in passage if kinds]
    assert words == ["Apel", "dipilih"]
    assert sum(len(word) for passage in found for word, _ in passage) < 700


@given(st.text(alphabet="aku memilih<>&\n ", max_size=200))
def test_marking_changes_no_text(text: str) -> None:
    stems = frozenset(("pilih",))
    assert "".join(word for word, _ in marked(text, stems)) == text
    assert [w for w, kinds in marked(text, stems) if kinds] == [
        text[t.start : t.end] for t in tokens(text) if t.stem in stems
    ]


@given(
    st.dictionaries(
        st.sampled_from(["q", "from", "to", "type", "province", "area", "organization", "sort"]), st.text()
    )
)
def test_filters_are_read_from_any_address_and_written_back(given_: dict[str, str]) -> None:
    from urllib.parse import parse_qsl

    filters = Filters.read(given_)
    assert Filters.read(dict(parse_qsl(filters.address()[1:]))) == filters
