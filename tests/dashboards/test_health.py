"""What a probe reads, and what people read when what the application depends on is gone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.access import SESSION_COOKIE
from tests.company import BuiltCompany
from tests.dashboards.browser import Browser
from tests.dashboards.conftest import Site
from tests.serving import served


def health(address: str) -> tuple[int, dict[str, str]]:
    answer = Browser(address).get("/health")
    return answer.status, json.loads(answer.text)


def test_application_before_its_warehouse_is_well(site: Site) -> None:
    assert health(site.address) == (200, {"status": "ok", "database": "ok", "lake": "empty"})


def test_application_with_its_warehouse_is_well(company: BuiltCompany) -> None:
    with served(company.url, company.data_dir) as address:
        assert health(address) == (200, {"status": "ok", "database": "ok", "lake": "ok"})


@pytest.fixture(scope="module")
def orphan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application without its database: nothing answers on port 9."""
    folder: Path = tmp_path_factory.mktemp("orphan")
    with served("postgresql://nobody:secret@127.0.0.1:9/none", folder) as address:
        yield address


def test_application_without_its_database_is_not(orphan: str) -> None:
    assert health(orphan) == (503, {"status": "error", "database": "error", "lake": "error"})


@pytest.mark.parametrize("path", ["/login", "/", "/tableau-de-bord"])
def test_people_read_that_it_will_come_back_and_nothing_of_the_cause(
    orphan: str, path: str
) -> None:
    browser = Browser(orphan, {SESSION_COOKIE: "some token"})
    answer = browser.get(path)
    assert answer.status == 500
    assert "Quarante ne peut pas répondre pour le moment." in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
