"""What the server answers beside the pages."""

import pytest

from dashboards.menu import MENU
from dashboards.server import FOLDER
from tests.dashboards.browser import Browser
from tests.dashboards.conftest import PASSWORD, Site


@pytest.fixture
def browser(site: Site) -> Browser:
    browser = Browser(site.address)
    browser.sign_in(site.make_person("board.view"), PASSWORD)
    return browser


@pytest.mark.parametrize("path", ["/", *(f"/{entry.path}" for entry in MENU)])
def test_page_is_in_french_under_our_name_and_colors(browser: Browser, path: str) -> None:
    html = browser.get(path).text
    assert '<html lang="fr"' in html
    assert "<title>Quarante</title>" in html
    assert "Activez JavaScript" in html
    assert 'href="/assets/pages.css"' in html
    assert "favicon.png" not in html


@pytest.mark.parametrize(
    "path", ["/parametres", "/nimporte/quoi", "/index.html", "/accueil", "/tableau-de-bord/x"]
)
def test_unknown_address_says_so_and_leads_to_the_first_page(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status == 404
    assert "Cette adresse n’existe pas" in answer.text
    assert '<a class="button" href="/">' in answer.text
    assert 'href="/assets/login.css"' in answer.text


def test_address_with_an_end_slash_leads_to_the_page(browser: Browser) -> None:
    answer = browser.get("/tableau-de-bord/?period=2026-10")
    assert (answer.status, answer.location) == (301, "/tableau-de-bord?period=2026-10")


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config"])
def test_streamlit_answers_in_its_own_folders(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 200


def test_logo_reads_the_same_whatever_the_fonts() -> None:
    assert "<text" not in (FOLDER / "assets" / "logo.svg").read_text()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/theme.css", "text/css"),
        ("/assets/pages.css", "text/css"),
        ("/assets/login.css", "text/css"),
        ("/assets/mark.svg", "image/svg+xml"),
        ("/assets/source-sans.woff2", "font/woff2"),
    ],
)
def test_stranger_gets_the_files_of_the_sign_in_page(site: Site, path: str, kind: str) -> None:
    answer = Browser(site.address).get(path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(kind)
