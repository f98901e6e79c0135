"""Codes of the customer relationship."""

from enum import StrEnum


class PartyKind(StrEnum):
    """Whether a party is a person or a company; decides which legal mentions apply to it."""

    PERSON = "person"
    COMPANY = "company"


class CustomerStage(StrEnum):
    """A customer is a prospect until a first sale."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"


class GeocodingPrecision(StrEnum):
    """How well a point is known."""

    ADDRESS = "address"
    STREET = "street"
    COMMUNE = "commune"
    POSTAL_CODE = "postal_code"


class ContactPointKind(StrEnum):
    """How a party or a contact can be reached."""

    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    FAX = "fax"
    WEBSITE = "website"


class Channel(StrEnum):
    """A way of writing to somebody."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    LETTER = "letter"


class ConsentPurpose(StrEnum):
    """What a person agreed to, one consent each."""

    MARKETING = "marketing"
    TRACKING = "tracking"
    SERVICE = "service"


class FollowUpState(StrEnum):
    """Life of a follow-up action."""

    TO_DO = "to_do"
    DONE = "done"
    CANCELED = "canceled"


class EmployeeJob(StrEnum):
    """What an employee does, for planning, commissions and cost rates."""

    MANAGER = "manager"
    SALESPERSON = "salesperson"
    OFFICE = "office"
    TECHNICIAN = "technician"
    INSTALLER = "installer"
    CASHIER = "cashier"
    STOREKEEPER = "storekeeper"
    ACCOUNTANT = "accountant"
