"""Tills and the sessions during which somebody answers for their drawer."""

from sqlalchemy import CheckConstraint, Computed, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Money, Public
from operational.core.ddl import not_negative, ordered, refers_to

SCHEMA = "till"


class Till(Public, Base):
    """A till of an agency, for life: its receipts, events and closings are chained."""

    __tablename__ = "till"
    __table_args__ = (UniqueConstraint("company_id", "code"), {"schema": SCHEMA})

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    warehouse_id: Mapped[int | None] = refers_to("stock.warehouse")
    code: Mapped[str]
    label: Mapped[str]
    archived_at: Mapped[Instant | None]


class TillSession(Public, Base):
    """From the opening of a drawer with a float to its closing with a count; one at a time."""

    __tablename__ = "till_session"
    __table_args__ = (
        ordered("opened_at", "closed_at"),
        *not_negative("opening_float", "counted_cash", "closing_float"),
        CheckConstraint(
            "num_nonnulls(closed_at, closed_by_id, expected_cash, counted_cash, closing_float)"
            " IN (0, 5)",
            name="closed_whole",
        ),
        CheckConstraint(
            "difference = 0 OR difference_reason IS NOT NULL", name="difference_explained"
        ),
        CheckConstraint("closing_float <= counted_cash", name="closing_float_counted"),
        UniqueConstraint("till_id", "id"),
        ExcludeConstraint(
            ("till_id", "="),
            (text("tstzrange(opened_at, closed_at)"), "&&"),
            name="ex_till_session_overlap",
        ),
        {"schema": SCHEMA},
    )

    till_id: Mapped[int] = refers_to("till.till", index=False)
    opened_at: Mapped[Instant]
    opened_by_id: Mapped[int] = refers_to("identity.app_user")
    opening_float: Mapped[Money]
    closed_at: Mapped[Instant | None]
    closed_by_id: Mapped[int | None] = refers_to("identity.app_user")
    expected_cash: Mapped[Money | None]
    counted_cash: Mapped[Money | None]
    difference: Mapped[Money | None] = mapped_column(
        Numeric(14, 2), Computed("counted_cash - expected_cash", persisted=True)
    )
    difference_reason: Mapped[str | None]
    closing_float: Mapped[Money | None]
