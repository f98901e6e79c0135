"""What interventions cost (labor, travel, parts) and what was invoiced for them."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import (
    Base,
    Hours,
    Keyed,
    Kilometers,
    Money,
    Quantity,
    UnitPrice,
)
from operational.core.ddl import code_check, not_negative, ordered, refers_to
from operational.crm.types import EmployeeJob
from operational.service.types import CostKind

SCHEMA = "service"


class CostRate(Keyed, Base):
    """What an hour or a kilometer costs the company, by job (none: all), over a range of dates."""

    __tablename__ = "cost_rate"
    __table_args__ = (
        code_check("kind", CostKind),
        code_check("job", EmployeeJob),
        ordered("valid_from", "valid_to"),
        *not_negative("cost"),
        ExcludeConstraint(
            ("company_id", "="),
            ("kind", "="),
            (text("coalesce(job, '')"), "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_cost_rate_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    kind: Mapped[str]
    job: Mapped[str | None]
    cost: Mapped[UnitPrice]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class InterventionLabor(Keyed, Base):
    """Hours an employee worked at an intervention, at the cost of an hour of that day."""

    __tablename__ = "intervention_labor"
    __table_args__ = (
        CheckConstraint("hours > 0", name="hours_positive"),
        *not_negative("cost_rate"),
        CheckConstraint("cost = round(hours * cost_rate, 2)", name="cost_of_hours"),
        {"schema": SCHEMA},
    )

    intervention_id: Mapped[int] = refers_to("service.intervention")
    employee_id: Mapped[int] = refers_to("crm.employee")
    hours: Mapped[Hours]
    cost_rate: Mapped[UnitPrice]
    cost: Mapped[Money]


class InterventionTravel(Keyed, Base):
    """The way to an intervention and back: kilometers and hours, at their cost of that day."""

    __tablename__ = "intervention_travel"
    __table_args__ = (
        *not_negative("kilometers", "kilometer_rate", "hours", "cost_rate"),
        CheckConstraint(
            "cost = round(kilometers * kilometer_rate, 2) + round(hours * cost_rate, 2)",
            name="cost_of_way",
        ),
        {"schema": SCHEMA},
    )

    intervention_id: Mapped[int] = refers_to("service.intervention")
    employee_id: Mapped[int] = refers_to("crm.employee")
    kilometers: Mapped[Kilometers]
    kilometer_rate: Mapped[UnitPrice]
    hours: Mapped[Hours]
    cost_rate: Mapped[UnitPrice]
    cost: Mapped[Money]


class InterventionPart(Keyed, Base):
    """A part used at an intervention, at its weighted average cost of that day."""

    __tablename__ = "intervention_part"
    __table_args__ = (
        UniqueConstraint("stock_movement_id"),
        CheckConstraint("quantity <> 0", name="quantity_given"),
        *not_negative("unit_cost"),
        CheckConstraint("cost = round(quantity * unit_cost, 2)", name="cost_of_part"),
        {"schema": SCHEMA},
    )

    intervention_id: Mapped[int] = refers_to("service.intervention")
    item_id: Mapped[int] = refers_to("catalog.item")
    quantity: Mapped[Quantity]
    unit_cost: Mapped[UnitPrice]
    cost: Mapped[Money]
    serial_number_id: Mapped[int | None] = refers_to("stock.serial_number")
    stock_movement_id: Mapped[int | None] = refers_to("stock.stock_movement", index=False)
    is_billable: Mapped[bool] = mapped_column(server_default=text("true"))


class InterventionBilling(Keyed, Base):
    """An invoice line that invoices an intervention: what was invoiced for it is their sum."""

    __tablename__ = "intervention_billing"
    __table_args__ = (UniqueConstraint("invoice_line_id"), {"schema": SCHEMA})

    intervention_id: Mapped[int] = refers_to("service.intervention")
    invoice_line_id: Mapped[int] = refers_to("sales.invoice_line", index=False)
