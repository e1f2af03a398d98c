"""The dashboard as a reader has it: served on loopback, opened in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -e '.[dev]'")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.warehouse.explore.serving import Served, served
from tests.warehouse.report.browser import Trouble, chromium
from tests.warehouse.report.hostile import EVENT, hostile_site

SERIOUS = {"serious", "critical"}
PATHS = (
    "/",
    "/?type=pledge&province=73&q=ikrar",
    "/articles?q=memilih",
    "/sql?sql=SELECT+1+AS+x",
    "/event/none",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def app(browser: Browser, samples_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(samples_home / "warehouse.duckdb", tmp_path_factory.mktemp("state")) as found:
        found.search("netral")
        yield found


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def page(browser: Browser, app: Served, trouble: Trouble) -> Iterator[Page]:
    with browser.new_context(locale="id-ID", base_url=app.root) as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        trouble.watch(page)
        yield page
        assert not [said for said in trouble.said if "404" not in said]
        assert all(url.startswith((app.root, "data:,")) for url in trouble.requested)


def paths(page: Page) -> list[str]:
    """Addresses of every kind of page."""
    page.goto("/")
    event = str(page.locator("#list a").first.get_attribute("href"))
    page.goto(event)
    article = str(page.locator("article h3 a").first.get_attribute("href"))
    return ["/", *PATHS, event, article]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_every_page_can_be_read_by_all_at_any_width(
    browser: Browser, app: Served, scheme: str, width: int
) -> None:
    with browser.new_context(
        base_url=app.root,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    ) as context:
        page = context.new_page()
        for path in paths(page) if scheme == "light" else ("/", *PATHS):
            page.goto(f"/en{path}" if scheme == "dark" else path)
            expect(page.locator("h1")).not_to_be_empty()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            found = Axe().run(page).response["violations"]
            assert [(path, v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == []


def test_filters_take_effect_as_they_are_set_and_stand_in_the_address(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Provinsi", exact=True).select_option(value="13")
    expect(page.locator("#state")).to_have_text("3 peristiwa")
    assert page.locator("[name=area] option").all_inner_texts() == ["semua", "Kabupaten Pasaman Barat (3)"]
    page.get_by_label("Jenis", exact=True).select_option(value="asn_neutrality/sanction")
    expect(page.locator("#state")).to_have_text("1 peristiwa")
    assert page.url.endswith("/?type=asn_neutrality%2Fsanction&province=13")
    page.reload()
    expect(page.locator("#state")).to_have_text("1 peristiwa")
    page.get_by_role("link", name="Jenis Sanksi").click()
    expect(page.locator("#state")).to_have_text("3 peristiwa")
    page.get_by_label("Pelaku").fill("tidak ada nama ini")
    expect(page.locator("#results")).to_contain_text("Hapus satu saringan")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#state")).to_have_text("0 events")
    assert "province=13" in page.url


def test_evidence_is_reached_from_a_number_and_words_are_found_in_their_forms(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Angka yang sama sebagai tabel").click()
    row = page.locator("tbody tr", has_text="Desember 2024")
    number = row.locator("a").last.inner_text()
    row.locator("a").last.click()
    expect(page.locator("#state")).to_have_text(f"{number} peristiwa")
    page.locator("#list a").first.click()
    expect(page.locator("mark.actor").first).to_be_visible()
    page.get_by_role("link", name="Baca dalam artikel").click()
    expect(page.locator(".text mark.event").first).to_be_visible()
    page.get_by_role("link", name="Cari artikel").click()
    page.get_by_role("searchbox").fill("dipilih")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#list mark.found", has_text="Pemilihan").first).to_be_visible()


def test_what_is_filtered_can_be_downloaded(page: Page) -> None:
    page.goto("/?type=pledge")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig")
    assert (
        lines.count("\nasn_neutrality") == 0
        and lines.count(",pledge,") == page.locator("#list > li").count() == 3
    )


def test_it_works_without_scripts_and_by_keyboard(browser: Browser, app: Served, page: Page) -> None:
    with browser.new_context(java_script_enabled=False, base_url=app.root) as context:
        plain = context.new_page()
        plain.goto("/")
        plain.get_by_label("Status", exact=True).select_option(value="planned")
        plain.get_by_role("button", name="Terapkan").click()
        expect(plain.locator(".chips")).to_contain_text("direncanakan")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "q")
    page.keyboard.type("ikrar")
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_contain_text("ikrar")


def test_a_dashboard_that_was_ended_says_so(browser: Browser, samples_home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes((samples_home / "warehouse.duckdb").read_bytes())
    with browser.new_context() as context:
        page = context.new_page()
        with served(copy, tmp_path) as app:
            page.goto(app.root)
        page.get_by_label("Status", exact=True).select_option(value="planned")
        expect(page.locator("#state")).to_contain_text("Apakah warta explore masih berjalan?")


def test_markup_in_the_news_stays_text(browser: Browser, trouble: Trouble, tmp_path: Path) -> None:
    hostile_site(tmp_path)
    with (
        served(tmp_path / "home" / "warehouse.duckdb", tmp_path) as app,
        browser.new_context(base_url=app.root) as context,
    ):
        app.search("script")
        page = context.new_page()
        trouble.watch(page)
        page.goto(f"/event/{EVENT}")
        article = str(page.locator("article h3 a").first.get_attribute("href"))
        for path in ("/", "/?q=script&actor=%3Cimg+src%3Dx%3E", f"/event/{EVENT}", article, "/articles?q=script",
                     "/sql?sql=SELECT+title,+outlet+FROM+articles"):  # fmt: skip
            page.goto(path)
            assert page.locator("img, iframe, a[href^='javascript'], main script").count() == 0, path
            assert page.evaluate("window.harmed") is None
        expect(page.locator(".answer")).to_contain_text("<img src=x onerror=")
        assert not trouble.said
