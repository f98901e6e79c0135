"""A real browser, at the widths of a desk and of a phone."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.company import BuiltCompany, company
from tests.serving import served

__all__ = ["company"]

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

PATIENCE = 30_000
"""Milliseconds a page may take on a machine that is busy with other tests."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The Chromium of the system; without it the journeys are skipped, except in CI.

    Not for the session: Playwright keeps an event loop running in the thread, which others need.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        say = pytest.fail if "CI" in os.environ else pytest.skip
        say("journeys need Chromium: install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(company: BuiltCompany) -> Iterator[str]:
    """The address of the application of the company."""
    with served(company.url, company.data_dir) as address:
        yield address


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """A page on a desk, in a browser that knows nobody."""
    yield from _page(chromium, DESK)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page on a phone, in a browser that knows nobody."""
    yield from _page(chromium, PHONE)


def _page(chromium: Browser, size: ViewportSize) -> Iterator[Page]:
    with chromium.new_context(viewport=size, locale="fr-FR") as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
