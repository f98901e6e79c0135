"""Tills, their records, cash books, cards and vouchers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.columns import Base
from operational.core.models import Agency
from operational.crm.models import Customer
from operational.till.models import (
    CashBook,
    CashBookEntry,
    LoyaltyCard,
    LoyaltyMovement,
    LoyaltyProgram,
    Till,
    TillClosing,
    TillClosingPayment,
    TillClosingVat,
    TillEvent,
    TillReceipt,
    TillReceiptLine,
    TillReceiptPayment,
    TillReceiptVat,
    TillSession,
    Voucher,
)
from operational.till.rules import seal, vat_shares
from tests.factories.base import make, next_number
from tests.factories.core import make_agency
from tests.factories.crm import make_customer
from tests.factories.identity import make_user
from tests.factories.payments import the_method

Lines = Sequence[tuple[int, str, int]]
ONE_LINE: Lines = ((1, "12.00", 20),)
OPENING = datetime(2026, 6, 1, 7, tzinfo=UTC)


def make_till(session: Session, **over: Any) -> Till:
    """A till of a new agency unless said."""
    agency_id = over.pop("agency_id", None) or make_agency(session).id
    agency = session.get_one(Agency, agency_id)
    number = next_number()
    defaults = {
        "company_id": agency.company_id,
        "agency_id": agency.id,
        "code": f"K{number}",
        "label": f"Caisse {number}",
    }
    return make(session, Till, defaults, over)


def make_till_session(session: Session, **over: Any) -> TillSession:
    """A session opened on 1 June 2026 with 100.00, at a new till unless said."""
    till_id = over.pop("till_id", None) or make_till(session).id
    defaults = {
        "till_id": till_id,
        "opened_at": OPENING,
        "opened_by_id": make_user(session).id,
        "opening_float": Decimal("100.00"),
    }
    return make(session, TillSession, defaults, over)


def make_receipt(session: Session, *, lines: Lines = ONE_LINE, **over: Any) -> TillReceipt:
    """A sale of one line of 12.00 gross at 20 %, paid in cash, in the till's session of 1 June 2026.

    Lines are (quantity, gross unit price, VAT percentage), those of a rate together.
    """
    till_id = over.pop("till_id", None) or make_till(session).id
    place = _place(session, TillReceipt, till_id=till_id)
    amounts = _line_amounts(lines)
    totals = {name: sum(line[name] for line in amounts) for name in ("net", "vat", "gross")}
    defaults = place | totals | {"till_id": till_id, "line_count": len(lines), "seller": {}}
    defaults |= {
        "till_session_id": over.get("till_session_id") or _session_of(session, till_id).id,
        "business_date": date(2026, 6, 1),
        "cashier_id": over.get("cashier_id") or make_user(session).id,
        "software_version": "1.0",
    }
    receipt = make(session, TillReceipt, defaults, over)
    _add_parts(session, receipt, amounts)
    return receipt


def make_void(session: Session, receipt: TillReceipt) -> TillReceipt:
    """The opposite of a receipt of one line."""
    (line,) = lines_of(session, receipt)
    opposite: Lines = [
        (-int(line.quantity), f"{line.unit_price_gross:.2f}", int(line.vat_percentage))
    ]
    return make_receipt(
        session, lines=opposite, till_id=receipt.till_id, kind="void", opposite_of_id=receipt.id
    )


def lines_of(session: Session, receipt: TillReceipt) -> Sequence[TillReceiptLine]:
    """The lines of a receipt, in order."""
    query = select(TillReceiptLine).filter_by(till_receipt_id=receipt.id)
    return session.scalars(query.order_by(TillReceiptLine.position)).all()


def make_event(session: Session, **over: Any) -> TillEvent:
    """The start of a new till unless said."""
    till_id = over.pop("till_id", None) or make_till(session).id
    place = _place(session, TillEvent, till_id=till_id)
    return make(session, TillEvent, place | {"till_id": till_id, "kind": "terminal_started"}, over)


def make_closing(session: Session, *receipts: TillReceipt, **over: Any) -> TillClosing:
    """The daily closing of 1 June 2026 of a till, over the receipts given: all since the last one."""
    till_id = receipts[0].till_id
    kind = over.get("kind", "daily")
    place = _place(session, TillClosing, till_id=till_id, kind=kind)
    gross = sum((receipt.gross for receipt in receipts), Decimal(0))
    absolute = sum((abs(receipt.gross) for receipt in receipts), Decimal(0))
    defaults = place | {
        "at": OPENING + timedelta(hours=12),
        "till_id": till_id,
        "kind": kind,
        "period_start": date(2026, 6, 1),
        "period_end": date(2026, 6, 1),
        "by_id": make_user(session).id,
        "last_receipt_number": receipts[-1].number,
        "receipt_count": len(receipts),
        "net": sum(receipt.net for receipt in receipts),
        "vat": sum(receipt.vat for receipt in receipts),
        "gross": gross,
        "absolute": absolute,
        "perpetual_gross": gross,
        "perpetual_absolute": absolute,
    }
    closing = make(session, TillClosing, defaults, over)
    _add_closing_parts(session, closing)
    return closing


def make_cash_book(session: Session, **over: Any) -> CashBook:
    """A cash book opened with 100.00 on 1 June 2026, of a new agency unless said."""
    agency_id = over.pop("agency_id", None) or make_agency(session).id
    agency = session.get_one(Agency, agency_id)
    defaults = {
        "company_id": agency.company_id,
        "agency_id": agency.id,
        "code": f"C{next_number()}",
        "label": "Coffre",
    }
    book = make(session, CashBook, defaults, over)
    make_cash_entry(session, book, "100.00", kind="opening")
    return book


def make_cash_entry(session: Session, book: CashBook, amount: str, **over: Any) -> CashBookEntry:
    """The next entry of a book on 1 June 2026: takings, unless said or negative (an expense)."""
    query = select(CashBookEntry).filter_by(cash_book_id=book.id)
    last = session.scalars(query.order_by(CashBookEntry.number.desc()).limit(1)).one_or_none()
    moved, before = Decimal(amount), last.balance if last else Decimal(0)
    defaults = {
        "cash_book_id": book.id,
        "number": last.number + 1 if last else 1,
        "entry_date": date(2026, 6, 1),
        "kind": "takings" if moved > 0 else "expense",
        "direction": "in" if moved > 0 else "out",
        "amount": abs(moved),
        "previous_balance": before,
        "balance": before + moved,
        "label": "Mouvement",
        "by_id": make_user(session).id,
    }
    return make(session, CashBookEntry, defaults, over)


def make_loyalty_program(session: Session, **over: Any) -> LoyaltyProgram:
    """A program of points, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_agency(session).company_id
    number = next_number()
    defaults = {
        "company_id": company_id,
        "code": f"P{number}",
        "label": "Fidélité",
        "mode": "points",
    }
    return make(session, LoyaltyProgram, defaults, over)


