"""Stored content, and the documents people know it by."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, not_negative, paired, refers_to, sha256_check
from operational.documents.types import DocumentKind

SCHEMA = "documents"


class File(Public, Base):
    """A content, stored once whatever the number of documents, answers and messages showing it.

    It may be removed when no foreign key holds it and `retain_until` is past.
    """

    __tablename__ = "file"
    __table_args__ = (
        sha256_check("sha256"),
        *not_negative("size_bytes"),
        CheckConstraint("media_type LIKE '_%/_%'", name="media_type_shaped"),
        {"schema": SCHEMA},
    )

    sha256: Mapped[str] = mapped_column(unique=True)
    size_bytes: Mapped[int]
    media_type: Mapped[str]
    storage_key: Mapped[str] = mapped_column(unique=True)
    retain_until: Mapped[date | None]


class DocumentFolder(Public, Base):
    """A folder of documents, inside another or at the top (a customer's, a project's, a shelf)."""

    __tablename__ = "document_folder"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        CheckConstraint("btrim(name) <> ''", name="name_given"),
        CheckConstraint("parent_id <> id", name="parent_other"),
        {"schema": SCHEMA},
    )

    parent_id: Mapped[int | None] = refers_to("documents.document_folder", index=False)
    name: Mapped[str]
    archived_at: Mapped[Instant | None]


class Document(Public, Base):
    """A named document; its content is its latest version; a locked one takes no new version."""

    __tablename__ = "document"
    __table_args__ = (
        code_check("kind", DocumentKind),
        paired("locked_at", "locked_by_id"),
        CheckConstraint("btrim(title) <> ''", name="title_given"),
        {"schema": SCHEMA},
    )

    folder_id: Mapped[int | None] = refers_to("documents.document_folder")
    kind: Mapped[str]
    title: Mapped[str]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    locked_at: Mapped[Instant | None]
    locked_by_id: Mapped[int | None] = refers_to("identity.app_user")
    archived_at: Mapped[Instant | None]


class DocumentVersion(Keyed, Base):
    """The n-th content of a document; never changed once written."""

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        {"schema": SCHEMA},
    )

    document_id: Mapped[int] = refers_to("documents.document", cascade=True, index=False)
    number: Mapped[int]
    file_id: Mapped[int] = refers_to("documents.file")
    file_name: Mapped[str]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
