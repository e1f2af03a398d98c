"""The dashboard over HTTP on loopback."""

import csv
import hashlib
import html
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.warehouse.explore.serving import Served, served
from tests.warehouse.report.hostile import EVENT, HARM, hostile_site
from warehouse.explore.worked import markdown, questions

ROOT = Path(__file__).parents[3]

PAGES = ("/", "/articles", "/articles?q=netral", "/sql")
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"type": "asn_neutrality/pledge"},
    {"type": "ruling", "status": "occurred"},
    {"province": "13", "sort": "oldest"},
    {"area": "13.12"},
    {"from": "2024-10-01", "to": "2024-10-31", "sort": "reports"},
    {"actor": "CHANIAGO"},
    {"actor": "bawaslu"},
    {"source": "samples"},
    {"outlet": "tuahpasaman.com"},
    {"election": "pilkada_2024", "status": "planned"},
    {"q": "dihukum"},
)

HARMFUL_SQL = 'SELECT title AS "{}" FROM articles'.format(HARM.replace('"', '""'))


@pytest.fixture(scope="module")
def app(samples_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(samples_home / "warehouse.duckdb", tmp_path_factory.mktemp("state")) as found:
        found.search("netral")  # from here on the index is there
        yield found


@pytest.fixture(scope="module")
def events(samples_home: Path) -> list[dict[str, object]]:
    with duckdb.connect(str(samples_home / "warehouse.duckdb"), read_only=True) as con:
        rows = con.sql("FROM events WHERE superseded_by IS NULL").to_arrow_table().to_pylist()
    return list(rows)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_both_languages(app: Served, prefix: str, path: str) -> None:
    answer = app.get(prefix + path)
    assert answer.status == 200
    assert f'<html lang="{prefix[1:] or "id"}">' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("wish", FILTERS, ids=str)
def test_a_download_holds_exactly_what_the_page_counts_and_lists(app: Served, wish: dict[str, str]) -> None:
    query = urlencode(wish)
    listed: list[str] = []
    page = app.get(f"/?{query}").text
    counted = int(re.findall(r'id="state" role="status">(\d+) peristiwa', page)[0])
    for number in range(1, 4):
        text = app.get(f"/?{query}&page={number}").text if number > 1 else page
        new = [found for found in _listed(text) if found not in listed]
        listed += new
    rows = list(csv.DictReader(io.StringIO(app.get(f"/events.csv?{query}").body.decode("utf-8-sig"))))
    table = pq.read_table(io.BytesIO(app.get(f"/events.parquet?{query}").body))
    assert [row["event_id"] for row in rows] == table["event_id"].to_pylist() == listed
    assert len(listed) == counted > 0


FITS: tuple[tuple[dict[str, str], Callable[[dict[str, object]], bool]], ...] = (
    ({"type": "pledge"}, lambda row: row["event_type"] == "pledge"),
    ({"status": "planned"}, lambda row: row["status"] == "planned"),
    ({"province": "13"}, lambda row: str(row["place_code"]).startswith("13")),
    ({"from": "2024-11-01"}, lambda row: str(row["event_date"] or "") >= "2024-11-01"),
    ({"to": "2024-09-30"}, lambda row: "2" < str(row["event_date"] or "") <= "2024-09-30"),
)


@pytest.mark.parametrize(("wish", "fits"), FITS, ids=[str(wish) for wish, _ in FITS])
def test_filters_leave_what_they_say(
    app: Served,
    events: list[dict[str, object]],
    wish: dict[str, str],
    fits: Callable[[dict[str, object]], bool],
) -> None:
    expected = {row["event_id"] for row in events if fits(row)}
    assert expected
    assert set(_listed(app.get(f"/?{urlencode(wish)}").text)) == expected


def test_words_narrow_the_events_to_those_whose_articles_hold_them_in_any_form(app: Served) -> None:
    page = app.get("/?q=hukuman").text
    assert "Pasaman Barat" in page
    assert _listed(page) == _listed(app.get("/?q=dihukum").text)
    assert _listed(app.get("/?q=hukuman+-hukum").text) == []


@pytest.mark.parametrize(
    "query", ["?from=2024-02-31", "?area=73.03&province=13", "?sort=size", "?page=9999999", "?page=-1", "?q=%22",
              "?actor=%00%ff", "?type=%2F%2F", "?province='"],
)  # fmt: skip
def test_an_address_that_cannot_be_meant_is_still_a_page(app: Served, query: str) -> None:
    assert app.get(f"/{query}").status == 200
    assert app.get(f"/articles{query}").status == 200


def test_a_number_leads_to_its_event_and_the_event_to_the_marked_words_in_the_article(app: Served) -> None:
    page = app.get("/?type=sanction").text
    event = app.get(f"/event/{_listed(page)[0]}").text
    assert re.search(r'<mark class="[^"]*actor[^"]*"[^>]*>Afrizal Chaniago</mark>', event)
    assert "hanya satu media" in event
    (article,) = set(re.findall(r'href="(/article/[^"#]+)"', event))
    text = app.get(article).text
    assert re.search(r'<mark class="[^"]*actor[^"]*"[^>]*>Afrizal Chaniago</mark>', text)
    assert _listed(page)[0] in text


def test_the_link_of_an_actor_lists_all_events_of_that_person(app: Served) -> None:
    event = app.get(f"/event/{_listed(app.get('/?type=sanction').text)[0]}").text
    link = re.findall(r'href="(/\?person=[^"]+)"[^>]*>Afrizal Chaniago', event)[0]
    page = app.get(link).text
    assert len(_listed(page)) > 1
    assert "Afrizal Chaniago" in page.split('class="chips"')[1].split("</ul>")[0]


def test_a_bar_of_the_time_line_opens_as_many_events_as_it_stands_for(app: Served) -> None:
    page = app.get("/").text
    bars = re.findall(
        r'<a href="([^"]+)" tabindex="-1" aria-hidden="true"><rect[^>]*><title>[^<]*: (\d+)<', page
    )
    assert len(bars) > 10
    for link, count in bars[::5]:
        assert len(_listed(app.get(html.unescape(link)).text)) == int(count)


def test_a_search_marks_the_words_in_their_forms_and_names_the_events(app: Served) -> None:
    page = app.search("memilih")
    assert {word.lower() for word in re.findall(r'<mark class="found"[^>]*>([^<]+)</mark>', page)} > {
        "memilih",
        "pemilihan",
    }
    assert 'href="/event/' in page
    assert "Kurangi kata" in app.search("tidakadakataseperti ini")


def test_an_event_that_was_merged_leads_to_what_it_became(samples_home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes((samples_home / "warehouse.duckdb").read_bytes())
    with duckdb.connect(str(copy)) as con:
        old, new = (
            row[0] for row in con.execute("SELECT event_id FROM events ORDER BY 1 LIMIT 2").fetchall()
        )
        con.execute("UPDATE events SET superseded_by = $new WHERE event_id = $old", {"new": new, "old": old})
    with served(copy, tmp_path) as app:
        answer = app.get(f"/en/event/{old}")
        assert (answer.status, answer.headers["location"]) == (307, f"/en/event/{new}")


@pytest.mark.parametrize(
    "path", ["/event/none", "/article/none", "/nothing", "/en/event/x", "/events.exe", "/static/x"]
)
def test_what_is_not_there_is_said_with_a_way_on(app: Served, path: str) -> None:
    answer = app.get(path)
    assert answer.status == 404
    assert "trouble" not in answer.text and 'href="/' in answer.text


def test_the_door_answers_a_worked_question(app: Served) -> None:
    page = app.get("/sql").text
    links = re.findall(r'<li><a href="(/sql[^"]+)">', page)
    assert len(links) == len(questions()) == 10
    assert "Kabupaten Bantaeng" in app.get(html.unescape(links[0])).text.partition('class="answer"')[2]


def test_the_page_of_the_questions_is_made_of_them() -> None:
    """`python -m warehouse.explore.worked` writes it; its queries are run by tests/flows/test_documents.py."""
    assert (ROOT / "docs" / "questions.md").read_text(encoding="utf-8") == markdown()


def test_the_door_refuses_what_does_not_only_read(app: Served) -> None:
    for sql in ("DROP TABLE events", "SELECT * FROM read_text('/etc/passwd')"):
        page = app.get(f"/sql?{urlencode({'sql': sql})}").text
        assert "Tidak dijawab" in page and "root:" not in page


def test_an_answer_can_be_taken_along_whole(app: Served) -> None:
    sql = "SELECT x, '=1+1' AS text FROM range(50) t(x)"
    page = app.get(f"/sql?{urlencode({'sql': sql})}").text
    assert "50 baris; 20 yang pertama" in page
    rows = list(
        csv.reader(io.StringIO(app.get(f"/sql.csv?{urlencode({'sql': sql})}").body.decode("utf-8-sig")))
    )
    assert rows[0] == ["x", "text"] and len(rows) == 51
    assert rows[1] == ["0", "'=1+1"]  # no formula for a spreadsheet
    table = pq.read_table(io.BytesIO(app.get(f"/sql.parquet?{urlencode({'sql': sql})}").body))
    assert table["text"].to_pylist() == ["=1+1"] * 50


def test_a_query_behind_a_link_of_another_site_waits_for_the_reader(app: Served) -> None:
    path = f"/sql?{urlencode({'sql': 'SELECT 42 AS answer'})}"
    page = app.get(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").text
    assert "belum dijalankan" in page and 'class="answer"' not in page and "SELECT 42" in page
    assert (
        app.get(
            path.replace("/sql?", "/sql.csv?"), Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate"
        ).status
        == 403
    )


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:1", 200), ("localhost", 200), ("[::1]:80", 200), ("warta.lan", 200), ("evil.example", 421),
     ("127.0.0.1.evil.example", 421), ("10.0.0.7:8500", 421), ("", 421)],
)  # fmt: skip
def test_only_its_own_names_are_answered(samples_home: Path, app: Served, host: str, status: int) -> None:
    if host == "warta.lan":
        with served(samples_home / "warehouse.duckdb", app.home, names=("warta.lan",)) as named:
            assert named.get("/sql", Host=host).status == 200
        return
    assert app.get("/sql", Host=host).status == status


def test_on_an_open_port_addresses_of_numbers_are_answered_and_foreign_names_are_not(
    samples_home: Path, app: Served
) -> None:
    with served(samples_home / "warehouse.duckdb", app.home, host="0.0.0.0") as served_to_all:
        assert served_to_all.get("/sql", Host="10.0.0.7:8500").status == 200
        assert served_to_all.get("/sql", Host="evil.example").status == 421


def test_pages_of_other_sites_cannot_read_along(app: Served) -> None:
    assert app.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status == 403
    assert app.get("/", method="POST").status == 405
    assert "access-control-allow-origin" not in app.get("/", Origin="https://evil.example").headers


def test_nothing_is_written_but_the_index(samples_home: Path, app: Served) -> None:
    warehouse = samples_home / "warehouse.duckdb"
    before = hashlib.sha256(warehouse.read_bytes()).hexdigest()
    beside = {path.name for path in samples_home.iterdir()}
    for path in (*PAGES, "/events.parquet", "/events.csv"):
        app.get(path)
    assert hashlib.sha256(warehouse.read_bytes()).hexdigest() == before
    assert {path.name for path in samples_home.iterdir()} == beside


def test_markup_in_the_news_stays_text(tmp_path: Path) -> None:
    hostile_site(tmp_path)
    with served(tmp_path / "home" / "warehouse.duckdb", tmp_path) as app:
        found = app.search("script")
        event = app.get(f"/event/{EVENT}").text
        article = app.get(re.findall(r'href="(/article/[^"]+)"', event)[0]).text
        answer = app.get(f"/sql?{urlencode({'sql': HARMFUL_SQL})}").text
        echoed = app.get(f"/?{urlencode({'q': HARM, 'actor': HARM, 'person': HARM})}").text
        for page in (app.get("/").text, found, event, article, answer, echoed):
            assert "window.harmed=1</script>" not in page and "<img" not in page and "<svg onload" not in page
            assert "javascript:" not in page
        assert "&lt;img src=x" in event and "&lt;img src=x" in article and "&lt;img src=x" in answer


def test_a_new_publication_is_seen_without_a_restart(
    samples_home: Path, published: Path, tmp_path: Path
) -> None:
    there = tmp_path / "warehouse.duckdb"
    there.write_bytes(published.read_bytes())
    with served(there, tmp_path) as app:
        assert "2 peristiwa" in app.get("/").text
        new = tmp_path / "new"
        new.write_bytes((samples_home / "warehouse.duckdb").read_bytes())
        new.replace(there)
        assert "28 peristiwa" in app.get("/").text
        there.unlink()
        answer = app.get("/")
        assert answer.status == 503 and "warta status" in answer.text


def _listed(page: str) -> list[str]:
    """The events of the list of a page, in its order."""
    return re.findall(r'<li><a href="(?:/en)?/event/([^"]+)">', page.partition('id="list"')[2])
