"""What may follow what in the planning."""

from operational.planning.types import AppointmentState, TaskState

APPOINTMENT_TRANSITIONS: dict[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.TENTATIVE: frozenset(
        {AppointmentState.FIRM, AppointmentState.HELD, AppointmentState.CANCELED}
    ),
    AppointmentState.FIRM: frozenset(
        {
            AppointmentState.TENTATIVE,
            AppointmentState.HELD,
            AppointmentState.NO_SHOW,
            AppointmentState.CANCELED,
        }
    ),
    AppointmentState.HELD: frozenset({AppointmentState.FIRM}),
    AppointmentState.NO_SHOW: frozenset({AppointmentState.FIRM}),
    AppointmentState.CANCELED: frozenset({AppointmentState.TENTATIVE}),
}
"""A held, missed or canceled appointment goes back only to where it came from."""

TASK_TRANSITIONS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.TO_DO: frozenset({TaskState.IN_PROGRESS, TaskState.DONE, TaskState.CANCELED}),
    TaskState.IN_PROGRESS: frozenset({TaskState.TO_DO, TaskState.DONE, TaskState.CANCELED}),
    TaskState.DONE: frozenset({TaskState.IN_PROGRESS}),
    TaskState.CANCELED: frozenset({TaskState.TO_DO}),
}
