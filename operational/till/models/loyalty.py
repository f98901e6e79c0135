"""Loyalty cards (a discount, or points) and vouchers."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public, Rate, UnitPrice
from operational.core.ddl import code_check, ordered, paired, refers_to
from operational.till.types import LoyaltyMode, LoyaltyMovementKind, VoucherKind

SCHEMA = "till"


class LoyaltyProgram(Keyed, Base):
    """What the cards of a company give: a discount by family, or points."""

    __tablename__ = "loyalty_program"
    __table_args__ = (
        UniqueConstraint("company_id", "code"),
        code_check("mode", LoyaltyMode),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    code: Mapped[str]
    label: Mapped[str]
    mode: Mapped[str]
    archived_at: Mapped[Instant | None]


class LoyaltyTerms(Keyed, Base):
    """How points are earned and spent in a program over a range of dates.

    A point for every whole `factor` euros; a point is worth `point_value` euros once the card has
    `threshold` points; unspent points die after `expiry_months` (none: never).
    """

    __tablename__ = "loyalty_terms"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        CheckConstraint("factor > 0 AND point_value > 0", name="factor_and_value_positive"),
        CheckConstraint("threshold >= 0", name="threshold_not_negative"),
        CheckConstraint("expiry_months > 0", name="expiry_months_positive"),
        ExcludeConstraint(
            ("loyalty_program_id", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_loyalty_terms_overlap",
        ),
        {"schema": SCHEMA},
    )

    loyalty_program_id: Mapped[int] = refers_to("till.loyalty_program", index=False)
    factor: Mapped[UnitPrice]
    point_value: Mapped[UnitPrice]
    threshold: Mapped[int] = mapped_column(server_default="0")
    expiry_months: Mapped[int | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class LoyaltyDiscount(Keyed, Base):
    """The discount a program gives on a family or a sub-family over a range of dates."""

    __tablename__ = "loyalty_discount"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        CheckConstraint("num_nonnulls(item_family_id, item_subfamily_id) = 1", name="one_scope"),
        CheckConstraint(
            "discount_rate > 0 AND discount_rate <= 100", name="discount_rate_percentage"
        ),
        ExcludeConstraint(
            ("loyalty_program_id", "="),
            (text("coalesce(item_family_id, 0)"), "="),
            (text("coalesce(item_subfamily_id, 0)"), "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_loyalty_discount_overlap",
        ),
        {"schema": SCHEMA},
    )

    loyalty_program_id: Mapped[int] = refers_to("till.loyalty_program", index=False)
    item_family_id: Mapped[int | None] = refers_to("catalog.item_family")
    item_subfamily_id: Mapped[int | None] = refers_to("catalog.item_subfamily")
    discount_rate: Mapped[Rate]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class LoyaltyCard(Public, Base):
    """A card given to a customer; its points are the sum of its movements."""

    __tablename__ = "loyalty_card"
    __table_args__ = (
        UniqueConstraint("number"),
        paired("blocked_on", "block_reason"),
        {"schema": SCHEMA},
    )

    loyalty_program_id: Mapped[int] = refers_to("till.loyalty_program")
    customer_id: Mapped[int] = refers_to("crm.customer")
    number: Mapped[str]
    issued_on: Mapped[date]
    blocked_on: Mapped[date | None]
    block_reason: Mapped[str | None]


class LoyaltyMovement(Keyed, Base):
    """Points gained or lost by a card; a document moves them once in each way."""

    __tablename__ = "loyalty_movement"
    __table_args__ = (
        code_check("kind", LoyaltyMovementKind),
        CheckConstraint(
            "CASE WHEN kind IN ('earned', 'given_back', 'welcome') THEN points > 0"
            " WHEN kind = 'adjusted' THEN points <> 0 ELSE points < 0 END",
            name="points_sign",
        ),
        CheckConstraint("num_nonnulls(till_receipt_id, invoice_id) <= 1", name="one_document"),
        CheckConstraint(
            "kind NOT IN ('earned', 'given_back', 'taken_back')"
            " OR num_nonnulls(till_receipt_id, invoice_id) = 1",
            name="document_named",
        ),
        CheckConstraint("kind <> 'adjusted' OR reason IS NOT NULL", name="adjustment_explained"),
        CheckConstraint("expires_on IS NULL OR points > 0", name="only_gains_expire"),
        UniqueConstraint("till_receipt_id", "kind"),
        UniqueConstraint("invoice_id", "kind"),
        {"schema": SCHEMA},
    )

    loyalty_card_id: Mapped[int] = refers_to("till.loyalty_card")
    kind: Mapped[str]
    moved_on: Mapped[date]
    points: Mapped[int]
    till_receipt_id: Mapped[int | None] = refers_to("till.till_receipt", index=False)
    invoice_id: Mapped[int | None] = refers_to("sales.invoice", index=False)
    expires_on: Mapped[date | None]
    reason: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")


class Voucher(Public, Base):
    """An amount that may be spent at the till; what is left is it less the payments made with it."""

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        code_check("kind", VoucherKind),
        CheckConstraint("amount > 0", name="amount_positive"),
        ordered("issued_on", "expires_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    number: Mapped[str]
    kind: Mapped[str]
    customer_id: Mapped[int | None] = refers_to("crm.customer")
    issued_by_receipt_id: Mapped[int | None] = refers_to("till.till_receipt")
    amount: Mapped[Money]
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
