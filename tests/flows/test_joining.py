"""Pages of one article that lie in files: which become one document, and which stay apart."""

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from flows.ingest.documents import document_of
from flows.ingest.joining import joined
from flows.job import PATH_SOURCE, plan_job
from flows.steps import run
from tests.transforms.pages import PARAGRAPHS, TEXT, page
from transforms.records import Document

URL = "https://kabar.example/daerah/apel-netralitas"
SECOND = "Camat Melati Joko Rahmat menyusul dengan apel serupa keesokan harinya di lapangan kecamatan."


def html(*links: str, text: str = "") -> str:
    paragraphs = [text] if text else PARAGRAPHS
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return page(body + "".join(f"<a href='{link}'>Halaman lain</a>" for link in links))


def document(url: str, *links: str, text: str = "") -> Document:
    made = document_of(PATH_SOURCE, "arsip.warc", {"url": url, "html": html(*links, text=text)})
    assert isinstance(made, Document)
    return made


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([("", ["?page=2"]), ("?page=2", [])], {"": ["?page=2"]}),
        ([("?page=2", []), ("", ["?page=2"])], {"": ["?page=2"]}),
        ([("", ["/daerah/apel-netralitas/2"]), ("/3", []), ("/2", [URL + "/3"])], {"": ["/2", "/3"]}),
        ([("", ["?page=2", "?page=3"]), ("?page=3", [])], {"": [], "?page=3": []}),
        ([("", ["?page=all"]), ("?page=all", [])], {"": ["?page=all"]}),
        ([("", []), ("?page=2", [])], {"": [], "?page=2": []}),
        ([("?page=2", ["?page=3"]), ("?page=3", [])], {"?page=2": [], "?page=3": []}),
        ([("", ["/lain?page=2"]), ("-lain?page=2", [])], {"": [], "-lain?page=2": []}),
    ],
)
def test_the_pages_that_the_first_links_to_are_joined_in_their_order(
    pages: Sequence[tuple[str, list[str]]], expected: dict[str, list[str]]
) -> None:
    batch = [document(URL + mark, *links) for mark, links in pages]
    found = {
        one.metadata["url"].removeprefix(URL): [
            page.metadata["url"].removeprefix(URL) for page in one.further
        ]
        for one in joined(batch)
    }
    assert found == expected


def test_a_batch_without_pages_is_left_as_it_is() -> None:
    batch = [document(URL), document(URL), document("https://kabar.example/daerah/panen-raya")]
    assert joined(batch) == batch


def read(home: Path, path: Path) -> tuple[int, int]:
    outcome = run(plan_job(home, started="a", paths=(path,)))
    return outcome.articles_loaded, outcome.duplicates


def test_the_pages_of_a_file_are_one_article_and_are_not_taken_in_again(tmp_path: Path) -> None:
    records = [
        {"url": URL, "html": html("?page=2")},
        {"url": f"{URL}?page=2", "html": html(text=SECOND)},
    ]
    path = tmp_path / "arsip.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    loaded = [run(plan_job(tmp_path / "home", started="a", paths=(path,))).articles_loaded for _ in range(2)]
    assert loaded == [1, 0]
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb"), read_only=True) as con:
        assert con.sql("SELECT text FROM articles").fetchall() == [(f"{TEXT}\n{SECOND}",)]
        assert con.sql("SELECT count(*) FROM article_pages").fetchall() == [(2,)]
