"""Databases into which something was imported once, for the tests of a module."""

from collections.abc import Iterator

import pytest

from operational.workflows.imports.report import ImportReport
from tests.conftest import new_database
from tests.operational.workflows.imports.steps import (
    NORTHWIND,
    ONLINE_RETAIL,
    SMALL_COMPANY,
    bring_in,
)

Imported = tuple[str, ImportReport]
"""The URL of a database, and the report of the import that made it."""


@pytest.fixture(scope="module")
def northwind(server_url: str, template: str) -> Iterator[Imported]:
    """The Northwind company."""
    with new_database(server_url, template=template) as url:
        yield url, bring_in(url, NORTHWIND, "northwind")


@pytest.fixture(scope="module")
def online_retail(server_url: str, template: str) -> Iterator[Imported]:
    """The web shop."""
    with new_database(server_url, template=template) as url:
        yield url, bring_in(url, ONLINE_RETAIL, "online_retail")


@pytest.fixture(scope="module")
def small_company(server_url: str, template: str) -> Iterator[Imported]:
    """The invented company, that has rows of every layout."""
    with new_database(server_url, template=template) as url:
        yield url, bring_in(url, SMALL_COMPANY)
