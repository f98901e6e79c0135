"""What a contract brings with time: periods to invoice, visits to make, renewals."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.contracts.types import RenewalKind
from operational.core.columns import Base, Keyed, Money, Rate
from operational.core.ddl import code_check, not_negative, paired, refers_to

SCHEMA = "contracts"


class ContractPeriod(Keyed, Base):
    """A period of a contract, invoiced once; the periods of a contract never overlap."""

    __tablename__ = "contract_period"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_on_after_starts_on"),
        *not_negative("net"),
        UniqueConstraint("service_contract_id", "starts_on"),
        ExcludeConstraint(
            ("service_contract_id", "="),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_contract_period_overlap",
        ),
        {"schema": SCHEMA},
    )

    service_contract_id: Mapped[int] = refers_to("contracts.service_contract", index=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    invoice_on: Mapped[date] = mapped_column(index=True)
    net: Mapped[Money]
    invoice_id: Mapped[int | None] = refers_to("sales.invoice")


class ContractVisit(Keyed, Base):
    """A visit that a contract promises by a date: generated once, late until done or canceled."""

    __tablename__ = "contract_visit"
    __table_args__ = (
        UniqueConstraint("service_contract_id", "due_on"),
        paired("done_on", "done_by_id"),
        CheckConstraint(
            "num_nonnulls(canceled_on, canceled_by_id, cancel_reason) IN (0, 3)",
            name="canceled_whole",
        ),
        CheckConstraint("num_nonnulls(done_on, canceled_on) <= 1", name="done_or_canceled"),
        {"schema": SCHEMA},
    )

    service_contract_id: Mapped[int] = refers_to("contracts.service_contract", index=False)
    due_on: Mapped[date] = mapped_column(index=True)
    form_version_id: Mapped[int | None] = refers_to("documents.form_version")
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = refers_to("crm.employee")
    canceled_on: Mapped[date | None]
    canceled_by_id: Mapped[int | None] = refers_to("identity.app_user")
    cancel_reason: Mapped[str | None]


class ContractRenewal(Keyed, Base):
    """A contract that takes over from another, the day after its end; each is renewed once."""

    __tablename__ = "contract_renewal"
    __table_args__ = (
        UniqueConstraint("old_contract_id"),
        UniqueConstraint("new_contract_id"),
        CheckConstraint("old_contract_id <> new_contract_id", name="not_itself"),
        code_check("kind", RenewalKind),
        {"schema": SCHEMA},
    )

    old_contract_id: Mapped[int] = refers_to("contracts.service_contract", index=False)
    new_contract_id: Mapped[int] = refers_to("contracts.service_contract", index=False)
    renewed_on: Mapped[date]
    kind: Mapped[str]
    revision_rate: Mapped[Rate] = mapped_column(server_default="0")
    by_id: Mapped[int | None] = refers_to("identity.app_user")
