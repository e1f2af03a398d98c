import json
from pathlib import Path

import pytest

from warehouse.door import Limits, QueryError, answer, query

LEGITIMATE = {
    "SELECT count(*) AS n FROM articles": [{"n": 2}],
    "WITH a AS (SELECT 1 AS x) SELECT x FROM a;": [{"x": 1}],
    "FROM events SELECT event_id ORDER BY 1 LIMIT 1 -- the first": [{"event_id": "event-a1"}],
    "VALUES (1)": [{"col0": 1}],
    "SELECT event_count FROM report.event_daily": [{"event_count": 2}],
    "SELECT place_code FROM places WHERE name = 'Jambi' AND level = 'city'": [{"place_code": "15.71"}],
    "SELECT 'delete from articles; drop table x' AS words": [{"words": "delete from articles; drop table x"}],
    "SELECT unnest(aliases) AS alias FROM persons": [{"alias": "Rangga Wijaya"}],
    "SELECT pledge FROM (PIVOT events ON event_type IN ('pledge') USING count(*) GROUP BY status)": [
        {"pledge": 2}
    ],
}

ATTACKS = [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM query('COPY places TO ''/tmp/x''')",
    "SELECT * FROM enable_logging(storage = 'file')",
    "SELECT * FROM duckdb_secrets()",
    "SELECT 1; DROP TABLE articles",
    "DELETE FROM articles",
    "INSERT INTO meta VALUES ('a', 'b')",
    "CREATE TEMP TABLE x AS SELECT 1",
    "COPY articles TO '/tmp/x.csv'",
    "EXPLAIN ANALYZE COPY articles TO '/tmp/x.csv'",
    "EXPLAIN ANALYZE DELETE FROM articles",
    "ATTACH '/tmp/other.duckdb'",
    "INSTALL httpfs",
    "SET memory_limit = '100GB'",
    "CALL enable_logging(storage = 'file')",
    "BEGIN",
    "",
    "-- nothing",
]


def test_questions_are_answered(published: Path) -> None:
    for sql, rows in LEGITIMATE.items():
        assert query(published, sql).rows() == rows, sql
    for sql in ("EXPLAIN SELECT 1", "DESCRIBE articles", "SHOW TABLES", "SUMMARIZE elections"):
        assert query(published, sql).table.num_rows > 0, sql


@pytest.mark.parametrize("sql", ATTACKS)
def test_everything_else_is_refused(published: Path, sql: str) -> None:
    before = published.read_bytes()
    with pytest.raises(QueryError) as refused:
        query(published, sql)
    assert str(refused.value)
    assert "Traceback" not in str(refused.value)
    assert published.read_bytes() == before


def test_a_refusal_says_what_is_wrong(published: Path) -> None:
    for sql, why in {
        "SELECT 1; SELECT 2": "exactly one",
        "DELETE FROM articles": "Only SELECT and EXPLAIN",
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
