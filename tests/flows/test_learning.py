"""Furniture learned from a site's own documents, over whole runs: what goes, from when on, and who decides."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows import steps
from flows.cli import main
from flows.job import plan_job
from tests.flows import killing
from tests.flows.killing import content, finish, kill_at
from tests.flows.test_recoding import again, rows
from warehouse.store import Stamp, open_writer

PLUG = "Rubrik Warung Kopi edisi {} ditulis bergantian oleh warga"
SENTENCE = "Warung Kopi terbit setiap Jumat di halaman belakang."
BATCH = 5


def record(number: int, host: str = "kabar.example", **fields: str) -> dict[str, str]:
    """An article of its own, with a line and a sentence that all have."""
    title, _, body = killing.article(number).partition("\n")
    text = "\n".join(line for line in body.split("\n") if not line.startswith("Menurut dia"))
    return {
        "url": f"https://{host}/{number}",
        "title": f"{title} Kali ke-{'abcdefghijklmnopqrstuvwxyz'[number]}",
        "text": f"{text}\n{PLUG.format(number)}\nWarga {'abcdefghijklmnopqrstuvwxyz'[number]} mengaku senang dengan ikrar itu.\n{SENTENCE}",
    } | fields


@pytest.fixture(autouse=True)
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(f"batch_size = {BATCH}\nprocesses = 1\n")
    return path


def run(home: Path, settings: Path, records: list[dict[str, str]], name: str = "a") -> None:
    path = home.parent / f"{name}.jsonl"
    path.write_text("\n".join(map(json.dumps, records)))
    steps.run(plan_job(home, started=name, paths=(path,), settings_file=settings))


def texts(home: Path) -> dict[int, str]:
    return dict(rows(home, "SELECT parse_filename(url)::INT, text FROM articles"))


def having(home: Path) -> list[int]:
    return sorted(number for number, text in texts(home).items() if "Rubrik" in text)


def states(home: Path) -> dict[str, Any]:
    return dict(rows(home, "SELECT line, (state, documents) FROM source_furniture"))


def test_a_line_that_many_documents_share_goes_from_then_on(tmp_path: Path, settings: Path) -> None:
    home = tmp_path / "home"
    run(home, settings, [record(n) for n in range(12)])
    assert having(home) == list(range(10))  # the first five are four stories
    assert states(home) == {PLUG.format(5): ("learned", 12), SENTENCE: ("proposed", 12)}
    assert all(SENTENCE in text and "mengaku senang" in text for text in texts(home).values())
    run(home, settings, [record(n) for n in range(12, 14)], "b")
    assert having(home) == list(range(10))
    taken = rows(
        home, "SELECT text, reason, rule_id FROM removed_blocks WHERE reason = 'learned_furniture' ORDER BY 1"
    )
    ((learned,),) = rows(home, "SELECT furniture_id FROM source_furniture WHERE state = 'learned'")
    assert taken == sorted((PLUG.format(n), "learned_furniture", learned) for n in range(10, 14))


def test_what_other_sites_have_teaches_nothing(tmp_path: Path, settings: Path) -> None:
    home = tmp_path / "home"
    run(home, settings, [record(n, f"kabar{n}.example") for n in range(12)])
    assert having(home) == list(range(12))
    assert states(home) == {}


def test_copies_of_one_article_teach_nothing(tmp_path: Path, settings: Path) -> None:
    home = tmp_path / "home"
    run(home, settings, [record(1) | {"url": f"https://kabar.example/{n}"} for n in range(12)])
    assert states(home) == {}


def test_articles_under_one_headline_teach_nothing(tmp_path: Path, settings: Path) -> None:
    home = tmp_path / "home"
    run(home, settings, [record(n, title="Kabar Warga Hari Ini") for n in range(12)])
    assert rows(home, "SELECT count(DISTINCT story_id) > 6 FROM articles") == [(True,)]
    assert states(home) == {}


def test_of_each_site_only_the_last_documents_are_remembered(tmp_path: Path) -> None:
    def line(number: int, site: str) -> dict[str, Any]:
        at = datetime(2024, 9, 2, tzinfo=UTC) + timedelta(minutes=number)
        named = {"article_id": f"{site}{number}", "site": site, "story_id": "s", "title_key": "t"}
        return {**named, "lines": ("rubrik warung kopi",), "seen_at": at}

    with open_writer(tmp_path) as writer:
        for batch in (range(70), range(70, 140)):
            lines = [line(n, "a") for n in batch] + [line(n, "b") for n in range(3)]
            writer.load({"source_lines": lines}, stamp=Stamp("run", "coder"))
        kept = writer.query(
            "SELECT site, count(*) AS n, min(seen_at) AS first FROM source_lines GROUP BY 1 ORDER BY 1"
        )
    assert [(row["site"], row["n"]) for row in kept] == [("a", 100), ("b", 3)]
    assert kept[0]["first"] == line(40, "a")["seen_at"]


def test_the_same_in_the_same_order_gives_the_same_rows(tmp_path: Path, settings: Path) -> None:
    records = [record(n) for n in range(12)]
    for name in ("one", "two"):
        run(tmp_path / name, settings, records)
    assert content(tmp_path / "one") == content(tmp_path / "two")
    run(tmp_path / "two", settings, records, "again")
    assert states(tmp_path / "two") == states(tmp_path / "one")


def test_a_run_killed_while_it_learns_learns_once(tmp_path: Path, settings: Path) -> None:
    inbox = tmp_path / "a.jsonl"
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    inbox.write_text("\n".join(json.dumps(record(n)) for n in range(20)))
    assert finish("run", inbox, "--home", whole, "--config", settings).returncode == 0
    kill_at(killing.transacting, 0.01, broken, "run", inbox, "--home", broken, "--config", settings)
    assert finish("run", inbox, "--home", broken, "--config", settings).returncode == 0
    assert content(broken) == content(whole)


def decide(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    with pytest.raises(SystemExit) as ended:
        main(["furniture", *map(str, arguments), "--json"])
    assert ended.value.code == 0
    return json.loads(capsys.readouterr().out)


def test_a_person_decides_and_what_is_coded_again_follows(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    run(home, settings, [record(n) for n in range(12)])
    listed = {row["state"]: row for row in decide(capsys, "list", "--home", home)}
    assert {state: (row["documents"], row["removed_from"]) for state, row in listed.items()} == {
        "learned": (12, 2),
        "proposed": (12, 0),
    }
    decide(capsys, "refuse", listed["learned"]["furniture_id"], "--by", "rina", "--home", home)
    decide(capsys, "accept", listed["proposed"]["furniture_id"], "--by", "rina", "--home", home)
    assert again(home).articles_loaded == 2
    assert having(home) == list(range(12))
    assert again(home, started="once more").articles_loaded == 0
    run(home, settings, [record(n) for n in range(12, 14)], "b")
    assert having(home) == list(range(14))
    assert SENTENCE not in texts(home)[13]
    decided = rows(home, "SELECT line, state, documents, decided_by FROM source_furniture ORDER BY 1")
    assert decided == [(PLUG.format(5), "refused", 14, "rina"), (SENTENCE, "accepted", 14, "rina")]


def test_an_unknown_line_is_wrong_usage(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    run(home, settings, [record(0)])
    with pytest.raises(SystemExit) as ended:
        main(["furniture", "refuse", "learned.x", "--home", str(home)])
    assert ended.value.code == 2
    assert "warta furniture list" in capsys.readouterr().err
