"""The detail of an indicator, on the warehouse of the company, as each person sees it."""

import re
from collections.abc import Callable, Iterator
from html import escape

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from operational.core.models import Agency
from operational.workflows.transaction import transaction
from tests.company import MANAGER, OFFICE, PASSWORD, SELLER, STRANGER, BuiltCompany
from tests.dashboards.pages import pages_on, text
from transform.reader.catalog import indicators

Detail = Callable[..., AppTest]


@pytest.fixture
def detail(company: BuiltCompany) -> Iterator[Detail]:
    """Opens the detail for a person."""
    with pages_on(company.url, company.data_dir) as pages:
        yield lambda email, **query: pages.open(
            pages.sign_in(email, PASSWORD), path="detail", **query
        )


def rows(app: AppTest) -> list[str]:
    """What the rows of the tables say, without their markup."""
    bodies = "".join(re.findall(r"<tbody>(.*?)</tbody>", text(app), re.DOTALL))
    lines = re.findall(r"<tr>(.*?)</tr>", bodies, re.DOTALL)
    return [" | ".join(re.findall(r"<td[^>]*>(.*?)</td>", line)) for line in lines]


def test_documents_add_up_to_the_figure(detail: Detail) -> None:
    app = detail(MANAGER, figure="revenue", period="2026-Q2")
    assert not app.exception
    assert "<h1>CA facturé : 1 500,00 €</h1>" in text(app)
    assert [row.split(" | ")[-1] for row in rows(app)] == ["1 000,00", "500,00"]
    assert all(row.startswith("Facture ou avoir | ") for row in rows(app))
    assert "Total des 2 lignes" in text(app)
    assert '<td class="q-number">1 500,00</td>' in text(app)


def test_ratio_has_a_table_for_each_of_its_terms_in_words(detail: Detail) -> None:
    app = detail(MANAGER, figure="average_invoice", period="2026-Q2")
    assert "Numérateur : CA facturé</h2>" in text(app)
    assert "Dénominateur : nombre de factures et de tickets, hors avoirs et retours</h2>" in text(
        app
    )
    assert len(rows(app)) == 4


def test_filters_of_the_link_are_kept_on_the_way_back(
    detail: Detail, company: BuiltCompany
) -> None:
    with transaction(company.url) as session:
        nice = session.scalars(select(Agency.id).filter_by(name="Nice")).one()
    app = detail(MANAGER, figure="revenue", period="2026-Q2", agency=str(nice))
    assert [row.split(" | ")[-1] for row in rows(app)] == ["500,00"]
    assert "T2 2026 · Agence : Nice" in text(app)
    assert f'href="/tableau-de-bord?period=2026-Q2&amp;agency={nice}"' in text(app)


def test_seller_and_office_see_their_own_documents_whatever_the_link_asks(
    detail: Detail, company: BuiltCompany
) -> None:
    with transaction(company.url) as session:
        agencies = {name: key for key, name in session.execute(select(Agency.id, Agency.name))}
    seller = detail(SELLER, figure="revenue", period="2026-Q2")
    assert [row.split(" | ")[-1] for row in rows(seller)] == ["1 000,00"]
    office = detail(OFFICE, figure="revenue", period="2026-Q2", agency=str(agencies["Antibes"]))
    assert [row.split(" | ")[-1] for row in rows(office)] == ["500,00"]
    elsewhere = detail(SELLER, figure="revenue", period="2026-Q2", agency=str(agencies["Nice"]))
    assert rows(elsewhere) == []
    assert "Aucun document sur cette période." in text(elsewhere)


def test_indicator_that_refuses_the_filters_says_so(detail: Detail) -> None:
    app = detail(SELLER, figure="cash_collected", period="2026-Q2")
    assert not app.exception
    assert "Cet indicateur ne se filtre pas par commercial." in text(app)
    assert rows(app) == []


@pytest.mark.parametrize("figure", ["", "nothing", "<b>"])
def test_indicator_that_does_not_exist_is_said(detail: Detail, figure: str) -> None:
    app = detail(MANAGER, figure=figure)
    assert not app.exception
    assert "Cet indicateur n’existe pas" in text(app)


def test_person_without_the_right_of_the_board_sees_no_document(detail: Detail) -> None:
    app = detail(STRANGER, figure="revenue", period="2026-Q2")
    assert "Cette page ne vous est pas ouverte" in text(app)
    assert "Demandez-le à Camille Roux." in text(app)
    assert rows(app) == []


def test_every_indicator_has_its_detail(detail: Detail) -> None:
    for metric in indicators():
        app = detail(MANAGER, figure=metric.code, period="2026-Q2")
        assert not app.exception, metric.code
        assert f"<h1>{escape(metric.label)} : " in text(app)
        assert text(app).count('class="q-table-title"') == len(metric.terms)
