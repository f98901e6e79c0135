"""Payments and what they need."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.crm.models import Customer
from operational.payments.models import BankAccount, DepositSlip, Payment, PaymentMethod
from tests.factories.base import make, next_number
from tests.factories.core import make_company
from tests.factories.crm import make_customer


def the_method(session: Session, kind: str) -> PaymentMethod:
    """The payment method of a kind, made once."""
    found = session.scalars(select(PaymentMethod).filter_by(code=kind)).one_or_none()
    return found or make(session, PaymentMethod, {"code": kind, "label": kind, "kind": kind}, {})


def make_payment(session: Session, *, method: str = "bank_transfer", **over: Any) -> Payment:
    """100.00 received on 1 June 2026, from a new customer unless said."""
    customer_id = over.pop("customer_id", None) or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    defaults = {
        "company_id": customer.company_id,
        "agency_id": customer.agency_id,
        "customer_id": customer.id,
        "payment_method_id": the_method(session, method).id,
        "reference": f"RG{next_number():06d}",
        "received_on": date(2026, 6, 1),
        "amount": Decimal("100.00"),
    }
    return make(session, Payment, defaults, over)


def make_bank_account(session: Session, **over: Any) -> BankAccount:
    """A bank account, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_company(session).id
    iban = f"FR76{next_number():023d}"
    defaults = {"company_id": company_id, "label": "Compte courant", "iban": iban}
    return make(session, BankAccount, defaults, over)


def make_deposit_slip(session: Session, **over: Any) -> DepositSlip:
    """A slip being prepared for 10 June 2026."""
    account = make_bank_account(session, **{k: over[k] for k in ("company_id",) if k in over})
    defaults = {
        "company_id": account.company_id,
        "bank_account_id": account.id,
        "deposited_on": date(2026, 6, 10),
    }
    return make(session, DepositSlip, defaults, over)
