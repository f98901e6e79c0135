"""dbt's documentation of the warehouse, served to whoever may see the board."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.company import MANAGER, PASSWORD, STRANGER, BuiltCompany
from tests.dashboards.browser import Browser
from tests.dashboards.conftest import PASSWORD as SITE_PASSWORD
from tests.dashboards.conftest import Site
from tests.serving import served

ADDRESS = "/docs/dbt"


@pytest.fixture(scope="module")
def address(company: BuiltCompany) -> Iterator[str]:
    """The application of the company, whose warehouse dbt built."""
    with served(company.url, company.data_dir) as address:
        yield address


def test_page_tells_the_models_and_the_figures(address: str) -> None:
    browser = Browser(address)
    browser.sign_in(MANAGER, PASSWORD)
    answer = browser.get(ADDRESS)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    found = re.search(r'manifest:({"metadata".*}),catalog:{"metadata"', answer.text)
    assert found is not None
    manifest = json.loads(found[1])
    assert "model.quarante.rpt_revenue_daily" in manifest["nodes"]
    assert "metric.quarante.revenue" in manifest["metrics"]


def test_page_fetches_nothing_from_elsewhere(address: str) -> None:
    browser = Browser(address)
    browser.sign_in(MANAGER, PASSWORD)
    answer = browser.get(ADDRESS)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"-src [^;]*(https?:|\*|//)", policy)
    assert "cloudfront" not in answer.text
    assert not re.search(r"<(?:script|link)\b[^>]*(?:src|href)=", answer.text)


def test_page_is_compressed_for_who_reads_that(address: str) -> None:
    browser = Browser(address)
    browser.sign_in(MANAGER, PASSWORD)
    answer = browser.get(ADDRESS, Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(browser.get(ADDRESS).text) / 3


def test_page_is_closed_to_who_may_not_see_the_board(address: str) -> None:
    browser = Browser(address)
    assert browser.get(ADDRESS).location == "/login?next=%2Fdocs%2Fdbt"
    browser.sign_in(STRANGER, PASSWORD)
    answer = browser.get(ADDRESS)
    assert answer.status == 403
    assert "Demandez-le à Camille Roux." in answer.text


def test_page_before_there_is_a_warehouse_says_how_it_comes(site: Site) -> None:
    browser = Browser(site.address)
    browser.sign_in(site.make_person("board.view"), SITE_PASSWORD)
    answer = browser.get(ADDRESS)
    assert answer.status == 404
    assert "quarante build" in answer.text
