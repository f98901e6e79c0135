"""Service contracts and what comes with them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from operational.contracts.models import (
    ContractAmendment,
    ContractLine,
    ContractPeriod,
    ContractType,
    ContractVisit,
    ServiceContract,
)
from operational.crm.models import Customer
from tests.factories.base import make, next_number
from tests.factories.catalog import the_vat_rate
from tests.factories.crm import make_customer
from tests.factories.identity import make_user


def make_contract_type(session: Session, **over: Any) -> ContractType:
    """A yearly contract with one visit."""
    number = next_number()
    return make(session, ContractType, {"code": f"T{number}", "label": "Entretien annuel"}, over)


def make_contract(session: Session, *, active: bool = True, **over: Any) -> ServiceContract:
    """A contract of 2026 at 240.00 a year, in force unless said, of a new customer unless said."""
    customer_id = over.pop("customer_id", None) or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    type_id = over.pop("contract_type_id", None) or make_contract_type(session).id
    defaults = {
        "company_id": customer.company_id,
        "agency_id": customer.agency_id,
        "contract_type_id": type_id,
        "customer_id": customer.id,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "yearly_net": Decimal("240.00"),
    }
    contract = make(session, ServiceContract, defaults, over)
    make_contract_line(session, contract, contract.yearly_net)
    if active:
        activate(session, contract)
    return contract


def make_contract_line(
    session: Session, contract: ServiceContract, net: Decimal, **over: Any
) -> ContractLine:
    """A line of a contract at a yearly price."""
    defaults = {
        "service_contract_id": contract.id,
        "position": 1,
        "designation": "Visite d'entretien",
        "unit_price": net,
        "vat_rate_id": the_vat_rate(session).id,
        "yearly_net": net,
    }
    return make(session, ContractLine, defaults, over)


def activate(session: Session, contract: ServiceContract) -> None:
    """Puts a draft in force."""
    contract.activated_by_id, contract.state = make_user(session).id, "active"
    contract.reference = f"CT-2026-{next_number():05d}"
    contract.activated_at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    session.flush()


def make_amendment(
    session: Session, contract: ServiceContract, change: Decimal, **over: Any
) -> ContractAmendment:
    """An amendment of 1 July 2026 of one line."""
    defaults = {
        "service_contract_id": contract.id,
        "number": 1,
        "effective_on": date(2026, 7, 1),
        "yearly_net_change": change,
        "reason": "Second appareil",
        "by_id": make_user(session).id,
    }
    amendment = make(session, ContractAmendment, defaults, over)
    make_contract_line(session, contract, change, contract_amendment_id=amendment.id)
    return amendment


def make_period(session: Session, contract: ServiceContract, **over: Any) -> ContractPeriod:
    """The first half of 2026, 120.00."""
    defaults = {
        "service_contract_id": contract.id,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 6, 30),
        "invoice_on": date(2026, 1, 1),
        "net": Decimal("120.00"),
    }
    return make(session, ContractPeriod, defaults, over)


def make_visit(session: Session, **over: Any) -> ContractVisit:
    """A visit due on 30 June 2026, of a new contract unless said."""
    contract_id = over.pop("service_contract_id", None) or make_contract(session).id
    defaults = {"service_contract_id": contract_id, "due_on": date(2026, 6, 30)}
    return make(session, ContractVisit, defaults, over)
