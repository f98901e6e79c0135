"""The board, on the warehouse of the company, as each person sees it."""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dashboards.components.periods import read_choice
from operational.core.clock import now
from operational.core.models import Agency
from operational.identity.operations import define_role, grant_role, set_password
from operational.identity.types import RowScope
from operational.workflows.transaction import transaction
from tests.company import MANAGER, OFFICE, PASSWORD, SELLER, BuiltCompany
from tests.dashboards.pages import pages_on, text
from tests.factories.identity import make_user
from transform.reader.catalog import indicators

Board = Callable[..., AppTest]


@pytest.fixture
def board(company: BuiltCompany) -> Iterator[Board]:
    """Opens the board for a person."""
    with pages_on(company.url, company.data_dir) as pages:
        yield lambda email, **query: pages.open(pages.sign_in(email, PASSWORD), **query)


@pytest.fixture(scope="session")
def agencies(company: BuiltCompany) -> dict[str, str]:
    """The keys of the agencies by their name."""
    with transaction(company.url) as session:
        return {name: str(key) for key, name in session.execute(select(Agency.id, Agency.name))}


def tile(app: AppTest, code: str) -> str:
    """What the tile of an indicator says, without its markup."""
    [article] = re.findall(rf'aria-labelledby="q-{code}">(.*?)</article>', text(app), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", article)).strip()


def test_every_indicator_of_the_catalog_has_a_tile_in_its_section(board: Board) -> None:
    app = board(MANAGER, period="2026-Q2")
    assert not app.exception
    sections = re.findall(
        r'q-group"><h2 id="[a-z-]+">(.*?)</h2>(.*?)</section>', text(app), re.DOTALL
    )
    shown = {
        code: section
        for section, html in sections
        for code in re.findall(r'<h3 id="q-(\w+)"', html)
    }
    expected = {metric.code: metric.section for metric in indicators()}
    assert shown == expected
    assert list(shown) == list(expected)


def test_value_and_past_and_change(board: Board) -> None:
    said = tile(board(MANAGER, period="2026-Q2"), "revenue")
    assert said == "CA facturé 1 500 € ▲ +25,0 % favorable N-1 1 200 € N-2 800 €"


def test_months_lead_to_the_end_of_the_period(board: Board) -> None:
    app = board(MANAGER, period="2026-Q2")
    assert 'aria-label="De 0 € en juin 2025 à 0 € en juin 2026"' in text(app)
    assert 'title="mai 2026 : 1 500 €"' in text(app)


def test_filter_goes_to_the_address_and_to_the_figures(
    board: Board, agencies: dict[str, str]
) -> None:
    app = board(MANAGER, period="2026-Q2")
    app.multiselect(key="filter-agency").select("Nice").run()
    assert app.query_params == {"period": "2026-Q2", "agency": agencies["Nice"]}
    assert "500 € ▲ +150,0 % favorable N-1 200 € N-2 0 €" in tile(app, "revenue")
    assert "<dt>Filtres</dt><dd>Agence : Nice</dd>" in text(app)


def test_link_shows_the_same_page(board: Board, agencies: dict[str, str]) -> None:
    app = board(MANAGER, period="2026-Q2", agency=agencies["Nice"])
    assert app.multiselect(key="filter-agency").value == [agencies["Nice"]]
    assert app.selectbox(key="filter-quarter").value == read_choice("2026-Q2", start_month=7)
    assert "500 €" in tile(app, "revenue")


def test_period_is_chosen_by_its_kind_then_its_name(board: Board) -> None:
    app = board(MANAGER, period="2026-Q2")
    app.selectbox(key="filter-kind").select("Exercice").run()
    assert app.query_params == {"period": "FY2025"}
    assert "<p>Exercice 2025-2026<span" in text(app)
    app.selectbox(key="filter-fiscal_year").select("exercice 2023-2024").run()
    assert app.query_params == {"period": "FY2023"}
    assert "CA facturé 800 €" in tile(app, "revenue")


def test_periods_go_back_to_the_first_figure(board: Board) -> None:
    app = board(MANAGER, period="2026-05")
    assert app.selectbox(key="filter-month").options[-1] == "mai 2024"


def test_period_begun_is_cut_at_today_unless_the_whole_is_asked_for(board: Board) -> None:
    app = board(MANAGER)
    assert "jusqu’au" in text(app)
    app.toggle(key="filter-to-date").set_value(False).run()
    assert app.query_params == {"to_date": "no"}
    assert "jusqu’au" not in text(app)


def test_seller_sees_their_own_figures_whatever_the_link_asks(
    board: Board, agencies: dict[str, str]
) -> None:
    app = board(SELLER, period="2026-Q2")
    assert tile(app, "revenue").startswith("CA facturé 1 000 € = 0,0 % stable")
    assert "Commercial : Paul Martin" in text(app)
    assert "– ne se filtre pas par commercial" in tile(app, "cash_collected")
    assert not [box for box in app.multiselect if box.key == "filter-salesperson"]
    elsewhere = board(SELLER, period="2026-Q2", agency=agencies["Nice"], salesperson="2")
    assert "1 000 €" not in tile(elsewhere, "revenue")
    assert "500 €" not in tile(elsewhere, "revenue")


def test_office_sees_its_agency_whatever_the_link_asks(
    board: Board, agencies: dict[str, str]
) -> None:
    app = board(OFFICE, period="2026-Q2", agency=agencies["Antibes"])
    assert "Le filtre « Agence » du lien désigne ce qui n’existe plus" in text(app)
    assert "CA facturé 500 €" in tile(app, "revenue")
    assert "Agence : Nice" in text(app)
    assert "Antibes" not in text(app)


def test_person_of_their_own_rows_who_is_no_employee_sees_no_figure(
    board: Board, company: BuiltCompany
) -> None:
    with transaction(company.url) as session:
        user = make_user(session)
        set_password(session, user=user, password=PASSWORD, at=now())
        role = define_role(session, code=f"own_{user.id}", name="Rôle", rights=["board.view"])
        grant_role(session, user=user, role=role, scope=RowScope.OWN)
    app = board(user.email, period="2026-Q2")
    assert "Aucun chiffre ne vous est rattaché" in text(app)
    assert "q-tile" not in text(app)


def test_freshness_is_said(board: Board) -> None:
    app = board(MANAGER)
    assert re.search(
        r'class="q-fresh" title="Données du .*">à jour (il y a|à l’instant)', text(app)
    )
