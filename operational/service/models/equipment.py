"""What is installed at customers' sites, and the contracts that cover it."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Keyed, Public
from operational.core.ddl import not_negative, ordered, paired, refers_to, unique_where

SCHEMA = "service"


class Equipment(Public, Base):
    """A piece installed at a site, sold by the company or not.

    `warranty_ends_on` is the last day under warranty, from the commissioning if there was one,
    else from the delivery. `serial` is what is engraved; a piece out of our stock is also named
    by its `serial_number_id`.
    """

    __tablename__ = "equipment"
    __table_args__ = (
        *not_negative("warranty_months"),
        CheckConstraint("btrim(designation) <> ''", name="designation_given"),
        CheckConstraint("parent_id <> id AND replaced_by_id <> id", name="other_equipment"),
        CheckConstraint(
            "warranty_ends_on IS NULL OR num_nonnulls(delivered_on, commissioned_on) > 0",
            name="warranty_from_a_date",
        ),
        ordered("delivered_on", "commissioned_on"),
        paired("removed_on", "removal_reason"),
        CheckConstraint(
            "num_nonnulls(delivery_note_line_id, invoice_line_id, till_receipt_line_id) <= 1",
            name="one_origin",
        ),
        unique_where("uq_equipment_serial", "removed_on IS NULL", "item_id", "serial"),
        unique_where("uq_equipment_serial_number", "removed_on IS NULL", "serial_number_id"),
        {"schema": SCHEMA},
    )

    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int] = refers_to("crm.site")
    parent_id: Mapped[int | None] = refers_to("service.equipment")
    item_id: Mapped[int | None] = refers_to("catalog.item", index=False)
    designation: Mapped[str]
    brand: Mapped[str | None]
    serial: Mapped[str | None] = mapped_column(index=True)
    serial_number_id: Mapped[int | None] = refers_to("stock.serial_number", index=False)
    project_id: Mapped[int | None] = refers_to("projects.project")
    delivery_note_line_id: Mapped[int | None] = refers_to("sales.delivery_note_line")
    invoice_line_id: Mapped[int | None] = refers_to("sales.invoice_line")
    till_receipt_line_id: Mapped[int | None] = refers_to("till.till_receipt_line")
    delivered_on: Mapped[date | None]
    installed_on: Mapped[date | None]
    commissioned_on: Mapped[date | None]
    warranty_months: Mapped[int | None]
    warranty_ends_on: Mapped[date | None]
    replaced_by_id: Mapped[int | None] = refers_to("service.equipment")
    removed_on: Mapped[date | None]
    removal_reason: Mapped[str | None]
    location: Mapped[str | None]
    notes: Mapped[str | None]


class EquipmentCoverage(Keyed, Base):
    """A piece of equipment that a contract covers over a range of dates."""

    __tablename__ = "equipment_coverage"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("equipment_id", "="),
            ("service_contract_id", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_equipment_coverage_overlap",
        ),
        {"schema": SCHEMA},
    )

    equipment_id: Mapped[int] = refers_to("service.equipment", index=False)
    service_contract_id: Mapped[int] = refers_to("contracts.service_contract")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class EquipmentDocument(Keyed, Base):
    """A document about a piece of equipment (photo of its plate, manual, certificate)."""

    __tablename__ = "equipment_document"
    __table_args__ = (UniqueConstraint("equipment_id", "document_id"), {"schema": SCHEMA})

    equipment_id: Mapped[int] = refers_to("service.equipment", index=False)
    document_id: Mapped[int] = refers_to("documents.document")
