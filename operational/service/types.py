"""Codes of the after-sales service."""

from enum import StrEnum


class Channel(StrEnum):
    """How a ticket reached the company."""

    PHONE = "phone"
    EMAIL = "email"
    PORTAL = "portal"
    COUNTER = "counter"
    VISIT = "visit"


class Priority(StrEnum):
    """How soon a ticket wants somebody."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TicketState(StrEnum):
    """Life of a ticket; ON_HOLD waits for a part or for the customer."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CANCELED = "canceled"


class WarrantyBasis(StrEnum):
    """From what the warranty of a ticket was decided."""

    EQUIPMENT = "equipment"
    SALE_LINE = "sale_line"
    DECISION = "decision"


class TicketEventKind(StrEnum):
    """What happened to a ticket."""

    STATE_CHANGED = "state_changed"
    ASSIGNED = "assigned"
    NOTE = "note"
    MESSAGE_SENT = "message_sent"
    MESSAGE_RECEIVED = "message_received"


class InterventionState(StrEnum):
    """Life of an intervention."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    ON_THE_WAY = "on_the_way"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_DONE = "not_done"


class NotDoneReason(StrEnum):
    """Why an intervention did not take place, or not to its end."""

    CUSTOMER_ABSENT = "customer_absent"
    NO_ACCESS = "no_access"
    MISSING_PART = "missing_part"
    WEATHER = "weather"
    CANCELED_BY_CUSTOMER = "canceled_by_customer"
    CANCELED_BY_US = "canceled_by_us"
    OTHER = "other"


class CostKind(StrEnum):
    """What a cost rate is the price of: an hour of work, an hour of travel, a kilometer."""

    LABOR_HOUR = "labor_hour"
    TRAVEL_HOUR = "travel_hour"
    KILOMETER = "kilometer"
