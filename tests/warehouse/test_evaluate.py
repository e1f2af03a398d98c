import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.rows import NOW, STAMP, batch, changed
from warehouse.evaluate import as_dict, as_text, evaluate
from warehouse.measures import right_day, right_place, same_name, same_position
from warehouse.store import open_writer

SHARED = Path(__file__).parents[3] / "shared"

LABEL: dict[str, Any] = {
    "id": "a1",
    "url": "https://contoh.id/a1",
    "relevant": True,
    "same_event": "ikrar",
    "events": [
        {
            "type": "pledge",
            "primary": True,
            "date": "2024-09-02",
            "place": {"level": "city", "name": "Jambi", "province": "Jambi"},
            "participants": [
                {"name": "R. Wijaya", "role": "speaker"},
                {"name": "Dodi Putra", "role": "attendee"},
            ],
        },
        {"type": "appeal", "status": "occurred"},
    ],
    "persons": [{"name": "Rangga Wijaya", "position": "Bupati"}],
    "organizations": ["Bawaslu Kota Jambi", "KPU"],
    "laws": [{"kind": "UU", "number": "20", "year": 2023}],
    "sanctions": [{"level": "berat", "form": None, "modality": "threatened"}],
    "figures": [{"what": "laporan", "value": 12}, {"what": "kasus", "value": 3}],
    "quotes": [{"speaker": "Rangga Wijaya", "starts": "Jangan memihak,"}],
    "boilerplate": ["Baca juga: Panen Raya", "Ikuti kami di kanal ini"],
    "places": [{"text": "Kota Jambi"}],
    "dates": [{"text": "Senin (2/9/2024)", "value": "2024-09-02"}],
}
OTHERS: list[dict[str, Any]] = [
    {**LABEL, "id": "a2", "url": "https://contoh.id/a2/", "figures": [{"what": "laporan", "value": 13}]},
    {"id": "x", "source": "seeds/a3.txt", "relevant": False, "events": [], "quotes": [], "boilerplate": ["MUARA – Bupati Rangga Wijaya memimpin"]},
    {"id": "gone", "url": "https://contoh.id/gone"},
]  # fmt: skip


@pytest.fixture
def labelled(home: Path, tmp_path: Path) -> tuple[Path, Path]:
    labels = tmp_path / "labels"
    labels.mkdir()
    for label in (LABEL, *OTHERS):
        (labels / f"{label['id']}.json").write_text(json.dumps(label), encoding="utf-8")
    with open_writer(home) as writer:
        writer.load(batch("a1", event_id="e"), stamp=STAMP, now=NOW)
        writer.load(changed(batch("a2", event_id="e"), "quotes", speaker=None), stamp=STAMP, now=NOW)
        writer.load(batch("a3"), stamp=STAMP, now=NOW)
        return writer.publish(), labels


def test_each_measure_counts_what_agrees_what_is_missed_and_what_is_in_excess(
    labelled: tuple[Path, Path],
) -> None:
    result = evaluate(*labelled)
    assert (result.articles, result.not_found) == (4, 1)
    found = {m.name: (m.tp, m.fp, m.fn) for m in result.measures if m.tp is not None}
    checked = {m.name: (m.right, m.asked) for m in result.measures if m.asked is not None}
    assert found == {
        "event": (2, 0, 2),
        "event participant": (2, 0, 2),
        "event participant with role": (0, 2, 4),
        "person": (2, 0, 0),
        "organization": (2, 0, 2),
        "place": (2, 0, 0),
        "date": (2, 0, 0),
        "law citation": (2, 0, 0),
        "sanction": (2, 0, 0),
        "figure": (1, 1, 2),
        "quote": (2, 1, 0),
        "same event across outlets (pairs)": (1, 0, 0),
    }
    assert checked == {
        "relevance": (2, 3),
        "primary event type": (2, 2),
        "event status": (2, 2),
        "event date": (2, 2),
        "event place": (2, 2),
        "person's position": (2, 2),
        "quote's speaker": (1, 2),
        "furniture line removed": (4, 5),
        "no event in an irrelevant article": (0, 1),
    }
    assert "a1\tfigure\tmissed\t{'what': 'kasus', 'value': 3}" in result.misses
    assert "gone\tarticle\tnot found\thttps://contoh.id/gone" in result.misses
    text = as_text(result, misses=True)
    assert text.startswith("4 labelled articles, 1 not found")
    assert "F1 0.667" in text


def test_a_folder_without_labels_or_with_a_broken_one_is_said(published: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no label files"):
        evaluate(published, tmp_path)
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(ValueError, match=r"x\.json: not valid JSON"):
        evaluate(published, tmp_path)
    (tmp_path / "x.json").write_text("[]")
    with pytest.raises(ValueError, match=r"x\.json: a label is"):
        evaluate(published, tmp_path)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("Rangga Wijaya", "rangga wijaya", True),
        ("Rangga Wijaya", "R. Wijaya", True),
        ("Rangga Wijaya", "Rangga", True),
        ("Rangga Adi Wijaya", "Rangga", False),
        ("Rangga Adi Wijaya", "Adi Wijaya", True),
        ("Rangga Wijaya", "Rangga Saputra", False),
        ("Rangga", None, False),
    ],
)
def test_names_agree_with_initials_and_one_outer_word_missing(
    gold: str, found: str | None, same: bool
) -> None:
    assert same_name(gold, found) is same


def test_places_days_and_positions_are_compared_leniently_where_labels_are_coarse() -> None:
    places: dict[str | None, dict[str, Any]] = {
        "15": {"level": "province", "name": "Jambi", "province_code": "15"},
        "15.71": {"level": "city", "name": "Jambi", "province_code": "15"},
        "ID": {"level": "country", "name": "Indonesia", "province_code": None},
    }
    city = {"level": "city", "name": "Jambi", "province": "Jambi"}
    assert [code for code in (None, *places) if right_place(city, code, places)] == ["15.71"]
    assert [code for code in (None, *places) if right_place({"level": "national"}, code, places)] == [
        None,
        "ID",
    ]
    assert right_day("2024-09", "2024-09-02")
    assert right_day(None, None)
    assert not right_day("2024-09-02", None)
    assert not right_day(None, "2024-09-02")
    assert same_position("Pj Bupati", ["Bupati"])
    assert not same_position("Wali Kota", [None, "Bupati"])


def test_the_numbers_are_those_of_the_reference_scorer(labelled: tuple[Path, Path]) -> None:
    scorer = SHARED / "score" / "score.py"
    if not scorer.exists():
        pytest.skip("the reference scorer is not beside this checkout")
    pytest.importorskip("pytz", reason="DuckDB needs it to give the scorer timestamps")
    warehouse, own = labelled
    folders = [
        own,
        *(
            folder
            for folder in (SHARED / "gold" / "seeds", SHARED / "gold" / "dev" / "labels")
            if folder.exists()
        ),
    ]
    for labels in folders:
        said = subprocess.run(
            [sys.executable, str(scorer), str(warehouse), str(labels), "--json"],
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        assert as_dict(evaluate(warehouse, labels)) == json.loads(said.stdout)
