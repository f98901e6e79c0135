"""Who the company deals with, and where: parties, contacts, addresses and sites."""

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Degrees, Instant, Keyed, Public
from operational.core.ddl import code_check, paired, refers_to, unique_where
from operational.crm.types import ContactPointKind, GeocodingPrecision, PartyKind

SCHEMA = "crm"
POINT_CHECKS = (
    paired("latitude", "longitude"),
    CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range"),
    CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range"),
    code_check("geocoding_precision", GeocodingPrecision),
    CheckConstraint("(latitude IS NULL) = (geocoding_precision IS NULL)", name="point_precision"),
)


class Party(Public, Base):
    """A person or a company, whatever its roles (customer, supplier, employee)."""

    __tablename__ = "party"
    __table_args__ = (
        code_check("kind", PartyKind),
        CheckConstraint("siren ~ '^[0-9]{9}$'", name="siren_nine_digits"),
        CheckConstraint("siret ~ '^[0-9]{14}$' AND left(siret, 9) = siren", name="siret_of_siren"),
        CheckConstraint("name <> ''", name="name_given"),
        {"schema": SCHEMA},
    )

    kind: Mapped[str]
    name: Mapped[str]
    first_name: Mapped[str | None]
    title: Mapped[str | None]
    siren: Mapped[str | None] = mapped_column(index=True)
    siret: Mapped[str | None]
    vat_number: Mapped[str | None]
    naf: Mapped[str | None]
    language: Mapped[str] = mapped_column(server_default="fr")
    notes: Mapped[str | None]
    archived_at: Mapped[Instant | None]
    anonymized_at: Mapped[Instant | None]


class Address(Public, Base):
    """A postal address of a party, with its point; at most one of each kind is the main one."""

    __tablename__ = "address"
    __table_args__ = (
        *POINT_CHECKS,
        code_check("kind", ["main", "billing", "delivery"]),
        unique_where("uq_address_main_per_kind", "is_default", "party_id", "kind"),
        {"schema": SCHEMA},
    )

    party_id: Mapped[int] = refers_to("crm.party")
    kind: Mapped[str] = mapped_column(server_default="main")
    is_default: Mapped[bool] = mapped_column(server_default=text("true"))
    line1: Mapped[str | None]
    line2: Mapped[str | None]
    postal_code: Mapped[str | None] = mapped_column(index=True)
    city: Mapped[str | None]
    insee_code: Mapped[str | None]
    department: Mapped[str | None]
    region: Mapped[str | None]
    country: Mapped[str] = mapped_column(server_default="FR")
    latitude: Mapped[Degrees | None]
    longitude: Mapped[Degrees | None]
    geocoding_precision: Mapped[str | None]


class Contact(Public, Base):
    """A natural person one talks to at one or several parties."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("last_name <> ''", name="name_given"), {"schema": SCHEMA})

    title: Mapped[str | None]
    first_name: Mapped[str | None]
    last_name: Mapped[str]
    anonymized_at: Mapped[Instant | None]


class PartyContact(Keyed, Base):
    """A contact at a party, with the function held there."""

    __tablename__ = "party_contact"
    __table_args__ = (UniqueConstraint("party_id", "contact_id"), {"schema": SCHEMA})

    party_id: Mapped[int] = refers_to("crm.party")
    contact_id: Mapped[int] = refers_to("crm.contact")
    function: Mapped[str | None]
    is_main: Mapped[bool] = mapped_column(server_default=text("false"))


class ContactPoint(Keyed, Base):
    """A phone number, mail address… of a party or of a contact; `normalized` is what search matches."""

    __tablename__ = "contact_point"
    __table_args__ = (
        code_check("kind", ContactPointKind),
        CheckConstraint("num_nonnulls(party_id, contact_id) = 1", name="one_owner"),
        CheckConstraint("kind <> 'email' OR value LIKE '%_@_%'", name="email_has_at"),
        {"schema": SCHEMA},
    )

    party_id: Mapped[int | None] = refers_to("crm.party")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    kind: Mapped[str]
    value: Mapped[str]
    normalized: Mapped[str] = mapped_column(index=True)
    label: Mapped[str | None]
    is_default: Mapped[bool] = mapped_column(server_default=text("true"))


class Site(Public, Base):
    """A place where work is done or goods are delivered: point, access notes, equipment, history."""

    __tablename__ = "site"
    __table_args__ = (*POINT_CHECKS, {"schema": SCHEMA})

    party_id: Mapped[int] = refers_to("crm.party")
    name: Mapped[str]
    line1: Mapped[str | None]
    line2: Mapped[str | None]
    postal_code: Mapped[str | None] = mapped_column(index=True)
    city: Mapped[str | None]
    insee_code: Mapped[str | None]
    department: Mapped[str | None]
    country: Mapped[str] = mapped_column(server_default="FR")
    latitude: Mapped[Degrees | None]
    longitude: Mapped[Degrees | None]
    geocoding_precision: Mapped[str | None]
    access_notes: Mapped[str | None]
    dwelling_over_two_years: Mapped[bool | None]
    archived_at: Mapped[Instant | None]
