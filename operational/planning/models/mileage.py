"""Vehicles, trips, and what the law and the collective agreement pay for them."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import (
    Base,
    Degrees,
    Instant,
    Keyed,
    Kilometers,
    Money,
    Public,
    Rate,
)
from operational.core.ddl import code_check, not_negative, ordered, paired, refers_to
from operational.planning.types import VehicleKind

SCHEMA = "planning"


class Vehicle(Public, Base):
    """A vehicle of the company, or an employee's own used for work; it may carry a stock."""

    __tablename__ = "vehicle"
    __table_args__ = (
        UniqueConstraint("registration"),
        UniqueConstraint("warehouse_id"),
        code_check("kind", VehicleKind),
        CheckConstraint("fiscal_power > 0", name="fiscal_power_positive"),
        {"schema": SCHEMA},
    )

    agency_id: Mapped[int] = refers_to("core.agency")
    registration: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default="car")
    fiscal_power: Mapped[int]
    is_electric: Mapped[bool] = mapped_column(server_default=text("false"))
    owner_employee_id: Mapped[int | None] = refers_to("crm.employee")
    warehouse_id: Mapped[int | None] = refers_to("stock.warehouse", index=False)
    archived_at: Mapped[Instant | None]


class MileageScale(Keyed, Base):
    """A cell of the tax mileage scale: for powers and yearly kilometers, km × rate + constant.

    Kilometers are above `over_kilometers` and up to `up_to_kilometers`; an electric vehicle earns
    `electric_bonus_percent` more.
    """

    __tablename__ = "mileage_scale"
    __table_args__ = (
        code_check("vehicle_kind", VehicleKind),
        ordered("power_from", "power_to"),
        ordered("valid_from", "valid_to"),
        CheckConstraint("up_to_kilometers > over_kilometers", name="band_not_empty"),
        *not_negative("over_kilometers", "rate", "constant", "electric_bonus_percent"),
        ExcludeConstraint(
            ("vehicle_kind", "="),
            (text("int8range(power_from, power_to, '[]')"), "&&"),
            (text("numrange(over_kilometers, up_to_kilometers, '(]')"), "&&"),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_mileage_scale_overlap",
        ),
        {"schema": SCHEMA},
    )

    vehicle_kind: Mapped[str]
    power_from: Mapped[int]
    power_to: Mapped[int | None]
    over_kilometers: Mapped[Kilometers]
    up_to_kilometers: Mapped[Kilometers | None]
    rate: Mapped[Rate]
    constant: Mapped[Money] = mapped_column(server_default="0")
    electric_bonus_percent: Mapped[Rate] = mapped_column(server_default="20")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class MileageAllowance(Public, Base):
    """What an employee is paid for the trips of a month with a vehicle; settled, it never changes.

    The scale applies to the year's kilometers: the amount is what the year is worth so far, less
    the months before.
    """

    __tablename__ = "mileage_allowance"
    __table_args__ = (
        UniqueConstraint("employee_id", "vehicle_id", "month"),
        CheckConstraint("extract(day FROM month) = 1", name="month_from_first"),
        CheckConstraint("year_kilometers >= kilometers", name="year_holds_month"),
        *not_negative("kilometers"),
        paired("settled_at", "settled_by_id"),
        {"schema": SCHEMA},
    )

    employee_id: Mapped[int] = refers_to("crm.employee", index=False)
    vehicle_id: Mapped[int] = refers_to("planning.vehicle")
    month: Mapped[date]
    kilometers: Mapped[Kilometers]
    year_kilometers: Mapped[Kilometers]
    amount: Mapped[Money]
    settled_at: Mapped[Instant | None]
    settled_by_id: Mapped[int | None] = refers_to("identity.app_user")


class MileageTrip(Public, Base):
    """A drive of an employee on a day; `computed_kilometers` is what the map says of it."""

    __tablename__ = "mileage_trip"
    __table_args__ = (
        CheckConstraint("kilometers > 0", name="kilometers_positive"),
        *not_negative("computed_kilometers"),
        paired("from_latitude", "from_longitude"),
        paired("to_latitude", "to_longitude"),
        CheckConstraint(
            "from_latitude BETWEEN -90 AND 90 AND from_longitude BETWEEN -180 AND 180",
            name="from_range",
        ),
        CheckConstraint(
            "to_latitude BETWEEN -90 AND 90 AND to_longitude BETWEEN -180 AND 180",
            name="to_range",
        ),
        {"schema": SCHEMA},
    )

    employee_id: Mapped[int] = refers_to("crm.employee")
    vehicle_id: Mapped[int | None] = refers_to("planning.vehicle")
    day: Mapped[date] = mapped_column(index=True)
    from_label: Mapped[str]
    from_latitude: Mapped[Degrees | None]
    from_longitude: Mapped[Degrees | None]
    to_label: Mapped[str]
    to_latitude: Mapped[Degrees | None]
    to_longitude: Mapped[Degrees | None]
    kilometers: Mapped[Kilometers]
    computed_kilometers: Mapped[Kilometers | None]
    purpose: Mapped[str | None]
    appointment_id: Mapped[int | None] = refers_to("planning.appointment")
    mileage_allowance_id: Mapped[int | None] = refers_to("planning.mileage_allowance")


class TravelAllowanceScale(Keyed, Base):
    """What the collective agreement pays a day in a zone, by distance as the crow flies."""

    __tablename__ = "travel_allowance_scale"
    __table_args__ = (
        CheckConstraint("up_to_kilometers > from_kilometers", name="zone_not_empty"),
        ordered("valid_from", "valid_to"),
        *not_negative("from_kilometers", "meal_amount", "transport_amount", "travel_amount"),
        ExcludeConstraint(
            ("agency_id", "="),
            (text("numrange(from_kilometers, up_to_kilometers)"), "&&"),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_travel_allowance_scale_overlap",
        ),
        {"schema": SCHEMA},
    )

    agency_id: Mapped[int] = refers_to("core.agency")
    zone: Mapped[str]
    from_kilometers: Mapped[Kilometers]
    up_to_kilometers: Mapped[Kilometers]
    meal_amount: Mapped[Money]
    transport_amount: Mapped[Money]
    travel_amount: Mapped[Money]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class TravelAllowance(Keyed, Base):
    """What an employee is paid for a day on sites: the zone of the furthest one."""

    __tablename__ = "travel_allowance"
    __table_args__ = (
        UniqueConstraint("employee_id", "day"),
        *not_negative("kilometers", "meal_amount", "transport_amount", "travel_amount"),
        paired("settled_at", "settled_by_id"),
        {"schema": SCHEMA},
    )

    employee_id: Mapped[int] = refers_to("crm.employee", index=False)
    day: Mapped[date] = mapped_column(index=True)
    site_id: Mapped[int | None] = refers_to("crm.site")
    project_id: Mapped[int | None] = refers_to("projects.project")
    zone: Mapped[str]
    kilometers: Mapped[Kilometers]
    meal_amount: Mapped[Money]
    transport_amount: Mapped[Money]
    travel_amount: Mapped[Money]
    settled_at: Mapped[Instant | None]
    settled_by_id: Mapped[int | None] = refers_to("identity.app_user")
