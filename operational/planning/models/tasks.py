"""Tasks of the projects: the bars of the Gantt view."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Hours, Instant, Keyed, Progress, Public
from operational.core.ddl import code_check, not_negative, ordered, refers_to
from operational.planning.types import AppointmentKind, DependencyKind, TaskState

SCHEMA = "planning"


class TaskType(Keyed, Base):
    """A type of work the company plans, with its color and usual length."""

    __tablename__ = "task_type"
    __table_args__ = (
        UniqueConstraint("code"),
        code_check("appointment_kind", AppointmentKind),
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name="color_shaped"),
        CheckConstraint("default_minutes > 0", name="default_minutes_positive"),
        {"schema": SCHEMA},
    )

    code: Mapped[str]
    label: Mapped[str]
    appointment_kind: Mapped[str]
    color: Mapped[str]
    default_minutes: Mapped[int] = mapped_column(server_default="60")
    is_productive: Mapped[bool] = mapped_column(server_default=text("true"))
    position: Mapped[int] = mapped_column(server_default="0")
    archived_at: Mapped[Instant | None]


class Task(Public, Base):
    """A piece of work of a project, over days, in a tree of tasks; both ends are included."""

    __tablename__ = "task"
    __table_args__ = (
        code_check("state", TaskState),
        ordered("starts_on", "ends_on"),
        *not_negative("planned_hours"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_range"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_dated"),
        CheckConstraint("parent_id <> id", name="parent_other"),
        {"schema": SCHEMA},
    )

    project_id: Mapped[int] = refers_to("projects.project")
    work_package_id: Mapped[int | None] = refers_to("projects.work_package")
    parent_id: Mapped[int | None] = refers_to("planning.task")
    task_type_id: Mapped[int] = refers_to("planning.task_type")
    title: Mapped[str]
    position: Mapped[int] = mapped_column(server_default="0")
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    planned_hours: Mapped[Hours] = mapped_column(server_default="0")
    progress: Mapped[Progress] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(server_default="to_do")
    done_on: Mapped[date | None]


class TaskDependency(Keyed, Base):
    """A task that waits for another, and how many days after; a cycle is refused."""

    __tablename__ = "task_dependency"
    __table_args__ = (
        UniqueConstraint("task_id", "predecessor_id"),
        CheckConstraint("task_id <> predecessor_id", name="predecessor_other"),
        code_check("kind", DependencyKind),
        {"schema": SCHEMA},
    )

    task_id: Mapped[int] = refers_to("planning.task", cascade=True, index=False)
    predecessor_id: Mapped[int] = refers_to("planning.task", cascade=True)
    kind: Mapped[str] = mapped_column(server_default="finish_start")
    lag_days: Mapped[int] = mapped_column(server_default="0")


class TaskAssignment(Keyed, Base):
    """A resource on a task, and its share of the hours."""

    __tablename__ = "task_assignment"
    __table_args__ = (
        UniqueConstraint("task_id", "resource_id"),
        *not_negative("planned_hours"),
        {"schema": SCHEMA},
    )

    task_id: Mapped[int] = refers_to("planning.task", cascade=True, index=False)
    resource_id: Mapped[int] = refers_to("planning.resource")
    planned_hours: Mapped[Hours] = mapped_column(server_default="0")
