"""Files that change between runs, or after one that was killed."""

import json
from pathlib import Path

import pytest

from flows import steps
from flows.job import plan_job
from tests.flows import killing
from tests.flows.killing import content
from warehouse.published import open_published, published


def test_a_file_that_changes_after_a_killed_ingest_is_a_new_version_of_its_article(tmp_path: Path) -> None:
    homes = {}
    for kind in ("killed", "undisturbed"):
        home, path = tmp_path / kind, tmp_path / "inbox" / "a.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(killing.article(4))
        job = plan_job(home, started="a", paths=(path,))
        if kind == "killed":
            with pytest.raises(KeyboardInterrupt), steps.running(job):
                steps.ingest(job)
                raise KeyboardInterrupt
        else:
            steps.run(job)
        path.write_text(killing.article(4).replace("Ketua Bawaslu", "Anggota Bawaslu"))
        steps.run(plan_job(home, started="b", paths=(path,)))
        homes[kind] = content(home)
        with open_published(published(home)) as con:
            assert con.execute("SELECT version FROM articles").fetchall() == [(2,)]
            assert con.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]
    assert homes["killed"] == homes["undisturbed"]


def test_a_file_that_is_set_back_gets_its_earlier_rows_back(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "a.txt"
    earlier, later = killing.article(4), killing.article(4).replace("Ketua Bawaslu", "Anggota Bawaslu")
    found = []
    for number, text in enumerate((earlier, later, earlier, earlier)):
        path.write_text(text)
        outcome = steps.run(plan_job(home, started=str(number), paths=(path,)))
        with open_published(published(home)) as con:
            rows = con.execute("SELECT * EXCLUDE (load_number) FROM article_persons ORDER BY ALL").fetchall()
            current = con.execute(
                "SELECT version, a.document_id FROM articles AS a JOIN documents AS d USING (document_id) "
                "WHERE superseded_by_document IS NULL"
            ).fetchall()
            left = con.execute(
                "SELECT count(*) FROM documents WHERE superseded_by_document IS NULL"
            ).fetchall()
        found.append((rows, current, left, outcome.articles_loaded))
    first, second, third, fourth = found
    assert first[0] != second[0]
    assert third[0] == first[0]
    assert [loaded for *_, loaded in found] == [1, 1, 1, 0]
    assert [versions[0][0] for _, versions, _, _ in found] == [1, 2, 3, 3]
    assert third[1][0][1] == first[1][0][1]
    assert [left for _, _, left, _ in found] == [[(1,)]] * 4
    assert fourth[:3] == third[:3]


def test_a_record_put_before_others_of_its_file_takes_the_place_of_none(tmp_path: Path) -> None:
    path, home = tmp_path / "a.jsonl", tmp_path / "home"
    for number, order in enumerate(((4, 9), (20, 4, 9))):
        path.write_text("\n".join(json.dumps({"text": killing.article(n)}) for n in order))
        steps.run(plan_job(home, started=str(number), paths=(path,)))
    with open_published(published(home)) as con:
        assert con.execute("SELECT count(*), max(version) FROM articles").fetchall() == [(3, 1)]
