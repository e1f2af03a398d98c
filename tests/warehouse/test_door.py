import json
import re
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse import door_child
from warehouse.door import Limits, QueryError, answer, query
from warehouse.lake import SUFFIX, Lake

HERE = Path(__file__).parent / "door"
QUESTIONS = tomllib.loads((HERE / "questions.toml").read_text())["question"]
ATTACKS = tomllib.loads((HERE / "attacks.toml").read_text())
ENDLESS = ATTACKS.pop("endless")
SECRET = "rahasia-sekali"


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that no query may read."""
    folder = tmp_path_factory.mktemp("secrets")
    (folder / "secret.txt").write_text(SECRET)
    (folder / "secret.csv").write_text(f"a,b\n1,{SECRET}\n")
    (folder / "secret.json").write_text(json.dumps({"a": SECRET}))
    with duckdb.connect(str(folder / "other.duckdb")) as con:
        con.execute(f"CREATE TABLE articles AS SELECT '{SECRET}' AS a")
        con.execute(f"COPY articles TO '{folder / 'secret.parquet'}' (FORMAT parquet)")
    return folder


def filled(sql: str, secrets: Path, published: Path) -> str:
    return sql.replace("{folder}", str(secrets)).replace("{warehouse}", str(published))


@contextmanager
def behind_the_door(path: Path) -> Iterator[Callable[[str], list[dict[str, Any]]]]:
    """What the child would answer, without the second that starting it may take."""
    request: dict[str, Any] = {
        "path": str(path),
        "lake": Lake.read(path).reading() if path.suffix == SUFFIX else None,
        "memory_mb": 200,
        "threads": 1,
        "rows": 100,
        "bytes": 1_000_000,
    }
    with door_child.connect(duckdb, request) as con:
        yield lambda sql: door_child.answer(con, request | {"sql": sql}).to_pylist()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["sql"][:60])
def test_questions_are_answered(published: Path, question: dict[str, Any]) -> None:
    with behind_the_door(published) as ask:
        rows = ask(question["sql"])
    assert rows == question["rows"] if "rows" in question else len(rows) >= question["some"]


@pytest.mark.parametrize("group", ATTACKS)
def test_everything_else_is_refused(published: Path, secrets: Path, group: str) -> None:
    before, files = published.read_bytes(), sorted(secrets.iterdir())
    with behind_the_door(published) as ask:
        for sql in ATTACKS[group]["sql"]:
            with pytest.raises(door_child.RefusedError) as refused:
                pytest.fail(f"{sql} was answered: {ask(filled(sql, secrets, published))}")
            assert re.search(ATTACKS[group]["says"], str(refused.value)), (sql, str(refused.value))
            assert SECRET not in str(refused.value)
    assert published.read_bytes() == before
    assert sorted(secrets.iterdir()) == files


def test_the_process_behind_the_door_answers_and_refuses_as_its_functions_do(
    published: Path, secrets: Path
) -> None:
    assert query(published, QUESTIONS[0]["sql"]).rows() == QUESTIONS[0]["rows"]
    for group in ATTACKS.values():
        with pytest.raises(QueryError, match=group["says"]) as refused:
            query(published, filled(group["sql"][0], secrets, published))
        assert "Traceback" not in str(refused.value)


def test_a_query_without_end_is_ended_at_a_limit(published: Path) -> None:
    def ended(sql: str) -> str:
        with pytest.raises(QueryError) as stopped:
            query(published, sql, limits=Limits(seconds=0.4, memory_mb=100))
        return str(stopped.value)

    with ThreadPoolExecutor(3) as pool:
        for sql, said in zip(ENDLESS["sql"], pool.map(ended, ENDLESS["sql"]), strict=True):
            assert re.search(ENDLESS["says"], said), (sql, said)


def test_a_refusal_says_what_is_wrong(published: Path) -> None:
    for sql, why in {
        "SELECT 1; SELECT 2": "exactly one",
        "DELETE FROM articles": "Only SELECT and EXPLAIN",
        "EXPLAIN ANALYZE DELETE FROM articles": "Only SELECT and EXPLAIN",
        "/* /* nested */ */ EXPLAIN SELECT 1": "first word",
        "WITH gone AS (DELETE FROM articles RETURNING *) SELECT * FROM gone": "Only what reads|A CTE needs",
        "SELECT * FROM read_text('/etc/passwd')": "tables of the warehouse and nothing else",
        "PIVOT events ON event_type": "must name its values",
        "SELECT nothing FROM articles": 'column "nothing" not found',
    }.items():
        with pytest.raises(QueryError, match=why):
            query(published, sql)
    with pytest.raises(QueryError, match="no warehouse"):
        query(published.with_name("none.duckdb"), "SELECT 1")


def test_a_query_without_end_is_stopped(published: Path) -> None:
    endless = "SELECT sum(a.i * b.i) FROM range(10000000) a(i), range(10000000) b(i)"
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        query(published, endless, limits=Limits(seconds=0.5))


def test_a_query_that_wants_too_much_memory_is_stopped(published: Path) -> None:
    with pytest.raises(QueryError, match=r"[Mm]emory"):
        query(published, "SELECT list(i) FROM range(1000000000) t(i)", limits=Limits(memory_mb=100))


def test_a_long_answer_is_cut_and_says_so(published: Path) -> None:
    result = query(published, "SELECT * FROM range(1000000)", limits=Limits(rows=5000))
    assert (result.table.num_rows, result.truncated) == (5000, True)
    assert not query(published, "SELECT * FROM range(10)").truncated
    text = answer(published, "SELECT * FROM range(100)", limits=Limits(rows=50, rows_shown=3))
    assert "(50 rows; the answer was cut off at its limit) (47 not shown" in text


def test_answers_come_as_table_csv_and_json(published: Path) -> None:
    sql = "SELECT event_date, topics, outlet, NULL AS nothing FROM articles JOIN event_reports USING (article_id) LIMIT 1"
    assert answer(published, sql, form="csv").splitlines() == [
        "event_date,topics,outlet,nothing",
        '2024-09-02,"[""asn_neutrality""]",contoh.id,',
    ]
    assert json.loads(answer(published, sql, form="json")) == [
        {"event_date": "2024-09-02", "topics": ["asn_neutrality"], "outlet": "contoh.id", "nothing": None}
    ]
    table = answer(published, sql).splitlines()
    assert table[0].startswith("event_date  topics")
    assert table[-1] == "(1 row)"
    with pytest.raises(QueryError, match="no format 'xml'"):
        answer(published, sql, form="xml")


def test_an_answer_for_people_has_one_line_a_row(published: Path) -> None:
    assert len(answer(published, "SELECT text || chr(27) FROM articles LIMIT 1").splitlines()) == 4
    assert "\x1b" not in answer(published, "SELECT chr(27)")
