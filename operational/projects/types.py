"""Codes of the projects."""

from enum import StrEnum


class ProjectState(StrEnum):
    """Life of a project."""

    LEAD = "lead"
    SIGNED = "signed"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CLOSED = "closed"
    ABANDONED = "abandoned"
