"""The companies of the oracle, each opened once for all its tests."""

from collections.abc import Iterator

import pytest

from tests.oracle.companies import CASES, Opened, opened

LONG = ("demo-2", "demo-3")
"""More of the same: run by name, with what takes minutes."""


@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=[pytest.mark.soak] * (name in LONG)) for name in CASES],
)
def company(
    request: pytest.FixtureRequest,
    server_url: str,
    template: str,
    parsed_project: None,  # noqa: ARG001 - dbt has little left to parse
) -> Iterator[Opened]:
    """Each company in turn; only to be read."""
    with opened(request.param, server_url=server_url, template=template) as found:
        yield found
