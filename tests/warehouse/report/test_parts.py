"""The parts of the site that need no browser."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.gazetteers import gazetteers
from tests.warehouse.report.hostile import hostile_site
from warehouse.report.data import set_name, shard_length
from warehouse.report.evidence import passages
from warehouse.report.language import LANGUAGES, Language
from warehouse.report.places import bubbles, shaded, tiles
from warehouse.report.site import PAGES, ReportError, write_report
from warehouse.report.timeline import Calendar, calendar, draw, months

TEXT = "Bupati Rangga memimpin ikrar. " + "Cuaca cerah sekali. " * 40 + "Sekda Dewi hadir."
SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["event", "actor", "law"]))
)


def test_words_near_each_other_share_a_passage_and_others_have_their_own() -> None:
    dewi = TEXT.index("Dewi")
    found = passages(TEXT, [(0, 29, "event"), (7, 13, "actor"), (dewi, dewi + 4, "actor")])
    assert len(found) == 2
    assert found[0][:3] == [("Bupati ", "event"), ("Rangga", "actor event"), (" memimpin ikrar.", "event")]
    assert ("Dewi", "actor") in found[1]


def test_a_passage_cuts_no_word() -> None:
    dewi = TEXT.index("Dewi")
    (found,) = passages(TEXT, [(dewi, dewi + 4, "actor")], around=15)
    assert "".join(text for text, _ in found) == "sekali. Sekda Dewi hadir."


def test_a_long_article_is_not_shown_whole_and_the_event_always_is() -> None:
    text = "kata " * 2000
    found = passages(text, [(9000, 9004, "event"), *((i, i + 4, "actor") for i in range(0, 9000, 500))])
    shown = "".join(piece for passage in found for piece, _ in passage)
    assert len(shown) <= 2400
    assert ("kata", "event") in found[-1]


@given(text=st.text(max_size=60), spans=SPANS)
def test_passages_are_stretches_of_the_article(text: str, spans: list[tuple[int, int, str]]) -> None:
    at = 0
    for passage in passages(text, spans, around=5):
        words = "".join(piece for piece, _ in passage)
        at = text.index(words, at) + len(words)


def test_the_time_line_counts_by_week_and_shows_the_vote() -> None:
    rows = [
        {"topic": "t", "event_type": "pledge", "event_date": date(2024, 9, 2), "events": 2},
        {"topic": "t", "event_type": "pledge", "event_date": date(2024, 9, 8), "events": 1},
        {"topic": "t", "event_type": "ruling", "event_date": date(2024, 12, 1), "events": 1},
    ]
    drawn = draw(rows, calendar())
    assert drawn is not None and not drawn.monthly
    assert [(lane.type, [b["count"] for b in lane.bars]) for lane in drawn.lanes] == [
        ("t/pledge", [3]),
        ("t/ruling", [1]),
    ]
    assert [vote["day"] for vote in drawn.votes] == [date(2024, 11, 27)]
    assert [(row["month"], row["events"]) for row in months(rows)] == [("2024-12", 1), ("2024-09", 3)]


def test_a_time_line_of_decades_is_monthly_and_tells_what_it_leaves_out() -> None:
    rows = [
        {"topic": "t", "event_type": "pledge", "event_date": date(year, 5, 1), "events": 1}
        for year in (1999, 2023, 2024)
    ]
    drawn = draw(rows, Calendar([], []))
    assert drawn is not None and drawn.monthly
    assert drawn.left_out == 1
    assert sum(b["count"] for b in drawn.lanes[0].bars) == 2
    assert draw([], calendar()) is None


def test_the_grid_holds_every_province_once_under_its_name() -> None:
    provinces = {p.place_code: p.name for p in gazetteers().places if p.level == "province"}
    assert {tile.place_code: tile.name for tile in tiles()} == provinces
    assert len({(tile.column, tile.row) for tile in tiles()}) == len(provinces)


def test_shades_follow_the_number_of_events() -> None:
    rows = [
        {"place_code": c, "name": c, "events": n, "articles": 1, "rate": 1.0}
        for c, n in (("11", 1), ("12", 90))
    ]
    shade = {item["tile"].place_code: item["shade"] for item in shaded(rows)}
    assert shade["13"] == 0 < shade["11"] < shade["12"] == 5


def test_a_place_lies_where_its_coordinates_say() -> None:
    (jakarta,) = bubbles([{"latitude": -6.2, "longitude": 106.8, "events": 1}])
    assert (jakarta["x"], jakarta["y"]) == (246.0, 264.0)


@pytest.mark.parametrize(
    ("code", "day", "number", "place"),
    [
        ("id", "17 Agu 2024", "1.234,5", "Kabupaten Bantaeng"),
        ("en", "17 Aug 2024", "1,234.5", "Bantaeng Regency"),
    ],
)
def test_each_language_writes_days_numbers_and_places_its_own_way(
    code: str, day: str, number: str, place: str
) -> None:
    language = Language(code)
    assert language.day(date(2024, 8, 17)) == day
    assert language.number(1234.5, 1) == number
    assert language.place("Kabupaten Bantaeng") == place


def test_provinces_have_english_names_and_every_text_two_languages() -> None:
    english, indonesian = Language("en"), Language("id")
    assert english.place("Provinsi Jawa Barat") == "West Java"
    assert all(english.texts.values()) and english.texts.keys() == indonesian.texts.keys()
    assert LANGUAGES == ("id", "en")


def test_the_name_of_a_set_is_safe_in_a_path_and_tells_sets_apart() -> None:
    assert set_name("law", "UU-20-2023") == "law-UU-20-2023"
    strange = {set_name("outlet", key) for key in ("../../etc", "a b", "a?b", "x" * 100)}
    assert len(strange) == 4
    assert all("/" not in name and " " not in name for name in strange)


def test_shards_stay_small() -> None:
    assert [shard_length(n) for n in (0, 1_000, 100_000, 1_000_000)] == [1, 1, 3, 4]


def test_no_page_holds_markup_of_the_news(tmp_path: Path) -> None:
    site = hostile_site(tmp_path)
    for page in (*site.glob("*.html"), *site.glob("en/*.html")):
        text = page.read_text(encoding="utf-8")
        assert "window.harmed=1</script>" not in text and "<img" not in text and "<svg onload" not in text
    assert json.loads((site / "warta-report.json").read_text())["events"] == 1


def test_a_site_is_replaced_and_anything_else_is_not(published: Path, tmp_path: Path) -> None:
    write_report(published, tmp_path / "site")
    (tmp_path / "site" / "old.html").write_text("old")
    again = write_report(published, tmp_path / "site")
    assert again.start.exists() and not (tmp_path / "site" / "old.html").exists()
    assert {f"{page}.html" for page in PAGES} <= {path.name for path in (tmp_path / "site").iterdir()}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "diary.txt").write_text("mine")
    with pytest.raises(ReportError, match="something else"):
        write_report(published, tmp_path / "other")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_empty_warehouse_says_what_to_do(home: Path, tmp_path: Path) -> None:
    from warehouse.store import open_writer

    with open_writer(home) as writer:
        published = writer.publish()
    write_report(published, tmp_path / "site")
    assert "warta run" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
