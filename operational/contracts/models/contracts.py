"""Contracts, what they cover and at what price."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.contracts.types import AmendmentKind, BillingTerm, ContractState, PriceRevision
from operational.core.columns import Base, Instant, Keyed, Money, Public, Quantity, Rate, UnitPrice
from operational.core.ddl import code_check, not_negative, ordered, paired, refers_to

SCHEMA = "contracts"


class ContractType(Keyed, Base):
    """A kind of contract the company sells, and what a new one starts with."""

    __tablename__ = "contract_type"
    __table_args__ = (
        UniqueConstraint("code"),
        code_check("billing_term", BillingTerm),
        CheckConstraint("duration_months > 0", name="duration_positive"),
        CheckConstraint("billing_months > 0", name="billing_months_positive"),
        *not_negative("visits_per_year", "notice_days"),
        {"schema": SCHEMA},
    )

    code: Mapped[str]
    label: Mapped[str]
    duration_months: Mapped[int] = mapped_column(server_default="12")
    billing_months: Mapped[int] = mapped_column(server_default="12")
    billing_term: Mapped[str] = mapped_column(server_default="prepaid")
    visits_per_year: Mapped[int] = mapped_column(server_default="1")
    visit_form_id: Mapped[int | None] = refers_to("documents.form")
    tacit_renewal: Mapped[bool] = mapped_column(server_default=text("true"))
    notice_days: Mapped[int] = mapped_column(server_default="60")
    archived_at: Mapped[Instant | None]


class ServiceContract(Public, Base):
    """A contract with a customer for a site, frozen when activated.

    `yearly_net` is the price signed; amendments add to it on their own date. The customer may
    leave before `ends_on`: `terminated_on` is the last day in force.
    """

    __tablename__ = "service_contract"
    __table_args__ = (
        code_check("state", ContractState),
        code_check("billing_term", BillingTerm),
        code_check("price_revision", PriceRevision),
        UniqueConstraint("company_id", "reference"),
        CheckConstraint("ends_on >= starts_on", name="ends_on_after_starts_on"),
        CheckConstraint("billing_months > 0", name="billing_months_positive"),
        *not_negative("yearly_net", "visits_per_year", "notice_days"),
        CheckConstraint(
            "(state = 'draft') = (activated_at IS NULL)", name="activated_if_not_draft"
        ),
        paired("activated_at", "activated_by_id"),
        paired("activated_at", "reference"),
        CheckConstraint(
            "num_nonnulls(terminated_on, terminated_by_id, termination_reason)"
            " = CASE state WHEN 'terminated' THEN 3 ELSE 0 END",
            name="terminated_whole",
        ),
        CheckConstraint("terminated_on BETWEEN starts_on AND ends_on", name="terminated_in_term"),
        CheckConstraint(
            "CASE price_revision WHEN 'rate' THEN revision_rate IS NOT NULL"
            " WHEN 'index' THEN price_index_id IS NOT NULL AND base_index_value IS NOT NULL"
            " ELSE num_nonnulls(revision_rate, price_index_id, base_index_value) = 0 END",
            name="revision_of_kind",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    agency_id: Mapped[int] = refers_to("core.agency")
    reference: Mapped[str | None]
    contract_type_id: Mapped[int] = refers_to("contracts.contract_type")
    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    sales_order_id: Mapped[int | None] = refers_to("sales.sales_order")
    signature_id: Mapped[int | None] = refers_to("documents.signature")
    state: Mapped[str] = mapped_column(server_default="draft")
    signed_on: Mapped[date | None]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date] = mapped_column(index=True)
    yearly_net: Mapped[Money]
    billing_months: Mapped[int] = mapped_column(server_default="12")
    billing_term: Mapped[str] = mapped_column(server_default="prepaid")
    payment_terms_id: Mapped[int | None] = refers_to("payments.payment_terms")
    direct_debit_mandate_id: Mapped[int | None] = refers_to("payments.direct_debit_mandate")
    visits_per_year: Mapped[int] = mapped_column(server_default="1")
    tacit_renewal: Mapped[bool] = mapped_column(server_default=text("true"))
    notice_days: Mapped[int] = mapped_column(server_default="60")
    price_revision: Mapped[str] = mapped_column(server_default="none")
    revision_rate: Mapped[Rate | None]
    price_index_id: Mapped[int | None] = refers_to("contracts.price_index")
    base_index_value: Mapped[UnitPrice | None]
    activated_at: Mapped[Instant | None]
    activated_by_id: Mapped[int | None] = refers_to("identity.app_user")
    terminated_on: Mapped[date | None]
    terminated_by_id: Mapped[int | None] = refers_to("identity.app_user")
    termination_reason: Mapped[str | None]
    notes: Mapped[str | None]


class ContractAmendment(Keyed, Base):
    """A change of the yearly price of a running contract from a date on, with its lines."""

    __tablename__ = "contract_amendment"
    __table_args__ = (
        code_check("kind", AmendmentKind),
        UniqueConstraint("service_contract_id", "number"),
        UniqueConstraint("service_contract_id", "id"),
        {"schema": SCHEMA},
    )

    service_contract_id: Mapped[int] = refers_to("contracts.service_contract", index=False)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(server_default="change")
    effective_on: Mapped[date]
    signed_on: Mapped[date | None]
    yearly_net_change: Mapped[Money]
    reason: Mapped[str]
    by_id: Mapped[int] = refers_to("identity.app_user")


class ContractLine(Keyed, Base):
    """What a contract, or an amendment of it, covers at which yearly price.

    The lines of the contract sum to its yearly price, those of an amendment to its change.
    """

    __tablename__ = "contract_line"
    __table_args__ = (
        UniqueConstraint(
            "service_contract_id",
            "contract_amendment_id",
            "position",
            name="uq_contract_line_position",
            postgresql_nulls_not_distinct=True,
        ),
        ForeignKeyConstraint(
            ["service_contract_id", "contract_amendment_id"],
            [
                "contracts.contract_amendment.service_contract_id",
                "contracts.contract_amendment.id",
            ],
        ),
        CheckConstraint("quantity <> 0", name="quantity_given"),
        CheckConstraint(
            "yearly_net = round(quantity * unit_price * (1 - discount_rate / 100), 2)",
            name="net_of_line",
        ),
        CheckConstraint("discount_rate BETWEEN 0 AND 100", name="discount_rate_percentage"),
        {"schema": SCHEMA},
    )

    service_contract_id: Mapped[int] = refers_to(
        "contracts.service_contract", cascade=True, index=False
    )
    contract_amendment_id: Mapped[int | None] = mapped_column(index=True)
    position: Mapped[int]
    item_id: Mapped[int | None] = refers_to("catalog.item")
    designation: Mapped[str]
    quantity: Mapped[Quantity] = mapped_column(server_default="1")
    unit_price: Mapped[UnitPrice]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    vat_rate_id: Mapped[int] = refers_to("catalog.vat_rate")
    yearly_net: Mapped[Money]


class ContractSuspension(Keyed, Base):
    """Days during which a contract is neither invoiced nor visited."""

    __tablename__ = "contract_suspension"
    __table_args__ = (
        ordered("starts_on", "ends_on"),
        ExcludeConstraint(
            ("service_contract_id", "="),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_contract_suspension_overlap",
        ),
        {"schema": SCHEMA},
    )

    service_contract_id: Mapped[int] = refers_to("contracts.service_contract", index=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str]
    by_id: Mapped[int] = refers_to("identity.app_user")


class ContractDocument(Keyed, Base):
    """A document in a contract's folder (the signed contract, its terms)."""

    __tablename__ = "contract_document"
    __table_args__ = (UniqueConstraint("service_contract_id", "document_id"), {"schema": SCHEMA})

    service_contract_id: Mapped[int] = refers_to("contracts.service_contract", index=False)
    document_id: Mapped[int] = refers_to("documents.document")
