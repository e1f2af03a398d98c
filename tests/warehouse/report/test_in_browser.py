"""The site as a reader has it: opened from a folder in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -e '.[dev]'")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from config.fields import located
from tests.warehouse.report.browser import Trouble, chromium, follow, late, settled
from tests.warehouse.report.hostile import EVENT, hostile_site
from warehouse.report.site import PAGES, write_report

SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(samples_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "report"
    write_report(samples_home / "warehouse.duckdb", target, labels=located("package:samples/labels"))
    return target


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def page(browser: Browser, trouble: Trouble) -> Iterator[Page]:
    with browser.new_context(locale="id-ID") as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        trouble.watch(page)
        yield page
        assert not trouble.said
        assert not trouble.elsewhere()


def at(site: Path, name: str) -> str:
    return f"{site.as_uri()}/{name}"


def test_every_page_shows_its_title_and_content_in_both_languages(page: Page, site: Path) -> None:
    for folder, language in (("", "id"), ("en/", "en")):
        for name in PAGES:
            if name != "event":
                page.goto(at(site, f"{folder}{name}.html"))
                settled(page)
                expect(page.locator("h1")).not_to_be_empty()
                assert page.locator("html").get_attribute("lang") == language
                assert len(page.locator("main").inner_text()) > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(browser: Browser, site: Path, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 800}) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for name in [*(f"{name}.html" for name in PAGES if name != "event"), _event(page, site)]:
            page.goto(at(site, name))
            settled(page)
            found = Axe().run(page).response["violations"]
            assert [(name, v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == []


def test_no_page_is_wider_than_a_phone(browser: Browser, site: Path) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        for name in [*(f"{name}.html" for name in PAGES if name != "event"), _event(page, site)]:
            page.goto(at(site, name))
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_filters_narrow_the_list_and_stand_in_the_address(page: Page, site: Path) -> None:
    page.goto(at(site, "events.html"))
    settled(page)
    everything = page.locator("#list li").count()
    page.get_by_label("Jenis").select_option(label="Ikrar atau pakta")
    expect(page.locator("#state")).to_have_text("3 ditemukan")
    page.get_by_label("Status").select_option(label="terjadi")
    expect(page.locator("#state")).to_have_text("2 ditemukan")
    assert "pledge" in page.url and "occurred" in page.url
    page.reload()
    expect(page.locator("#state")).to_have_text("2 ditemukan")
    page.get_by_role("button", name="Hapus saringan").click()
    expect(page.locator("#list li")).to_have_count(everything)


@pytest.mark.parametrize("name", ["static/list.js", "data/quotes.js"])
def test_words_typed_before_the_page_has_its_script_or_data_are_searched_for(
    page: Page, site: Path, name: str
) -> None:
    with late(page, name):
        page.goto(at(site, "voices.html"), wait_until="commit")
        expect(page.locator("#state")).to_have_text("Memuat …")
        page.get_by_label("Cari").press_sequentially("netral itu diucapkan")
        page.get_by_label("Cari").blur()
    expect(page.locator("#list li")).to_have_count(1)
    expect(page.get_by_label("Cari")).to_have_value("netral itu diucapkan")


def test_a_filter_set_early_leaves_what_the_address_asks_for(page: Page, site: Path) -> None:
    with late(page, "data/index.js"):
        page.goto(at(site, "events.html#type=sanction"), wait_until="domcontentloaded")
        page.get_by_label("Dari").fill("2024-01-01")
        expect(page.locator("#state")).to_have_text("Memuat …")
    expect(page.get_by_label("Jenis")).to_have_value("asn_neutrality/sanction")
    expect(page.locator("#list li")).to_have_count(1)


def test_what_is_cleared_while_its_set_is_on_the_way_stays_cleared(page: Page, site: Path) -> None:
    page.goto(at(site, "index.html"))
    name = str(page.locator(".tiles a[href*='set=']").get_attribute("href"))
    with late(page, "data/sets/open-corroborated.js"):
        page.goto(at(site, name), wait_until="commit")
        page.get_by_role("button", name="Hapus saringan").click()
        expect(page.locator("#list li").nth(5)).to_be_visible()
    page.wait_for_timeout(100)
    expect(page.locator("#set")).to_be_hidden()


def test_days_bound_the_list(page: Page, site: Path) -> None:
    page.goto(at(site, "events.html#from=2024-11-27&to=2024-12-31"))
    expect(page.locator("#list li")).to_have_count(1)
    expect(page.locator("#list time")).to_have_text("4 Des 2024")


def test_the_search_finds_names_and_says_what_to_do_where_it_finds_none(page: Page, site: Path) -> None:
    page.goto(at(site, "events.html"))
    settled(page)
    page.get_by_label("Cari").fill("chaniago")
    expect(page.locator("#list li").first).to_contain_text("Afrizal Chaniago")
    page.get_by_label("Cari").fill("tidakadanamaseperti ini")
    expect(page.locator("#state")).to_contain_text("Longgarkan saringan")


def test_a_number_of_the_table_opens_as_many_events(page: Page, site: Path) -> None:
    page.goto(at(site, "time.html"))
    row = page.locator("tbody tr", has_text="September 2024")
    link = row.locator("a").last
    number = int(link.inner_text())
    link.click()
    expect(page.locator("#state")).to_have_text(f"{number} ditemukan")


def test_each_law_outlet_and_penalty_leads_to_the_events_behind_its_number(page: Page, site: Path) -> None:
    for name in ("laws", "outlets"):
        page.goto(at(site, f"{name}.html"))
        link = page.locator("tbody td a").first
        number = int(link.inner_text())
        link.click()
        expect(page.locator("#state")).to_have_text(f"{number} ditemukan")
    page.goto(at(site, "penalties.html"))
    page.locator("tbody td a").first.click()
    expect(page.locator("#list li").first).to_be_visible()


def test_the_headline_counts_what_its_page_lists(page: Page, site: Path) -> None:
    for target in ("events", "voices"):
        page.goto(at(site, "index.html"))
        number = page.locator(f".tiles a[href='{target}.html'] b").inner_text()
        page.locator(f".tiles a[href='{target}.html']").click()
        expect(page.locator("#state")).to_have_text(f"{number} ditemukan")


def test_the_words_behind_an_event_are_marked(page: Page, site: Path) -> None:
    page.goto(at(site, "events.html#type=sanction"))
    page.locator("#list a").first.click()
    expect(page.locator("mark.event").nth(1)).to_be_visible()
    named = " ".join(page.locator("blockquote mark.actor").all_inner_texts())
    assert "Ramli Daulay" in named and "Afrizal" in named
    expect(page.locator("#sure")).to_contain_text("1 laporan dari 1 media")


def test_the_language_changes_on_the_spot_and_keeps_what_was_chosen(page: Page, site: Path) -> None:
    page.goto(at(site, "events.html#type=pledge"))
    settled(page)
    page.get_by_role("link", name="English").click()
    expect(page.locator("#state")).to_have_text("3 found")
    expect(page.locator("#list")).to_contain_text("Bantaeng Regency")
    assert "#type=pledge" in page.url


def test_the_button_turns_dark_and_the_next_page_stays_so(page: Page, site: Path) -> None:
    page.goto(at(site, "index.html"))
    page.get_by_role("button", name="Gelap/terang").click()
    page.goto(at(site, "time.html"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 22, 28)"


def test_the_keyboard_reaches_the_content_and_the_menu(page: Page, site: Path) -> None:
    page.goto(at(site, "index.html"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Lini masa")


def test_markup_in_the_news_stays_text(page: Page, trouble: Trouble, tmp_path: Path) -> None:
    site = hostile_site(tmp_path)
    for folder in ("", "en/"):
        for name in [*(f"{name}.html" for name in PAGES), f"event.html#{EVENT}"]:
            page.goto(at(site, f"{folder}{name}"))
            page.wait_for_timeout(50)
            made = page.locator(
                "img, iframe, a[href^='javascript'], main script:not([type='application/json'])"
            )
            assert made.count() == 0, name
            assert page.evaluate("window.harmed") is None
    expect(page.locator("#reports")).to_contain_text("<img src=x onerror=")
    page.goto(at(site, "voices.html"))
    expect(page.locator("#list")).to_contain_text("<script>")


def test_an_event_that_is_not_there_says_what_to_do(page: Page, site: Path) -> None:
    page.goto(at(site, "event.html#zzzz"))
    expect(page.locator("#state")).to_contain_text("warta events show")


def test_an_event_that_comes_late_does_not_take_the_place_of_the_next(page: Page, site: Path) -> None:
    page.goto(at(site, "events.html"))
    settled(page)
    first, second = (link.get_attribute("href") for link in page.locator("#list a").all()[:2])
    shard = str(first).partition("#")[2][:1]
    with late(page, f"data/events/{shard}*.js"):
        page.goto(at(site, str(first)), wait_until="domcontentloaded")
        page.evaluate("hash => { location.hash = hash; }", str(second).partition("#")[2])
        expect(page.locator("#event")).to_be_visible()
        summary = page.locator("#summary").inner_text()
    page.wait_for_timeout(100)
    expect(page.locator("#summary")).to_have_text(summary)


def _event(page: Page, site: Path) -> str:
    page.goto(at(site, "events.html"))
    settled(page)
    return str(page.locator("#list a").first.get_attribute("href"))


def test_five_questions_are_answered_from_the_first_page_in_three_clicks(page: Page, site: Path) -> None:
    """As written down in docs/reading.md."""
    page.goto(at(site, "index.html"))  # where were most pacts signed in September 2024?
    follow(page, "Lini masa")
    heads = page.locator("thead th").all_inner_texts()
    row = page.locator("tbody tr", has_text="September 2024")
    row.locator("th, td").nth(heads.index("Ikrar atau pakta")).locator("a").click()
    expect(page.locator("#list li").first).to_contain_text("Kabupaten Bantaeng")

    page.goto(at(site, "index.html"))  # which officials were sanctioned?
    page.get_by_role("link", name="Siapa yang dijatuhi sanksi?").click()
    page.locator("[name=area]").select_option(label="Kabupaten Pasaman Barat")
    expect(page.locator("#list li")).to_have_count(1)
    expect(page.locator("#list li")).to_contain_text("Afrizal Chaniago (yang dikenai)")

    page.goto(at(site, "index.html"))  # who said it?
    page.get_by_role("link", name="Siapa mengatakan apa?").click()
    page.get_by_label("Cari").fill("netral itu diucapkan")
    expect(page.locator("#list li")).to_have_count(1)
    expect(page.locator("#list strong")).to_contain_text("Andi Ismail Mappasomba")
    page.get_by_role("link", name="Lihat bukti").click()
    expect(page.locator("#reports")).to_contain_text("Netral itu diucapkan")

    page.goto(at(site, "index.html"))  # which law is cited most?
    follow(page, "Peraturan mana")
    cited = [int(text) for text in page.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert cited == sorted(cited, reverse=True)
    expect(page.locator("tbody th").first).to_contain_text("PP 94/2021")

    page.goto(at(site, "index.html"))  # how sure is this row?
    page.get_by_role("link", name="Seberapa yakin baris ini?").click()
    expect(page.locator("#sure")).to_contain_text("hanya satu media")
    expect(page.locator("#reports mark").first).to_be_visible()
