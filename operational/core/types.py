"""Codes and value objects of the core."""

from enum import StrEnum


class ChangeOperation(StrEnum):
    """What happened to a row; RELOAD asks for the whole table to be loaded again."""

    INSERT = "I"
    UPDATE = "U"
    DELETE = "D"
    RELOAD = "R"


class OutboxStatus(StrEnum):
    """Life of a message to the slow world."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"
