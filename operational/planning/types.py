"""Codes of the planning."""

from enum import StrEnum


class ResourceKind(StrEnum):
    """What a resource is."""

    EMPLOYEE = "employee"
    TEAM = "team"
    VEHICLE = "vehicle"
    TOOL = "tool"


class AvailabilityKind(StrEnum):
    """Why a resource is away from its weekly pattern, or exceptionally there (EXTRA)."""

    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    REPAIR = "repair"
    OTHER = "other"
    EXTRA = "extra"


class AppointmentKind(StrEnum):
    """What an appointment is for."""

    SALES = "sales"
    INSTALLATION = "installation"
    SERVICE = "service"
    INTERNAL = "internal"


class AppointmentState(StrEnum):
    """Life of an appointment; a tentative one books nobody, a firm one does."""

    TENTATIVE = "tentative"
    FIRM = "firm"
    HELD = "held"
    CANCELED = "canceled"
    NO_SHOW = "no_show"


class ConfirmationChannel(StrEnum):
    """By what an appointment is confirmed to the customer."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"


class ConfirmationAnswer(StrEnum):
    """What the customer answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class TaskState(StrEnum):
    """Life of a task."""

    TO_DO = "to_do"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELED = "canceled"


class DependencyKind(StrEnum):
    """Which end of a task waits for which end of its predecessor (Gantt)."""

    FINISH_START = "finish_start"
    START_START = "start_start"
    FINISH_FINISH = "finish_finish"
    START_FINISH = "start_finish"


class CalendarProvider(StrEnum):
    """How somebody's own calendar is read."""

    CALDAV = "caldav"
    GOOGLE = "google"
    FEED = "feed"


class VehicleKind(StrEnum):
    """Which mileage scale a vehicle follows."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    MOPED = "moped"
