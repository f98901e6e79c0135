"""Proof that a person signed something."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Degrees, Instant, Payload, Public
from operational.core.ddl import code_check, paired, refers_to, sha256_check
from operational.documents.types import SignatureMethod

SCHEMA = "documents"


class Signature(Public, Base):
    """Who signed what content (by its hash), when, where and from what; never changed.

    `witness_id` is the user whose device was held out; `remote_proof` is what shows that a
    distant signer held the address (message sent, code confirmed).
    """

    __tablename__ = "signature"
    __table_args__ = (
        code_check("method", SignatureMethod),
        sha256_check("signed_sha256"),
        paired("latitude", "longitude"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range"),
        CheckConstraint("btrim(signer_name) <> ''", name="signer_named"),
        CheckConstraint("method = 'on_device' OR remote_proof IS NOT NULL", name="remote_proved"),
        {"schema": SCHEMA},
    )

    signer_name: Mapped[str]
    signer_function: Mapped[str | None]
    signed_at: Mapped[Instant]
    method: Mapped[str]
    signed_sha256: Mapped[str]
    signed_file_id: Mapped[int | None] = refers_to("documents.file")
    image_file_id: Mapped[int | None] = refers_to("documents.file")
    consent_wording: Mapped[str]
    witness_id: Mapped[int | None] = refers_to("identity.app_user")
    ip_address: Mapped[str | None]
    user_agent: Mapped[str | None]
    latitude: Mapped[Degrees | None]
    longitude: Mapped[Degrees | None]
    remote_proof: Mapped[Payload | None]
