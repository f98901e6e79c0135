"""What the database refuses about service contracts."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from operational.contracts.models import (
    ContractRenewal,
    ContractSuspension,
    PriceIndex,
    PriceIndexValue,
    ServiceContract,
)
from tests.factories.base import make
from tests.factories.contracts import (
    make_amendment,
    make_contract,
    make_contract_line,
    make_period,
    make_visit,
)
from tests.factories.identity import make_user
from tests.factories.sales import make_invoice
from tests.refusals import check_now, insert_like, refused, sql

STATE = "UPDATE contracts.service_contract SET state = :state WHERE id = :id"


def make_next_contract(session: Session) -> ServiceContract:
    return make_contract(session, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))


@pytest.mark.parametrize(
    "change",
    [
        "yearly_net = 1",
        "customer_id = customer_id + 1",
        "ends_on = '2030-12-31'",
        "reference = 'X'",
    ],
)
def test_what_was_signed_changed(session: Session, change: str) -> None:
    contract = make_contract(session)
    with refused(session, "QU001"):
        sql(
            session,
            f"UPDATE contracts.service_contract SET {change} WHERE id = :id",
            id=contract.id,
        )


def test_contract_in_force_deleted(session: Session) -> None:
    make_contract(session)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM contracts.service_contract")


def test_state_out_of_turn(session: Session) -> None:
    contract = make_contract(session)
    sql(session, STATE, state="expired", id=contract.id)
    with refused(session, "QU004"):
        sql(session, STATE, state="active", id=contract.id)


def test_draft_in_force_without_a_reference(session: Session) -> None:
    contract = make_contract(session, active=False)
    with refused(session, "ck_service_contract_activated_if_not_draft"):
        sql(session, STATE, state="active", id=contract.id)


def test_termination_without_a_reason(session: Session) -> None:
    contract = make_contract(session)
    with refused(session, "ck_service_contract_terminated_whole"):
        sql(session, STATE, state="terminated", id=contract.id)


def test_termination_after_the_term(session: Session) -> None:
    contract = make_contract(session)
    with refused(session, "ck_service_contract_terminated_in_term"):
        sql(
            session,
            "UPDATE contracts.service_contract SET state = 'terminated',"
            " terminated_on = ends_on + 1, terminated_by_id = activated_by_id,"
            " termination_reason = 'Vente' WHERE id = :id",
            id=contract.id,
        )


@pytest.mark.parametrize(
    ("revision", "rate"), [("index", None), ("rate", None), ("none", Decimal(2))]
)
def test_revision_without_what_it_takes(
    session: Session, revision: str, rate: Decimal | None
) -> None:
    with refused(session, "ck_service_contract_revision_of_kind"):
        make_contract(session, price_revision=revision, revision_rate=rate)


def test_price_that_is_not_the_sum_of_the_lines(session: Session) -> None:
    contract = make_contract(session)
    check_now(session)
    with refused(session, "QU002"):
        make_contract_line(session, contract, Decimal(1), position=2)


def test_contract_put_in_force_with_another_price_than_its_lines(session: Session) -> None:
    with refused(session, "QU002"):
        contract = make_contract(session, active=False)
        sql(
            session,
            "UPDATE contracts.service_contract SET yearly_net = 250, state = 'active',"
            " reference = 'CT-1', activated_at = now(), activated_by_id = :by WHERE id = :id",
            by=make_user(session).id,
            id=contract.id,
        )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE contracts.contract_line SET position = 9", "DELETE FROM contracts.contract_line"],
)
def test_line_of_a_contract_in_force_changed(session: Session, statement: str) -> None:
    make_contract(session)
    with refused(session, "QU001"):
        sql(session, statement)


def test_line_whose_net_is_not_its_product(session: Session) -> None:
    contract = make_contract(session, active=False)
    with refused(session, "ck_contract_line_net_of_line"):
        make_contract_line(session, contract, Decimal(10), position=2, quantity=Decimal(2))


def test_amendment_that_is_not_the_sum_of_its_lines(session: Session) -> None:
    contract = make_contract(session)
    with refused(session, "QU002"):
        amendment = make_amendment(session, contract, Decimal(60))
        make_contract_line(
            session, contract, Decimal(1), position=2, contract_amendment_id=amendment.id
        )


def test_amendment_changed(session: Session) -> None:
    make_amendment(session, make_contract(session), Decimal(60))
    with refused(session, "QU001"):
        sql(session, "UPDATE contracts.contract_amendment SET yearly_net_change = 0")


def test_amendment_after_the_term(session: Session) -> None:
    contract = make_contract(session)
    with refused(session, "QU005"):
        make_amendment(session, contract, Decimal(60), effective_on=date(2027, 1, 1))


def test_line_of_the_amendment_of_another_contract(session: Session) -> None:
    amendment = make_amendment(session, make_contract(session), Decimal(60))
    other = make_contract(session, active=False)
    with refused(session, "fk_contract_line_service_contract_id_contract_amendment_id"):
        make_contract_line(session, other, Decimal(1), contract_amendment_id=amendment.id)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("ends_on = starts_on - 1", "ends_on_after_starts_on"),
        ("billing_months = 0", "billing_months_positive"),
        ("yearly_net = -1", "yearly_net_not_negative"),
        ("reference = 'CT-X'", "activated_at_with_reference"),
    ],
)
def test_draft_that_makes_no_sense(session: Session, change: str, constraint: str) -> None:
    make_contract(session, active=False)
    with refused(session, f"ck_service_contract_{constraint}"):
        sql(session, f"UPDATE contracts.service_contract SET {change}")


def test_reference_given_twice(session: Session) -> None:
    contract = make_contract(session)
    with refused(session, "uq_service_contract_company_id_reference"):
        insert_like(session, contract)


def test_two_periods_on_the_same_day(session: Session) -> None:
    period = make_period(session, make_contract(session))
    with refused(session, "ex_contract_period_overlap"):
        insert_like(session, period, starts_on=date(2026, 6, 30), ends_on=date(2026, 12, 31))


def test_period_after_the_end_of_the_contract(session: Session) -> None:
    period = make_period(session, make_contract(session))
    with refused(session, "QU005"):
        insert_like(session, period, starts_on=date(2026, 7, 1), ends_on=date(2027, 1, 1))


def test_period_invoiced_twice(session: Session) -> None:
    period = make_period(session, make_contract(session), invoice_id=make_invoice(session).id)
    again = make_invoice(session)
    with refused(session, "QU001"):
        sql(session, "UPDATE contracts.contract_period SET invoice_id = :id", id=again.id)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM contracts.contract_period WHERE id = :id", id=period.id)


def test_visit_generated_twice(session: Session) -> None:
    visit = make_visit(session)
    with refused(session, "uq_contract_visit_service_contract_id_due_on"):
        insert_like(session, visit)


def test_visit_due_out_of_the_term(session: Session) -> None:
    visit = make_visit(session)
    with refused(session, "QU005"):
        insert_like(session, visit, due_on=date(2027, 1, 1))


def test_visit_done_by_nobody(session: Session) -> None:
    make_visit(session)
    with refused(session, "ck_contract_visit_done_on_with_done_by_id"):
        sql(session, "UPDATE contracts.contract_visit SET done_on = '2026-06-20'")


def test_visit_canceled_without_a_reason(session: Session) -> None:
    make_visit(session)
    with refused(session, "ck_contract_visit_canceled_whole"):
        sql(session, "UPDATE contracts.contract_visit SET canceled_on = '2026-06-20'")


def test_canceled_visit_taken_up_again(session: Session) -> None:
    canceled = {"canceled_on": date(2026, 6, 20), "cancel_reason": "Doublon"}
    make_visit(session, canceled_by_id=make_user(session).id, **canceled)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE contracts.contract_visit"
            " SET canceled_on = NULL, canceled_by_id = NULL, cancel_reason = NULL",
        )


def test_renewal_that_does_not_start_the_day_after(session: Session) -> None:
    old, new = make_contract(session), make_contract(session, starts_on=date(2026, 12, 31))
    row = {"old_contract_id": old.id, "new_contract_id": new.id, "renewed_on": date(2027, 1, 4)}
    with refused(session, "QU005"):
        make(session, ContractRenewal, row | {"kind": "tacit"}, {})


def test_contract_renewed_twice(session: Session) -> None:
    old, new = make_contract(session), make_next_contract(session)
    row = {"old_contract_id": old.id, "new_contract_id": new.id, "renewed_on": date(2027, 1, 4)}
    renewal = make(session, ContractRenewal, row | {"kind": "tacit"}, {})
    other = make_next_contract(session)
    with refused(session, "uq_contract_renewal_old_contract_id"):
        insert_like(session, renewal, new_contract_id=other.id)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM contracts.contract_renewal")


def test_two_suspensions_at_once(session: Session) -> None:
    row = {
        "service_contract_id": make_contract(session).id,
        "starts_on": date(2026, 3, 1),
        "reason": "Impayé",
        "by_id": make_user(session).id,
    }
    suspension = make(session, ContractSuspension, row, {})
    with refused(session, "ex_contract_suspension_overlap"):
        insert_like(session, suspension, starts_on=date(2026, 5, 1))
    with refused(session, "QU005"):
        sql(session, "UPDATE contracts.contract_suspension SET ends_on = '2027-01-01'")


def test_value_of_an_index_in_the_middle_of_a_month(session: Session) -> None:
    index = make(session, PriceIndex, {"code": "icht", "label": "ICHT-IME"}, {})
    row = {"price_index_id": index.id, "month": date(2026, 3, 2), "value": Decimal("121.3")}
    with refused(session, "ck_price_index_value_month_by_first_day"):
        make(session, PriceIndexValue, row, {})
