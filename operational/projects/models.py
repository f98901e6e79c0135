"""Tables of the projects."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Hours, Instant, Keyed, Money, Public
from operational.core.ddl import code_check, ordered, paired, refers_to
from operational.projects.types import ProjectState

SCHEMA = "projects"


class Project(Public, Base):
    """What a customer has done at a site: quotes, orders, purchases, hours and tickets belong to it."""

    __tablename__ = "project"
    __table_args__ = (
        code_check("state", ProjectState),
        ordered("planned_start_on", "planned_end_on"),
        ordered("started_on", "finished_on"),
        CheckConstraint(
            "state NOT IN ('finished', 'closed') OR finished_on IS NOT NULL", name="finished_dated"
        ),
        UniqueConstraint("company_id", "reference"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    reference: Mapped[str]
    title: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="lead")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    account_owner_id: Mapped[int | None] = refers_to("crm.employee")
    planned_start_on: Mapped[date | None]
    planned_end_on: Mapped[date | None]
    started_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    archived_at: Mapped[Instant | None]


class WorkPackage(Keyed, Base):
    """A lot of a project (earthworks, masonry, plumbing…) with its budget."""

    __tablename__ = "work_package"
    __table_args__ = (
        UniqueConstraint("project_id", "position"),
        ordered("planned_start_on", "planned_end_on"),
        CheckConstraint("planned_hours >= 0", name="planned_hours_not_negative"),
        {"schema": SCHEMA},
    )

    project_id: Mapped[int] = refers_to("projects.project")
    position: Mapped[int]
    title: Mapped[str]
    planned_hours: Mapped[Hours | None]
    budget_cost: Mapped[Money | None]
    planned_start_on: Mapped[date | None]
    planned_end_on: Mapped[date | None]
    finished_on: Mapped[date | None]


class ProjectHours(Keyed, Base):
    """Hours an employee spent on a project on a day, at the cost rate of that day."""

    __tablename__ = "project_hours"
    __table_args__ = (CheckConstraint("hours > 0", name="hours_positive"), {"schema": SCHEMA})

    project_id: Mapped[int] = refers_to("projects.project")
    work_package_id: Mapped[int | None] = refers_to("projects.work_package")
    employee_id: Mapped[int] = refers_to("crm.employee")
    worked_on: Mapped[date]
    hours: Mapped[Hours]
    hourly_cost: Mapped[Money]


class Handover(Keyed, Base):
    """The customer took the work over: retention is due twelve months later, snags are listed."""

    __tablename__ = "handover"
    __table_args__ = (UniqueConstraint("project_id"), {"schema": SCHEMA})

    project_id: Mapped[int] = refers_to("projects.project")
    handed_over_on: Mapped[date]
    document_id: Mapped[int | None] = refers_to("documents.document")


class Snag(Keyed, Base):
    """A defect noted at handover, to be mended."""

    __tablename__ = "snag"
    __table_args__ = (paired("fixed_on", "fixed_by_id"), {"schema": SCHEMA})

    handover_id: Mapped[int] = refers_to("projects.handover")
    description: Mapped[str]
    fixed_on: Mapped[date | None]
    fixed_by_id: Mapped[int | None] = refers_to("crm.employee")


class ProjectDocument(Keyed, Base):
    """A document in a project's folder."""

    __tablename__ = "project_document"
    __table_args__ = (UniqueConstraint("project_id", "document_id"), {"schema": SCHEMA})

    project_id: Mapped[int] = refers_to("projects.project")
    document_id: Mapped[int] = refers_to("documents.document")
