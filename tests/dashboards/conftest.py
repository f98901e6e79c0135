"""The application served on a migrated database, and people who sign in."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from operational.core.clock import now
from operational.identity.operations import define_role, grant_role, set_password
from operational.identity.types import RowScope
from operational.workflows.transaction import transaction
from tests.company import company
from tests.conftest import new_database
from tests.factories.identity import make_user
from tests.serving import served

__all__ = ["company"]

PASSWORD = "une phrase de passe"


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts `__main__` back after a test: a page run by AppTest takes its place for good."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@dataclass(frozen=True, slots=True)
class Site:
    """The application, and the database under it."""

    address: str
    database_url: str

    def make_person(self, *rights: str) -> str:
        """Creates a person with rights on every row; they sign in with this address and PASSWORD."""
        with transaction(self.database_url) as session:
            user = make_user(session)
            set_password(session, user=user, password=PASSWORD, at=now())
            if rights:
                role = define_role(session, code=f"role_{user.id}", name="Rôle", rights=rights)
                grant_role(session, user=user, role=role, scope=RowScope.ALL)
            return user.email


@pytest.fixture(scope="session")
def site(
    server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The application on a database of its own, which the tests of a worker share."""
    folder = tmp_path_factory.mktemp("data")
    with new_database(server_url, template=template) as url, served(url, folder) as address:
        yield Site(address, url)
