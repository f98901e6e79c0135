"""Tables of the targets and commissions."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Rate
from operational.core.ddl import code_check, not_negative, ordered, paired, refers_to
from operational.sales.columns import SCHEMA
from operational.sales.commissions.types import BandKind, CommissionBase


class SalesTarget(Keyed, Base):
    """The net revenue a salesperson should make in a month."""

    __tablename__ = "sales_target"
    __table_args__ = (
        UniqueConstraint("salesperson_id", "month"),
        CheckConstraint("extract(day FROM month) = 1", name="month_first_day"),
        *not_negative("net"),
        {"schema": SCHEMA},
    )

    salesperson_id: Mapped[int] = refers_to("crm.employee")
    month: Mapped[date]
    net: Mapped[Money]


class CommissionPlan(Keyed, Base):
    """How commissions are computed: base, rate without band, and kind of bands."""

    __tablename__ = "commission_plan"
    __table_args__ = (
        code_check("base", CommissionBase),
        code_check("band_kind", BandKind),
        *not_negative("rate"),
        UniqueConstraint("company_id", "code"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    code: Mapped[str]
    label: Mapped[str]
    base: Mapped[str]
    band_kind: Mapped[str] = mapped_column(server_default="marginal")
    rate: Mapped[Rate] = mapped_column(server_default="0")


class CommissionBand(Keyed, Base):
    """A band of a plan: its rate from an amount on, up to another (none: no limit)."""

    __tablename__ = "commission_band"
    __table_args__ = (
        CheckConstraint("up_to IS NULL OR up_to > starts_from", name="up_to_after_start"),
        *not_negative("starts_from", "rate"),
        ExcludeConstraint(
            ("commission_plan_id", "="),
            (text("numrange(starts_from, up_to)"), "&&"),
            name="ex_commission_band_overlap",
        ),
        {"schema": SCHEMA},
    )

    commission_plan_id: Mapped[int] = refers_to("sales.commission_plan", cascade=True)
    starts_from: Mapped[Money]
    up_to: Mapped[Money | None]
    rate: Mapped[Rate]


class CommissionFamilyRate(Keyed, Base):
    """The rate of an item family, over the plan's rate."""

    __tablename__ = "commission_family_rate"
    __table_args__ = (
        UniqueConstraint("commission_plan_id", "item_family_id"),
        *not_negative("rate"),
        {"schema": SCHEMA},
    )

    commission_plan_id: Mapped[int] = refers_to("sales.commission_plan", cascade=True)
    item_family_id: Mapped[int] = refers_to("catalog.item_family")
    rate: Mapped[Rate]


class CommissionAssignment(Keyed, Base):
    """The plan of a salesperson over a range of dates."""

    __tablename__ = "commission_assignment"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("salesperson_id", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_commission_assignment_overlap",
        ),
        {"schema": SCHEMA},
    )

    salesperson_id: Mapped[int] = refers_to("crm.employee")
    commission_plan_id: Mapped[int] = refers_to("sales.commission_plan")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class CommissionPeriod(Keyed, Base):
    """A period commissions are settled for; closed, it never changes."""

    __tablename__ = "commission_period"
    __table_args__ = (
        ordered("starts_on", "ends_on"),
        paired("closed_at", "closed_by_id"),
        ExcludeConstraint(
            ("company_id", "="),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_commission_period_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    closed_at: Mapped[Instant | None]
    closed_by_id: Mapped[int | None] = refers_to("identity.app_user")


class CommissionLine(Keyed, Base):
    """What a salesperson earned on an invoice line in a settled period; negative takes back."""

    __tablename__ = "commission_line"
    __table_args__ = (
        UniqueConstraint("commission_period_id", "salesperson_id", "invoice_line_id"),
        {"schema": SCHEMA},
    )

    commission_period_id: Mapped[int] = refers_to("sales.commission_period")
    salesperson_id: Mapped[int] = refers_to("crm.employee")
    invoice_line_id: Mapped[int] = refers_to("sales.invoice_line")
    base_amount: Mapped[Money]
    rate: Mapped[Rate]
    commission: Mapped[Money]
