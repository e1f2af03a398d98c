"""Chromium for the tests of the site, what a page did while it was open, and ways to wait for it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, sync_playwright

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass
class Trouble:
    """What must not happen on a page: complaints on the console, errors, requests to elsewhere."""

    said: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._dismiss)
        page.on("request", lambda request: self.requested.append(request.url))

    def _dismiss(self, dialog: Dialog) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def elsewhere(self) -> list[str]:
        return [url for url in self.requested if not url.startswith(("file://", "data:,"))]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of this machine; where there is none the test is skipped and says so."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install Debian's package chromium, or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def settled(page: Page) -> None:
    """Wait until the page's list or event is there."""
    page.wait_for_function(
        "() => !document.getElementById('state') || document.getElementById('state').hidden"
        " || document.getElementById('list')?.dataset.ready"
    )


def follow(page: Page, words: str) -> None:
    """Click a link and wait until its page has come: what is read without waiting would be of the page before."""
    with page.expect_navigation():
        page.get_by_role("link", name=words).click()


@contextmanager
def late(page: Page, name: str) -> Iterator[None]:
    """Inside, a file of the site that the page asks for does not come; at the end it does."""
    waiting: list[Route] = []
    page.route(f"**/{name}", lambda route: waiting.append(route))
    yield
    page.route(f"**/{name}", lambda route: route.continue_())
    for route in waiting:
        route.continue_()
