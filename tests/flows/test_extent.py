"""With `mentions = "on_topic"` an article that no topic is about has its text, and nothing else is read from it."""

from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from tests.warehouse.homes import tables_of
from warehouse.tables import tables_of as tables_of_group

SAMPLES = Path(__file__).parents[2] / "config" / "samples" / "articles"
KEPT = {"articles", "article_topics", "article_signatures", "article_bands", "removed_blocks"}
"""What an article has whatever it is about."""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The samples coded as a whole, and on their topic only."""
    whole, narrow = (tmp_path_factory.mktemp(name) for name in ("whole", "narrow"))
    (narrow / "warta.toml").write_text('mentions = "on_topic"\n')
    for home in (whole, narrow):
        assert _warta("run", SAMPLES, "--home", home) in (0, 3)
    return whole, narrow


def test_what_is_on_a_topic_has_the_same_rows(homes: tuple[Path, Path]) -> None:
    ours, theirs = (_rows(home, "len(topics) > 0") for home in homes)
    assert ours["mentions"] and ours["event_reports"]
    assert ours == theirs


def test_of_the_rest_there_is_the_text_and_why_no_topic_is_its_own(homes: tuple[Path, Path]) -> None:
    whole, narrow = (_rows(home, "len(topics) = 0") for home in homes)
    assert whole["mentions"]
    assert {name for name, rows in narrow.items() if rows} <= KEPT
    assert all(whole[name] == narrow[name] for name in KEPT)


def test_coding_again_brings_what_was_left_out(homes: tuple[Path, Path]) -> None:
    whole, narrow = homes
    (narrow / "warta.toml").unlink()
    assert _warta("backfill", "--home", narrow) in (0, 3)
    assert _rows(narrow, "true") == _rows(whole, "true")


def _warta(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def _rows(home: Path, which: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of some articles by table, without what tells when and by which rules they were made."""
    with tables_of(home) as con:
        return {table.name: _of(con, table.name, which) for table in tables_of_group("article")}


def _of(con: duckdb.DuckDBPyConnection, table: str, which: str) -> list[tuple[object, ...]]:
    left_out = {"load_number", "coder_version", "run_id", "fetched_at"}
    names = [name for (name, *_) in con.execute(f"DESCRIBE {table}").fetchall() if name not in left_out]
    return con.execute(
        f"SELECT {', '.join(names)} FROM {table} "
        f"WHERE article_id IN (SELECT article_id FROM articles WHERE {which}) ORDER BY ALL"
    ).fetchall()
