"""Sales at the till: receipts, their lines, VAT and payments, added and never changed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.catalog.types import VatCategory
from operational.core.columns import (
    Base,
    Keyed,
    Money,
    Payload,
    Public,
    Quantity,
    Rate,
    UnitPrice,
)
from operational.core.ddl import code_check, not_negative, refers_to, unique_where
from operational.till.models.chain import SCHEMA, Sealed, sealed
from operational.till.types import DiscountReason, ReceiptKind


class TillReceipt(Public, Sealed, Base):
    """A sale, a return, or the opposite of a mistaken receipt; numbered without gap per till.

    Amounts are signed: what is given back is negative. A training receipt counts nowhere.
    `seller` and `software_version` are as printed. Prints are events (TillEvent).
    """

    __tablename__ = "till_receipt"
    __table_args__ = (
        *sealed("till_receipt", "till_id"),
        ForeignKeyConstraint(
            ["till_id", "till_session_id"], ["till.till_session.till_id", "till.till_session.id"]
        ),
        code_check("kind", ReceiptKind),
        CheckConstraint("gross = net + vat", name="gross_sum"),
        CheckConstraint("line_count >= 1", name="line_count_positive"),
        CheckConstraint(
            "CASE kind WHEN 'sale' THEN opposite_of_id IS NULL"
            " WHEN 'void' THEN opposite_of_id IS NOT NULL ELSE true END",
            name="opposite_of_kind",
        ),
        CheckConstraint("kind <> 'return' OR gross <= 0", name="return_gives_back"),
        unique_where("uq_till_receipt_void", "kind = 'void'", "opposite_of_id"),
        {"schema": SCHEMA},
    )

    till_id: Mapped[int] = refers_to("till.till", index=False)
    till_session_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(server_default="sale")
    is_training: Mapped[bool] = mapped_column(server_default=text("false"))
    business_date: Mapped[date] = mapped_column(index=True)
    cashier_id: Mapped[int] = refers_to("identity.app_user")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    customer_id: Mapped[int | None] = refers_to("crm.customer")
    loyalty_card_id: Mapped[int | None] = refers_to("till.loyalty_card")
    opposite_of_id: Mapped[int | None] = refers_to("till.till_receipt")
    line_count: Mapped[int]
    net: Mapped[Money]
    vat: Mapped[Money]
    gross: Mapped[Money]
    seller: Mapped[Payload]
    software_version: Mapped[str]


class TillReceiptLine(Keyed, Base):
    """An item on a receipt: gross price as on the shelf, net by the receipt's VAT, cost frozen.

    The VAT of the lines of a rate sums to that of the rate (TillReceiptVat), to the cent.
    Without an item (a sale by department key) the sub-family says what was sold.
    """

    __tablename__ = "till_receipt_line"
    __table_args__ = (
        UniqueConstraint("till_receipt_id", "position"),
        UniqueConstraint("stock_movement_id"),
        CheckConstraint("quantity <> 0", name="quantity_given"),
        *not_negative("unit_price_gross", "unit_cost"),
        CheckConstraint("gross = net + vat", name="gross_sum"),
        CheckConstraint(
            "gross = round(quantity * unit_price_gross, 2) - discount_gross", name="gross_of_line"
        ),
        CheckConstraint("cost = round(quantity * unit_cost, 2)", name="cost_of_line"),
        CheckConstraint(
            "(discount_gross = 0) = (discount_reason IS NULL)", name="discount_explained"
        ),
        code_check("discount_reason", DiscountReason),
        code_check("vat_category", VatCategory),
        CheckConstraint("returned_line_id IS NULL OR quantity < 0", name="returned_is_negative"),
        {"schema": SCHEMA},
    )

    till_receipt_id: Mapped[int] = refers_to("till.till_receipt", index=False)
    position: Mapped[int]
    item_id: Mapped[int | None] = refers_to("catalog.item")
    item_subfamily_id: Mapped[int | None] = refers_to("catalog.item_subfamily")
    designation: Mapped[str]
    quantity: Mapped[Quantity]
    unit_price_gross: Mapped[UnitPrice]
    discount_gross: Mapped[Money] = mapped_column(server_default="0")
    discount_reason: Mapped[str | None]
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate]
    net: Mapped[Money]
    vat: Mapped[Money]
    gross: Mapped[Money]
    unit_cost: Mapped[UnitPrice] = mapped_column(server_default="0")
    cost: Mapped[Money] = mapped_column(server_default="0")
    returned_line_id: Mapped[int | None] = refers_to("till.till_receipt_line")
    serial_number_id: Mapped[int | None] = refers_to("stock.serial_number")
    stock_movement_id: Mapped[int | None] = refers_to("stock.stock_movement", index=False)


class TillReceiptVat(Keyed, Base):
    """The VAT of a receipt at one rate, taken out of the gross of its lines at that rate."""

    __tablename__ = "till_receipt_vat"
    __table_args__ = (
        UniqueConstraint("till_receipt_id", "vat_category", "vat_percentage"),
        code_check("vat_category", VatCategory),
        CheckConstraint("gross = net + vat", name="gross_sum"),
        CheckConstraint(
            "vat = round(gross * vat_percentage / (100 + vat_percentage), 2)",
            name="vat_of_gross",
        ),
        {"schema": SCHEMA},
    )

    till_receipt_id: Mapped[int] = refers_to("till.till_receipt", index=False)
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate]
    net: Mapped[Money]
    vat: Mapped[Money]
    gross: Mapped[Money]


class TillReceiptPayment(Keyed, Base):
    """A part of a receipt paid by one means; `tendered` is what was handed over in cash.

    `payment_id` is set when the company follows that payment one by one (a cheque to deposit):
    it is then counted among the payments, and not here.
    """

    __tablename__ = "till_receipt_payment"
    __table_args__ = (
        UniqueConstraint("till_receipt_id", "position"),
        UniqueConstraint("payment_id"),
        CheckConstraint("amount <> 0", name="amount_given"),
        CheckConstraint("tendered >= amount", name="tendered_enough"),
        {"schema": SCHEMA},
    )

    till_receipt_id: Mapped[int] = refers_to("till.till_receipt", index=False)
    position: Mapped[int]
    payment_method_id: Mapped[int] = refers_to("payments.payment_method")
    amount: Mapped[Money]
    tendered: Mapped[Money | None]
    voucher_id: Mapped[int | None] = refers_to("till.voucher")
    payment_id: Mapped[int | None] = refers_to("payments.payment", index=False)


class TillReceiptInvoice(Keyed, Base):
    """The invoice a customer asked for of what a receipt already recorded: one revenue, not two."""

    __tablename__ = "till_receipt_invoice"
    __table_args__ = (
        UniqueConstraint("till_receipt_id"),
        UniqueConstraint("invoice_id"),
        {"schema": SCHEMA},
    )

    till_receipt_id: Mapped[int] = refers_to("till.till_receipt", index=False)
    invoice_id: Mapped[int] = refers_to("sales.invoice", index=False)