def make_loyalty_card(session: Session, *, points: int = 0, **over: Any) -> LoyaltyCard:
    """A card of a new customer, with welcome points if any."""
    customer_id = over.pop("customer_id", None) or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    program_id = over.pop("loyalty_program_id", None)
    if program_id is None:
        program_id = make_loyalty_program(session, company_id=customer.company_id).id
    defaults = {
        "loyalty_program_id": program_id,
        "customer_id": customer.id,
        "number": f"2{next_number():011d}",
        "issued_on": date(2026, 1, 1),
    }
    card = make(session, LoyaltyCard, defaults, over)
    if points:
        make_points(session, card, points, kind="welcome")
    return card


def make_points(session: Session, card: LoyaltyCard, points: int, **over: Any) -> LoyaltyMovement:
    """Points of a card that moved on 1 June 2026; says why."""
    defaults = {"loyalty_card_id": card.id, "points": points, "moved_on": date(2026, 6, 1)}
    return make(session, LoyaltyMovement, defaults, over)


def make_voucher(session: Session, **over: Any) -> Voucher:
    """A gift card of 50.00, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_agency(session).company_id
    defaults = {
        "company_id": company_id,
        "number": f"CC{next_number():06d}",
        "kind": "gift_card",
        "amount": Decimal("50.00"),
        "issued_on": date(2026, 1, 1),
    }
    return make(session, Voucher, defaults, over)


def _place(session: Session, model: type[Base], **scope: Any) -> dict[str, Any]:
    """The place after the last record of a scope: number, instant, previous hash, seal."""
    columns = model.__table__.c
    query = select(columns.number, columns.hash).filter_by(**scope)
    last = session.execute(query.order_by(columns.number.desc()).limit(1)).one_or_none()
    number, previous_hash = (last.number + 1, last.hash) if last else (1, None)
    record = {"table": model.__tablename__, "number": number, **scope}
    sealed = seal(record=record, previous_hash=previous_hash, key=b"key of the tests")
    return {
        "number": number,
        "at": OPENING + timedelta(minutes=number),
        "previous_hash": previous_hash,
        "hash": sealed.hash,
        "signature": sealed.signature,
        "signing_key": "tests",
    }


def _session_of(session: Session, till_id: int) -> TillSession:
    query = select(TillSession).filter_by(till_id=till_id)
    found = session.scalars(query.order_by(TillSession.opened_at.desc()).limit(1)).one_or_none()
    return found or make_till_session(session, till_id=till_id)


def _line_amounts(lines: Lines) -> list[dict[str, Any]]:
    """The amounts of each line: VAT is taken out of the gross of the lines of a rate together."""
    amounts = []
    for percentage, of_rate in groupby(lines, key=lambda line: line[2]):
        rows = [(Decimal(quantity), Decimal(price)) for quantity, price, _ in of_rate]
        grosses = [quantity * price for quantity, price in rows]
        vats = vat_shares(grosses, percentage=Decimal(percentage))
        for (quantity, price), gross, vat in zip(rows, grosses, vats, strict=True):
            amounts.append(
                {
                    "quantity": quantity,
                    "unit_price_gross": price,
                    "vat_percentage": Decimal(percentage),
                    "net": gross - vat,
                    "vat": vat,
                    "gross": gross,
                }
            )
    return amounts


def _add_parts(session: Session, receipt: TillReceipt, amounts: list[dict[str, Any]]) -> None:
    key = {"till_receipt_id": receipt.id}
    for position, line in enumerate(amounts, start=1):
        named = {"position": position, "designation": f"Article {position}"}
        make(session, TillReceiptLine, key | named | line, {})
    for percentage, of_rate in groupby(amounts, key=lambda line: line["vat_percentage"]):
        rows = list(of_rate)
        sums = {name: sum(row[name] for row in rows) for name in ("net", "vat", "gross")}
        make(session, TillReceiptVat, key | sums | {"vat_percentage": percentage}, {})
    cash = {"position": 1, "payment_method_id": the_method(session, "cash").id}
    make(session, TillReceiptPayment, key | cash | {"amount": receipt.gross}, {})


def _add_closing_parts(session: Session, closing: TillClosing) -> None:
    """The totals by rate (20 % only) and by means (cash only), as the receipts made here are."""
    key = {"till_closing_id": closing.id}
    sums = {"net": closing.net, "vat": closing.vat, "gross": closing.gross}
    make(session, TillClosingVat, key | sums | {"vat_percentage": Decimal(20)}, {})
    cash = {"payment_method_id": the_method(session, "cash").id, "amount": closing.gross}
    make(session, TillClosingPayment, key | cash, {})
