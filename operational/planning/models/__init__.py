"""Tables of the planning, by subject."""

from operational.planning.models.appointments import (
    Appointment,
    AppointmentConfirmation,
    AppointmentPictogram,
    AppointmentResource,
    Pictogram,
)
from operational.planning.models.calendars import CalendarFeed, ExternalCalendar, ExternalEvent
from operational.planning.models.mileage import (
    MileageAllowance,
    MileageScale,
    MileageTrip,
    TravelAllowance,
    TravelAllowanceScale,
    Vehicle,
)
from operational.planning.models.resources import (
    Availability,
    HoursPool,
    Resource,
    ResourceGroup,
    ResourceMembership,
    WorkingTime,
)
from operational.planning.models.tasks import Task, TaskAssignment, TaskDependency, TaskType

__all__ = [
    "Appointment",
    "AppointmentConfirmation",
    "AppointmentPictogram",
    "AppointmentResource",
    "Availability",
    "CalendarFeed",
    "ExternalCalendar",
    "ExternalEvent",
    "HoursPool",
    "MileageAllowance",
    "MileageScale",
    "MileageTrip",
    "Pictogram",
    "Resource",
    "ResourceGroup",
    "ResourceMembership",
    "Task",
    "TaskAssignment",
    "TaskDependency",
    "TaskType",
    "TravelAllowance",
    "TravelAllowanceScale",
    "Vehicle",
    "WorkingTime",
]
