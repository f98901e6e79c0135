"""The script that draws every page: who may see what, and what the others read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from operational.core.clock import now
from operational.identity.operations import define_role, grant_role, set_password, sign_out
from operational.identity.types import RowScope
from operational.workflows.transaction import transaction
from tests.dashboards.pages import Pages, pages_on, text
from tests.factories.identity import make_user

PASSWORD = "une phrase de passe"


@pytest.fixture
def pages(database_url: str, tmp_path: Path) -> Iterator[Pages]:
    """The pages on a database that was never loaded into a warehouse."""
    with pages_on(database_url, tmp_path) as pages:
        yield pages


def sign_in_with(pages: Pages, *rights: str, name: str = "Camille <b>Roux</b>") -> str:
    """Signs in a new person who has rights on every row."""
    with transaction(pages.url) as session:
        user = make_user(session, name=name)
        set_password(session, user=user, password=PASSWORD, at=now())
        role = define_role(session, code=f"role_{user.id}", name="Rôle", rights=rights)
        grant_role(session, user=user, role=role, scope=RowScope.ALL)
    return pages.sign_in(user.email, PASSWORD)


def test_stranger_reads_that_the_session_ended_and_sees_no_menu(pages: Pages) -> None:
    app = pages.open(None)
    assert "Votre session est terminée" in text(app)
    assert 'href="/login?next=/"' in text(app)
    assert not app.sidebar.children


def test_person_who_signed_out_elsewhere_is_out_at_the_next_click(pages: Pages) -> None:
    token = sign_in_with(pages, "board.view")
    assert "Se déconnecter" in text(pages.open(token))
    with transaction(pages.url) as session:
        sign_out(session, token=token, at=now())
    assert "Votre session est terminée" in text(pages.open(token))


def test_person_without_a_page_reads_who_can_open_one(pages: Pages) -> None:
    sign_in_with(pages, "users.manage", name="Anne & Cie")
    app = pages.open(sign_in_with(pages))
    assert "Aucune page ne vous est encore ouverte" in text(app)
    assert "adressez-vous à Anne &amp; Cie." in text(app)


def test_menu_starts_closed_on_a_narrow_screen(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(
        st, "set_page_config", lambda **over: asked.append(over["initial_sidebar_state"])
    )
    token = sign_in_with(pages)
    pages.open(token)
    pages.open(token, narrow=True)
    assert asked == [240, "collapsed"]


def test_name_of_a_person_is_text_and_never_markup(pages: Pages) -> None:
    app = pages.open(sign_in_with(pages))
    assert "<strong>Camille &lt;b&gt;Roux&lt;/b&gt;</strong>" in text(app)


def test_board_without_a_warehouse_says_what_to_do(pages: Pages) -> None:
    app = pages.open(sign_in_with(pages, "board.view"))
    assert not app.exception
    assert "Vos indicateurs s’afficheront ici" in text(app)
    assert "« quarante import »" in text(app)


def test_page_that_fails_says_so_and_nothing_of_the_cause() -> None:
    def fail() -> None:
        from dashboards.server import show_page_failure

        show_page_failure(ValueError("the cause"))

    app = AppTest.from_function(fail, default_timeout=60).run()
    assert "Cette page n’a pas pu s’afficher" in text(app)
    assert "the cause" not in text(app)
