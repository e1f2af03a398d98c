"""A topic from a user's home, as the guide's page tells it: no code knows of it."""

import re
from pathlib import Path

import duckdb
import pytest

from flows import steps
from flows.cli import main
from flows.coder import coder_version
from flows.job import plan_job
from transforms.extent import Extent

GUIDE = (Path(__file__).parents[2] / "docs" / "topics.md").read_text(encoding="utf-8")
TOPIC, ARTICLE = (re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[0] for kind in ("toml", "text"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    topics = tmp_path / "home" / "topics"
    topics.mkdir(parents=True)
    (topics / "banjir.toml").write_text(TOPIC, encoding="utf-8")
    (tmp_path / "banjir.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "home"


def select(home: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def unspaced(text: str) -> str:
    return "".join(text.split())


def complaint(home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["run", str(home.parent / "banjir.txt"), "--home", str(home)])
    assert ended.value.code == 2
    return unspaced(capsys.readouterr().err)  # a terminal breaks long lines anywhere


def test_the_guides_topic_makes_the_guides_article_an_event(home: Path) -> None:
    steps.run(plan_job(home, started="a", paths=(home.parent / "banjir.txt",)))
    assert select(home, "SELECT topics FROM articles") == [(["banjir"],)]
    ((kind, day, place, summary, codes),) = select(
        home, "SELECT event_type, event_date::VARCHAR, place_code, summary, plover_event FROM events"
    )
    assert (kind, day, place, codes) == ("flood", "2024-03-18", "33.21", None)
    assert summary == ("Banjir melanda di Kabupaten Demak, pada 18 Maret 2024, dipimpin Wirawan Sunarto.")
    assert select(home, "SELECT topic_name, nature FROM event_types WHERE event_type = 'flood'") == [
        ("Banjir", "held")
    ]


def test_workers_of_a_pool_know_it_too(home: Path) -> None:
    (home / "warta.toml").write_text("processes = 2\npool_from = 1\n", encoding="utf-8")
    steps.run(plan_job(home, started="a", paths=(home.parent / "banjir.txt",)))
    assert select(home, "SELECT topic, event_type FROM events") == [("banjir", "flood")]


def test_it_is_part_of_the_rules_that_rows_are_stamped_with(home: Path) -> None:
    steps.run(plan_job(home, started="a", paths=(home.parent / "banjir.txt",)))
    ((stamped,),) = select(home, "SELECT DISTINCT coder_version FROM event_reports")
    assert stamped == coder_version(Extent(home / "topics")) != coder_version()


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('"rumah warga terendam"', '"sawah kering"', ["banjir.toml", "flood: misses its example 'sawah kering'"]),
        ('"rendaman kedelai"', '"genangan air"', ["banjir.toml", "flood: finds its counter-example"]),
        ('role = "leader"', 'role = "chief"', ["banjir.toml", "role"]),
        ('"banjir", "rendam"', '"gempa"', ["banjir.toml", "no anchor of flood"]),
        (r"(?i)\bmemimpin", r"(?i)\b(memimpin", ["banjir.toml", "no regular expression"]),
        ('groups = ["flood", "victims"]', 'groups = ["flood", "storm"]', ["banjir.toml", "storm"]),
    ],
)  # fmt: skip
def test_a_fault_in_it_ends_the_run_before_it_begins(
    home: Path, capsys: pytest.CaptureFixture[str], right: str, wrong: str, told: list[str]
) -> None:
    assert right in TOPIC
    (home / "topics" / "banjir.toml").write_text(TOPIC.replace(right, wrong), encoding="utf-8")
    said = complaint(home, capsys)
    assert [words for words in told if unspaced(words) not in said] == []
    assert not (home / "warehouse.duckdb").exists()


def test_two_files_for_one_topic_are_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "topics" / "lagi.toml").write_text(TOPIC, encoding="utf-8")
    assert unspaced("both declare the topic 'banjir'") in complaint(home, capsys)


def test_a_file_for_a_shipped_topic_takes_its_place(home: Path) -> None:
    (home / "topics" / "banjir.toml").write_text(
        TOPIC.replace('id = "banjir"\n', 'id = "korupsi"\n'), encoding="utf-8"
    )
    steps.run(plan_job(home, started="a", paths=(home.parent / "banjir.txt",)))
    assert select(home, "SELECT topic, event_type FROM events") == [("korupsi", "flood")]
