"""What the database refuses about equipment, costs and surveys."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.sales.invoicing.models import InvoiceLine
from operational.service.models import (
    CostRate,
    EquipmentCoverage,
    InterventionBilling,
)
from tests.factories.base import make
from tests.factories.catalog import make_item
from tests.factories.contracts import make_contract
from tests.factories.sales import make_invoice
from tests.factories.service import (
    make_equipment,
    make_intervention,
    make_labor,
    make_part,
    make_survey,
    make_ticket,
    make_travel,
)
from tests.refusals import insert_like, refused, sql


def test_cost_that_is_not_hours_at_their_rate(session: Session) -> None:
    intervention = make_intervention(session)
    with refused(session, "ck_intervention_labor_cost_of_hours"):
        make_labor(session, intervention, cost=Decimal("69.99"))


def test_cost_that_is_not_parts_at_their_cost(session: Session) -> None:
    intervention = make_intervention(session)
    with refused(session, "ck_intervention_part_cost_of_part"):
        make_part(session, intervention, quantity=Decimal(2))


def test_cost_that_is_not_the_way_at_its_rates(session: Session) -> None:
    intervention = make_intervention(session)
    with refused(session, "ck_intervention_travel_cost_of_way"):
        make_travel(session, intervention, cost=Decimal("55.01"))


def test_two_cost_rates_at_once(session: Session) -> None:
    row = {
        "company_id": make_ticket(session).company_id,
        "kind": "labor_hour",
        "job": "technician",
        "cost": Decimal(35),
        "valid_from": date(2026, 1, 1),
    }
    rate = make(session, CostRate, row, {})
    with refused(session, "ex_cost_rate_overlap"):
        insert_like(session, rate, valid_from=date(2026, 7, 1))


def test_invoice_line_that_invoices_two_interventions(session: Session) -> None:
    line = invoice_line(session)
    row = {"intervention_id": make_intervention(session).id, "invoice_line_id": line}
    billing = make(session, InterventionBilling, row, {})
    with refused(session, "uq_intervention_billing_invoice_line_id"):
        insert_like(session, billing, intervention_id=make_intervention(session).id)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"score": 11, "answered_on": date(2026, 6, 8)}, "score_from_0_to_10"),
        ({"score": 9}, "answered_on_with_score"),
        ({"score": 9, "answered_on": date(2026, 6, 1)}, "answered_on_after_sent_on"),
        ({"service_ticket_id": None}, "one_subject"),
    ],
)
def test_survey_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    survey = make_survey(session)
    with refused(session, f"ck_satisfaction_survey_{constraint}"):
        insert_like(session, survey, **values)


def test_answered_survey_changed(session: Session) -> None:
    make_survey(session, score=3, answered_on=date(2026, 6, 8))
    with refused(session, "QU001"):
        sql(session, "UPDATE service.satisfaction_survey SET score = 10")


def test_two_pieces_of_equipment_under_one_serial(session: Session) -> None:
    equipment = make_equipment(session, item_id=make_item(session).id, serial="A-100")
    with refused(session, "uq_equipment_serial"):
        insert_like(session, equipment)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        (
            {"delivered_on": date(2026, 6, 2), "commissioned_on": date(2026, 6, 1)},
            "commissioned_on_after_delivered_on",
        ),
        ({"removed_on": date(2026, 6, 2)}, "removed_on_with_removal_reason"),
        ({"designation": " "}, "designation_given"),
    ],
)
def test_equipment_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    with refused(session, f"ck_equipment_{constraint}"):
        make_equipment(session, **values)


def test_warranty_from_no_date(session: Session) -> None:
    with refused(session, "ck_equipment_warranty_from_a_date"):
        make_equipment(session, warranty_ends_on=date(2028, 1, 1))


def test_equipment_covered_twice_by_a_contract(session: Session) -> None:
    row = {
        "equipment_id": make_equipment(session).id,
        "service_contract_id": make_contract(session).id,
        "valid_from": date(2026, 1, 1),
    }
    coverage = make(session, EquipmentCoverage, row, {})
    with refused(session, "ex_equipment_coverage_overlap"):
        insert_like(session, coverage, valid_from=date(2026, 5, 1))


def invoice_line(session: Session) -> int:
    """The key of the line of a new invoice."""
    invoice = make_invoice(session)
    query = select(InvoiceLine.id).filter_by(invoice_id=invoice.id)
    return session.scalars(query).one()
